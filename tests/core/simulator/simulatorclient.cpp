// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/simulator/simulatorclient.h"

#include <QJsonDocument>

using namespace Runlight;

namespace {

Scenario scenarioWith(const QByteArray &repository)
{
    const QByteArray json = R"({
        "people": [{"login": "acme", "type": "Organization"}, {"login": "owner"}, {"login": "guest"}],
        "accounts": [
            {"login": "owner", "host": "github.com", "token": "owner-token", "teams": ["acme/release"]},
            {"login": "guest", "host": "github.com", "token": "guest-token"},
            {"login": "owner", "host": "elsewhere.example", "token": "elsewhere-token"}
        ],
        "repositories": [{"name": "acme/api", "access": ["owner"], )"
        + repository + R"(}, {"name": "acme/secret", "private": true, "access": ["owner"]}]})";
    const Expected<Scenario> scenario = Scenario::parse(json);
    if (!scenario)
        qFatal("%s", qPrintable(scenario.error().message));
    return *scenario;
}

} // namespace

SimulatorAnswer::SimulatorAnswer(HttpReply theReply)
    : reply(std::move(theReply))
{
    const QJsonDocument json = QJsonDocument::fromJson(reply.body);
    object = json.object();
    array = json.array();
}

const QByteArray SimulatorClient::workflowOfTwoJobs = R"("workflows": [{
    "name": "CI", "file": "ci.yml", "on": ["push", "pull_request", "workflow_dispatch"],
    "jobs": [
        {"id": "build", "steps": [["Run actions/checkout@v5", 5], ["Build", 60]], "artifacts": [{"name": "dist", "size": 5000}]},
        {"id": "test", "needs": ["build"], "steps": [["Run tests", 30]]}
    ]}])";

SimulatorClient::SimulatorClient(const QByteArray &repository, double speed)
    : simulator(scenarioWith(repository), clock, speed)
{ }

SimulatorAnswer SimulatorClient::get(const QString &path, const HttpHeaders &headers)
{
    return call("GET", path, {}, headers);
}

SimulatorAnswer SimulatorClient::post(const QString &path, const QJsonObject &body)
{
    return call("POST", path, QJsonDocument(body).toJson(), {});
}

SimulatorAnswer SimulatorClient::put(const QString &path, const QJsonObject &body)
{
    return call("PUT", path, QJsonDocument(body).toJson(), {});
}

SimulatorAnswer SimulatorClient::patch(const QString &path, const QJsonObject &body)
{
    return call("PATCH", path, QJsonDocument(body).toJson(), {});
}

SimulatorAnswer SimulatorClient::remove(const QString &path)
{
    return call("DELETE", path, {}, {});
}

SimulatorAnswer SimulatorClient::call(const QByteArray &method, const QString &path, const QByteArray &body,
                                      const HttpHeaders &headers)
{
    HttpHeaders all = headers;
    if (!token.isEmpty())
        all.append(HttpHeader{"Authorization", "Bearer " + token});
    return send(method, QUrl(simulator.baseUrl().toString() + path), body, all);
}

SimulatorAnswer SimulatorClient::send(const QByteArray &method, const QUrl &url, const QByteArray &body,
                                      const HttpHeaders &headers)
{
    return SimulatorAnswer(simulator.handle({method, url, headers, body}));
}

qint64 SimulatorClient::dispatch()
{
    const SimulatorAnswer answer =
        post(repo(QStringLiteral("/actions/workflows/ci.yml/dispatches")),
             {{QStringLiteral("ref"), QStringLiteral("main")}, {QStringLiteral("return_run_details"), true}});
    return answer["workflow_run_id"].toInteger();
}

QJsonObject SimulatorClient::run(qint64 id)
{
    return get(repo(QStringLiteral("/actions/runs/%1").arg(id))).object;
}

QStringList SimulatorClient::jobs(qint64 id)
{
    QStringList lines;
    const QJsonArray jobs = get(repo(QStringLiteral("/actions/runs/%1/jobs").arg(id)))["jobs"].toArray();
    for (const QJsonValue &job : jobs) {
        const QStringList words{job[QLatin1String("name")].toString(), job[QLatin1String("status")].toString(),
                                job[QLatin1String("conclusion")].toString()};
        lines.append(words.join(QLatin1Char(' ')).trimmed());
    }
    return lines;
}

qint64 SimulatorClient::jobId(qint64 run, const QString &name)
{
    const QJsonArray jobs = get(repo(QStringLiteral("/actions/runs/%1/jobs").arg(run)))["jobs"].toArray();
    for (const QJsonValue &job : jobs) {
        if (job[QLatin1String("name")].toString() == name)
            return job[QLatin1String("id")].toInteger();
    }
    return 0;
}
