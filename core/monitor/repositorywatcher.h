// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/monitor/pollpace.h"
#include "core/monitor/pollqueue.h"
#include "core/monitor/runbook.h"
#include "core/monitor/runlistfetch.h"
#include "core/monitor/unfinishedruns.h"
#include "core/monitor/watchcontext.h"

#include <QPointer>

namespace Runlight {

class AccountWatcher;

//! Keeps one repository's runs current. Its trouble is its own: another repository's polls do not wait for it.
class RepositoryWatcher : public QObject
{
    Q_OBJECT

public:
    //! \a account and \a context must outlive this.
    RepositoryWatcher(const RepoName &repository, AccountWatcher &account, WatchContext &context,
                      QObject *parent = nullptr);
    ~RepositoryWatcher() override;

    const RepositoryStatus &status() const { return m_status; }

    //! Recalls what the store knows, then polls. What is good to have (older runs, workflows) is fetched after
    //! \a extrasAfter, or sooner once on screen.
    void start(Clock::Milliseconds extrasAfter);
    void setOnScreen(bool onScreen);
    bool isOnScreen() const { return m_onScreen; }
    //! The pace may have changed: polls sooner where that is due now.
    void reconsider();
    //! As soon as the account's queue allows.
    void pollSoon();
    //! At once, before what others do in the background.
    void pollNow();
    //! At once this run alone; quickly what follows. \a failed is called where it cannot be fetched.
    void lookAt(RunId run, const std::function<void(const Error &)> &failed);

    //! The list of workflows, at once; workflowsChanged() where it is another than the store's.
    void readWorkflows();

Q_SIGNALS:
    void statusChanged();
    void workflowsChanged();
    void runRemoved(const Runlight::RunKey &run);
    void runDetailsChanged(const Runlight::RunKey &run);
    //! As of RunFollower.
    void logDue(const Runlight::Run &run, const Runlight::Job &job);

private:
    //! Whether what is stored tells of something that has just happened.
    enum class Age { Old, News };

    PollNeed need() const;
    PollQueue::Rank rank() const;
    void recall();
    void schedule(Clock::Milliseconds delay);
    void scheduleNext();
    void cancelPoll();
    void enqueuePoll();
    void fetch(Priority priority, const PollQueue::Ticket &ticket);
    void takeFailure(const Error &error);
    void takeRuns(const FetchedRuns &fetched);
    void save(const QList<Run> &runs, Age age);
    void noteAge(const QList<Run> &runs);
    void enqueueLookups();
    void lookUp(RunId run, Caller caller, const std::function<void(const Error &)> &failed);
    void remove(RunId run);
    void enqueueExtras();
    void fetchPast(const PollQueue::Ticket &ticket);
    void fetchWorkflows(Priority priority, const PollQueue::Ticket &ticket);

    AccountWatcher &m_account;
    WatchContext &m_context;
    RepositoryStatus m_status;
    PollPace m_pace;
    RunBook m_book;
    UnfinishedRuns m_unfinished;
    QPointer<QObject> m_timer;
    QPointer<QObject> m_round; //!< The poll that waits in the queue or is under way.
    Clock::Milliseconds m_polledAt{0};
    Clock::Milliseconds m_changedAt{0};
    Clock::Milliseconds m_extrasAt{0};
    Clock::Milliseconds m_workflowsAt{0};
    int m_storedRuns = 0;
    int m_failures = 0;
    bool m_onScreen = false;
    bool m_wantsPast = false;
    bool m_hasNewest = false; //!< The last answer was taken whole: the same again holds nothing new.
};

} // namespace Runlight
