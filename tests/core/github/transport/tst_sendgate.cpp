// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/answerheaders.h"
#include "core/github/transport/ratelimitstate.h"
#include "core/github/transport/requestjob.h"
#include "core/github/transport/requestqueue.h"
#include "core/github/transport/sendgate.h"

#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

const QString core = QStringLiteral("core");
const QDateTime start(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);

AnswerHeaders limit(int remaining)
{
    return AnswerHeaders({{"x-ratelimit-limit", "60"},
                          {"x-ratelimit-remaining", QByteArray::number(remaining)},
                          {"x-ratelimit-reset", QByteArray::number(start.addSecs(90).toSecsSinceEpoch())}});
}

} // namespace

class TestSendGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boundsWhatIsUnderWay_data()
    {
        QTest::addColumn<bool>("multiplexed");
        QTest::addColumn<int>("most");
        QTest::newRow("HTTP/1.1") << false << 6;
        QTest::newRow("HTTP/2") << true << 80;
    }

    void boundsWhatIsUnderWay()
    {
        QFETCH(bool, multiplexed);
        QFETCH(int, most);
        RateLimitState limits;
        SendGate gate(limits);
        gate.setMultiplexed(multiplexed);
        for (int i = 0; i < most; ++i) {
            QCOMPARE(gate.wait(Verb::Get, core, start, 0ms), 0ms);
            gate.started(Verb::Get, core, 0ms);
        }
        QCOMPARE(gate.inFlight(), most);
        QCOMPARE(gate.wait(Verb::Get, core, start, 0ms), std::nullopt);
        gate.ended(core);
        QCOMPARE(gate.wait(Verb::Get, core, start, 0ms), 0ms);
    }

    void spacesWrites()
    {
        RateLimitState limits;
        SendGate gate(limits);
        QCOMPARE(gate.wait(Verb::Post, core, start, 5000ms), 0ms);
        gate.started(Verb::Post, core, 5000ms);
        QCOMPARE(gate.wait(Verb::Delete, core, start, 5000ms), 1000ms);
        QCOMPARE(gate.wait(Verb::Put, core, start, 5400ms), 600ms);
        QCOMPARE(gate.wait(Verb::Get, core, start, 5400ms), 0ms);
        QCOMPARE(gate.wait(Verb::Patch, core, start, 6000ms), 0ms);
    }

    void sendsNoMoreThanTheLimitLeaves()
    {
        RateLimitState limits;
        SendGate gate(limits);
        limits.learn(limit(2), start);
        gate.started(Verb::Get, core, 0ms);
        QCOMPARE(gate.wait(Verb::Get, core, start, 0ms), 0ms);
        gate.started(Verb::Get, core, 0ms);
        QCOMPARE(gate.wait(Verb::Get, core, start, 0ms), std::nullopt); // The two may use up what is left.
        gate.ended(core); // By a 304, which costs nothing.
        QCOMPARE(gate.wait(Verb::Get, core, start, 0ms), 0ms);
        QCOMPARE(gate.wait(Verb::Get, QStringLiteral("search"), start, 0ms), 0ms);
    }

    void waitsForTheReset()
    {
        RateLimitState limits;
        SendGate gate(limits);
        limits.learn(limit(0), start);
        QCOMPARE(gate.wait(Verb::Get, core, start, 0ms), 90'000ms);
        QCOMPARE(gate.wait(Verb::Get, core, start.addSecs(89), 0ms), 1000ms);
        QCOMPARE(gate.wait(Verb::Get, core, start.addSecs(90), 0ms), 0ms);
    }

    void queuesForegroundFirst()
    {
        QObject context;
        const auto job = [&context](Verb verb) {
            ApiRequest request;
            request.verb = verb;
            return std::make_unique<RequestJob>(request, QUrl(), QString(), &context, nullptr);
        };
        const auto poll = job(Verb::Get), olderPoll = job(Verb::Get), click = job(Verb::Get), write = job(Verb::Post);
        RequestQueue queue;
        queue.push(olderPoll.get(), Priority::Background);
        queue.push(poll.get(), Priority::Background);
        queue.push(write.get(), Priority::Foreground);
        queue.push(click.get(), Priority::Foreground);
        const auto any = [](const RequestJob &) {
            return true;
        };
        const auto reads = [](const RequestJob &each) {
            return each.request.verb == Verb::Get;
        };
        QCOMPARE(queue.take(reads), click.get()); // Past the write, which must wait.
        QCOMPARE(queue.take(any), write.get());
        QCOMPARE(queue.take(any), olderPoll.get());
        queue.remove(poll.get());
        QCOMPARE(queue.take(any), nullptr);
    }
};

QTEST_GUILESS_MAIN(TestSendGate)
#include "tst_sendgate.moc"
