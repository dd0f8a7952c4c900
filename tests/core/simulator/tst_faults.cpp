// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/simulator/simulatorclient.h"

#include <QJsonDocument>
#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

const QString runsPath = SimulatorClient::repo(QStringLiteral("/actions/runs"));
const QString faultsPath = QStringLiteral("/_simulator/faults");

} // namespace

class FaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_client = std::make_unique<SimulatorClient>(); }

    void outages()
    {
        for (const int status : {500, 502, 503}) {
            set({{QStringLiteral("status"), status}});
            QCOMPARE(m_client->get(runsPath).status(), status);
        }
        set({});
        QCOMPARE(m_client->get(runsPath).status(), 200);
    }

    void badDeliveries()
    {
        set({{QStringLiteral("latency"), 250}, {QStringLiteral("slow"), 1000}});
        const HttpDelivery slow = m_client->get(runsPath).reply.delivery;
        QCOMPARE(slow.delay, 250ms);
        QCOMPARE(slow.bytesPerSecond, 1000);
        QVERIFY(slow.end == HttpDelivery::End::Whole);
        set({{QStringLiteral("drop"), true}});
        QVERIFY(m_client->get(runsPath).reply.delivery.end == HttpDelivery::End::Dropped);
        set({{QStringLiteral("truncate"), true}});
        QVERIFY(m_client->get(runsPath).reply.delivery.end == HttpDelivery::End::Truncated);
    }

    void refusals()
    {
        for (const int status : {403, 404, 410}) {
            set({{QStringLiteral("status"), status}});
            QCOMPARE(m_client->get(m_client->repo(QStringLiteral("/actions/jobs/1/logs"))).status(), status);
        }
        set({{QStringLiteral("status"), 403}});
        QCOMPARE(m_client->get(m_client->repo(QStringLiteral("/actions/jobs/1/logs")))
                     .header("X-Accepted-GitHub-Permissions"),
                 "actions=read");
    }

    void badStorage()
    {
        const qint64 run = m_client->dispatch();
        m_client->pass(80s); // "build" has ended, "test" has not.
        const auto log = [&] {
            return m_client->get(m_client->repo(QStringLiteral("/actions/jobs/%1/logs"))
                                     .arg(m_client->jobId(run, QStringLiteral("build"))));
        };
        set({{QStringLiteral("dead-storage"), true}});
        QCOMPARE(log().header("Location"), "http://127.0.0.1:1/");
        set({{QStringLiteral("path"), QStringLiteral("/logs/")},
             {QStringLiteral("count"), 1},
             {QStringLiteral("status"), 404}});
        const QUrl url(QString::fromLatin1(log().header("Location")));
        QCOMPARE(log().status(), 302);
        QCOMPARE(m_client->send("GET", url, {}, {}).status(), 404);
        QCOMPARE(m_client->send("GET", url, {}, {}).status(), 200);
        set({{QStringLiteral("silent"), true}, {QStringLiteral("wrong-length"), 7}, {QStringLiteral("slow"), 5}});
        const HttpDelivery delivery = m_client->send("GET", url, {}, {}).reply.delivery;
        QVERIFY(delivery.end == HttpDelivery::End::Silent);
        QCOMPARE(delivery.missingBytes, 7);
        QCOMPARE(delivery.bytesPerSecond, 5);
    }

    void invalidJson()
    {
        set({{QStringLiteral("invalid-json"), true}});
        const SimulatorAnswer answer = m_client->get(runsPath);
        QCOMPARE(answer.status(), 200);
        QVERIFY(QJsonDocument::fromJson(answer.reply.body).isNull());
    }

    void limits()
    {
        set({{QStringLiteral("primary-limit"), true}});
        const SimulatorAnswer primary = m_client->get(runsPath);
        QCOMPARE(primary.status(), 403);
        QCOMPARE(primary.header("X-RateLimit-Remaining"), "0");
        QVERIFY(primary.header("Retry-After").isNull());
        set({{QStringLiteral("secondary-limit"), 90}});
        const SimulatorAnswer secondary = m_client->get(runsPath);
        QCOMPARE(secondary.status(), 403);
        QCOMPARE(secondary.header("Retry-After"), "90");
        QVERIFY(secondary.message().contains(QStringLiteral("secondary rate limit")));
        set({});
        QCOMPARE(m_client->get(runsPath).status(), 200);
    }

    void aSkewedClock()
    {
        const qint64 before = m_client->get(runsPath).header("X-RateLimit-Reset").toLongLong();
        QVERIFY(m_client->get(runsPath).header("Date").startsWith("Thu, 01 Jan 2026 00:00:00"));
        set({{QStringLiteral("clock-skew"), -7200}});
        const SimulatorAnswer answer = m_client->get(runsPath);
        QCOMPARE(answer.header("X-RateLimit-Reset").toLongLong(), before - 7200);
        QVERIFY(answer.header("Date").startsWith("Wed, 31 Dec 2025 22:00:00"));
    }

    void hitsOnlySoManyAndOnlyThere()
    {
        set({{QStringLiteral("status"), 502},
             {QStringLiteral("count"), 2},
             {QStringLiteral("path"), QStringLiteral("/workflows")}});
        const QString workflows = m_client->repo(QStringLiteral("/actions/workflows"));
        QCOMPARE(m_client->get(runsPath).status(), 200);
        QCOMPARE(m_client->get(workflows).status(), 502);
        QCOMPARE(m_client->get(workflows).status(), 502);
        QCOMPARE(m_client->get(workflows).status(), 200);
        QCOMPARE(m_client->get(faultsPath)["count"].toInt(), 0);
    }

    void isSwitchedByFlag_data()
    {
        QTest::addColumn<QString>("flag");
        QTest::addColumn<bool>("good");
        QTest::newRow("number") << QStringLiteral("status=500") << true;
        QTest::newRow("bare") << QStringLiteral("status") << true;
        QTest::newRow("negative") << QStringLiteral("clock-skew=-5") << true;
        QTest::newRow("path") << QStringLiteral("path=/actions") << true;
        QTest::newRow("unknown") << QStringLiteral("gremlins") << false;
        QTest::newRow("no number") << QStringLiteral("latency=long") << false;
        QTest::newRow("empty") << QString() << false;
    }

    void isSwitchedByFlag()
    {
        QFETCH(QString, flag);
        QFETCH(bool, good);
        const Expected<void> added = m_client->simulator.addFault(flag);
        QCOMPARE(bool(added), good);
        QCOMPARE(m_client->get(faultsPath).object.isEmpty(), !good);
        if (!good)
            QVERIFY(added.error().message.contains(flag.section(QLatin1Char('='), 0, 0)));
    }

    void refusesBadFaults()
    {
        QCOMPARE(m_client->post(faultsPath, {{QStringLiteral("gremlins"), 1}}).status(), 400);
        QCOMPARE(m_client->post(faultsPath, {{QStringLiteral("status"), QStringLiteral("bad")}}).status(), 400);
        QCOMPARE(m_client->get(runsPath).status(), 200);
        QCOMPARE(m_client->get(QStringLiteral("/_simulator/none")).status(), 404);
    }

private:
    void set(const QJsonObject &faults) { QCOMPARE(m_client->post(faultsPath, faults).status(), 200); }

    std::unique_ptr<SimulatorClient> m_client;
};

QTEST_GUILESS_MAIN(FaultsTest)
#include "tst_faults.moc"
