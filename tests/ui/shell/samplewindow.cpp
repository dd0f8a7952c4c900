// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/shell/samplewindow.h"

#include "tests/support/await.h"

#include <QTest>

namespace Runlight {

namespace {

struct Line
{
    const char *repository;
    const char *workflow;
    const char *title;
    const char *status;
    const char *conclusion;
    const char *event;
    const char *branch;
    const char *actor;
    int number;
    int minutesAgo;
    int seconds;
};

constexpr Line lines[] = {
    {"acme/web", "CI", "Upgrade to Qt 6.8", "in_progress", "", "pull_request", "dependabot/qt", "dependabot", 2290, 1,
     64},
    {"acme/web", "Deploy preview", "Deploy preview", "in_progress", "", "pull_request", "preview-231", "lee", 2289, 1,
     22},
    {"acme/api", "CI", "Fix parser overflow on nested groups", "completed", "failure", "push", "main", "kim", 812, 5,
     192},
    {"acme/infra", "Release", "Release 2.4.0", "waiting", "", "push", "main", "kim", 311, 13, 760},
    {"octo-org/compiler", "Bench", "Bench: line index", "completed", "success", "push", "main", "kim", 96, 18, 511},
    {"acme/docs", "CI", "Docs: describe filters", "completed", "success", "push", "main", "ana", 77, 25, 44},
    {"octo-org/runtime", "Nightly", "Nightly", "completed", "failure", "schedule", "main", "ana", 1204, 180, 2462},
    {"acme/api", "CI", "Experiment with cache keys", "completed", "cancelled", "push", "cache-keys", "lee", 811, 240,
     70},
    {"acme/api", "Lint", "Lint", "completed", "success", "push", "main", "kim", 810, 300, 31},
    {"acme/api", "Deploy", "Deploy", "completed", "skipped", "push", "main", "kim", 809, 300, 0},
    {"octo-org/website", "Pages", "Publish the handbook", "completed", "success", "push", "main", "ana", 41, 1500, 66},
    {"acme/docs", "CI", "Docs: keys and places", "completed", "success", "push", "main", "ana", 76, 2900, 43},
};

Run runOf(const Line &line, int id, const QDateTime &now)
{
    Run run;
    run.id = RunId{id};
    run.repository = *RepoName::parse(QString::fromLatin1(line.repository));
    run.workflowId =
        WorkflowId{qint64(qHash(QLatin1String(line.repository)) ^ qHash(QLatin1String(line.workflow))) + 1};
    run.workflowName = QString::fromLatin1(line.workflow);
    run.title = QString::fromLatin1(line.title);
    run.number = line.number;
    run.state = RunState::of(QString::fromLatin1(line.status), QString::fromLatin1(line.conclusion));
    run.event = QString::fromLatin1(line.event);
    run.headBranch = QString::fromLatin1(line.branch);
    run.headSha = QStringLiteral("4f2c1aa0%1").arg(id, 32, 16, QLatin1Char('0'));
    run.headRepository = run.repository.fullName();
    run.actor.login = QString::fromLatin1(line.actor);
    run.triggeringActor = run.actor;
    run.createdAt = now.addSecs(-60 * line.minutesAgo - (run.state.isCompleted() ? line.seconds : 0));
    run.startedAt = run.createdAt;
    run.updatedAt = run.createdAt.addSecs(line.seconds);
    run.htmlUrl = QUrl(QStringLiteral("https://github.com/%1/actions/runs/%2").arg(run.repository.fullName()).arg(id));
    return run;
}

} // namespace

AccountId sampleAccount()
{
    return {QStringLiteral("kim@github.com")};
}

QList<Run> sampleRuns(const QDateTime &now)
{
    QList<Run> runs;
    int id = 9000;
    for (const Line &line : lines)
        runs += runOf(line, --id, now);
    return runs;
}

SampleWindow::SampleWindow(QSettings *settings, Theme::Scheme scheme)
    : theme(scheme)
    , store(QString(), clock)
    , monitor(store, clock)
    , control(store, clock)
    , catalog(store, clock)
    , window(store, monitor, control, logs.streamer, downloads.downloads, catalog, clock, theme, settings)
{
    catalog.setAccounts({Account::of(QStringLiteral("kim"), QStringLiteral("github.com"),
                                     QUrl(QStringLiteral("https://api.github.com")))});
}

void SampleWindow::load(const QList<Run> &runs)
{
    if (!catalog.isLoaded())
        catalog.load();
    QVERIFY(QTest::qWaitFor([this] { return catalog.isLoaded(); }));
    if (runs.isEmpty())
        return;
    const auto changes = await<QList<RunChange>>([&](QObject *context, Done<QList<RunChange>> done) {
        store.saveRuns(sampleAccount(), runs, context, std::move(done));
    });
    catalog.apply(changes);
    QVERIFY(QTest::qWaitFor([this] { return window.isSettled(); }));
}

bool SampleWindow::show()
{
    window.show();
    window.activateWindow();
    return QTest::qWaitForWindowActive(&window);
}

} // namespace Runlight
