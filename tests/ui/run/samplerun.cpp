// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/run/samplerun.h"

namespace Runlight {

namespace {

const RunState success = RunState::of(u"completed", u"success");
const RunState failure = RunState::of(u"completed", u"failure");
const RunState skipped = RunState::of(u"completed", u"skipped");
const RunState queued = RunState::of(u"queued", u"");
const RunState inProgress = RunState::of(u"in_progress", u"");

Annotation annotation(JobId job, AnnotationLevel level, const QString &path, int line, const QString &message)
{
    Annotation result;
    result.jobId = job;
    result.level = level;
    result.path = path;
    result.startLine = line;
    result.message = message;
    return result;
}

Run sampleRun(qint64 id, const RunState &state, int attempt)
{
    Run run;
    run.id = {id};
    run.repository = {QStringLiteral("acme"), QStringLiteral("api")};
    run.workflowName = QStringLiteral("CI");
    run.title = QStringLiteral("Fix parser overflow on nested groups");
    run.number = 812;
    run.attempt = attempt;
    run.state = state;
    run.event = QStringLiteral("push");
    run.headBranch = QStringLiteral("main");
    run.headSha = QStringLiteral("4f2c1aa9be01d7d2c1aa9be01d74f2c1aa9be01d");
    run.headRepository = QStringLiteral("acme/api");
    run.actor.login = QStringLiteral("kim");
    run.createdAt = sampleStart();
    run.startedAt = sampleStart();
    run.updatedAt = sampleTime(192);
    run.htmlUrl = QUrl(QStringLiteral("https://github.com/acme/api/actions/runs/%1").arg(id));
    return run;
}

Artifact artifact(qint64 id, const QString &name, bool expired)
{
    Artifact result;
    result.id = {id};
    result.name = name;
    result.sizeBytes = 18'400'000;
    result.digest = QStringLiteral("sha256:9be01d74f2c1aa9be01d74f2c1aa9be01d74f2c1aa9be01d74f2c1aa9be01d70");
    result.expired = expired;
    result.createdAt = sampleTime(180);
    result.expiresAt = sampleTime(90 * 86'400);
    return result;
}

} // namespace

QDateTime sampleStart()
{
    return QDateTime::fromSecsSinceEpoch(1'767'225'600, Qt::UTC);
}

QDateTime sampleTime(int seconds)
{
    return seconds < 0 ? QDateTime() : sampleStart().addSecs(seconds);
}

Step sampleStep(int number, const QString &name, const RunState &state, int from, int to)
{
    return {number, name, state, sampleTime(from), sampleTime(to)};
}

Job sampleJob(int id, const QString &name, const RunState &state, int from, int to, const QList<Step> &steps)
{
    Job job;
    job.id = {id};
    job.name = name;
    job.state = state;
    job.startedAt = sampleTime(from);
    job.completedAt = sampleTime(to);
    job.steps = steps;
    job.htmlUrl = QUrl(QStringLiteral("https://github.com/acme/api/actions/runs/1/job/%1").arg(id));
    return job;
}

RunDetails failedRun()
{
    RunDetails details;
    details.run = sampleRun(1, failure, 2);
    Run first = details.run;
    first.attempt = 1;
    details.attempts = {first, details.run};
    details.attempt = 2;
    details.jobs = {
        sampleJob(1, QStringLiteral("lint"), success, 0, 31,
                  {sampleStep(1, QStringLiteral("Set up job"), success, 0, 3)}),
        sampleJob(2, QStringLiteral("build"), failure, 31, 192,
                  {sampleStep(1, QStringLiteral("Set up job"), success, 31, 34),
                   sampleStep(2, QStringLiteral("Run tests"), failure, 34, 190),
                   sampleStep(3, QStringLiteral("Upload coverage"), skipped, 190, 190)}),
        sampleJob(3, QStringLiteral("deploy"), skipped, 192, 192),
    };
    details.annotations = {
        annotation({2}, AnnotationLevel::Failure, QStringLiteral(".github"), 17,
                   QStringLiteral("Process completed with exit code 1.")),
        annotation({2}, AnnotationLevel::Failure, QStringLiteral("tests/parser_test.cpp"), 211,
                   QStringLiteral("Expected depth 64, got 65\nParser.NestedGroups (4 ms)")),
        annotation({1}, AnnotationLevel::Warning, QStringLiteral("src/parser.cpp"), 88,
                   QStringLiteral("comparison of integers of different signs")),
    };
    details.artifacts = {artifact(1, QStringLiteral("dist-linux"), false),
                         artifact(2, QStringLiteral("old logs"), true)};
    return details;
}

RunDetails runningRun()
{
    RunDetails details;
    details.run = sampleRun(2, inProgress, 1);
    details.attempts = {details.run};
    details.attempt = 1;
    details.jobs = {
        sampleJob(11, QStringLiteral("lint"), success, 0, 31,
                  {sampleStep(1, QStringLiteral("Set up job"), success, 0, 3)}),
        sampleJob(12, QStringLiteral("build"), inProgress, 31, -1,
                  {sampleStep(1, QStringLiteral("Set up job"), success, 31, 34),
                   sampleStep(2, QStringLiteral("Build"), inProgress, 34, -1),
                   sampleStep(3, QStringLiteral("Test"), queued)}),
        sampleJob(13, QStringLiteral("deploy"), queued),
    };
    PendingDeployment deployment;
    deployment.environmentId = {1};
    deployment.environment = QStringLiteral("production");
    deployment.currentUserCanApprove = true;
    deployment.reviewers = {QStringLiteral("kim")};
    details.pendingDeployments = {deployment};
    return details;
}

} // namespace Runlight
