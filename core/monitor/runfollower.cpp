// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/runfollower.h"

#include "core/monitor/accountwatcher.h"
#include "core/monitor/watchcontext.h"

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;
using Milliseconds = Clock::Milliseconds;

namespace {

constexpr Milliseconds OnScreenPause = 30s;
constexpr Milliseconds OffScreenPause = 120s;
constexpr Milliseconds HiddenPause = 300s;

} // namespace

RunFollower::RunFollower(AccountWatcher &account, WatchContext &context, const Run &run, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_context(context)
    , m_run(run)
    , m_fetcher(account, context, run.id, run.repository)
{
    connect(&m_fetcher, &DetailsFetcher::changed, this, &RunFollower::changed);
    if (mayWait())
        enqueuePendingDeployments();
    schedule();
}

bool RunFollower::isFocused() const
{
    return m_context.focusedRun == RunKey{m_account.id(), m_run.id};
}

void RunFollower::setOnScreen(bool onScreen)
{
    if (std::exchange(m_onScreen, onScreen) == onScreen)
        return;
    if (m_timer)
        schedule();
}

void RunFollower::update(const Run &run)
{
    const bool waitedBefore = mayWait();
    const bool sameAttempt = run.attempt == m_run.attempt;
    m_run = run;
    m_jobWaits = m_jobWaits && sameAttempt;
    if (mayWait() && !waitedBefore)
        enqueuePendingDeployments();
    else if (!mayWait() && std::exchange(m_waited, false))
        m_fetcher.clearPendingDeployments();
}

void RunFollower::finish(const Run &run)
{
    m_run = run;
    m_finishing = true;
    delete m_timer;
    if (std::exchange(m_waited, false))
        m_fetcher.clearPendingDeployments();
    if ((m_hasJobs || run.state.isFailure()) && !isFocused())
        enqueueJobs();
    else
        deleteLater();
}

void RunFollower::schedule()
{
    delete m_timer;
    const Milliseconds pause = !m_context.windowVisible ? HiddenPause : m_onScreen ? OnScreenPause : OffScreenPause;
    m_timer = m_context.clock.singleShot(pause, this, [this] {
        m_timer.clear();
        // The focused run is followed on its own.
        if (isFocused())
            return schedule();
        if (mayWait())
            enqueuePendingDeployments();
        enqueueJobs();
    });
}

void RunFollower::enqueueJobs()
{
    m_account.queue().enqueue(PollQueue::Rank::Extra, this, [this](const PollQueue::Ticket &ticket) {
        m_fetcher.latestJobs(m_run.attempt, Priority::Background,
                             [this, ticket](const Expected<Page<Job>> &page) { takeJobs(page); });
    });
}

void RunFollower::takeJobs(const Expected<Page<Job>> &page)
{
    if (page)
        tellLogs(page->items);
    if (m_finishing)
        return deleteLater();
    schedule();
    if (!page)
        return;
    m_hasJobs = true;
    const bool waitedBefore = mayWait();
    m_jobWaits = std::any_of(page->items.begin(), page->items.end(),
                             [](const Job &job) { return job.state.status == Status::Waiting; });
    if (mayWait() && !waitedBefore)
        enqueuePendingDeployments();
}

void RunFollower::tellLogs(const QList<Job> &jobs)
{
    const bool hadEnded = m_finishing && !m_hasJobs;
    int attempt = m_run.attempt;
    for (const Job &job : jobs)
        attempt = std::max(attempt, job.attempt);
    for (const Job &job : jobs) {
        // What a rerun did not repeat ended long ago.
        if (!job.state.isCompleted() || job.attempt != attempt || m_told.contains(job.id))
            continue;
        m_told.insert(job.id);
        if (!job.state.isFailure() && (hadEnded || !m_account.concerns(m_run)))
            continue;
        Q_EMIT logDue(m_run, job);
        if (hadEnded)
            return;
    }
}

void RunFollower::enqueuePendingDeployments()
{
    m_waited = true;
    m_account.queue().enqueue(PollQueue::Rank::Active, this, [this](const PollQueue::Ticket &ticket) {
        // A later poll tries again; the run is shown as waiting all the while.
        m_fetcher.pendingDeployments(Priority::Background, [ticket](const Expected<bool> &) {});
    });
}

} // namespace Runlight
