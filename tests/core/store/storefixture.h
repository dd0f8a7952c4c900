// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/store/store.h"
#include "tests/support/await.h"

#include <QTemporaryDir>

namespace Runlight {

//! The moment that the runs of these tests are counted from.
inline QDateTime minute(int number)
{
    return QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC).addSecs(number * 60);
}

inline AccountId mona()
{
    return AccountId{QStringLiteral("mona@github.com")};
}

inline AccountId hubot()
{
    return AccountId{QStringLiteral("hubot@ghe.example.com")};
}

inline RepoName helloWorld()
{
    return {QStringLiteral("octocat"), QStringLiteral("Hello-World")};
}

//! Run \a id, created at minute(\a created) and not changed since.
inline Run makeRun(qint64 id, int created = 0, const QString &status = QStringLiteral("queued"),
                   const QString &conclusion = {})
{
    Run run;
    run.id = RunId{id};
    run.repository = helloWorld();
    run.workflowId = WorkflowId{7};
    run.workflowName = QStringLiteral("CI");
    run.workflowPath = QStringLiteral(".github/workflows/ci.yml");
    run.title = QStringLiteral("Change number %1").arg(id);
    run.number = id;
    run.state = RunState::of(status, conclusion);
    run.event = QStringLiteral("push");
    run.headBranch = QStringLiteral("main");
    run.headSha = QStringLiteral("%1").arg(id, 40, 16, QLatin1Char('0'));
    run.headRepository = QStringLiteral("octocat/Hello-World");
    run.actor = {UserId{1}, QStringLiteral("octocat"), QStringLiteral("User")};
    run.triggeringActor = {UserId{2}, QStringLiteral("hubot"), QStringLiteral("Bot")};
    run.createdAt = minute(created);
    run.updatedAt = minute(created);
    run.startedAt = minute(created);
    run.htmlUrl = QUrl(QStringLiteral("https://github.com/octocat/Hello-World/actions/runs/%1").arg(id));
    return run;
}

//! \a run at a later minute in another state.
inline Run later(Run run, int minuteNumber, const QString &status, const QString &conclusion = {})
{
    run.state = RunState::of(status, conclusion);
    run.updatedAt = minute(minuteNumber);
    return run;
}

inline Job makeJob(qint64 id, const QString &status = QStringLiteral("queued"), const QString &conclusion = {})
{
    Job job;
    job.id = JobId{id};
    job.runId = RunId{1};
    job.name = QStringLiteral("build %1").arg(id);
    job.state = RunState::of(status, conclusion);
    job.createdAt = minute(0);
    job.startedAt = minute(1);
    job.runnerName = QStringLiteral("GitHub Actions 2");
    job.labels = {QStringLiteral("ubuntu-latest"), QStringLiteral("a \"quoted\", odd\nlabel")};
    job.steps = {{1, QStringLiteral("Set up job"), RunState::of(u"completed", u"success"), minute(1), minute(2)},
                 {4, QStringLiteral("Test"), RunState::of(u"in_progress", {}), minute(2), {}}};
    job.htmlUrl = QUrl(QStringLiteral("https://github.com/octocat/Hello-World/actions/runs/1/job/%1").arg(id));
    return job;
}

// The store's calls, waited for.

inline QList<RunChange> save(Store &store, const QList<Run> &runs, const AccountId &account = mona())
{
    return await<QList<RunChange>>(
        [&](QObject *context, auto done) { store.saveRuns(account, runs, context, std::move(done)); });
}

inline RunPage find(Store &store, const RunQuery &query = {})
{
    return await<RunPage>([&](QObject *context, auto done) { store.runs(query, context, std::move(done)); });
}

inline QList<qint64> idsOf(const QList<Run> &runs)
{
    QList<qint64> ids;
    for (const Run &run : runs)
        ids.append(run.id.value);
    return ids;
}

inline QList<qint64> findIds(Store &store, const RunQuery &query = {})
{
    return idsOf(find(store, query).runs);
}

inline QList<RunChange> unacknowledged(Store &store)
{
    return await<QList<RunChange>>(
        [&](QObject *context, auto done) { store.unacknowledgedChanges(context, std::move(done)); });
}

inline RunDetails details(Store &store, const RunKey &key, int attempt = 0)
{
    return await<RunDetails>(
        [&](QObject *context, auto done) { store.runDetails(key, attempt, context, std::move(done)); });
}

//! A folder and a clock for a store that is opened and closed.
struct StoreFixture
{
    QTemporaryDir folder;
    VirtualClock clock;

    QString file(const QString &name = QStringLiteral("runlight.db")) const { return folder.filePath(name); }
    std::unique_ptr<Store> open(const StoreLimits &limits = {})
    {
        return std::make_unique<Store>(file(), clock, nullptr, limits);
    }
};

} // namespace Runlight
