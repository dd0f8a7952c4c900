// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/runlogsearch.h"

#include "core/logs/lineparser.h"
#include "core/logs/logmapping.h"
#include "core/logs/logsearcher.h"

#include <algorithm>

namespace Runlight {

namespace {

constexpr qint64 runSearchPieceBytes = 2'097'152; // At the end of each it may be cancelled.
constexpr qint64 mostLineBytes = 65'536;
constexpr qsizetype mostCharacters = 500;
constexpr qsizetype charactersBefore = 80;

//! What a list shows of the line at the front of \a bytes.
QString excerpt(QByteArrayView bytes, const LogPattern &pattern)
{
    bytes = bytes.first(std::min<qsizetype>(bytes.size(), mostLineBytes));
    const qsizetype newline = bytes.indexOf('\n');
    const QString text = plainLogText(newline < 0 ? bytes : bytes.first(newline), LogStamps::Leave);
    if (text.size() <= mostCharacters)
        return text;
    const std::vector<TextRange> ranges = pattern.matchesIn(text);
    qsizetype start = ranges.empty() ? 0 : std::max<qsizetype>(0, ranges.front().start - charactersBefore);
    if (start > 0 && text.at(start).isLowSurrogate())
        --start;
    return (start > 0 ? QStringLiteral("…") : QString()) + text.mid(start, mostCharacters);
}

//! Appends the texts of \a lines, counted from the one that begins at \a begin, to \a result.
void appendTexts(QByteArrayView log, qint64 begin, const FoundLines &lines, qint64 linesBefore,
                 const LogPattern &pattern, size_t most, LogResult &result)
{
    qint64 number = 0;
    for (const quint32 line : lines.matches) {
        if (result.first.size() == most)
            return;
        for (; number < line; ++number)
            begin = log.indexOf('\n', begin) + 1;
        result.first.push_back({{linesBefore + line}, excerpt(log.sliced(begin), pattern)});
    }
}

LogResult searchLog(const SearchedLog &searched, const LogPattern &pattern, size_t mostTexts, LogSearcher &searcher,
                    const std::atomic<bool> &isCancelled)
{
    LogResult result{.id = searched.id};
    const auto mapping = LogMapping::open(searched.path);
    if (!mapping) {
        result.error = mapping.error();
        return result;
    }
    const QByteArrayView log = (*mapping)->bytes();
    qint64 linesBefore = 0;
    for (qint64 begin = 0; begin < log.size() && !isCancelled; begin += runSearchPieceBytes) {
        const qint64 end = std::min<qint64>(begin + runSearchPieceBytes, log.size());
        const FoundLines found = searcher.search(log, begin, end, begin == 0, isCancelled);
        const qint64 firstLine = begin == 0 ? 0 : log.indexOf('\n', begin - 1) + 1;
        appendTexts(log, firstLine, found, linesBefore, pattern, mostTexts, result);
        linesBefore += found.lines;
        result.matchCount += qint64(found.matches.size());
        result.untoldLines += found.untold;
    }
    return result;
}

} // namespace

RunLogSearch::RunLogSearch(const QList<SearchedLog> &logs, std::shared_ptr<const LogPattern> pattern, int mostTexts,
                           QObject *parent)
    : QObject(parent)
{
    const auto makeWork = [logs, pattern = std::move(pattern), mostTexts] {
        return
            [=, searcher = std::make_shared<LogSearcher>(pattern)](qint64 piece, const std::atomic<bool> &isCancelled) {
                return searchLog(logs.at(piece), *pattern, size_t(mostTexts), *searcher, isCancelled);
            };
    };
    m_job = PieceJob<LogResult>::start(
        logs.size(), makeWork, this, [this, count = logs.size()](LogResult result) { take(std::move(result), count); });
    if (logs.isEmpty())
        QMetaObject::invokeMethod(
            this, [this] { finish(); }, Qt::QueuedConnection);
}

RunLogSearch::~RunLogSearch()
{
    cancel();
}

void RunLogSearch::cancel()
{
    if (m_job)
        m_job->cancel();
    m_job.reset();
}

void RunLogSearch::take(LogResult result, qsizetype logs)
{
    m_matchCount += result.matchCount;
    m_results.push_back(std::move(result));
    Q_EMIT found(m_results.back());
    if (m_job && qsizetype(m_results.size()) == logs)
        finish();
}

//! Unless it was cancelled.
void RunLogSearch::finish()
{
    if (!m_job)
        return;
    m_job.reset();
    m_isComplete = true;
    Q_EMIT completed();
}

} // namespace Runlight
