// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/control.h"

#include <QHash>

namespace Runlight {

//! "Rerun failed when it finishes": what was asked for, in the store as well, and when its time has come. A rerun is
//! marked as being sent in the store before it is sent, so that after a crash GitHub is asked before anything is sent.
class PendingReruns : public QObject
{
    Q_OBJECT

public:
    //! The references must outlive this. Reads what earlier sessions left.
    PendingReruns(Store &store, Clock &clock, QObject *parent = nullptr);

    //! Runs of \a account can be looked at now.
    void addAccount(const AccountId &account);
    void add(const PendingRerun &rerun);
    //! False where it is too late or there is none.
    bool cancel(const RunKey &run);
    std::optional<PendingRerun> of(const RunKey &run) const;
    QList<PendingRerun> all() const;

    void seen(const RunKey &key, const Run &run);
    //! The run is no more.
    void removed(const RunKey &run);
    //! What came of the command for \a run. True where it is tried again later, so that it has not ended yet.
    bool ended(const CommandStatus &status);

Q_SIGNALS:
    void changed();
    //! Its run has completed, and the store says that it is being sent.
    void sendWanted(const Runlight::PendingRerun &rerun);
    //! It may have been sent already.
    void recoverWanted(const Runlight::PendingRerun &rerun);
    void lookAtWanted(const Runlight::RunKey &run, const Runlight::RepoName &repository);

private:
    struct Pending
    {
        PendingRerun rerun;
        bool isUnderWay = false; //!< A command for it is, or is about to be.
    };

    void loaded(const QList<PendingRerun> &reruns);
    void takeUp(const RunKey &run);
    void check(const RunKey &run);
    void send(Pending &pending);
    void save(const PendingRerun &rerun);
    void remove(const RunKey &run);
    void watch();

    Store &m_store;
    Clock &m_clock;
    QHash<RunKey, Pending> m_pending;
    QList<AccountId> m_accounts;
    bool m_isWatching = false;
};

} // namespace Runlight
