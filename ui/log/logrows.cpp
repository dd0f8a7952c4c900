// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logrows.h"

#include <algorithm>

namespace Runlight {

bool LogFolds::isStepOpen(int step) const
{
    const auto found = steps.find(step);
    return found == steps.end() ? stepsOpen : found->second;
}

void LogFolds::setGroupOpen(qint64 line, bool open)
{
    if (open == groupsOpen)
        otherGroups.erase(line);
    else
        otherGroups.insert(line);
}

LogRows LogRows::folded(qint64 lineCount, const std::vector<StepLines> &steps, const LogMarks &marks,
                        const LogFolds &folds)
{
    LogRows rows;
    qint64 line = 0;
    for (int step = 0; step < int(steps.size()); ++step) {
        const qint64 first = std::clamp(steps[size_t(step)].first, line, std::max(line, lineCount));
        const qint64 end = std::clamp(steps[size_t(step)].end, first, std::max(first, lineCount));
        rows.addUnfolded(line, first, marks, folds);
        rows.add(LogRow::Kind::Step, first, step);
        if (folds.isStepOpen(step))
            rows.addUnfolded(first, end, marks, folds);
        line = end;
    }
    rows.addUnfolded(line, lineCount, marks, folds);
    return rows;
}

LogRows LogRows::filtered(qint64 lineCount, const LineSet &lines, qint64 most, qint64 context)
{
    constexpr qint64 linesAtOnce = 65'536;
    LogRows rows;
    qint64 shown = 0; // Behind the last line that has a row.
    qint64 taken = 0;
    std::vector<qint64> some;
    for (qint64 from = 0; from < lineCount && from <= lines.last() && taken < most; from += linesAtOnce) {
        some.clear();
        lines.collect(from, std::min(lineCount, from + linesAtOnce) - 1, some);
        if (qint64(some.size()) > most - taken)
            some.resize(size_t(most - taken));
        taken += qint64(some.size());
        for (const qint64 line : some) {
            const qint64 first = std::max(shown, line - context);
            const qint64 end = std::min(lineCount, line + context + 1);
            if (first > shown)
                rows.add(LogRow::Kind::Gap, first);
            rows.addLines(first, end);
            shown = std::max(shown, end);
        }
    }
    return rows;
}

void LogRows::add(LogRow::Kind kind, qint64 line, int step)
{
    if (kind == LogRow::Kind::Step)
        m_headings.push_back(m_segments.size());
    m_segments.push_back({m_count++, line, kind, step});
}

void LogRows::addLines(qint64 first, qint64 end)
{
    if (first >= end)
        return;
    const bool goesOn = !m_segments.empty() && m_segments.back().kind == LogRow::Kind::Line
        && m_segments.back().line + (m_count - m_segments.back().row) == first;
    if (!goesOn)
        m_segments.push_back({m_count, first, LogRow::Kind::Line, -1});
    m_count += end - first;
}

void LogRows::addUnfolded(qint64 first, qint64 end, const LogMarks &marks, const LogFolds &folds)
{
    if (first >= end)
        return;
    const std::vector<LogMark> borders =
        marks.marksIn({{first}, {end - 1}}, MarkKind::Group | MarkKind::EndGroup | MarkKind::Step);
    qint64 line = first;
    for (size_t i = 0; i < borders.size(); ++i) {
        const LogMark &mark = borders[i];
        if (mark.kinds.testFlag(MarkKind::EndGroup)) {
            addLines(line, mark.line.value);
            line = std::max(line, mark.line.value + 1);
        } else if (mark.kinds.testFlag(MarkKind::Group) && !folds.isGroupOpen(mark.line.value)) {
            addLines(line, mark.line.value + 1);
            line = i + 1 < borders.size() ? borders[i + 1].line.value : end;
        }
    }
    addLines(line, end);
}

LogRow LogRows::at(qint64 row) const
{
    const auto segment = segmentOf(row);
    return {
        segment->kind, {segment->line + (segment->kind == LogRow::Kind::Line ? row - segment->row : 0)}, segment->step};
}

std::optional<qint64> LogRows::rowOf(LineNumber line) const
{
    const qint64 row = rowAtOrAbove(line);
    if (row >= m_count)
        return std::nullopt;
    const LogRow found = at(row);
    return found.kind == LogRow::Kind::Line && found.line == line ? std::optional(row) : std::nullopt;
}

qint64 LogRows::rowAtOrAbove(LineNumber line) const
{
    // A heading has the line that follows it, so it sorts in front of that line's own segment.
    const auto behind = std::upper_bound(m_segments.begin(), m_segments.end(), line.value,
                                         [](qint64 value, const Segment &segment) { return value < segment.line; });
    if (behind == m_segments.begin())
        return 0;
    const auto segment = std::prev(behind);
    return segment->row + std::min(lengthOf(segment) - 1, line.value - segment->line);
}

std::optional<qint64> LogRows::rowOfStep(int step) const
{
    const auto found = std::find_if(m_headings.begin(), m_headings.end(),
                                    [&](size_t segment) { return m_segments[segment].step == step; });
    return found == m_headings.end() ? std::nullopt : std::optional(m_segments[*found].row);
}

std::optional<qint64> LogRows::headingAbove(qint64 row) const
{
    const auto below = std::upper_bound(m_headings.begin(), m_headings.end(), row,
                                        [&](qint64 value, size_t segment) { return value < m_segments[segment].row; });
    if (row >= m_count || below == m_headings.begin())
        return std::nullopt;
    return m_segments[*std::prev(below)].row;
}

std::vector<LogRows::Segment>::const_iterator LogRows::segmentOf(qint64 row) const
{
    return std::prev(std::upper_bound(m_segments.begin(), m_segments.end(), row,
                                      [](qint64 value, const Segment &segment) { return value < segment.row; }));
}

qint64 LogRows::lengthOf(std::vector<Segment>::const_iterator segment) const
{
    return (std::next(segment) == m_segments.end() ? m_count : std::next(segment)->row) - segment->row;
}

} // namespace Runlight
