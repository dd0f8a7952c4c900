// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/accounts/account.h"
#include "core/base/error.h"
#include "core/github/types/ratelimit.h"
#include "core/github/types/run.h"
#include "core/store/store.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace Runlight {

class Clock;
class GitHub;

struct MonitorSettings
{
    std::chrono::milliseconds fastest{5'000}; //!< While a watched repository has unfinished runs.
    std::chrono::milliseconds jobs{5'000}; //!< The jobs of the run that is looked at, while it goes on.
    std::chrono::milliseconds slowest{300'000}; //!< When all is quiet.
    double budgetShare = 0.5; //!< Of the account's hourly limit, for polling.
    Retention retention; //!< Applied to the store once a day.
};

//! How one account fares.
struct AccountStatus
{
    Account account;
    RateLimit limit; //!< The core resource.
    QDateTime limitedUntil; //!< UTC; invalid unless held back.
    std::optional<Error> error; //!< The account's own trouble: unauthorized, offline, TLS.
};

//! How one watched repository fares.
struct RepositoryStatus
{
    RepositoryRef ref;
    bool loaded = false; //!< Its runs were fetched at least once in this session.
    QDateTime updatedAt; //!< UTC. The last answer, 304s included.
    QDateTime nextPollAt; //!< UTC
    std::optional<Error> error; //!< The last poll's; cleared by a good one.
    std::optional<RepoName> renamedTo; //!< GitHub's name for it now, where it is another than ref's.
};

//! The state of watching as a whole, for the status bar.
struct MonitorStatus
{
    bool offline = false;
    QDateTime updatedAt; //!< UTC. The newest answer of any repository.
    QDateTime nextPollAt; //!< UTC
    QList<AccountStatus> accounts;
    QList<RepositoryStatus> repositories;
};

//! Keeps what is watched current: decides what to ask and when, stores the answers, and says what has really changed.
//! All on the GUI thread; the work behind it is asynchronous.
class Monitor : public QObject
{
    Q_OBJECT

public:
    //! \a store and \a clock must outlive this. Listens to QNetworkInformation where the application has loaded a
    //! backend before.
    Monitor(Store &store, Clock &clock, const MonitorSettings &settings = {}, QObject *parent = nullptr);
    ~Monitor() override;

    //! \a github must outlive this.
    void addAccount(const Account &account, GitHub &github);
    //! Follows \a ref from now on. Watching twice is watching once.
    void watch(const RepositoryRef &ref);
    void unwatch(const RepositoryRef &ref);
    //! Begins: replays changes left over from the last session, then polls.
    void start();

    //! The run the user looks at: its jobs, steps, artifacts, annotations, reviews and attempts are fetched and
    //! followed. \a attempt 0 is the latest. A run of an account that is not there (yet) fails, and is fetched once it
    //! is added.
    void setFocusedRun(const std::optional<RunKey> &run, const RepoName &repository = {}, int attempt = 0);
    //! The repositories with a row on screen are polled quicker.
    void setVisibleRepositories(const QList<RepositoryRef> &refs);
    //! A hidden window is polled for slower.
    void setWindowVisible(bool visible);
    //! F5: everything on screen, now, foreground.
    void refresh();
    //! After a command: this run, now.
    void lookAt(const RunKey &run, const RepoName &repository);

    //! After a workflow was enabled or disabled, in the store as well: the list of its repository, now where that is
    //! watched. repositoriesChanged() at once, and again where the list tells of more.
    void readWorkflows(const RepositoryRef &ref);

    MonitorStatus status() const;

    //! Calls \a call, later, when \a account has room for a request that is merely good to have: its host can be
    //! reached, no limit holds it back, and a good part of its budget is left. What it is called with is to be held
    //! until the request is answered. Not at all once \a context is gone, nor without the account.
    void whenThereIsRoom(const AccountId &account, QObject *context, std::function<void(std::shared_ptr<void>)> call);

Q_SIGNALS:
    //! Each real change exactly once, already in the store, in the order of its sequence.
    void runsChanged(const QList<Runlight::RunChange> &changes);
    //! Jobs, steps, artifacts, annotations, reviews or attempts of the run in the store have changed.
    void runDetailsChanged(const Runlight::RunKey &run);
    //! All details of the focused run that there are now are in the store, whether they changed or not.
    void runDetailsFetched(const Runlight::RunKey &run);
    //! The details of the focused run could not be fetched.
    void runDetailsFailed(const Runlight::RunKey &run, const Runlight::Error &error);
    //! The runs are no more in the store: gone from GitHub, or too old to keep.
    void runsRemoved(const QList<Runlight::RunKey> &runs);
    //! A job of a watched run that is not looked at has ended, and its log is worth having: see RunFollower.
    void logDue(const Runlight::RunKey &run, const Runlight::RepoName &repository, const Runlight::Job &job);
    //! Repositories or workflows in the store have changed.
    void repositoriesChanged();
    //! status() has changed.
    void statusChanged();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Runlight
