// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session.h"

#include "core/base/clock.h"

namespace Runlight {

namespace {

using namespace std::chrono_literals;

// Without a list of repositories the account's most recent ones are watched: enough for a person's working week,
// few enough that the hourly limit is never in question.
constexpr int recentRepositories = 30;
constexpr auto signInRetry = 30s;

} // namespace

Session::Session(const QString &storeFile, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_store(storeFile, clock)
    , m_circuits(clock)
    , m_cache(&m_store)
    , m_monitor(m_store, clock)
    , m_catalog(m_store, clock)
{
    connect(&m_monitor, &Monitor::runsChanged, &m_catalog, &RunCatalog::apply);
    connect(&m_monitor, &Monitor::runsRemoved, &m_catalog, &RunCatalog::remove);
    connect(&m_monitor, &Monitor::runDetailsChanged, &m_catalog, &RunCatalog::refreshDetails);
}

Session::~Session() = default;

void Session::start(const QList<SignIn> &signIns)
{
    m_catalog.load();
    m_monitor.start();
    m_openSignIns = int(signIns.size());
    for (const SignIn &wanted : signIns) {
        m_connections.push_back(std::make_unique<Connection>(Connection{wanted, nullptr, nullptr, {}}));
        signIn(*m_connections.back());
    }
}

int Session::pendingWork() const
{
    int pending = m_store.pendingCalls();
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
    askWhoIAm(connection);
}

void Session::askWhoIAm(Connection &connection)
{
    connection.introduction->repositories.currentUser(
        {this, Priority::Foreground}, [this, &connection](Expected<User> user) {
            if (user)
                adopt(connection, user->login);
            else
                failed(user.error(), [this, &connection] { askWhoIAm(connection); });
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
    if (signIn.repositories.isEmpty() && !signIn.token.isEmpty()) {
        askWhatISee(connection);
        return;
    }
    for (const RepoName &repository : signIn.repositories)
        m_monitor.watch({connection.account.id, repository});
    endSignIn();
}

void Session::askWhatISee(Connection &connection)
{
    connection.github->repositories.list({recentRepositories}, {this, Priority::Foreground},
                                         [this, &connection](Expected<Page<Repository>> page) {
                                             if (page)
                                                 watchRecent(connection, page->items);
                                             else
                                                 failed(page.error(), [this, &connection] { askWhatISee(connection); });
                                         });
}

void Session::watchRecent(Connection &connection, const QList<Repository> &repositories)
{
    m_store.saveRepositories(connection.account.id, repositories, this, [this](Expected<bool> saved) {
        if (!saved)
            Q_EMIT signInFailed(saved.error());
    });
    for (const Repository &repository : repositories)
        m_monitor.watch({connection.account.id, repository.name});
    endSignIn();
}

void Session::failed(const Error &error, std::function<void()> retry)
{
    Q_EMIT signInFailed(error);
    // A refused token stays refused; everything else may pass.
    if (error.kind == ErrorKind::Unauthorized)
        endSignIn();
    else
        m_clock.singleShot(signInRetry, this, std::move(retry));
}

void Session::endSignIn()
{
    if (--m_openSignIns == 0)
        Q_EMIT signedIn();
}

} // namespace Runlight
