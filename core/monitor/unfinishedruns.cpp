// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/unfinishedruns.h"

#include "core/monitor/accountwatcher.h"
#include "core/monitor/runfollower.h"

#include <algorithm>

namespace Runlight {

namespace {

// A repository may have hundreds queued; nobody follows the jobs of all of them.
constexpr int MaxFollowed = 10;
// After a pause many may have failed that nobody followed.
constexpr int MaxLookedInto = 5;

QList<Run> worthFollowing(const QHash<RunId, Run> &unfinished, const AccountWatcher &account)
{
    QList<Run> runs = unfinished.values();
    const auto others =
        std::partition(runs.begin(), runs.end(), [](const Run &run) { return run.state.status == Status::Waiting; });
    std::sort(others, runs.end(), [&account](const Run &a, const Run &b) {
        return std::pair(account.concerns(a), a.id) > std::pair(account.concerns(b), b.id);
    });
    const auto waiting = std::distance(runs.begin(), others);
    runs.resize(std::min<qsizetype>(runs.size(), waiting + MaxFollowed));
    return runs;
}

} // namespace

UnfinishedRuns::UnfinishedRuns(AccountWatcher &account, WatchContext &context, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_context(context)
{ }

void UnfinishedRuns::setOnScreen(bool onScreen)
{
    m_onScreen = onScreen;
    for (RunFollower *follower : std::as_const(m_followers))
        follower->setOnScreen(onScreen);
}

void UnfinishedRuns::update(const QHash<RunId, Run> &unfinished, const QList<Run> &ended)
{
    int lookedInto = 0;
    for (const Run &run : ended) {
        if (RunFollower *follower = m_followers.take(run.id))
            follower->finish(run);
        else if (run.state.isFailure() && lookedInto++ < MaxLookedInto)
            follow(run)->finish(run);
    }
    for (auto it = m_followers.cbegin(); it != m_followers.cend(); ++it)
        it.value()->update(unfinished.value(it.key()));
    const QList<Run> wanted = worthFollowing(unfinished, m_account);
    for (const Run &run : wanted)
        if (!m_followers.contains(run.id))
            m_followers.insert(run.id, follow(run));
}

RunFollower *UnfinishedRuns::follow(const Run &run)
{
    auto *follower = new RunFollower(m_account, m_context, run, this);
    follower->setOnScreen(m_onScreen);
    connect(follower, &RunFollower::changed, this, &UnfinishedRuns::changed);
    connect(follower, &RunFollower::logDue, this, &UnfinishedRuns::logDue);
    return follower;
}

void UnfinishedRuns::forget(RunId run)
{
    delete m_followers.take(run);
}

} // namespace Runlight
