// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/monitor.h"

#include "core/base/logging.h"
#include "core/monitor/accountwatcher.h"
#include "core/monitor/changefeed.h"
#include "core/monitor/focusedrun.h"
#include "core/monitor/repositorywatcher.h"
#include "core/monitor/runlookup.h"
#include "core/monitor/wakedetector.h"
#include "core/monitor/watchcontext.h"
#include "core/store/store.h"

#include <QNetworkInformation>

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;
using Milliseconds = Clock::Milliseconds;

namespace {

// What is only good to have comes one repository after another, so that many of them cost few requests an hour.
constexpr Milliseconds ExtrasPause = 5min;
constexpr Milliseconds FirstRetention = 5min;
constexpr Milliseconds RetentionPause = 24h;
// Two hundred repositories answer in quick succession; the status bar need not be told of each.
constexpr Milliseconds StatusPause = 100ms;

Error notSignedIn()
{
    Error error;
    error.kind = ErrorKind::Unauthorized;
    error.message = Monitor::tr("This account is not signed in.");
    return error;
}

} // namespace

struct Monitor::Private
{
    Private(Monitor &monitor, Store &store, Clock &clock, const MonitorSettings &settings);

    void connectParts();
    AccountWatcher *account(const AccountId &id) const;
    RepositoryWatcher *repository(const RepositoryRef &ref) const { return repositories.value(ref); }
    void begin(const RepositoryRef &ref);
    void statusChanged();
    void keepHouse(Milliseconds delay);
    void tellFocusedRun(const QList<RunChange> &changes);
    void focus(AccountWatcher &watcher, const RunKey &run, const RepoName &name, int attempt);
    void lookUpFailed(const RunKey &run, const Error &error);
    void pollAllSoon();

    Monitor &q;
    ChangeFeed feed;
    WatchContext context;
    WakeDetector wakeDetector;
    std::vector<std::unique_ptr<AccountWatcher>> accounts;
    QList<RepositoryRef> watched;
    QList<RepositoryRef> visible;
    QHash<RepositoryRef, RepositoryWatcher *> repositories; //!< Children of q.
    std::unique_ptr<FocusedRun> focused;
    struct Focus
    {
        RunKey run;
        RepoName repository;
        int attempt = 0;
    };
    std::optional<Focus> unfollowed; //!< Looked at, but its account is not there (yet).
    QSet<QPair<RunKey, int>> settled; //!< Run and attempt whose details are all fetched.
    QPointer<QObject> statusTimer;
    int begun = 0;
    bool started = false;
};

Monitor::Private::Private(Monitor &monitor, Store &store, Clock &clock, const MonitorSettings &settings)
    : q(monitor)
    , feed(store)
    , context{store, clock, feed, settings, true, {}}
    , wakeDetector(clock)
{ }

void Monitor::Private::connectParts()
{
    connect(&feed, &ChangeFeed::changed, &q, [this](const QList<RunChange> &changes) {
        Q_EMIT q.runsChanged(changes);
        tellFocusedRun(changes);
    });
    connect(&wakeDetector, &WakeDetector::woke, &q, [this] { pollAllSoon(); });
    // Loaded by the application where the system has one; without it, failing requests tell as much.
    if (auto *network = QNetworkInformation::instance())
        connect(network, &QNetworkInformation::reachabilityChanged, &q,
                [this](QNetworkInformation::Reachability reachability) {
                    if (reachability == QNetworkInformation::Reachability::Disconnected)
                        return;
                    for (const auto &account : accounts)
                        account->tryAgain();
                    pollAllSoon();
                });
}

AccountWatcher *Monitor::Private::account(const AccountId &id) const
{
    const auto found = std::find_if(accounts.begin(), accounts.end(), [&id](const auto &a) { return a->id() == id; });
    return found == accounts.end() ? nullptr : found->get();
}

void Monitor::Private::begin(const RepositoryRef &ref)
{
    AccountWatcher *owner = account(ref.account);
    if (!started || !owner || repositories.contains(ref))
        return;
    auto *watcher = new RepositoryWatcher(ref.repository, *owner, context, &q);
    repositories.insert(ref, watcher);
    connect(watcher, &RepositoryWatcher::statusChanged, &q, [this] { statusChanged(); });
    connect(watcher, &RepositoryWatcher::workflowsChanged, &q, &Monitor::repositoriesChanged);
    connect(watcher, &RepositoryWatcher::runRemoved, &q, [this](const RunKey &run) { Q_EMIT q.runsRemoved({run}); });
    connect(watcher, &RepositoryWatcher::runDetailsChanged, &q, &Monitor::runDetailsChanged);
    connect(watcher, &RepositoryWatcher::logDue, &q, [this, ref](const Run &run, const Job &job) {
        Q_EMIT q.logDue({ref.account, run.id}, run.repository, job);
    });
    watcher->setOnScreen(visible.contains(ref));
    watcher->start(ExtrasPause * ++begun);
}

void Monitor::Private::statusChanged()
{
    if (statusTimer)
        return;
    statusTimer = context.clock.singleShot(StatusPause, &q, [this] {
        statusTimer.clear();
        Q_EMIT q.statusChanged();
    });
}

void Monitor::Private::keepHouse(Milliseconds delay)
{
    context.clock.singleShot(delay, &q, [this] {
        context.store.applyRetention(context.settings.retention, &q, [this](const Expected<QList<RunKey>> &removed) {
            if (!removed)
                qCWarning(lcMonitor) << "Old runs cannot be removed:" << removed.error().message;
            else if (!removed->isEmpty())
                Q_EMIT q.runsRemoved(*removed);
        });
        keepHouse(RetentionPause);
    });
}

void Monitor::Private::tellFocusedRun(const QList<RunChange> &changes)
{
    for (const RunChange &change : changes)
        if (focused && focused->key() == change.key())
            focused->runChanged(change.after);
}

void Monitor::Private::pollAllSoon()
{
    for (RepositoryWatcher *watcher : std::as_const(repositories))
        watcher->pollSoon();
    if (focused)
        focused->refresh();
}

void Monitor::Private::focus(AccountWatcher &watcher, const RunKey &run, const RepoName &name, int attempt)
{
    context.focusedRun = run;
    focused = std::make_unique<FocusedRun>(watcher, context, run.run, name, attempt);
    connect(focused.get(), &FocusedRun::changed, &q, &Monitor::runDetailsChanged);
    connect(focused.get(), &FocusedRun::fetched, &q, &Monitor::runDetailsFetched);
    connect(focused.get(), &FocusedRun::failed, &q, &Monitor::runDetailsFailed);
    connect(focused.get(), &FocusedRun::unknown, &q, [this, run, name] { q.lookAt(run, name); });
    connect(focused.get(), &FocusedRun::settled, &q, [this, run, attempt] { settled.insert({run, attempt}); });
    focused->start(settled.contains({run, attempt}));
}

void Monitor::Private::lookUpFailed(const RunKey &run, const Error &error)
{
    const bool isLookedAt = (focused && focused->key() == run) || (unfollowed && unfollowed->run == run);
    if (isLookedAt)
        Q_EMIT q.runDetailsFailed(run, error);
}

Monitor::Monitor(Store &store, Clock &clock, const MonitorSettings &settings, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, store, clock, settings))
{
    d->connectParts();
}

Monitor::~Monitor()
{
    // They hold on to their accounts, which would be gone before them.
    d->focused.reset();
    qDeleteAll(std::exchange(d->repositories, {}));
}

void Monitor::addAccount(const Account &account, GitHub &github)
{
    if (d->account(account.id))
        return;
    auto &watcher = d->accounts.emplace_back(
        std::make_unique<AccountWatcher>(account, github, d->context.clock, d->context.settings.budgetShare));
    connect(watcher.get(), &AccountWatcher::statusChanged, this, [this] { d->statusChanged(); });
    connect(watcher.get(), &AccountWatcher::cameBack, this, [this] {
        if (d->focused)
            d->focused->refresh();
    });
    for (const RepositoryRef &ref : std::as_const(d->watched))
        d->begin(ref);
    if (d->unfollowed && d->unfollowed->run.account == account.id) {
        const Private::Focus wanted = *std::exchange(d->unfollowed, {});
        setFocusedRun(wanted.run, wanted.repository, wanted.attempt);
    }
}

void Monitor::watch(const RepositoryRef &ref)
{
    if (d->watched.contains(ref))
        return;
    d->watched.append(ref);
    d->begin(ref);
    d->statusChanged();
}

void Monitor::unwatch(const RepositoryRef &ref)
{
    d->watched.removeAll(ref);
    delete d->repositories.take(ref);
    d->statusChanged();
}

void Monitor::readWorkflows(const RepositoryRef &ref)
{
    if (RepositoryWatcher *watcher = d->repositories.value(ref))
        watcher->readWorkflows();
    Q_EMIT repositoriesChanged();
}

void Monitor::start()
{
    if (std::exchange(d->started, true))
        return;
    d->feed.replay();
    for (const RepositoryRef &ref : std::as_const(d->watched))
        d->begin(ref);
    d->wakeDetector.start();
    d->keepHouse(FirstRetention);
}

void Monitor::setFocusedRun(const std::optional<RunKey> &run, const RepoName &repository, int attempt)
{
    if (d->focused && run == d->focused->key() && attempt == d->focused->attempt())
        return;
    d->focused.reset();
    d->context.focusedRun.reset();
    d->unfollowed.reset();
    if (!run)
        return;
    if (AccountWatcher *account = d->account(run->account)) {
        d->focus(*account, *run, repository, attempt);
        return;
    }
    d->unfollowed = {*run, repository, attempt};
    Q_EMIT runDetailsFailed(*run, notSignedIn());
}

void Monitor::setVisibleRepositories(const QList<RepositoryRef> &refs)
{
    d->visible = refs;
    for (auto it = d->repositories.cbegin(); it != d->repositories.cend(); ++it)
        it.value()->setOnScreen(refs.contains(it.key()));
}

void Monitor::setWindowVisible(bool visible)
{
    if (std::exchange(d->context.windowVisible, visible) == visible)
        return;
    for (RepositoryWatcher *watcher : std::as_const(d->repositories))
        watcher->reconsider();
}

void Monitor::refresh()
{
    for (RepositoryWatcher *watcher : std::as_const(d->repositories))
        watcher->isOnScreen() ? watcher->pollNow() : watcher->pollSoon();
    if (d->focused)
        d->focused->refresh();
}

void Monitor::lookAt(const RunKey &run, const RepoName &repository)
{
    const auto failed = [this, run](const Error &error) {
        d->lookUpFailed(run, error);
    };
    AccountWatcher *account = d->account(run.account);
    if (RepositoryWatcher *watcher = d->repository({run.account, repository}))
        watcher->lookAt(run.run, failed);
    else if (account)
        lookUpRun(*account, d->context, repository, run.run, {this, Priority::Foreground},
                  [failed](const Expected<Run> &seen) {
                      if (!seen)
                          failed(seen.error());
                  });
    else
        failed(notSignedIn());
}

MonitorStatus Monitor::status() const
{
    MonitorStatus status;
    status.offline = !d->accounts.empty()
        && std::all_of(d->accounts.begin(), d->accounts.end(),
                       [](const auto &account) { return account->isOffline(); });
    for (const auto &account : d->accounts)
        status.accounts.append(account->status());
    for (const RepositoryRef &ref : std::as_const(d->watched)) {
        const RepositoryWatcher *watcher = d->repository(ref);
        const RepositoryStatus repository = watcher ? watcher->status() : RepositoryStatus{ref, false, {}, {}, {}, {}};
        status.repositories.append(repository);
        if (repository.updatedAt > status.updatedAt || !status.updatedAt.isValid())
            status.updatedAt = repository.updatedAt;
        if (repository.nextPollAt.isValid()
            && (!status.nextPollAt.isValid() || repository.nextPollAt < status.nextPollAt))
            status.nextPollAt = repository.nextPollAt;
    }
    return status;
}

void Monitor::whenThereIsRoom(const AccountId &account, QObject *context,
                              std::function<void(std::shared_ptr<void>)> call)
{
    if (AccountWatcher *watcher = d->account(account))
        watcher->queue().enqueue(PollQueue::Rank::Extra, context, std::move(call));
}

} // namespace Runlight
