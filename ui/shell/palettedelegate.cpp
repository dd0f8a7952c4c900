// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/palettedelegate.h"

#include "ui/shell/palettemodel.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <cmath>

namespace Runlight {

namespace {

constexpr int rowMargin = 2 * Theme::grid;
constexpr int markSize = 14;
constexpr int keySide = 5;
constexpr qreal rowRadius = 6;
// A reason may take this share of a row: what it is the reason for comes first.
constexpr double whyNotShare = 0.5;

//! Rounded up: in a place even a hair narrower the text would be elided.
int paletteWidthOf(const QString &text, const QFont &font)
{
    return int(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

} // namespace

PaletteDelegate::PaletteDelegate(const PaletteModel &model, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{ }

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, QFontMetrics(m_theme.font(FontRole::Body)).height() + 3 * Theme::grid};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        drawRoundedBox(*painter, option.rect, rowRadius, m_theme.color(ColorRole::Selection), {});
    else if (option.state.testFlag(QStyle::State_MouseOver))
        drawRoundedBox(*painter, option.rect, rowRadius, m_theme.color(ColorRole::ControlHover), {});
    QRect place = option.rect.adjusted(rowMargin, 0, -rowMargin, 0);
    paintMark(*painter, place, index);
    place.setLeft(place.left() + markSize + rowMargin);
    if (const QString key = index.data(PaletteModel::KeyRole).toString(); !key.isEmpty())
        place.setRight(place.right() - paintKey(*painter, place, key, m_theme) - rowMargin);
    const QString reason = index.data(PaletteModel::WhyNotRole).toString();
    painter->setPen(m_theme.color(reason.isEmpty() ? ColorRole::Text : ColorRole::MutedText));
    if (!reason.isEmpty())
        place.setRight(place.right() - paintWhyNot(*painter, place, reason) - 2 * rowMargin);
    paintText(*painter, place, index.data().toString(), m_model.spans(index.row()));
    painter->restore();
}

void PaletteDelegate::paintMark(QPainter &painter, const QRect &place, const QModelIndex &index) const
{
    QRect mark(0, 0, markSize, markSize);
    mark.moveCenter(place.center());
    mark.moveLeft(place.left());
    if (const QVariant glyph = index.data(PaletteModel::GlyphRole); glyph.isValid())
        m_theme.paintGlyph(painter, mark, StatusGlyph(glyph.toInt()));
    else if (index.data(Qt::CheckStateRole).isValid())
        m_theme.icon(QStringLiteral("check")).paint(&painter, mark);
    else
        index.data(Qt::DecorationRole)
            .value<QIcon>()
            .paint(&painter, mark, Qt::AlignCenter,
                   index.data(PaletteModel::WhyNotRole).toString().isEmpty() ? QIcon::Normal : QIcon::Disabled);
}

int PaletteDelegate::paintKey(QPainter &painter, const QRect &place, const QString &key, const Theme &theme)
{
    const QFont font = theme.font(FontRole::Mono);
    QRect box(0, 0, paletteWidthOf(key, font) + 2 * keySide, QFontMetrics(font).height() + 2);
    box.moveCenter(place.center());
    box.moveRight(place.right());
    drawRoundedBox(painter, box, 3, theme.color(ColorRole::Pane), theme.color(ColorRole::Line));
    painter.setFont(font);
    painter.setPen(theme.color(ColorRole::MutedText));
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, key);
    return box.width();
}

int PaletteDelegate::paintWhyNot(QPainter &painter, const QRect &place, const QString &text) const
{
    const int width = qMin(paletteWidthOf(text, m_theme.font(FontRole::Body)), int(place.width() * whyNotShare));
    painter.setFont(m_theme.font(FontRole::Body));
    drawElidedText(painter, QRect(place.right() + 1 - width, place.top(), width, place.height()), text);
    return width;
}

//! Piece by piece; the first that has no room ends in dots.
void PaletteDelegate::paintText(QPainter &painter, QRect place, const QString &text,
                                const std::vector<FuzzySpan> &spans) const
{
    const auto paintPiece = [&](int from, int to, FontRole role) {
        const QString piece = text.mid(from, to - from);
        if (piece.isEmpty() || place.width() <= 0)
            return;
        const QFont font = m_theme.font(role);
        painter.setFont(font);
        const int width = paletteWidthOf(piece, font);
        drawElidedText(painter, place, piece);
        place.setLeft(width > place.width() ? place.right() + 1 : place.left() + width);
    };
    int at = 0;
    for (const FuzzySpan &span : spans) {
        paintPiece(at, span.start, FontRole::Body);
        paintPiece(span.start, span.start + span.length, FontRole::BodyStrong);
        at = span.start + span.length;
    }
    paintPiece(at, int(text.size()), FontRole::Body);
}

} // namespace Runlight
