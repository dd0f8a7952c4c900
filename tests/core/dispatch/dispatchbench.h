// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/dispatch/dispatcher.h"
#include "core/github/github.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/responsecache.h"
#include "core/store/store.h"
#include "tests/core/simulator/simulatorclient.h"
#include "tests/support/simulatednetwork.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QTemporaryDir>
#include <QThreadPool>

namespace Runlight {

//! A dispatcher with all that is under it, over a simulated server. Time passes only in pass(). The program is started
//! anew, over the same store, by restart().
class DispatchBench
{
public:
    explicit DispatchBench(const QByteArray &repository)
        : server(repository)
    {
        restart();
    }

    ~DispatchBench() { kill(); }

    //! The program ends at once; nothing that is on its way is awaited.
    void kill()
    {
        dispatcher.reset();
        m_github.reset();
        m_network.reset();
        store.reset();
    }

    void restart()
    {
        kill();
        store = std::make_unique<Store>(m_folder.filePath(QStringLiteral("store.db")), server.clock);
        m_network = std::make_unique<FakeNetwork>(server.clock, [this](const FakeRequest &request) {
            ++requests;
            if (fault) {
                if (const std::optional<FakeAnswer> answer = fault(request))
                    return *answer;
            }
            return simulatedNetwork(server.simulator)(request);
        });
        m_circuits = std::make_unique<HostCircuits>(server.clock);
        m_github =
            std::make_unique<GitHub>(ApiClient::Config{server.simulator.baseUrl(), "owner-token", account.id.value},
                                     *m_network, server.clock, *m_circuits, m_cache);
        dispatcher = std::make_unique<Dispatcher>(*store, server.clock);
        dispatcher->addAccount(account, *m_github);
    }

    GitHub &github() { return *m_github; }

    //! Until nothing is on its way that would come without time passing.
    void settle()
    {
        QAbstractEventDispatcher *events = QAbstractEventDispatcher::instance();
        for (;;) {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            if (events->processEvents(QEventLoop::AllEvents))
                continue;
            if (QThreadPool::globalInstance()->activeThreadCount() > 0) {
                QThreadPool::globalInstance()->waitForDone();
                continue;
            }
            if (store->pendingCalls() == 0 && m_network->answersDue() == 0)
                return;
            events->processEvents(QEventLoop::WaitForMoreEvents);
        }
    }

    void pass(Clock::Milliseconds duration)
    {
        const Clock::Milliseconds end = server.clock.monotonic() + duration;
        settle();
        for (;;) {
            const Clock::Milliseconds next = server.clock.untilNextTimer();
            if (next < Clock::Milliseconds::zero() || server.clock.monotonic() + next > end)
                break;
            server.clock.advanceToNextTimer();
            settle();
        }
        server.clock.advance(end - server.clock.monotonic());
        settle();
    }

    //! How often the server was asked this: "POST /repos/{owner}/{repo}/…" below the repository.
    int served(const char *verb, const char *below)
    {
        const QString endpoint = QLatin1String(verb) + QLatin1String(" /repos/{owner}/{repo}") + QLatin1String(below);
        return server.get(QStringLiteral("/_simulator/stats"))["endpoints"][endpoint].toInt();
    }
    int posts() { return served("POST", "/actions/workflows/{workflow_id}/dispatches"); }
    int looks() { return served("GET", "/actions/workflows/{workflow_id}/runs"); }
    int runs() { return server.get(SimulatorClient::repo(QStringLiteral("/actions/runs")))["total_count"].toInt(); }
    WorkflowId workflow(const char *file)
    {
        const QString path = QStringLiteral("/actions/workflows/") + QLatin1String(file);
        return WorkflowId{server.get(SimulatorClient::repo(path))["id"].toInteger()};
    }

    SimulatorClient server;
    const Account account = Account::of(QStringLiteral("owner"), QStringLiteral("github.com"),
                                        QUrl(QStringLiteral("https://api.simulator.invalid")));
    const RepositoryRef ref{account.id, {QStringLiteral("acme"), QStringLiteral("api")}};
    //! What happens to a request instead of being served.
    std::function<std::optional<FakeAnswer>(const FakeRequest &)> fault;
    int requests = 0;
    std::unique_ptr<Store> store;
    std::unique_ptr<Dispatcher> dispatcher;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<FakeNetwork> m_network;
    std::unique_ptr<HostCircuits> m_circuits;
    ResponseCache m_cache;
    std::unique_ptr<GitHub> m_github;
};

} // namespace Runlight
