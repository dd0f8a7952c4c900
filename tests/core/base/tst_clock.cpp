// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/clock.h"

#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

class TestClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsStillUntilMoved()
    {
        VirtualClock clock;
        const QDateTime start = clock.now();
        QCOMPARE(start.timeSpec(), Qt::UTC);
        QCOMPARE(clock.monotonic(), 0ms);
        clock.advance(90s);
        QCOMPARE(start.msecsTo(clock.now()), 90'000);
        QCOMPARE(clock.monotonic(), 90s);
    }

    void callsTimersInOrderAtTheirOwnTime()
    {
        VirtualClock clock;
        QList<qint64> times;
        const auto note = [&] {
            times.append(clock.monotonic().count());
        };
        clock.singleShot(300ms, this, note);
        clock.singleShot(100ms, this, note);
        clock.singleShot(200ms, this, [&] {
            note();
            clock.singleShot(50ms, this, note); // Set while moving, and due within the same move.
        });
        clock.advance(299ms);
        QCOMPARE(times, (QList<qint64>{100, 200, 250}));
        QCOMPARE(clock.pendingTimers(), 1);
        clock.advance(1ms);
        QCOMPARE(times.last(), 300);
        QCOMPARE(clock.pendingTimers(), 0);
    }

    void forgetsTimersOfTheDead()
    {
        VirtualClock clock;
        int calls = 0;
        auto context = std::make_unique<QObject>();
        clock.singleShot(10ms, context.get(), [&] { ++calls; });
        delete clock.singleShot(10ms, this, [&] { ++calls; });
        context.reset();
        QCOMPARE(clock.pendingTimers(), 0);
        QCOMPARE(clock.untilNextTimer(), -1ms);
        clock.advance(1s);
        QCOMPARE(calls, 0);
    }

    void movesToTheNextTimer()
    {
        VirtualClock clock;
        QVERIFY(!clock.advanceToNextTimer());
        int calls = 0;
        clock.singleShot(1h, this, [&] { ++calls; });
        QCOMPARE(clock.untilNextTimer(), 1h);
        QVERIFY(clock.advanceToNextTimer());
        QCOMPARE(calls, 1);
        QCOMPARE(clock.monotonic(), 1h);
    }

    void jumpsTheWallClockAlone()
    {
        VirtualClock clock;
        int calls = 0;
        clock.singleShot(1min, this, [&] { ++calls; });
        const QDateTime before = clock.now();
        clock.jumpWallClock(8h);
        QCOMPARE(before.secsTo(clock.now()), 8 * 3600);
        QCOMPARE(clock.monotonic(), 0ms);
        QCOMPARE(calls, 0);
    }

    void repeatsItsChanceBySeed()
    {
        VirtualClock one;
        VirtualClock same;
        VirtualClock other(one.now(), 2);
        const double first = one.random();
        QCOMPARE(first, same.random());
        QVERIFY(first != other.random());
        for (int i = 0; i < 1000; ++i) {
            const double chance = one.random();
            QVERIFY(chance >= 0 && chance < 1);
        }
    }

    void systemTimersFireOnceAndCleanUp()
    {
        SystemClock clock;
        QObject context;
        int calls = 0;
        QPointer<QObject> timer = clock.singleShot(0ms, &context, [&] { ++calls; });
        clock.singleShot(-5s, &context, [&] { ++calls; });
        delete clock.singleShot(0ms, &context, [&] { ++calls; });
        QTRY_COMPARE(calls, 2);
        QTRY_VERIFY(timer.isNull());
        QCOMPARE(calls, 2);
        QCOMPARE(clock.now().timeSpec(), Qt::UTC);
    }
};

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
