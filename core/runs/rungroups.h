// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/runrecord.h"

#include <QHash>

#include <optional>
#include <vector>

namespace Runlight {

//! What makes runs comparable: the same workflow on the same branch. A fork's branch is not the repository's own of the
//! same name.
struct RunGroupKey
{
    quint32 repository = 0; //!< As in RunRecord.
    qint64 workflow = 0;
    StringId headRepository = 0;
    StringId branch = 0;

    friend bool operator==(const RunGroupKey &, const RunGroupKey &) = default;
    friend size_t qHash(const RunGroupKey &key, size_t seed = 0)
    {
        return qHashMulti(seed, key.repository, key.workflow, key.headRepository, key.branch);
    }
};

//! Which run of a group says that the group is broken.
struct GroupVerdict
{
    std::optional<RunIndex> failing; //!< The newest completed run, where it failed.
    quint16 failuresInARow = 0; //!< Up to and with that one.

    friend bool operator==(const GroupVerdict &, const GroupVerdict &) = default;
};

//! The runs of each workflow and branch, newest first, and whether the newest verdict of each is a failure.
class RunGroups
{
public:
    //! A failure that nobody has touched for longer is history, not something to mend.
    static constexpr qint64 failingForMs = qint64(14) * 24 * 3600 * 1000;

    quint32 groupOf(const RunGroupKey &key);
    void add(quint32 group, RunIndex run, const std::vector<RunRecord> &records);
    void remove(quint32 group, RunIndex run);

    //! The verdict last given by judge().
    const GroupVerdict &verdict(quint32 group) const { return m_groups[group].verdict; }
    //! Looks at \a group's runs again. Skipped and cancelled runs say nothing about what they would have tested.
    const GroupVerdict &judge(quint32 group, const std::vector<RunRecord> &records, qint64 nowMs);
    const RunGroupKey &key(quint32 group) const { return m_groups[group].key; }
    quint32 count() const { return quint32(m_groups.size()); }

private:
    struct Group
    {
        RunGroupKey key;
        std::vector<RunIndex> newestFirst;
        GroupVerdict verdict;
    };

    QHash<RunGroupKey, quint32> m_byKey;
    std::vector<Group> m_groups;
};

} // namespace Runlight
