// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/job.h"
#include "core/github/types/run.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>

namespace Runlight {

class Clock;
class LogStreamer;
class Monitor;

//! Has the logs fetched that Monitor::logDue() tells of, so that they are there when their run is opened: a few at a
//! time, what failed first, behind all that is looked at, and only while the account has room for it. On the GUI
//! thread; nothing of it waits.
class WatchedLogs : public QObject
{
    Q_OBJECT

public:
    //! Logs that are fetched at once, of all accounts.
    static constexpr int maxAtOnce = 2;

    //! All must outlive this; each account is to be added to \a monitor and \a logs.
    WatchedLogs(Monitor &monitor, LogStreamer &logs, Clock &clock, QObject *parent = nullptr);

private:
    struct Wanted
    {
        RunKey run;
        RepoName repository;
        Job job;
        int failures = 0; //!< Times that the host could not be reached.

        JobKey key() const { return {run.account, job.id}; }
    };

    void add(const Wanted &wanted);
    void askForRoom(const AccountId &account);
    void fetchNext(const AccountId &account, std::shared_ptr<void> room);
    void logChanged(const JobKey &job);
    void forget(const QList<RunKey> &runs);

    Monitor &m_monitor;
    LogStreamer &m_logs;
    Clock &m_clock;
    QList<Wanted> m_waiting;
    QHash<JobKey, Wanted> m_underWay;
    QSet<AccountId> m_asked; //!< For room.
};

} // namespace Runlight
