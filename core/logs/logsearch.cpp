// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logsearch.h"

#include <algorithm>

namespace Runlight {

namespace {

constexpr qint64 searchPieceBytes = 2'097'152; // Searched within a few milliseconds.
constexpr qint64 mostNotices = 100;

} // namespace

LogSearch::LogSearch(std::shared_ptr<const LogMapping> mapping, std::shared_ptr<const LogPattern> pattern,
                     QObject *parent)
    : QObject(parent)
    , m_mapping(std::move(mapping))
    , m_pattern(std::move(pattern))
{
    start();
}

LogSearch::~LogSearch()
{
    cancel();
}

bool LogSearch::contains(LineNumber line) const
{
    return m_matches.nextAfter(line.value - 1) == line.value;
}

std::optional<LineNumber> LogSearch::nextAfter(LineNumber line) const
{
    const auto next = m_matches.nextAfter(line.value);
    return next ? std::optional(LineNumber{*next}) : std::nullopt;
}

std::optional<LineNumber> LogSearch::previousBefore(LineNumber line) const
{
    const auto previous = m_matches.previousBefore(line.value);
    return previous ? std::optional(LineNumber{*previous}) : std::nullopt;
}

std::vector<LineNumber> LogSearch::matchesIn(LineRange range) const
{
    std::vector<qint64> lines;
    m_matches.collect(range.first.value, range.last.value, lines);
    std::vector<LineNumber> numbers(lines.size());
    std::transform(lines.begin(), lines.end(), numbers.begin(), [](qint64 line) { return LineNumber{line}; });
    return numbers;
}

void LogSearch::extend(std::shared_ptr<const LogMapping> mapping)
{
    m_nextMapping = std::move(mapping);
    if (m_isComplete)
        finish();
}

void LogSearch::cancel()
{
    if (m_job)
        m_job->cancel();
    m_job.reset();
}

//! Searches m_mapping from m_begin on, where a line begins.
void LogSearch::start()
{
    m_isComplete = false;
    m_piece = m_told = 0;
    const qint64 begin = m_begin;
    const qint64 bytes = m_mapping->bytes().size() - begin;
    m_pieces = std::max<qint64>(1, (bytes + searchPieceBytes - 1) / searchPieceBytes);
    const auto makeWork = [begin, mapping = m_mapping, pattern = m_pattern] {
        return
            [=, searcher = std::make_shared<LogSearcher>(pattern)](qint64 piece, const std::atomic<bool> &isCancelled) {
                const QByteArrayView log = mapping->bytes();
                const qint64 first = begin + piece * searchPieceBytes;
                const qint64 end = std::min<qint64>(first + searchPieceBytes, log.size());
                return searcher->search(log, first, end, piece == 0, isCancelled);
            };
    };
    m_job = PieceJob<FoundLines>::start(m_pieces, makeWork, this, [this](const FoundLines &lines) { take(lines); });
}

void LogSearch::take(const FoundLines &lines)
{
    if (m_piece == 0 && m_openLine) {
        // The job begins with the line that was the last, which is looked at again.
        --m_lines;
        m_untold -= m_openUntold;
        if (m_matches.last() == m_lines) {
            m_matches.removeLast();
            m_hasNews = true;
        }
        m_openLine.reset();
    }
    const bool isFirst = m_matches.size() == 0;
    for (const quint32 line : lines.matches)
        m_matches.append(m_lines + line);
    m_hasNews = m_hasNews || !lines.matches.empty();
    m_lines += lines.lines;
    m_untold += lines.untold;
    if (lines.openLine) {
        m_openLine = lines.openLine;
        m_openUntold = m_matches.last() == m_lines - 1 ? 0 : std::min<qint64>(lines.untold, 1);
    }
    const bool isLast = ++m_piece == m_pieces;
    if (isLast)
        m_job.reset();
    if (isLast || (isFirst && m_hasNews) || (m_piece - m_told) * mostNotices >= m_pieces) {
        m_told = m_piece;
        if (std::exchange(m_hasNews, false))
            Q_EMIT found();
        const qint64 total = m_mapping->bytes().size();
        Q_EMIT progressed(std::min(m_begin + m_piece * searchPieceBytes, total), total);
    }
    if (isLast && !m_job)
        finish();
}

//! All of m_mapping is searched: goes on with the next, if that has more.
void LogSearch::finish()
{
    const auto next = std::exchange(m_nextMapping, nullptr);
    const qint64 searched = m_mapping->bytes().size();
    if (next && next->bytes().size() > searched) {
        m_begin = m_openLine.value_or(searched);
        m_mapping = next;
        start();
    } else if (!m_isComplete) {
        m_isComplete = true;
        Q_EMIT completed();
    }
}

} // namespace Runlight
