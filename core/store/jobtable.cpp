// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/jobtable.h"

#include "core/store/runrows.h"

namespace Runlight {

namespace {

QList<Step> readSteps(Database &database, qint64 jobKey)
{
    QList<Step> steps;
    for (Rows rows = database.select(QStringLiteral("SELECT number, name, status, conclusion, started_at, completed_at "
                                                    "FROM steps WHERE job_key = ? ORDER BY position"),
                                     jobKey);
         rows.next();)
        steps.append(
            {int(rows.integer(0)), rows.text(1), RunState::of(rows.text(2), rows.text(3)), rows.time(4), rows.time(5)});
    return steps;
}

QList<Job> readJobs(Database &database, qint64 runKey, RunId run, int attempt)
{
    QList<Job> jobs;
    for (Rows rows = database.select(QStringLiteral("SELECT job_key, job_id, name, status, conclusion, created_at, "
                                                    "started_at, completed_at, runner_name, labels, html_url FROM jobs "
                                                    "WHERE run_key = ? AND attempt = ? ORDER BY position"),
                                     runKey, attempt);
         rows.next();)
        jobs.append({JobId{rows.integer(1)}, run, attempt, rows.text(2), RunState::of(rows.text(3), rows.text(4)),
                     rows.time(5), rows.time(6), rows.time(7), rows.text(8), rows.texts(9),
                     readSteps(database, rows.integer(0)), rows.url(10)});
    return jobs;
}

void insertSteps(Database &database, qint64 jobKey, const QList<Step> &steps)
{
    int position = 0;
    for (const Step &step : steps)
        database.exec(
            QStringLiteral("INSERT INTO steps (job_key, position, number, name, status, conclusion, started_at, "
                           "completed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
            jobKey, position++, step.number, step.name, statusText(step.state), conclusionText(step.state),
            step.startedAt, step.completedAt);
}

void insertJob(Database &database, qint64 runKey, int position, const Job &job)
{
    database.exec(QStringLiteral("INSERT INTO jobs (run_key, attempt, position, job_id, name, status, conclusion, "
                                 "created_at, started_at, completed_at, runner_name, labels, html_url) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                  runKey, job.attempt, position, job.id.value, job.name, statusText(job.state),
                  conclusionText(job.state), job.createdAt, job.startedAt, job.completedAt, job.runnerName, job.labels,
                  job.htmlUrl);
    insertSteps(database, database.lastInsertId(), job.steps);
}

//! \a seen where it may follow what is known: a completed job never opens again.
Job merged(const QList<Job> &known, Job seen, RunId run, int attempt)
{
    seen.runId = run;
    seen.attempt = attempt;
    for (const Job &job : known) {
        if (job.id == seen.id)
            return job.state.isCompleted() && !seen.state.isCompleted() ? job : seen;
    }
    return seen;
}

} // namespace

bool saveJobs(Database &database, const RunKey &run, int attempt, const QList<Job> &jobs)
{
    const qint64 key = runKeyOf(database, run);
    if (!key)
        return false;
    const QList<Job> known = readJobs(database, key, run.run, attempt);
    QList<Job> next;
    for (const Job &job : jobs)
        next.append(merged(known, job, run.run, attempt));
    if (next == known)
        return false;
    for (qsizetype i = 0; i < qMax(known.size(), next.size()); ++i) {
        if (i < known.size() && i < next.size() && known.at(i) == next.at(i))
            continue;
        database.exec(QStringLiteral("DELETE FROM jobs WHERE run_key = ? AND attempt = ? AND position = ?"), key,
                      attempt, int(i));
        if (i < next.size())
            insertJob(database, key, int(i), next.at(i));
    }
    return true;
}

QList<Job> findJobs(Database &database, const RunKey &run, int attempt)
{
    return readJobs(database, runKeyOf(database, run), run.run, attempt);
}

} // namespace Runlight
