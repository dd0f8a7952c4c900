// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/desk.h"

#include "ui/artifacts/artifactspane.h"
#include "ui/artifacts/contentsview.h"
#include "ui/artifacts/downloadsview.h"
#include "ui/log/logpane.h"
#include "ui/log/logviewer.h"
#include "ui/runs/filterbar.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

//! One repository with a green past; a minute from the start somebody pushes a commit that breaks the tests.
Scenario brokenSoon()
{
    Scenario::Job job;
    job.id = QStringLiteral("build");
    job.name = QStringLiteral("build");
    job.runsOn = QStringLiteral("ubuntu-24.04");
    job.steps = {{QStringLiteral("Build"), 40s, 0}, {QStringLiteral("Run tests"), 30s, 0}};
    Scenario::Workflow workflow;
    workflow.name = QStringLiteral("CI");
    workflow.file = QStringLiteral("ci.yml");
    workflow.events = {QStringLiteral("push")};
    workflow.state = QStringLiteral("active");
    workflow.jobs = {job};
    Scenario::Repository repository;
    repository.name = {QStringLiteral("acme"), QStringLiteral("api")};
    repository.host = QStringLiteral("github.com");
    repository.defaultBranch = QStringLiteral("main");
    repository.access = {QStringLiteral("kim")};
    repository.workflows = {workflow};
    const auto run = [](std::chrono::seconds at, const QString &title, const QString &branch) {
        Scenario::Run told;
        told.workflow = QStringLiteral("ci.yml");
        told.at = at;
        told.title = title;
        told.branch = branch;
        told.event = QStringLiteral("push");
        told.actor = QStringLiteral("kim");
        return told;
    };
    repository.runs = {run(-3h, QStringLiteral("Describe the filter"), QStringLiteral("docs")),
                       run(-2h, QStringLiteral("Read quoted values"), QStringLiteral("main")),
                       run(1min, QStringLiteral("Rewrite the parser"), QStringLiteral("main"))};
    repository.runs.last().fails = {QStringLiteral("build / Run tests")};
    Scenario scenario;
    scenario.history = 24h;
    scenario.people = {{QStringLiteral("kim"), QStringLiteral("Kim"), QStringLiteral("User")}};
    scenario.accounts = {{QStringLiteral("kim"), QStringLiteral("github.com"), QStringLiteral("sim-kim-token"), {}}};
    scenario.repositories = {repository};
    return scenario;
}

//! One run whose tests failed, with their report.
Scenario withTestReport()
{
    Scenario scenario = brokenSoon();
    Scenario::Repository &repository = scenario.repositories.first();
    Scenario::Artifact report;
    report.name = QStringLiteral("test-report");
    report.size = 30'000;
    report.isTestReport = true;
    repository.workflows.first().jobs.first().artifacts = {report};
    repository.runs = {repository.runs.at(1)};
    repository.runs.first().fails = {QStringLiteral("build / Run tests")};
    repository.runs.first().actor = QStringLiteral("ana"); // it is not what kim is shown first
    scenario.people.append({QStringLiteral("ana"), QStringLiteral("Ana"), QStringLiteral("User")});
    return scenario;
}

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatThereIs()
    {
        Desk desk(brokenSoon());
        QVERIFY(desk.open());
        desk.window->setPlace({Place::Kind::All, {}});
        QVERIFY(desk.passUntil([&] { return desk.rows() == 2; }, 1min));
        QVERIFY2(desk.spoken(0).contains(QLatin1String("Read quoted values")), qUtf8Printable(desk.spoken(0)));
        desk.keep(QStringLiteral("window-green"));
    }

    void filtersAsOneTypes()
    {
        Desk desk(brokenSoon());
        QVERIFY(desk.open());
        desk.window->setPlace({Place::Kind::All, {}});
        QVERIFY(desk.passUntil([&] { return desk.rows() == 2; }, 1min));
        QTest::keyClick(desk.window.get(), Qt::Key_Slash);
        auto *field = desk.window->findChild<FilterBar *>()->findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("branch:docs "));
        QTRY_COMPARE(desk.rows(), 1);
        QVERIFY(desk.spoken(0).contains(QLatin1String("Describe the filter")));
        QTest::keyClicks(field, QStringLiteral("nothing like it"));
        QTRY_COMPARE(desk.rows(), 0);
        desk.keep(QStringLiteral("window-filtered-to-nothing"));
        field->clear();
        QTRY_COMPARE(desk.rows(), 2);
    }

    //! Without a mouse: from the list of runs to why a test failed, as an artifact's report has it.
    void anArtifactsTestReportIsReadByKeyboard()
    {
        const QTemporaryDir folder;
        const QTemporaryDir settingsFolder;
        QSettings settings(settingsFolder.filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
        settings.setValue(QStringLiteral("downloads/folder"), folder.path());
        Desk desk(withTestReport());
        QVERIFY(desk.open(&settings));
        desk.window->setPlace({Place::Kind::All, {}});
        QVERIFY(desk.passUntil([&] { return desk.rows() == 1; }, 1min));
        desk.list()->setFocus();
        QVERIFY(desk.window->selectRun(QStringLiteral("1")));
        const auto *artifacts = desk.window->findChild<ArtifactsPane *>()->findChild<QListView *>();
        QVERIFY(desk.passUntil([&] { return artifacts->model()->rowCount() == 1; }, 1min));
        // Twice pressed is once downloaded.
        QTest::keyClick(desk.window.get(), Qt::Key_D);
        QTest::keyClick(desk.window.get(), Qt::Key_D);
        const Downloads &downloads = desk.session.downloads();
        const auto isHere = [&] {
            return downloads.transfers().size() == 1 && downloads.transfers().first().state == Transfer::State::Done;
        };
        QVERIFY(desk.passUntil(isHere, 1min));
        QCOMPARE(downloads.transfers().first().place, folder.filePath(QStringLiteral("test-report")));
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("test-report/junit/parser.xml"))));
        QVERIFY(downloads.transfers().first().isVerified);

        const auto *contents = desk.window->findChild<ContentsView *>();
        QTRY_VERIFY(contents->isVisible() && contents->isSettled());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        const auto *text = qobject_cast<QPlainTextEdit *>(QApplication::focusWidget());
        QVERIFY(text);
        QVERIFY2(text->toPlainText().contains(QLatin1String("NestedGroups: failed")),
                 qUtf8Printable(text->toPlainText()));
        QVERIFY(text->toPlainText().contains(QLatin1String("group stack overflow")));
        desk.keep(QStringLiteral("window-test-report"));
        // Back the same way: the tests, the artifacts, the runs.
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(desk.window->findChild<RunsPane *>()->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(desk.window.get(), Qt::Key_J, Qt::ControlModifier);
        const auto *all = desk.window->findChild<DownloadsView *>();
        QVERIFY(all && all->isVisible());
        QCOMPARE(all->findChild<QListView *>()->model()->rowCount(), 1);
    }

    void watchesARunFromQueuedToFailed()
    {
        Desk desk(brokenSoon());
        QVERIFY(desk.open());
        desk.window->setPlace({Place::Kind::All, {}});
        QList<RunState> seen;
        connect(&desk.session.monitor(), &Monitor::runsChanged, desk.window.get(),
                [&seen](const QList<RunChange> &changes) {
                    for (const RunChange &change : changes) {
                        if (change.after.title == QLatin1String("Rewrite the parser")
                            && (seen.isEmpty() || seen.last() != change.after.state))
                            seen.append(change.after.state);
                    }
                });
        // Quiet repositories are asked seldom; somebody who has just pushed presses F5.
        const auto refreshed = [&] {
            if (seen.isEmpty())
                QTest::keyClick(desk.window.get(), Qt::Key_F5);
            return !seen.isEmpty();
        };
        QVERIFY(desk.passUntil(refreshed, 2min));
        QCOMPARE(normalised(seen.constFirst()), NormalisedState::Queued);
        QCOMPARE(desk.rows(), 3);
        QVERIFY(desk.window->selectRun(QStringLiteral("3")));
        QVERIFY(desk.passUntil([&] { return seen.last().status == Status::InProgress; }, 3min));
        desk.keep(QStringLiteral("window-running"));
        QVERIFY(desk.passUntil([&] { return seen.last().isCompleted(); }, 5min));
        QCOMPARE(seen.last().conclusion, Conclusion::Failure);
        QVERIFY2(desk.spoken(0).contains(QLatin1String("failed")), qUtf8Printable(desk.spoken(0)));
        QCOMPARE(desk.session.catalog().counts().failing, 1);
        QCOMPARE(desk.session.catalog().counts().needsYou, 1);
        QVERIFY(desk.passUntil([&] { return desk.window->isSettled(); }, 1min));
        desk.keep(QStringLiteral("window-failed"));
        // The user did nothing: the log is open where it says why.
        auto *log = desk.window->findChild<LogPane *>();
        const auto isAtError = [log] {
            return log->isVisible() && log->viewer().view().visibleText().contains(QLatin1String("Error: Process"));
        };
        QVERIFY(desk.passUntil(isAtError, 1min));
        desk.keep(QStringLiteral("window-log"));
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
