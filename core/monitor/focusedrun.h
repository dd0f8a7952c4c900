// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/monitor/detailsfetcher.h"
#include "core/monitor/pollpace.h"
#include "core/monitor/pollqueue.h"

#include <QPointer>
#include <QSet>

namespace Runlight {

class AccountWatcher;

//! Follows the run that the user looks at, with all its details. Deleting this aborts what is under way.
class FocusedRun : public QObject
{
    Q_OBJECT

public:
    //! \a attempt 0 is the latest. \a account and \a context must outlive this.
    FocusedRun(AccountWatcher &account, WatchContext &context, RunId run, const RepoName &repository, int attempt,
               QObject *parent = nullptr);

    RunKey key() const;
    RepoName repository() const { return m_repository; }
    int attempt() const { return m_attempt; }

    //! Begins with what the store knows. Where \a alreadyFetched, a completed run is left at that.
    void start(bool alreadyFetched);
    //! The run has changed in the store.
    void runChanged(const Run &run);
    //! All its details again, at once.
    void refresh();

Q_SIGNALS:
    void changed(const Runlight::RunKey &run);
    void failed(const Runlight::RunKey &run, const Runlight::Error &error);
    //! The store does not know the run: it is to be looked up.
    void unknown();
    //! All there is now is in the store.
    void fetched(const Runlight::RunKey &run);
    //! All there is was fetched, and the run is over.
    void settled();

private:
    bool isPast() const { return m_attempt > 0 && m_run && m_attempt < m_run->attempt; }
    bool mayWait() const { return m_run->state.status == Status::Waiting || m_jobWaits; }
    void fetchAll();
    void fetchJobs(const PollQueue::Ticket &ticket);
    void takeJobs(const Page<Job> &page);
    void fetchFollowUps(const QList<Job> &jobs);
    void fetchPendingDeployments();
    void fetchPastAttempts();
    //! Wraps what is to be done with a part's answer: counts the part, and says where it failed.
    template <typename T>
    Done<T> part(std::function<void(const T &)> then);
    void partDone(const std::optional<Error> &error);
    void scheduleNext();

    AccountWatcher &m_account;
    WatchContext &m_context;
    RunId m_id;
    RepoName m_repository;
    int m_attempt;
    std::optional<Run> m_run;
    DetailsFetcher m_fetcher;
    JobsPace m_pace;
    QPointer<QObject> m_timer;
    QSet<JobId> m_annotated;
    QSet<int> m_attempts; //!< Past attempts that are in the store.
    Clock::Milliseconds m_waitsAskedAt{0};
    std::optional<int> m_completedJobs; //!< When the artifacts were last asked for.
    int m_partsUnderWay = 0;
    int m_failures = 0; //!< Rounds in a row.
    bool m_roundFailed = false;
    bool m_again = false; //!< Something changed while a round was under way.
    bool m_jobWaits = false;
    bool m_waited = false; //!< The store may hold pending deployments.
};

} // namespace Runlight
