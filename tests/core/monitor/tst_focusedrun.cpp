// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/monitor/monitorharness.h"

#include <QtTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! The details of the run that is looked at, and of those that are merely followed.
class TestFocusedRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void detailsAreFetchedAtOnce();
    void finishedRunIsFetchedOnce();
    void unfinishedRunIsFollowedToItsEnd();
    void tenMinuteRunCostsFewRequests();
    void pastAttempt();
    void focusOnUnknownRunLooksItUp();
    void changeOfFocusAbortsTheOld();
    void refusedAnnotationsDegrade();
    void failureIsToldAndTriedAgain();
    void deletedRunIsTold();
    void waitingDeploymentsAreKnown();
    void reviewedDeploymentsAreForgotten();
    void waitingIsForgottenAfterARestart();
    void unfocusedRunsAreFollowedUnhurriedly();
    void unknownAccountIsTold();
    void endOfFetchingIsTold();
    void accountThatComesLaterIsFollowed();

private:
    void focus(qint64 run, int attempt = 0)
    {
        m_harness->monitor.setFocusedRun(m_harness->key(run), *RepoName::parse(u"o/r"_s), attempt);
    }
    qint64 addFailedRun();

    std::unique_ptr<VirtualClock> m_clock;
    std::unique_ptr<FakeGitHub> m_fake;
    std::unique_ptr<MonitorHarness> m_harness;
};

void TestFocusedRun::init()
{
    m_clock = std::make_unique<VirtualClock>();
    m_fake = std::make_unique<FakeGitHub>(*m_clock);
    m_harness = std::make_unique<MonitorHarness>(*m_clock, *m_fake);
}

void TestFocusedRun::cleanup()
{
    m_harness.reset();
    m_fake.reset();
    m_clock.reset();
}

qint64 TestFocusedRun::addFailedRun()
{
    FakeGitHub::FakeRun &run = m_fake->addRun(u"o/r"_s, u"completed"_s, u"failure"_s);
    run.jobs = {{1, u"completed"_s, u"success"_s, 3}, {2, u"completed"_s, u"failure"_s, 2}};
    run.artifacts = QStringList{u"report"_s};
    return run.id;
}

void TestFocusedRun::detailsAreFetchedAtOnce()
{
    const qint64 id = addFailedRun();
    m_harness->watch({u"o/r"_s});
    QSignalSpy changed(&m_harness->monitor, &Monitor::runDetailsChanged);
    focus(id);
    m_harness->settle(); // No time passes.
    const RunDetails details = m_harness->details(id);
    QCOMPARE(details.jobs.size(), 2);
    QCOMPARE(details.jobs.first().steps.size(), 3);
    QCOMPARE(details.artifacts.size(), 1);
    QCOMPARE(details.annotations.size(), 1);
    QCOMPARE(details.annotations.first().jobId, JobId{2});
    QCOMPARE(m_fake->requests(u"/check-runs/"_s), 1);
    QVERIFY(changed.size() >= 3);
}

void TestFocusedRun::finishedRunIsFetchedOnce()
{
    const qint64 id = addFailedRun();
    m_harness->watch({u"o/r"_s});
    focus(id);
    m_harness->pass(1min);
    m_harness->monitor.setFocusedRun(std::nullopt);
    m_fake->forgetRequests();
    focus(id);
    m_harness->pass(5s);
    QCOMPARE(m_fake->requests(u"/jobs"_s), 0);
    QCOMPARE(m_fake->requests(u"/artifacts"_s), 0);

    m_harness->monitor.refresh();
    m_harness->settle();
    QCOMPARE(m_fake->requests(u"/jobs"_s), 1);

    m_fake->rerun(id);
    m_fake->run(id).jobs.append({3, u"queued"_s, {}, 0, 2});
    m_harness->pass(20s);
    QCOMPARE(m_harness->details(id).attempt, 2);
    QCOMPARE(m_harness->details(id).jobs.size(), 1);
}

void TestFocusedRun::unfinishedRunIsFollowedToItsEnd()
{
    FakeGitHub::FakeRun &run = m_fake->addRun(u"o/r"_s, u"in_progress"_s);
    run.jobs = {{1, u"in_progress"_s, {}, 1}};
    const qint64 id = run.id;
    m_harness->watch({u"o/r"_s});
    focus(id);
    m_harness->pass(5s);
    QCOMPARE(m_harness->details(id).jobs.first().steps.size(), 1);
    m_fake->run(id).jobs[0].steps = 4;
    m_harness->pass(6s);
    QCOMPARE(m_harness->details(id).jobs.first().steps.size(), 4);

    m_fake->run(id).jobs[0] = {1, u"completed"_s, u"failure"_s, 5};
    m_fake->run(id).artifacts = QStringList{u"log"_s};
    m_fake->move(id, u"completed"_s, u"failure"_s);
    m_harness->pass(10s);
    const RunDetails details = m_harness->details(id);
    QVERIFY(details.run.state.isCompleted());
    QVERIFY(details.jobs.first().state.isFailure());
    QCOMPARE(details.artifacts.size(), 1);
    QCOMPARE(details.annotations.size(), 1);
    m_fake->forgetRequests();
    m_harness->pass(10min);
    QCOMPARE(m_fake->requests(u"/jobs"_s), 0);
}

void TestFocusedRun::tenMinuteRunCostsFewRequests()
{
    FakeGitHub::FakeRun &run = m_fake->addRun(u"o/r"_s, u"in_progress"_s);
    for (qint64 job = 1; job <= 6; ++job)
        run.jobs.append({job, u"in_progress"_s, {}, 0});
    const qint64 id = run.id;
    m_harness->watch({u"o/r"_s});
    focus(id);
    for (int second = 0; second < 600; ++second) {
        m_harness->pass(1s);
        // A step of some job ends every four seconds.
        if (second % 4 == 0)
            ++m_fake->run(id).jobs[second / 4 % 6].steps;
    }
    for (auto &job : m_fake->run(id).jobs)
        job.status = u"completed"_s;
    m_fake->move(id, u"completed"_s, u"success"_s);
    m_harness->pass(10s);
    QVERIFY(m_harness->stored(id)->state.isCompleted());
    QCOMPARE(m_harness->details(id).jobs.at(0).steps.size(), 25);
    QVERIFY2(m_fake->counted() <= 40, qPrintable(QString::number(m_fake->counted())));
}

void TestFocusedRun::pastAttempt()
{
    const qint64 id = addFailedRun();
    m_fake->rerun(id);
    m_fake->run(id).jobs.append({3, u"in_progress"_s, {}, 0, 2});
    m_harness->watch({u"o/r"_s});
    focus(id, 1);
    m_harness->pass(20s);
    const RunDetails past = m_harness->details(id, 1);
    QCOMPARE(past.jobs.size(), 2);
    QCOMPARE(past.annotations.size(), 1);
    QCOMPARE(past.attempts.size(), 2);
    QCOMPARE(past.attempts.first().state.conclusion, Conclusion::Failure);
    QCOMPARE(past.run.attempt, 2);
    QCOMPARE(m_fake->requests(u"/attempts/1/jobs"_s), 1);

    focus(id, 0);
    m_harness->pass(20s);
    QCOMPARE(m_harness->details(id).jobs.size(), 1);
    QCOMPARE(m_fake->counted(u"/attempts/1"_s), 2); // The attempt and its jobs, once each.
}

void TestFocusedRun::focusOnUnknownRunLooksItUp()
{
    const qint64 id = addFailedRun();
    m_harness->watch({});
    focus(id);
    m_harness->settle();
    QCOMPARE(m_harness->details(id).jobs.size(), 2);
}

void TestFocusedRun::changeOfFocusAbortsTheOld()
{
    const qint64 first = addFailedRun();
    const qint64 second = addFailedRun();
    m_harness->watch({u"o/r"_s});
    m_fake->setFault([first](const FakeRequest &request) {
        FakeAnswer slow;
        slow.delay = 10s;
        slow.body = "{}";
        return request.url.path().contains(u"/%1/"_s.arg(first)) ? std::optional(slow) : std::nullopt;
    });
    focus(first);
    m_harness->settle();
    QCOMPARE(m_harness->network.aborted(), 0);
    focus(second);
    m_harness->settle();
    QCOMPARE(m_harness->network.aborted(), 2); // Jobs and artifacts.
    QCOMPARE(m_harness->details(second).jobs.size(), 2);
}

void TestFocusedRun::refusedAnnotationsDegrade()
{
    const qint64 id = addFailedRun();
    m_fake->setFault([](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (!request.url.path().contains("/check-runs/"_L1))
            return std::nullopt;
        FakeAnswer refused;
        refused.status = 403;
        refused.body = R"({"message": "Resource not accessible by personal access token"})";
        return refused;
    });
    m_harness->watch({u"o/r"_s});
    QSignalSpy failed(&m_harness->monitor, &Monitor::runDetailsFailed);
    focus(id);
    m_harness->pass(10min);
    QCOMPARE(failed.size(), 0);
    QCOMPARE(m_harness->details(id).jobs.size(), 2);
    QCOMPARE(m_fake->requests(u"/check-runs/"_s), 1);
}

void TestFocusedRun::failureIsToldAndTriedAgain()
{
    const qint64 id = addFailedRun();
    m_harness->watch({u"o/r"_s});
    m_fake->setFault([](const FakeRequest &request) -> std::optional<FakeAnswer> {
        FakeAnswer nonsense;
        nonsense.body = "not JSON";
        return request.url.path().endsWith("/jobs"_L1) ? std::optional(nonsense) : std::nullopt;
    });
    QSignalSpy failed(&m_harness->monitor, &Monitor::runDetailsFailed);
    focus(id);
    m_harness->settle();
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().at(0).value<RunKey>(), m_harness->key(id));
    QCOMPARE(failed.first().at(1).value<Error>().kind, ErrorKind::ParseError);
    QCOMPARE(m_harness->details(id).artifacts.size(), 1);
    m_fake->setFault({});
    m_harness->pass(1min);
    QCOMPARE(m_harness->details(id).jobs.size(), 2);
}

void TestFocusedRun::deletedRunIsTold()
{
    m_harness->watch({});
    QSignalSpy failed(&m_harness->monitor, &Monitor::runDetailsFailed);
    focus(4711);
    m_harness->settle();
    QCOMPARE(failed.size(), 1);
}

void TestFocusedRun::waitingDeploymentsAreKnown()
{
    m_fake->addRun(u"o/r"_s, u"waiting"_s).waitsFor = QStringList{u"production"_s};
    const qint64 id = m_fake->run(1001).id;
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1s);
    const QList<PendingDeployment> pending = m_harness->details(id).pendingDeployments;
    QCOMPARE(pending.size(), 1);
    QCOMPARE(pending.first().environment, u"production"_s);
    QVERIFY(pending.first().currentUserCanApprove);
}

void TestFocusedRun::reviewedDeploymentsAreForgotten()
{
    m_fake->addRun(u"o/r"_s, u"waiting"_s).waitsFor = QStringList{u"staging"_s, u"production"_s};
    const qint64 id = m_fake->run(1001).id;
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1s);
    QCOMPARE(m_harness->details(id).pendingDeployments.size(), 2);
    // Somebody else reviewed one of the two: the run goes on waiting.
    m_fake->run(id).waitsFor = QStringList{u"production"_s};
    m_harness->pass(3min);
    QCOMPARE(m_harness->details(id).pendingDeployments.size(), 1);
    m_fake->move(id, u"in_progress"_s);
    m_harness->pass(1min);
    QCOMPARE(m_harness->details(id).pendingDeployments.size(), 0);
}

void TestFocusedRun::waitingIsForgottenAfterARestart()
{
    QTemporaryDir directory;
    const QString file = directory.filePath(u"store.sqlite"_s);
    m_harness = std::make_unique<MonitorHarness>(*m_clock, *m_fake, file);
    m_fake->addRun(u"o/r"_s, u"waiting"_s).waitsFor = QStringList{u"production"_s};
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1s);
    QCOMPARE(m_harness->details(1001).pendingDeployments.size(), 1);

    m_harness.reset();
    m_fake->move(1001, u"completed"_s, u"success"_s);
    m_harness = std::make_unique<MonitorHarness>(*m_clock, *m_fake, file);
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1s);
    QCOMPARE(m_harness->details(1001).pendingDeployments.size(), 0);
}

void TestFocusedRun::unfocusedRunsAreFollowedUnhurriedly()
{
    m_fake->addRun(u"o/r"_s, u"in_progress"_s).jobs = {{1, u"in_progress"_s, {}, 1}};
    m_harness->watch({u"o/r"_s});
    m_harness->pass(5min);
    QCOMPARE(m_harness->details(1001).jobs.size(), 1);
    QCOMPARE(m_fake->requests(u"/jobs"_s), 2);
    m_fake->run(1001).jobs[0] = {1, u"completed"_s, u"success"_s, 2};
    m_fake->move(1001, u"completed"_s, u"success"_s);
    m_harness->pass(10s);
    QVERIFY(m_harness->details(1001).jobs.first().state.isCompleted());
    m_fake->forgetRequests();
    m_harness->pass(10min);
    QCOMPARE(m_fake->requests(u"/jobs"_s), 0);
}

void TestFocusedRun::unknownAccountIsTold()
{
    QSignalSpy failed(&m_harness->monitor, &Monitor::runDetailsFailed);
    m_harness->monitor.setFocusedRun(RunKey{AccountId{u"nobody@nowhere"_s}, RunId{1}}, *RepoName::parse(u"o/r"_s));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().at(1).value<Error>().kind, ErrorKind::Unauthorized);
}

void TestFocusedRun::endOfFetchingIsTold()
{
    const qint64 id = addFailedRun();
    m_harness->watch({u"o/r"_s});
    QSignalSpy fetched(&m_harness->monitor, &Monitor::runDetailsFetched);
    focus(id);
    QCOMPARE(fetched.count(), 0);
    m_harness->settle();
    QCOMPARE(fetched.count(), 1);
    QCOMPARE(fetched.first().first().value<RunKey>(), m_harness->key(id));
    QCOMPARE(m_harness->details(id).annotations.size(), 1);

    // Again, where nothing needs to be asked any more.
    m_harness->monitor.setFocusedRun(std::nullopt);
    focus(id);
    m_harness->settle();
    QCOMPARE(fetched.count(), 2);
}

void TestFocusedRun::accountThatComesLaterIsFollowed()
{
    const qint64 id = addFailedRun();
    m_harness->watch({u"o/r"_s});
    Monitor late(m_harness->store, m_harness->clock);
    QSignalSpy failed(&late, &Monitor::runDetailsFailed);
    QSignalSpy fetched(&late, &Monitor::runDetailsFetched);
    late.setFocusedRun(m_harness->key(id), *RepoName::parse(u"o/r"_s));
    QCOMPARE(failed.count(), 1);
    late.addAccount(m_harness->account, m_harness->github);
    m_harness->settle();
    QCOMPARE(failed.count(), 1);
    QCOMPARE(fetched.count(), 1);
}

QTEST_GUILESS_MAIN(TestFocusedRun)
#include "tst_focusedrun.moc"
