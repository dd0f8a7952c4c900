// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/github/transport/clientbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;
using Fault = ScriptedServer::Reply::Fault;

namespace {

const QString runs = QStringLiteral("/repos/o/r/actions/runs");
const QByteArray secondary = "{\"message\":\"You have exceeded a secondary rate limit.\"}";

QList<QPair<QByteArray, QByteArray>> limit(int remaining, const QDateTime &reset)
{
    return {{"X-RateLimit-Limit", "5000"},
            {"X-RateLimit-Remaining", QByteArray::number(remaining)},
            {"X-RateLimit-Used", QByteArray::number(5000 - remaining)},
            {"X-RateLimit-Reset", QByteArray::number(reset.toSecsSinceEpoch())},
            {"X-RateLimit-Resource", "core"}};
}

// Lets everything happen that the event loop already holds. What must not happen cannot be waited for.
void settle()
{
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
}

} // namespace

//! Limits, retries and the circuit, through a whole client.
class TestApiLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void learnsTheLimit()
    {
        ClientBench bench;
        QSignalSpy changed(bench.client.get(), &ApiClient::rateLimitChanged);
        QVERIFY(!bench.client->rateLimit().isKnown());
        bench.api.enqueue(ScriptedServer::ok("{}", limit(4321, bench.clock.now().addSecs(60))));
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(call->isDone());
        QCOMPARE(bench.client->rateLimit().remaining, 4321);
        QCOMPARE(bench.client->rateLimit().resetAt, bench.clock.now().addSecs(60));
        QCOMPARE(changed.size(), 1);
        QVERIFY(!bench.client->limitedUntil().isValid());
    }

    void sendsNothingWhileLimited()
    {
        ClientBench bench;
        QSignalSpy changed(bench.client.get(), &ApiClient::rateLimitChanged);
        bench.api.setHandler([](const auto &) { return ScriptedServer::ok("{}"); });
        bench.api.enqueue(ScriptedServer::ok("{}", limit(0, bench.clock.now().addSecs(600))));
        const auto first = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(first->isDone());
        QCOMPARE(bench.client->limitedUntil(), bench.clock.now().addSecs(600));
        const auto held = bench.send(ClientBench::get(runs));
        const auto search = bench.send(ClientBench::get(QStringLiteral("/search/repositories")));
        QTRY_VERIFY(search->isDone()); // Another resource, another limit.
        bench.clock.advance(599s);
        settle();
        QVERIFY(!held->isDone());
        QCOMPARE(bench.api.requestCount(), 2);
        changed.clear();
        bench.clock.advance(1s);
        QTRY_VERIFY(held->isDone());
        QVERIFY(held->results.first());
        QVERIFY(!bench.client->limitedUntil().isValid());
        QVERIFY(changed.size() >= 1);
    }

    void waitsOutAPrimaryLimit()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::status(403, "{\"message\":\"API rate limit exceeded\"}",
                                                 limit(0, bench.clock.now().addSecs(60))));
        bench.api.enqueue(ScriptedServer::ok("{}", limit(4999, bench.clock.now().addSecs(3660))));
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(bench.client->limitedUntil().isValid());
        QVERIFY(!call->isDone());
        settle();
        QCOMPARE(bench.api.requestCount(), 1);
        bench.clock.advance(60s);
        QTRY_VERIFY(call->isDone());
        QVERIFY(call->results.first());
        QCOMPARE(bench.api.requestCount(), 2);
    }

    void obeysRetryAfter()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::status(429, "{}", {{"Retry-After", "7"}}));
        bench.api.enqueue(ScriptedServer::ok("{}"));
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_COMPARE(bench.client->limitedUntil(), bench.clock.now().addSecs(7));
        bench.clock.advance(6999ms);
        settle();
        QCOMPARE(bench.api.requestCount(), 1);
        bench.clock.advance(1ms);
        QTRY_VERIFY(call->isDone());
        QVERIFY(call->results.first());
    }

    void givesUpOnASecondaryLimitAfterAFewDoublings()
    {
        ClientBench bench;
        bench.api.setHandler([](const auto &) { return ScriptedServer::status(403, secondary); });
        const auto call = bench.send(ClientBench::get(runs));
        for (int pause : {60, 120, 240}) {
            QTRY_COMPARE(bench.client->limitedUntil(), bench.clock.now().addSecs(pause));
            QVERIFY(!call->isDone());
            bench.clock.advance(std::chrono::seconds(pause));
        }
        QTRY_VERIFY(call->isDone());
        QCOMPARE(call->error().kind, ErrorKind::SecondaryRateLimit);
        QCOMPARE(call->error().retryAt, bench.clock.now().addSecs(480));
        QCOMPARE(bench.api.requestCount(), 4);
    }

    void doesNotRepeatAWriteThatRanIntoALimit()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::status(403, secondary));
        const auto call = bench.send(ClientBench::write(Verb::Post, runs + QStringLiteral("/1/rerun")));
        QTRY_VERIFY(call->isDone());
        QCOMPARE(call->error().kind, ErrorKind::SecondaryRateLimit);
        QCOMPARE(call->error().retryAt, bench.clock.now().addSecs(60));
        QCOMPARE(bench.api.requestCount(), 1);
    }

    void tellsARefusalFromALimit()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::status(403, "{\"message\":\"Resource not accessible by integration\"}",
                                                 {{"X-Accepted-GitHub-Permissions", "actions=read"}}));
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(call->isDone());
        QCOMPARE(call->error().kind, ErrorKind::AccessDenied);
        QCOMPARE(call->error().neededPermission, QStringLiteral("actions=read"));
        QVERIFY(!bench.client->limitedUntil().isValid());
    }

    void spacesWrites()
    {
        ClientBench bench;
        bench.api.setHandler([](const auto &) { return ScriptedServer::status(201); });
        QList<ClientBench::CallPtr> calls;
        for (int i = 0; i < 3; ++i)
            calls.append(bench.send(ClientBench::write(Verb::Post, runs + QStringLiteral("/%1/rerun").arg(i))));
        const auto read = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(calls[0]->isDone() && read->isDone()); // Reads do not wait for writes.
        QCOMPARE(bench.client->counts().sent, 2);
        bench.clock.advance(999ms);
        settle();
        QCOMPARE(bench.client->counts().sent, 2);
        bench.clock.advance(1ms);
        QTRY_VERIFY(calls[1]->isDone());
        QVERIFY(!calls[2]->isDone());
        bench.clock.advance(1s);
        QTRY_VERIFY(calls[2]->isDone());
        QCOMPARE(bench.api.requestCount(), 4);
    }

    // ---- Retries

    void retriesReads_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("fault");
        for (int status : {500, 502, 503, 504})
            QTest::addRow("%d", status) << status << int(Fault::None);
        QTest::newRow("dropped") << 200 << int(Fault::Drop);
        QTest::newRow("cut off") << 200 << int(Fault::Truncate);
    }

    void retriesReads()
    {
        QFETCH(int, status);
        QFETCH(int, fault);
        ClientBench bench;
        bool isBroken = true;
        bench.api.setHandler([&](const auto &) {
            ScriptedServer::Reply reply = ScriptedServer::status(isBroken ? status : 200, "{\"a\":\"b\"}");
            reply.fault = isBroken ? Fault(fault) : Fault::None;
            return reply;
        });
        const auto call = bench.send(ClientBench::get(runs));
        for (int failures = 1; failures <= 2; ++failures) {
            QTRY_COMPARE(bench.client->counts().failed, failures);
            QVERIFY(!call->isDone());
            isBroken = failures < 2;
            bench.clock.advance(30s);
        }
        QTRY_VERIFY(call->isDone());
        QVERIFY(call->results.first());
        QCOMPARE(bench.client->counts().sent, 3);
    }

    void givesUpAfterFourTries()
    {
        ClientBench bench;
        bench.api.setHandler([](const auto &) { return ScriptedServer::status(500, "<html>oops</html>"); });
        const auto call = bench.send(ClientBench::get(runs));
        for (int failures = 1; failures <= 3; ++failures) {
            QTRY_COMPARE(bench.client->counts().failed, failures);
            bench.clock.advance(30s);
        }
        QTRY_VERIFY(call->isDone());
        QCOMPARE(call->error().kind, ErrorKind::ServiceUnavailable);
        QCOMPARE(call->error().httpStatus, 500);
        QCOMPARE(bench.api.requestCount(), 4);
    }

    void waitsAsLongAsAServerAsks()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::status(503, {}, {{"Retry-After", "40"}}));
        bench.api.enqueue(ScriptedServer::ok("{}"));
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_COMPARE(bench.client->counts().failed, 1);
        bench.clock.advance(39s);
        settle();
        QCOMPARE(bench.client->counts().sent, 1);
        bench.clock.advance(1s);
        QTRY_VERIFY(call->isDone());
        QVERIFY(call->results.first());

        bench.api.enqueue(ScriptedServer::status(503, {}, {{"Retry-After", "3600"}}));
        const auto tooLong = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(tooLong->isDone());
        QCOMPARE(tooLong->error().retryAt, bench.clock.now().addSecs(3600));
    }

    void doesNotRetryWhatStaysWrong()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::status(404, "{\"message\":\"Not Found\"}"));
        const auto call = bench.send(ClientBench::get(runs + QStringLiteral("/1")));
        QTRY_VERIFY(call->isDone());
        QCOMPARE(call->error().kind, ErrorKind::RunNotFound);

        bench.api.enqueue(ScriptedServer::ok(QByteArray(101, 'x')));
        ApiRequest small = ClientBench::get(runs);
        small.maxResponseBytes = 100;
        const auto tooLarge = bench.send(small);
        QTRY_VERIFY(tooLarge->isDone());
        QVERIFY(!tooLarge->results.first());
        QCOMPARE(bench.api.requestCount(), 2);
        QCOMPARE(bench.clock.pendingTimers(), 0);
    }

    void neverRepeatsAWriteThatMayHaveBeenSeen_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("fault");
        QTest::newRow("500") << 500 << int(Fault::None);
        QTest::newRow("503") << 503 << int(Fault::None);
        QTest::newRow("dropped") << 200 << int(Fault::Drop);
        QTest::newRow("cut off") << 200 << int(Fault::Truncate);
    }

    void neverRepeatsAWriteThatMayHaveBeenSeen()
    {
        QFETCH(int, status);
        QFETCH(int, fault);
        ClientBench bench;
        bench.api.setHandler([&](const ScriptedServer::Request &request) {
            ScriptedServer::Reply reply = ScriptedServer::status(request.verb == "GET" ? 200 : status, "{\"a\":1}");
            reply.fault = request.verb == "GET" ? Fault::None : Fault(fault);
            return reply;
        });
        const auto warm = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(warm->isDone());
        const auto call = bench.send(ClientBench::write(Verb::Post, runs + QStringLiteral("/1/cancel")));
        QTRY_VERIFY(call->isDone());
        QVERIFY(!call->results.first());
        bench.clock.advance(10min);
        settle();
        QCOMPARE(bench.api.requestCount(), 2);
    }

    void repeatsAWriteThatNobodySaw()
    {
        ClientBench bench;
        bench.api.stop();
        const auto call = bench.send(ClientBench::write(Verb::Post, runs));
        for (int failures = 1; failures <= 3; ++failures) {
            QTRY_COMPARE(bench.client->counts().failed, failures);
            bench.clock.advance(30s);
        }
        QTRY_VERIFY(call->isDone());
        QCOMPARE(call->error().kind, ErrorKind::Offline);
        QCOMPARE(bench.client->counts().sent, 4);
    }

    void retriesAfterSilence()
    {
        ClientBench bench;
        bench.api.enqueue(ScriptedServer::fault(Fault::Hang));
        bench.api.enqueue(ScriptedServer::ok("{}"));
        const auto call = bench.send(ClientBench::get(runs));
        QTRY_COMPARE(bench.api.requestCount(), 1);
        QTRY_VERIFY(bench.clock.pendingTimers() > 0);
        bench.clock.advance(30s);
        QTRY_COMPARE(bench.client->counts().failed, 1);
        QTRY_COMPARE(bench.api.abortedCount(), 1);
        bench.clock.advance(30s);
        QTRY_VERIFY(call->isDone());
        QVERIFY(call->results.first());
    }

    // ---- Circuit

    void opensTheCircuitForAllClients()
    {
        ClientBench bench;
        bench.api.setHandler([](const auto &) { return ScriptedServer::status(503); });
        QList<ClientBench::CallPtr> calls;
        for (int i = 0; i < HostCircuits::threshold; ++i)
            calls.append(bench.send(ClientBench::get(runs)));
        QTRY_COMPARE(bench.client->counts().failed, HostCircuits::threshold);

        ApiClient other({bench.api.url(), "other", QStringLiteral("you@here")}, bench.network, bench.clock,
                        bench.circuits, bench.cache);
        QList<Expected<ApiResponse>> results;
        other.send(ClientBench::get(runs), this, [&](const auto &result) { results.append(result); });
        QTRY_COMPARE(results.size(), 1);
        QCOMPARE(results.first().error().kind, ErrorKind::ServiceUnavailable);
        QVERIFY(results.first().error().retryAt > bench.clock.now());
        QCOMPARE(other.counts().sent, 0);

        // What waited for its retry is refused as well, without a request.
        bench.clock.advance(2s);
        for (const auto &call : calls)
            QTRY_VERIFY(call->isDone());
        QCOMPARE(bench.client->activeJobs(), 0);
        QCOMPARE(bench.api.requestCount(), HostCircuits::threshold);
    }

    void probesWithOneRequest()
    {
        ClientBench bench;
        bench.api.setHandler([](const auto &) { return ScriptedServer::fault(Fault::Hang); });
        Error down;
        down.kind = ErrorKind::Offline;
        for (int i = 0; i < HostCircuits::threshold; ++i)
            bench.circuits.failed(bench.api.url(), down);
        bench.clock.advance(HostCircuits::firstPause);
        const auto probe = bench.send(ClientBench::get(runs));
        const auto refused = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(refused->isDone());
        QCOMPARE(refused->error().kind, ErrorKind::Offline);
        QTRY_COMPARE(bench.api.requestCount(), 1);
        bench.api.answerHanging(ScriptedServer::ok("{}"));
        QTRY_VERIFY(probe->isDone());
        QVERIFY(probe->results.first());
        bench.api.setHandler([](const auto &) { return ScriptedServer::ok("{}"); });
        const auto after = bench.send(ClientBench::get(runs));
        QTRY_VERIFY(after->isDone());
        QVERIFY(after->results.first());
    }

    void aProbeThatIsGivenUpDoesNotBlockTheNext()
    {
        ClientBench bench;
        bench.api.setHandler([](const auto &) { return ScriptedServer::fault(Fault::Hang); });
        for (int i = 0; i < HostCircuits::threshold; ++i)
            bench.circuits.failed(bench.api.url(), Error());
        bench.clock.advance(HostCircuits::firstPause);
        const auto cancelled = bench.send(ClientBench::get(runs));
        QTRY_COMPARE(bench.api.requestCount(), 1);
        cancelled->job->cancel();
        const auto second = bench.send(ClientBench::get(runs));
        QTRY_COMPARE(bench.api.requestCount(), 2);
        bench.client.reset();
        QVERIFY(bench.circuits.tryPass(bench.api.url()));
    }
};

QTEST_GUILESS_MAIN(TestApiLimits)
#include "tst_apilimits.moc"
