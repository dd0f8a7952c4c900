// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/repositorywatcher.h"

#include "core/base/logging.h"
#include "core/github/github.h"
#include "core/monitor/accountwatcher.h"
#include "core/monitor/changefeed.h"
#include "core/monitor/runlookup.h"
#include "core/store/store.h"

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;
using Milliseconds = Clock::Milliseconds;

namespace {

constexpr int RecalledRuns = 30;
constexpr int RecalledUnfinished = 500;
// The past that is worth a request of its own: one full page.
constexpr int PastRuns = 100;
// How long ago a change may have been to matter for the pace.
constexpr Milliseconds LongestSilence = 1h;
constexpr Milliseconds WorkflowsPause = 24h;
constexpr Milliseconds WorkflowsRetry = 5min; // Where they could not be had.

//! Troubles of the account or its host, which the queue deals with.
bool isOfAccount(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Offline:
    case ErrorKind::Tls:
    case ErrorKind::Unauthorized:
    case ErrorKind::RateLimited:
    case ErrorKind::SecondaryRateLimit:
    case ErrorKind::Cancelled:
        return true;
    default:
        return false;
    }
}

} // namespace

RepositoryWatcher::RepositoryWatcher(const RepoName &repository, AccountWatcher &account, WatchContext &context,
                                     QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_context(context)
    , m_pace(context.settings.fastest, context.settings.slowest)
    , m_unfinished(account, context)
{
    m_status.ref = {account.id(), repository};
    connect(&m_unfinished, &UnfinishedRuns::changed, this, &RepositoryWatcher::runDetailsChanged);
    connect(&m_unfinished, &UnfinishedRuns::logDue, this, &RepositoryWatcher::logDue);
}

RepositoryWatcher::~RepositoryWatcher() = default;

void RepositoryWatcher::start(Milliseconds extrasAfter)
{
    m_extrasAt = m_context.clock.monotonic() + extrasAfter;
    m_workflowsAt = m_extrasAt;
    recall();
}

void RepositoryWatcher::recall()
{
    RunQuery unfinished;
    unfinished.repositories = {m_status.ref};
    unfinished.statuses = {Status::Queued, Status::Waiting, Status::Requested, Status::Pending, Status::InProgress};
    unfinished.limit = RecalledUnfinished;
    const auto remember = [this](const Expected<RunPage> &page) {
        if (page)
            m_book.remember(page->runs);
        else
            qCWarning(lcMonitor) << "Runs cannot be recalled:" << page.error().message;
    };
    m_context.store.runs(unfinished, this, remember);

    RunQuery newest;
    newest.repositories = {m_status.ref};
    newest.limit = RecalledRuns;
    m_context.store.runs(newest, this, [this, remember](const Expected<RunPage> &page) {
        remember(page);
        m_storedRuns = page ? page->totalCount : 0;
        m_unfinished.update(m_book.unfinished(), m_book.takeEnded());
        pollSoon();
    });
}

void RepositoryWatcher::setOnScreen(bool onScreen)
{
    if (std::exchange(m_onScreen, onScreen) == onScreen)
        return;
    m_unfinished.setOnScreen(onScreen);
    reconsider();
    enqueueExtras();
}

PollNeed RepositoryWatcher::need() const
{
    const Milliseconds now = m_context.clock.monotonic();
    return {m_book.hasRunning(),     m_book.hasWaiting(), m_onScreen,
            m_context.windowVisible, now - m_changedAt,   m_failures};
}

PollQueue::Rank RepositoryWatcher::rank() const
{
    if (m_onScreen && m_context.windowVisible)
        return PollQueue::Rank::OnScreen;
    return m_book.unfinished().isEmpty() ? PollQueue::Rank::Quiet : PollQueue::Rank::Active;
}

void RepositoryWatcher::schedule(Milliseconds delay)
{
    delete m_timer;
    m_status.nextPollAt = m_context.clock.now().addMSecs(delay.count());
    m_timer = m_context.clock.singleShot(delay, this, [this] {
        m_timer.clear();
        enqueuePoll();
    });
    Q_EMIT statusChanged();
}

void RepositoryWatcher::scheduleNext()
{
    schedule(m_pace.next(need(), m_context.clock.random()));
}

void RepositoryWatcher::reconsider()
{
    if (!m_timer || !m_status.loaded)
        return;
    const Milliseconds now = m_context.clock.monotonic();
    const Milliseconds due = m_polledAt + m_pace.next(need(), m_context.clock.random());
    const Milliseconds left(m_context.clock.now().msecsTo(m_status.nextPollAt));
    if (due - now < left)
        schedule(std::max(due - now, 0ms));
}

void RepositoryWatcher::pollSoon()
{
    cancelPoll();
    enqueuePoll();
}

void RepositoryWatcher::pollNow()
{
    cancelPoll();
    fetch(Priority::Foreground, {});
}

void RepositoryWatcher::cancelPoll()
{
    delete m_timer;
    delete m_round;
}

void RepositoryWatcher::enqueuePoll()
{
    m_round = new QObject(this);
    m_account.queue().enqueue(rank(), m_round,
                              [this](const PollQueue::Ticket &ticket) { fetch(Priority::Background, ticket); });
}

void RepositoryWatcher::fetch(Priority priority, const PollQueue::Ticket &ticket)
{
    m_polledAt = m_context.clock.monotonic();
    if (!m_round)
        m_round = new QObject(this);
    const auto done = [this, ticket](const Expected<FetchedRuns> &fetched) {
        m_round->deleteLater();
        m_round.clear();
        m_account.answered(fetched ? std::nullopt : std::optional(fetched.error()));
        if (fetched)
            takeRuns(*fetched);
        else
            takeFailure(fetched.error());
    };
    auto *poll = new RunListFetch(m_account.github().runs, m_status.ref.repository, m_book, priority, done, m_round);
    // Until this one is taken: an answer that came too late for a poll given up is in the cache all the same.
    poll->start(std::exchange(m_hasNewest, false) ? Ask::OnlyIfModified : Ask::Always);
}

void RepositoryWatcher::takeFailure(const Error &error)
{
    m_status.error = error;
    if (isOfAccount(error.kind)) {
        // Still due: the queue lets it go once the account may send again.
        m_status.nextPollAt = {};
        enqueuePoll();
        Q_EMIT statusChanged();
        return;
    }
    ++m_failures;
    scheduleNext();
}

void RepositoryWatcher::takeRuns(const FetchedRuns &fetched)
{
    const bool isFirst = !std::exchange(m_status.loaded, true);
    m_failures = 0;
    m_status.error.reset();
    m_status.updatedAt = m_context.clock.now();
    m_hasNewest = true;
    if (!fetched.runs.isEmpty() && !(fetched.runs.first().repository == m_status.ref.repository))
        m_status.renamedTo = fetched.runs.first().repository;
    if (!fetched.notModified || !fetched.runs.isEmpty())
        m_book.listed(fetched.runs, fetched.isWhole);
    if (isFirst) {
        noteAge(fetched.runs);
        m_wantsPast = !fetched.isWhole && m_storedRuns < PastRuns;
    }
    // The first 304 of a session may repeat what the last one had answered and did not come to store; one after a poll
    // given up brings what that would have.
    if (!fetched.runs.isEmpty())
        save(fetched.runs, isFirst ? Age::Old : Age::News);
    m_unfinished.update(m_book.unfinished(), m_book.takeEnded());
    enqueueLookups();
    enqueueExtras();
    scheduleNext();
}

void RepositoryWatcher::noteAge(const QList<Run> &runs)
{
    // Only once and within bounds: from here on what is seen to change counts, as the server's clock may be wrong.
    QDateTime newest;
    for (const Run &run : runs)
        newest = std::max(newest, run.updatedAt);
    Milliseconds age = LongestSilence;
    if (newest.isValid())
        age = std::clamp(Milliseconds(newest.msecsTo(m_context.clock.now())), Milliseconds(0), LongestSilence);
    m_changedAt = m_context.clock.monotonic() - age;
}

void RepositoryWatcher::save(const QList<Run> &runs, Age age)
{
    m_context.feed.save(m_status.ref.account, runs, this, [this, age](const Expected<bool> &changed) {
        if (!changed) {
            m_status.error = changed.error();
            Q_EMIT statusChanged();
        } else if (*changed && age == Age::News) {
            m_changedAt = m_context.clock.monotonic();
            reconsider();
        }
    });
}

void RepositoryWatcher::enqueueLookups()
{
    const QList<RunId> runs = m_book.takeLookups(m_context.clock.monotonic());
    for (const RunId run : runs)
        m_account.queue().enqueue(PollQueue::Rank::Active, this, [this, run](const PollQueue::Ticket &ticket) {
            lookUp(run, {this, Priority::Background}, [ticket](const Error &) {});
        });
}

void RepositoryWatcher::lookAt(RunId run, const std::function<void(const Error &)> &failed)
{
    m_changedAt = m_context.clock.monotonic();
    reconsider();
    lookUp(run, {this, Priority::Foreground}, failed);
}

void RepositoryWatcher::lookUp(RunId run, Caller caller, const std::function<void(const Error &)> &failed)
{
    lookUpRun(m_account, m_context, m_status.ref.repository, run, caller,
              [this, run, failed](const Expected<Run> &seen) {
                  if (seen) {
                      m_book.seen(*seen);
                      m_unfinished.update(m_book.unfinished(), m_book.takeEnded());
                      reconsider();
                      return;
                  }
                  // A repository that is out of reach answers 404 to everything: only where its list is had, the run is
                  // gone.
                  if (seen.error().kind == ErrorKind::RunNotFound && m_status.loaded && !m_status.error)
                      remove(run);
                  failed(seen.error());
              });
}

void RepositoryWatcher::remove(RunId run)
{
    m_book.forget(run);
    m_unfinished.forget(run);
    const RunKey key{m_status.ref.account, run};
    m_context.store.removeRun(key, this, [this, key](const Expected<bool> &removed) {
        if (removed && *removed)
            Q_EMIT runRemoved(key);
    });
}

void RepositoryWatcher::enqueueExtras()
{
    if (!m_status.loaded)
        return;
    const Milliseconds now = m_context.clock.monotonic();
    if (m_wantsPast && (m_onScreen || now >= m_extrasAt)) {
        m_wantsPast = false;
        m_account.queue().enqueue(PollQueue::Rank::Extra, this,
                                  [this](const PollQueue::Ticket &ticket) { fetchPast(ticket); });
    }
    if (now >= m_workflowsAt) {
        m_workflowsAt = now + WorkflowsPause;
        m_account.queue().enqueue(PollQueue::Rank::Extra, this, [this](const PollQueue::Ticket &ticket) {
            fetchWorkflows(Priority::Background, ticket);
        });
    }
}

void RepositoryWatcher::fetchPast(const PollQueue::Ticket &ticket)
{
    m_account.github().runs.list(m_status.ref.repository, {}, {PastRuns, 1}, {this, Priority::Background},
                                 [this, ticket](const Expected<Page<Run>> &page) {
                                     m_account.answered(page ? std::nullopt : std::optional(page.error()));
                                     if (page)
                                         save(page->items, Age::Old);
                                     else
                                         m_wantsPast = true;
                                 });
}

void RepositoryWatcher::readWorkflows()
{
    m_workflowsAt = m_context.clock.monotonic() + WorkflowsPause;
    fetchWorkflows(Priority::Foreground, {});
}

void RepositoryWatcher::fetchWorkflows(Priority priority, const PollQueue::Ticket &ticket)
{
    const auto store = [this, ticket](const Expected<Page<Workflow>> &page) {
        m_account.answered(page ? std::nullopt : std::optional(page.error()));
        if (!page) {
            m_workflowsAt = m_context.clock.monotonic() + WorkflowsRetry;
            return;
        }
        m_context.store.saveWorkflows(m_status.ref, page->items, this, [this](const Expected<bool> &changed) {
            if (changed && *changed)
                Q_EMIT workflowsChanged();
        });
    };
    m_account.github().workflows.list(m_status.ref.repository, {100, 1}, {this, priority}, store);
}

} // namespace Runlight
