// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/simulator/simulatorclient.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

const QString runsPath = SimulatorClient::repo(QStringLiteral("/actions/runs"));

} // namespace

class ProtocolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unchangedAnswersAreFree()
    {
        SimulatorClient client;
        const qint64 run = client.dispatch();
        const SimulatorAnswer first = client.get(runsPath);
        const QByteArray tag = first.header("ETag");
        QVERIFY(tag.startsWith("W/\""));
        const int remaining = first.header("X-RateLimit-Remaining").toInt();

        const SimulatorAnswer same = client.get(runsPath, {{"If-None-Match", tag}});
        QCOMPARE(same.status(), 304);
        QVERIFY(same.reply.body.isEmpty());
        QCOMPARE(same.header("ETag"), tag);
        QCOMPARE(same.header("X-RateLimit-Remaining").toInt(), remaining);

        client.pass(20s);
        const SimulatorAnswer changed = client.get(runsPath, {{"If-None-Match", tag}});
        QCOMPARE(changed.status(), 200);
        QVERIFY(changed.header("ETag") != tag);
        QCOMPARE(changed.header("X-RateLimit-Remaining").toInt(), remaining - 1);

        // A step more in a job is no change of the list.
        client.pass(5s);
        QCOMPARE(client.get(runsPath, {{"If-None-Match", changed.header("ETag")}}).status(), 304);
        QCOMPARE(client.run(run).value(QLatin1String("status")).toString(), QStringLiteral("in_progress"));
    }

    void limitsAreCountedByAccountAndResource()
    {
        SimulatorClient client;
        QCOMPARE(client.get(runsPath).header("X-RateLimit-Limit"), "5000");
        QCOMPARE(client.get(runsPath).header("X-RateLimit-Used"), "2");
        const SimulatorAnswer search = client.get(QStringLiteral("/search/repositories?q=api"));
        QCOMPARE(search.header("X-RateLimit-Resource"), "search");
        QCOMPARE(search.header("X-RateLimit-Remaining"), "29");
        const SimulatorAnswer overview = client.get(QStringLiteral("/rate_limit"));
        QCOMPARE(overview["resources"][QLatin1String("core")][QLatin1String("used")].toInt(), 2);
        QCOMPARE(overview["resources"][QLatin1String("search")][QLatin1String("used")].toInt(), 1);
        client.token.clear();
        QCOMPARE(client.get(runsPath).header("X-RateLimit-Remaining"), "59");
    }

    void aUsedUpLimitRefusesUntilItsReset()
    {
        SimulatorClient client;
        client.token.clear();
        for (int i = 0; i < 60; ++i)
            QCOMPARE(client.get(runsPath).status(), 200);
        const SimulatorAnswer refused = client.get(runsPath);
        QCOMPARE(refused.status(), 403);
        QCOMPARE(refused.header("X-RateLimit-Remaining"), "0");
        QVERIFY(refused.message().startsWith(QStringLiteral("API rate limit exceeded for ")));
        QCOMPARE(client.get(QStringLiteral("/rate_limit")).status(), 200);
        const qint64 reset = refused.header("X-RateLimit-Reset").toLongLong();
        QCOMPARE(reset, client.clock.now().toSecsSinceEpoch() + 3600);
        client.pass(1h);
        QCOMPARE(client.get(runsPath).status(), 200);
    }

    void refusesUnknownTokensAndVersions()
    {
        SimulatorClient client;
        QCOMPARE(client.get(runsPath, {{"X-GitHub-Api-Version", "2022-11-28"}}).status(), 200);
        QCOMPARE(client.get(runsPath, {{"X-GitHub-Api-Version", "1999-01-01"}}).status(), 410);
        client.token = "no-such-token";
        const SimulatorAnswer refused = client.get(runsPath);
        QCOMPARE(refused.status(), 401);
        QCOMPARE(refused.message(), QStringLiteral("Bad credentials"));
    }

    void saysWhatItDoesNotSimulate()
    {
        SimulatorClient client;
        const SimulatorAnswer answer = client.post(client.repo(QStringLiteral("/hooks")));
        QCOMPARE(answer.status(), 501);
        QVERIFY(answer.message().contains(QStringLiteral("POST /repos/acme/api/hooks")));
        QCOMPARE(client.get(QStringLiteral("/")).status(), 501);
    }

    void everyAnswerHasItsOwnRequestId()
    {
        SimulatorClient client;
        const QByteArray first = client.get(runsPath).header("X-GitHub-Request-Id");
        QVERIFY(!first.isEmpty());
        QVERIFY(client.get(runsPath).header("X-GitHub-Request-Id") != first);
    }

    void linksBeginWhereTheClientDid()
    {
        SimulatorClient client;
        client.dispatch();
        const auto firstUrl = [&](const char *base) {
            const QUrl url(QLatin1String(base) + runsPath);
            const SimulatorAnswer answer = client.send("GET", url, {}, {{"Authorization", "Bearer owner-token"}});
            return answer["workflow_runs"].toArray()[0][QLatin1String("jobs_url")].toString();
        };
        QVERIFY(firstUrl("http://api.github.localhost")
                    .startsWith(QStringLiteral("http://api.github.localhost/repos/acme/api/")));
        QVERIFY(
            firstUrl("http://host:8080/api/v3").startsWith(QStringLiteral("http://host:8080/api/v3/repos/acme/api/")));
    }

    void countsWhatItWasAsked()
    {
        SimulatorClient client;
        const QByteArray tag = client.get(runsPath).header("ETag");
        client.get(runsPath, {{"If-None-Match", tag}});
        client.get(client.repo(QStringLiteral("/actions/runs/1")));
        const SimulatorAnswer stats = client.get(QStringLiteral("/_simulator/stats"));
        QCOMPARE(stats["total"].toInt(), 3);
        QCOMPARE(stats["counted"].toInt(), 2);
        QCOMPARE(stats["notModified"].toInt(), 1);
        QCOMPARE(stats["failed"].toInt(), 1);
        QCOMPARE(stats["endpoints"][QLatin1String("GET /repos/{owner}/{repo}/actions/runs")].toInt(), 2);
    }

    void listensOnTwoOrigins()
    {
        SystemClock clock;
        Simulator simulator(*Scenario::builtIn(), clock);
        QVERIFY(simulator.listen());
        const SimulatedAccount account = simulator.accounts().first();
        QNetworkAccessManager network;
        const auto fetch = [&](const QUrl &url, const QByteArray &authorization) {
            QNetworkRequest request(url);
            request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
            if (!authorization.isNull())
                request.setRawHeader("Authorization", authorization);
            return std::unique_ptr<QNetworkReply>(network.get(request));
        };
        const QByteArray bearer = "Bearer " + account.token.toUtf8();
        const QString repository = simulator.baseUrl().toString() + QStringLiteral("/repos/acme/api");
        const auto runs = fetch(QUrl(repository + QStringLiteral("/actions/runs?status=success&per_page=1")), bearer);
        QTRY_VERIFY(runs->isFinished());
        const qint64 run = SimulatorAnswer({200, {}, runs->readAll(), {}})["workflow_runs"]
                               .toArray()[0][QLatin1String("id")]
                               .toInteger();
        QVERIFY(run > 0);
        const auto logs = fetch(QUrl(repository + QStringLiteral("/actions/runs/%1/logs").arg(run)), bearer);
        QTRY_VERIFY(logs->isFinished());
        const QUrl blob = logs->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
        QCOMPARE(blob.authority(), simulator.blobUrl().authority());
        const auto refused = fetch(blob, bearer);
        QTRY_VERIFY(refused->isFinished());
        QCOMPARE(refused->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 400);
        const auto zip = fetch(blob, {});
        QTRY_VERIFY(zip->isFinished());
        QVERIFY(zip->readAll().startsWith("PK"));
    }
};

QTEST_GUILESS_MAIN(ProtocolTest)
#include "tst_protocol.moc"
