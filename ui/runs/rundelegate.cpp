// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/rundelegate.h"

#include "ui/runs/runsmodel.h"
#include "ui/runs/runtexts.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace Runlight {

namespace {

constexpr int grid = Theme::grid;
constexpr int margin = 4 * grid;
constexpr int padding = 3 * grid;
constexpr int lineGap = 6;
constexpr int glyphSize = 16;
constexpr int textLeft = margin + glyphSize + 4 * grid;
constexpr int gap = 2 * grid;
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
    case RunNote::Progress:
    case RunNote::None:
        break;
    }
    return theme.color(ColorRole::MutedText);
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
    const int line = QFontMetrics(m_theme.font(TextStyle::BodyStrong)).height();
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

    const int lineHeight = QFontMetrics(m_theme.font(TextStyle::BodyStrong)).height();
    QRect line = option.rect.adjusted(textLeft, padding, -margin, 0);
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
}

void RunDelegate::paintFirstLine(QPainter &painter, QRect line, const QModelIndex &index) const
{
    painter.setFont(m_theme.font(TextStyle::Body));
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
    painter.setFont(m_theme.font(TextStyle::BodyStrong));
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
    const QFont font = m_theme.font(TextStyle::Body);
    const QFontMetrics metrics(font);
    const QString note = textOf(index, NoteRole);
    const QString origin =
        note.isEmpty() ? textOf(index, OriginRole) : textOf(index, OriginRole) + QStringLiteral(" · ");
    const int originWidth = metrics.horizontalAdvance(origin);
    const int noteWidth = metrics.horizontalAdvance(note);
    line.setRight(line.right() - paintBranch(painter, line, textOf(index, BranchRole), originWidth + noteWidth));

    // What stands out stays whole as long as there is room for it at all.
    painter.setFont(font);
    painter.setPen(m_theme.color(ColorRole::MutedText));
    QRect left = line;
    left.setWidth(qMin(originWidth, qMax(line.width() - noteWidth, line.width() / 3)));
    const int used = drawElidedText(painter, left, origin);
    painter.setPen(noteColor(m_theme, RunNote(index.data(NoteKindRole).toInt())));
    drawElidedText(painter, line.adjusted(used, 0, 0, 0), note);
}

//! Returns how much of \a line's right end is taken.
int RunDelegate::paintBranch(QPainter &painter, const QRect &line, const QString &branch, int wishedByText) const
{
    if (branch.isEmpty())
        return 0;
    const QFontMetrics metrics(m_theme.font(TextStyle::Mono));
    const int room = qMax(line.width() - wishedByText - gap, int(line.width() * branchShare));
    QString shown = branch;
    if (metrics.horizontalAdvance(branch) + chipPadding > room)
        shown = metrics.elidedText(branch, Qt::ElideMiddle, room - chipPadding);
    const int width = metrics.horizontalAdvance(shown) + chipPadding;
    const int height = metrics.height() + 2;
    const QPoint topLeft(line.right() + 1 - width, line.top() + (line.height() - height + 1) / 2);
    return m_theme.paintChip(painter, topLeft, shown, width) + gap;
}

} // namespace Runlight
