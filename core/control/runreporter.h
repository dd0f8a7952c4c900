// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/accounts/account.h"
#include "core/base/expected.h"
#include "core/github/types/artifact.h"
#include "core/github/types/job.h"
#include "core/store/commandrecords.h"

#include <QHash>
#include <QObject>

namespace Runlight {

class Clock;
class GitHub;
class Store;

//! Pure. What \a run, which has completed, came to.
RunReport runReportOf(const RunKey &key, const Run &run, const QList<Job> &jobs, const QList<Artifact> &artifacts,
                      const QUrl &apiUrl);

//! Writes down what each run came to that ends while it is watched: once an attempt, when all its jobs are known. Asks
//! for them, in the background and one run after another. On the GUI thread.
class RunReporter : public QObject
{
    Q_OBJECT

public:
    //! The references must outlive this.
    RunReporter(Store &store, Clock &clock, QObject *parent = nullptr);

    //! \a github must outlive this.
    void addAccount(const Account &account, GitHub &github);

    // Fed by the monitor.

    void runsChanged(const QList<Runlight::RunChange> &changes);
    //! All details of \a run are in the store.
    void runDetailsFetched(const Runlight::RunKey &run);

Q_SIGNALS:
    //! The store has a report that it did not have.
    void reported(const Runlight::RunKey &run);

private:
    struct Wanted
    {
        RunKey key;
        Run run;
        int failures = 0;
    };

    void next();
    void askJobs();
    void askArtifacts(const QList<Job> &jobs);
    void report(const QList<Job> &jobs, const QList<Artifact> &artifacts);
    void failed(const Error &error);
    void done();
    void save(const RunReport &report);
    GitHub *github() const;

    Store &m_store;
    Clock &m_clock;
    struct Known
    {
        Account account;
        GitHub *github = nullptr;
    };
    QHash<AccountId, Known> m_accounts;
    QList<Wanted> m_wanted; //!< The first is under way where m_isBusy.
    bool m_isBusy = false;
};

} // namespace Runlight
