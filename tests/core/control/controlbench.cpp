// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/control/controlbench.h"

#include "tests/support/await.h"
#include "tests/support/simulatednetwork.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QThreadPool>

namespace Runlight {

using namespace std::chrono_literals;

QByteArray ControlBench::brokenRun()
{
    return SimulatorClient::workflowOfTwoJobs() + R"(, "runs": [{"workflow": "ci.yml", "at": "-1h",
        "title": "Broken", "actor": "owner", "fails": ["test / Run tests"]}])";
}

ControlBench::ControlBench(const QByteArray &repository, const QByteArray &token)
    : server(repository)
    , clock(server.clock)
    , account(Account::of(QString::fromUtf8(token).section(QLatin1Char('-'), 0, 0), QStringLiteral("github.com"),
                          server.simulator.baseUrl()))
    , m_token(token)
    , m_simulated(simulatedNetwork(server.simulator))
{
    open();
    signIn();
}

void ControlBench::open()
{
    store = std::make_unique<Store>(m_folder.filePath(QStringLiteral("runlight.db")), clock);
    m_network = std::make_unique<FakeNetwork>(clock, [this](const FakeRequest &request) { return answer(request); });
    m_circuits = std::make_unique<HostCircuits>(clock);
    m_cache = std::make_unique<ResponseCache>(store.get());
    m_github = std::make_unique<GitHub>(ApiClient::Config{account.apiUrl, m_token, account.id.value}, *m_network, clock,
                                        *m_circuits, *m_cache);
    monitor = std::make_unique<Monitor>(*store, clock);
    control = std::make_unique<Control>(*store, clock);
    reporter = std::make_unique<RunReporter>(*store, clock);
    QObject::connect(control.get(), &Control::lookAtWanted, monitor.get(), &Monitor::lookAt);
    QObject::connect(control.get(), &Control::lookAtWanted, control.get(),
                     [this](const RunKey &run) { lookedAt.append(run); });
    QObject::connect(control.get(), &Control::finished, control.get(),
                     [this](const CommandStatus &status) { finished.append(status); });
    QObject::connect(monitor.get(), &Monitor::runsChanged, control.get(), &Control::runsChanged);
    QObject::connect(monitor.get(), &Monitor::runsRemoved, control.get(), &Control::runsRemoved);
    QObject::connect(monitor.get(), &Monitor::runDetailsChanged, control.get(), &Control::runDetailsChanged);
    QObject::connect(monitor.get(), &Monitor::runsChanged, reporter.get(), &RunReporter::runsChanged);
    QObject::connect(monitor.get(), &Monitor::runDetailsFetched, reporter.get(), &RunReporter::runDetailsFetched);
}

void ControlBench::close()
{
    reporter.reset();
    control.reset();
    monitor.reset();
    m_github.reset();
    m_cache.reset();
    m_circuits.reset();
    m_network.reset();
    store.reset();
}

void ControlBench::restart(bool signIn_)
{
    close();
    open();
    if (signIn_)
        signIn();
}

void ControlBench::signIn()
{
    monitor->addAccount(account, *m_github);
    control->addAccount(account, *m_github);
    reporter->addAccount(account, *m_github);
}

FakeAnswer ControlBench::answer(const FakeRequest &request)
{
    if (request.verb != "GET")
        writes.append(QString::fromLatin1(request.verb) + QLatin1Char(' ') + request.url.path());
    if (fault) {
        if (const std::optional<FakeAnswer> instead = fault(request))
            return *instead;
    }
    FakeAnswer answer = m_simulated(request);
    if (losesAnswer && losesAnswer(request))
        answer.error = QNetworkReply::RemoteHostClosedError;
    return answer;
}

void ControlBench::watch()
{
    monitor->watch({account.id, *RepoName::parse(QStringLiteral("acme/api"))});
    monitor->start();
    pass(1s);
}

void ControlBench::pass(Clock::Milliseconds duration)
{
    const Clock::Milliseconds end = clock.monotonic() + duration;
    settle();
    for (;;) {
        const Clock::Milliseconds next = clock.untilNextTimer();
        if (next < 0ms || clock.monotonic() + next > end)
            break;
        clock.advanceToNextTimer();
        settle();
    }
    clock.advance(end - clock.monotonic());
    settle();
}

void ControlBench::settle()
{
    for (;;) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        if (QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents))
            continue;
        if (QThreadPool::globalInstance()->activeThreadCount() > 0) {
            QThreadPool::globalInstance()->waitForDone();
            continue;
        }
        if (store->pendingCalls() == 0 && m_network->answersDue() == 0)
            return;
        QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
    }
}

qint64 ControlBench::firstRun()
{
    const SimulatorAnswer list = server.get(SimulatorClient::repo(QStringLiteral("/actions/runs")));
    return list["workflow_runs"].toArray()[0][QLatin1String("id")].toInteger();
}

Command ControlBench::command(CommandKind kind, qint64 run) const
{
    Command command;
    command.kind = kind;
    command.account = account.id;
    command.repository = *RepoName::parse(QStringLiteral("acme/api"));
    command.run = RunId{run};
    return command;
}

RunFacts ControlBench::facts(qint64 run)
{
    const auto details = await<RunDetails>(
        [&](QObject *context, Done<RunDetails> done) { store->runDetails(key(run), 0, context, std::move(done)); });
    return {details.run, details.jobs.isEmpty() ? std::nullopt : std::optional(details.jobs),
            details.pendingDeployments};
}

CommandStatus ControlBench::carryOut(const Command &command)
{
    const CommandId id = control->start(command);
    settle();
    for (int second = 0; second < 120 && !control->status(id)->isEnded(); ++second)
        pass(1s);
    return *control->status(id);
}

QList<CommandRecord> ControlBench::records()
{
    return await<QList<CommandRecord>>(
        [&](QObject *context, auto done) { store->commands({}, context, std::move(done)); });
}

QList<PendingRerun> ControlBench::storedReruns()
{
    return await<QList<PendingRerun>>(
        [&](QObject *context, auto done) { store->pendingReruns(context, std::move(done)); });
}

} // namespace Runlight
