// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/runreporttable.h"

#include "core/store/runrows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Runlight {

using namespace Qt::StringLiterals;

namespace {

QString textOf(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QString jobsText(const QList<RunReport::JobResult> &jobs)
{
    QJsonArray array;
    for (const RunReport::JobResult &job : jobs)
        array.append(QJsonObject{{u"id"_s, job.id.value},
                                 {u"name"_s, job.name},
                                 {u"status"_s, statusText(job.state)},
                                 {u"conclusion"_s, conclusionText(job.state)},
                                 {u"duration_ms"_s, job.durationMs}});
    return textOf(array);
}

QString artifactsText(const QList<RunReport::ArtifactResult> &artifacts)
{
    QJsonArray array;
    for (const RunReport::ArtifactResult &artifact : artifacts)
        array.append(QJsonObject{{u"id"_s, artifact.id.value},
                                 {u"name"_s, artifact.name},
                                 {u"size_bytes"_s, artifact.sizeBytes},
                                 {u"digest"_s, artifact.digest}});
    return textOf(array);
}

QList<RunReport::JobResult> jobsIn(const QString &text)
{
    QList<RunReport::JobResult> jobs;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const auto &value : array) {
        const QJsonObject job = value.toObject();
        jobs.append({JobId{job.value(u"id"_s).toInteger()}, job.value(u"name"_s).toString(),
                     RunState::of(job.value(u"status"_s).toString(), job.value(u"conclusion"_s).toString()),
                     job.value(u"duration_ms"_s).toInteger(-1)});
    }
    return jobs;
}

QList<RunReport::ArtifactResult> artifactsIn(const QString &text)
{
    QList<RunReport::ArtifactResult> artifacts;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const auto &value : array) {
        const QJsonObject artifact = value.toObject();
        artifacts.append({ArtifactId{artifact.value(u"id"_s).toInteger()}, artifact.value(u"name"_s).toString(),
                          artifact.value(u"size_bytes"_s).toInteger(), artifact.value(u"digest"_s).toString()});
    }
    return artifacts;
}

//! The reports that \a condition, with \a values, lets through.
QList<RunReport> reportsWhere(Database &database, const QString &condition, const QVariantList &values)
{
    const QString sql = QStringLiteral(
        "SELECT account, run_id, owner, repositories.name, run_reports.attempt, run_reports.status, "
        "run_reports.conclusion, total_jobs, successful_jobs, failed_jobs, skipped_jobs, duration_ms, completed_at, "
        "jobs, artifacts, logs FROM run_reports JOIN runs USING (run_key) JOIN repositories USING (repository_key) "
        "JOIN accounts ON accounts.account_key = runs.account_key WHERE ");
    QList<RunReport> reports;
    for (Rows rows = database.selectOnce(sql + condition, values); rows.next();) {
        RunReport report;
        report.run = {AccountId{rows.text(0)}, RunId{rows.integer(1)}};
        report.repository = {rows.text(2), rows.text(3)};
        report.attempt = int(rows.integer(4));
        report.state = RunState::of(rows.text(5), rows.text(6));
        report.totalJobs = int(rows.integer(7));
        report.successfulJobs = int(rows.integer(8));
        report.failedJobs = int(rows.integer(9));
        report.skippedJobs = int(rows.integer(10));
        report.durationMs = rows.integer(11);
        report.completedAt = rows.time(12);
        report.jobs = jobsIn(rows.text(13));
        report.artifacts = artifactsIn(rows.text(14));
        report.logs = rows.url(15);
        reports.append(report);
    }
    return reports;
}

} // namespace

bool saveRunReport(Database &database, const RunReport &report)
{
    const qint64 key = runKeyOf(database, report.run);
    if (!key)
        return false;
    return database.exec(
               QStringLiteral(
                   "INSERT INTO run_reports (run_key, attempt, status, conclusion, total_jobs, successful_jobs, "
                   "failed_jobs, skipped_jobs, duration_ms, completed_at, jobs, artifacts, logs) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_key) DO UPDATE SET "
                   "attempt = excluded.attempt, status = excluded.status, conclusion = excluded.conclusion, "
                   "total_jobs = excluded.total_jobs, successful_jobs = excluded.successful_jobs, "
                   "failed_jobs = excluded.failed_jobs, skipped_jobs = excluded.skipped_jobs, "
                   "duration_ms = excluded.duration_ms, completed_at = excluded.completed_at, jobs = excluded.jobs, "
                   "artifacts = excluded.artifacts, logs = excluded.logs WHERE excluded.attempt > run_reports.attempt"),
               key, report.attempt, statusText(report.state), conclusionText(report.state), report.totalJobs,
               report.successfulJobs, report.failedJobs, report.skippedJobs, report.durationMs, report.completedAt,
               jobsText(report.jobs), artifactsText(report.artifacts), report.logs)
        > 0;
}

std::optional<RunReport> findRunReport(Database &database, const RunKey &run)
{
    const QList<RunReport> reports =
        reportsWhere(database, QStringLiteral("run_key = ?"), {toColumn(runKeyOf(database, run))});
    return reports.isEmpty() ? std::nullopt : std::optional(reports.first());
}

QList<RunReport> findRunReports(Database &database, const RepositoryRef &repository, int limit)
{
    return reportsWhere(database,
                        QStringLiteral("account = ? AND owner = ? AND repositories.name = ? "
                                       "ORDER BY completed_at DESC, run_id DESC LIMIT ?"),
                        {toColumn(repository.account.value), toColumn(repository.repository.owner),
                         toColumn(repository.repository.name), toColumn(limit)});
}

} // namespace Runlight
