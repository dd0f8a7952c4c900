// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/session.h"
#include "core/base/clock.h"
#include "core/simulator/simulator.h"
#include "ui/runs/runspane.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListView>
#include <QSettings>
#include <QTest>

#include <functional>
#include <memory>

namespace Runlight {

//! Everything that a person sees, over a simulated GitHub on loopback, in time that stands still between steps.
struct Desk
{
    explicit Desk(Scenario scenario)
        : simulator(std::move(scenario), clock)
        , session({}, clock)
        , theme(Theme::Scheme::Light)
    {
        theme.install();
    }

    bool open(QSettings *settings = nullptr)
    {
        if (!simulator.listen())
            return false;
        window = std::make_unique<MainWindow>(session.store(), session.monitor(), session.control(), session.logs(),
                                              session.downloads(), session.catalog(), clock, theme, settings);
        QList<SignIn> signIns;
        for (const SimulatedAccount &account : simulator.accounts())
            signIns.append({account.login, account.host, simulator.baseUrl(), account.token.toUtf8(),
                            simulator.repositoriesOf(account)});
        session.start(signIns);
        window->show();
        return passUntil([this] { return window->isSettled(); }, std::chrono::minutes(1));
    }

    //! Lets virtual time pass, second by second and only while nothing is under way, until \a condition holds.
    bool passUntil(const std::function<bool()> &condition, std::chrono::seconds atMost)
    {
        for (auto passed = std::chrono::seconds(0); passed <= atMost; ++passed) {
            if (!QTest::qWaitFor([this] { return session.pendingWork() == 0; }, 10'000))
                return false;
            if (condition())
                return true;
            clock.advance(std::chrono::seconds(1));
        }
        return false;
    }

    QListView *list() const { return window->findChild<RunsPane *>()->findChild<QListView *>(); }
    int rows() const { return list()->model()->rowCount(); }
    QString spoken(int row) const { return list()->model()->index(row, 0).data(Qt::AccessibleTextRole).toString(); }

    void keep(const QString &name) const
    {
        QCoreApplication::processEvents(); // layouts ask for a second pass
        QDir().mkpath(QStringLiteral(RUNLIGHT_SCREENSHOTS));
        QVERIFY(window->grab().save(QStringLiteral(RUNLIGHT_SCREENSHOTS "/") + name + QStringLiteral(".png")));
    }

    //! How many requests for \a endpoint ("POST /repos/{owner}/{repo}/…") have reached the server.
    int requests(const QString &endpoint)
    {
        const HttpReply reply =
            simulator.handle({"GET", simulator.baseUrl().resolved(QUrl(QStringLiteral("/_simulator/stats"))), {}, {}});
        return QJsonDocument::fromJson(reply.body)[QStringLiteral("endpoints")][endpoint].toInt();
    }

    VirtualClock clock;
    Simulator simulator;
    Session session;
    Theme theme;
    std::unique_ptr<MainWindow> window;
};

} // namespace Runlight
