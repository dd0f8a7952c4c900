// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/logging.h"
#include "tests/core/github/transport/clientbench.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using Fault = ScriptedServer::Reply::Fault;

namespace {

const QString runs = QStringLiteral("/repos/o/r/actions/runs");

QByteArray addressOf(const ScriptedServer &server, const char *path)
{
    return server.url(QString::fromLatin1(path)).toEncoded();
}

QStringList logged;

void keepMessage(QtMsgType, const QMessageLogContext &, const QString &message)
{
    logged.append(message);
}

} // namespace

class TestApiClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAndAnswers()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::ok(
            "{\"a\":1}", {{"X-GitHub-Request-Id", "ID:1"}, {"Link", "</user/repos?page=2>; rel=\"next\""}}));
        ApiRequest request = ClientBench::get(runs);
        request.query.addQueryItem(QStringLiteral("branch"), QStringLiteral("a+b c"));
        const auto call = bench.send(request);
        QVERIFY(!call->isDone());
        QCOMPARE(bench.client->activeJobs(), 1);
        QTRY_VERIFY(call->isDone());
        QVERIFY(call->results.first());
        QCOMPARE(call->response().status, 200);
        QCOMPARE(call->response().body, "{\"a\":1}");
        QCOMPARE(call->response().requestId, QStringLiteral("ID:1"));
        QCOMPARE(call->response().next, bench.api.url(QStringLiteral("/user/repos?page=2")));
        QCOMPARE(bench.client->activeJobs(), 0);
        const ScriptedServer::Request &seen = bench.api.requests().first();
        QCOMPARE(seen.verb, "GET");
        QCOMPARE(seen.target, "/repos/o/r/actions/runs?branch=a%2Bb%20c");
        QCOMPARE(seen.headers.value("authorization"), "Bearer secret-token");
        QCOMPARE(seen.headers.value("x-github-api-version"), "2022-11-28");
    }

    void tellsEachResultOnceAndCleansUp()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::ok("{}"));
        const auto call = bench.send(ClientBench::get(runs));
        const QPointer<ApiJob> job = call->job;
        QTRY_VERIFY(job.isNull());
        QCOMPARE(call->results.size(), 1);
        QCOMPARE(call->finished, 1);
        QCOMPARE(bench.clock.pendingTimers(), 0);
    }

    void sendsNoTokenWhereThereIsNone()
    {
        ClientBench bench{QByteArray()};
        QSignalSpy unauthorized(bench.client.get(), &ApiClient::unauthorized);
        bench.api.enqueue(ScriptedServer::status(401, "{\"message\":\"Requires authentication\"}"));
        const auto call = bench.send(ClientBench::get(QStringLiteral("/user")));
        QTRY_VERIFY(call->isDone());
        QVERIFY(!bench.api.requests().first().headers.contains("authorization"));
        QCOMPARE(call->error().kind, ErrorKind::Unauthorized);
        QCOMPARE(unauthorized.size(), 0); // There is no token that could be bad.
    }

    void saysThatTheTokenIsRefused()
    {
        ClientBench bench;
        QSignalSpy unauthorized(bench.client.get(), &ApiClient::unauthorized);
        bench.api.enqueue(ScriptedServer::status(401, "{\"message\":\"Bad credentials\"}"));
        const auto call = bench.send(ClientBench::get(QStringLiteral("/user")));
        QTRY_VERIFY(call->isDone());
        QCOMPARE(call->error().message, QStringLiteral("Bad credentials"));
        QCOMPARE(unauthorized.size(), 1);
        QCOMPARE(bench.api.requestCount(), 1);
    }

    void joinsABaseWithAPath()
    {
        ClientBench bench;
        ApiClient enterprise({bench.api.url(QStringLiteral("/api/v3/")), "t", {}}, bench.network, bench.clock,
                             bench.circuits, bench.cache);
        QCOMPARE(enterprise.baseUrl(), bench.api.url(QStringLiteral("/api/v3")));
        bench.api.enqueue(ScriptedServer::status(404, "{\"message\":\"Not Found\"}"));
        QList<Expected<ApiResponse>> results;
        enterprise.send(ClientBench::get(runs + QStringLiteral("/7")), this,
                        [&](const Expected<ApiResponse> &result) { results.append(result); });
        QTRY_COMPARE(results.size(), 1);
        QCOMPARE(bench.api.requests().first().target, "/api/v3/repos/o/r/actions/runs/7");
        QCOMPARE(results.first().error().kind, ErrorKind::RunNotFound);
    }

    void sendsNothingToUnsafeAddresses()
    {
        ClientBench bench;
        ApiRequest foreign;
        foreign.absoluteUrl = bench.elsewhere.url(QStringLiteral("/repos?page=2"));
        const auto call = bench.send(foreign);
        QTRY_VERIFY(call->isDone());
        QCOMPARE(call->error().kind, ErrorKind::Transport);
        QCOMPARE(bench.elsewhere.requestCount(), 0);

        ApiClient plain({QUrl(QStringLiteral("http://api.example.com")), "t", {}}, bench.network, bench.clock,
                        bench.circuits, bench.cache);
        QList<Expected<ApiResponse>> results;
        plain.send(ClientBench::get(runs), this, [&](const auto &result) { results.append(result); });
        QTRY_COMPARE(results.size(), 1);
        QCOMPARE(results.first().error().kind, ErrorKind::Tls);
        QCOMPARE(plain.counts().sent, 0);

        const auto broken = bench.send(ClientBench::get(QStringLiteral("/repos/o/r name")));
        QTRY_VERIFY(broken->isDone());
        QCOMPARE(broken->error().kind, ErrorKind::InvalidInputs);
        QCOMPARE(bench.client->counts().sent, 0);
        QCOMPARE(bench.client->activeJobs(), 0);
    }

    void followsNextLinksOfItsOrigin()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::ok("[]"));
        ApiRequest next;
        next.absoluteUrl = bench.api.url(QStringLiteral("/repositories/1/actions/runs?page=2"));
        const auto call = bench.send(next);
        QTRY_VERIFY(call->isDone());
        QVERIFY(call->results.first());
        QCOMPARE(bench.api.requests().first().target, "/repositories/1/actions/runs?page=2");
    }

    // ---- Redirects

    void leavesTheTokenBehindAtAnotherOrigin()
    {
        ClientBench bench;
        bench.cache.save(QStringLiteral("me@here ")
                             + bench.api.url(QStringLiteral("/repos/o/r/actions/jobs/1/logs")).toString(),
                         {"\"old\"", "old", {}});
        bench.api.enqueue(ScriptedServer::redirect(302, addressOf(bench.elsewhere, "/log?sig=signed")));
        bench.elsewhere.enqueue(ScriptedServer::ok("the log", {{"ETag", "\"blob\""}}));
        const auto call = bench.send(ClientBench::get(QStringLiteral("/repos/o/r/actions/jobs/1/logs")));
        QTRY_VERIFY(call->isDone());
        QVERIFY(call->results.first());
        QCOMPARE(call->response().body, "the log");
        QCOMPARE(bench.api.requests().first().headers.value("authorization"), "Bearer secret-token");
        QCOMPARE(bench.elsewhere.requestCount(), 1);
        const auto &headers = bench.elsewhere.requests().first().headers;
        QVERIFY(!headers.contains("authorization"));
        QVERIFY(!headers.contains("if-none-match"));
        for (const QByteArray &value : headers)
            QVERIFY(!value.contains("secret-token"));
        QCOMPARE(bench.client->counts().sent, 2);
        QCOMPARE(bench.client->counts().counted, 1); // The other origin counts nothing.
    }

    void keepsTheTokenOnItsOrigin()
    {
        for (int status : {301, 302, 307, 308}) {
            ClientBench bench;
            bench.api.enqueue(ScriptedServer::redirect(status, "/repositories/1"));
            bench.api.enqueue(ScriptedServer::ok("{}"));
            const auto call = bench.send(ClientBench::get(QStringLiteral("/repos/old/name")));
            QTRY_VERIFY(call->isDone());
            QVERIFY(call->results.first());
            QCOMPARE(bench.api.requests().last().target, "/repositories/1");
            QCOMPARE(bench.api.requests().last().headers.value("authorization"), "Bearer secret-token");
        }
    }

    void doesNotGetTheTokenBackAbroad()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::redirect(302, addressOf(bench.elsewhere, "/a")));
        bench.elsewhere.enqueue(ScriptedServer::redirect(302, "/b"));
        bench.elsewhere.enqueue(ScriptedServer::ok("{}"));
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(call->isDone());
        QCOMPARE(bench.elsewhere.requestCount(), 2);
        QVERIFY(!bench.elsewhere.requests().last().headers.contains("authorization"));
    }

    void leavesALoop()
    {
        ClientBench bench;
        bench.api.setHandler([](const auto &) { return ScriptedServer::redirect(302, "/round"); });
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(call->isDone());
        QVERIFY(!call->results.first());
        QCOMPARE(call->error().kind, ErrorKind::Transport);
        QCOMPARE(bench.api.requestCount(), 6);
        QCOMPARE(bench.client->activeJobs(), 0);
    }

    void refusesAnInsecureTurn()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::redirect(302, "http://blob.example/log"));
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(call->isDone());
        QCOMPARE(call->error().kind, ErrorKind::Tls);
        QCOMPARE(bench.client->counts().sent, 1);
    }

    void doesNotCarryWritesElsewhere()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::redirect(307, addressOf(bench.elsewhere, "/steal")));
        const auto call = bench.send(ClientBench::write(Verb::Post, runs, "{\"a\":1}"));
        QTRY_VERIFY(call->isDone());
        QVERIFY(!call->results.first());
        QCOMPARE(bench.elsewhere.requestCount(), 0);
    }

    // ---- Conditional requests

    void asksConditionallyAndKeepsTheBody()
    {
        ClientBench bench;
        bench.api.setHandler([](const ScriptedServer::Request &request) {
            if (request.headers.value("if-none-match") == "W/\"v1\"")
                return ScriptedServer::status(304);
            return ScriptedServer::ok("[1]", {{"ETag", "W/\"v1\""}, {"Link", "</x?page=2>; rel=\"next\""}});
        });
        const auto first = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(first->isDone());
        QVERIFY(!first->response().notModified);
        const auto second = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(second->isDone());
        QVERIFY(second->response().notModified);
        QCOMPARE(second->response().status, 304);
        QCOMPARE(second->response().body, "[1]");
        QCOMPARE(second->response().next, first->response().next);
        const RequestCounts counts = bench.client->counts();
        QCOMPARE(counts.sent, 2);
        QCOMPARE(counts.counted, 1);
        QCOMPARE(counts.notModified, 1);
        QCOMPARE(counts.failed, 0);
    }

    void sharesNoAnswersBetweenAccounts()
    {
        ClientBench bench;
        ApiClient other({bench.api.url(), "other", QStringLiteral("you@here")}, bench.network, bench.clock,
                        bench.circuits, bench.cache);
        bench.api.setHandler([](const auto &) { return ScriptedServer::ok("{}", {{"ETag", "\"v\""}}); });
        const auto mine = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(mine->isDone());
        int done = 0;
        other.send(ClientBench::get(runs), this, [&](const auto &) { ++done; });
        QTRY_COMPARE(done, 1);
        QVERIFY(!bench.api.requests().last().headers.contains("if-none-match"));
    }

    void doesNotTakeA304ForNothing()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::status(304));
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(call->isDone());
        QVERIFY(!call->results.first());
    }

    // ---- Cancelling

    void cancelsWhatIsQueued()
    {
        ClientBench bench;
        const auto call = bench.send(ClientBench::get(runs));
        call->job->cancel();
        call->job->cancel();
        QVERIFY(!call->isDone());
        QTRY_VERIFY(call->isDone());
        QCOMPARE(call->error().kind, ErrorKind::Cancelled);
        QCOMPARE(call->finished, 1);
        QCOMPARE(bench.client->activeJobs(), 0);
        QCOMPARE(bench.client->counts().sent, 0);
    }

    void cancelsWhatIsUnderWay()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::fault(Fault::Hang));
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_COMPARE(bench.api.requestCount(), 1);
        call->job->cancel();
        QTRY_COMPARE(bench.api.abortedCount(), 1);
        QTRY_VERIFY(call->isDone());
        QCOMPARE(call->error().kind, ErrorKind::Cancelled);
        QTRY_COMPARE(bench.clock.pendingTimers(), 0);
    }

    void cancelsWhatWaitsToBeRetried()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::status(503));
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_COMPARE(bench.client->counts().failed, 1);
        call->job->cancel();
        QTRY_VERIFY(call->isDone());
        bench.clock.advance(std::chrono::minutes(5));
        QCoreApplication::processEvents();
        QCOMPARE(bench.client->counts().sent, 1);
    }

    void abortsForAContextThatIsGone()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::fault(Fault::Hang));
        auto context = std::make_unique<QObject>();
        int done = 0;
        const QPointer<ApiJob> job =
            bench.client->send(ClientBench::get(runs), context.get(), [&](const auto &) { ++done; });
        QTRY_COMPARE(bench.api.requestCount(), 1);
        context.reset();
        QTRY_COMPARE(bench.api.abortedCount(), 1);
        QTRY_VERIFY(job.isNull());
        QCOMPARE(done, 0);
        QCOMPARE(bench.client->activeJobs(), 0);
    }

    void survivesBeingDeletedByItsCaller()
    {
        ClientBench bench;
        bench.api.setHandler([](const auto &) { return ScriptedServer::ok("{}"); });
        int done = 0;
        bench.client->send(ClientBench::get(runs), this, [&](const auto &) {
            ++done;
            bench.client.reset();
        });
        bench.client->send(ClientBench::get(runs), this, [&](const auto &) { ++done; });
        QTRY_COMPARE(done, 1);
        QVERIFY(!bench.client);
    }

    // ---- Order

    void sendsForegroundFirst()
    {
        ClientBench bench;
        bench.api.setHandler([](const auto &) { return ScriptedServer::ok("{}"); });
        QStringList order;
        const auto ask = [&](const char *path, Priority priority) {
            const QString text = QString::fromLatin1(path);
            bench.client->send(ClientBench::get(text, priority), this,
                               [&order, text](const auto &) { order.append(text); });
        };
        // A limit that leaves one request at a time makes the order of sending that of answers.
        bench.api.enqueue(ScriptedServer::ok(
            "{}",
            {{"X-RateLimit-Limit", "60"},
             {"X-RateLimit-Remaining", "1"},
             {"X-RateLimit-Reset", QByteArray::number(bench.clock.now().addSecs(60).toSecsSinceEpoch())}}));
        ask("/warm", Priority::Background);
        QTRY_COMPARE(order.size(), 1);
        order.clear();
        ask("/poll1", Priority::Background);
        ask("/poll2", Priority::Background);
        ask("/click1", Priority::Foreground);
        ask("/click2", Priority::Foreground);
        QTRY_COMPARE(order.size(), 4);
        QCOMPARE(order,
                 QStringList({QStringLiteral("/click1"), QStringLiteral("/click2"), QStringLiteral("/poll1"),
                              QStringLiteral("/poll2")}));
    }

    void keepsTheRestBackUntilOneIsDone()
    {
        ClientBench bench;
        bench.api.setHandler([](const auto &) { return ScriptedServer::fault(Fault::Hang); });
        for (int i = 0; i < 100; ++i)
            bench.send(ClientBench::get(runs));
        QTRY_COMPARE(bench.api.requestCount(), 6);
        QCOMPARE(bench.client->counts().sent, 6);
        QCOMPARE(bench.client->activeJobs(), 100);
        const auto click = bench.send(ClientBench::get(QStringLiteral("/click"), Priority::Foreground));
        bench.api.answerHanging(ScriptedServer::ok("{}"));
        QTRY_COMPARE(bench.api.requestCount(), 7);
        QCOMPARE(bench.api.requests().last().target, "/click");
        QCOMPARE(bench.client->counts().sent, 7);
    }

    // ---- Log

    void logsWithoutSecrets()
    {
        ClientBench bench("ghp_abcdefghijklmnopqrstuvwxyz0123456789");
        bench.api.enqueue(ScriptedServer::redirect(302, addressOf(bench.elsewhere, "/log?sig=signed")));
        bench.elsewhere.enqueue(ScriptedServer::ok("x"));
        QLoggingCategory::setFilterRules(QStringLiteral("runlight.transport.debug=true"));
        logged.clear();
        const auto handler = qInstallMessageHandler(keepMessage);
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(call->isDone());
        qInstallMessageHandler(handler);
        QLoggingCategory::setFilterRules({});
        QCOMPARE(logged.size(), 2);
        QVERIFY(logged.first().startsWith(QStringLiteral("GET ") + bench.api.url(runs).toString()));
        QVERIFY(logged.first().endsWith(QStringLiteral("302 counted")));
        QVERIFY(logged.last().endsWith(QStringLiteral("200 free")));
        QVERIFY(!logged.join(QLatin1Char(' ')).contains(QStringLiteral("ghp_")));
        QVERIFY(!logged.join(QLatin1Char(' ')).contains(QStringLiteral("signed")));
    }
};

QTEST_GUILESS_MAIN(TestApiClient)
#include "tst_apiclient.moc"
