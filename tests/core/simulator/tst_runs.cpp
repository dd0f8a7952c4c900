// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/simulator/simulatorclient.h"

#include <QTest>

#include <set>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

const QString runsPath = SimulatorClient::repo(QStringLiteral("/actions/runs"));

} // namespace

class RunsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunGoesItsWay()
    {
        SimulatorClient client;
        const qint64 id = client.dispatch();
        QCOMPARE(text(client.run(id), "status"), QStringLiteral("queued"));
        QVERIFY(client.run(id).value(QLatin1String("conclusion")).isNull());
        QCOMPARE(client.jobs(id), QStringList{QStringLiteral("build queued")});

        client.pass(20s);
        QCOMPARE(text(client.run(id), "status"), QStringLiteral("in_progress"));
        QCOMPARE(client.jobs(id), QStringList{QStringLiteral("build in_progress")});

        client.pass(80s);
        QCOMPARE(client.jobs(id).first(), QStringLiteral("build completed success"));
        QCOMPARE(client.jobs(id).size(), 2);

        client.pass(60s);
        QCOMPARE(text(client.run(id), "status"), QStringLiteral("completed"));
        QCOMPARE(text(client.run(id), "conclusion"), QStringLiteral("success"));
        QCOMPARE(client.jobs(id).last(), QStringLiteral("test completed success"));
    }

    void stepsGoOneAfterTheOther()
    {
        SimulatorClient client;
        const qint64 run = client.dispatch();
        client.pass(30s);
        const QString path =
            client.repo(QStringLiteral("/actions/jobs/%1").arg(client.jobId(run, QStringLiteral("build"))));
        QJsonArray steps = client.get(path)["steps"].toArray();
        QStringList states;
        for (const QJsonValue &step : steps)
            states.append(step[QLatin1String("name")].toString() + QLatin1Char(' ')
                          + step[QLatin1String("status")].toString());
        QCOMPARE(
            states,
            (QStringList{QStringLiteral("Set up job completed"), QStringLiteral("Run actions/checkout@v5 completed"),
                         QStringLiteral("Build in_progress"), QStringLiteral("Post Run actions/checkout@v5 queued"),
                         QStringLiteral("Complete job queued")}));
        QVERIFY(steps[2][QLatin1String("completed_at")].isNull());
        QVERIFY(!steps[2][QLatin1String("started_at")].isNull());
    }

    void playsFasterWhenTold()
    {
        SimulatorClient client(SimulatorClient::workflowOfTwoJobs, 10);
        const qint64 id = client.dispatch();
        client.pass(16s);
        QCOMPARE(text(client.run(id), "conclusion"), QStringLiteral("success"));
    }

    void afterAFailureTheRestIsSkipped()
    {
        SimulatorClient client(SimulatorClient::workflowOfTwoJobs + R"(, "runs": [{"workflow": "ci.yml", "at": "-10m",
            "title": "Broken", "actor": "owner", "fails": ["build / Run actions/checkout@v5"]}])");
        const QJsonObject run = client.get(runsPath)["workflow_runs"].toArray().first().toObject();
        QCOMPARE(text(run, "conclusion"), QStringLiteral("failure"));
        const qint64 id = run.value(QLatin1String("id")).toInteger();
        QCOMPARE(client.jobs(id),
                 (QStringList{QStringLiteral("build completed failure"), QStringLiteral("test completed skipped")}));
        const QJsonArray steps =
            client
                .get(client.repo(
                    QStringLiteral("/actions/jobs/%1").arg(client.jobId(id, QStringLiteral("build")))))["steps"]
                .toArray();
        QCOMPARE(steps[1][QLatin1String("conclusion")].toString(), QStringLiteral("failure"));
        QCOMPARE(steps[2][QLatin1String("conclusion")].toString(), QStringLiteral("skipped"));
        QCOMPARE(steps.last()[QLatin1String("conclusion")].toString(), QStringLiteral("success"));

        const QString annotations =
            client.repo(QStringLiteral("/check-runs/%1/annotations").arg(client.jobId(id, QStringLiteral("build"))));
        QCOMPARE(client.get(annotations).array.size(), 1);
        QCOMPARE(client.get(annotations).array[0][QLatin1String("message")].toString(),
                 QStringLiteral("Process completed with exit code 1."));
    }

    void aToldRerunMakesAttempts()
    {
        SimulatorClient client(SimulatorClient::workflowOfTwoJobs + R"(, "runs": [{"workflow": "ci.yml", "at": "-1h",
            "title": "Broken", "actor": "owner", "attempts": 3, "fails": ["test / Run tests"]}])");
        const QJsonObject run = client.get(runsPath)["workflow_runs"].toArray().first().toObject();
        QCOMPARE(run.value(QLatin1String("run_attempt")).toInt(), 3);
        const QString path = runsPath + QStringLiteral("/%1").arg(run.value(QLatin1String("id")).toInteger());
        QCOMPARE(client.get(path + QStringLiteral("/attempts/1"))["conclusion"].toString(), QStringLiteral("failure"));
        QCOMPARE(client.get(path + QStringLiteral("/attempts/2"))["run_attempt"].toInt(), 2);
        QCOMPARE(client.get(path + QStringLiteral("/attempts/4")).status(), 404);
        QCOMPARE(client.get(path + QStringLiteral("/attempts/0")).status(), 404);
        QCOMPARE(client.get(path + QStringLiteral("/jobs"))["total_count"].toInt(), 2);
        QCOMPARE(client.get(path + QStringLiteral("/jobs?filter=all"))["total_count"].toInt(), 6);
        QCOMPARE(client.get(path + QStringLiteral("/attempts/1/jobs"))["jobs"]
                     .toArray()[0][QLatin1String("run_attempt")]
                     .toInt(),
                 1);
    }

    void listsArePagedByLinks()
    {
        SimulatorClient client;
        std::set<qint64> dispatched;
        for (int i = 0; i < 7; ++i)
            dispatched.insert(client.dispatch());
        const SimulatorAnswer first = client.get(runsPath + QStringLiteral("?per_page=3"));
        QCOMPARE(first["total_count"].toInt(), 7);
        QCOMPARE(first["workflow_runs"].toArray().size(), 3);
        QVERIFY(first.header("Link").contains("per_page=3&page=2>; rel=\"next\""));
        QVERIFY(first.header("Link").contains("page=3>; rel=\"last\""));
        QVERIFY(!first.header("Link").contains("prev"));
        const SimulatorAnswer last = client.get(runsPath + QStringLiteral("?per_page=3&page=3"));
        QCOMPARE(last["workflow_runs"].toArray().size(), 1);
        QVERIFY(last.header("Link").contains("rel=\"prev\""));
        QVERIFY(!last.header("Link").contains("rel=\"next\""));
        QVERIFY(client.get(runsPath + QStringLiteral("?per_page=100")).header("Link").isNull());
        // Newest first.
        QCOMPARE(first["workflow_runs"].toArray()[0][QLatin1String("id")].toInteger(), *dispatched.rbegin());
        QCOMPARE(last["workflow_runs"].toArray()[0][QLatin1String("id")].toInteger(), *dispatched.begin());
    }

    void listsAreFiltered_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("titles");
        const QString push = QStringLiteral("Pushed");
        const QString request = QStringLiteral("Requested");
        QTest::newRow("nothing") << QString() << QStringList{request, push};
        QTest::newRow("branch") << QStringLiteral("branch=topic/a") << QStringList{request};
        QTest::newRow("branch encoded") << QStringLiteral("branch=topic%2Fa") << QStringList{request};
        QTest::newRow("event") << QStringLiteral("event=push") << QStringList{push};
        QTest::newRow("actor") << QStringLiteral("actor=guest") << QStringList{request};
        QTest::newRow("status") << QStringLiteral("status=completed") << QStringList{request, push};
        QTest::newRow("conclusion") << QStringLiteral("status=failure") << QStringList{push};
        QTest::newRow("since") << QStringLiteral("created=%3E%3D2025-12-31T23:00:00Z") << QStringList{request};
        QTest::newRow("since, with an offset")
            << QStringLiteral("created=%3E%3D2026-01-01T00:00:00%2B01:00") << QStringList{request};
        QTest::newRow("before") << QStringLiteral("created=%3C2025-12-31T23:00:00Z") << QStringList{push};
        QTest::newRow("range") << QStringLiteral("created=2025-12-30..2025-12-31") << QStringList{request, push};
        QTest::newRow("open range") << QStringLiteral("created=*..2025-12-30") << QStringList{};
        QTest::newRow("day") << QStringLiteral("created=2025-12-31") << QStringList{request, push};
        QTest::newRow("none") << QStringLiteral("branch=nowhere") << QStringList{};
    }

    void listsAreFiltered()
    {
        QFETCH(QString, query);
        QFETCH(QStringList, titles);
        SimulatorClient client(SimulatorClient::workflowOfTwoJobs + R"(, "runs": [
            {"workflow": "ci.yml", "at": "-2h", "title": "Pushed", "actor": "owner", "fails": ["build / Build"]},
            {"workflow": "ci.yml", "at": "-30m", "title": "Requested", "actor": "guest", "event": "pull_request",
             "branch": "topic/a", "pullRequest": 5}])");
        const SimulatorAnswer answer = client.get(runsPath + QLatin1Char('?') + query);
        QCOMPARE(answer["total_count"].toInt(), titles.size());
        QStringList found;
        for (const QJsonValue &run : answer["workflow_runs"].toArray())
            found.append(run[QLatin1String("display_title")].toString());
        QCOMPARE(found, titles);
    }

    void aWorkflowListsItsOwnRuns()
    {
        SimulatorClient client;
        client.dispatch();
        const QJsonArray workflows =
            client.get(client.repo(QStringLiteral("/actions/workflows")))["workflows"].toArray();
        QCOMPARE(workflows.size(), 1);
        const qint64 id = workflows[0][QLatin1String("id")].toInteger();
        for (const QString &name : {QStringLiteral("ci.yml"), QString::number(id)}) {
            const QString path = client.repo(QStringLiteral("/actions/workflows/%1").arg(name));
            QCOMPARE(client.get(path)["name"].toString(), QStringLiteral("CI"));
            QCOMPARE(client.get(path + QStringLiteral("/runs"))["total_count"].toInt(), 1);
        }
        QCOMPARE(client.get(client.repo(QStringLiteral("/actions/workflows/none.yml"))).status(), 404);
        QCOMPARE(client.get(client.repo(QStringLiteral("/actions/workflows/none.yml/runs"))).status(), 404);
    }

    void showsPullRequestsUnlessToldNot()
    {
        SimulatorClient client(SimulatorClient::workflowOfTwoJobs + R"(, "runs": [
            {"workflow": "ci.yml", "at": "-1h", "title": "T", "actor": "owner", "event": "pull_request", "branch": "b", "pullRequest": 5}])");
        const auto pullRequests = [&](const char *query) {
            return client.get(runsPath + QLatin1String(query))["workflow_runs"]
                .toArray()[0][QLatin1String("pull_requests")]
                .toArray();
        };
        QCOMPARE(pullRequests("").size(), 1);
        QCOMPARE(pullRequests("")[0][QLatin1String("number")].toInt(), 5);
        QVERIFY(pullRequests("?exclude_pull_requests=true").isEmpty());
    }

    void chanceIsTheSameEveryTime()
    {
        const auto titles = [] {
            SimulatorClient client(SimulatorClient::workflowOfTwoJobs + R"(, "activity": {"pushesPerDay": 1,
                "pushEvery": "5m", "titles": ["A", "B"], "actors": ["owner"]})");
            client.pass(24h);
            return client.get(runsPath + QStringLiteral("?per_page=100")).reply.body;
        };
        const QByteArray first = titles();
        QVERIFY(first.count("\"display_title\"") > 50);
        QCOMPARE(titles(), first);
    }

    void theBuiltInWorldIsAlive()
    {
        VirtualClock clock;
        Simulator simulator(*Scenario::builtIn(), clock);
        int runs = 0;
        std::set<QString> states;
        const auto look = [&] {
            runs = 0;
            for (const SimulatedAccount &account : simulator.accounts()) {
                for (const RepoName &name : simulator.repositoriesOf(account)) {
                    const QUrl url(simulator.baseUrl().toString()
                                   + QStringLiteral("/repos/%1/actions/runs?per_page=100").arg(name.fullName()));
                    const SimulatorAnswer answer(
                        simulator.handle({"GET", url, {{"Authorization", "token " + account.token.toUtf8()}}, {}}));
                    QCOMPARE(answer.status(), 200);
                    runs += answer["total_count"].toInt();
                    for (const QJsonValue &run : answer["workflow_runs"].toArray())
                        states.insert(run[QLatin1String("status")].toString() + QLatin1Char(' ')
                                      + run[QLatin1String("conclusion")].toString());
                }
            }
        };
        look();
        QVERIFY(runs > 300);
        for (const char *state :
             {"waiting ", "in_progress ", "completed success", "completed failure", "completed cancelled",
              "completed skipped", "completed action_required", "completed startup_failure"})
            QVERIFY2(states.count(QLatin1String(state)) == 1, state);
        const int before = runs;
        clock.advance(2h);
        look();
        QVERIFY(runs > before + 20);
    }
};

QTEST_GUILESS_MAIN(RunsTest)
#include "tst_runs.moc"
