// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/accounts/account.h"
#include "core/artifacts/downloads.h"
#include "core/control/control.h"
#include "core/control/runreporter.h"
#include "core/dispatch/dispatcher.h"
#include "core/github/github.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/responsecache.h"
#include "core/logs/logcache.h"
#include "core/monitor/logstreamer.h"
#include "core/monitor/monitor.h"
#include "core/monitor/watchedlogs.h"
#include "core/runs/runcatalog.h"
#include "core/store/store.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QTemporaryDir>

#include <functional>
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
    //! Where a session keeps what it knows, and how it watches.
    struct Setup
    {
        QString storeFile; //!< Empty: nothing is kept.
        QString logFolder; //!< Empty: logs are kept as long as the session lasts.
        MonitorSettings monitor;
    };

    //! \a clock must outlive this.
    Session(const Setup &setup, Clock &clock, QObject *parent = nullptr);
    ~Session() override;

    //! Loads what the store knows, then signs in and begins to watch. What was watched in earlier sessions is shown
    //! until it is known what is watched in this one.
    void start(const QList<SignIn> &signIns);
    //! Tries again at once where signing in has failed, a refused token included.
    void retrySignIns();
    //! True while an account is being asked who it is or what it can see.
    bool isSigningIn() const;
    //! Why an account could not sign in, or has to wait; it goes on by itself unless the token was refused.
    std::optional<Error> signInFailure() const;
    //! Requests under way, and what the disk has not answered yet. 0: the session is at rest.
    int pendingWork() const;

    Store &store() { return m_store; }
    Monitor &monitor() { return m_monitor; }
    RunCatalog &catalog() { return m_catalog; }
    LogStreamer &logs() { return m_logs; }
    Control &control() { return m_control; }
    Dispatcher &dispatcher() { return m_dispatcher; }
    Downloads &downloads() { return m_downloads; }

Q_SIGNALS:
    //! isSigningIn() or signInFailure() may have changed.
    void signInChanged();

private:
    struct Connection
    {
        SignIn signIn;
        std::unique_ptr<GitHub> introduction; //!< Asked who the token belongs to, while that is not known.
        std::unique_ptr<GitHub> github;
        Account account;
        bool isOpen = true; //!< Still signing in.
        std::optional<Error> failure; //!< Of the last try, until one works.
        std::function<void()> retry; //!< Of what failed.
        QPointer<QObject> retryTimer;
    };

    void connectControl();
    void connectDispatcher();
    std::unique_ptr<GitHub> connectTo(const SignIn &signIn, const QString &login);
    void signIn(Connection &connection);
    void askWhoIAm(Connection &connection);
    void askWhatISee(Connection &connection);
    void adopt(Connection &connection, const QString &login);
    void watchRecent(Connection &connection, const QList<Repository> &repositories);
    void tellOfLimit(Connection &connection);
    void failed(Connection &connection, const Error &error, const std::function<void()> &again);
    void retry(Connection &connection);
    void endSignIn(Connection &connection);
    void showWatched();

    // In this order each uses what stands before it, and goes first at the end.
    Clock &m_clock;
    Store m_store;
    QNetworkAccessManager m_network;
    HostCircuits m_circuits;
    ResponseCache m_cache;
    std::vector<std::unique_ptr<Connection>> m_connections;
    Monitor m_monitor;
    Control m_control;
    RunReporter m_reporter;
    Dispatcher m_dispatcher;
    RunCatalog m_catalog;
    QTemporaryDir m_ownLogs; //!< Where no place for them was given.
    LogCache m_logCache;
    LogStreamer m_logs;
    WatchedLogs m_watchedLogs;
    Downloads m_downloads;
    QList<Account> m_accounts;
    qsizetype m_shownRepositories = -1; //!< That the catalog was held to; -1: to none yet.
};

} // namespace Runlight
