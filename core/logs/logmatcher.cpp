// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logmatcher.h"

#include "core/logs/patternengines.h"

#include <algorithm>
#include <optional>

namespace Runlight {

namespace {

constexpr quint32 searchMatchLimit = 1'000'000; // Tens of milliseconds.
constexpr int mostUntold = 50;

//! What Vectorscan calls back with.
struct HitLines
{
    const ShownLines &lines;
    std::vector<quint32> &hits;
    qint64 lineEnd = 0; //!< Of the last hit, "\n" included.
    qsizetype line = 0;
};

int onHit(unsigned, unsigned long long, unsigned long long end, unsigned, void *context)
{
    auto &hit = *static_cast<HitLines *>(context);
    const auto last = qint64(end) - 1;
    if (last < hit.lineEnd)
        return 0; // They come in the order of their ends.
    hit.line = hit.lines.lineAt(last, hit.line);
    hit.lineEnd = hit.lines.end(hit.line);
    hit.hits.push_back(quint32(hit.line));
    return 0;
}

} // namespace

struct LogMatcher::Memory
{
    explicit Memory(LogPattern::Engines &engines)
        : database(engines.database())
        , filter(RawFilter::make(engines.required, engines.matchCase))
        , pcre(engines.pcre.get(), searchMatchLimit)
    {
        hs_scratch_t *made = nullptr;
        if (database && hs_alloc_scratch(database, &made) != HS_SUCCESS)
            database = nullptr;
        scratch.reset(made);
    }

    //! See PcreMatch::find(). After too many lines that took too long no more are tried, or a search would take hours.
    int find(QByteArrayView line)
    {
        if (untold == mostUntold)
            return -1;
        const int found = pcre.find(line);
        untold += found < 0;
        return found;
    }

    const hs_database_t *database;
    HsScratch scratch;
    std::optional<RawFilter> filter;
    PcreMatch pcre;
    int untold = 0;
};

LogMatcher::LogMatcher(std::shared_ptr<const LogPattern> pattern)
    : m_pattern(std::move(pattern))
    , m_memory(std::make_unique<Memory>(*m_pattern->m_engines))
{ }

LogMatcher::~LogMatcher() = default;

void LogMatcher::choose(QByteArrayView lines, qint64 readable, std::vector<RawLines> &chosen)
{
    if (m_memory->filter && readable >= RawFilter::overreadBytes && lines.endsWith('\n'))
        m_memory->filter->choose(lines, chosen);
    else
        chosen.push_back({0, lines.size()});
}

int LogMatcher::match(const ShownLines &lines, std::vector<quint32> &matches)
{
    if (lines.size() == 0)
        return 0;
    if (!m_memory->database)
        return matchEachLine(lines, matches);
    const size_t before = matches.size();
    HitLines hit{lines, matches};
    const QByteArrayView text = lines.text();
    hs_scan(m_memory->database, text.data(), unsigned(text.size()), 0, m_memory->scratch.get(), onHit, &hit);
    if (m_pattern->m_engines->isRequiredAll)
        return 0;
    int untold = 0;
    const auto isNone = [&](quint32 line) {
        const int found = m_memory->find(lines.line(line));
        untold += found < 0;
        return found <= 0;
    };
    matches.erase(std::remove_if(matches.begin() + qsizetype(before), matches.end(), isNone), matches.end());
    return untold;
}

int LogMatcher::matchEachLine(const ShownLines &lines, std::vector<quint32> &matches)
{
    int untold = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const int found = m_memory->find(lines.line(i));
        if (found > 0)
            matches.push_back(quint32(i));
        untold += found < 0;
    }
    return untold;
}

} // namespace Runlight
