// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/rungroups.h"

#include <algorithm>

namespace Runlight {

namespace {

enum class Verdict { None, Failed, Passed };

Verdict verdictOf(const RunRecord &run)
{
    if (!run.isCompleted())
        return Verdict::None;
    switch (run.conclusion()) {
    case Conclusion::Failure:
    case Conclusion::TimedOut:
    case Conclusion::StartupFailure:
        return Verdict::Failed;
    case Conclusion::Success:
    case Conclusion::Neutral:
        return Verdict::Passed;
    default:
        return Verdict::None;
    }
}

//! A rerun of an old run is as fresh as the rerun.
qint64 attemptBegan(const RunRecord &run)
{
    return std::max(run.startedAt, run.createdAt);
}

} // namespace

quint32 RunGroups::groupOf(const RunGroupKey &key)
{
    const auto found = m_byKey.constFind(key);
    if (found != m_byKey.cend())
        return *found;
    const auto group = quint32(m_groups.size());
    m_groups.push_back({key, {}, {}});
    m_byKey.insert(key, group);
    return group;
}

void RunGroups::add(quint32 group, RunIndex run, const std::vector<RunRecord> &records)
{
    std::vector<RunIndex> &runs = m_groups[group].newestFirst;
    const auto newer = [&records](RunIndex a, RunIndex b) {
        return records[a].isNewerThan(records[b]);
    };
    runs.insert(std::upper_bound(runs.begin(), runs.end(), run, newer), run);
}

void RunGroups::remove(quint32 group, RunIndex run)
{
    std::erase(m_groups[group].newestFirst, run);
}

const GroupVerdict &RunGroups::judge(quint32 group, const std::vector<RunRecord> &records, qint64 nowMs)
{
    GroupVerdict verdict;
    for (const RunIndex run : m_groups[group].newestFirst) {
        const Verdict one = verdictOf(records[run]);
        if (one == Verdict::Passed)
            break;
        if (one == Verdict::None)
            continue;
        if (!verdict.failing) {
            if (nowMs - attemptBegan(records[run]) > failingForMs)
                break;
            verdict.failing = run;
        }
        if (verdict.failuresInARow < std::numeric_limits<quint16>::max())
            ++verdict.failuresInARow;
    }
    m_groups[group].verdict = verdict;
    return m_groups[group].verdict;
}

} // namespace Runlight
