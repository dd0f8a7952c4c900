// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/job.h"
#include "core/github/types/run.h"

#include <QHash>
#include <QObject>

namespace Runlight {

class AccountWatcher;
class RunFollower;
struct WatchContext;

//! Has one repository's unfinished runs followed: all that wait for a person, and the newest others.
class UnfinishedRuns : public QObject
{
    Q_OBJECT

public:
    //! \a account and \a context must outlive this.
    UnfinishedRuns(AccountWatcher &account, WatchContext &context, QObject *parent = nullptr);

    void setOnScreen(bool onScreen);
    //! All that are unfinished now, and those that have ended since.
    void update(const QHash<RunId, Run> &unfinished, const QList<Run> &ended);
    //! A run that is no more.
    void forget(RunId run);

Q_SIGNALS:
    void changed(const Runlight::RunKey &run);
    //! As of RunFollower.
    void logDue(const Runlight::Run &run, const Runlight::Job &job);

private:
    RunFollower *follow(const Run &run);

    AccountWatcher &m_account;
    WatchContext &m_context;
    QHash<RunId, RunFollower *> m_followers;
    bool m_onScreen = false;
};

} // namespace Runlight
