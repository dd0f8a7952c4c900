// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logsearcher.h"

#include "core/logs/newlines.h"

#include <algorithm>
#include <cstring>

namespace Runlight {

namespace {

constexpr qint64 batchBytes = 131'072; // Stays, with what is shown of it, in the processor's cache.
constexpr qint64 hugeLineOverlap = 65'536;

//! Where the line ends that the byte at \a at is in, its "\n" included; -1 where that is not in front of \a end.
qint64 lineEnd(QByteArrayView log, qint64 at, qint64 end)
{
    const void *newline = at < end ? std::memchr(log.data() + at, '\n', size_t(end - at)) : nullptr;
    return newline ? static_cast<const char *>(newline) - log.data() + 1 : -1;
}

} // namespace

LogSearcher::LogSearcher(std::shared_ptr<const LogPattern> pattern)
    : m_matcher(std::move(pattern))
{ }

FoundLines LogSearcher::search(QByteArrayView log, qint64 begin, qint64 end, bool isLineStart,
                               const std::atomic<bool> &isCancelled)
{
    FoundLines found;
    qint64 at = isLineStart ? begin : lineEnd(log, begin - 1, end);
    if (at < 0)
        return found; // All of it belongs to a line that began before.
    while (at < end && !isCancelled) {
        const qint64 next = searchBatch(log, at, end, found);
        at = next > at ? next : searchHugeLine(log, at, found, isCancelled);
    }
    return found;
}

//! Returns where the next line begins; \a begin where the first line is a huge one.
qint64 LogSearcher::searchBatch(QByteArrayView log, qint64 begin, qint64 end, FoundLines &found)
{
    const qint64 limit = std::min<qint64>(log.size(), begin + maxLineBytes);
    const qint64 wanted = std::min(begin + batchBytes, end);
    qint64 batchEnd = lineEnd(log, wanted - 1, limit);
    if (batchEnd < 0 && limit == log.size())
        batchEnd = limit;
    if (batchEnd < 0) {
        // The last line is huge: without it.
        const qsizetype newline = log.sliced(begin, wanted - begin).lastIndexOf('\n');
        batchEnd = begin + newline + 1;
    }
    if (batchEnd > begin)
        addMatches(log, begin, batchEnd, found);
    return batchEnd;
}

void LogSearcher::addMatches(QByteArrayView log, qint64 begin, qint64 end, FoundLines &found)
{
    const QByteArrayView lines = log.sliced(begin, end - begin);
    m_chosen.clear();
    m_matcher.choose(lines, log.size() - end, m_chosen);
    m_lines.clear();
    m_ahead.clear();
    for (const RawLines &chosen : m_chosen) {
        m_ahead.push_back(m_lines.size());
        m_lines.append(lines.sliced(chosen.begin, chosen.end - chosen.begin), log.size() - begin - chosen.end);
    }
    m_matches.clear();
    found.untold += m_matcher.match(m_lines, m_matches);
    size_t chosen = 0;
    qsizetype counted = 0;
    for (const quint32 line : m_matches) {
        while (chosen + 1 < m_ahead.size() && m_ahead[chosen + 1] <= line)
            ++chosen;
        found.lines += countNewlines(lines.sliced(counted, m_chosen[chosen].begin - counted));
        counted = m_chosen[chosen].begin;
        found.matches.push_back(quint32(found.lines + line - m_ahead[chosen]));
    }
    found.lines += countNewlines(lines.sliced(counted)) + (lines.endsWith('\n') ? 0 : 1);
    if (end == log.size() && log[end - 1] != '\n')
        found.openLine = begin + lines.lastIndexOf('\n') + 1;
}

qint64 LogSearcher::searchHugeLine(QByteArrayView log, qint64 begin, FoundLines &found,
                                   const std::atomic<bool> &isCancelled)
{
    qint64 end = begin;
    bool isMatch = false;
    int untold = 0;
    for (qint64 at = begin; end == begin && !isCancelled; at += maxLineBytes - hugeLineOverlap) {
        const qint64 limit = std::min<qint64>(log.size(), at + maxLineBytes);
        const qint64 newline = lineEnd(log, at, limit);
        if (newline >= 0 || limit == log.size())
            end = newline >= 0 ? newline : limit;
        if (isMatch)
            continue;
        m_lines.clear();
        m_lines.append(log.sliced(at, (end > begin ? end : limit) - at));
        m_matches.clear();
        untold += m_matcher.match(m_lines, m_matches);
        isMatch = !m_matches.empty();
    }
    if (isMatch)
        found.matches.push_back(quint32(found.lines));
    else if (untold > 0)
        ++found.untold;
    ++found.lines;
    if (end == log.size() && log[end - 1] != '\n')
        found.openLine = begin;
    return end;
}

} // namespace Runlight
