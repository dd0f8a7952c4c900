// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/monitor/monitorharness.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! What is told of what has happened: every real change, once.
class TestChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void eachChangeIsToldOnce();
    void missedStepsAreOneChange();
    void rerunIsTold();
    void lateAnswerChangesNothing();
    void changesAcrossARestartAreToldOnce();
    void untoldChangesAreToldAfterARestart();
    void deletedRunIsRemoved();
    void runsOutOfReachAreKept();
    void unfinishedRunBelowTheListIsFollowed();
    void commandIsFollowedByALook();
    void runOfAnUnwatchedRepositoryCanBeLookedAt();
    void changeOfAnUnwatchedRepositoryIsStillTold();

private:
    void restart();

    QTemporaryDir m_directory;
    std::unique_ptr<VirtualClock> m_clock;
    std::unique_ptr<FakeGitHub> m_fake;
    std::unique_ptr<MonitorHarness> m_harness;
    int m_file = 0;
};

void TestChanges::init()
{
    ++m_file;
    m_clock = std::make_unique<VirtualClock>();
    m_fake = std::make_unique<FakeGitHub>(*m_clock);
    restart();
}

void TestChanges::cleanup()
{
    m_harness.reset();
    m_fake.reset();
    m_clock.reset();
}

void TestChanges::restart()
{
    m_harness.reset();
    m_harness =
        std::make_unique<MonitorHarness>(*m_clock, *m_fake, m_directory.filePath(u"store%1.sqlite"_s.arg(m_file)));
}

void TestChanges::eachChangeIsToldOnce()
{
    m_harness->watch({u"o/r"_s});
    const qint64 id = m_fake->addRun(u"o/r"_s, u"queued"_s).id;
    m_harness->pass(6min);
    m_fake->move(id, u"in_progress"_s);
    m_harness->pass(1min);
    m_fake->move(id, u"completed"_s, u"failure"_s);
    m_harness->pass(1h);
    QCOMPARE(m_harness->changes(),
             (QStringList{u"1001 - → queued"_s, u"1001 queued → in_progress"_s, u"1001 in_progress → failure"_s}));
    QCOMPARE(m_harness->stored(id)->state.conclusion, Conclusion::Failure);
}

void TestChanges::missedStepsAreOneChange()
{
    const qint64 id = m_fake->addRun(u"o/r"_s, u"queued"_s).id;
    m_harness->watch({u"o/r"_s});
    m_clock->jumpWallClock(3s); // In progress and completed between two polls.
    m_fake->move(id, u"completed"_s, u"success"_s);
    m_harness->pass(1min);
    QCOMPARE(m_harness->changes(), (QStringList{u"1001 - → queued"_s, u"1001 queued → success"_s}));
}

void TestChanges::rerunIsTold()
{
    const qint64 id = m_fake->addRun(u"o/r"_s, u"completed"_s, u"failure"_s).id;
    m_harness->watch({u"o/r"_s});
    m_harness->pass(10s);
    m_fake->rerun(id);
    m_harness->pass(1min);
    m_fake->move(id, u"completed"_s, u"success"_s);
    m_harness->pass(1min);
    QCOMPARE(m_harness->changes(),
             (QStringList{u"1001 - → failure"_s, u"1001 failure → queued#2"_s, u"1001 queued#2 → success#2"_s}));
}

void TestChanges::lateAnswerChangesNothing()
{
    const qint64 id = m_fake->addRun(u"o/r"_s, u"in_progress"_s).id;
    m_harness->watch({u"o/r"_s});
    m_harness->pass(10s);
    m_fake->move(id, u"completed"_s, u"success"_s);
    const FakeAnswer good =
        m_fake->answer({"GET", QUrl(u"https://api.github.com/repos/o/r/actions/runs?per_page=30"_s), {}, {}});
    m_harness->pass(10s);
    // A replica that lags behind answers with what was before.
    m_fake->run(id).status = u"in_progress"_s;
    m_fake->run(id).conclusion.clear();
    m_fake->run(id).updatedAt = m_fake->run(id).updatedAt.addSecs(-60);
    m_harness->pass(10min);
    QCOMPARE(good.status, 200);
    QCOMPARE(m_harness->changes(), (QStringList{u"1001 - → in_progress"_s, u"1001 in_progress → success"_s}));
    QVERIFY(m_harness->stored(id)->state.isCompleted());
}

void TestChanges::changesAcrossARestartAreToldOnce()
{
    const qint64 id = m_fake->addRun(u"o/r"_s, u"in_progress"_s).id;
    m_harness->watch({u"o/r"_s});
    QCOMPARE(m_harness->changes(), QStringList{u"1001 - → in_progress"_s});
    restart();
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1min);
    QCOMPARE(m_harness->changes(), QStringList());

    restart();
    m_fake->move(id, u"completed"_s, u"success"_s);
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1min);
    QCOMPARE(m_harness->changes(), QStringList{u"1001 in_progress → success"_s});
}

void TestChanges::untoldChangesAreToldAfterARestart()
{
    // Stored, but the program ended before anybody was told.
    Run run;
    run.id = RunId{1001};
    run.repository = *RepoName::parse(u"o/r"_s);
    run.state = RunState::of(u"completed"_s, u"failure"_s);
    run.createdAt = run.updatedAt = m_clock->now();
    m_harness->store.saveRuns(m_harness->account.id, {run}, &m_harness->monitor,
                              [](const Expected<QList<RunChange>> &) {});
    m_harness->settle();
    QCOMPARE(m_harness->changes(), QStringList());

    for (const QStringList &told : {QStringList{u"1001 - → failure"_s}, QStringList()}) {
        restart();
        m_harness->monitor.start();
        m_harness->settle();
        QCOMPARE(m_harness->changes(), told);
    }
}

void TestChanges::deletedRunIsRemoved()
{
    const qint64 kept = m_fake->addOldRun(u"o/r"_s, 3h).id;
    const qint64 gone = m_fake->addOldRun(u"o/r"_s, 2h).id;
    const qint64 newest = m_fake->addOldRun(u"o/r"_s, 1h).id;
    m_harness->watch({u"o/r"_s});
    QVERIFY(m_harness->stored(gone));
    QSignalSpy removed(&m_harness->monitor, &Monitor::runsRemoved);
    m_fake->removeRun(gone);
    m_harness->pass(10min);
    QVERIFY(!m_harness->stored(gone));
    QVERIFY(m_harness->stored(kept));
    QVERIFY(m_harness->stored(newest));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().value<QList<RunKey>>(), QList{m_harness->key(gone)});
}

void TestChanges::runsOutOfReachAreKept()
{
    const qint64 id = m_fake->addRun(u"o/r"_s, u"in_progress"_s).id;
    m_harness->watch({u"o/r"_s});
    // The token has lost its access: GitHub answers 404 to everything.
    m_fake->setFault([](const FakeRequest &) {
        FakeAnswer answer;
        answer.status = 404;
        return std::optional(answer);
    });
    m_harness->pass(1min);
    m_harness->monitor.lookAt(m_harness->key(id), *RepoName::parse(u"o/r"_s));
    m_harness->pass(1h);
    QVERIFY(m_harness->stored(id));
}

void TestChanges::unfinishedRunBelowTheListIsFollowed()
{
    const qint64 id = m_fake->addRun(u"o/r"_s, u"queued"_s).id;
    for (int i = 0; i < 40; ++i) {
        m_clock->jumpWallClock(1s);
        m_fake->addRun(u"o/r"_s, u"completed"_s, u"success"_s);
    }
    m_harness->watch({u"o/r"_s});
    m_harness->monitor.lookAt(m_harness->key(id), *RepoName::parse(u"o/r"_s));
    m_harness->pass(1min);
    QVERIFY(m_harness->stored(id));
    m_clock->jumpWallClock(1s);
    m_fake->move(id, u"completed"_s, u"cancelled"_s);
    m_harness->pass(2min);
    QCOMPARE(m_harness->stored(id)->state.conclusion, Conclusion::Cancelled);
    QVERIFY(m_harness->changes().contains(u"1001 queued → cancelled"_s));
}

void TestChanges::commandIsFollowedByALook()
{
    const qint64 id = m_fake->addOldRun(u"o/r"_s, 48h).id;
    m_harness->watch({u"o/r"_s});
    m_harness->pass(1h);
    m_fake->rerun(id);
    m_harness->monitor.lookAt(m_harness->key(id), *RepoName::parse(u"o/r"_s));
    m_harness->settle(); // No time passes.
    QCOMPARE(m_harness->changes().last(), u"1001 success → queued#2"_s);
    m_fake->forgetRequests();
    m_harness->pass(1min);
    QVERIFY(m_fake->requests(u"actions/runs"_s) >= 11);
}

void TestChanges::runOfAnUnwatchedRepositoryCanBeLookedAt()
{
    const qint64 id = m_fake->addOldRun(u"o/other"_s, 48h).id;
    m_harness->watch({});
    m_harness->monitor.lookAt(m_harness->key(id), *RepoName::parse(u"o/other"_s));
    m_harness->settle();
    QCOMPARE(m_harness->changes(), QStringList{u"1001 - → success"_s});
}

void TestChanges::changeOfAnUnwatchedRepositoryIsStillTold()
{
    m_fake->addRun(u"o/r"_s, u"queued"_s);
    m_harness->monitor.watch(m_harness->ref(u"o/r"_s));
    m_harness->monitor.start();
    m_harness->settle();
    m_clock->advance(1ms); // The poll is sent …
    while (!m_harness->monitor.status().repositories.first().loaded)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    m_harness->monitor.unwatch(m_harness->ref(u"o/r"_s)); // … and given up while its answer is being stored.
    m_harness->settle();
    QCOMPARE(m_harness->changes(), QStringList{u"1001 - → queued"_s});
}

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
