// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/simulator/simulatorclient.h"

#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

const QByteArray brokenRun = SimulatorClient::workflowOfTwoJobs + R"(, "runs": [{"workflow": "ci.yml", "at": "-1h",
    "title": "Broken", "actor": "owner", "fails": ["test / Run tests"]}])";

const QByteArray deployment = R"(
    "workflows": [{"name": "CI", "file": "ci.yml", "on": ["workflow_dispatch"], "jobs": [
        {"id": "build", "steps": [["Build", 10]]},
        {"id": "deploy", "needs": ["build"], "environment": "production", "steps": [["Deploy", 10]]}]}],
    "environments": [{"name": "production", "reviewers": ["@release"]}, {"name": "other"}])";

QString path(qint64 run, const char *rest = "")
{
    return SimulatorClient::repo(QStringLiteral("/actions/runs/%1").arg(run)) + QLatin1String(rest);
}

qint64 firstRun(SimulatorClient &client)
{
    const SimulatorAnswer list = client.get(SimulatorClient::repo(QStringLiteral("/actions/runs")));
    return list["workflow_runs"].toArray()[0][QLatin1String("id")].toInteger();
}

QString word(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

} // namespace

class RunActionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rerunsEverything()
    {
        SimulatorClient client(brokenRun);
        const qint64 run = firstRun(client);
        QCOMPARE(client.post(path(run, "/rerun")).status(), 201);
        QCOMPARE(client.run(run).value(QLatin1String("run_attempt")).toInt(), 2);
        QCOMPARE(word(client.run(run), "status"), QStringLiteral("queued"));
        QVERIFY(client.run(run).value(QLatin1String("conclusion")).isNull());
        QCOMPARE(client.jobs(run), QStringList{QStringLiteral("build queued")});
        client.pass(3min);
        QCOMPARE(word(client.run(run), "conclusion"), QStringLiteral("success"));
    }

    void rerunsFailedJobsOnly()
    {
        SimulatorClient client(brokenRun);
        const qint64 run = firstRun(client);
        const qint64 buildBefore = client.jobId(run, QStringLiteral("build"));
        QCOMPARE(client.post(path(run, "/rerun-failed-jobs")).status(), 201);
        QCOMPARE(client.jobs(run),
                 (QStringList{QStringLiteral("build completed success"), QStringLiteral("test queued")}));
        QVERIFY(client.jobId(run, QStringLiteral("build")) != buildBefore);
        client.pass(1min);
        QCOMPARE(word(client.run(run), "conclusion"), QStringLiteral("success"));
    }

    void rerunsAJobAndWhatNeedsIt()
    {
        SimulatorClient client;
        const qint64 run = client.dispatch();
        client.pass(3min);
        const qint64 test = client.jobId(run, QStringLiteral("test"));
        const auto rerun = [&](qint64 job) {
            return client.post(client.repo(QStringLiteral("/actions/jobs/%1/rerun").arg(job)));
        };
        QCOMPARE(rerun(test).status(), 201);
        QCOMPARE(client.jobs(run),
                 (QStringList{QStringLiteral("build completed success"), QStringLiteral("test queued")}));
        client.pass(3min);
        QCOMPARE(rerun(client.jobId(run, QStringLiteral("build"))).status(), 201);
        QCOMPARE(client.jobs(run), QStringList{QStringLiteral("build queued")});
        QCOMPARE(rerun(1).status(), 404);
    }

    void refusesReruns()
    {
        SimulatorClient client;
        const qint64 run = client.dispatch();
        const SimulatorAnswer running = client.post(path(run, "/rerun"));
        QCOMPARE(running.status(), 403);
        QCOMPARE(running.message(), QStringLiteral("This workflow is already running"));
        client.pass(3min);
        const SimulatorAnswer nothingFailed = client.post(path(run, "/rerun-failed-jobs"));
        QCOMPARE(nothingFailed.status(), 403);
        QCOMPARE(nothingFailed.message(), QStringLiteral("This workflow run cannot be retried"));
        client.pass(31 * 24h);
        QCOMPARE(client.post(path(run, "/rerun")).status(), 403);
        QCOMPARE(client.post(path(1, "/rerun")).status(), 404);
    }

    void cancelsInAMoment()
    {
        SimulatorClient client;
        const qint64 run = client.dispatch();
        client.pass(20s);
        QCOMPARE(client.post(path(run, "/cancel")).status(), 202);
        QCOMPARE(word(client.run(run), "status"), QStringLiteral("in_progress"));
        client.pass(5s);
        QCOMPARE(word(client.run(run), "conclusion"), QStringLiteral("cancelled"));
        QCOMPARE(client.jobs(run),
                 (QStringList{QStringLiteral("build completed cancelled"), QStringLiteral("test completed skipped")}));
        const SimulatorAnswer again = client.post(path(run, "/cancel"));
        QCOMPARE(again.status(), 409);
        QCOMPARE(again.message(), QStringLiteral("Cannot cancel a workflow run that is completed."));
        client.pass(1h);
        QCOMPARE(word(client.run(run), "conclusion"), QStringLiteral("cancelled"));
    }

    void forceCancelsAtOnce()
    {
        SimulatorClient client;
        const qint64 run = client.dispatch();
        client.pass(20s);
        QCOMPARE(client.post(path(run, "/force-cancel")).status(), 202);
        QCOMPARE(word(client.run(run), "conclusion"), QStringLiteral("cancelled"));
        QCOMPARE(client.post(path(run, "/force-cancel")).status(), 409);
    }

    void approvesAForksRun()
    {
        SimulatorClient client(SimulatorClient::workflowOfTwoJobs
                               + R"(, "runs": [{"workflow": "ci.yml", "at": "-1m", "title": "Help",
            "actor": "stranger", "event": "pull_request", "branch": "help", "headRepository": "stranger/api", "needsApproval": true}])");
        const qint64 run = firstRun(client);
        QCOMPARE(word(client.run(run), "conclusion"), QStringLiteral("action_required"));
        QCOMPARE(client.run(run).value(QLatin1String("head_repository"))[QLatin1String("full_name")].toString(),
                 QStringLiteral("stranger/api"));
        QCOMPARE(client.post(path(run, "/approve")).status(), 201);
        QCOMPARE(word(client.run(run), "status"), QStringLiteral("queued"));
        QCOMPARE(client.run(run).value(QLatin1String("run_attempt")).toInt(), 1);
        client.pass(3min);
        QCOMPARE(word(client.run(run), "conclusion"), QStringLiteral("success"));
        QCOMPARE(client.post(path(run, "/approve")).status(), 403);
    }

    void deploymentsWaitForTheirReview()
    {
        SimulatorClient client(deployment);
        const qint64 run = client.dispatch();
        client.pass(1min);
        QCOMPARE(word(client.run(run), "status"), QStringLiteral("waiting"));
        QCOMPARE(client.jobs(run).last(), QStringLiteral("deploy waiting"));

        const QJsonArray pending = client.get(path(run, "/pending_deployments")).array;
        QCOMPARE(pending.size(), 1);
        QVERIFY(pending[0][QLatin1String("current_user_can_approve")].toBool());
        QCOMPARE(pending[0][QLatin1String("reviewers")][0][QLatin1String("type")].toString(), QStringLiteral("Team"));
        const QJsonValue id = pending[0][QLatin1String("environment")][QLatin1String("id")];

        const QJsonObject approval{{QStringLiteral("environment_ids"), QJsonArray{id}},
                                   {QStringLiteral("state"), QStringLiteral("approved")},
                                   {QStringLiteral("comment"), QStringLiteral("Go")}};
        const SimulatorAnswer reviewed = client.post(path(run, "/pending_deployments"), approval);
        QCOMPARE(reviewed.status(), 200);
        QCOMPARE(reviewed.array[0][QLatin1String("environment")].toString(), QStringLiteral("production"));
        QVERIFY(client.get(path(run, "/pending_deployments")).array.isEmpty());
        const QJsonArray approvals = client.get(path(run, "/approvals")).array;
        QCOMPARE(approvals.size(), 1);
        QCOMPARE(approvals[0][QLatin1String("comment")].toString(), QStringLiteral("Go"));
        client.pass(1min);
        QCOMPARE(word(client.run(run), "conclusion"), QStringLiteral("success"));
        QCOMPARE(client.post(path(run, "/pending_deployments"), approval).status(), 422);
    }

    void aRejectedDeploymentFailsItsRun()
    {
        SimulatorClient client(deployment);
        const qint64 run = client.dispatch();
        client.pass(1min);
        const QJsonValue id =
            client.get(path(run, "/pending_deployments")).array[0][QLatin1String("environment")][QLatin1String("id")];
        QCOMPARE(client
                     .post(path(run, "/pending_deployments"),
                           {{QStringLiteral("environment_ids"), QJsonArray{id}},
                            {QStringLiteral("state"), QStringLiteral("rejected")},
                            {QStringLiteral("comment"), QString()}})
                     .status(),
                 200);
        QCOMPARE(word(client.run(run), "conclusion"), QStringLiteral("failure"));
    }

    void refusesReviews()
    {
        SimulatorClient client(deployment);
        const qint64 run = client.dispatch();
        client.pass(1min);
        const SimulatorAnswer nothing = client.post(path(run, "/pending_deployments"));
        QCOMPARE(nothing.status(), 422);
        QVERIFY(nothing.message().contains(QStringLiteral("\"environment_ids\", \"state\", \"comment\"")));
        const QJsonObject perhaps{{QStringLiteral("environment_ids"), QJsonArray{1}},
                                  {QStringLiteral("state"), QStringLiteral("perhaps")},
                                  {QStringLiteral("comment"), QString()}};
        QCOMPARE(client.post(path(run, "/pending_deployments"), perhaps).status(), 422);
        client.token = "guest-token";
        QVERIFY(!client.get(path(run, "/pending_deployments"))
                     .array[0][QLatin1String("current_user_can_approve")]
                     .toBool(true));
        QCOMPARE(client.post(path(run, "/pending_deployments"), perhaps).status(), 403);
    }

    void aWaitTimerHoldsADeployment()
    {
        QByteArray timed = deployment;
        timed.replace(R"("reviewers": ["@release"])", R"("waitMinutes": 10)");
        SimulatorClient client(timed);
        const qint64 run = client.dispatch();
        client.pass(5min);
        QCOMPARE(word(client.run(run), "status"), QStringLiteral("waiting"));
        QCOMPARE(client.get(path(run, "/pending_deployments")).array[0][QLatin1String("wait_timer")].toInt(), 10);
        client.pass(10min);
        QCOMPARE(word(client.run(run), "conclusion"), QStringLiteral("success"));
    }

    void deletesRuns()
    {
        SimulatorClient client;
        const qint64 run = client.dispatch();
        QCOMPARE(client.remove(path(run)).status(), 403);
        client.pass(3min);
        const qint64 job = client.jobId(run, QStringLiteral("build"));
        QCOMPARE(client.remove(path(run)).status(), 204);
        QCOMPARE(client.get(path(run)).status(), 404);
        QCOMPARE(client.get(client.repo(QStringLiteral("/actions/jobs/%1").arg(job))).status(), 404);
        QCOMPARE(client.get(client.repo(QStringLiteral("/actions/runs")))["total_count"].toInt(), 0);
        QCOMPARE(client.get(client.repo(QStringLiteral("/actions/artifacts")))["total_count"].toInt(), 0);
    }

    void strangersMayNotAct()
    {
        SimulatorClient client(brokenRun);
        const qint64 run = firstRun(client);
        client.token = "guest-token";
        const SimulatorAnswer forbidden = client.post(path(run, "/rerun"));
        QCOMPARE(forbidden.status(), 403);
        QCOMPARE(forbidden.header("X-Accepted-GitHub-Permissions"), "actions=write");
        client.token.clear();
        QCOMPARE(client.post(path(run, "/rerun")).status(), 401);
        QCOMPARE(client.get(path(run))["run_attempt"].toInt(), 1);
    }
};

QTEST_GUILESS_MAIN(RunActionsTest)
#include "tst_runactions.moc"
