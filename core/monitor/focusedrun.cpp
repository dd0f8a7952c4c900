// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/focusedrun.h"

#include "core/monitor/accountwatcher.h"
#include "core/monitor/watchcontext.h"
#include "core/store/store.h"

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;
using Milliseconds = Clock::Milliseconds;

namespace {

// A run may have been rerun 50 times; the last ones are what anybody compares with.
constexpr int MaxPastAttempts = 10;
constexpr Milliseconds PendingPause = 30s;
constexpr Milliseconds FirstRetryPause = 10s;
constexpr Milliseconds SlowestRetry = 300s;

} // namespace

FocusedRun::FocusedRun(AccountWatcher &account, WatchContext &context, RunId run, const RepoName &repository,
                       int attempt, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_context(context)
    , m_id(run)
    , m_repository(repository)
    , m_attempt(attempt)
    , m_fetcher(account, context, run, repository)
    , m_pace(context.settings.jobs)
{
    connect(&m_fetcher, &DetailsFetcher::changed, this, &FocusedRun::changed);
}

RunKey FocusedRun::key() const
{
    return {m_account.id(), m_id};
}

void FocusedRun::start(bool alreadyFetched)
{
    m_context.store.runDetails(key(), 0, this, [this, alreadyFetched](const Expected<RunDetails> &details) {
        // A change may have told of the run while the store was looking.
        if (m_run)
            return;
        if (!details) {
            Q_EMIT unknown();
            return;
        }
        m_run = details->run;
        m_waited = !details->pendingDeployments.isEmpty();
        for (const Run &attempt : details->attempts)
            m_attempts.insert(attempt.attempt);
        if (!alreadyFetched || !m_run->state.isCompleted())
            fetchAll();
        else
            Q_EMIT fetched(key());
    });
}

void FocusedRun::runChanged(const Run &run)
{
    m_run = run;
    fetchAll();
}

void FocusedRun::refresh()
{
    m_annotated.clear();
    if (m_run)
        fetchAll();
    else
        Q_EMIT unknown();
}

template <typename T>
Done<T> FocusedRun::part(std::function<void(const T &)> then)
{
    ++m_partsUnderWay;
    return [this, then = std::move(then)](const Expected<T> &answer) {
        if (answer)
            then(*answer);
        partDone(answer ? std::nullopt : std::optional(answer.error()));
    };
}

void FocusedRun::fetchAll()
{
    if (m_partsUnderWay > 0) {
        m_again = true;
        return;
    }
    delete m_timer;
    m_completedJobs.reset();
    fetchJobs({});
    m_fetcher.artifacts(Priority::Foreground, part<bool>([](bool) {}));
    fetchPastAttempts();
    if (mayWait())
        fetchPendingDeployments();
    else if (std::exchange(m_waited, false))
        m_fetcher.clearPendingDeployments();
}

void FocusedRun::fetchJobs(const PollQueue::Ticket &ticket)
{
    auto done = part<Page<Job>>([this, ticket](const Page<Job> &page) { takeJobs(page); });
    if (isPast())
        m_fetcher.jobsOfAttempt(m_attempt, Priority::Foreground, std::move(done));
    else
        m_fetcher.latestJobs(m_run->attempt, Priority::Foreground, std::move(done));
}

void FocusedRun::takeJobs(const Page<Job> &page)
{
    m_pace.answered(!page.notModified, m_context.clock.monotonic());
    const bool waitedBefore = mayWait();
    m_jobWaits = std::any_of(page.items.begin(), page.items.end(),
                             [](const Job &job) { return job.state.status == Status::Waiting; });
    const bool dueAgain = m_context.clock.monotonic() - m_waitsAskedAt >= PendingPause;
    if (mayWait() && (!waitedBefore || dueAgain))
        fetchPendingDeployments();
    fetchFollowUps(page.items);
}

void FocusedRun::fetchFollowUps(const QList<Job> &jobs)
{
    int completed = 0;
    for (const Job &job : jobs) {
        completed += job.state.isCompleted() ? 1 : 0;
        if (!job.state.isFailure() || m_annotated.contains(job.id))
            continue;
        m_annotated.insert(job.id);
        m_fetcher.annotations(job.id, Priority::Foreground, part<bool>([](bool) {}));
    }
    // A job has uploaded its artifacts by the time it is done.
    if (m_completedJobs && *m_completedJobs < completed)
        m_fetcher.artifacts(Priority::Foreground, part<bool>([](bool) {}));
    m_completedJobs = completed;
}

void FocusedRun::fetchPendingDeployments()
{
    m_waited = true;
    m_waitsAskedAt = m_context.clock.monotonic();
    m_fetcher.pendingDeployments(Priority::Foreground, part<bool>([](bool) {}));
}

void FocusedRun::fetchPastAttempts()
{
    const int oldest = std::max(1, m_run->attempt - MaxPastAttempts);
    for (int attempt = oldest; attempt < m_run->attempt; ++attempt) {
        if (m_attempts.contains(attempt))
            continue;
        m_fetcher.attempt(attempt, Priority::Foreground,
                          part<bool>([this, attempt](bool) { m_attempts.insert(attempt); }));
    }
}

void FocusedRun::partDone(const std::optional<Error> &error)
{
    if (error && !std::exchange(m_roundFailed, true))
        Q_EMIT failed(key(), *error);
    if (--m_partsUnderWay > 0)
        return;
    m_failures = std::exchange(m_roundFailed, false) ? m_failures + 1 : 0;
    if (std::exchange(m_again, false))
        return fetchAll();
    if (m_failures == 0)
        Q_EMIT fetched(key());
    const bool isOver = isPast() || m_run->state.isCompleted();
    if (isOver && m_failures == 0)
        Q_EMIT settled();
    else
        scheduleNext();
}

void FocusedRun::scheduleNext()
{
    Milliseconds pause = m_pace.next(m_context.clock.monotonic(), m_context.windowVisible);
    if (m_failures > 0)
        pause = std::min(FirstRetryPause * (1 << std::min(m_failures - 1, 5)), SlowestRetry);
    delete m_timer;
    m_timer = m_context.clock.singleShot(pause, this, [this, failed = m_failures > 0] {
        m_timer.clear();
        m_account.queue().enqueue(PollQueue::Rank::OnScreen, this, [this, failed](const PollQueue::Ticket &ticket) {
            if (m_partsUnderWay > 0)
                return;
            failed ? fetchAll() : fetchJobs(ticket);
        });
    });
}

} // namespace Runlight
