// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/clock.h"
#include "core/monitor/monitor.h"
#include "tests/support/idledownloads.h"
#include "tests/support/idlelogs.h"
#include "tests/ui/run/samplerun.h"
#include "ui/run/attemptbutton.h"
#include "ui/run/jobsview.h"
#include "ui/run/runpane.h"
#include "ui/theme/inlinebar.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Runlight;

//! The pane between a real store and a monitor that speaks when the test says so.
class TestRunPane : public QObject
{
    Q_OBJECT

    Theme m_theme{Theme::Scheme::Light};

    struct Bench
    {
        VirtualClock clock{sampleTime(310)};
        Store store{{}, clock};
        Monitor monitor{store, clock};
        IdleLogs logs;
        IdleDownloads downloads;
        RunPane pane;
        const AccountId account{QStringLiteral("kim@github.com")};

        explicit Bench(Theme &theme)
            : pane(store, monitor, logs.streamer, downloads.downloads, clock, theme)
        {
            pane.resize(756, 640);
            pane.show();
        }
        RunKey key(const RunDetails &details) const { return {account, details.run.id}; }
        void save(const RunDetails &details)
        {
            store.saveRuns(account, {details.run}, &pane, [](const Expected<QList<RunChange>> &) {});
            for (const Run &attempt : details.attempts) {
                if (attempt.attempt < details.run.attempt)
                    store.saveAttempt(account, attempt, &pane, [](const Expected<bool> &) {});
            }
            saveJobs(details);
        }
        void saveJobs(const RunDetails &details)
        {
            store.saveJobs(key(details), details.attempt, details.jobs, &pane, [](const Expected<bool> &) {});
        }
        bool rests() const { return store.pendingCalls() == 0; }
        QAbstractItemModel *jobs() const { return pane.findChild<JobsView *>()->model(); }
        bool shows(const QString &text) const
        {
            const auto labels = pane.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [&text](const QLabel *label) { return label->isVisible() && label->text() == text; });
        }
        QPushButton *button(const QString &text) const
        {
            for (auto *each : pane.findChildren<QPushButton *>()) {
                if (each->isVisible() && each->text() == text)
                    return each;
            }
            return nullptr;
        }
    };

private Q_SLOTS:
    void initTestCase() { m_theme.install(); }

    void showsAtOnceWhatTheStoreKnows()
    {
        Bench bench(m_theme);
        bench.save(failedRun());
        QSignalSpy page(&bench.pane, &RunPane::pageUrlChanged);
        bench.pane.showRun(bench.key(failedRun()), failedRun().run.repository);
        QTRY_COMPARE(bench.jobs()->rowCount(), 3);
        QVERIFY(bench.shows(failedRun().run.title));
        QCOMPARE(bench.pane.pageUrl(), failedRun().run.htmlUrl);
        QCOMPARE(page.count(), 1);
    }

    void isLoadedOnceAllWasFetched()
    {
        Bench bench(m_theme);
        bench.save(runningRun());
        QSignalSpy loaded(&bench.pane, &RunPane::loaded);
        const RunKey key = bench.key(runningRun());
        // Of no account that is signed in: that is told together with what the store knows.
        bench.pane.showRun(key, runningRun().run.repository);
        QVERIFY(!bench.pane.isLoaded());
        QTRY_VERIFY(bench.pane.isLoaded());
        QVERIFY(bench.shows(runningRun().run.title));
        QVERIFY(bench.button(QStringLiteral("Retry")));
        Q_EMIT bench.monitor.runDetailsFetched(key);
        QTRY_VERIFY(bench.rests());
        QCOMPARE(loaded.count(), 1);
        QVERIFY(!bench.button(QStringLiteral("Retry")));
    }

    void aRunThatCannotBeHadHidesTheOneBefore()
    {
        Bench bench(m_theme);
        bench.save(failedRun());
        bench.pane.showRun(bench.key(failedRun()), failedRun().run.repository);
        QTRY_VERIFY(bench.shows(failedRun().run.title));
        bench.pane.showRun(bench.key(runningRun()), runningRun().run.repository);
        QVERIFY(bench.shows(failedRun().run.title)); // nothing is blanked before it must be
        QTRY_VERIFY(bench.pane.isLoaded());
        QVERIFY(!bench.shows(failedRun().run.title));
        QVERIFY(bench.button(QStringLiteral("Retry")));
        bench.save(runningRun());
        Q_EMIT bench.monitor.runDetailsChanged(bench.key(runningRun()));
        QTRY_VERIFY(bench.shows(runningRun().run.title));
    }

    void followsChanges()
    {
        Bench bench(m_theme);
        RunDetails details = runningRun();
        bench.save(details);
        bench.pane.showRun(bench.key(details), details.run.repository);
        QTRY_COMPARE(bench.jobs()->rowCount(), 3);
        details.jobs.append(sampleJob(14, QStringLiteral("package"), RunState::of(u"queued", u"")));
        bench.saveJobs(details);
        Q_EMIT bench.monitor.runDetailsChanged(bench.key(details));
        Q_EMIT bench.monitor.runDetailsChanged(bench.key(details));
        QTRY_COMPARE(bench.jobs()->rowCount(), 4);
        details.run.title = QStringLiteral("Renamed");
        details.run.updatedAt = sampleTime(400);
        bench.save(details);
        RunChange change;
        change.account = bench.account;
        change.after = details.run;
        Q_EMIT bench.monitor.runsChanged({change});
        QTRY_VERIFY(bench.shows(QStringLiteral("Renamed")));
    }

    void othersChangesAskNothing()
    {
        Bench bench(m_theme);
        bench.save(failedRun());
        bench.pane.showRun(bench.key(failedRun()), failedRun().run.repository);
        QTRY_VERIFY(bench.rests());
        Q_EMIT bench.monitor.runDetailsChanged(bench.key(runningRun()));
        QCOMPARE(bench.store.pendingCalls(), 0);
    }

    void lateAnswersOfTheRunBeforeAreDropped()
    {
        Bench bench(m_theme);
        bench.save(failedRun());
        bench.save(runningRun());
        bench.pane.showRun(bench.key(failedRun()), failedRun().run.repository);
        bench.pane.showRun(bench.key(runningRun()), runningRun().run.repository);
        bench.pane.showRun({});
        QTRY_VERIFY(bench.rests());
        QVERIFY(!bench.pane.findChild<JobsView *>()->isVisible());
        QVERIFY(bench.pane.pageUrl().isEmpty());
    }

    void pastAttempts()
    {
        Bench bench(m_theme);
        RunDetails details = failedRun();
        bench.save(details);
        RunDetails first = details;
        first.attempt = 1;
        first.jobs = details.jobs.mid(0, 1);
        bench.saveJobs(first);
        bench.pane.showRun(bench.key(details), details.run.repository);
        QTRY_COMPARE(bench.jobs()->rowCount(), 3);
        auto *menu = bench.pane.findChild<AttemptButton *>()->menu();
        Q_EMIT menu->aboutToShow();
        menu->actions().last()->trigger();
        QTRY_COMPARE(bench.jobs()->rowCount(), 1);
        QVERIFY(bench.shows(QStringLiteral("You are looking at attempt 1 of 2")));
        bench.button(QStringLiteral("Show latest"))->click();
        QTRY_COMPARE(bench.jobs()->rowCount(), 3);
    }

    void failuresAreToldAndMended()
    {
        Bench bench(m_theme);
        bench.save(failedRun());
        bench.pane.showRun(bench.key(failedRun()), failedRun().run.repository);
        QTRY_VERIFY(bench.rests());
        Error error;
        error.kind = ErrorKind::ServiceUnavailable;
        error.message = QStringLiteral("Server Error");
        Q_EMIT bench.monitor.runDetailsFailed(bench.key(failedRun()), error);
        QVERIFY(bench.shows(QStringLiteral("Server Error")));
        QCOMPARE(bench.jobs()->rowCount(), 3);
        QSignalSpy asked(&bench.monitor, &Monitor::runDetailsFailed);
        bench.button(QStringLiteral("Retry"))->click();
        QTRY_VERIFY(bench.rests());
        QCOMPARE(asked.count(), 1); // there is still nobody to ask
        Q_EMIT bench.monitor.runDetailsFetched(bench.key(failedRun()));
        QTRY_VERIFY(bench.rests());
        QVERIFY(!bench.shows(QStringLiteral("Server Error")));
    }

    void aDeletedRunGoes()
    {
        Bench bench(m_theme);
        bench.save(failedRun());
        bench.pane.showRun(bench.key(failedRun()), failedRun().run.repository);
        QTRY_COMPARE(bench.jobs()->rowCount(), 3);
        Q_EMIT bench.monitor.runsRemoved({bench.key(failedRun())});
        QVERIFY(!bench.pane.findChild<JobsView *>()->isVisible());
    }

    void timeStandsStillWhileHidden()
    {
        Bench bench(m_theme);
        const int shown = bench.clock.pendingTimers();
        bench.pane.hide();
        QCOMPARE(bench.clock.pendingTimers(), shown - 1);
        bench.pane.show();
        QCOMPARE(bench.clock.pendingTimers(), shown);
    }

    void durationsLive()
    {
        Bench bench(m_theme);
        bench.save(runningRun());
        bench.pane.showRun(bench.key(runningRun()), runningRun().run.repository);
        QTRY_COMPARE(bench.jobs()->rowCount(), 3);
        QCOMPARE(bench.jobs()->index(1, 1).data().toString(), QStringLiteral("4m 39s"));
        bench.clock.advance(std::chrono::seconds(2));
        QCOMPARE(bench.jobs()->index(1, 1).data().toString(), QStringLiteral("4m 41s"));
    }
};

QTEST_MAIN(TestRunPane)
#include "tst_runpane.moc"
