// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clientbench.h"

#include <QTest>

using namespace Runlight;
using Fault = ScriptedServer::Reply::Fault;

namespace {

const QString rerunPath = QStringLiteral("/repos/o/r/actions/runs/1/rerun");

} // namespace

//! Whether a write that failed may have been carried out.
class TestLostWrites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusalsAreCertain_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isUnknown");
        for (const int status : {400, 401, 403, 404, 409, 422, 429, 500, 503})
            QTest::addRow("%d", status) << status << false;
        QTest::newRow("bad gateway") << 502 << true;
        QTest::newRow("gateway timeout") << 504 << true;
    }

    void refusalsAreCertain()
    {
        QFETCH(int, status);
        QFETCH(bool, isUnknown);
        ClientBench bench;
        bench.api.setHandler([&](const ScriptedServer::Request &) { return ScriptedServer::status(status, "{}"); });
        const auto call = bench.send(ClientBench::write(Verb::Post, rerunPath, "{}"));
        QTRY_VERIFY(call->isDone());
        QCOMPARE(call->error().httpStatus, status);
        QCOMPARE(call->error().outcomeUnknown, isUnknown);
        QCOMPARE(bench.api.requestCount(), 1);
    }

    void aBrokenConnectionIsNot_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::newRow("dropped") << Fault::Drop;
        QTest::newRow("truncated") << Fault::Truncate;
    }

    void aBrokenConnectionIsNot()
    {
        QFETCH(Fault, fault);
        ClientBench bench;
        ScriptedServer::Reply reply = ScriptedServer::status(201, "{\"some\": \"answer\"}");
        reply.fault = fault;
        bench.api.enqueue(reply);
        const auto call = bench.send(ClientBench::write(Verb::Post, rerunPath, "{}"));
        QTRY_VERIFY(call->isDone());
        QVERIFY(call->error().outcomeUnknown);
        QCOMPARE(bench.api.requestCount(), 1);
    }

    void whatNobodyHeardIsCertain()
    {
        ClientBench bench;
        bench.api.stop();
        const auto call = bench.send(ClientBench::write(Verb::Post, rerunPath, "{}"));
        QTRY_VERIFY_WITH_TIMEOUT((bench.clock.advance(std::chrono::seconds(1)), call->isDone()), 10'000);
        QCOMPARE(call->error().kind, ErrorKind::Offline);
        QVERIFY(!call->error().outcomeUnknown);
    }

    void readsAreNeverWritten()
    {
        ClientBench bench;
        bench.api.setHandler([](const ScriptedServer::Request &) { return ScriptedServer::fault(Fault::Drop); });
        const auto call = bench.send(ClientBench::get(rerunPath));
        QTRY_VERIFY_WITH_TIMEOUT((bench.clock.advance(std::chrono::seconds(1)), call->isDone()), 10'000);
        QVERIFY(!call->error().outcomeUnknown);
    }

    void cancelledOnItsWayOrBefore()
    {
        ClientBench bench;
        bench.api.setHandler([](const ScriptedServer::Request &) { return ScriptedServer::fault(Fault::Hang); });
        const auto first = bench.send(ClientBench::write(Verb::Post, rerunPath, "{}"));
        const auto second = bench.send(ClientBench::write(Verb::Delete, rerunPath));
        QTRY_COMPARE(bench.api.requestCount(), 1);
        first->job->cancel();
        second->job->cancel();
        QTRY_VERIFY(first->isDone() && second->isDone());
        QCOMPARE(first->error().kind, ErrorKind::Cancelled);
        QVERIFY(first->error().outcomeUnknown);
        QVERIFY(!second->error().outcomeUnknown);
    }

    void whatTheTokenMayDo()
    {
        ClientBench bench;
        QVERIFY(!bench.client->tokenScopes());
        bench.api.enqueue(ScriptedServer::ok("{}"));
        const auto plain = bench.send(ClientBench::get(QStringLiteral("/user")));
        QTRY_VERIFY(plain->isDone());
        QVERIFY(!bench.client->tokenScopes());
        bench.api.enqueue(ScriptedServer::ok("{}", {{"X-OAuth-Scopes", "repo,  workflow"}}));
        const auto classic = bench.send(ClientBench::get(QStringLiteral("/user")));
        QTRY_VERIFY(classic->isDone());
        QCOMPARE(bench.client->tokenScopes(),
                 std::optional(QStringList{QStringLiteral("repo"), QStringLiteral("workflow")}));
    }
};

QTEST_GUILESS_MAIN(TestLostWrites)

#include "tst_lostwrites.moc"
