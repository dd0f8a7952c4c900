// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/detailtables.h"

#include "core/store/jobtable.h"
#include "core/store/runrows.h"
#include "core/store/runtable.h"

#include <QCoreApplication>

namespace Runlight {

namespace {

QList<Artifact> readArtifacts(Database &database, qint64 runKey)
{
    QList<Artifact> artifacts;
    for (Rows rows = database.select(QStringLiteral("SELECT artifact_id, artifact_run_id, name, size_bytes, digest, "
                                                    "expired, created_at, expires_at FROM artifacts "
                                                    "WHERE run_key = ? ORDER BY position"),
                                     runKey);
         rows.next();)
        artifacts.append({ArtifactId{rows.integer(0)}, RunId{rows.integer(1)}, rows.text(2), rows.integer(3),
                          rows.text(4), rows.flag(5), rows.time(6), rows.time(7)});
    return artifacts;
}

QList<Annotation> readAnnotations(Database &database, qint64 runKey, JobId job)
{
    QList<Annotation> annotations;
    for (Rows rows = database.select(QStringLiteral("SELECT level, path, start_line, end_line, title, message "
                                                    "FROM annotations WHERE run_key = ? AND job_id = ? "
                                                    "ORDER BY position"),
                                     runKey, job.value);
         rows.next();)
        annotations.append({job, annotationLevelFromWord(rows.text(0)), rows.text(1), int(rows.integer(2)),
                            int(rows.integer(3)), rows.text(4), rows.text(5)});
    return annotations;
}

//! Columns environment_id, …, reviewers from \a first on.
PendingDeployment readPendingDeployment(const Rows &rows, int first)
{
    return {EnvironmentId{rows.integer(first)},
            rows.text(first + 1),
            int(rows.integer(first + 2)),
            rows.time(first + 3),
            rows.flag(first + 4),
            rows.texts(first + 5)};
}

QList<PendingDeployment> readPendingDeployments(Database &database, qint64 runKey)
{
    QList<PendingDeployment> deployments;
    for (Rows rows = database.select(QStringLiteral("SELECT environment_id, environment, wait_timer_minutes, "
                                                    "wait_timer_started_at, current_user_can_approve, reviewers "
                                                    "FROM pending_deployments WHERE run_key = ? ORDER BY position"),
                                     runKey);
         rows.next();)
        deployments.append(readPendingDeployment(rows, 0));
    return deployments;
}

Error runNotFound(const RunKey &run)
{
    Error error;
    error.kind = ErrorKind::RunNotFound;
    error.message = QCoreApplication::translate("Store", "The run %1 is not known.").arg(run.run.value);
    return error;
}

} // namespace

bool saveArtifacts(Database &database, const RunKey &run, const QList<Artifact> &artifacts)
{
    const qint64 key = runKeyOf(database, run);
    if (!key || readArtifacts(database, key) == artifacts)
        return false;
    database.exec(QStringLiteral("DELETE FROM artifacts WHERE run_key = ?"), key);
    int position = 0;
    for (const Artifact &artifact : artifacts)
        database.exec(QStringLiteral("INSERT INTO artifacts (run_key, position, artifact_id, artifact_run_id, name, "
                                     "size_bytes, digest, expired, created_at, expires_at) "
                                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                      key, position++, artifact.id.value, artifact.runId.value, artifact.name, artifact.sizeBytes,
                      artifact.digest, artifact.expired, artifact.createdAt, artifact.expiresAt);
    return true;
}

bool saveAnnotations(Database &database, const RunKey &run, JobId job, const QList<Annotation> &annotations)
{
    const qint64 key = runKeyOf(database, run);
    if (!key || readAnnotations(database, key, job) == annotations)
        return false;
    database.exec(QStringLiteral("DELETE FROM annotations WHERE run_key = ? AND job_id = ?"), key, job.value);
    int position = 0;
    for (const Annotation &annotation : annotations)
        database.exec(QStringLiteral("INSERT INTO annotations (run_key, job_id, position, level, path, start_line, "
                                     "end_line, title, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                      key, job.value, position++, QString(annotationLevelWord(annotation.level)), annotation.path,
                      annotation.startLine, annotation.endLine, annotation.title, annotation.message);
    return true;
}

bool savePendingDeployments(Database &database, const RunKey &run, const QList<PendingDeployment> &deployments)
{
    const qint64 key = runKeyOf(database, run);
    if (!key || readPendingDeployments(database, key) == deployments)
        return false;
    database.exec(QStringLiteral("DELETE FROM pending_deployments WHERE run_key = ?"), key);
    int position = 0;
    for (const PendingDeployment &deployment : deployments)
        database.exec(QStringLiteral("INSERT INTO pending_deployments (run_key, position, environment_id, environment, "
                                     "wait_timer_minutes, wait_timer_started_at, current_user_can_approve, reviewers) "
                                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
                      key, position++, deployment.environmentId.value, deployment.environment,
                      deployment.waitTimerMinutes, deployment.waitTimerStartedAt, deployment.currentUserCanApprove,
                      deployment.reviewers);
    return true;
}

Expected<RunDetails> findRunDetails(Database &database, const RunKey &run, int attempt)
{
    const std::optional<Run> latest = findRun(database, run);
    if (!latest)
        return Unexpected(runNotFound(run));
    const qint64 key = runKeyOf(database, run);
    RunDetails details;
    details.run = *latest;
    details.attempts = pastAttempts(database, run) << *latest;
    details.attempt = attempt ? attempt : latest->attempt;
    details.jobs = findJobs(database, run, details.attempt);
    details.artifacts = readArtifacts(database, key);
    for (const Job &job : details.jobs)
        details.annotations += readAnnotations(database, key, job.id);
    details.pendingDeployments = readPendingDeployments(database, key);
    return details;
}

QHash<RunKey, QList<PendingDeployment>> allPendingDeployments(Database &database)
{
    QHash<RunKey, QList<PendingDeployment>> deployments;
    for (Rows rows = database.select(QStringLiteral(
             "SELECT account, run_id, environment_id, environment, wait_timer_minutes, wait_timer_started_at, "
             "current_user_can_approve, reviewers FROM pending_deployments "
             "CROSS JOIN runs USING (run_key) CROSS JOIN accounts USING (account_key) ORDER BY run_key, position"));
         rows.next();)
        deployments[RunKey{AccountId{rows.text(0)}, RunId{rows.integer(1)}}].append(readPendingDeployment(rows, 2));
    return deployments;
}

} // namespace Runlight
