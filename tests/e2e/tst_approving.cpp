// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/desk.h"

#include "ui/approvals/reviewsheet.h"
#include "ui/run/runview.h"
#include "ui/shell/commandpalette.h"
#include "ui/theme/inlinebar.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QTranslator>

#include <utility>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

const QString reviewDeployments =
    QStringLiteral("POST /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments");
const QString approveRun = QStringLiteral("POST /repos/{owner}/{repo}/actions/runs/{run_id}/approve");

Scenario::Job deployJob(const QString &id, const QString &environment, const QStringList &needs = {})
{
    Scenario::Job made;
    made.id = id;
    made.name = id;
    made.needs = needs;
    made.runsOn = QStringLiteral("ubuntu-24.04");
    made.environment = environment;
    made.steps = {{QStringLiteral("Work"), 20s, 0}};
    return made;
}

//! A release that was deployed, one that waits for kim, and the run of a stranger's fork.
Scenario waitingForKim()
{
    Scenario::Workflow workflow;
    workflow.name = QStringLiteral("Release");
    workflow.file = QStringLiteral("release.yml");
    workflow.events = {QStringLiteral("workflow_dispatch"), QStringLiteral("pull_request")};
    workflow.state = QStringLiteral("active");
    workflow.jobs = {deployJob(QStringLiteral("build"), {}),
                     deployJob(QStringLiteral("deploy"), QStringLiteral("production"), {QStringLiteral("build")}),
                     deployJob(QStringLiteral("announce"), {}, {QStringLiteral("deploy")})};
    Scenario::Repository repository;
    repository.name = {QStringLiteral("acme"), QStringLiteral("infra")};
    repository.host = QStringLiteral("github.com");
    repository.defaultBranch = QStringLiteral("main");
    repository.access = {QStringLiteral("kim")};
    repository.workflows = {workflow};
    repository.environments = {{QStringLiteral("production"), {QStringLiteral("kim")}, 0}};
    const auto run = [](std::chrono::seconds at, const QString &title) {
        Scenario::Run told;
        told.workflow = QStringLiteral("release.yml");
        told.at = at;
        told.title = title;
        told.branch = QStringLiteral("main");
        told.event = QStringLiteral("workflow_dispatch");
        told.actor = QStringLiteral("kim");
        return told;
    };
    Scenario::Run before = run(-48h, QStringLiteral("Release 1"));
    before.reviewer = QStringLiteral("lee");
    Scenario::Run forks = run(-1h, QStringLiteral("Mend a typo"));
    forks.event = QStringLiteral("pull_request");
    forks.actor = QStringLiteral("stranger");
    forks.branch = QStringLiteral("typo");
    forks.headRepository = QStringLiteral("stranger/infra");
    forks.needsApproval = true;
    repository.runs = {before, forks, run(-5min, QStringLiteral("Release 2"))};
    Scenario scenario;
    scenario.history = 72h;
    scenario.people = {{QStringLiteral("kim"), QStringLiteral("Kim"), QStringLiteral("User")}};
    scenario.accounts = {{QStringLiteral("kim"), QStringLiteral("github.com"), QStringLiteral("sim-kim-token"), {}}};
    scenario.repositories = {repository};
    return scenario;
}

} // namespace

//! What waits for a person is decided, by keys alone.
class TestApproving : public QObject
{
    Q_OBJECT

    QTranslator m_words; //!< English plurals.

    struct Hands : Desk
    {
        Hands()
            : Desk(waitingForKim())
        { }

        bool begin()
        {
            if (!open())
                return false;
            window->activateWindow();
            window->setPlace({Place::Kind::All, {}});
            return QTest::qWaitForWindowActive(window.get()) && passUntil([this] { return rows() == 3; }, 1min);
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
        ReviewSheet *sheet() const { return window->findChild<ReviewSheet *>(); }
        //! Presses A, and waits until the sheet knows all that it shows.
        bool openSheet()
        {
            press(Qt::Key_A);
            return sheet() && QTest::qWaitForWindowActive(sheet())
                && passUntil([this] { return sheet()->findChildren<QPushButton *>().last()->isEnabled(); }, 1min);
        }
        RunState state(int row) const { return list()->model()->index(row, 0).data(StateRole).value<RunState>(); }
        void keepSheet(const QString &name) const
        {
            QDir().mkpath(QStringLiteral(RUNLIGHT_SCREENSHOTS));
            QVERIFY(sheet()->grab().save(QStringLiteral(RUNLIGHT_SCREENSHOTS "/") + name + QStringLiteral(".png")));
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_words.load(QStringLiteral(":/translations/runlight_en.qm")));
        QCoreApplication::installTranslator(&m_words);
    }

    void approvesADeploymentWithAComment()
    {
        Hands desk;
        QVERIFY(desk.begin());
        QVERIFY(desk.choose(QStringLiteral("release 2")));
        QVERIFY(desk.passUntil([&] { return desk.state(0).status == Status::Waiting; }, 1min));
        desk.keep(QStringLiteral("approving-banner"));
        QVERIFY(desk.openSheet());
        QCOMPARE(desk.sheet()->environments(), QStringList{QStringLiteral("production")});
        // The cursor stands in the comment.
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Looks good, go"));
        QCOMPARE(desk.sheet()->comment(), QStringLiteral("Looks good, go"));
        desk.keepSheet(QStringLiteral("approving-sheet"));
        const QPointer<ReviewSheet> sheet = desk.sheet();
        Hands::press(Qt::Key_Return, Qt::ControlModifier);
        if (sheet && sheet->isVisible()) // not answered yet
            QTest::keyClick(sheet, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(desk.passUntil([&] { return desk.state(0).isCompleted(); }, 5min));
        QVERIFY(!sheet);
        QCOMPARE(desk.state(0).conclusion, Conclusion::Success);
        QCOMPARE(desk.requests(reviewDeployments), 1);
    }

    void rejectsADeployment()
    {
        Hands desk;
        QVERIFY(desk.begin());
        QVERIFY(desk.choose(QStringLiteral("release 2")));
        QVERIFY(desk.passUntil([&] { return desk.state(0).status == Status::Waiting; }, 1min));
        QVERIFY(desk.openSheet());
        Hands::press(Qt::Key_Tab);
        QCOMPARE(qobject_cast<QPushButton *>(QApplication::focusWidget())->text(), QStringLiteral("Reject"));
        Hands::press(Qt::Key_Return);
        QVERIFY(desk.passUntil([&] { return desk.state(0).isCompleted(); }, 5min));
        QCOMPARE(desk.state(0).conclusion, Conclusion::Failure);
        QCOMPARE(desk.requests(reviewDeployments), 1);
    }

    void approvesAForksRun()
    {
        Hands desk;
        QVERIFY(desk.begin());
        QVERIFY(desk.choose(QStringLiteral("mend a typo")));
        QCOMPARE(desk.state(1).conclusion, Conclusion::ActionRequired);
        desk.keep(QStringLiteral("approving-fork-banner"));
        QVERIFY(desk.openSheet());
        desk.keepSheet(QStringLiteral("approving-fork"));
        Hands::press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(desk.passUntil([&] { return desk.state(1).conclusion != Conclusion::ActionRequired; }, 2min));
        QCOMPARE(desk.requests(approveRun), 1);
        QVERIFY(!desk.sheet());
    }
};

QTEST_MAIN(TestApproving)
#include "tst_approving.moc"
