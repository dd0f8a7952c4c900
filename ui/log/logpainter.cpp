// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logpainter.h"

#include "ui/log/logtexts.h"
#include "ui/theme/paint.h"

#include <QIcon>
#include <QPainter>

namespace Runlight {

namespace {

constexpr int headingGlyph = 14;
constexpr int foldGlyph = 10;
constexpr int lineGlyph = 12;

QRect centredIn(const QRect &place, int size)
{
    return {place.left() + (place.width() - size) / 2, place.top() + (place.height() - size) / 2, size, size};
}

std::optional<StatusGlyph> glyphOf(LogLineKind kind)
{
    if (kind == LogLineKind::Error)
        return StatusGlyph::Failure;
    if (kind == LogLineKind::Warning)
        return StatusGlyph::ActionRequired;
    return std::nullopt;
}

} // namespace

LogPainter::LogPainter(QPainter &painter, LogDocument &document, LogLayout &layout, const Theme &theme,
                       const LogPaintState &state, int width)
    : m_painter(painter)
    , m_document(document)
    , m_layout(layout)
    , m_theme(theme)
    , m_state(state)
    , m_width(width)
{ }

void LogPainter::paint(const VisibleRow &row)
{
    switch (row.what.kind) {
    case LogRow::Kind::Line:
        paintLine(row);
        break;
    case LogRow::Kind::Step:
        paintHeading(row.what.step, row.top);
        break;
    case LogRow::Kind::Gap:
        paintGap(row);
        break;
    }
}

void LogPainter::paintHeading(int step, int top)
{
    const LogStepHeading &heading = m_document.steps().at(step);
    const QRect box(0, top, m_width, m_layout.headingHeight());
    m_painter.fillRect(box, m_theme.color(ColorRole::Pane));
    m_painter.fillRect(QRect(0, box.bottom(), m_width, 1), m_theme.color(ColorRole::Line));
    // Below a heading, its own line does.
    if (top > 0 && step > 0 && m_document.folds().isStepOpen(step - 1) && m_document.firstLineOf(step - 1))
        m_painter.fillRect(QRect(0, top, m_width, 1), m_theme.color(ColorRole::Line));

    int left = 2 * Theme::grid;
    const bool open = m_document.folds().isStepOpen(step);
    if (m_document.firstLineOf(step)) {
        const QIcon chevron =
            m_theme.icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), ColorRole::MutedText);
        chevron.paint(&m_painter, centredIn({left, top, foldGlyph, box.height()}, foldGlyph));
    }
    left += foldGlyph + 2 * Theme::grid;
    m_theme.paintGlyph(m_painter, centredIn({left, top, headingGlyph, box.height()}, headingGlyph), heading.glyph);
    m_hasTurning = m_hasTurning || heading.glyph == StatusGlyph::InProgress;
    left += headingGlyph + 2 * Theme::grid;

    m_painter.setFont(m_theme.font(FontRole::Body));
    m_painter.setPen(m_theme.color(ColorRole::MutedText));
    const QString duration = stepDurationText(heading, m_state.now);
    const int right = m_width - 3 * Theme::grid;
    const int used =
        drawElidedText(m_painter, {left, top, right - left, box.height()}, duration, Qt::AlignRight | Qt::AlignVCenter);
    const bool idle = heading.glyph == StatusGlyph::Skipped || heading.glyph == StatusGlyph::Queued;
    m_painter.setPen(m_theme.color(idle ? ColorRole::MutedText : ColorRole::Text));
    drawElidedText(m_painter, {left, top, right - used - 2 * Theme::grid - left, box.height()}, heading.name);
    if (isCurrent({LogRow::Kind::Step, {}, step}))
        m_theme.paintFocusRing(m_painter, QRect(box.left(), box.top(), m_width, box.height() - 1), 0);
}

void LogPainter::paintLine(const VisibleRow &row)
{
    const ShownLine &shown = m_layout.shownLine(row.what.line);
    paintGround(row, shown);
    m_painter.save();
    m_painter.setClipRect(QRect(m_layout.textLeft() - Theme::grid, row.top, m_width, row.height), Qt::IntersectClip);
    paintMarked(row, shown);
    m_painter.setPen(m_theme.color(ColorRole::Text));
    shown.layout->draw(&m_painter, QPointF(m_layout.textLeft() - m_state.scrolled, row.top));
    m_painter.restore();
    paintGutter(row, shown);
}

void LogPainter::paintGap(const VisibleRow &row)
{
    m_painter.fillRect(QRect(0, row.top, m_width, row.height), m_theme.color(ColorRole::Pane));
    m_painter.fillRect(QRect(0, row.top, m_width, 1), m_theme.color(ColorRole::Line));
    m_painter.fillRect(QRect(0, row.top + row.height - 1, m_width, 1), m_theme.color(ColorRole::Line));
}

void LogPainter::paintGround(const VisibleRow &row, const ShownLine &shown)
{
    const QRect box(0, row.top, m_width, row.height);
    if (shown.kind == LogLineKind::Error)
        m_painter.fillRect(box, m_theme.color(ColorRole::ErrorGround));
    else if (shown.kind == LogLineKind::Warning)
        m_painter.fillRect(box, m_theme.color(ColorRole::WarningGround));
    if (isCurrent(row.what))
        m_painter.fillRect(QRect(0, row.top, 2, row.height), m_theme.color(ColorRole::Accent));
}

void LogPainter::paintMarked(const VisibleRow &row, const ShownLine &shown)
{
    const QPointF origin(m_layout.textLeft() - m_state.scrolled, row.top);
    const TextRange selected = m_state.selection.in(row.what.line);
    if (selected.length > 0) {
        for (const QRectF &box : shown.boxesOf(selected))
            m_painter.fillRect(box.translated(origin), m_theme.color(ColorRole::TextSelection));
        // A selected line break can be seen too.
        if (selected.start + selected.length == LogSelection::endless) {
            const QPointF end = shown.positionOf(int(shown.text.size()));
            m_painter.fillRect(QRectF(end + origin, QSizeF(Theme::grid, m_layout.lineHeight())),
                               m_theme.color(ColorRole::TextSelection));
        }
    }
    if (!m_state.highlight)
        return;
    const bool isHere = m_state.current && m_state.current->line == row.what.line;
    for (const TextRange &hit : m_state.highlight(shown.text)) {
        for (const QRectF &box : shown.boxesOf(hit))
            drawRoundedBox(m_painter, box.translated(origin).adjusted(-1, 1, 1, -1), 2,
                           m_theme.color(ColorRole::MatchGround),
                           m_theme.color(isHere ? ColorRole::CurrentMatchLine : ColorRole::MatchGround));
    }
}

void LogPainter::paintGutter(const VisibleRow &row, const ShownLine &shown)
{
    const int height = m_layout.lineHeight();
    m_painter.setFont(m_layout.font());
    m_painter.setPen(m_theme.color(ColorRole::MutedText));
    m_painter.drawText(QRect(0, row.top, m_layout.numberRight(), height), Qt::AlignRight | Qt::AlignVCenter,
                       QString::number(row.what.line.value + 1));
    const QRect fold(m_layout.foldLeft(), row.top, LogLayout::foldWidth, height);
    if (shown.kind == LogLineKind::Group) {
        const bool open = m_document.isGroupOpen(row.what.line) || m_document.isFiltered();
        const QIcon chevron =
            m_theme.icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), ColorRole::MutedText);
        chevron.paint(&m_painter, centredIn(fold, foldGlyph));
    } else if (const std::optional<StatusGlyph> glyph = glyphOf(shown.kind)) {
        m_theme.paintGlyph(m_painter, centredIn(fold, lineGlyph), *glyph);
    }
    if (m_layout.timeWidth() > 0)
        m_painter.drawText(QRect(m_layout.timeLeft(), row.top, m_layout.timeWidth(), height),
                           Qt::AlignRight | Qt::AlignVCenter, timeText(row.what.line));
}

QString LogPainter::timeText(LineNumber line) const
{
    const std::optional<LogTime> time = m_document.ownTimeOf(line);
    if (!time)
        return {};
    switch (m_layout.times()) {
    case LogTimes::Hidden:
        break;
    case LogTimes::Absolute:
        return clockText(*time);
    case LogTimes::SinceStep:
        return elapsedText(*time, m_document.stepTimeOf(line));
    case LogTimes::SinceLineBefore:
        return deltaText(*time, line.value > 0 ? m_document.timeOf({line.value - 1}) : std::nullopt);
    }
    return {};
}

bool LogPainter::isCurrent(const LogRow &row) const
{
    if (!m_state.showsCurrent || !m_state.current || m_state.current->kind != row.kind)
        return false;
    return row.kind == LogRow::Kind::Step ? row.step == m_state.current->step : row.line == m_state.current->line;
}

} // namespace Runlight
