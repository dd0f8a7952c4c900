// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/desk.h"

#include "ui/run/runheader.h"
#include "ui/run/runview.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/runactions.h"
#include "ui/theme/inlinebar.h"

#include <QAction>
#include <QApplication>
#include <QPushButton>
#include <QTranslator>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

const QString rerunFailed = QStringLiteral("POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs");
const QString rerunAll = QStringLiteral("POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun");
const QString cancelRun = QStringLiteral("POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel");
const QString deleteRun = QStringLiteral("DELETE /repos/{owner}/{repo}/actions/runs/{run_id}");

Scenario::Job job(const QString &id, std::chrono::seconds duration)
{
    Scenario::Job made;
    made.id = id;
    made.name = id;
    made.runsOn = QStringLiteral("ubuntu-24.04");
    made.steps = {{QStringLiteral("Work"), duration, 0}};
    return made;
}

//! Two runs that have failed, and two of which the first job fails early while the second goes on for a quarter of an
//! hour.
Scenario workToDo()
{
    Scenario::Workflow workflow;
    workflow.name = QStringLiteral("CI");
    workflow.file = QStringLiteral("ci.yml");
    workflow.events = {QStringLiteral("push")};
    workflow.state = QStringLiteral("active");
    workflow.jobs = {job(QStringLiteral("lint"), 20s), job(QStringLiteral("soak"), 15min)};
    Scenario::Repository repository;
    repository.name = {QStringLiteral("acme"), QStringLiteral("api")};
    repository.host = QStringLiteral("github.com");
    repository.defaultBranch = QStringLiteral("main");
    repository.access = {QStringLiteral("kim")};
    repository.workflows = {workflow};
    const auto run = [](std::chrono::seconds at, const QString &title) {
        Scenario::Run told;
        told.workflow = QStringLiteral("ci.yml");
        told.at = at;
        told.title = title;
        told.branch = QStringLiteral("main");
        told.event = QStringLiteral("push");
        told.actor = QStringLiteral("kim");
        told.fails = {QStringLiteral("lint / Work")};
        return told;
    };
    repository.runs = {run(-8h, QStringLiteral("Break it")), run(-6h, QStringLiteral("Break it again")),
                       run(-10min, QStringLiteral("Soak it")), run(-5min, QStringLiteral("Soak it more"))};
    Scenario scenario;
    scenario.history = 24h;
    scenario.people = {{QStringLiteral("kim"), QStringLiteral("Kim"), QStringLiteral("User")}};
    scenario.accounts = {{QStringLiteral("kim"), QStringLiteral("github.com"), QStringLiteral("sim-kim-token"), {}}};
    scenario.repositories = {repository};
    return scenario;
}

} // namespace

//! What is done to runs, by keys alone.
class TestActing : public QObject
{
    Q_OBJECT

    QTranslator m_words; //!< English plurals.

    struct Hands : Desk
    {
        Hands()
            : Desk(workToDo())
        { }

        bool begin()
        {
            if (!open())
                return false;
            window->activateWindow();
            window->setPlace({Place::Kind::All, {}});
            return QTest::qWaitForWindowActive(window.get()) && passUntil([this] { return rows() == 4; }, 1min);
        }
        static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
        {
            QTest::keyClick(QApplication::focusWidget(), key, modifiers);
        }
        //! Finds what \a typed names in the palette, and chooses it.
        bool choose(const QString &typed)
        {
            press(Qt::Key_K, Qt::ControlModifier);
            if (!window->findChild<CommandPalette *>()->isVisible())
                return false;
            QTest::keyClicks(QApplication::focusWidget(), typed);
            press(Qt::Key_Return);
            return passUntil([this] { return window->isSettled(); }, 1min);
        }
        RunState state(int row) const { return list()->model()->index(row, 0).data(StateRole).value<RunState>(); }
        QString note(int row) const { return list()->model()->index(row, 0).data(NoteRole).toString(); }
        RunView &view() const { return *window->findChild<RunView *>(); }
        RunActions &actions() const { return *window->findChild<RunActions *>(); }
        InlineBar &bulkBar() const { return window->findChild<RunsPane *>()->noticeBar(); }
    };

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_words.load(QStringLiteral(":/translations/runlight_en.qm")));
        QCoreApplication::installTranslator(&m_words);
    }

    void rerunsWhatFailed()
    {
        Hands desk;
        QVERIFY(desk.begin());
        QVERIFY(desk.choose(QStringLiteral("break it again")));
        QVERIFY(desk.actions().rerunFailed->isEnabled());
        Hands::press(Qt::Key_R);
        // At once, and the same again is the same.
        QCOMPARE(desk.note(2), QStringLiteral("re-run requested"));
        QVERIFY(!desk.actions().rerunFailed->isEnabled());
        Hands::press(Qt::Key_R);
        Hands::press(Qt::Key_R, Qt::ShiftModifier);
        desk.keep(QStringLiteral("acting-requested"));
        QVERIFY(desk.passUntil([&] { return !desk.state(2).isCompleted(); }, 1min));
        QVERIFY(desk.note(2) != QLatin1String("re-run requested"));
        QCOMPARE(desk.requests(rerunFailed), 1);
        QCOMPARE(desk.requests(rerunAll), 0);
        desk.keep(QStringLiteral("acting-rerun"));
    }

    void cancelsWhatRuns()
    {
        Hands desk;
        QVERIFY(desk.begin());
        QVERIFY(desk.choose(QStringLiteral("soak it more")));
        Hands::press(Qt::Key_C);
        Hands::press(Qt::Key_C);
        QCOMPARE(desk.note(0), QStringLiteral("cancel requested"));
        QVERIFY(desk.passUntil([&] { return desk.state(0).conclusion == Conclusion::Cancelled; }, 2min));
        QCOMPARE(desk.requests(cancelRun), 1);
        QVERIFY(!desk.actions().cancel->isEnabled());
        QCOMPARE(desk.actions().cancel->toolTip(), QStringLiteral("The run has finished."));
    }

    void rerunsWhenTheRunFinishes()
    {
        Hands desk;
        QVERIFY(desk.begin());
        QVERIFY(desk.choose(QStringLiteral("soak it more")));
        QVERIFY(desk.passUntil([&] { return desk.actions().rerunFailed->isEnabled(); }, 1min));
        QCOMPARE(desk.actions().rerunFailed->text(), QStringLiteral("Re-run failed jobs when the run finishes"));
        Hands::press(Qt::Key_R);
        QTRY_VERIFY(desk.view().noticeBar().isVisible());
        QCOMPARE(desk.note(0), QStringLiteral("re-run when it finishes"));
        desk.keep(QStringLiteral("acting-pending"));
        // Given up by its button, then asked for again.
        auto *giveUp = desk.view().noticeBar().findChildren<QPushButton *>().at(1);
        QCOMPARE(giveUp->text(), QStringLiteral("Don't re-run"));
        giveUp->setFocus();
        Hands::press(Qt::Key_Space);
        QTRY_VERIFY(!desk.view().noticeBar().isVisible());
        QVERIFY(desk.note(0) != QLatin1String("re-run when it finishes"));
        QVERIFY(desk.choose(QStringLiteral("re-run failed finishes")));
        QTRY_VERIFY(desk.view().noticeBar().isVisible());
        QVERIFY(desk.passUntil([&] { return desk.requests(rerunFailed) > 0; }, 20min));
        QCOMPARE(desk.requests(rerunFailed), 1);
    }

    void asksBeforeARunIsDeleted()
    {
        Hands desk;
        QVERIFY(desk.begin());
        QVERIFY(desk.choose(QStringLiteral("break it again")));
        QVERIFY(desk.choose(QStringLiteral("delete the run")));
        InlineBar &bar = desk.view().noticeBar();
        QVERIFY(bar.isVisible());
        QCOMPARE(bar.headline(), QStringLiteral("Delete acme/api #2?"));
        QVERIFY2(bar.detail().contains(QStringLiteral("2 jobs")), qPrintable(bar.detail()));
        desk.keep(QStringLiteral("acting-question"));
        // Enter alone keeps it, and so does Esc.
        Hands::press(Qt::Key_Return);
        QVERIFY(!bar.isVisible());
        QVERIFY(desk.choose(QStringLiteral("delete the run")));
        Hands::press(Qt::Key_Escape);
        QVERIFY(!bar.isVisible());
        QVERIFY(desk.list()->hasFocus());
        QVERIFY(desk.choose(QStringLiteral("delete the run")));
        Hands::press(Qt::Key_Tab);
        QCOMPARE(qobject_cast<QPushButton *>(QApplication::focusWidget())->text(), QStringLiteral("Delete run"));
        Hands::press(Qt::Key_Space);
        QVERIFY(desk.passUntil([&] { return desk.rows() == 3; }, 1min));
        QCOMPARE(desk.requests(deleteRun), 1);
    }

    void cancelsSeveral()
    {
        Hands desk;
        QVERIFY(desk.begin());
        QVERIFY(desk.choose(QStringLiteral("soak it more")));
        Hands::press(Qt::Key_Down, Qt::ShiftModifier);
        Hands::press(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(desk.actions().runs().size(), 3);
        QCOMPARE(desk.actions().cancel->text(), QStringLiteral("Cancel 3 runs…"));
        Hands::press(Qt::Key_C);
        QVERIFY(desk.bulkBar().isVisible());
        QCOMPARE(desk.bulkBar().headline(), QStringLiteral("Cancel 2 runs?"));
        QVERIFY(desk.bulkBar().detail().contains(QStringLiteral("acme/api #4")));
        desk.keep(QStringLiteral("acting-bulk-question"));
        QCOMPARE(desk.requests(cancelRun), 0);
        Hands::press(Qt::Key_Tab);
        QCOMPARE(qobject_cast<QPushButton *>(QApplication::focusWidget())->text(), QStringLiteral("Cancel 2 runs"));
        Hands::press(Qt::Key_Return);
        QCOMPARE(desk.note(0), QStringLiteral("cancel requested"));
        QVERIFY(desk.passUntil(
            [&] {
                return desk.state(0).conclusion == Conclusion::Cancelled
                    && desk.state(1).conclusion == Conclusion::Cancelled;
            },
            2min));
        QCOMPARE(desk.requests(cancelRun), 2);
        QCOMPARE(desk.bulkBar().headline(), QStringLiteral("2 of 2 runs cancelled"));
        desk.keep(QStringLiteral("acting-bulk-done"));
    }

    void saysWhatWasRefused()
    {
        Hands desk;
        QVERIFY(desk.begin());
        QVERIFY(desk.choose(QStringLiteral("soak it more")));
        QVERIFY(desk.simulator.addFault(QStringLiteral("status=403")));
        Hands::press(Qt::Key_C);
        InlineBar &bar = desk.view().noticeBar();
        QVERIFY(desk.passUntil([&] { return bar.isVisible(); }, 1min));
        QCOMPARE(bar.headline(), QStringLiteral("The run was not cancelled"));
        QVERIFY2(bar.detail().contains(QStringLiteral("GitHub says")), qPrintable(bar.detail()));
        QVERIFY(desk.note(0) != QLatin1String("cancel requested"));
        desk.keep(QStringLiteral("acting-refused"));
    }
};

QTEST_MAIN(TestActing)
#include "tst_acting.moc"
