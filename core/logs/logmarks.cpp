// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logmarks.h"

#include <algorithm>

namespace Runlight {

namespace {

constexpr MarkKind kindOf(int bit)
{
    return MarkKind(1 << bit);
}

} // namespace

void LogMarks::append(LineNumber line, MarkKinds kinds)
{
    for (int bit = 0; bit < markKindCount; ++bit) {
        if (kinds & kindOf(bit))
            m_lines[bit].append(line.value);
    }
}

void LogMarks::removeLast(LineNumber line)
{
    for (LineSet &lines : m_lines) {
        if (lines.size() > 0 && lines.last() == line.value)
            lines.removeLast();
    }
}

qint64 LogMarks::count(MarkKind kind) const
{
    for (int bit = 0; bit < markKindCount; ++bit) {
        if (kind == kindOf(bit))
            return m_lines[bit].size();
    }
    return 0;
}

std::optional<LogMark> LogMarks::nextAfter(LineNumber line, MarkKinds kinds) const
{
    std::optional<LogMark> nearest;
    for (int bit = 0; bit < markKindCount; ++bit) {
        const auto next = kinds & kindOf(bit) ? m_lines[bit].nextAfter(line.value) : std::nullopt;
        if (!next)
            continue;
        if (!nearest || *next < nearest->line.value)
            nearest = LogMark{{*next}, {}};
        if (*next == nearest->line.value)
            nearest->kinds |= kindOf(bit);
    }
    return nearest;
}

std::optional<LogMark> LogMarks::previousBefore(LineNumber line, MarkKinds kinds) const
{
    std::optional<LogMark> nearest;
    for (int bit = 0; bit < markKindCount; ++bit) {
        const auto previous = kinds & kindOf(bit) ? m_lines[bit].previousBefore(line.value) : std::nullopt;
        if (!previous)
            continue;
        if (!nearest || *previous > nearest->line.value)
            nearest = LogMark{{*previous}, {}};
        if (*previous == nearest->line.value)
            nearest->kinds |= kindOf(bit);
    }
    return nearest;
}

std::vector<LogMark> LogMarks::marksIn(LineRange range, MarkKinds kinds) const
{
    std::vector<LogMark> marks;
    std::vector<qint64> lines;
    for (int bit = 0; bit < markKindCount; ++bit) {
        if (!(kinds & kindOf(bit)))
            continue;
        lines.clear();
        m_lines[bit].collect(range.first.value, range.last.value, lines);
        const auto middle = marks.insert(marks.end(), lines.size(), LogMark{{}, kindOf(bit)});
        std::transform(lines.begin(), lines.end(), middle, [&](qint64 line) { return LogMark{{line}, kindOf(bit)}; });
        std::inplace_merge(marks.begin(), middle, marks.end(),
                           [](const LogMark &a, const LogMark &b) { return a.line < b.line; });
    }
    // A line that is marked twice comes once.
    auto last = marks.begin();
    for (auto mark = marks.begin(); mark != marks.end(); ++mark) {
        if (last != mark && last->line == mark->line)
            last->kinds |= mark->kinds;
        else if (mark != marks.begin())
            *++last = *mark;
    }
    if (!marks.empty())
        marks.erase(last + 1, marks.end());
    return marks;
}

std::optional<LineRange> LogMarks::groupAt(LineNumber line, qint64 lineCount) const
{
    const auto start = previousBefore({line.value + 1}, MarkKind::Group);
    if (!start)
        return {};
    const auto next = nextAfter(start->line, MarkKind::Group | MarkKind::EndGroup | MarkKind::Step);
    LineRange group{start->line, {lineCount - 1}};
    if (next)
        group.last.value = next->line.value - (next->kinds & MarkKind::EndGroup ? 0 : 1);
    return line <= group.last ? std::optional(group) : std::nullopt;
}

qint64 LogMarks::memoryUse() const
{
    qint64 bytes = 0;
    for (const LineSet &lines : m_lines)
        bytes += lines.memoryUse();
    return bytes;
}

} // namespace Runlight
