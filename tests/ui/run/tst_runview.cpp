// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/focusmark.h"
#include "tests/support/idledownloads.h"
#include "tests/support/idlelogs.h"
#include "tests/ui/run/samplerun.h"
#include "ui/log/logpane.h"
#include "ui/run/firsterrorcard.h"
#include "ui/run/jobsmodel.h"
#include "ui/run/jobsview.h"
#include "ui/run/messagetext.h"
#include "ui/run/runview.h"
#include "ui/theme/inlinebar.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

using namespace Runlight;

class TestRunView : public QObject
{
    Q_OBJECT

    Theme m_theme{Theme::Scheme::Light};

    struct Shown
    {
        IdleLogs logs;
        IdleDownloads downloads;
        RunView view;
        explicit Shown(Theme &theme, const RunDetails &details, int width = 756)
            : view(logs.streamer, logs.store, downloads.downloads, theme)
        {
            view.resize(width, 640);
            view.show();
            set(details);
        }
        void set(const RunDetails &details)
        {
            view.setDetails({QStringLiteral("kim@github.com")}, details, sampleTime(310));
            view.setComplete(true);
        }
        JobsView *jobs() const { return view.findChild<JobsView *>(); }
        QModelIndex job(int row) const { return jobs()->model()->index(row, 0); }
        QTabBar *tabs() const { return view.findChild<QTabBar *>(); }
        QList<InlineBar *> visibleBars() const
        {
            QList<InlineBar *> result = view.findChildren<InlineBar *>();
            result.removeIf([](const InlineBar *bar) { return !bar->isVisible(); });
            return result;
        }
        QAbstractButton *button(const QString &text) const
        {
            for (auto *each : view.findChildren<QAbstractButton *>()) {
                if (each->isVisible() && (each->text() == text || each->accessibleName() == text))
                    return each;
            }
            return nullptr;
        }
    };

private Q_SLOTS:
    void initTestCase() { m_theme.install(); }

    void startsEmpty()
    {
        IdleLogs logs;
        IdleDownloads downloads;
        RunView view(logs.streamer, logs.store, downloads.downloads, m_theme);
        view.resize(400, 300);
        view.show();
        const auto labels = view.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().startsWith(QStringLiteral("Select a run"));
        }));
        QVERIFY(!view.findChild<JobsView *>()->isVisible());
        view.setNow(sampleTime(5)); // a tick before anything is shown
    }

    void opensWhatFailedAndSelectsIt()
    {
        const Shown shown(m_theme, failedRun());
        QVERIFY(!shown.jobs()->isExpanded(shown.job(0)));
        QVERIFY(shown.jobs()->isExpanded(shown.job(1)));
        QCOMPARE(shown.jobs()->currentIndex().data().toString(), QStringLiteral("Run tests"));
    }

    void opensWhatRuns()
    {
        const Shown shown(m_theme, runningRun());
        QVERIFY(shown.jobs()->isExpanded(shown.job(1)));
        QVERIFY(!shown.jobs()->isExpanded(shown.job(2)));
    }

    void opensAJobWhenItBegins()
    {
        RunDetails details = runningRun();
        Shown shown(m_theme, details);
        details.jobs[2].state = RunState::of(u"in_progress", u"");
        details.jobs[2].startedAt = sampleTime(300);
        details.jobs[2].steps = {sampleStep(1, QStringLiteral("Set up job"), RunState::of(u"in_progress", u""), 300)};
        shown.set(details);
        QVERIFY(shown.jobs()->isExpanded(shown.job(2)));
    }

    void whatTheUserClosesStaysClosed()
    {
        RunDetails details = runningRun();
        Shown shown(m_theme, details);
        shown.jobs()->setCurrentIndex(shown.job(1));
        QTest::keyClick(shown.jobs(), Qt::Key_Left);
        QVERIFY(!shown.jobs()->isExpanded(shown.job(1)));
        details.jobs[1].state = RunState::of(u"completed", u"failure");
        details.jobs[1].completedAt = sampleTime(305);
        details.jobs[1].steps[1].state = RunState::of(u"completed", u"failure");
        shown.set(details);
        QVERIFY(!shown.jobs()->isExpanded(shown.job(1)));
        QCOMPARE(shown.jobs()->currentIndex(), shown.job(1));
    }

    void aClickOnTheChevronOpensAndCloses()
    {
        const Shown shown(m_theme, failedRun());
        const QRect rect = shown.jobs()->visualRect(shown.job(0));
        QTest::mouseClick(shown.jobs()->viewport(), Qt::LeftButton, {}, {8, rect.center().y()});
        QVERIFY(shown.jobs()->isExpanded(shown.job(0)));
        QTest::mouseClick(shown.jobs()->viewport(), Qt::LeftButton, {}, {8, rect.center().y()});
        QVERIFY(!shown.jobs()->isExpanded(shown.job(0)));
    }

    void anotherRunStartsAfresh()
    {
        Shown shown(m_theme, failedRun());
        shown.tabs()->setCurrentIndex(RunView::Artifacts);
        shown.set(runningRun());
        QCOMPARE(shown.tabs()->currentIndex(), int(RunView::Jobs));
        QVERIFY(!shown.jobs()->currentIndex().isValid());
        shown.tabs()->setCurrentIndex(RunView::Reviews);
        shown.set(runningRun());
        QCOMPARE(shown.tabs()->currentIndex(), int(RunView::Reviews));
    }

    void tabsCount()
    {
        const Shown shown(m_theme, failedRun());
        QCOMPARE(shown.tabs()->accessibleTabName(RunView::Artifacts), QStringLiteral("Artifacts (2)"));
        QCOMPARE(shown.tabs()->accessibleTabName(RunView::Annotations), QStringLiteral("Annotations (3)"));
        shown.tabs()->setCurrentIndex(RunView::Annotations);
        const auto lists = shown.view.findChildren<QListView *>();
        for (const QListView *list : lists)
            QCOMPARE(list->isVisible(), list->accessibleName() == QStringLiteral("Annotations"));
    }

    void saysWhyItFailed()
    {
        const Shown shown(m_theme, failedRun());
        const auto *card = shown.view.findChild<FirstErrorCard *>();
        QVERIFY(card->isVisible());
        QCOMPARE(card->findChild<MessageText *>()->toPlainText(),
                 QStringLiteral("Expected depth 64, got 65\nParser.NestedGroups (4 ms)"));
        QCOMPARE(card->y(), shown.jobs()->geometry().bottom() + 1 + 2 * Theme::grid);
        shown.button(QStringLiteral("Show all"))->click();
        QCOMPARE(shown.tabs()->currentIndex(), int(RunView::Annotations));
    }

    void saysNothingOfErrorsWhereThereAreNone()
    {
        const Shown shown(m_theme, runningRun());
        QVERIFY(!shown.view.findChild<FirstErrorCard *>()->isVisible());
    }

    void markupStaysText()
    {
        RunDetails details = failedRun();
        details.run.title = QStringLiteral("<h1>Owned</h1><img src='http://example.com/x'>");
        details.attempts.clear();
        details.annotations[1].message = QStringLiteral("<b>bold</b>");
        const Shown shown(m_theme, details);
        QCOMPARE(shown.view.findChild<MessageText *>()->toPlainText(), QStringLiteral("<b>bold</b>"));
        const auto labels = shown.view.findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->text().contains(QLatin1Char('<')))
                QCOMPARE(label->textFormat(), Qt::PlainText);
            for (const auto &markup : {QStringLiteral("<h1"), QStringLiteral("<img"), QStringLiteral("<b>")})
                QVERIFY(!label->toolTip().contains(markup));
        }
    }

    void aPastAttemptIsMarked()
    {
        RunDetails details = failedRun();
        details.attempt = 1;
        Shown shown(m_theme, details);
        QCOMPARE(shown.visibleBars().size(), 1);
        QCOMPARE(shown.visibleBars().first()->headline(), QStringLiteral("You are looking at attempt 1 of 2"));
        QSignalSpy chosen(&shown.view, &RunView::attemptChosen);
        shown.button(QStringLiteral("Show latest"))->click();
        QCOMPARE(chosen.takeFirst().first().toInt(), 0);
        details.attempt = 2;
        shown.set(details);
        QVERIFY(shown.visibleBars().isEmpty());
    }

    void attemptsCanBeChosen()
    {
        const Shown shown(m_theme, failedRun());
        QSignalSpy chosen(&shown.view, &RunView::attemptChosen);
        const auto *button = qobject_cast<QToolButton *>(shown.button(QStringLiteral("attempt 2")));
        QVERIFY(button);
        auto *menu = button->menu();
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 2);
        QCOMPARE(menu->actions().at(1)->text(), QStringLiteral("Attempt 1 – failed, 3m 12s"));
        menu->actions().at(1)->trigger();
        QCOMPARE(chosen.takeFirst().first().toInt(), 1);
        menu->actions().at(0)->trigger();
        QCOMPARE(chosen.takeFirst().first().toInt(), 0); // the latest, also when a later one comes
    }

    void aPendingReviewIsShown()
    {
        Shown shown(m_theme, runningRun());
        QCOMPARE(shown.visibleBars().size(), 1);
        QCOMPARE(shown.visibleBars().first()->headline(), QStringLiteral("production is waiting for your review"));
        QAction approve(QStringLiteral("Approve…"));
        QAction reject(QStringLiteral("Reject…"));
        shown.view.setReviewActions(approve, reject);
        QSignalSpy approved(&approve, &QAction::triggered);
        QSignalSpy rejected(&reject, &QAction::triggered);
        shown.button(QStringLiteral("Approve…"))->click();
        shown.button(QStringLiteral("Reject…"))->click();
        QCOMPARE(approved.size(), 1);
        QCOMPARE(rejected.size(), 1);
        approve.setEnabled(false);
        approve.setStatusTip(QStringLiteral("You are not a reviewer."));
        for (const QString &name : {approve.text(), reject.text()}) {
            QVERIFY(!shown.button(name)->isEnabled());
            QVERIFY(shown.button(name)->toolTip().contains(approve.statusTip()));
        }
    }

    void aRunThatMayNotBeginIsShown()
    {
        RunDetails details = failedRun();
        details.run.state = RunState::of(u"completed", u"action_required");
        details.run.headRepository = QStringLiteral("lee/api");
        Shown shown(m_theme, details);
        QAction approve(QStringLiteral("Approve…"));
        QAction reject(QStringLiteral("Reject…"));
        shown.view.setReviewActions(approve, reject);
        QCOMPARE(shown.visibleBars().size(), 1);
        QCOMPARE(shown.visibleBars().first()->headline(), QStringLiteral("This run waits for an approval to begin"));
        QVERIFY(shown.visibleBars().first()->detail().contains(QStringLiteral("lee/api")));
        QVERIFY(shown.button(QStringLiteral("Approve…")));
        QVERIFY(!shown.button(QStringLiteral("Reject…"))); // GitHub knows no such thing
    }

    void errorsLeaveWhatIsShown()
    {
        Shown shown(m_theme, failedRun());
        Error error;
        error.kind = ErrorKind::ServiceUnavailable;
        error.message = QStringLiteral("Server Error: 502");
        shown.view.setError(error);
        QCOMPARE(shown.visibleBars().size(), 1);
        QCOMPARE(shown.visibleBars().first()->headline(), error.message);
        QCOMPARE(shown.visibleBars().first()->detail(), adviceFor(error));
        QVERIFY(shown.jobs()->isVisible());
        QSignalSpy retry(&shown.view, &RunView::retryRequested);
        shown.button(QStringLiteral("Retry"))->click();
        QCOMPARE(retry.count(), 1);
        shown.view.setError({});
        QVERIFY(shown.visibleBars().isEmpty());
    }

    void opensAndCopies()
    {
        const Shown shown(m_theme, failedRun());
        QSignalSpy opened(&shown.view, &RunView::openUrlRequested);
        const auto *more = qobject_cast<QToolButton *>(shown.button(QStringLiteral("More")));
        QVERIFY(more);
        const QList<QAction *> entries = more->menu()->actions();
        QCOMPARE(entries.size(), 2);
        entries[0]->trigger();
        QCOMPARE(opened.takeFirst().first().toUrl(), failedRun().run.htmlUrl);
        entries[1]->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), failedRun().run.htmlUrl.toString());
        QTest::keyClick(shown.jobs(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Run tests"));
    }

    void opensTheLogOfAStep()
    {
        Shown shown(m_theme, failedRun());
        QTest::keyClick(shown.jobs(), Qt::Key_Return);
        QCOMPARE(shown.tabs()->currentIndex(), int(RunView::Log));
        QCOMPARE(shown.view.log().shownJob(), std::optional(failedRun().jobs.at(1).id));
        QVERIFY(shown.view.log().isVisible());
    }

    void turnsToTheLogAsAJobFails()
    {
        RunDetails running = failedRun();
        const RunDetails failed = running;
        for (Job &job : running.jobs)
            job.state = RunState::of(u"in_progress", u"");
        Shown shown(m_theme, running);
        QCOMPARE(shown.tabs()->currentIndex(), int(RunView::Jobs));
        shown.set(failed);
        QCOMPARE(shown.tabs()->currentIndex(), int(RunView::Log));
        QVERIFY(shown.view.log().shownJob());
        const auto job = std::find_if(failed.jobs.begin(), failed.jobs.end(),
                                      [&](const Job &each) { return each.id == *shown.view.log().shownJob(); });
        QVERIFY(job->state.isFailure());
        // Who reads something else is let alone.
        shown.set(running);
        shown.tabs()->setCurrentIndex(RunView::Annotations);
        shown.set(failed);
        QCOMPARE(shown.tabs()->currentIndex(), int(RunView::Annotations));
    }

    void fitsAnyWidth_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {320, 360, 440, 756, 2400})
            QTest::addRow("%d px", width) << width;
    }
    void fitsAnyWidth()
    {
        QFETCH(int, width);
        RunDetails details = failedRun();
        details.run.title = QStringLiteral("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen ").repeated(4);
        details.run.headBranch = QStringLiteral("abhängigkeiten/") + QString(200, QLatin1Char('x'));
        details.run.workflowName = QString(120, QLatin1Char('W'));
        details.jobs[1].name = QString(300, QLatin1Char('j'));
        details.annotations[1].message = QString(400, QLatin1Char('m'));
        details.attempts.clear();
        Shown shown(m_theme, details, width);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
        QCOMPARE(shown.view.width(), width);
        QVERIFY(shown.view.minimumSizeHint().width() <= 320);
        QVERIFY(shown.jobs()->header()->length() <= shown.jobs()->viewport()->width() + 1);
        QVERIFY(!shown.view.grab().isNull());
    }

    //! From above to below, and past nothing.
    void tabReachesEveryPart()
    {
        Shown shown(m_theme, failedRun());
        shown.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.view));
        shown.view.setFocus(Qt::ShortcutFocusReason);
        QVERIFY(shown.jobs()->hasFocus());
        QWidget *const message = shown.view.findChild<MessageText *>();
        QList<QWidget *> visited;
        for (int step = 0; step < 20 && QApplication::focusWidget() != message; ++step)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        for (int step = 0; step < 20 && visited.indexOf(message) < 0; ++step) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            visited.append(QApplication::focusWidget());
        }
        QWidget *const parts[] = {shown.button(QStringLiteral("More")),
                                  shown.button(QStringLiteral("attempt 2")),
                                  shown.tabs(),
                                  shown.jobs(),
                                  shown.button(QStringLiteral("Show all")),
                                  message};
        QCOMPARE(visited, QList<QWidget *>(std::begin(parts), std::end(parts)));
    }

    void focusIsSeenEverywhere_data()
    {
        QTest::addColumn<Theme::Scheme>("scheme");
        QTest::newRow("light") << Theme::Scheme::Light;
        QTest::newRow("dark") << Theme::Scheme::Dark;
    }
    void focusIsSeenEverywhere()
    {
        QFETCH(Theme::Scheme, scheme);
        m_theme.setScheme(scheme);
        Shown shown(m_theme, failedRun());
        shown.jobs()->setCurrentIndex({}); // Tab comes to a list in which no row is current yet
        shown.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.view));
        shown.tabs()->setFocus();
        QTest::keyClick(shown.tabs(), Qt::Key_Tab);
        QCOMPARE(stopsWithoutFocusMark(shown.view, m_theme.color(ColorRole::Accent)), QString());
        shown.tabs()->setCurrentIndex(RunView::Reviews); // where there is none
        shown.tabs()->setFocus();
        QTest::keyClick(shown.tabs(), Qt::Key_Tab);
        QCOMPARE(stopsWithoutFocusMark(shown.view, m_theme.color(ColorRole::Accent)), QString());
        m_theme.setScheme(Theme::Scheme::Light);
    }

    //! The ring goes around the letters of the current tab: their column has no accent but in the underline.
    void tabRingKeepsClearOfTheText()
    {
        Shown shown(m_theme, failedRun());
        shown.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.view));
        shown.tabs()->setFocus(Qt::TabFocusReason);
        const QImage image = shown.tabs()->grab().toImage();
        const int left = shown.tabs()->tabRect(0).left() + 6;
        for (int y = image.height() / 2 - 6; y < image.height() / 2 + 6; ++y)
            QVERIFY(image.pixelColor(left, y) != m_theme.color(ColorRole::Accent));
        QCOMPARE(image.pixelColor(left + 8, image.height() - 1), m_theme.color(ColorRole::Accent));
    }

    void everyControlHasAName()
    {
        const Shown shown(m_theme, failedRun());
        const auto widgets = shown.view.findChildren<QWidget *>();
        int checked = 0;
        for (QWidget *widget : widgets) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
                continue;
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(interface);
            QVERIFY2(!interface->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
            ++checked;
        }
        QVERIFY(checked >= 5);
    }

    void aRunWithoutJobsSaysSo()
    {
        RunDetails details = failedRun();
        details.jobs.clear();
        details.annotations.clear();
        Shown shown(m_theme, details);
        const auto said = [&shown](const QString &text) {
            const auto labels = shown.view.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [&text](const QLabel *label) { return label->isVisible() && label->text() == text; });
        };
        QVERIFY(said(QStringLiteral("This run has no jobs.")));
        shown.view.setComplete(false);
        QVERIFY(said(QStringLiteral("Loading jobs…")));
    }
};

QTEST_MAIN(TestRunView)
#include "tst_runview.moc"
