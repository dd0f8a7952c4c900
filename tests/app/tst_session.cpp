// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session.h"
#include "core/dispatch/eventsender.h"
#include "tests/core/simulator/simulatorclient.h"
#include "tests/support/await.h"

#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

const QByteArray deployable = R"json(
    "workflows": [{"name": "Deploy", "file": "deploy.yml", "on": ["workflow_dispatch"],
                   "inputs": [{"name": "password"}],
                   "jobs": [{"id": "deploy", "steps": [["Deploy", 95]]}]},
                  {"name": "Other", "file": "other.yml", "on": ["push"],
                   "jobs": [{"id": "other", "steps": [["Wait", 5]]}]}])json";

//! A session over a simulated GitHub on loopback.
struct Office
{
    Office()
        : server(deployable)
        , session({}, server.clock)
    { }

    bool open()
    {
        if (!server.simulator.listen())
            return false;
        session.start({{u"owner"_s, u"github.com"_s, server.simulator.baseUrl(), "owner-token", {ref().repository}}});
        return settle();
    }
    //! Until nothing is on its way that would come without time passing.
    bool settle()
    {
        // What is posted to this thread may ask for more.
        for (int quiet = 0; quiet < 3; ++quiet) {
            QCoreApplication::processEvents();
            if (session.pendingWork() == 0)
                continue;
            quiet = 0;
            if (!QTest::qWaitFor([this] { return session.pendingWork() == 0; }, 30'000))
                return false;
        }
        return true;
    }
    bool pass(std::chrono::seconds seconds)
    {
        for (auto passed = std::chrono::seconds(0); passed < seconds; ++passed) {
            if (!settle())
                return false;
            server.clock.advance(std::chrono::seconds(1));
        }
        return settle();
    }

    RepositoryRef ref() const
    {
        const Account account = Account::of(u"owner"_s, u"github.com"_s, server.simulator.baseUrl());
        return {account.id, {u"acme"_s, u"api"_s}};
    }
    WorkflowId workflow()
    {
        return WorkflowId{server.get(SimulatorClient::repo(u"/actions/workflows/deploy.yml"_s))["id"].toInteger()};
    }
    DispatchRequest wish(const QString &gitRef, const QString &correlation)
    {
        return {ref(), workflow(), u"Deploy"_s, gitRef, {{u"password"_s, u"tops3cret"_s}}, correlation};
    }
    void dispatch(const DispatchRequest &request)
    {
        session.dispatcher().dispatch(request, &session, [](const Expected<DispatchResult> &) {});
    }
    QList<CommandRecord> audit()
    {
        return await<QList<CommandRecord>>(
            [this](QObject *context, auto done) { session.store().commands({}, context, std::move(done)); });
    }

    SimulatorClient server;
    Session session;
};

} // namespace

//! What only the parts together do.
class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDispatchLeavesOneRecord()
    {
        Office office;
        QVERIFY(office.open());
        const DispatchRequest wish = office.wish(u"main"_s, u"wish"_s);
        // The same again is no deed.
        for (int i = 0; i < 3; ++i)
            office.dispatch(wish);
        QVERIFY(office.pass(std::chrono::seconds(5)));
        office.dispatch(wish);
        QVERIFY(office.settle());
        const QList<CommandRecord> audit = office.audit();
        QCOMPARE(audit.size(), 1);
        const CommandRecord &record = audit.first();
        QCOMPARE(record.account, office.ref().account);
        QCOMPARE(record.repository, office.ref().repository);
        QCOMPARE(record.action, u"dispatch_workflow"_s);
        QCOMPARE(record.details, u"workflow %1, ref main, correlation wish"_s.arg(wish.workflow.value));
        QCOMPARE(record.result, u"done"_s);
        QCOMPARE(record.message, QString());
        QVERIFY(record.run.isValid());
        QVERIFY(record.at.isValid() && record.endedAt.isValid() && record.at <= record.endedAt);
        QVERIFY(!record.details.contains(u"tops3cret"_s));
    }

    void aRefusedDispatchIsRecordedWithGitHubsMessage()
    {
        Office office;
        QVERIFY(office.open());
        office.dispatch(office.wish(u"gone"_s, u"wish"_s));
        QVERIFY(office.pass(std::chrono::seconds(5)));
        const QList<CommandRecord> audit = office.audit();
        QCOMPARE(audit.size(), 1);
        QCOMPARE(audit.first().result, errorKindName(ErrorKind::InvalidRef));
        QCOMPARE(audit.first().message, u"No ref found for: gone"_s);
        QVERIFY(!audit.first().run.isValid());
    }

    void aRepositoryEventLeavesOneRecord()
    {
        Office office;
        QVERIFY(office.open());
        const EventRequest wish{office.ref(), {u"deploy"_s, {{u"password"_s, u"tops3cret"_s}}}};
        for (int i = 0; i < 2; ++i)
            office.session.dispatcher().events().send(wish, &office.session, [](const Expected<EventResult> &) {});
        QVERIFY(office.pass(std::chrono::seconds(5)));
        const QList<CommandRecord> audit = office.audit();
        QCOMPARE(audit.size(), 1);
        QCOMPARE(audit.first().action, u"repository_event"_s);
        QCOMPARE(audit.first().result, u"done"_s);
        QVERIFY(audit.first().details.contains(u"type deploy"_s));
        QVERIFY(!audit.first().details.contains(u"tops3cret"_s));
    }

    void aDisabledWorkflowIsReadAgain()
    {
        Office office;
        QVERIFY(office.open());
        QVERIFY(office.pass(std::chrono::seconds(60)));
        const auto lists = [&office] {
            return office.server
                .get(u"/_simulator/stats"_s)["endpoints"][u"GET /repos/{owner}/{repo}/actions/workflows"_s]
                .toInt();
        };
        const int before = lists();
        Command command;
        command.kind = CommandKind::DisableWorkflow;
        command.account = office.ref().account;
        command.repository = office.ref().repository;
        command.workflow = office.workflow();
        // Somebody else has disabled the other one: only the list tells.
        QCOMPARE(office.server.put(SimulatorClient::repo(u"/actions/workflows/other.yml/disable"_s)).status(), 204);
        int told = 0;
        connect(&office.session.monitor(), &Monitor::repositoriesChanged, this, [&told] { ++told; });
        office.session.control().start(command);
        QVERIFY(office.pass(std::chrono::seconds(5)));
        QCOMPARE(lists(), before + 1);
        QVERIFY(told > 0);
        const auto stored = await<QList<StoredRepository>>(
            [&](QObject *context, auto done) { office.session.store().repositories(context, std::move(done)); });
        QCOMPARE(stored.size(), 1);
        QCOMPARE(stored.first().workflows.size(), 2);
        for (const Workflow &workflow : stored.first().workflows)
            QCOMPARE(workflow.state, WorkflowState::DisabledManually);
    }

    void deletedLogsLeaveTheDisk()
    {
        Office office;
        QVERIFY(office.open());
        office.dispatch(office.wish(u"main"_s, u"wish"_s));
        QVERIFY(office.pass(std::chrono::seconds(180)));
        const RunKey run{office.ref().account, office.audit().first().run};
        const qint64 job = office.server.jobId(run.run.value, u"deploy"_s);
        Job known;
        known.id = JobId{job};
        known.runId = run.run;
        known.name = u"deploy"_s;
        known.state = RunState::of(u"completed", u"success"_s);
        known.completedAt = office.server.clock.now();
        known.steps.append(Step{1, u"Deploy"_s, known.state, {}, {}});
        LogStreamer &logs = office.session.logs();
        logs.follow(run, office.ref().repository, 1, {known});
        logs.want({run.account, known.id});
        QVERIFY(office.pass(std::chrono::seconds(5)));
        const JobLog log = logs.logOf({run.account, known.id});
        QCOMPARE(log.state, JobLog::State::Ready);
        QVERIFY(QFile::exists(log.path));
        Command command;
        command.kind = CommandKind::DeleteLogs;
        command.account = run.account;
        command.repository = office.ref().repository;
        command.run = run.run;
        office.session.control().start(command);
        QVERIFY(office.pass(std::chrono::seconds(5)));
        QCOMPARE(office.audit().first().result, u"done"_s);
        QCOMPARE(logs.logOf({run.account, known.id}).state, JobLog::State::Deleted);
        QVERIFY(!QFile::exists(log.path));
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
