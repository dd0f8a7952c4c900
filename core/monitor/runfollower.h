// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/monitor/detailsfetcher.h"
#include "core/monitor/pollqueue.h"

#include <QPointer>

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
    //! The run is over: brings its jobs to their end, then deletes this.
    void finish();

Q_SIGNALS:
    void changed(const Runlight::RunKey &run);

private:
    bool isFocused() const;
    bool mayWait() const { return m_run.state.status == Status::Waiting || m_jobWaits; }
    void schedule();
    void enqueueJobs();
    void enqueuePendingDeployments();
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
};

} // namespace Runlight
