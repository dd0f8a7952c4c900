// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/transferdelegate.h"

#include "ui/artifacts/transferrole.h"
#include "ui/theme/paint.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QPainter>

namespace Runlight {

namespace {

constexpr int rowMargin = 20;
constexpr int rowTextLeft = 50; //!< In line with the other lists of a run.
constexpr int rowPadding = 10;
constexpr int rowLineGap = 4;
constexpr int iconSide = 16;
constexpr int buttonSide = 26;
constexpr int barWidth = 96;
constexpr int barHeight = 6;

QRect buttonRect(const QRect &row, int place)
{
    const int right = row.right() + 1 - rowMargin + (buttonSide - iconSide) / 2;
    return {right - (place + 1) * buttonSide, row.top() + rowPadding / 2, buttonSide, buttonSide};
}

QList<int> buttonsOf(const QModelIndex &index)
{
    return index.data(ButtonsRole).value<QList<int>>();
}

} // namespace

TransferDelegate::TransferDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{ }

QSize TransferDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    const int lines = index.data(StateTextRole).toString().isEmpty() ? 2 : 3;
    const int height = QFontMetrics(m_theme.font(FontRole::Body)).height();
    return {width, 2 * rowPadding + lines * height + (lines - 1) * rowLineGap + 1};
}

void TransferDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    // What is looked into need not be selected.
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
    else if (view && view->currentIndex() == index)
        painter->fillRect(option.rect, m_theme.color(ColorRole::Pane));
    painter->fillRect(QRect(option.rect.bottomLeft(), QSize(option.rect.width(), 1)), m_theme.color(ColorRole::Line));
    if (showsKeyboardFocus(option))
        m_theme.paintFocusRing(*painter, option.rect.adjusted(0, 0, 0, -1), 0);

    const QRect place(option.rect.left() + rowMargin, option.rect.top() + rowPadding, iconSide, iconSide);
    m_theme.icon(index.data(IconRole).toString(), ColorRole::MutedText).paint(painter, place);
    const int height = QFontMetrics(m_theme.font(FontRole::Body)).height();
    QRect line(option.rect.left() + rowTextLeft, option.rect.top() + rowPadding,
               option.rect.width() - rowTextLeft - rowMargin, height);
    const int taken = int(buttonsOf(index).size()) * buttonSide;
    paintTitle(*painter, line.adjusted(0, 0, taken > 0 ? -taken - 2 * Theme::grid : 0, 0), index);
    line.translate(0, height + rowLineGap);
    paintFoot(*painter, line, index);
    line.translate(0, height + rowLineGap);
    paintState(*painter, line, index);
    paintButtons(*painter, option.rect, index);
    painter->restore();
}

std::optional<TransferAction> TransferDelegate::buttonAt(const QPoint &position, const QRect &rect,
                                                         const QModelIndex &index) const
{
    const QList<int> buttons = buttonsOf(index);
    for (int i = 0; i < buttons.size(); ++i) {
        // The most likely one stands first, as it is read.
        if (buttonRect(rect, int(buttons.size()) - 1 - i).contains(position))
            return TransferAction(buttons.at(i));
    }
    return {};
}

void TransferDelegate::paintTitle(QPainter &painter, const QRect &line, const QModelIndex &index) const
{
    painter.setFont(m_theme.font(FontRole::Body));
    painter.setPen(m_theme.color(ColorRole::MutedText));
    const QString trailing = index.data(TrailingRole).toString();
    const int used = drawElidedText(painter, line, trailing, Qt::AlignRight | Qt::AlignVCenter) + 3 * Theme::grid;
    painter.setFont(m_theme.font(FontRole::BodyStrong));
    painter.setPen(m_theme.color(index.data(MutedRole).toBool() ? ColorRole::MutedText : ColorRole::Text));
    drawElidedText(painter, line.adjusted(0, 0, -used, 0), index.data().toString());
}

void TransferDelegate::paintFoot(QPainter &painter, const QRect &line, const QModelIndex &index) const
{
    painter.setPen(m_theme.color(ColorRole::MutedText));
    const QString subtitle = index.data(SubtitleRole).toString();
    const QFont body = m_theme.font(FontRole::Body);
    const int wanted = QFontMetrics(body).horizontalAdvance(subtitle) + 4 * Theme::grid;
    const QString mono = oneLine(index.data(MonoRole).toString());
    int used = 0;
    painter.setFont(m_theme.font(FontRole::Mono));
    // What is left of the line, or nothing: the beginning of a digest's beginning says nothing.
    const QRect room = line.adjusted(wanted, 0, 0, 0);
    if (!mono.isEmpty() && painter.fontMetrics().horizontalAdvance(mono) <= room.width())
        used = drawElidedText(painter, room, mono, Qt::AlignRight | Qt::AlignVCenter);
    painter.setFont(body);
    drawElidedText(painter, line.adjusted(0, 0, -used, 0), subtitle);
}

void TransferDelegate::paintState(QPainter &painter, QRect line, const QModelIndex &index) const
{
    const QString text = index.data(StateTextRole).toString();
    if (text.isEmpty())
        return;
    const QVariant glyph = index.data(StateGlyphRole);
    const QVariant progress = index.data(TransferProgressRole);
    if (progress.isValid()) {
        const QRectF bar(line.left(), line.center().y() - barHeight / 2 + 1, barWidth, barHeight);
        drawRoundedBox(painter, bar, barHeight / 2, m_theme.color(ColorRole::Line), {});
        painter.save();
        painter.setClipRect(QRectF(bar.left(), bar.top(), bar.width() * progress.toDouble(), bar.height()));
        drawRoundedBox(painter, bar, barHeight / 2, m_theme.color(ColorRole::AccentGround), {});
        painter.restore();
        line.setLeft(line.left() + barWidth + 3 * Theme::grid);
    } else if (glyph.isValid()) {
        const QRectF place(line.left(), line.center().y() - iconSide / 2 + 1, iconSide, iconSide);
        m_theme.paintGlyph(painter, place, StatusGlyph(glyph.toInt()));
        line.setLeft(line.left() + iconSide + 2 * Theme::grid);
    }
    painter.setFont(m_theme.font(FontRole::Body));
    painter.setPen(m_theme.color(ColorRole::MutedText));
    drawElidedText(painter, line, text);
}

void TransferDelegate::paintButtons(QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    const QList<int> buttons = buttonsOf(index);
    for (int i = 0; i < buttons.size(); ++i) {
        const QRect button = buttonRect(rect, int(buttons.size()) - 1 - i);
        const bool isPointedAt = button.contains(m_pointer);
        if (isPointedAt)
            drawRoundedBox(painter, button, 6, m_theme.color(ColorRole::ControlHover), m_theme.color(ColorRole::Line));
        const int inset = (buttonSide - iconSide) / 2;
        m_theme.icon(actionIcon(TransferAction(buttons.at(i))), isPointedAt ? ColorRole::Text : ColorRole::MutedText)
            .paint(&painter, button.adjusted(inset, inset, -inset, -inset));
    }
}

} // namespace Runlight
