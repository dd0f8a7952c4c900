// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/control/controlbench.h"

#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

FakeAnswer broken()
{
    FakeAnswer answer;
    answer.error = QNetworkReply::RemoteHostClosedError;
    return answer;
}

bool isWrite(const FakeRequest &request)
{
    return request.verb != "GET";
}

} // namespace

//! The connection is lost after a command was sent: it is looked up, and nothing is sent twice.
class TestLostAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRerunThatWasCarriedOut()
    {
        ControlBench bench;
        bench.watch();
        bench.losesAnswer = isWrite;
        const qint64 run = bench.firstRun();
        const CommandId id = bench.control->start(bench.command(CommandKind::RerunFailed, run));
        bench.settle();
        QCOMPARE(bench.control->status(id)->state, CommandState::LookingUp);
        // A key that is pressed meanwhile sends nothing.
        QCOMPARE(bench.control->start(bench.command(CommandKind::RerunFailed, run)), id);
        bench.pass(2s);
        const CommandStatus status = *bench.control->status(id);
        QCOMPARE(status.state, CommandState::Done);
        QCOMPARE(status.finding, CommandFinding::CarriedOut);
        QCOMPARE(bench.writes.size(), 1);
        QCOMPARE(bench.server.run(run).value(u"run_attempt").toInt(), 2);
        QCOMPARE(bench.records().first().result, u"done"_s);
        QVERIFY(!bench.control->requested(bench.key(run)));
    }

    void aRerunThatWasNot()
    {
        ControlBench bench;
        bench.watch();
        bench.fault = [](const FakeRequest &request) {
            return isWrite(request) ? std::optional(broken()) : std::nullopt;
        };
        const qint64 run = bench.firstRun();
        const CommandStatus status = bench.carryOut(bench.command(CommandKind::RerunFailed, run));
        QCOMPARE(status.state, CommandState::Failed);
        QCOMPARE(status.finding, CommandFinding::NotCarriedOut);
        QVERIFY(!status.error->outcomeUnknown);
        QVERIFY(!status.error->message.isEmpty());
        QCOMPARE(bench.writes.size(), 1);
        QVERIFY(!bench.control->requested(bench.key(run)));
        // Now it may be sent again, by whoever wants it.
        bench.fault = {};
        QCOMPARE(bench.carryOut(bench.command(CommandKind::RerunFailed, run)).state, CommandState::Done);
    }

    void whatCannotBeLookedUpIsUnclear()
    {
        ControlBench bench;
        bench.watch();
        const qint64 run = bench.firstRun();
        bench.fault = [](const FakeRequest &) {
            return std::optional(broken());
        };
        const CommandStatus status = bench.carryOut(bench.command(CommandKind::RerunFailed, run));
        QCOMPARE(status.state, CommandState::Failed);
        QCOMPARE(status.finding, CommandFinding::Unclear);
        QVERIFY(status.error->outcomeUnknown);
        QCOMPARE(bench.writes.size(), 1);
        QCOMPARE(bench.finished.size(), 1);
    }

    void theNetworkComesBackWhileItIsLookedUp()
    {
        ControlBench bench;
        bench.watch();
        const qint64 run = bench.firstRun();
        bench.losesAnswer = [&](const FakeRequest &request) {
            if (isWrite(request))
                bench.fault = [](const FakeRequest &) {
                    return std::optional(broken());
                };
            return isWrite(request);
        };
        const CommandId id = bench.control->start(bench.command(CommandKind::RerunFailed, run));
        bench.pass(8s);
        QCOMPARE(bench.control->status(id)->state, CommandState::LookingUp);
        bench.fault = {};
        bench.pass(2min);
        QCOMPARE(bench.control->status(id)->finding, CommandFinding::CarriedOut);
        QCOMPARE(bench.writes.size(), 1);
    }

    void aConnectionThatWasRefusedIsTriedAgain()
    {
        ControlBench bench;
        bench.watch();
        int refused = 0;
        bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!isWrite(request) || ++refused > 2)
                return std::nullopt;
            FakeAnswer answer;
            answer.error = QNetworkReply::ConnectionRefusedError; // No server can have seen it.
            return answer;
        };
        const CommandStatus status = bench.carryOut(bench.command(CommandKind::RerunAll, bench.firstRun()));
        QCOMPARE(status.state, CommandState::Done);
        QCOMPARE(status.finding, CommandFinding::None);
        QCOMPARE(bench.writes.size(), 3);
        QCOMPARE(bench.server.run(bench.firstRun()).value(u"run_attempt").toInt(), 2);
    }

    void aGatewayThatGivesUpSaysNothingOfTheServerBehind()
    {
        for (const int code : {502, 504}) {
            ControlBench bench;
            bench.watch();
            bench.losesAnswer = {};
            const qint64 run = bench.firstRun();
            bench.fault = [&, code](const FakeRequest &request) -> std::optional<FakeAnswer> {
                if (!isWrite(request))
                    return std::nullopt;
                bench.server.post(SimulatorClient::repo(u"/actions/runs/%1/rerun"_s.arg(run)));
                FakeAnswer answer;
                answer.status = code;
                return answer;
            };
            const CommandStatus status = bench.carryOut(bench.command(CommandKind::RerunAll, run));
            QCOMPARE(status.state, CommandState::Done);
            QCOMPARE(status.finding, CommandFinding::CarriedOut);
            QCOMPARE(bench.writes.size(), 1);
        }
    }

    void everyKindIsLookedUp_data()
    {
        QTest::addColumn<CommandKind>("kind");
        QTest::addColumn<bool>("carriedOut");
        QTest::addColumn<CommandFinding>("finding");
        QTest::newRow("cancel done") << CommandKind::Cancel << true << CommandFinding::CarriedOut;
        QTest::newRow("cancel, nothing shows") << CommandKind::Cancel << false << CommandFinding::Unclear;
        QTest::newRow("delete done") << CommandKind::DeleteRun << true << CommandFinding::CarriedOut;
        QTest::newRow("delete not done") << CommandKind::DeleteRun << false << CommandFinding::NotCarriedOut;
        QTest::newRow("delete logs") << CommandKind::DeleteLogs << true << CommandFinding::Unclear;
        QTest::newRow("disable done") << CommandKind::DisableWorkflow << true << CommandFinding::CarriedOut;
        QTest::newRow("disable not done") << CommandKind::DisableWorkflow << false << CommandFinding::NotCarriedOut;
        QTest::newRow("enable is so anyway") << CommandKind::EnableWorkflow << false << CommandFinding::CarriedOut;
    }

    void everyKindIsLookedUp()
    {
        QFETCH(CommandKind, kind);
        QFETCH(bool, carriedOut);
        QFETCH(CommandFinding, finding);
        ControlBench bench(SimulatorClient::workflowOfTwoJobs());
        const qint64 run = bench.server.dispatch();
        bench.watch();
        if (kind != CommandKind::Cancel)
            bench.pass(5min);
        if (carriedOut)
            bench.losesAnswer = isWrite;
        else
            bench.fault = [](const FakeRequest &request) {
                return isWrite(request) ? std::optional(broken()) : std::nullopt;
            };
        Command command = bench.command(kind, isOfWorkflow(kind) ? 0 : run);
        if (isOfWorkflow(kind))
            command.workflow = bench.facts(run).run.workflowId;
        const CommandStatus status = bench.carryOut(command);
        QCOMPARE(status.finding, finding);
        QCOMPARE(status.state, finding == CommandFinding::CarriedOut ? CommandState::Done : CommandState::Failed);
        QCOMPARE(bench.writes.size(), 1);
    }

    void aReviewIsLookedUpInWhatWaits()
    {
        for (const bool carriedOut : {true, false}) {
            ControlBench bench(R"("workflows": [{"name": "CI", "file": "ci.yml", "on": ["workflow_dispatch"], "jobs": [
                {"id": "a", "environment": "production", "steps": [["Deploy", 600]]}]}],
                "environments": [{"name": "production", "reviewers": ["owner"]}])");
            const qint64 run = bench.server.dispatch();
            bench.watch();
            const SimulatorAnswer pending =
                bench.server.get(SimulatorClient::repo(u"/actions/runs/%1/pending_deployments"_s.arg(run)));
            Command command = bench.command(CommandKind::ReviewDeployments, run);
            command.environments = {EnvironmentId{pending.array[0][u"environment"][u"id"].toInteger()}};
            if (carriedOut)
                bench.losesAnswer = isWrite;
            else
                bench.fault = [](const FakeRequest &request) {
                    return isWrite(request) ? std::optional(broken()) : std::nullopt;
                };
            QCOMPARE(bench.carryOut(command).finding,
                     carriedOut ? CommandFinding::CarriedOut : CommandFinding::NotCarriedOut);
            QCOMPARE(bench.writes.size(), 1);
        }
    }

    void givenUpAfterItWasSent()
    {
        ControlBench bench;
        bench.watch();
        const qint64 run = bench.firstRun();
        bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!isWrite(request))
                return std::nullopt;
            bench.server.post(SimulatorClient::repo(u"/actions/runs/%1/rerun"_s.arg(run)));
            FakeAnswer answer;
            answer.hangs = true;
            return answer;
        };
        const CommandId id = bench.control->start(bench.command(CommandKind::RerunAll, run));
        bench.settle();
        bench.control->cancel(id);
        bench.settle();
        QCOMPARE(bench.control->status(id)->state, CommandState::LookingUp);
        bench.pass(5s);
        QCOMPARE(bench.control->status(id)->finding, CommandFinding::CarriedOut);
        QCOMPARE(bench.control->status(id)->state, CommandState::Done);
        QCOMPARE(bench.writes.size(), 1);
    }

    void aServerThatFallsSilent()
    {
        ControlBench bench;
        bench.watch();
        bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!isWrite(request))
                return std::nullopt;
            FakeAnswer answer;
            answer.hangs = true;
            return answer;
        };
        const CommandStatus status = bench.carryOut(bench.command(CommandKind::RerunAll, bench.firstRun()));
        QCOMPARE(status.finding, CommandFinding::NotCarriedOut);
        QCOMPARE(status.error->kind, ErrorKind::Timeout);
        QCOMPARE(bench.writes.size(), 1);
    }

    void theRunIsDeletedMeanwhile()
    {
        ControlBench bench;
        bench.watch();
        const qint64 run = bench.firstRun();
        bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!isWrite(request))
                return std::nullopt;
            bench.server.remove(SimulatorClient::repo(u"/actions/runs/%1"_s.arg(run)));
            return broken();
        };
        const CommandStatus status = bench.carryOut(bench.command(CommandKind::RerunAll, run));
        QCOMPARE(status.error->kind, ErrorKind::RunNotFound);
    }

    void theProgramEndsMeanwhile()
    {
        ControlBench bench;
        bench.watch();
        bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!isWrite(request))
                return std::nullopt;
            FakeAnswer answer;
            answer.hangs = true;
            return answer;
        };
        bench.control->start(bench.command(CommandKind::RerunAll, bench.firstRun()));
        bench.settle();
        QCOMPARE(bench.records().first().result, u"requested"_s);
        bench.restart();
        QCOMPARE(bench.records().first().result, u"interrupted"_s);
        bench.pass(2min);
        QCOMPARE(bench.writes.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestLostAnswers)

#include "tst_lostanswers.moc"
