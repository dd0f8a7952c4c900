// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/github.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/responsecache.h"
#include "tests/core/store/storefixture.h"
#include "tests/support/idlelogs.h"
#include "tests/ui/log/logonfile.h"
#include "ui/log/firsterror.h"
#include "ui/log/foldbytes.h"
#include "ui/log/jobmatches.h"
#include "ui/log/logfinder.h"
#include "ui/log/lognotice.h"
#include "ui/log/logpane.h"
#include "ui/log/logtoolbar.h"
#include "ui/log/logviewer.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>
#include <QToolButton>
#include <QTreeView>

using namespace Runlight;

namespace {

const RepoName repository{QStringLiteral("acme"), QStringLiteral("api")};

QDateTime at(int second)
{
    return QDateTime(QDate(2026, 6, 7), QTime(12, 0), QTimeZone::utc()).addSecs(second);
}

Job jobOf(qint64 id, const QString &name, QStringView status, QStringView conclusion)
{
    Job job;
    job.id = {id};
    job.runId = {7};
    job.name = name;
    job.state = RunState::of(status, conclusion);
    job.startedAt = at(0);
    job.completedAt = job.state.isCompleted() ? at(21) : QDateTime();
    job.htmlUrl = QUrl(QStringLiteral("https://github.com/acme/api/actions/runs/7/job/%1").arg(id));
    const auto step = [](int number, const char *text, QStringView end, int from, int to) {
        return Step{number, QString::fromLatin1(text), RunState::of(u"completed", end), at(from), at(to)};
    };
    job.steps = {step(1, "Set up job", u"success", 0, 2),
                 step(2, "Run actions/checkout@v5", u"success", 2, 10),
                 step(3, "Run make test", u"failure", 10, 15),
                 step(4, "Upload coverage", u"skipped", 15, 15),
                 step(5, "Post Run actions/checkout@v5", u"success", 20, 21),
                 step(6, "Complete job", u"success", 21, 21)};
    return job;
}

//! The pane over logs that are in the cache already: nothing is fetched.
struct Desk
{
    IdleLogs logs;
    QNetworkAccessManager network;
    HostCircuits circuits{logs.clock};
    ResponseCache answers{nullptr};
    GitHub github{{QUrl(QStringLiteral("https://api.invalid")), {}, {}}, network, logs.clock, circuits, answers};
    LogPane pane;
    const RunKey run{{QStringLiteral("kim@github.com")}, {7}};

    explicit Desk(const Theme &theme)
        : pane(logs.streamer, logs.store, theme)
    {
        save(logs.store, {makeRun(7)}, run.account); // what is folded hangs on it
        logs.streamer.addAccount(
            Account::of(QStringLiteral("kim"), QStringLiteral("github.com"), github.client.baseUrl()), github);
        pane.resize(900, 600);
        pane.show();
    }

    void keep(qint64 job, const QByteArray &text)
    {
        const LogKey key{QStringLiteral("github.com"), repository.owner, repository.name, {7}, 1, {job}};
        LogWriter *writer = logs.cache.begin(key);
        writer->write(text);
        bool isKept = false;
        writer->commit(&pane, [&isKept](const Expected<QString> &path) { isKept = path.has_value(); });
        QTRY_VERIFY(isKept);
    }
    void show(const QList<Job> &jobs)
    {
        logs.streamer.follow(run, repository, 1, jobs);
        pane.setJobs(run, 1, jobs);
    }
    JobKey key(qint64 job) const { return {run.account, {job}}; }
    LogDocument &document() { return pane.viewer().document(); }
    LogView &view() { return pane.viewer().view(); }
    InlineBar *notice() const { return pane.findChild<InlineBar *>(); }
};

} // namespace

class TestLogPane : public QObject
{
    Q_OBJECT

    Theme m_theme{Theme::Scheme::Light};

private Q_SLOTS:
    void initTestCase() { m_theme.install(); }

    void opensAtTheFirstErrorOfTheFirstFailedJob()
    {
        Desk desk(m_theme);
        desk.keep(2, failedJobLog());
        desk.show({jobOf(1, QStringLiteral("lint"), u"completed", u"success"),
                   jobOf(2, QStringLiteral("build"), u"completed", u"failure")});
        QCOMPARE(desk.pane.shownJob(), std::optional(JobId{2}));
        QTRY_COMPARE(desk.view().currentLine().value, 13);
        // The step that failed is open, the others are not.
        QVERIFY(desk.document().rows().rowOf({12}));
        QVERIFY(!desk.document().rows().rowOf({7}));
    }

    void opensAtAChosenStep()
    {
        Desk desk(m_theme);
        desk.keep(2, failedJobLog());
        desk.show({jobOf(2, QStringLiteral("build"), u"completed", u"failure")});
        QTRY_COMPARE(desk.view().currentLine().value, 13);
        desk.pane.showStep({2}, 2);
        QTRY_COMPARE(desk.view().currentLine().value, 4);
        QVERIFY(desk.document().rows().rowOf({7}));
    }

    void keepsFoldsOfEachJob()
    {
        Desk desk(m_theme);
        desk.keep(1, failedJobLog());
        desk.keep(2, failedJobLog());
        desk.show({jobOf(1, QStringLiteral("a"), u"completed", u"success"),
                   jobOf(2, QStringLiteral("b"), u"completed", u"success")});
        QTRY_VERIFY(desk.document().rows().rowOf({7}));
        desk.document().setStepOpen(1, false);
        QVERIFY(!desk.document().rows().rowOf({7}));
        desk.pane.showJob({2});
        QTRY_VERIFY(desk.document().rows().rowOf({7}));
        desk.pane.showJob({1});
        QTRY_VERIFY(desk.document().rows().rowOf({0}));
        QTRY_VERIFY(!desk.document().rows().rowOf({7}));
    }

    void keepsFoldsOverRestarts()
    {
        Desk desk(m_theme);
        desk.keep(1, failedJobLog());
        const QList<Job> jobs{jobOf(1, QStringLiteral("a"), u"completed", u"success")};
        desk.show(jobs);
        QTRY_VERIFY(desk.document().rows().rowOf({7}));
        desk.document().setStepOpen(1, false);
        desk.document().setGroupOpen({8}, true);
        const LogFolds folds = desk.document().folds();
        const auto second = std::make_unique<LogPane>(desk.logs.streamer, desk.logs.store, m_theme);
        // The next start begins where this one ended, the last keystrokes included.
        desk.pane.setJobs({}, 1, {});
        second->resize(900, 600);
        second->show();
        second->setJobs(desk.run, 1, jobs);
        LogDocument &document = second->viewer().document();
        QTRY_COMPARE(document.folds(), folds);
        QTRY_VERIFY(document.rows().rowOf({9}));
        QVERIFY(!document.rows().rowOf({7}));
        // Another attempt's job is another job; another run's too.
        second->setJobs({desk.run.account, {8}}, 1, {jobOf(9, QStringLiteral("a"), u"completed", u"success")});
        QTRY_COMPARE(document.folds(), LogFolds());
    }

    void opensAtItsErrorWithoutForgettingFolds()
    {
        Desk desk(m_theme);
        desk.keep(2, failedJobLog());
        LogFolds folds;
        folds.steps[4] = false;
        folds.setGroupOpen(8, true);
        desk.logs.store.saveLogFolds(desk.run, {2}, bytesOf(folds));
        desk.show({jobOf(2, QStringLiteral("build"), u"completed", u"failure")});
        QTRY_COMPARE(desk.view().currentLine().value, 13);
        QVERIFY(desk.document().rows().rowOf({7})); // the others were left open
        QVERIFY(desk.document().rows().rowOf({9}));
        QVERIFY(!desk.document().rows().rowOf({16}));
    }

    void whatItOpensByItselfIsNotTheUsers()
    {
        Desk desk(m_theme);
        desk.keep(2, failedJobLog());
        desk.show({jobOf(2, QStringLiteral("build"), u"completed", u"failure")});
        QTRY_COMPARE(desk.view().currentLine().value, 13);
        desk.pane.setJobs({}, 1, {});
        QCOMPARE(await<QByteArray>([&](QObject *context, auto done) {
                     desk.logs.store.logFolds(desk.run, {2}, context, std::move(done));
                 }),
                 QByteArray());
    }

    void ignoresDamagedFolds()
    {
        Desk desk(m_theme);
        desk.keep(1, failedJobLog());
        desk.logs.store.saveLogFolds(desk.run, {1}, "{\"otherSteps\":[1,");
        desk.show({jobOf(1, QStringLiteral("a"), u"completed", u"success")});
        QTRY_VERIFY(desk.document().rows().rowOf({7}));
        QCOMPARE(desk.document().folds(), LogFolds());
    }

    void itsIconsFollowTheTheme()
    {
        Desk desk(m_theme);
        desk.show({jobOf(2, QStringLiteral("build"), u"completed", u"failure")});
        const auto *button = desk.pane.findChild<QToolButton *>(QStringLiteral("job"));
        QVERIFY(button && button->isVisible());
        const auto hasColor = [&](const QColor &color) {
            const QImage picture = const_cast<QToolButton *>(button)->grab().toImage();
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width(); ++x)
                    if (picture.pixelColor(x, y) == color)
                        return true;
            return false;
        };
        const QColor light = m_theme.glyphColor(StatusGlyph::Failure);
        QVERIFY(hasColor(light));
        m_theme.setScheme(Theme::Scheme::Dark);
        const QColor dark = m_theme.glyphColor(StatusGlyph::Failure);
        QVERIFY(dark != light);
        QVERIFY(hasColor(dark));
        QVERIFY(!hasColor(light));
        m_theme.setScheme(Theme::Scheme::Light);
        QVERIFY(hasColor(light));
    }

    void givesTheJobsNameRoomWhereItIsNarrow()
    {
        Desk desk(m_theme);
        const QString name = QStringLiteral("build (ubuntu, gcc)");
        desk.show({jobOf(2, name, u"completed", u"failure")});
        const auto *button = desk.pane.findChild<QToolButton *>(QStringLiteral("job"));
        for (const int width : {380, 600, 1100, 380}) {
            desk.pane.resize(width, 500);
            QCoreApplication::processEvents();
            QVERIFY2(button->text().size() >= 12, qPrintable(button->text()));
            for (const auto *each : desk.pane.viewer().toolBar().findChildren<QToolButton *>()) {
                const QRect place(each->mapTo(&desk.pane, QPoint(0, 0)), each->size());
                QVERIFY2(!each->isVisible() || desk.pane.rect().contains(place), qPrintable(each->text()));
            }
        }
        desk.pane.resize(1100, 500);
        QCoreApplication::processEvents();
        QCOMPARE(button->text().trimmed(), name);
    }

    void tellsHowAnArchiveComes()
    {
        const Job job = jobOf(1, QStringLiteral("x"), u"completed", u"success");
        JobLog log;
        log.state = JobLog::State::Fetching;
        log.archive = JobLog::Archive{500'000, 600'000, false};
        QVERIFY(!noticeOf(job, log)); // it is here in a moment
        QVERIFY(archiveTextOf(*log.archive).contains(QStringLiteral(" of ")));
        log.archive = JobLog::Archive{5'000'000, 60'000'000, false};
        QVERIFY(noticeOf(job, log)->headline.contains(QStringLiteral("archive")));
        QVERIFY(noticeOf(job, log)->detail.contains(QStringLiteral(" of ")));
        log.archive->totalBytes = -1;
        QVERIFY(noticeOf(job, log));
        QVERIFY(!noticeOf(job, log)->detail.contains(QStringLiteral(" of ")));
        log.archive->isUnpacked = true;
        QVERIFY(noticeOf(job, log)->headline.startsWith(QStringLiteral("Unpacking")));
        QCOMPARE(archiveTextOf(*log.archive), QStringLiteral("unpacking them"));
    }

    void tellsThatALogIsNotWholeYetWhereThatTakesLong()
    {
        const Job job = jobOf(1, QStringLiteral("x"), u"completed", u"failure");
        JobLog log;
        log.state = JobLog::State::Fetching;
        log.receivedBytes = 20'000;
        log.totalBytes = 400'000;
        QVERIFY(!noticeOf(job, log));
        const auto notice = noticeOf(job, log, true);
        QVERIFY(notice);
        QCOMPARE(notice->headline, QStringLiteral("Fetching the log"));
        QVERIFY(notice->detail.contains(QStringLiteral(" of ")));
        log.state = JobLog::State::Ready;
        QVERIFY(!noticeOf(job, log, true));
    }

    void saysWhyALogFailedInWholeSentences()
    {
        const Job job = jobOf(1, QStringLiteral("x"), u"completed", u"failure");
        JobLog log;
        log.state = JobLog::State::Failed;
        log.error = Error{.kind = ErrorKind::Offline, .message = QStringLiteral("Connection refused")};
        QCOMPARE(noticeOf(job, log)->detail, QStringLiteral("Connection refused. Retry asks again."));
        log.receivedBytes = 1;
        QVERIFY(noticeOf(job, log)->detail.startsWith(QStringLiteral("Connection refused. What had come")));
        log.error->message = QStringLiteral("The server said nothing.");
        QVERIFY(noticeOf(job, log)->detail.startsWith(QStringLiteral("The server said nothing. What")));
    }

    void saysHonestlyWhatThereIsNotYet()
    {
        Desk desk(m_theme);
        Job running = jobOf(3, QStringLiteral("build"), u"in_progress", u"");
        running.steps = running.steps.mid(0, 3);
        running.steps[2].state = RunState::of(u"in_progress", u"");
        running.steps[2].completedAt = {};
        desk.show({running});
        QTRY_VERIFY(desk.notice()->isVisible());
        QVERIFY(desk.notice()->detail().contains(QStringLiteral("only when the job has ended")));
        QCOMPARE(desk.document().rows().count(), 3); // its steps, with their times
        QVERIFY(desk.view().visibleText().contains(QStringLiteral("Run make test")));
    }

    void tellsWhyThereIsNoLog_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("headline");
        QTest::addColumn<bool>("hasRetry");
        const auto row = [](const char *name, JobLog::State state, ErrorKind kind, const char *headline, bool retry) {
            QTest::newRow(name) << int(state) << int(kind) << QString::fromLatin1(headline) << retry;
        };
        row("never", JobLog::State::Never, {}, "GitHub has no log of this job", true);
        row("expired", JobLog::State::Expired, {}, "GitHub has thrown this log away", false);
        row("deleted", JobLog::State::Deleted, {}, "The logs of this run were deleted", false);
        row("denied", JobLog::State::Denied, ErrorKind::AccessDenied, "No.", true);
        row("failed", JobLog::State::Failed, ErrorKind::Transport, "The log could not be fetched", true);
        row("disk full", JobLog::State::Failed, ErrorKind::FileUnwritable, "The log could not be kept on disk", true);
    }

    void tellsWhyThereIsNoLog()
    {
        QFETCH(const int, state);
        QFETCH(const int, kind);
        QFETCH(const QString, headline);
        QFETCH(const bool, hasRetry);
        JobLog log;
        log.state = JobLog::State(state);
        log.error = Error();
        log.error->kind = ErrorKind(kind);
        log.error->message = QStringLiteral("No.");
        const auto notice = noticeOf(jobOf(1, QStringLiteral("x"), u"completed", u"failure"), log);
        QVERIFY(notice);
        QCOMPARE(notice->headline, headline);
        QCOMPARE(!notice->action.isEmpty(), hasRetry);
    }

    void tabLeadsFromTheBarToWhatIsFoundInAllJobsAndToTheLog()
    {
        Desk desk(m_theme);
        desk.keep(2, failedJobLog());
        desk.show({jobOf(2, QStringLiteral("build"), u"completed", u"failure")});
        desk.pane.viewer().toolBar().allJobs()->setChecked(true);
        QWidget *list = desk.pane.findChild<QTreeView *>();
        QVERIFY(list->isVisible());
        QWidget *at = desk.pane.viewer().toolBar().field();
        while (at != list && at != &desk.view())
            at = at->nextInFocusChain();
        QCOMPARE(at, list);
        QVERIFY(desk.view().focusPolicy() & Qt::TabFocus);
        do {
            at = at->nextInFocusChain();
        } while (!(at->focusPolicy() & Qt::TabFocus) || !at->isVisible());
        QCOMPARE(at, &desk.view());
    }

    void linksToTheLineOfTheStep()
    {
        Desk desk(m_theme);
        desk.keep(2, failedJobLog());
        desk.show({jobOf(2, QStringLiteral("build"), u"completed", u"failure")});
        QTRY_COMPARE(desk.view().currentLine().value, 13);
        desk.pane.viewer().copyLink->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("https://github.com/acme/api/actions/runs/7/job/2#step:3:6"));
    }

    void findsInAllJobs()
    {
        Desk desk(m_theme);
        desk.keep(1, stamped(0, "nothing here") + stamped(1, "an overflow of lint"));
        desk.keep(2, failedJobLog());
        const QList<Job> jobs{jobOf(1, QStringLiteral("lint"), u"completed", u"success"),
                              jobOf(2, QStringLiteral("build"), u"completed", u"failure")};
        desk.show(jobs);
        desk.logs.streamer.want(desk.key(1));
        QTRY_COMPARE(desk.logs.streamer.logOf(desk.key(1)).state, JobLog::State::Ready);
        QTRY_COMPARE(desk.view().currentLine().value, 13);
        desk.pane.viewer().toolBar().field()->setText(QStringLiteral("overflow"));
        desk.pane.viewer().toolBar().allJobs()->setChecked(true);
        auto *list = desk.pane.findChild<QTreeView *>();
        QTRY_COMPARE(list->model()->rowCount(), 2);
        const QModelIndex lint = list->model()->index(0, 0);
        QVERIFY(lint.data().toString().startsWith(QStringLiteral("lint")));
        const QModelIndex line = list->model()->index(0, 0, lint);
        QVERIFY(line.data().toString().contains(QStringLiteral("an overflow of lint")));
        Q_EMIT list->activated(line);
        QTRY_COMPARE(desk.pane.shownJob(), std::optional(JobId{1}));
        QTRY_COMPARE(desk.view().currentLine().value, 1);
        desk.pane.viewer().toolBar().allJobs()->setChecked(false);
        QVERIFY(!list->isVisible());
    }

    void followsOnToTheJobThatEnds()
    {
        Desk desk(m_theme);
        desk.keep(1, failedJobLog());
        desk.keep(2, failedJobLog() + stamped(30, "the second"));
        Job second = jobOf(2, QStringLiteral("b"), u"in_progress", u"");
        const Job first = jobOf(1, QStringLiteral("a"), u"completed", u"success");
        desk.show({first, second});
        desk.pane.showJob({1});
        QTRY_VERIFY(desk.document().rows().rowOf({7}));
        desk.pane.viewer().setFollowing(true);
        second = jobOf(2, QStringLiteral("b"), u"completed", u"success");
        second.completedAt = at(40);
        desk.show({first, second});
        QTRY_COMPARE(desk.pane.shownJob(), std::optional(JobId{2}));
        QTRY_VERIFY(desk.view().visibleText().contains(QStringLiteral("the second")));
    }

    void findsTheFirstErrorOfARun()
    {
        Desk desk(m_theme);
        desk.keep(2, failedJobLog());
        FirstErrorFinder finder(desk.logs.streamer);
        const QList<Job> jobs{jobOf(1, QStringLiteral("lint"), u"completed", u"success"),
                              jobOf(2, QStringLiteral("build"), u"completed", u"failure")};
        desk.show(jobs);
        finder.setJobs(desk.run.account, jobs);
        QTRY_VERIFY(finder.error());
        QCOMPARE(finder.error()->line.value, 13);
        QCOMPARE(finder.error()->stepName, QStringLiteral("Run make test"));
        QVERIFY(finder.error()->lines.size() >= 3);
        QVERIFY(!finder.isLooking());
        finder.setJobs(desk.run.account, {jobs.first()});
        QVERIFY(!finder.error());
    }

    void opensAtTheErrorOfAJobThatFailsWhileItIsLookedAt()
    {
        Desk desk(m_theme);
        desk.keep(2, failedJobLog());
        desk.show({jobOf(2, QStringLiteral("build"), u"in_progress", u"")});
        QTRY_VERIFY(desk.notice()->isVisible());
        desk.show({jobOf(2, QStringLiteral("build"), u"completed", u"failure")});
        QTRY_COMPARE(desk.view().currentLine().value, 13);
        QVERIFY(!desk.document().rows().rowOf({7}));
    }

    void leavesReadersAlone()
    {
        Desk desk(m_theme);
        desk.show({jobOf(2, QStringLiteral("build"), u"in_progress", u"")});
        QTRY_VERIFY(desk.notice()->isVisible());
        desk.keep(2, failedJobLog());
        desk.show({jobOf(2, QStringLiteral("build"), u"completed", u"failure")});
        QTest::keyClick(&desk.view(), Qt::Key_Down);
        QTRY_VERIFY(desk.document().file() && desk.document().file()->isComplete());
        QCoreApplication::processEvents();
        QVERIFY(desk.view().currentLine().value != 13);
    }

    void showsNothingOfARunThatHasNoJobs()
    {
        Desk desk(m_theme);
        desk.keep(2, failedJobLog());
        desk.show({jobOf(2, QStringLiteral("build"), u"completed", u"failure")});
        QTRY_COMPARE(desk.view().currentLine().value, 13);
        desk.pane.setJobs({desk.run.account, {8}}, 1, {});
        QCOMPARE(desk.document().rows().count(), 0);
        QVERIFY(desk.document().steps().isEmpty());
        QVERIFY(!desk.pane.shownJob());
    }

    void showsAnEmptyLogAsOne()
    {
        Desk desk(m_theme);
        desk.keep(4, QByteArray());
        Job job = jobOf(4, QStringLiteral("quiet"), u"completed", u"success");
        job.steps.clear();
        desk.show({job});
        desk.logs.streamer.want(desk.key(4));
        QTRY_COMPARE(desk.logs.streamer.logOf(desk.key(4)).state, JobLog::State::Ready);
        QTRY_VERIFY(desk.document().file());
        QCOMPARE(desk.document().rows().count(), 0);
        desk.pane.grab();
    }
};

QTEST_MAIN(TestLogPane)
#include "tst_logpane.moc"
