// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/control.h"
#include "core/control/runreporter.h"
#include "core/github/github.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/responsecache.h"
#include "core/monitor/monitor.h"
#include "core/store/store.h"
#include "tests/core/simulator/simulatorclient.h"
#include "tests/support/fakenetwork.h"

#include <QTemporaryDir>

#include <memory>

namespace Runlight {

//! Control with all that is under it, wired to a monitor as in a session, over a simulator of one repository
//! "acme/api". Time passes only in pass(). A request may be answered by the test instead.
class ControlBench
{
public:
    using Fault = std::function<std::optional<FakeAnswer>(const FakeRequest &)>;

    //! A run of two jobs; the second fails.
    static QByteArray brokenRun();

    //! \a repository as in SimulatorClient; \a token one of its accounts'.
    explicit ControlBench(const QByteArray &repository = brokenRun(), const QByteArray &token = "owner-token");

    //! Watches acme/api and lets its runs arrive.
    void watch();
    //! As if the program ended and was started again, over the same store file. Signs in unless told otherwise.
    void restart(bool signIn = true);
    void signIn();

    //! Lets \a duration pass, timer by timer; between them all that does not need time comes to rest.
    void pass(Clock::Milliseconds duration);
    void settle();

    //! The run that the scenario has begun with.
    qint64 firstRun();
    RunKey key(qint64 run) const { return {account.id, RunId{run}}; }
    Command command(CommandKind kind, qint64 run) const;
    //! As the store knows it.
    RunFacts facts(qint64 run);
    //! Gives \a command and waits for its end.
    CommandStatus carryOut(const Command &command);
    //! The newest first.
    QList<CommandRecord> records();
    QList<PendingRerun> storedReruns();

    //! "POST /repos/acme/api/actions/runs/7/cancel" of every write that reached the network.
    QStringList writes;
    Fault fault; //!< Asked first; what it answers did not reach the simulator.
    //! After the simulator has carried out a write: the answer is lost.
    std::function<bool(const FakeRequest &)> losesAnswer;

    SimulatorClient server;
    VirtualClock &clock;
    Account account;
    QList<CommandStatus> finished;
    QList<RunKey> lookedAt;

    std::unique_ptr<Store> store;
    std::unique_ptr<Control> control;
    std::unique_ptr<RunReporter> reporter;
    std::unique_ptr<Monitor> monitor;

private:
    FakeAnswer answer(const FakeRequest &request);
    void open();
    void close();

    QTemporaryDir m_folder;
    QByteArray m_token;
    FakeNetwork::Handler m_simulated;
    std::unique_ptr<FakeNetwork> m_network;
    std::unique_ptr<HostCircuits> m_circuits;
    std::unique_ptr<ResponseCache> m_cache;
    std::unique_ptr<GitHub> m_github;
};

} // namespace Runlight
