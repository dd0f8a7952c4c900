// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Draws the list of runs and the filter bar into pictures, light and dark, to be looked at: runs-looks FOLDER.

#include "tests/support/await.h"
#include "tests/support/catalogfixture.h"
#include "ui/runs/filterbar.h"
#include "ui/runs/runspane.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Runlight;

namespace {

Run makeRun(const RunSketch &sketch, int startedMinutesAgo, int seconds)
{
    Run run = CatalogFixture::run(sketch);
    run.createdAt = run.startedAt = CatalogFixture::start().addSecs(-60 * startedMinutesAgo);
    run.updatedAt = run.state.isCompleted() ? run.createdAt.addSecs(seconds) : CatalogFixture::start();
    return run;
}

RunSketch sketch(qint64 id, const char *title, const char *workflow, const char *repository, const char *actor,
                 const char *branch, const char *conclusion, const char *status = "completed")
{
    RunSketch s;
    s.id = id;
    s.title = QString::fromUtf8(title);
    s.workflow = QString::fromUtf8(workflow);
    s.repository = *RepoName::parse(QString::fromUtf8(repository));
    s.actor = QString::fromUtf8(actor);
    s.branch = QString::fromUtf8(branch);
    s.conclusion = QString::fromUtf8(conclusion);
    s.status = QString::fromUtf8(status);
    return s;
}

void tellPast(CatalogFixture &f)
{
    RunSketch nightly = sketch(1, "Nightly", "Nightly", "octo-org/runtime", "ana", "main", "failure");
    nightly.event = QStringLiteral("schedule");
    for (qint64 i = 0; i < 3; ++i) {
        nightly.id = 100 + i;
        f.tell(QList{makeRun(nightly, int(60 * (51 - 24 * i)), 2462)});
    }
    for (qint64 i = 0; i < 5; ++i)
        f.tell(
            QList{makeRun(sketch(90 + i, "Warm up", "CI", "acme/web", "kim", "main", "success"), int(5000 + i), 150)});
}

void tellRuns(CatalogFixture &f)
{
    tellPast(f);
    Run waiting = makeRun(sketch(311, "Release 2.4.0", "Deploy", "acme/infra", "kim", "main", "", "waiting"), 12, 0);
    waiting.updatedAt = CatalogFixture::start().addSecs(-4 * 60);
    f.tell(QList{
        waiting,
        makeRun(sketch(12, "Fix parser overflow on nested groups", "CI", "acme/api", "kim", "main", "failure"), 5, 192),
        makeRun(sketch(1490, "Upgrade to Qt 6.8", "CI", "acme/web", "dependabot[bot]", "dependabot/npm_and_yarn/qt-6.8",
                       ""),
                1, 0),
        makeRun(sketch(1489, "Deploy preview", "Deploy preview", "acme/web", "lee", "pr/231", "", "queued"), 1, 0),
        makeRun(sketch(96, "Bench: line index", "Bench", "octo-org/compiler", "kim", "main", "success"), 26, 511),
        makeRun(sketch(77, "Docs: describe filters", "Docs", "acme/docs", "ana", "main", "success"), 25, 44),
        makeRun(sketch(811, "Experiment with cache keys", "CI", "acme/api", "lee", "cache-keys", "cancelled"), 241, 70),
        makeRun(sketch(810, "Bundesausbildungsförderungsgesetz: Rechtschreibprüfung für Übersetzungsvorlagen",
                       "Qualitätssicherungsprüfung", "acme/donaudampfschifffahrtsgesellschaft",
                       "maximiliane-mustermann-schmidt", "feature/rechtschreibprüfung-der-übersetzungen", "timed_out"),
                300, 4021),
        makeRun(sketch(809, "Deploy", "Deploy", "acme/api", "kim", "main", "skipped"), 301, 1),
        makeRun(sketch(55, "Add a translation to Māori", "CI", "acme/docs", "stranger", "main", "action_required"), 400,
                3),
    });
    f.catalog.setAccounts({Account::of(QStringLiteral("kim"), QStringLiteral("github.com"), QUrl())});
}

void review(CatalogFixture &f)
{
    PendingDeployment deployment;
    deployment.environment = QStringLiteral("production");
    deployment.currentUserCanApprove = true;
    Run waiting = makeRun(sketch(311, "Release 2.4.0", "Deploy", "acme/infra", "kim", "main", "", "waiting"), 12, 0);
    await<QList<RunChange>>([&](QObject *context, auto done) { f.store.saveRuns(kim(), {waiting}, context, done); });
    await<bool>(
        [&](QObject *context, auto done) { f.store.savePendingDeployments(f.key(311), {deployment}, context, done); });
    Run running = makeRun(sketch(1490, "Upgrade to Qt 6.8", "CI", "acme/web", "dependabot[bot]", "x", ""), 1, 0);
    await<QList<RunChange>>([&](QObject *context, auto done) { f.store.saveRuns(kim(), {running}, context, done); });
    Job job;
    job.id = JobId{1};
    job.state = RunState::of(u"in_progress", {});
    job.steps = {{1, QStringLiteral("Set up job"), RunState::of(u"completed", u"success"), {}, {}},
                 {2, QStringLiteral("Build"), RunState::of(u"in_progress", {}), {}, {}},
                 {3, QStringLiteral("Test"), RunState::of(u"queued", {}), {}, {}}};
    await<bool>([&](QObject *context, auto done) { f.store.saveJobs(f.key(1490), 1, {job}, context, done); });
    f.catalog.refreshDetails(f.key(311));
    f.catalog.refreshDetails(f.key(1490));
    await<RunDetails>([&](QObject *context, auto done) { f.store.runDetails(f.key(311), 0, context, done); });
}

void draw(CatalogFixture &f, Theme &theme, const QString &file, int width, const QString &filter)
{
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *band = new QWidget;
    band->setAutoFillBackground(true);
    band->setBackgroundRole(QPalette::AlternateBase);
    auto *bandColumn = new QVBoxLayout(band);
    auto *bar = new FilterBar(f.catalog, theme);
    bandColumn->addWidget(bar);
    column->addWidget(band);
    auto *pane = new RunsPane(f.catalog, f.clock, theme);
    QObject::connect(bar, &FilterBar::filterChanged, pane, &RunsPane::setFilter);
    column->addWidget(pane, 1);
    window.resize(width, 900);
    window.show();
    pane->setPlace({Place::Kind::All, {}});
    pane->selectRun(f.key(12));
    if (filter.isEmpty())
        pane->setFocus();
    bar->setText(filter);
    QApplication::processEvents();
    QApplication::processEvents();
    window.grab().save(file);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    if (argc < 2)
        return 1;
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    for (const bool dark : {false, true}) {
        Theme theme(dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        theme.install();
        CatalogFixture f;
        f.catalog.load();
        tellRuns(f);
        review(f);
        const QString ending = dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png");
        draw(f, theme, folder.filePath(QStringLiteral("runs") + ending), 468, {});
        draw(f, theme, folder.filePath(QStringLiteral("narrow") + ending), 300,
             QStringLiteral("branch:main status:foo"));
        draw(f, theme, folder.filePath(QStringLiteral("wide") + ending), 700,
             QStringLiteral("branch:main status:failure,waiting re"));
        draw(f, theme, folder.filePath(QStringLiteral("empty") + ending), 468, QStringLiteral("branhc:main nothing"));
    }
    return 0;
}
