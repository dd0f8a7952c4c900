// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/sidebardelegate.h"

#include "ui/shell/sidebarmodel.h"
#include "ui/theme/paint.h"

#include <QFontMetrics>
#include <QLocale>
#include <QPainter>

namespace Runlight {

namespace {

constexpr int margin = 2 * Theme::grid; //!< From the pane's edge to the selection.
constexpr int padding = 2 * Theme::grid; //!< From the selection's edge to what is in it.
constexpr int glyphSize = 14;
constexpr int glyphGap = 2 * Theme::grid;
constexpr qreal radius = 6;
constexpr double headerScale = 0.85;

bool isHeader(const QModelIndex &index)
{
    return index.data(SidebarModel::KindRole).toInt() == int(SidebarModel::Kind::Header);
}

} // namespace

SidebarDelegate::SidebarDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{ }

QFont SidebarDelegate::headerFont() const
{
    QFont font = m_theme.font(FontRole::BodyStrong);
    font.setPointSizeF(font.pointSizeF() * headerScale);
    return font;
}

QSize SidebarDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const int text = QFontMetrics(m_theme.font(FontRole::Body)).height();
    return {0, isHeader(index) ? text + 6 * Theme::grid : text + 3 * Theme::grid};
}

void SidebarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const QRect content = option.rect.adjusted(margin + padding, 0, -margin - padding, 0);
    if (isHeader(index)) {
        paintHeader(*painter, content, index);
    } else {
        paintGround(*painter, option);
        paintGlyph(*painter, content, index);
        const int count = index.data(SidebarModel::CountRole).toInt();
        painter->setFont(m_theme.font(FontRole::Body));
        painter->setPen(m_theme.color(ColorRole::MutedText));
        const int countWidth = count == 0
            ? 0
            : drawElidedText(*painter, content, QLocale().toString(count), Qt::AlignRight | Qt::AlignVCenter)
                + glyphGap;
        painter->setPen(m_theme.color(ColorRole::Text));
        drawElidedText(*painter, content.adjusted(glyphSize + glyphGap, 0, -countWidth, 0),
                       index.data(Qt::DisplayRole).toString());
    }
    painter->restore();
}

void SidebarDelegate::paintHeader(QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    painter.setFont(headerFont());
    painter.setPen(m_theme.color(ColorRole::MutedText));
    drawElidedText(painter, rect.adjusted(0, 0, 0, -Theme::grid), index.data(Qt::DisplayRole).toString(),
                   Qt::AlignLeft | Qt::AlignBottom);
}

void SidebarDelegate::paintGround(QPainter &painter, const QStyleOptionViewItem &option) const
{
    const QRect box = option.rect.adjusted(margin, 0, -margin, 0);
    if (option.state & QStyle::State_Selected)
        drawRoundedBox(painter, box, radius, m_theme.color(ColorRole::Selection), {});
    else if (option.state & QStyle::State_MouseOver)
        drawRoundedBox(painter, box, radius, m_theme.color(ColorRole::ControlHover), {});
    if (showsKeyboardFocus(option))
        m_theme.paintFocusRing(painter, box, radius);
}

void SidebarDelegate::paintGlyph(QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    const QRect box(rect.x(), rect.y() + (rect.height() - glyphSize) / 2, glyphSize, glyphSize);
    const QVariant glyph = index.data(SidebarModel::GlyphRole);
    if (!index.data(SidebarModel::TroubleRole).toString().isEmpty())
        m_theme.icon(QStringLiteral("warning"), ColorRole::MutedText).paint(&painter, box);
    else if (glyph.isValid())
        m_theme.paintGlyph(painter, box, StatusGlyph(glyph.toInt()));
    else if (const QString icon = index.data(SidebarModel::IconRole).toString(); !icon.isEmpty())
        m_theme.icon(icon, ColorRole::MutedText).paint(&painter, box);
}

} // namespace Runlight
