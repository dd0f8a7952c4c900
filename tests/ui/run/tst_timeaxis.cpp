// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/run/samplerun.h"
#include "ui/run/timeaxis.h"

#include <QTest>

using namespace Runlight;

class TestTimeAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spansTheJobs()
    {
        const TimeAxis axis = TimeAxis::of(failedRun().jobs, sampleStart(), sampleTime(9999));
        QCOMPARE(axis.start, sampleStart());
        QCOMPARE(axis.lengthMs, 192'000);
        QCOMPARE(axis.offset(sampleTime(31)), 31'000);
    }

    void reachesToNowWhileSomethingRuns()
    {
        const TimeAxis axis = TimeAxis::of(runningRun().jobs, sampleStart(), sampleTime(310));
        QCOMPARE(axis.lengthMs, 310'000);
    }

    void isEmptyBeforeAnythingBegan()
    {
        const QList<Job> jobs{sampleJob(1, QStringLiteral("build"), RunState::of(u"queued", u""))};
        const TimeAxis axis = TimeAxis::of(jobs, sampleStart(), sampleTime(60));
        QCOMPARE(axis, TimeAxis());
        QVERIFY(axis.ticks(10).isEmpty());
    }

    // Rerunning only what failed keeps the other jobs with the times of the attempt before.
    void jobsOfAnEarlierAttemptDoNotStretchIt()
    {
        const RunState success = RunState::of(u"completed", u"success");
        const QList<Job> jobs{sampleJob(1, QStringLiteral("lint"), success, 0, 30),
                              sampleJob(2, QStringLiteral("build"), success, 86'400, 86'460)};
        const TimeAxis axis = TimeAxis::of(jobs, sampleTime(86'000), sampleTime(90'000));
        QCOMPARE(axis.start, sampleTime(86'400));
        QCOMPARE(axis.lengthMs, 60'000);
        QCOMPARE(axis.offset(sampleTime(0)), 0);
        QCOMPARE(axis.offset(sampleTime(99'999)), 60'000);
    }

    void fallsBackToEarlierJobsWhereThereAreNoOthers()
    {
        const QList<Job> jobs{sampleJob(1, QStringLiteral("lint"), RunState::of(u"completed", u"success"), 0, 30)};
        QCOMPARE(TimeAxis::of(jobs, sampleTime(1000), sampleTime(2000)).lengthMs, 30'000);
    }

    void aClockThatIsBehindMakesNoNegativeAxis()
    {
        const QList<Job> jobs{sampleJob(1, QStringLiteral("build"), RunState::of(u"in_progress", u""), 100)};
        QVERIFY(TimeAxis::of(jobs, sampleStart(), sampleTime(50)).lengthMs > 0);
    }

    void ticksAreRoundAndFew_data()
    {
        QTest::addColumn<qint64>("length");
        QTest::addColumn<int>("most");
        QTest::addColumn<qint64>("step");
        QTest::addColumn<int>("count");
        QTest::newRow("3m 12s") << qint64(192'000) << 5 << qint64(60'000) << 4;
        QTest::newRow("12 s") << qint64(12'000) << 5 << qint64(5'000) << 3;
        QTest::newRow("1 h") << qint64(3'600'000) << 5 << qint64(900'000) << 5;
        QTest::newRow("no room but for one") << qint64(192'000) << 1 << qint64(300'000) << 1;
    }
    void ticksAreRoundAndFew()
    {
        QFETCH(qint64, length);
        QFETCH(int, most);
        QFETCH(qint64, step);
        QFETCH(int, count);
        const QList<qint64> ticks = TimeAxis{sampleStart(), length}.ticks(most);
        QCOMPARE(ticks.size(), count);
        for (int i = 0; i < count; ++i)
            QCOMPARE(ticks.at(i), i * step);
    }

    // A run may last for 35 days; no loop may depend on its length.
    void ticksStayFewOnTheLongestRun()
    {
        const qint64 days35 = qint64(35) * 86'400'000;
        QVERIFY(TimeAxis({sampleStart(), days35}).ticks(6).size() <= 6);
        QVERIFY(TimeAxis({sampleStart(), days35}).ticks(0).isEmpty());
    }

    void tickTextsAreShort()
    {
        QCOMPARE(tickText(0), QStringLiteral("0s"));
        QCOMPARE(tickText(30'000), QStringLiteral("30s"));
        QCOMPARE(tickText(60'000), QStringLiteral("1m"));
        QCOMPARE(tickText(90'000), QStringLiteral("1m 30s"));
        QCOMPARE(tickText(3'600'000), QStringLiteral("1h"));
        QCOMPARE(tickText(5'400'000), QStringLiteral("1h 30m"));
    }
};

QTEST_GUILESS_MAIN(TestTimeAxis)
#include "tst_timeaxis.moc"
