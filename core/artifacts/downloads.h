// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/accounts/account.h"
#include "core/archive/archivelimits.h"
#include "core/artifacts/transfer.h"
#include "core/base/expected.h"

#include <QObject>

#include <functional>
#include <memory>

namespace Runlight {

class Clock;
class Store;
class GitHub;

//! The artifacts on their way to this machine, and those that have come, kept across restarts. What arrives is unpacked
//! and checked as it comes into a hidden folder beside its place, which it takes when it is whole, so that there is
//! all of it or nothing, whatever happens. Lives on the GUI thread; everything on the disk is done on others.
class Downloads : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        int atOnce = 3; //!< The others are Queued.
        int remembered = 200; //!< Of those that are over the oldest are forgotten, not deleted.
        ArchiveLimits archive; //!< Past these is asked.
        qint64 keptBytes = 16 << 20; //!< Of each download's beginning, in memory, so that it need not be fetched twice.
    };

    //! \a store and \a clock must outlive this.
    Downloads(Store &store, Clock &clock, const Limits &limits, QObject *parent = nullptr);
    Downloads(Store &store, Clock &clock, QObject *parent = nullptr);
    //! Ends what is under way and waits for the disk to be tidy; at the next start it is Interrupted.
    ~Downloads() override;

    //! Asks \a account's artifacts of \a github, which must outlive this.
    void addAccount(const Account &account, GitHub &github);
    //! Reads what is remembered, shows what was under way as Interrupted and sweeps away what a killed run left of it.
    //! Once; changed() and added() follow.
    void load();

    //! Newest first.
    QList<Transfer> transfers() const;
    //! Nothing where there is none of this number (any more).
    std::optional<Transfer> transfer(TransferId id) const;
    //! The latest transfer of the artifact, in whatever state; for showing it at the artifact.
    std::optional<Transfer> latest(const AccountId &account, ArtifactId artifact) const;

    //! Fetches an artifact. Where it is under way already (not isOver()), that transfer is meant and its number given,
    //! wherever it goes; it is resumed where it was Paused. Where the name is taken, the place is called "name (2)".
    TransferId start(const ArtifactRequest &request);
    //! Stops reading; the connection is given up and resume() goes on by Range. Queued, Downloading.
    void pause(TransferId id);
    //! Paused: goes on. Failed, Cancelled, Interrupted, or Done and Gone: begins anew, as the same transfer.
    void resume(TransferId id);
    //! NeedsConfirmation: goes on, past the bounds asked about.
    void confirm(TransferId id);
    //! Ends it and removes what has come of it. Anything that is not over.
    void cancel(TransferId id);
    //! Forgets it. Cancels it before where it is not over; what was Done stays where it is.
    void remove(TransferId id);
    //! Forgets all that are over.
    void removeOver();

    //! Has it looked up whether what is Done is still there; changed() follows where that is news. To be called when
    //! transfers are shown, and when the window comes to the front.
    void look();
    //! A Done transfer of the artifact that is still there, looked up on the disk: it can be opened instead of
    //! downloaded again. \a done is called once, later, unless \a context is gone.
    void existing(const AccountId &account, ArtifactId artifact, QObject *context,
                  std::function<void(std::optional<Transfer>)> done);

    //! Transfers on their way: Queued, Downloading, Unpacking.
    int activeCount() const;
    //! Work that goes on by itself, on the disk or in the store. 0: at rest.
    int pendingWork() const;

Q_SIGNALS:
    void added(Runlight::TransferId id);
    //! Anything of it; the progress at most some times a second.
    void changed(Runlight::TransferId id);
    void removed(Runlight::TransferId id);
    //! It has become Done or Failed, or NeedsConfirmation: what one may want to be told of.
    void wantsAttention(Runlight::TransferId id);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Runlight
