// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/rowdelegate.h"

#include "ui/theme/paint.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/rowsmodel.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QTextLayout>

namespace Runlight {

namespace {

constexpr int margin = 20;
constexpr int textLeft = 50; //!< In line with the names of the jobs.
constexpr int padding = 10;
constexpr int lineGap = 4;
constexpr int glyphSize = 16;
constexpr int mostTitleLines = 3; //!< The tooltip has the rest.
constexpr int mostMessageLines = 8;

//! Draws \a text from the top of \a rect in at most \a mostLines lines, where there is a painter. Returns their height.
int layOutText(const QString &text, const QFont &font, const QRect &rect, int mostLines, QPainter *painter)
{
    QString lines = harmlessText(text);
    lines.replace(QLatin1Char('\n'), QChar::LineSeparator);
    QTextLayout layout(lines, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    qreal height = 0;
    layout.beginLayout();
    for (int count = 0; count < mostLines; ++count) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(rect.width());
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    if (painter)
        layout.draw(painter, rect.topLeft());
    return qCeil(height);
}

} // namespace

RowDelegate::RowDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{ }

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
    painter->fillRect(QRect(option.rect.bottomLeft(), QSize(option.rect.width(), 1)), m_theme.color(ColorRole::Line));
    if (showsKeyboardFocus(option))
        m_theme.paintFocusRing(*painter, option.rect.adjusted(0, 0, 0, -1), 0);

    const int lineHeight = QFontMetrics(m_theme.font(FontRole::Body)).height();
    QRect line(option.rect.left() + textLeft, option.rect.top() + padding, option.rect.width() - textLeft - margin,
               lineHeight);
    paintMark(*painter, option.rect, index);
    paintTitle(*painter, line, index);
    line.translate(0, titleHeight(index, line.width()) + lineGap);

    const QString message = index.data(MessageRole).toString();
    if (!message.isEmpty()) {
        painter->setPen(m_theme.color(ColorRole::Text));
        const int height = layOutText(message, m_theme.font(FontRole::Body), line, mostMessageLines, painter);
        line.translate(0, height + lineGap);
    }
    paintFoot(*painter, line, index);
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFont font = m_theme.font(FontRole::Body);
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    const int textWidth = width - textLeft - margin;
    int height = 2 * padding + titleHeight(index, textWidth) + lineGap + QFontMetrics(font).height() + 1;
    const QString message = index.data(MessageRole).toString();
    if (!message.isEmpty())
        height += layOutText(message, font, QRect(0, 0, textWidth, 0), mostMessageLines, nullptr) + lineGap;
    return {width, height};
}

int RowDelegate::titleHeight(const QModelIndex &index, int width) const
{
    const QFont font = m_theme.font(FontRole::BodyStrong);
    if (!index.data(TrailingRole).toString().isEmpty())
        return QFontMetrics(font).height();
    return layOutText(index.data().toString(), font, QRect(0, 0, width, 0), mostTitleLines, nullptr);
}

void RowDelegate::paintMark(QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    const QRect place(rect.left() + margin, rect.top() + padding, glyphSize, glyphSize);
    const QVariant glyph = index.data(GlyphRole);
    if (glyph.isValid())
        m_theme.paintGlyph(painter, place, glyph.value<StatusGlyph>());
    else
        m_theme.icon(index.data(IconRole).toString(), ColorRole::MutedText).paint(&painter, place);
}

void RowDelegate::paintTitle(QPainter &painter, const QRect &line, const QModelIndex &index) const
{
    const QString title = index.data().toString();
    const QString trailing = index.data(TrailingRole).toString();
    const QColor color = m_theme.color(index.data(MutedRole).toBool() ? ColorRole::MutedText : ColorRole::Text);
    const QFont font = m_theme.font(FontRole::BodyStrong);
    if (trailing.isEmpty()) {
        painter.setPen(color);
        layOutText(title, font, line, mostTitleLines, &painter);
        return;
    }
    painter.setFont(m_theme.font(FontRole::Body));
    painter.setPen(m_theme.color(ColorRole::MutedText));
    const int used = drawElidedText(painter, line, trailing, Qt::AlignRight | Qt::AlignVCenter) + 3 * Theme::grid;
    painter.setFont(font);
    painter.setPen(color);
    drawElidedText(painter, line.adjusted(0, 0, -used, 0), title);
}

void RowDelegate::paintFoot(QPainter &painter, const QRect &line, const QModelIndex &index) const
{
    painter.setPen(m_theme.color(ColorRole::MutedText));
    const QString subtitle = index.data(SubtitleRole).toString();
    const QFont body = m_theme.font(FontRole::Body);
    const int wanted = QFontMetrics(body).horizontalAdvance(subtitle) + 4 * Theme::grid;
    const QString mono = oneLine(index.data(MonoRole).toString());
    int used = 0;
    if (!mono.isEmpty()) {
        painter.setFont(m_theme.font(FontRole::Mono));
        // Each may have half; what the one does not need is the other's.
        const QRect room = line.adjusted(qMin(wanted, line.width() / 2), 0, 0, 0);
        const QString shown = painter.fontMetrics().elidedText(mono, Qt::ElideMiddle, room.width());
        used = drawElidedText(painter, room, shown, Qt::AlignRight | Qt::AlignVCenter) + 3 * Theme::grid;
    }
    painter.setFont(body);
    drawElidedText(painter, line.adjusted(0, 0, -used, 0), subtitle);
}

} // namespace Runlight
