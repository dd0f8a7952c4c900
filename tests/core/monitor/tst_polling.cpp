// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/monitor/monitorharness.h"

#include <QtTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QLatin1String RunList("/actions/runs");

FakeAnswer refusal(int status)
{
    FakeAnswer answer;
    answer.status = status;
    answer.body = R"({"message": "No"})";
    return answer;
}

FakeAnswer noNetwork()
{
    FakeAnswer answer;
    answer.error = QNetworkReply::HostNotFoundError;
    return answer;
}

QStringList repositories(int count)
{
    QStringList names;
    for (int i = 0; i < count; ++i)
        names.append(u"o/r%1"_s.arg(i));
    return names;
}

} // namespace

//! What is asked for, and when.
class TestPolling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void quietHourOfManyRepositories();
    void virtualDay();
    void unfinishedRunsQuickenThePace();
    void onScreenAndHiddenChangeThePace();
    void budgetIsNeverPassed();
    void anonymousBudgetIsKept();
    void reserveIsLeftToTheUser();
    void failingRepositoryDoesNotSlowOthers();
    void hangingRepositoryDoesNotSlowOthers();
    void offlineIsNoticedAndEnds();
    void quietRepositoriesAreAskedSoonAfterAnOutage();
    void refusedSignInStopsPolling();
    void sleepIsNoticed();
    void catchUpFollowsOlderPages();
    void pastIsFetchedOnceForWhatIsOnScreen();
    void refreshAsksForWhatIsOnScreenAtOnce();
    void unwatchedRepositoryIsLeftAlone();
    void badAnswersAreErrorsOfTheRepository();
    void statusTells();

private:
    std::unique_ptr<VirtualClock> m_clock;
    std::unique_ptr<FakeGitHub> m_fake;
    std::unique_ptr<MonitorHarness> m_harness;
};

void TestPolling::init()
{
    m_clock = std::make_unique<VirtualClock>();
    m_fake = std::make_unique<FakeGitHub>(*m_clock);
    m_harness = std::make_unique<MonitorHarness>(*m_clock, *m_fake);
}

void TestPolling::cleanup()
{
    m_harness.reset();
    m_fake.reset();
    m_clock.reset();
}

void TestPolling::quietHourOfManyRepositories()
{
    const QStringList names = repositories(200);
    for (const QString &name : names)
        m_fake->addOldRun(name, 48h);
    m_harness->watch(names);
    QCOMPARE(m_fake->requests(RunList), 200);

    m_harness->pass(1h - 1min);
    QVERIFY2(m_fake->counted() <= 250, qPrintable(QString::number(m_fake->counted())));
    m_fake->forgetRequests();
    m_harness->pass(1h);
    QVERIFY2(m_fake->counted() <= 50, qPrintable(QString::number(m_fake->counted())));
    // Every five minutes or a little sooner: 12 to 14 times each.
    QVERIFY2(m_fake->requests(RunList) >= 200 * 12, qPrintable(QString::number(m_fake->requests(RunList))));
    QVERIFY2(m_fake->requests(RunList) <= 200 * 14, qPrintable(QString::number(m_fake->requests(RunList))));
}

void TestPolling::virtualDay()
{
    const QStringList names = repositories(10);
    for (const QString &name : names)
        m_fake->addOldRun(name, 48h);
    m_harness->watch(names);
    int expected = int(m_harness->changes().size());
    for (int hour = 0; hour < 24; ++hour) {
        const QString name = names.at(hour % names.size());
        const qint64 id = m_fake->addRun(name, u"queued"_s).id;
        m_harness->pass(10min);
        m_fake->move(id, u"in_progress"_s);
        m_harness->pass(10min);
        m_fake->move(id, u"completed"_s, hour % 3 ? u"success"_s : u"failure"_s);
        m_harness->pass(40min);
        expected += 3;
        QCOMPARE(m_harness->changes().size(), expected);
    }
    // 10 minutes at 5 s twice an hour, the easing after it, and 9 quiet repositories at five minutes.
    QVERIFY2(m_fake->requests() < 24 * (240 + 60 + 10 * 14) + 500, qPrintable(QString::number(m_fake->requests())));
    QVERIFY2(m_fake->counted() < 24 * 10 + 50, qPrintable(QString::number(m_fake->counted())));
}

void TestPolling::unfinishedRunsQuickenThePace()
{
    m_fake->addOldRun(u"o/r"_s, 48h);
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1h);
    m_fake->addRun(u"o/r"_s, u"queued"_s);
    m_harness->pass(5min);
    m_fake->forgetRequests();
    m_harness->pass(1min);
    QCOMPARE(m_fake->requests(u"actions/runs"_s) - m_fake->requests(u"/jobs"_s), 12);

    m_fake->move(1002, u"completed"_s, u"success"_s);
    m_harness->pass(10s);
    m_fake->forgetRequests();
    m_harness->pass(30min);
    // Eases off: 5 s, 6.7 s, 8.9 s … five minutes.
    QVERIFY2(m_fake->requests(RunList) < 30, qPrintable(QString::number(m_fake->requests(RunList))));
    QVERIFY2(m_fake->requests(RunList) > 10, qPrintable(QString::number(m_fake->requests(RunList))));
}

void TestPolling::onScreenAndHiddenChangeThePace()
{
    m_fake->addOldRun(u"o/r"_s, 48h);
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1min);
    m_fake->forgetRequests();

    m_harness->monitor.setVisibleRepositories({m_harness->ref(u"o/r"_s)});
    m_harness->pass(1s);
    QCOMPARE(m_fake->requests(RunList), 1);
    m_harness->pass(10min);
    QVERIFY2(m_fake->requests(RunList) >= 40, qPrintable(QString::number(m_fake->requests(RunList))));

    m_harness->monitor.setWindowVisible(false);
    m_harness->pass(1min);
    m_fake->forgetRequests();
    m_harness->pass(30min);
    QVERIFY2(m_fake->requests(RunList) <= 7, qPrintable(QString::number(m_fake->requests(RunList))));
}

void TestPolling::budgetIsNeverPassed()
{
    // Every answer differs, of 40 repositories that are always running: 480 counted requests a minute if let go.
    const QStringList names = repositories(40);
    for (const QString &name : names)
        m_fake->addRun(name, u"in_progress"_s);
    m_fake->setFault([this](const FakeRequest &) -> std::optional<FakeAnswer> {
        for (qint64 id = 1001; id <= 1040; ++id)
            m_fake->move(id, u"in_progress"_s);
        return std::nullopt;
    });
    m_harness->watch(names);
    for (int hour = 0; hour < 2; ++hour) {
        m_harness->pass(hour == 0 ? 1h - 5s : 1h); // The first answers took five seconds.
        QVERIFY2(m_fake->counted() <= 2500, qPrintable(QString::number(m_fake->counted())));
        QVERIFY2(m_fake->counted() >= 1500, qPrintable(QString::number(m_fake->counted())));
        for (const QString &name : names) // Nobody goes hungry.
            QVERIFY(m_fake->counted(name + RunList) > 10);
        m_fake->forgetRequests();
    }
}

void TestPolling::anonymousBudgetIsKept()
{
    m_fake->setHourlyLimit(60);
    m_harness = std::make_unique<MonitorHarness>(
        *m_clock, [this](const FakeRequest &request) { return m_fake->answer(request); }, QString(), QString());
    m_fake->addRun(u"o/r"_s, u"in_progress"_s);
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1h);
    // Without a sign-in GitHub counts "not modified" too.
    QVERIFY2(m_fake->requests() <= 30, qPrintable(QString::number(m_fake->requests())));
    QVERIFY2(m_fake->requests() >= 20, qPrintable(QString::number(m_fake->requests())));
}

void TestPolling::reserveIsLeftToTheUser()
{
    m_fake->addRun(u"o/r"_s, u"in_progress"_s);
    m_harness->watch({u"o/r"_s});
    // Somebody else spends nearly all of it.
    for (int i = 0; i < 4600; ++i)
        m_fake->answer({"GET", QUrl(u"https://api.github.com/repos/o/r/actions/workflows"_s), {}, {}});
    m_harness->pass(10s);
    m_fake->forgetRequests();
    m_harness->pass(30min);
    QCOMPARE(m_fake->requests(), 0);
    m_harness->pass(31min);
    QVERIFY(m_fake->requests(RunList) > 1);
}

void TestPolling::failingRepositoryDoesNotSlowOthers()
{
    for (const QString &name : {u"o/good"_s, u"o/bad"_s})
        m_fake->addRun(name, u"in_progress"_s);
    m_fake->setFault([](const FakeRequest &request) {
        return request.url.path().contains("/bad/"_L1) ? std::optional(refusal(404)) : std::nullopt;
    });
    m_harness->watch({u"o/bad"_s, u"o/good"_s});
    m_fake->forgetRequests();
    m_harness->pass(10min);
    QVERIFY(m_fake->requests(u"/good/actions/runs"_s) >= 118);
    QVERIFY2(m_fake->requests(u"/bad/"_s) <= 5, qPrintable(QString::number(m_fake->requests(u"/bad/"_s))));

    const MonitorStatus status = m_harness->monitor.status();
    QCOMPARE(status.repositories.at(0).error->kind, ErrorKind::RepositoryNotFound);
    QVERIFY(!status.repositories.at(0).loaded);
    QVERIFY(!status.repositories.at(1).error);
    QVERIFY(status.repositories.at(1).loaded);

    m_fake->setFault({});
    m_harness->pass(6min);
    QVERIFY(!m_harness->monitor.status().repositories.at(0).error);
}

void TestPolling::hangingRepositoryDoesNotSlowOthers()
{
    for (const QString &name : {u"o/good"_s, u"o/bad"_s})
        m_fake->addRun(name, u"in_progress"_s);
    m_fake->setFault([](const FakeRequest &request) {
        FakeAnswer never;
        never.hangs = true;
        return request.url.path().contains("/bad/"_L1) ? std::optional(never) : std::nullopt;
    });
    m_harness->watch({u"o/bad"_s, u"o/good"_s});
    m_fake->forgetRequests();
    m_harness->pass(10min);
    QVERIFY2(m_fake->requests(u"/good/actions/runs"_s) >= 100,
             qPrintable(QString::number(m_fake->requests(u"/good/actions/runs"_s))));
}

void TestPolling::offlineIsNoticedAndEnds()
{
    const QStringList names = repositories(20);
    for (const QString &name : names)
        m_fake->addRun(name, u"in_progress"_s);
    m_harness->watch(names);
    QVERIFY(!m_harness->monitor.status().offline);

    m_fake->setFault([](const FakeRequest &) { return noNetwork(); });
    m_harness->pass(1min);
    QVERIFY(m_harness->monitor.status().offline);
    QCOMPARE(m_harness->monitor.status().accounts.first().error->kind, ErrorKind::Offline);
    m_fake->forgetRequests();
    m_harness->pass(1h);
    // One tries for all, at most once a minute with the transport's own retries.
    QVERIFY2(m_fake->requests() <= 60 * 4, qPrintable(QString::number(m_fake->requests())));
    QVERIFY(m_fake->requests() >= 10);

    m_fake->setFault({});
    m_harness->pass(3min);
    QVERIFY(!m_harness->monitor.status().offline);
    m_fake->forgetRequests();
    m_harness->pass(1min);
    for (const QString &name : names)
        QVERIFY2(m_fake->requests(name + RunList) >= 10, qPrintable(name));
    for (const RepositoryStatus &status : m_harness->monitor.status().repositories)
        QVERIFY(!status.error);
}

void TestPolling::quietRepositoriesAreAskedSoonAfterAnOutage()
{
    const QStringList names = repositories(3);
    for (const QString &name : names)
        m_fake->addOldRun(name, 48h);
    m_harness->watch(names);
    m_fake->setFault([](const FakeRequest &) { return noNetwork(); });
    m_harness->pass(30min);
    QVERIFY(m_harness->monitor.status().offline);

    m_fake->setFault({});
    m_fake->forgetRequests();
    m_harness->pass(70s);
    QVERIFY(!m_harness->monitor.status().offline);
    for (const QString &name : names)
        QCOMPARE(m_fake->requests(name + RunList), 1);
}

void TestPolling::refusedSignInStopsPolling()
{
    m_fake->addRun(u"o/r"_s, u"in_progress"_s);
    m_harness->watch({u"o/r"_s});
    m_fake->setFault([](const FakeRequest &) { return refusal(401); });
    m_harness->pass(10s);
    QCOMPARE(m_harness->monitor.status().accounts.first().error->kind, ErrorKind::Unauthorized);
    m_fake->forgetRequests();
    m_harness->pass(1h);
    QCOMPARE(m_fake->requests(), 0);

    m_fake->setFault({});
    m_harness->monitor.setVisibleRepositories({m_harness->ref(u"o/r"_s)});
    m_harness->monitor.refresh();
    m_harness->pass(10s);
    QVERIFY(!m_harness->monitor.status().accounts.first().error);
    QVERIFY(m_fake->requests() > 1);
}

void TestPolling::sleepIsNoticed()
{
    const QStringList names = repositories(30);
    for (const QString &name : names)
        m_fake->addOldRun(name, 48h);
    m_harness->watch(names);
    m_harness->pass(1min);
    m_fake->forgetRequests();
    m_clock->jumpWallClock(8h);
    m_harness->pass(20s);
    for (const QString &name : names)
        QCOMPARE(m_fake->requests(name + RunList), 1);
    // A clock that is set back is no sleep.
    m_fake->forgetRequests();
    m_clock->jumpWallClock(-8h);
    m_harness->pass(20s);
    QCOMPARE(m_fake->requests(), 0);
}

void TestPolling::catchUpFollowsOlderPages()
{
    m_fake->addOldRun(u"o/r"_s, 48h);
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1h);
    for (int i = 0; i < 75; ++i)
        m_fake->addRun(u"o/r"_s, u"completed"_s, u"success"_s);
    m_harness->pass(6min);
    QCOMPARE(m_harness->changes().size(), 76);
}

void TestPolling::pastIsFetchedOnceForWhatIsOnScreen()
{
    const QStringList names = repositories(2);
    for (const QString &name : names)
        for (int i = 0; i < 120; ++i)
            m_fake->addOldRun(name, 1000h - 1h * i);
    m_harness->monitor.setVisibleRepositories({m_harness->ref(names.first())});
    m_harness->watch(names);
    m_harness->pass(1min);
    QCOMPARE(m_harness->changes().size(), 100 + 30);
    m_harness->pass(12h);
    QCOMPARE(m_harness->changes().size(), 100 + 100);
}

void TestPolling::refreshAsksForWhatIsOnScreenAtOnce()
{
    const QStringList names = repositories(3);
    for (const QString &name : names)
        m_fake->addOldRun(name, 48h);
    m_harness->watch(names);
    m_harness->monitor.setVisibleRepositories({m_harness->ref(names.last())});
    m_harness->pass(1min);
    m_fake->forgetRequests();
    m_harness->monitor.refresh();
    m_harness->settle(); // No time passes.
    QCOMPARE(m_fake->requests(names.last() + RunList), 1);
    QCOMPARE(m_fake->requests(), 1);
    m_harness->pass(1s);
    QCOMPARE(m_fake->requests(RunList), 3);
}

void TestPolling::unwatchedRepositoryIsLeftAlone()
{
    m_fake->addRun(u"o/r"_s, u"in_progress"_s);
    m_harness->watch({u"o/r"_s});
    m_harness->monitor.unwatch(m_harness->ref(u"o/r"_s));
    m_harness->settle();
    m_fake->forgetRequests();
    m_harness->pass(10min);
    QCOMPARE(m_fake->requests(), 0);
    QVERIFY(m_harness->monitor.status().repositories.isEmpty());
}

void TestPolling::badAnswersAreErrorsOfTheRepository()
{
    m_fake->addRun(u"o/r"_s, u"in_progress"_s);
    m_fake->setFault([](const FakeRequest &) {
        FakeAnswer nonsense;
        nonsense.body = "{\"workflow_runs\": [{\"id\": \"x\"}]}";
        return nonsense;
    });
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1min);
    const RepositoryStatus status = m_harness->monitor.status().repositories.first();
    QCOMPARE(status.error->kind, ErrorKind::ParseError);
    QVERIFY(m_harness->changes().isEmpty());
}

void TestPolling::statusTells()
{
    QSignalSpy told(&m_harness->monitor, &Monitor::statusChanged);
    m_fake->addOldRun(u"o/r"_s, 48h);
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1s);
    QVERIFY(!told.isEmpty());
    const MonitorStatus status = m_harness->monitor.status();
    QVERIFY(!status.offline);
    QVERIFY(status.updatedAt.isValid());
    QVERIFY(status.nextPollAt > m_clock->now());
    QCOMPARE(status.accounts.first().limit.limit, 5000);
    QCOMPARE(status.repositories.first().ref, m_harness->ref(u"o/r"_s));
}

QTEST_GUILESS_MAIN(TestPolling)
#include "tst_polling.moc"
