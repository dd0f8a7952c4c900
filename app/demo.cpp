// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demo.h"

#include "core/base/clock.h"
#include "core/simulator/scenario.h"
#include "core/simulator/simulator.h"

namespace Runlight {

namespace {

//! Lives on the demo's thread, with a clock of that thread.
class DemoServer : public QObject
{
public:
    Expected<QList<SignIn>> listen()
    {
        const Expected<Scenario> scenario = Scenario::builtIn();
        if (!scenario)
            return Unexpected(scenario.error());
        m_simulator = std::make_unique<Simulator>(*scenario, m_clock);
        if (const auto listening = m_simulator->listen(); !listening)
            return Unexpected(listening.error());
        QList<SignIn> signIns;
        for (const SimulatedAccount &account : m_simulator->accounts()) {
            signIns.append({account.login, account.host, m_simulator->baseUrl(), account.token.toUtf8(),
                            m_simulator->repositoriesOf(account)});
        }
        return signIns;
    }

private:
    SystemClock m_clock;
    std::unique_ptr<Simulator> m_simulator;
};

} // namespace

Demo::Demo(QObject *parent)
    : QObject(parent)
{
    m_thread.setObjectName(QStringLiteral("demo"));
}

Demo::~Demo()
{
    m_thread.quit();
    m_thread.wait();
}

void Demo::start()
{
    auto *server = new DemoServer;
    server->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, server, &QObject::deleteLater);
    connect(&m_thread, &QThread::started, server, [this, server] {
        const Expected<QList<SignIn>> signIns = server->listen();
        if (signIns)
            Q_EMIT ready(*signIns);
        else
            Q_EMIT failed(signIns.error());
    });
    m_thread.start();
}

} // namespace Runlight
