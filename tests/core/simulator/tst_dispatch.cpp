// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/simulator/simulatorclient.h"

#include <QJsonDocument>
#include <QTest>

using namespace Runlight;

namespace {

const QByteArray withInputs = R"json(
    "tags": ["v1"],
    "workflows": [
        {"name": "Deploy", "file": "deploy.yml", "on": ["workflow_dispatch", "repository_dispatch"],
         "inputs": [{"name": "version", "required": true}, {"name": "where", "type": "choice", "options": ["here", "there"]}],
         "jobs": [{"id": "deploy", "name": "deploy on {os}",
                 "matrix" : [ {"os" : "linux"} ],
                 "runsOn" : "{os}",
                 "steps" : [ [ "Run actions/checkout@v5", 3 ], [ "It\u0027s done", 5 ] ]
}]
},
        {"name": "Push only", "file": "push.yml", "on": ["push"], "jobs": [{"id": "j"}]}])json";

QString dispatches(const char *file)
{
    return SimulatorClient::repo(QStringLiteral("/actions/workflows/%1/dispatches").arg(QLatin1String(file)));
}

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

int runCount(SimulatorClient &client)
{
    return client.get(SimulatorClient::repo(QStringLiteral("/actions/runs")))["total_count"].toInt();
}

} // namespace

class DispatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheRunOnlyWhenAsked()
    {
        SimulatorClient client(withInputs);
        const SimulatorAnswer quiet =
            client.post(dispatches("deploy.yml"), json(R"({"ref": "main", "inputs": {"version": "1"}})"));
        QCOMPARE(quiet.status(), 204);
        QVERIFY(quiet.reply.body.isEmpty());
        const SimulatorAnswer told = client.post(
            dispatches("deploy.yml"),
            json(
                R"({"ref": "refs/tags/v1", "inputs": {"version": "1", "where": "there"}, "return_run_details": true})"));
        QCOMPARE(told.status(), 200);
        const QJsonObject run = client.run(told["workflow_run_id"].toInteger());
        QCOMPARE(run.value(QLatin1String("event")).toString(), QStringLiteral("workflow_dispatch"));
        QCOMPARE(run.value(QLatin1String("head_branch")).toString(), QStringLiteral("v1"));
        QCOMPARE(run.value(QLatin1String("actor"))[QLatin1String("login")].toString(), QStringLiteral("owner"));
        QCOMPARE(run.value(QLatin1String("url")), told["run_url"]);
        QCOMPARE(runCount(client), 2);
    }

    void refusesWhatGitHubWould_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("message");
        QTest::newRow("no ref") << QByteArray("{}") << QStringLiteral("\"ref\" wasn't supplied");
        QTest::newRow("wrong ref") << QByteArray(R"({"ref": "gone", "inputs": {"version": "1"}})")
                                   << QStringLiteral("No ref found for: gone");
        QTest::newRow("missing input") << QByteArray(R"({"ref": "main"})")
                                       << QStringLiteral("Required input 'version' not provided");
        QTest::newRow("unexpected input") << QByteArray(R"({"ref": "main", "inputs": {"version": "1", "speed": "9"}})")
                                          << QStringLiteral("Unexpected inputs provided: [\"speed\"]");
        QTest::newRow("no such choice") << QByteArray(R"({"ref": "main", "inputs": {"version": "1", "where": "up"}})")
                                        << QStringLiteral("not in the list of allowed values");
        QTest::newRow("no JSON") << QByteArray("ref=main") << QStringLiteral("\"ref\" wasn't supplied");
    }

    void refusesWhatGitHubWould()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, message);
        SimulatorClient client(withInputs);
        const SimulatorAnswer answer = client.post(dispatches("deploy.yml"), json(body.constData()));
        QCOMPARE(answer.status(), 422);
        QVERIFY2(answer.message().contains(message), qPrintable(answer.message()));
        QCOMPARE(runCount(client), 0);
    }

    void startsOnlyWhatCanBeStarted()
    {
        SimulatorClient client(withInputs);
        const QJsonObject good = json(R"({"ref": "main", "inputs": {"version": "1"}})");
        QCOMPARE(client.post(dispatches("push.yml"), good).message(),
                 QStringLiteral("Workflow does not have 'workflow_dispatch' trigger"));
        QCOMPARE(client.post(dispatches("none.yml"), good).status(), 404);
        const QString workflow = client.repo(QStringLiteral("/actions/workflows/deploy.yml"));
        QCOMPARE(client.put(workflow + QStringLiteral("/disable")).status(), 204);
        QCOMPARE(client.get(workflow)["state"].toString(), QStringLiteral("disabled_manually"));
        QCOMPARE(client.post(dispatches("deploy.yml"), good).status(), 422);
        QCOMPARE(client.put(workflow + QStringLiteral("/enable")).status(), 204);
        QCOMPARE(client.post(dispatches("deploy.yml"), good).status(), 204);
        QCOMPARE(client.put(client.repo(QStringLiteral("/actions/workflows/none.yml/enable"))).status(), 404);
    }

    void dispatchesToTheRepository()
    {
        SimulatorClient client(withInputs);
        const QString path = client.repo(QStringLiteral("/dispatches"));
        QCOMPARE(client.post(path, json(R"({"event_type": "nightly", "client_payload": {"a": 1}})")).status(), 204);
        const QJsonValue run = client.get(client.repo(QStringLiteral("/actions/runs")))["workflow_runs"].toArray()[0];
        QCOMPARE(run[QLatin1String("event")].toString(), QStringLiteral("repository_dispatch"));
        QCOMPARE(run[QLatin1String("display_title")].toString(), QStringLiteral("nightly"));
        QCOMPARE(client.post(path).status(), 422);
        QCOMPARE(client.post(path, {{QStringLiteral("event_type"), QString(101, QLatin1Char('x'))}}).status(), 422);
        QJsonObject wide;
        for (int i = 0; i < 11; ++i)
            wide.insert(QString::number(i), i);
        QCOMPARE(
            client
                .post(path,
                      {{QStringLiteral("event_type"), QStringLiteral("e")}, {QStringLiteral("client_payload"), wide}})
                .status(),
            422);
        QCOMPARE(runCount(client), 1);
    }

    void showsTheFilesOfWorkflows()
    {
        SimulatorClient client(withInputs);
        const QString folder = client.repo(QStringLiteral("/contents/.github/workflows"));
        QCOMPARE(client.get(folder).array.size(), 2);
        const SimulatorAnswer file = client.get(folder + QStringLiteral("/deploy.yml"));
        QCOMPARE(file["encoding"].toString(), QStringLiteral("base64"));
        const QByteArray yaml = QByteArray::fromBase64(file["content"].toString().toLatin1());
        QCOMPARE(file["size"].toInt(), yaml.size());
        QVERIFY(yaml.contains("name: 'Deploy'\n"));
        QVERIFY(yaml.contains("    options: [here, there]\n"));
        QVERIFY(yaml.contains("    name: 'deploy on ${{ matrix.os }}'\n"));
        QVERIFY(yaml.contains("      - uses: actions/checkout@v5\n"));
        QVERIFY(yaml.contains("      - name: 'It''s done'\n"));
        const SimulatorAnswer raw =
            client.get(folder + QStringLiteral("/deploy.yml"), {{"Accept", "application/vnd.github.raw+json"}});
        QCOMPARE(raw.reply.body, yaml);
        QCOMPARE(client.get(folder + QStringLiteral("/none.yml")).status(), 404);
        QCOMPARE(client.get(client.repo(QStringLiteral("/contents/README.md"))).status(), 404);
    }
};

QTEST_GUILESS_MAIN(DispatchTest)
#include "tst_dispatch.moc"
