// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/pollpace.h"
#include "core/monitor/requestbudget.h"

#include <QtTest>

using namespace Runlight;
using namespace std::chrono_literals;
using Milliseconds = Clock::Milliseconds;

class TestPollPace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unfinishedRunsAreAskedForAtTheFastestPace();
    void silenceEasesOffToTheSlowest();
    void whatIsOnScreenIsQuicker();
    void hiddenWindowIsSlower();
    void failuresBackOff();
    void jitterOnlyShortens();
    void slowestBelowFastestIsFastest();

    void jobsAreAskedForAtTheFastestPaceWhileNothingChanges();
    void constantlyChangingJobsAreRationed();

    void budgetAllowsABurstAndThenARate();
    void budgetOfNoHourExceedsItsShare();
    void budgetFollowsTheRealLimit();

private:
    const PollPace m_pace{5s, 300s};
};

void TestPollPace::unfinishedRunsAreAskedForAtTheFastestPace()
{
    QCOMPARE(m_pace.next({.running = true, .quietFor = 1h}, 0), Milliseconds(5s));
    QCOMPARE(m_pace.next({.running = true, .quietFor = 1h}, 0.99), Milliseconds(5s));
    QCOMPARE(m_pace.next({.waiting = true, .quietFor = 1h}, 0), Milliseconds(30s));
}

void TestPollPace::silenceEasesOffToTheSlowest()
{
    QCOMPARE(m_pace.next({.quietFor = 0s}, 0), Milliseconds(5s));
    QCOMPARE(m_pace.next({.quietFor = 60s}, 0), Milliseconds(20s));
    QCOMPARE(m_pace.next({.quietFor = 6min}, 0), Milliseconds(2min));
    QCOMPARE(m_pace.next({.quietFor = 24h}, 0), Milliseconds(5min));
}

void TestPollPace::whatIsOnScreenIsQuicker()
{
    QCOMPARE(m_pace.next({.onScreen = true, .quietFor = 24h}, 0), Milliseconds(15s));
    QCOMPARE(m_pace.next({.onScreen = true, .windowVisible = false, .quietFor = 24h}, 0), Milliseconds(5min));
}

void TestPollPace::hiddenWindowIsSlower()
{
    QCOMPARE(m_pace.next({.running = true, .windowVisible = false}, 0), Milliseconds(15s));
    QCOMPARE(m_pace.next({.windowVisible = false, .quietFor = 60s}, 0), Milliseconds(60s));
    QCOMPARE(m_pace.next({.windowVisible = false, .quietFor = 24h}, 0), Milliseconds(5min));
}

void TestPollPace::failuresBackOff()
{
    QCOMPARE(m_pace.next({.running = true, .failures = 1}, 0), Milliseconds(30s));
    QCOMPARE(m_pace.next({.running = true, .failures = 2}, 0), Milliseconds(60s));
    QCOMPARE(m_pace.next({.running = true, .failures = 1000}, 0), Milliseconds(5min));
    QCOMPARE(m_pace.next({.running = true, .onScreen = true, .failures = 1000}, 0), Milliseconds(60s));
}

void TestPollPace::jitterOnlyShortens()
{
    QCOMPARE(m_pace.next({.quietFor = 24h}, 0.5), Milliseconds(285s));
    QVERIFY(m_pace.next({.quietFor = 24h}, 0.999) > Milliseconds(269s));
}

void TestPollPace::slowestBelowFastestIsFastest()
{
    QCOMPARE(PollPace(60s, 1s).next({.quietFor = 24h}, 0), Milliseconds(60s));
}

void TestPollPace::jobsAreAskedForAtTheFastestPaceWhileNothingChanges()
{
    JobsPace pace(5s);
    Milliseconds now = 0s;
    for (int poll = 0; poll < 200; ++poll) {
        QCOMPARE(pace.next(now, true), Milliseconds(5s));
        now += 5s;
        pace.answered(false, now);
    }
    QCOMPARE(pace.next(now, false), Milliseconds(15s));
}

void TestPollPace::constantlyChangingJobsAreRationed()
{
    JobsPace pace(5s);
    Milliseconds now = 0s;
    int counted = 0;
    while (now < 10min) {
        pace.answered(true, now);
        ++counted;
        now += pace.next(now, true);
    }
    QVERIFY2(counted <= 33, qPrintable(QString::number(counted)));
    QVERIFY2(counted >= 30, qPrintable(QString::number(counted)));
}

void TestPollPace::budgetAllowsABurstAndThenARate()
{
    RequestBudget budget(0.5, 5000);
    budget.update(1h, 0);
    QCOMPARE(budget.waitFor(500), Milliseconds(0));
    QVERIFY(budget.waitFor(501) > 0ms);
    budget.update(1h, 500);
    QCOMPARE(budget.waitFor(1), Milliseconds(1800)); // 2 000 in an hour.
    budget.update(1h + 1800ms, 500);
    QCOMPARE(budget.waitFor(1), Milliseconds(0));
}

void TestPollPace::budgetOfNoHourExceedsItsShare()
{
    RequestBudget budget(0.5, 5000);
    int spent = 0;
    for (Milliseconds now = 0s; now < 1h; now += 100ms) {
        budget.update(now, spent);
        while (budget.waitFor(1) == 0ms)
            budget.update(now, ++spent);
    }
    QVERIFY2(spent <= 2500, qPrintable(QString::number(spent)));
    QVERIFY2(spent > 2450, qPrintable(QString::number(spent)));
}

void TestPollPace::budgetFollowsTheRealLimit()
{
    RequestBudget budget(0.5, 5000);
    budget.setHourlyLimit(60);
    QCOMPARE(budget.waitFor(6), Milliseconds(0));
    QVERIFY(budget.waitFor(7) > 0ms);
    budget.setHourlyLimit(0); // A host that says so still has to be asked now and then.
    QCOMPARE(budget.waitFor(1), Milliseconds(0));
    budget.update(1s, 1);
    QVERIFY(budget.waitFor(1) > 1h);
}

QTEST_GUILESS_MAIN(TestPollPace)
#include "tst_pollpace.moc"
