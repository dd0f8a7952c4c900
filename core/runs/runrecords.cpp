// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/runrecords.h"

#include <algorithm>

namespace Runlight {

RunRecords::RunRecords()
    : m_pullRequests(1)
{ }

std::optional<RunIndex> RunRecords::find(const RunKey &key) const
{
    const auto account = std::find(m_accounts.begin(), m_accounts.end(), key.account);
    if (account == m_accounts.end())
        return {};
    const auto found = m_byKey.constFind(Key{quint32(account - m_accounts.begin()), key.run.value});
    return found != m_byKey.cend() ? std::optional(*found) : std::nullopt;
}

std::optional<quint32> RunRecords::findRepository(const RepositoryRef &ref) const
{
    const auto found = m_byRepository.constFind(ref);
    return found != m_byRepository.cend() ? std::optional(*found) : std::nullopt;
}

RunIndex RunRecords::add(const AccountId &account, const Run &run)
{
    const RunIndex index = count();
    RunRecord record;
    record.id = run.id.value;
    record.createdAt = toRecordTime(run.createdAt);
    record.number = run.number;
    record.sha = ShaPrefix::of(run.headSha).bits;
    record.branch = m_strings.intern(run.headBranch);
    record.actor = m_strings.intern(run.actor.login);
    record.event = m_strings.intern(run.event);
    record.repository = repositoryIndex({account, run.repository});
    record.group = m_groups.groupOf(
        {record.repository, run.workflowId.value, m_strings.intern(run.headRepository), record.branch});
    assign(record, run);
    m_records.push_back(record);
    m_byKey.insert({m_repositories[record.repository].account, record.id}, index);
    m_groups.add(record.group, index, m_records);
    return index;
}

void RunRecords::update(RunIndex index, const Run &run)
{
    RunRecord &record = m_records[index];
    // A renamed repository takes its runs along.
    record.repository = repositoryIndex({m_repositories[record.repository].ref.account, run.repository});
    assign(record, run);
}

void RunRecords::remove(RunIndex index)
{
    RunRecord &record = m_records[index];
    record.removed = true;
    m_byKey.remove({m_repositories[record.repository].account, record.id});
    m_groups.remove(record.group, index);
}

void RunRecords::assign(RunRecord &record, const Run &run)
{
    record.startedAt = toRecordTime(run.startedAt);
    record.updatedAt = toRecordTime(run.updatedAt);
    record.title = m_strings.intern(run.title);
    record.workflow = m_strings.intern(run.workflowName);
    record.triggeringActor = m_strings.intern(run.triggeringActor.login);
    const bool knownStatus = run.state.status != Status::Unknown;
    record.stateWord = m_strings.intern(knownStatus ? run.state.conclusionText : run.state.statusText);
    record.pullRequests = pullRequestsIndex(run.pullRequests);
    record.attempt = quint16(std::clamp(run.attempt, 1, int(std::numeric_limits<quint16>::max())));
    record.statusByte = quint8(run.state.status);
    record.conclusionByte = quint8(run.state.conclusion);
}

void RunRecords::merge(std::vector<RunIndex> &added, std::vector<RunIndex> &newestFirst) const
{
    const auto newer = [this](RunIndex a, RunIndex b) {
        return m_records[a].isNewerThan(m_records[b]);
    };
    std::sort(added.begin(), added.end(), newer);
    auto end = std::ptrdiff_t(newestFirst.size());
    newestFirst.resize(newestFirst.size() + added.size());
    // From the oldest on, so that each of those that make room moves once.
    for (auto shift = std::ptrdiff_t(added.size()); shift > 0; --shift) {
        const auto begin = newestFirst.begin();
        const RunIndex run = added[size_t(shift - 1)];
        const auto place = std::upper_bound(begin, begin + end, run, newer);
        std::move_backward(place, begin + end, begin + end + shift);
        end = place - begin;
        newestFirst[size_t(end + shift - 1)] = run;
    }
}

quint32 RunRecords::accountIndex(const AccountId &account)
{
    const auto found = std::find(m_accounts.begin(), m_accounts.end(), account);
    const auto index = quint32(found - m_accounts.begin());
    if (found == m_accounts.end())
        m_accounts.push_back(account);
    return index;
}

quint32 RunRecords::repositoryIndex(const RepositoryRef &ref)
{
    const auto found = m_byRepository.constFind(ref);
    if (found != m_byRepository.cend())
        return *found;
    const auto index = quint32(m_repositories.size());
    m_repositories.push_back({ref, m_strings.intern(ref.repository.fullName()), m_strings.intern(ref.repository.name),
                              accountIndex(ref.account)});
    m_byRepository.insert(ref, index);
    return index;
}

quint32 RunRecords::pullRequestsIndex(const QList<int> &numbers)
{
    if (numbers.isEmpty())
        return 0;
    const auto found = m_byPullRequests.constFind(numbers);
    if (found != m_byPullRequests.cend())
        return *found;
    const auto index = quint32(m_pullRequests.size());
    m_pullRequests.push_back(numbers);
    m_byPullRequests.insert(numbers, index);
    return index;
}

} // namespace Runlight
