// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/control/controlbench.h"
#include "tests/support/await.h"
#include "tests/support/scriptedserver.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// One job fails soon, another goes on for long.
const QByteArray twoPaces = R"("workflows": [{"name": "CI", "file": "ci.yml", "on": ["workflow_dispatch"], "jobs": [
    {"id": "quick", "steps": [["Test", 10]]}, {"id": "slow", "steps": [["Build", 600]]}]}],
    "runs": [{"workflow": "ci.yml", "at": "-1m", "title": "Broken", "actor": "owner", "fails": ["quick / Test"]}])";

const RepoName acmeApi{u"acme"_s, u"api"_s};

constexpr char childStore[] = "RUNLIGHT_TEST_STORE";
constexpr char childUrl[] = "RUNLIGHT_TEST_API";

Account testAccount(const QUrl &url)
{
    return Account::of(u"owner"_s, u"github.com"_s, url);
}

//! Control over a real network.
struct RealControl
{
    RealControl(const QString &file, const QUrl &url, Clock &clock)
        : store(file, clock)
        , circuits(clock)
        , cache(&store)
        , github({url, "token", u"owner@github.com"_s}, network, clock, circuits, cache)
        , control(store, clock)
    {
        control.addAccount(testAccount(url), github);
    }

    Store store;
    QNetworkAccessManager network;
    HostCircuits circuits;
    ResponseCache cache;
    GitHub github;
    Control control;
};

int runUntilKilled()
{
    SystemClock clock;
    const RealControl real(qEnvironmentVariable(childStore), QUrl(qEnvironmentVariable(childUrl)), clock);
    return QCoreApplication::exec();
}

QByteArray runJson(int attempt)
{
    return QJsonDocument(QJsonObject{{u"id"_s, 7},
                                     {u"repository"_s, QJsonObject{{u"full_name"_s, u"acme/api"_s}}},
                                     {u"run_attempt"_s, attempt},
                                     {u"status"_s, attempt == 1 ? u"completed"_s : u"queued"_s},
                                     {u"conclusion"_s, attempt == 1 ? u"failure"_s : u""_s}})
        .toJson();
}

//! A store where a completed run waits to be rerun.
void fillStore(const QString &file, const QUrl &url)
{
    SystemClock clock;
    Store store(file, clock);
    const AccountId account = testAccount(url).id;
    Run run;
    run.id = RunId{7};
    run.repository = acmeApi;
    run.state = RunState::of(u"completed", u"failure");
    run.updatedAt = clock.now();
    await<QList<RunChange>>([&](QObject *context, auto done) { store.saveRuns(account, {run}, context, done); });
    const PendingRerun rerun{{account, run.id}, acmeApi, 1, false, clock.now(), false};
    await<bool>([&](QObject *context, auto done) { store.savePendingRerun(rerun, context, done); });
}

} // namespace

//! "Rerun failed when it finishes": exactly once.
class TestPendingReruns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusedWhileJobsGoOn()
    {
        ControlBench bench(twoPaces);
        bench.watch();
        const qint64 run = bench.firstRun();
        const CommandStatus early = bench.carryOut(bench.command(CommandKind::RerunFailed, run));
        QCOMPARE(early.error->kind, ErrorKind::RunInProgress);
        QCOMPARE(early.error->message, u"This workflow is already running"_s);
    }

    void doneOnceWhenTheRunHasCompleted()
    {
        ControlBench bench(twoPaces);
        bench.watch();
        const qint64 run = bench.firstRun();
        QSignalSpy changed(bench.control.get(), &Control::pendingRerunsChanged);
        bench.control->rerunFailedWhenFinished(bench.key(run), acmeApi, 1, true);
        bench.control->rerunFailedWhenFinished(bench.key(run), acmeApi, 1, true);
        QCOMPARE(changed.size(), 1);
        QVERIFY(bench.control->pendingRerun(bench.key(run)));
        QVERIFY(bench.control->knowledge(bench.key(run), acmeApi, 1).isRerunPending);
        bench.pass(5min);
        QVERIFY(bench.writes.isEmpty());
        QCOMPARE(bench.storedReruns().size(), 1);
        bench.pass(10min);
        QCOMPARE(bench.writes, QStringList{u"POST /repos/acme/api/actions/runs/%1/rerun-failed-jobs"_s.arg(run)});
        QCOMPARE(bench.server.run(run).value(u"run_attempt").toInt(), 2);
        QCOMPARE(bench.finished.size(), 1);
        QCOMPARE(bench.finished.first().state, CommandState::Done);
        QVERIFY(!bench.control->pendingRerun(bench.key(run)));
        QVERIFY(bench.storedReruns().isEmpty());
        QCOMPARE(bench.records().first().details, u"debug logging"_s);
        bench.pass(30min);
        QCOMPARE(bench.writes.size(), 1);
    }

    void aRunThatHasCompletedAlready()
    {
        ControlBench bench;
        bench.watch();
        bench.control->rerunFailedWhenFinished(bench.key(bench.firstRun()), acmeApi, 1);
        bench.settle();
        QCOMPARE(bench.writes.size(), 1);
        QCOMPARE(bench.finished.first().state, CommandState::Done);
    }

    void cancellableUntilThen()
    {
        ControlBench bench(twoPaces);
        bench.watch();
        const RunKey run = bench.key(bench.firstRun());
        QVERIFY(!bench.control->cancelRerunWhenFinished(run));
        bench.control->rerunFailedWhenFinished(run, acmeApi, 1);
        bench.settle();
        QVERIFY(bench.control->cancelRerunWhenFinished(run));
        QVERIFY(bench.storedReruns().isEmpty());
        bench.pass(20min);
        QVERIFY(bench.writes.isEmpty());
        QVERIFY(!bench.control->pendingRerun(run));
    }

    void tooLateToCancelWhileItIsSent()
    {
        ControlBench bench;
        bench.watch();
        bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            FakeAnswer answer;
            answer.hangs = true;
            return request.verb == "GET" ? std::nullopt : std::optional(answer);
        };
        const RunKey run = bench.key(bench.firstRun());
        bench.control->rerunFailedWhenFinished(run, acmeApi, 1);
        bench.settle();
        QCOMPARE(bench.writes.size(), 1);
        QVERIFY(bench.storedReruns().first().isSending);
        QVERIFY(!bench.control->cancelRerunWhenFinished(run));
    }

    void afterARestart()
    {
        ControlBench bench(twoPaces);
        bench.watch();
        const qint64 run = bench.firstRun();
        bench.control->rerunFailedWhenFinished(bench.key(run), acmeApi, 1);
        bench.settle();
        bench.restart(false);
        bench.settle();
        QCOMPARE(bench.control->pendingReruns().size(), 1);
        bench.pass(15min); // It completes while nobody is signed in.
        QVERIFY(bench.writes.isEmpty());
        bench.signIn();
        bench.pass(2s);
        QCOMPARE(bench.writes.size(), 1);
        QCOMPARE(bench.server.run(run).value(u"run_attempt").toInt(), 2);
        QVERIFY(bench.storedReruns().isEmpty());
    }

    void ofARunThatNobodyWatches()
    {
        ControlBench bench(twoPaces);
        const qint64 run = bench.firstRun();
        bench.monitor->lookAt(bench.key(run), acmeApi);
        bench.settle();
        bench.control->rerunFailedWhenFinished(bench.key(run), acmeApi, 1);
        bench.pass(15min);
        QCOMPARE(bench.writes.size(), 1);
    }

    void somebodyElseWasFaster()
    {
        ControlBench bench(twoPaces);
        bench.watch();
        const qint64 run = bench.firstRun();
        bench.control->rerunFailedWhenFinished(bench.key(run), acmeApi, 1);
        bench.settle();
        bench.restart(false);
        bench.pass(15min);
        bench.server.post(SimulatorClient::repo(u"/actions/runs/%1/rerun"_s.arg(run)));
        bench.signIn();
        bench.pass(20min);
        QVERIFY(bench.writes.isEmpty());
        QVERIFY(bench.storedReruns().isEmpty());
    }

    void refusedForGood()
    {
        ControlBench bench;
        bench.watch();
        bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            FakeAnswer answer;
            answer.status = 403;
            answer.body = R"({"message": "This workflow run cannot be retried"})";
            return request.verb == "GET" ? std::nullopt : std::optional(answer);
        };
        bench.control->rerunFailedWhenFinished(bench.key(bench.firstRun()), acmeApi, 1);
        bench.pass(10min);
        QCOMPARE(bench.writes.size(), 1);
        QCOMPARE(bench.finished.size(), 1);
        QCOMPARE(bench.finished.first().error->message, u"This workflow run cannot be retried"_s);
        QVERIFY(bench.storedReruns().isEmpty());
    }

    void aServerInTroubleIsTriedAgain()
    {
        ControlBench bench;
        bench.watch();
        int writes = 0;
        bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (request.verb == "GET" || ++writes > 2)
                return std::nullopt;
            FakeAnswer answer;
            answer.status = 503;
            return answer;
        };
        bench.control->rerunFailedWhenFinished(bench.key(bench.firstRun()), acmeApi, 1);
        bench.pass(5min);
        QCOMPARE(writes, 3);
        QCOMPARE(bench.finished.size(), 1);
        QCOMPARE(bench.finished.first().state, CommandState::Done);
    }

    void aLostAnswerIsLookedUp()
    {
        for (const bool carriedOut : {true, false}) {
            ControlBench bench;
            bench.watch();
            int writes = 0;
            const auto isFirstWrite = [&](const FakeRequest &request) {
                return request.verb != "GET" && ++writes == 1;
            };
            if (carriedOut)
                bench.losesAnswer = isFirstWrite;
            else
                bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
                    FakeAnswer answer;
                    answer.error = QNetworkReply::RemoteHostClosedError;
                    return isFirstWrite(request) ? std::optional(answer) : std::nullopt;
                };
            bench.control->rerunFailedWhenFinished(bench.key(bench.firstRun()), acmeApi, 1);
            bench.pass(5min);
            QCOMPARE(writes, carriedOut ? 1 : 2);
            QCOMPARE(bench.server.run(bench.firstRun()).value(u"run_attempt").toInt(), 2);
            QVERIFY(bench.storedReruns().isEmpty());
            QCOMPARE(bench.finished.size(), 1);
        }
    }

    void deletedMeanwhile()
    {
        ControlBench bench(twoPaces);
        bench.watch();
        const qint64 run = bench.firstRun();
        bench.control->rerunFailedWhenFinished(bench.key(run), acmeApi, 1);
        bench.settle();
        bench.server.post(SimulatorClient::repo(u"/actions/runs/%1/force-cancel"_s.arg(run)));
        bench.server.remove(SimulatorClient::repo(u"/actions/runs/%1"_s.arg(run)));
        bench.pass(10min);
        QVERIFY(bench.storedReruns().isEmpty());
        QVERIFY(bench.writes.isEmpty());
    }

    void aKillBetweenSendingAndItsAnswer_data()
    {
        QTest::addColumn<bool>("carriedOut");
        QTest::newRow("GitHub has done it") << true;
        QTest::newRow("GitHub has not done it") << false;
    }

    void aKillBetweenSendingAndItsAnswer()
    {
        QFETCH(bool, carriedOut);
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"runlight.db"_s);
        ScriptedServer server;
        int attempt = 1;
        int reruns = 0;
        server.setHandler([&](const ScriptedServer::Request &request) {
            if (request.verb != "POST")
                return ScriptedServer::ok(runJson(attempt));
            if (++reruns == 1)
                return ScriptedServer::fault(ScriptedServer::Reply::Fault::Hang);
            attempt = 2;
            return ScriptedServer::status(201, "{}");
        });
        fillStore(file, server.url());
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(childStore), file);
        environment.insert(QString::fromLatin1(childUrl), server.url().toString());
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), QStringList());
        QTRY_COMPARE_WITH_TIMEOUT(reruns, 1, 30'000);
        child.kill(); // SIGKILL
        QVERIFY(child.waitForFinished());
        attempt = carriedOut ? 2 : 1;

        VirtualClock clock(QDateTime::currentDateTimeUtc());
        RealControl next(file, server.url(), clock);
        QTimer pace; // Ten seconds and more pass in one.
        connect(&pace, &QTimer::timeout, this, [&] { clock.advance(200ms); });
        pace.start(10);
        QTRY_COMPARE(next.control.pendingReruns().size(), 1);
        QVERIFY(next.control.pendingReruns().first().isSending);
        QTRY_VERIFY_WITH_TIMEOUT(next.control.pendingReruns().isEmpty(), 60'000);
        QCOMPARE(reruns, carriedOut ? 1 : 2);
        QCOMPARE(attempt, 2);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsSet(childStore))
        return runUntilKilled();
    TestPendingReruns test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pendingreruns.moc"
