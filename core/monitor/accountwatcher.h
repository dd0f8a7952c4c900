// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/monitor/monitor.h"
#include "core/monitor/pollqueue.h"

#include <QObject>

namespace Runlight {

class GitHub;

//! One account's side of watching: its queue of polls, and whether its host can be reached.
class AccountWatcher : public QObject
{
    Q_OBJECT

public:
    //! \a github and \a clock must outlive this. \a budgetShare as in MonitorSettings.
    AccountWatcher(const Account &account, GitHub &github, Clock &clock, double budgetShare, QObject *parent = nullptr);

    const AccountId &id() const { return m_account.id; }
    GitHub &github() { return m_github; }
    PollQueue &queue() { return m_queue; }
    AccountStatus status() const;
    //! The account caused \a run, or began its latest attempt. Never so of an anonymous one.
    bool concerns(const Run &run) const;
    bool isOffline() const;

    //! Every answer had for this account passes here: nothing for a good one.
    void answered(const std::optional<Error> &error);
    //! The system says that the network is back.
    void tryAgain();

Q_SIGNALS:
    void statusChanged();
    //! Its host answers again after it could not be reached.
    void cameBack();

private:
    void setError(const std::optional<Error> &error);

    Account m_account;
    GitHub &m_github;
    PollQueue m_queue;
    std::optional<Error> m_error;
};

} // namespace Runlight
