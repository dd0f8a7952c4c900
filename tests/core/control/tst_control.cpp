// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/control/controlbench.h"
#include "tests/support/await.h"

#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray twoEnvironments = R"(
    "workflows": [{"name": "CI", "file": "ci.yml", "on": ["workflow_dispatch"], "jobs": [
        {"id": "a", "environment": "staging", "steps": [["Deploy", 10]]},
        {"id": "b", "environment": "production", "steps": [["Deploy", 10]]}]}],
    "environments": [{"name": "staging", "reviewers": ["owner"]}, {"name": "production", "reviewers": ["owner"]}])";

const QByteArray forksRun = SimulatorClient::workflowOfTwoJobs() + R"(, "runs": [{"workflow": "ci.yml", "at": "-1m",
    "title": "Help", "actor": "stranger", "event": "pull_request", "branch": "help",
    "headRepository": "stranger/api", "needsApproval": true}])";

FakeAnswer refusal(int status, const QByteArray &message, QList<QNetworkReply::RawHeaderPair> headers = {})
{
    FakeAnswer answer;
    answer.status = status;
    answer.body = R"({"message": ")" + message + R"("})";
    answer.headers = std::move(headers);
    return answer;
}

} // namespace

//! Each command against the simulator, and what GitHub may refuse it with.
class TestControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rerunsShowWhatWasAskedForUntilTheRunDoes_data()
    {
        QTest::addColumn<CommandKind>("kind");
        QTest::addColumn<QString>("path");
        QTest::newRow("all") << CommandKind::RerunAll << u"rerun"_s;
        QTest::newRow("failed") << CommandKind::RerunFailed << u"rerun-failed-jobs"_s;
        QTest::newRow("job") << CommandKind::RerunJob << u"rerun"_s;
    }

    void rerunsShowWhatWasAskedForUntilTheRunDoes()
    {
        QFETCH(CommandKind, kind);
        QFETCH(QString, path);
        ControlBench bench;
        bench.watch();
        const qint64 run = bench.firstRun();
        QSignalSpy marks(bench.control.get(), &Control::requestedChanged);
        Command command = bench.command(kind, run);
        if (kind == CommandKind::RerunJob)
            command.job = JobId{bench.server.jobId(run, u"test"_s)};
        const CommandId id = bench.control->start(command);
        QCOMPARE(bench.control->status(id)->state, CommandState::Requested);
        QCOMPARE(bench.control->requested(bench.key(run)), std::optional(kind));
        QCOMPARE(marks.size(), 1);
        QVERIFY(bench.finished.isEmpty());
        bench.settle();
        QCOMPARE(bench.control->status(id)->state, CommandState::Done);
        QCOMPARE(bench.finished.size(), 1);
        QCOMPARE(bench.writes.size(), 1);
        QVERIFY2(bench.writes.first().endsWith(path), qPrintable(bench.writes.first()));
        QCOMPARE(bench.lookedAt, QList<RunKey>{bench.key(run)});
        // The look at the run brought the new attempt.
        QCOMPARE(bench.facts(run).run.attempt, 2);
        QVERIFY(!bench.control->requested(bench.key(run)));
        QCOMPARE(marks.size(), 2);
    }

    void debugLoggingIsAskedFor()
    {
        ControlBench bench;
        QList<QByteArray> bodies;
        bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (request.verb == "POST")
                bodies.append(request.body);
            return std::nullopt;
        };
        Command command = bench.command(CommandKind::RerunAll, bench.firstRun());
        command.debugLogging = true;
        QCOMPARE(bench.carryOut(command).state, CommandState::Done);
        QCOMPARE(bodies, QList<QByteArray>{R"({"enable_debug_logging":true})"});
        QCOMPARE(bench.records().first().details, u"debug logging"_s);
    }

    void repeatedKeysSendOneRequest()
    {
        ControlBench bench;
        bench.watch();
        const Command command = bench.command(CommandKind::RerunFailed, bench.firstRun());
        const CommandId id = bench.control->start(command);
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(bench.control->start(command), id);
            bench.pass(10ms);
        }
        QCOMPARE(bench.writes.size(), 1);
        QCOMPARE(bench.finished.size(), 1);
    }

    void aDoneRerunThatDoesNotShowYetIsNotSentAgain()
    {
        ControlBench bench; // Nobody looks at the run.
        bench.control->disconnect(bench.monitor.get());
        const Command command = bench.command(CommandKind::RerunAll, bench.firstRun());
        const CommandId id = bench.control->start(command);
        bench.settle();
        QCOMPARE(bench.control->status(id)->state, CommandState::Done);
        QCOMPARE(bench.control->start(command), id);
        bench.pass(30s);
        QCOMPARE(bench.control->start(command), id);
        QCOMPARE(bench.writes.size(), 1);
        bench.pass(31s);
        QVERIFY(!bench.control->requested(command.runKey()));
        QVERIFY(bench.control->start(command) != id);
    }

    void anotherRerunOfTheSameRunIsRefusedHere()
    {
        ControlBench bench;
        const qint64 run = bench.firstRun();
        bench.control->start(bench.command(CommandKind::RerunFailed, run));
        const CommandStatus other = bench.carryOut(bench.command(CommandKind::RerunAll, run));
        QCOMPARE(other.state, CommandState::Failed);
        QCOMPARE(other.error->kind, ErrorKind::RunInProgress);
        QCOMPARE(bench.writes.size(), 1);
    }

    void cancelsAndWaitsForTheRunToStop()
    {
        ControlBench bench(SimulatorClient::workflowOfTwoJobs());
        const qint64 run = bench.server.dispatch();
        bench.watch();
        bench.pass(20s);
        QCOMPARE(bench.carryOut(bench.command(CommandKind::Cancel, run)).state, CommandState::Done);
        QCOMPARE(bench.control->requested(bench.key(run)), std::optional(CommandKind::Cancel));
        bench.pass(30s);
        QCOMPARE(bench.facts(run).run.state.conclusion, Conclusion::Cancelled);
        QVERIFY(!bench.control->requested(bench.key(run)));
        const CommandStatus again = bench.carryOut(bench.command(CommandKind::Cancel, run));
        QCOMPARE(again.error->kind, ErrorKind::RunNotCancellable);
        QCOMPARE(again.error->httpStatus, 409);
        QVERIFY(again.error->isGitHubsMessage);
        QVERIFY(bench.lookedAt.size() >= 2);
    }

    void forceCancelAfterAMinute()
    {
        ControlBench bench(SimulatorClient::workflowOfTwoJobs());
        const qint64 run = bench.server.dispatch();
        bench.watch();
        const Command force = bench.command(CommandKind::ForceCancel, run);
        const auto mayForce = [&] {
            return bench.control->availability(CommandKind::ForceCancel, bench.account.id, bench.facts(run)).isNow();
        };
        QVERIFY(!mayForce());
        QCOMPARE(bench.carryOut(force).error->kind, ErrorKind::InvalidInputs);
        // GitHub accepts, and nothing comes of it.
        bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!request.url.path().endsWith(u"/cancel"))
                return std::nullopt;
            FakeAnswer accepted;
            accepted.status = 202;
            accepted.body = "{}";
            return accepted;
        };
        QCOMPARE(bench.carryOut(bench.command(CommandKind::Cancel, run)).state, CommandState::Done);
        bench.pass(59s);
        QVERIFY(!mayForce());
        QCOMPARE(bench.carryOut(force).state, CommandState::Failed);
        QCOMPARE(bench.writes.filter(u"force-cancel"_s).size(), 0);
        QSignalSpy known(bench.control.get(), &Control::knowledgeChanged);
        bench.pass(1s);
        QVERIFY(!known.isEmpty());
        QVERIFY(mayForce());
        QCOMPARE(bench.carryOut(force).state, CommandState::Done);
        bench.pass(1s);
        QCOMPARE(bench.facts(run).run.state.conclusion, Conclusion::Cancelled);
        QVERIFY(!mayForce());
    }

    void aStuckRunMayBeForcedAtOnce()
    {
        ControlBench bench(SimulatorClient::workflowOfTwoJobs());
        const qint64 run = bench.server.dispatch();
        bench.watch();
        bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!request.url.path().endsWith(u"/cancel"))
                return std::nullopt;
            return refusal(500, "Failed to cancel workflow run");
        };
        const CommandStatus stuck = bench.carryOut(bench.command(CommandKind::Cancel, run));
        QCOMPARE(stuck.error->httpStatus, 500);
        QCOMPARE(stuck.error->message, u"Failed to cancel workflow run"_s);
        QCOMPARE(bench.writes.size(), 1); // A write is not sent again.
        QVERIFY(bench.control->availability(CommandKind::ForceCancel, bench.account.id, bench.facts(run)).isNow());
        QCOMPARE(bench.carryOut(bench.command(CommandKind::ForceCancel, run)).state, CommandState::Done);
    }

    void deletesLogsAndRuns()
    {
        ControlBench bench;
        bench.watch();
        const qint64 run = bench.firstRun();
        QCOMPARE(bench.carryOut(bench.command(CommandKind::DeleteLogs, run)).state, CommandState::Done);
        QVERIFY(!bench.control->requested(bench.key(run)));
        QCOMPARE(bench.server.get(SimulatorClient::repo(u"/actions/runs/%1/logs"_s.arg(run))).status(), 410);
        QSignalSpy removed(bench.monitor.get(), &Monitor::runsRemoved);
        QCOMPARE(bench.carryOut(bench.command(CommandKind::DeleteRun, run)).state, CommandState::Done);
        bench.settle();
        QCOMPARE(removed.size(), 1);
        QVERIFY(!bench.control->requested(bench.key(run)));
        const CommandStatus gone = bench.carryOut(bench.command(CommandKind::RerunAll, run));
        QCOMPARE(gone.error->kind, ErrorKind::RunNotFound);
        // The record outlives the run.
        QStringList actions;
        for (const CommandRecord &record : bench.records())
            actions.append(record.action + u' ' + record.result);
        QCOMPARE(actions, (QStringList{u"rerun RunNotFound"_s, u"delete_run done"_s, u"delete_logs done"_s}));
    }

    void approvesAForksRun()
    {
        ControlBench bench(forksRun);
        bench.watch();
        const qint64 run = bench.firstRun();
        QVERIFY(bench.control->availability(CommandKind::ApproveRun, bench.account.id, bench.facts(run)).isNow());
        QCOMPARE(bench.carryOut(bench.command(CommandKind::ApproveRun, run)).state, CommandState::Done);
        bench.pass(1s);
        QVERIFY(bench.facts(run).run.state.conclusion != Conclusion::ActionRequired);
        QVERIFY(!bench.control->requested(bench.key(run)));
    }

    void reviewsSeveralEnvironmentsAtOnce()
    {
        ControlBench bench(twoEnvironments);
        const qint64 run = bench.server.dispatch();
        bench.watch();
        bench.monitor->setFocusedRun(bench.key(run), *RepoName::parse(u"acme/api"_s));
        bench.pass(1s);
        const QList<PendingDeployment> pending = *bench.facts(run).pendingDeployments;
        QCOMPARE(pending.size(), 2);
        Command review = bench.command(CommandKind::ReviewDeployments, run);
        QCOMPARE(bench.carryOut(review).error->kind, ErrorKind::InvalidInputs); // Of nothing.
        review.environments = {pending.at(0).environmentId, pending.at(1).environmentId};
        review.comment = u"Looks \"good\" ✔"_s;
        QCOMPARE(bench.carryOut(review).state, CommandState::Done);
        bench.pass(2s);
        QVERIFY(!bench.control->requested(bench.key(run)));
        const QJsonArray approvals =
            bench.server.get(SimulatorClient::repo(u"/actions/runs/%1/approvals"_s.arg(run))).array;
        QCOMPARE(approvals.size(), 1);
        QCOMPARE(approvals[0][u"comment"].toString(), review.comment);
        QCOMPARE(approvals[0][u"environments"].toArray().size(), 2);
        QVERIFY(bench.records().first().details.contains(review.comment));
    }

    void rejectsADeployment()
    {
        ControlBench bench(twoEnvironments);
        const qint64 run = bench.server.dispatch();
        bench.watch();
        bench.monitor->setFocusedRun(bench.key(run), *RepoName::parse(u"acme/api"_s));
        bench.pass(1s);
        Command review = bench.command(CommandKind::ReviewDeployments, run);
        review.environments = {bench.facts(run).pendingDeployments->first().environmentId};
        review.approve = false;
        QCOMPARE(bench.carryOut(review).state, CommandState::Done);
        bench.pass(40s);
        QCOMPARE(bench.facts(run).pendingDeployments->size(), 1);
        QVERIFY(bench.server.jobs(run).first().endsWith(u"failure"));
        // There is nothing to review in it any more.
        QCOMPARE(bench.carryOut(review).error->httpStatus, 422);
    }

    void enablesAndDisablesAWorkflow()
    {
        ControlBench bench;
        bench.watch();
        bench.pass(15min); // Workflows are listed after the runs.
        const auto workflow = [&] {
            return await<QList<StoredRepository>>(
                       [&](QObject *context, auto done) { bench.store->repositories(context, std::move(done)); })
                .first()
                .workflows.first();
        };
        Command command = bench.command(CommandKind::DisableWorkflow, 0);
        command.workflow = workflow().id;
        QSignalSpy changed(bench.control.get(), &Control::workflowChanged);
        QCOMPARE(bench.carryOut(command).state, CommandState::Done);
        bench.settle();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(workflow().state, WorkflowState::DisabledManually);
        const RepositoryRef ref{bench.account.id, command.repository};
        QVERIFY(!bench.control->availability(CommandKind::DisableWorkflow, ref, workflow()).isNow());
        QVERIFY(bench.control->availability(CommandKind::EnableWorkflow, ref, workflow()).isNow());
        command.kind = CommandKind::EnableWorkflow;
        QCOMPARE(bench.carryOut(command).state, CommandState::Done);
        bench.settle();
        QCOMPARE(workflow().state, WorkflowState::Active);
    }

    void refusalsCarryGitHubsReason_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("running") << 403 << QByteArray("This workflow is already running") << ErrorKind::RunInProgress;
        QTest::newRow("old") << 403
                             << QByteArray("Unable to retry this workflow run because it was created over a month ago")
                             << ErrorKind::InvalidInputs;
        QTest::newRow("spent") << 403 << QByteArray("This workflow run cannot be retried") << ErrorKind::InvalidInputs;
        QTest::newRow("forbidden") << 403 << QByteArray("Resource not accessible by personal access token")
                                   << ErrorKind::AccessDenied;
        QTest::newRow("gone") << 404 << QByteArray("Not Found") << ErrorKind::RunNotFound;
        QTest::newRow("conflict") << 409 << QByteArray("Conflict") << ErrorKind::RunInProgress;
        QTest::newRow("invalid") << 422 << QByteArray("Validation Failed") << ErrorKind::InvalidInputs;
        QTest::newRow("disabled") << 422 << QByteArray("Cannot rerun a disabled workflow")
                                  << ErrorKind::WorkflowDisabled;
        QTest::newRow("broken") << 500 << QByteArray("Server Error") << ErrorKind::ServiceUnavailable;
    }

    void refusalsCarryGitHubsReason()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, message);
        QFETCH(ErrorKind, kind);
        ControlBench bench;
        bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (request.verb == "GET")
                return std::nullopt;
            return refusal(status, message);
        };
        const qint64 run = bench.firstRun();
        const CommandStatus failed = bench.carryOut(bench.command(CommandKind::RerunAll, run));
        QCOMPARE(failed.state, CommandState::Failed);
        QCOMPARE(errorKindName(failed.error->kind), errorKindName(kind));
        QCOMPARE(failed.error->message, QString::fromUtf8(message));
        QCOMPARE(failed.error->httpStatus, status);
        QCOMPARE(failed.finding, CommandFinding::None);
        QVERIFY(!adviceFor(failed).contains(u"by itself"));
        QCOMPARE(adviceFor(failed).isEmpty(), kind == ErrorKind::InvalidInputs);
        QVERIFY(!bench.control->requested(bench.key(run)));
        QCOMPARE(bench.writes.size(), 1);
        QCOMPARE(bench.finished.size(), 1);
        const CommandRecord record = bench.records().first();
        QCOMPARE(record.result, errorKindName(kind));
        QCOMPARE(record.message, QString::fromUtf8(message));
        QCOMPARE(record.run, RunId{run});
        QVERIFY(record.endedAt.isValid());
    }

    void aMissingPermissionIsRememberedForAWhile()
    {
        ControlBench bench(ControlBench::brokenRun(), "guest-token");
        bench.watch();
        const qint64 run = bench.firstRun();
        const auto mayRerun = [&] {
            return bench.control->availability(CommandKind::RerunAll, bench.account.id, bench.facts(run));
        };
        QVERIFY(mayRerun().isNow());
        const CommandStatus denied = bench.carryOut(bench.command(CommandKind::RerunAll, run));
        QCOMPARE(denied.error->kind, ErrorKind::AccessDenied);
        QCOMPARE(denied.error->neededPermission, u"actions=write"_s);
        QVERIFY2(mayRerun().reason.contains(u"actions=write"), qPrintable(mayRerun().reason));
        bench.pass(10min);
        QVERIFY(mayRerun().isNow());
    }

    void whatTheTokensScopesTell()
    {
        ControlBench bench;
        bench.watch();
        QVERIFY(!bench.control->knowledge(bench.key(1), {}, 1).tokenScopes);
        bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (request.verb == "GET")
                return std::nullopt;
            return refusal(403, "No", {{"X-OAuth-Scopes", "read:org, workflow"}});
        };
        bench.carryOut(bench.command(CommandKind::RerunAll, bench.firstRun()));
        QCOMPARE(bench.control->knowledge(bench.key(1), {}, 1).tokenScopes,
                 std::optional(QStringList{u"read:org"_s, u"workflow"_s}));
        QVERIFY(!bench.control->availability(CommandKind::RerunAll, bench.account.id, bench.facts(bench.firstRun()))
                     .isNow());
    }

    void anAccountThatIsNotThere()
    {
        ControlBench bench;
        Command command = bench.command(CommandKind::RerunAll, bench.firstRun());
        command.account.value = u"nobody@nowhere"_s;
        const CommandId id = bench.control->start(command);
        QCOMPARE(bench.control->status(id)->state, CommandState::Requested);
        QVERIFY(bench.finished.isEmpty());
        bench.settle();
        QCOMPARE(bench.finished.size(), 1);
        QCOMPARE(bench.finished.first().error->kind, ErrorKind::Unauthorized);
        QVERIFY(!bench.control->requested(command.runKey()));
        QVERIFY(bench.writes.isEmpty());
    }

    void nothingToDoItTo()
    {
        ControlBench bench;
        Command command = bench.command(CommandKind::RerunAll, 0);
        QCOMPARE(bench.carryOut(command).error->kind, ErrorKind::InvalidInputs);
        command.run = RunId{1};
        command.kind = CommandKind::RerunJob;
        QCOMPARE(bench.carryOut(command).error->kind, ErrorKind::InvalidInputs);
        command.kind = CommandKind::EnableWorkflow;
        QCOMPARE(bench.carryOut(command).error->kind, ErrorKind::InvalidInputs);
        command = bench.command(CommandKind::RerunAll, 1);
        command.repository = {u"../evil"_s, u"x"_s};
        QCOMPARE(bench.carryOut(command).error->kind, ErrorKind::RepositoryNotFound);
        QVERIFY(bench.writes.isEmpty());
    }

    void givenUpBeforeItIsSent()
    {
        ControlBench bench;
        bench.watch();
        const qint64 run = bench.firstRun();
        // Writes are a second apart: the second one waits.
        bench.control->start(bench.command(CommandKind::DeleteLogs, run));
        bench.settle();
        const CommandId id = bench.control->start(bench.command(CommandKind::RerunAll, run));
        bench.settle();
        QCOMPARE(bench.control->underWay().size(), 1);
        bench.control->cancel(id);
        bench.pass(5s);
        QCOMPARE(bench.control->status(id)->error->kind, ErrorKind::Cancelled);
        QCOMPARE(bench.control->status(id)->finding, CommandFinding::None);
        QCOMPARE(bench.writes.size(), 1);
        QCOMPARE(bench.records().first().result, u"Cancelled"_s);
        bench.control->cancel(id);
        // At once, while it is written down.
        const CommandId other = bench.control->start(bench.command(CommandKind::RerunAll, run));
        bench.control->cancel(other);
        bench.pass(5s);
        QCOMPARE(bench.control->status(other)->error->kind, ErrorKind::Cancelled);
        QCOMPARE(bench.writes.size(), 1);
        QCOMPARE(bench.records().first().result, u"Cancelled"_s);
        QCOMPARE(bench.finished.size(), 3);
    }

    void recordsHoldWhatWasDoneAndNoSecret()
    {
        ControlBench bench;
        bench.watch();
        const qint64 run = bench.firstRun();
        const QDateTime before = bench.clock.now();
        bench.carryOut(bench.command(CommandKind::RerunFailed, run));
        const CommandRecord record = bench.records().first();
        QCOMPARE(record.at, before);
        QCOMPARE(record.account, bench.account.id);
        QCOMPARE(record.repository.fullName(), u"acme/api"_s);
        QCOMPARE(record.run, RunId{run});
        QCOMPARE(record.attempt, 1);
        QCOMPARE(record.action, u"rerun_failed"_s);
        QCOMPARE(record.result, u"done"_s);
        for (const QString &text : {record.details, record.message, record.result})
            QVERIFY(!text.contains(u"token"));
        // A query by run, account and action.
        const auto found = [&](const CommandRecordQuery &query) {
            return await<QList<CommandRecord>>(
                       [&](QObject *context, auto done) { bench.store->commands(query, context, std::move(done)); })
                .size();
        };
        QCOMPARE(found({{bench.account.id}, bench.key(run), u"rerun_failed"_s, 10}), 1);
        QCOMPARE(found({{}, bench.key(run + 1), {}, 10}), 0);
        QCOMPARE(found({{AccountId{u"x"_s}}, {}, {}, 10}), 0);
        QCOMPARE(found({{}, {}, u"cancel"_s, 10}), 0);
        QCOMPARE(found({{}, {}, {}, 0}), 0);
    }
};

QTEST_GUILESS_MAIN(TestControl)

#include "tst_control.moc"
