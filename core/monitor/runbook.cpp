// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/runbook.h"

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;
using Milliseconds = Clock::Milliseconds;

namespace {

constexpr int LookupsAtOnce = 5;
constexpr Milliseconds LookupPause = 30s;

bool waitsForPerson(const Run &run)
{
    return run.state.status == Status::Waiting;
}

} // namespace

void RunBook::note(const Run &run)
{
    if (run.state.isCompleted()) {
        if (m_unfinished.remove(run.id))
            m_ended.append(run);
        m_askedAt.remove(run.id);
    } else {
        m_unfinished.insert(run.id, run);
    }
}

void RunBook::remember(const QList<Run> &runs)
{
    for (const Run &run : runs) {
        m_known.insert(run.id, {run.createdAt, run.attempt});
        note(run);
    }
}

// Not seen before though it would have been, had it been there: it, or its latest attempt, is new.
bool RunBook::isNews(const Run &run) const
{
    const auto known = m_known.constFind(run.id);
    if (known != m_known.cend())
        return run.attempt > known->attempt;
    return std::all_of(m_known.keyBegin(), m_known.keyEnd(), [&run](RunId other) { return other < run.id; });
}

void RunBook::listed(const QList<Run> &runs, bool isWhole)
{
    QHash<RunId, Known> newest;
    QDateTime oldest;
    for (const Run &run : runs) {
        newest.insert(run.id, {run.createdAt, run.attempt});
        if (!oldest.isValid() || run.createdAt < oldest)
            oldest = run.createdAt;
        m_vanished.remove(run.id);
        if (m_hasList && run.state.isCompleted() && !m_unfinished.contains(run.id) && isNews(run))
            m_ended.append(run);
        note(run);
    }
    m_hasList = true;
    for (auto it = m_known.cbegin(); it != m_known.cend(); ++it)
        if (!newest.contains(it.key()) && (isWhole || !oldest.isValid() || it->createdAt > oldest))
            m_vanished.insert(it.key());
    m_listed = QSet<RunId>(newest.keyBegin(), newest.keyEnd());
    m_known = std::move(newest);
}

void RunBook::seen(const Run &run)
{
    m_vanished.remove(run.id);
    note(run);
}

void RunBook::forget(RunId run)
{
    m_known.remove(run);
    m_unfinished.remove(run);
    m_vanished.remove(run);
    m_askedAt.remove(run);
}

bool RunBook::hasRunning() const
{
    return std::any_of(m_unfinished.begin(), m_unfinished.end(), [](const Run &run) { return !waitsForPerson(run); });
}

bool RunBook::hasWaiting() const
{
    return std::any_of(m_unfinished.begin(), m_unfinished.end(), waitsForPerson);
}

QList<RunId> RunBook::takeLookups(Milliseconds now)
{
    QSet<RunId> wanted = m_vanished;
    for (auto it = m_unfinished.keyBegin(); it != m_unfinished.keyEnd(); ++it)
        if (!m_listed.contains(*it))
            wanted.insert(*it);

    QList<RunId> due;
    for (const RunId run : std::as_const(wanted))
        if (!m_askedAt.contains(run) || now - m_askedAt.value(run) >= LookupPause)
            due.append(run);
    // Who has waited longest comes first, so that every run comes up.
    std::sort(due.begin(), due.end(), [this](RunId a, RunId b) {
        return std::pair(m_askedAt.value(a, -1ms), a) < std::pair(m_askedAt.value(b, -1ms), b);
    });
    due.resize(std::min<qsizetype>(due.size(), LookupsAtOnce));
    for (const RunId run : std::as_const(due))
        m_askedAt.insert(run, now);
    return due;
}

} // namespace Runlight
