// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/services/services.h"

#include <QObject>
#include <QSet>

namespace Runlight {

class AccountWatcher;
struct WatchContext;

//! Fetches the parts of one run's details and stores them. Deleting this aborts what is under way; what was answered by
//! then is stored all the same.
class DetailsFetcher : public QObject
{
    Q_OBJECT

public:
    //! \a account and \a context must outlive this.
    DetailsFetcher(AccountWatcher &account, WatchContext &context, const RunId &run, const RepoName &repository,
                   QObject *parent = nullptr);

    // Each calls `done` once, when the answer is stored.

    //! The latest attempt's jobs; \a knownAttempt is which that is, unless the jobs know better.
    void latestJobs(int knownAttempt, Priority priority, Done<Page<Job>> done);
    void jobsOfAttempt(int attempt, Priority priority, Done<Page<Job>> done);
    void artifacts(Priority priority, Done<bool> done);
    void annotations(JobId job, Priority priority, Done<bool> done);
    void pendingDeployments(Priority priority, Done<bool> done);
    //! Nothing is waited for any more.
    void clearPendingDeployments();
    void attempt(int attempt, Priority priority, Done<bool> done);

Q_SIGNALS:
    //! The store holds something new of the run.
    void changed(const Runlight::RunKey &run);

private:
    void saveJobs(int attempt, const Page<Job> &page, const Done<Page<Job>> &done);
    //! To be handed to the store as its `done`.
    Done<bool> tellChange(std::function<void(const std::optional<Error> &)> then);
    template <typename T>
    bool failed(const Expected<T> &answer);
    bool isFirst(const QString &part);

    AccountWatcher &m_account;
    WatchContext &m_context;
    RunKey m_run;
    RepoName m_repository;
    QSet<QString> m_stored; //!< Parts that this session has stored: a 304 for them brings nothing.
};

} // namespace Runlight
