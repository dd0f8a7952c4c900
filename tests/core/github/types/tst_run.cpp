// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/run.h"

#include <QTest>

using namespace Runlight;

namespace {

QDateTime at(int second)
{
    return QDateTime::fromSecsSinceEpoch(1'700'000'000 + second, Qt::UTC);
}

Run runOf(QStringView status, QStringView conclusion)
{
    Run run;
    run.state = RunState::of(status, conclusion);
    run.createdAt = at(0);
    run.startedAt = at(10);
    run.updatedAt = at(70);
    return run;
}

} // namespace

class TestRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void completedRunTookUntilItsLastUpdate();
    void unfinishedRunTakesUntilNow();
    void firstAttemptBeginsWithTheRun();
    void isUnknownWithoutTimes();
    void isNeverNegative();
};

void TestRun::completedRunTookUntilItsLastUpdate()
{
    QCOMPARE(runOf(u"completed", u"failure").durationMs(at(999)), 60'000);
}

void TestRun::unfinishedRunTakesUntilNow()
{
    QCOMPARE(runOf(u"in_progress", {}).durationMs(at(100)), 90'000);
    QCOMPARE(runOf(u"queued", {}).durationMs(at(11)), 1'000);
}

void TestRun::firstAttemptBeginsWithTheRun()
{
    Run run = runOf(u"completed", u"success");
    run.startedAt = {};
    QCOMPARE(run.durationMs(at(999)), 70'000);
    run.attempt = 2;
    QCOMPARE(run.durationMs(at(999)), -1);
}

void TestRun::isUnknownWithoutTimes()
{
    Run run = runOf(u"completed", u"success");
    run.updatedAt = {};
    QCOMPARE(run.durationMs(at(999)), -1);
    QCOMPARE(runOf(u"in_progress", {}).durationMs({}), -1);
    QCOMPARE(Run().durationMs(at(0)), -1);
}

void TestRun::isNeverNegative()
{
    QCOMPARE(runOf(u"in_progress", {}).durationMs(at(5)), 0);
}

QTEST_APPLESS_MAIN(TestRun)

#include "tst_run.moc"
