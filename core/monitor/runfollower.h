// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/monitor/detailsfetcher.h"
#include "core/monitor/pollqueue.h"

#include <QPointer>
#include <QSet>

namespace Runlight {

//! Follows the jobs of one unfinished run that nobody looks at in particular, unhurriedly, and what it waits for.
class RunFollower : public QObject
{
    Q_OBJECT

public:
    //! \a account and \a context must outlive this.
    RunFollower(AccountWatcher &account, WatchContext &context, const Run &run, QObject *parent = nullptr);

    void setOnScreen(bool onScreen);
    //! The run as it is now, still unfinished.
    void update(const Run &run);
    //! The run is over, as \a run says: brings its jobs to their end, then deletes this.
    void finish(const Run &run);

Q_SIGNALS:
    void changed(const Runlight::RunKey &run);
    //! \a job has ended, and its log is worth having though nobody looks: any of a run that concerns the account, of
    //! others what failed. Once each; of a run that had ended before its jobs were seen, only the first that failed.
    void logDue(const Runlight::Run &run, const Runlight::Job &job);

private:
    bool isFocused() const;
    bool mayWait() const { return m_run.state.status == Status::Waiting || m_jobWaits; }
    void schedule();
    void enqueueJobs();
    void enqueuePendingDeployments();
    void tellLogs(const QList<Job> &jobs);
    void takeJobs(const Expected<Page<Job>> &page);

    AccountWatcher &m_account;
    WatchContext &m_context;
    Run m_run;
    DetailsFetcher m_fetcher;
    QPointer<QObject> m_timer;
    bool m_onScreen = false;
    bool m_hasJobs = false;
    bool m_jobWaits = false;
    bool m_waited = false; //!< The store may hold pending deployments.
    bool m_finishing = false;
    QSet<JobId> m_told; //!< Jobs whose end was considered.
};

} // namespace Runlight
