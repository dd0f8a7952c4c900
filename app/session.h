// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/accounts/account.h"
#include "core/github/github.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/responsecache.h"
#include "core/monitor/monitor.h"
#include "core/runs/runcatalog.h"
#include "core/store/store.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <memory>
#include <vector>

namespace Runlight {

class Clock;

//! One account to sign in with for this session. The token stays in memory.
struct SignIn
{
    QString login; //!< Empty: asked of the server when there is a token, else anonymous.
    QString host; //!< As shown to people.
    QUrl apiUrl;
    QByteArray token;
    QList<RepoName> repositories; //!< What to watch; empty: what the account pushed to lately.
};

//! Everything below the window that lives as long as one set of accounts is watched, and its wiring.
class Session : public QObject
{
    Q_OBJECT

public:
    //! \a storeFile empty: nothing is kept. \a clock must outlive this.
    Session(const QString &storeFile, Clock &clock, QObject *parent = nullptr);
    ~Session() override;

    //! Loads what the store knows, then signs in and begins to watch.
    void start(const QList<SignIn> &signIns);
    //! True while an account is being asked who it is or what it can see.
    bool isSigningIn() const { return m_openSignIns > 0; }
    //! Requests under way and stored answers on their way back. 0: the session is at rest.
    int pendingWork() const;

    Store &store() { return m_store; }
    Monitor &monitor() { return m_monitor; }
    RunCatalog &catalog() { return m_catalog; }

Q_SIGNALS:
    //! isSigningIn() has become false.
    void signedIn();
    //! An account could not sign in; it is tried again unless the token was refused.
    void signInFailed(const Runlight::Error &error);

private:
    struct Connection
    {
        SignIn signIn;
        std::unique_ptr<GitHub> introduction; //!< Asked who the token belongs to, while that is not known.
        std::unique_ptr<GitHub> github;
        Account account;
    };

    std::unique_ptr<GitHub> connectTo(const SignIn &signIn, const QString &login);
    void signIn(Connection &connection);
    void askWhoIAm(Connection &connection);
    void askWhatISee(Connection &connection);
    void adopt(Connection &connection, const QString &login);
    void watchRecent(Connection &connection, const QList<Repository> &repositories);
    void failed(const Error &error, std::function<void()> retry);
    void endSignIn();

    // In this order each uses what stands before it, and goes first at the end.
    Clock &m_clock;
    Store m_store;
    QNetworkAccessManager m_network;
    HostCircuits m_circuits;
    ResponseCache m_cache;
    std::vector<std::unique_ptr<Connection>> m_connections;
    Monitor m_monitor;
    RunCatalog m_catalog;
    QList<Account> m_accounts;
    int m_openSignIns = 0;
};

} // namespace Runlight
