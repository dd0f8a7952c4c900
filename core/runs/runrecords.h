// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/rungroups.h"
#include "core/runs/runrecord.h"

#include <QHash>

#include <optional>
#include <vector>

namespace Runlight {

//! A repository as records refer to it.
struct RecordRepository
{
    RepositoryRef ref;
    StringId fullName = 0;
    StringId shortName = 0;
    quint32 account = 0;
};

//! The compact memory of all runs, and the way in: from GitHub's run to numbers.
class RunRecords
{
public:
    RunRecords();

    std::optional<RunIndex> find(const RunKey &key) const;
    RunIndex add(const AccountId &account, const Run &run);
    //! Takes over what can change in a run. Its place in the order and its group stay what they were.
    void update(RunIndex index, const Run &run);
    //! The run is found no more. Its number is not given again.
    void remove(RunIndex index);

    RunRecord &operator[](RunIndex index) { return m_records[index]; }
    const RunRecord &operator[](RunIndex index) const { return m_records[index]; }
    const std::vector<RunRecord> &all() const { return m_records; }
    RunIndex count() const { return RunIndex(m_records.size()); }

    const StringTable &strings() const { return m_strings; }
    QString text(StringId id) const { return m_strings.text(id); }
    const RecordRepository &repository(quint32 index) const { return m_repositories[index]; }
    std::optional<quint32> findRepository(const RepositoryRef &ref) const;
    quint32 repositoryCount() const { return quint32(m_repositories.size()); }
    const AccountId &account(quint32 index) const { return m_accounts[index]; }
    quint32 accountCount() const { return quint32(m_accounts.size()); }
    const QList<int> &pullRequests(quint32 index) const { return m_pullRequests[index]; }
    RunGroups &groups() { return m_groups; }
    const RunGroups &groups() const { return m_groups; }

    //! Sorts \a added and puts it into \a newestFirst.
    void merge(std::vector<RunIndex> &added, std::vector<RunIndex> &newestFirst) const;

private:
    struct Key
    {
        quint32 account;
        qint64 run;

        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0) { return qHashMulti(seed, key.account, key.run); }
    };

    quint32 accountIndex(const AccountId &account);
    quint32 repositoryIndex(const RepositoryRef &ref);
    quint32 pullRequestsIndex(const QList<int> &numbers);
    void assign(RunRecord &record, const Run &run);

    StringTable m_strings;
    std::vector<RunRecord> m_records;
    QHash<Key, RunIndex> m_byKey;
    std::vector<AccountId> m_accounts;
    std::vector<RecordRepository> m_repositories;
    QHash<RepositoryRef, quint32> m_byRepository;
    std::vector<QList<int>> m_pullRequests;
    QHash<QList<int>, quint32> m_byPullRequests;
    RunGroups m_groups;
};

} // namespace Runlight
