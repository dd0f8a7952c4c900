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
    , store(storeFile, clock)
    , monitor(store, clock)
    , catalog(store, clock)
    , m_clock(clock)
    , m_circuits(clock)
    , m_cache(&store)
{
    connect(&monitor, &Monitor::runsChanged, &catalog, &RunCatalog::apply);
    connect(&monitor, &Monitor::runDetailsChanged, &catalog, &RunCatalog::refreshDetails);
}

Session::~Session() = default;

void Session::start(const QList<SignIn> &signIns)
{
    catalog.load();
    monitor.start();
    m_openSignIns = int(signIns.size());
    for (const SignIn &signIn : signIns) {
        m_connections.push_back(std::make_unique<Connection>(Connection{signIn, nullptr, {}}));
        connectAccount(*m_connections.back());
    }
}

void Session::connectAccount(Connection &connection)
{
    const SignIn &signIn = connection.signIn;
    // Answers are cached by account; until the login is known the host stands in for it.
    connection.github = std::make_unique<GitHub>(
        ApiClient::Config{signIn.apiUrl, signIn.token, signIn.login + QLatin1Char('@') + signIn.host}, m_network,
        m_clock, m_circuits, m_cache);
    if (signIn.login.isEmpty() && !signIn.token.isEmpty())
        askWhoIAm(connection);
    else
        adopt(connection, signIn.login);
}

void Session::askWhoIAm(Connection &connection)
{
    connection.github->repositories.currentUser({this, Priority::Foreground}, [this, &connection](Expected<User> user) {
        if (user)
            adopt(connection, user->login);
        else
            failed(user.error(), [this, &connection] { askWhoIAm(connection); });
    });
}

void Session::adopt(Connection &connection, const QString &login)
{
    const SignIn &signIn = connection.signIn;
    connection.account = Account::of(login, signIn.host, signIn.apiUrl);
    m_accounts.append(connection.account);
    catalog.setAccounts(m_accounts);
    monitor.addAccount(connection.account, *connection.github);
    if (signIn.repositories.isEmpty() && !signIn.token.isEmpty()) {
        askWhatISee(connection);
        return;
    }
    for (const RepoName &repository : signIn.repositories)
        monitor.watch({connection.account.id, repository});
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
    store.saveRepositories(connection.account.id, repositories, this, [this](Expected<bool> saved) {
        if (!saved)
            Q_EMIT signInFailed(saved.error());
    });
    for (const Repository &repository : repositories)
        monitor.watch({connection.account.id, repository.name});
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
