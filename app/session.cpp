// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session.h"

#include "core/base/clock.h"
#include "core/dispatch/eventsender.h"

#include <algorithm>
#include <utility>

namespace Runlight {

namespace {

using namespace std::chrono_literals;

// Without a list of repositories the account's most recent ones are watched: enough for a person's working week,
// few enough that the hourly limit is never in question.
constexpr int recentRepositories = 30;
constexpr auto signInRetry = 30s;

} // namespace

Session::Session(const Setup &setup, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_store(setup.storeFile, clock)
    , m_circuits(clock)
    , m_cache(&m_store)
    , m_monitor(m_store, clock, setup.monitor)
    , m_control(m_store, clock)
    , m_reporter(m_store, clock)
    , m_dispatcher(m_store, clock)
    , m_catalog(m_store, clock)
    , m_logCache(setup.logFolder.isEmpty() ? m_ownLogs.path() : setup.logFolder, clock)
    , m_logs(m_logCache, clock)
    , m_watchedLogs(m_monitor, m_logs, clock)
    , m_downloads(m_store, clock)
{
    connect(&m_monitor, &Monitor::runsChanged, &m_catalog, &RunCatalog::apply);
    connect(&m_monitor, &Monitor::statusChanged, this, &Session::showWatched);
    connect(&m_monitor, &Monitor::runsRemoved, &m_catalog, &RunCatalog::remove);
    connect(&m_monitor, &Monitor::runDetailsChanged, &m_catalog, &RunCatalog::refreshDetails);
    connectControl();
    connectDispatcher();
}

Session::~Session() = default;

void Session::connectControl()
{
    connect(&m_control, &Control::lookAtWanted, &m_monitor, &Monitor::lookAt);
    connect(&m_control, &Control::workflowChanged, &m_monitor, &Monitor::readWorkflows);
    connect(&m_control, &Control::logsDeleted, &m_logs, &LogStreamer::logsDeleted);
    connect(&m_monitor, &Monitor::runsChanged, &m_control, &Control::runsChanged);
    connect(&m_monitor, &Monitor::runsRemoved, &m_control, &Control::runsRemoved);
    connect(&m_monitor, &Monitor::runDetailsChanged, &m_control, &Control::runDetailsChanged);
    connect(&m_monitor, &Monitor::runsChanged, &m_reporter, &RunReporter::runsChanged);
    connect(&m_monitor, &Monitor::runDetailsFetched, &m_reporter, &RunReporter::runDetailsFetched);
}

void Session::connectDispatcher()
{
    connect(&m_dispatcher, &Dispatcher::lookAtRequested, &m_monitor, &Monitor::lookAt);
    connect(&m_dispatcher, &Dispatcher::performed, this,
            [this](const DispatchDeed &deed) { m_store.addCommand(auditRecord(deed)); });
    connect(&m_dispatcher.events(), &EventSender::performed, &m_store, &Store::addCommand);
}

void Session::start(const QList<SignIn> &signIns)
{
    m_catalog.load();
    m_downloads.load();
    m_monitor.start();
    for (const SignIn &wanted : signIns)
        m_connections.emplace_back(new Connection{wanted, nullptr, nullptr, {}, true, {}, {}, {}});
    for (const auto &connection : m_connections)
        signIn(*connection);
    showWatched();
}

bool Session::isSigningIn() const
{
    return std::any_of(m_connections.begin(), m_connections.end(),
                       [](const auto &connection) { return connection->isOpen; });
}

std::optional<Error> Session::signInFailure() const
{
    for (const auto &connection : m_connections) {
        if (connection->failure)
            return connection->failure;
    }
    return {};
}

void Session::retrySignIns()
{
    for (const auto &connection : m_connections) {
        if (connection->retry)
            retry(*connection);
    }
}

int Session::pendingWork() const
{
    int pending = m_store.pendingCalls() + m_logCache.pendingCalls() + m_downloads.pendingWork();
    for (const auto &connection : m_connections) {
        for (const GitHub *github : {connection->introduction.get(), connection->github.get()})
            pending += github ? github->client.activeJobs() : 0;
    }
    return pending;
}

std::unique_ptr<GitHub> Session::connectTo(const SignIn &signIn, const QString &login)
{
    // Answers are cached by account, so that one never sees what another was told.
    const Account account = Account::of(login, signIn.host, signIn.apiUrl);
    return std::make_unique<GitHub>(ApiClient::Config{signIn.apiUrl, signIn.token, account.id.value}, m_network,
                                    m_clock, m_circuits, m_cache);
}

void Session::signIn(Connection &connection)
{
    if (!connection.signIn.login.isEmpty() || connection.signIn.token.isEmpty()) {
        adopt(connection, connection.signIn.login);
        return;
    }
    connection.introduction = connectTo(connection.signIn, QString());
    connect(&connection.introduction->client, &ApiClient::rateLimitChanged, this,
            [this, &connection] { tellOfLimit(connection); });
    askWhoIAm(connection);
}

void Session::askWhoIAm(Connection &connection)
{
    connection.introduction->repositories.currentUser(
        {this, Priority::Foreground}, [this, &connection](Expected<User> user) {
            if (user)
                adopt(connection, user->login);
            else
                failed(connection, user.error(), [this, &connection] { askWhoIAm(connection); });
        });
}

void Session::adopt(Connection &connection, const QString &login)
{
    const SignIn &signIn = connection.signIn;
    connection.github = connectTo(signIn, login);
    connection.account = Account::of(login, signIn.host, signIn.apiUrl);
    m_accounts.append(connection.account);
    m_catalog.setAccounts(m_accounts);
    m_monitor.addAccount(connection.account, *connection.github);
    m_logs.addAccount(connection.account, *connection.github);
    m_control.addAccount(connection.account, *connection.github);
    m_reporter.addAccount(connection.account, *connection.github);
    m_dispatcher.addAccount(connection.account, *connection.github);
    m_downloads.addAccount(connection.account, *connection.github);
    if (signIn.repositories.isEmpty() && !signIn.token.isEmpty()) {
        askWhatISee(connection);
        return;
    }
    for (const RepoName &repository : signIn.repositories)
        m_monitor.watch({connection.account.id, repository});
    endSignIn(connection);
}

void Session::askWhatISee(Connection &connection)
{
    connection.github->repositories.list(
        {recentRepositories}, {this, Priority::Foreground}, [this, &connection](Expected<Page<Repository>> page) {
            if (page)
                watchRecent(connection, page->items);
            else
                failed(connection, page.error(), [this, &connection] { askWhatISee(connection); });
        });
}

void Session::watchRecent(Connection &connection, const QList<Repository> &repositories)
{
    // A store that fails says so itself.
    m_store.saveRepositories(connection.account.id, repositories, this, [](const Expected<bool> &) {});
    for (const Repository &repository : repositories)
        m_monitor.watch({connection.account.id, repository.name});
    endSignIn(connection);
}

//! A request that a limit holds back would wait without a word, for an hour at worst.
void Session::tellOfLimit(Connection &connection)
{
    const QDateTime until = connection.introduction->client.limitedUntil();
    if (!connection.isOpen || !until.isValid())
        return;
    connection.failure = Error();
    connection.failure->kind = ErrorKind::RateLimited;
    connection.failure->retryAt = until;
    Q_EMIT signInChanged();
}

void Session::failed(Connection &connection, const Error &error, const std::function<void()> &again)
{
    connection.failure = error;
    connection.retry = again;
    // A refused token stays refused; everything else may pass.
    if (error.kind == ErrorKind::Unauthorized)
        connection.isOpen = false;
    else
        connection.retryTimer = m_clock.singleShot(signInRetry, this, [this, &connection] { retry(connection); });
    Q_EMIT signInChanged();
}

void Session::retry(Connection &connection)
{
    delete connection.retryTimer;
    connection.isOpen = true;
    if (const auto again = std::exchange(connection.retry, {}))
        again();
}

void Session::endSignIn(Connection &connection)
{
    connection.isOpen = false;
    connection.failure.reset();
    Q_EMIT signInChanged();
    showWatched();
}

//! Once it is known what is watched, runs of anything else are no news: they stay in the store only.
void Session::showWatched()
{
    const auto isDone = [](const auto &connection) {
        return !connection->isOpen && !connection->failure;
    };
    const MonitorStatus status = m_monitor.status();
    const auto isAnswered = [](const RepositoryStatus &repository) {
        return repository.loaded || repository.error;
    };
    if (m_shownRepositories == status.repositories.size() || status.offline
        || !std::all_of(m_connections.begin(), m_connections.end(), isDone)
        || !std::all_of(status.repositories.begin(), status.repositories.end(), isAnswered))
        return;
    m_shownRepositories = status.repositories.size();
    QList<RepositoryRef> shown;
    for (const RepositoryStatus &repository : status.repositories) {
        shown.append(repository.ref);
        if (repository.renamedTo)
            shown.append({repository.ref.account, *repository.renamedTo});
    }
    m_catalog.showOnly(shown);
}

} // namespace Runlight
