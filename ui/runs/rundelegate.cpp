// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/rundelegate.h"

#include "ui/runs/runrowtexts.h"
#include "ui/runs/runsmodel.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QPainter>

#include <cmath>

namespace Runlight {

namespace {

constexpr int margin = 4 * Theme::grid;
constexpr int padding = 3 * Theme::grid;
constexpr int lineGap = 6;
constexpr int glyphSize = 16;
constexpr int textLeft = margin + glyphSize + 4 * Theme::grid;
constexpr int gap = 2 * Theme::grid;
constexpr int accentBar = 3;
constexpr int separator = 1;
constexpr QSize progressSize(48, 4);
// As Theme::paintChip() draws it.
constexpr int chipPadding = 12;
// A branch may always have this share of its line.
constexpr double branchShare = 0.3;

ColorRole groundOf(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Selected) ? ColorRole::Selection : ColorRole::Window;
}

QColor noteColor(const Theme &theme, RunNote kind)
{
    switch (kind) {
    case RunNote::Review:
        return theme.glyphColor(StatusGlyph::Waiting);
    case RunNote::Approval:
        return theme.glyphColor(StatusGlyph::ActionRequired);
    case RunNote::Failures:
        return theme.glyphColor(StatusGlyph::Failure);
    case RunNote::Requested:
        return theme.color(ColorRole::Accent);
    case RunNote::Progress:
    case RunNote::None:
        break;
    }
    return theme.color(ColorRole::MutedText);
}

//! Rounded up: in a place even a hair narrower the text would be elided.
int widthOf(const QString &text, const QFont &font)
{
    return int(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

//! \a parts, joined by dots, in \a width; what no longer fits ends in dots of its own, not in one that joins.
QString elidedParts(const QString &parts, const QFont &font, int width)
{
    if (widthOf(parts, font) <= width)
        return parts;
    QString elided = QFontMetrics(font).elidedText(parts, Qt::ElideRight, width);
    elided.chop(1);
    while (elided.endsWith(QLatin1Char(' ')) || elided.endsWith(QChar(u'·')))
        elided.chop(1);
    return elided + QChar(u'…');
}

//! The scroll bar stands in the margin, so that rows end where the header above does.
int rightMargin(const QStyleOptionViewItem &option)
{
    const auto *area = qobject_cast<const QAbstractScrollArea *>(option.widget);
    const int scrollBar = area ? area->width() - area->viewport()->width() : 0;
    return qMax(Theme::grid, margin - scrollBar);
}

QString textOf(const QModelIndex &index, int role)
{
    return index.data(role).toString();
}

} // namespace

RunDelegate::RunDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{ }

QSize RunDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int line = QFontMetrics(m_theme.font(FontRole::BodyStrong)).height();
    return {option.rect.width(), 2 * (padding + line) + lineGap + separator};
}

QRect RunDelegate::glyphRect(const QRect &row)
{
    return {row.left() + margin, row.top() + padding, glyphSize, glyphSize};
}

void RunDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    paintGround(*painter, option);
    m_theme.paintGlyph(*painter, glyphRect(option.rect), glyphFor(index.data(StateRole).value<RunState>()));

    const int lineHeight = QFontMetrics(m_theme.font(FontRole::BodyStrong)).height();
    QRect line = option.rect.adjusted(textLeft, padding, -rightMargin(option), 0);
    line.setHeight(lineHeight);
    paintFirstLine(*painter, line, index);
    paintSecondLine(*painter, line.translated(0, lineHeight + lineGap), index);
    painter->restore();
}

void RunDelegate::paintGround(QPainter &painter, const QStyleOptionViewItem &option) const
{
    const QRect &row = option.rect;
    painter.fillRect(row, m_theme.color(groundOf(option)));
    painter.fillRect(QRect(row.left(), row.bottom(), row.width(), separator), m_theme.color(ColorRole::Line));
    if (option.state.testFlag(QStyle::State_Selected))
        painter.fillRect(QRect(row.left(), row.top(), accentBar, row.height()), m_theme.color(ColorRole::Accent));
    if (showsKeyboardFocus(option))
        m_theme.paintFocusRing(painter, row.adjusted(0, 0, 0, -separator), 0);
}

void RunDelegate::paintFirstLine(QPainter &painter, QRect line, const QModelIndex &index) const
{
    painter.setFont(m_theme.font(FontRole::Body));
    painter.setPen(m_theme.color(ColorRole::MutedText));
    const int duration =
        drawElidedText(painter, line, textOf(index, DurationTextRole), Qt::AlignRight | Qt::AlignVCenter);
    line.setRight(line.right() - duration - gap);

    const double progress = index.data(ProgressRole).toDouble();
    if (progress >= 0 && line.width() > 4 * progressSize.width()) {
        QRect bar({}, progressSize);
        bar.moveCenter(line.center());
        bar.moveRight(line.right());
        paintProgress(painter, bar, progress);
        line.setRight(bar.left() - gap);
    }
    painter.setFont(m_theme.font(FontRole::BodyStrong));
    painter.setPen(m_theme.color(ColorRole::Text));
    drawElidedText(painter, line, textOf(index, Qt::DisplayRole));
}

void RunDelegate::paintProgress(QPainter &painter, const QRect &bar, double progress) const
{
    const double radius = bar.height() / 2.0;
    drawRoundedBox(painter, bar, radius, m_theme.color(ColorRole::Line), {});
    QRectF done = bar;
    done.setWidth(qMax<double>(bar.height(), bar.width() * progress));
    drawRoundedBox(painter, done, radius, m_theme.barColor(StatusGlyph::InProgress), {});
}

void RunDelegate::paintSecondLine(QPainter &painter, QRect line, const QModelIndex &index) const
{
    const QFont font = m_theme.font(FontRole::Body);
    const QString note = textOf(index, NoteRole);
    const QString between = note.isEmpty() ? QString() : QStringLiteral(" · ");
    const QString origin = textOf(index, OriginRole);
    const int originWidth = widthOf(origin, font);
    const int betweenWidth = widthOf(between, font);
    const int noteWidth = widthOf(note, font);
    const int wished = originWidth + betweenWidth + noteWidth;
    line.setRight(line.right() - paintBranch(painter, line, textOf(index, BranchRole), wished));

    // What stands out stays whole as long as there is room for it at all.
    const int originRoom = qMax(line.width() - betweenWidth - noteWidth, line.width() / 3);
    painter.setFont(font);
    painter.setPen(m_theme.color(ColorRole::MutedText));
    line.setLeft(line.left() + drawElidedText(painter, line, elidedParts(origin, font, qMin(originWidth, originRoom))));
    line.setLeft(line.left() + drawElidedText(painter, line, between));
    painter.setPen(noteColor(m_theme, RunNote(index.data(NoteKindRole).toInt())));
    drawElidedText(painter, line, note);
}

//! Returns how much of \a line's right end is taken.
int RunDelegate::paintBranch(QPainter &painter, const QRect &line, const QString &branch, int wishedByText) const
{
    if (branch.isEmpty())
        return 0;
    const QFont font = m_theme.font(FontRole::Mono);
    const QFontMetrics metrics(font);
    const int room = qMax(line.width() - wishedByText - gap, int(line.width() * branchShare)) - chipPadding;
    const QString shown = widthOf(branch, font) <= room ? branch : metrics.elidedText(branch, Qt::ElideMiddle, room);
    const int width = widthOf(shown, font) + chipPadding;
    const int height = metrics.height() + 2;
    const QPoint topLeft(line.right() + 1 - width, line.top() + (line.height() - height + 1) / 2);
    return m_theme.paintChip(painter, topLeft, shown, width) + gap;
}

} // namespace Runlight
