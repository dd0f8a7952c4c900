// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/unfinishedruns.h"

#include "core/monitor/runfollower.h"

#include <algorithm>

namespace Runlight {

namespace {

// A repository may have hundreds queued; nobody follows the jobs of all of them.
constexpr int MaxFollowed = 10;

QList<Run> worthFollowing(const QHash<RunId, Run> &unfinished)
{
    QList<Run> runs = unfinished.values();
    const auto others =
        std::partition(runs.begin(), runs.end(), [](const Run &run) { return run.state.status == Status::Waiting; });
    std::sort(others, runs.end(), [](const Run &a, const Run &b) { return a.id > b.id; });
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

void UnfinishedRuns::update(const QHash<RunId, Run> &unfinished)
{
    for (auto it = m_followers.begin(); it != m_followers.end();) {
        const auto run = unfinished.constFind(it.key());
        if (run != unfinished.cend()) {
            it.value()->update(*run);
            ++it;
        } else {
            it.value()->finish();
            it = m_followers.erase(it);
        }
    }
    const QList<Run> wanted = worthFollowing(unfinished);
    for (const Run &run : wanted)
        if (!m_followers.contains(run.id))
            follow(run);
}

void UnfinishedRuns::follow(const Run &run)
{
    auto *follower = new RunFollower(m_account, m_context, run, this);
    follower->setOnScreen(m_onScreen);
    connect(follower, &RunFollower::changed, this, &UnfinishedRuns::changed);
    m_followers.insert(run.id, follower);
}

void UnfinishedRuns::forget(RunId run)
{
    delete m_followers.take(run);
}

} // namespace Runlight
