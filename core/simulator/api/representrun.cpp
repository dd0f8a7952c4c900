// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/represent.h"

#include "core/simulator/world.h"

namespace Runlight::Sim {

namespace {

QJsonValue word(Conclusion conclusion)
{
    return conclusion == Conclusion::None ? QJsonValue(QJsonValue::Null) : QJsonValue(conclusionWord(conclusion));
}

QJsonObject step(const Step &step)
{
    return {
        {QStringLiteral("name"), step.name},
        {QStringLiteral("status"), QString(statusWord(step.status))},
        {QStringLiteral("conclusion"), word(step.conclusion)},
        {QStringLiteral("number"), step.number},
        {QStringLiteral("started_at"), Represent::time(step.startedAt)},
        {QStringLiteral("completed_at"), Represent::time(step.completedAt)},
    };
}

QJsonObject headCommit(const Run &run)
{
    // By number: a bot's login has brackets, which no mail address may hold.
    const QString mail = QString::number(run.actor->id) + QStringLiteral("@users.noreply.example.com");
    const QJsonObject author{{QStringLiteral("name"), run.actor->name}, {QStringLiteral("email"), mail}};
    return {
        {QStringLiteral("id"), run.sha},        {QStringLiteral("tree_id"), World::hashOf(run.sha)},
        {QStringLiteral("message"), run.title}, {QStringLiteral("timestamp"), Represent::time(run.createdAt - 30'000)},
        {QStringLiteral("author"), author},     {QStringLiteral("committer"), author},
    };
}

QJsonArray labels(const Job &job)
{
    return {job.label};
}

} // namespace

QJsonObject Represent::workflow(const Repository &repository, const Workflow &workflow) const
{
    const QString page = repositoryPage(repository);
    return {
        {QStringLiteral("id"), workflow.id},
        {QStringLiteral("node_id"), nodeId("W_kw", workflow.id)},
        {QStringLiteral("name"), workflow.plan->name},
        {QStringLiteral("path"), workflow.path()},
        {QStringLiteral("state"), workflow.state},
        {QStringLiteral("created_at"), time(workflow.createdAt)},
        {QStringLiteral("updated_at"), time(workflow.updatedAt)},
        {QStringLiteral("url"),
         QStringLiteral("%1/actions/workflows/%2").arg(repositoryUrl(repository)).arg(workflow.id)},
        {QStringLiteral("html_url"),
         QStringLiteral("%1/blob/%2/%3").arg(page, repository.plan->defaultBranch, workflow.path())},
        {QStringLiteral("badge_url"), QStringLiteral("%1/workflows/%2/badge.svg").arg(page, workflow.plan->name)},
    };
}

QString Represent::runPage(const Run &run) const
{
    return QStringLiteral("%1/actions/runs/%2").arg(repositoryPage(*run.repository)).arg(run.id);
}

QJsonObject Represent::run(const Run &run, const Attempt &attempt, bool withPullRequests) const
{
    const QString repository = repositoryUrl(*run.repository);
    const QString base = QStringLiteral("%1/actions/runs/%2").arg(repository).arg(run.id);
    const QString url =
        attempt.number == run.latest().number ? base : QStringLiteral("%1/attempts/%2").arg(base).arg(attempt.number);
    const QString suite = QStringLiteral("%1/check-suites/%2").arg(repository).arg(run.checkSuiteId);
    const QJsonValue previous = attempt.number > 1
        ? QJsonValue(QStringLiteral("%1/attempts/%2").arg(base).arg(attempt.number - 1))
        : QJsonValue(QJsonValue::Null);
    return {
        {QStringLiteral("id"), run.id},
        {QStringLiteral("name"), run.workflow->plan->name},
        {QStringLiteral("node_id"), nodeId("WFR_kw", run.id)},
        {QStringLiteral("head_branch"), run.branch},
        {QStringLiteral("head_sha"), run.sha},
        {QStringLiteral("path"), run.workflow->path()},
        {QStringLiteral("display_title"), run.title},
        {QStringLiteral("run_number"), run.number},
        {QStringLiteral("event"), run.event},
        {QStringLiteral("status"), QString(statusWord(attempt.status))},
        {QStringLiteral("conclusion"), word(attempt.conclusion)},
        {QStringLiteral("workflow_id"), run.workflow->id},
        {QStringLiteral("check_suite_id"), run.checkSuiteId},
        {QStringLiteral("check_suite_node_id"), nodeId("CS_kw", run.checkSuiteId)},
        {QStringLiteral("url"), url},
        {QStringLiteral("html_url"), runPage(run)},
        {QStringLiteral("pull_requests"), withPullRequests ? pullRequests(run) : QJsonArray()},
        {QStringLiteral("created_at"), time(run.createdAt)},
        {QStringLiteral("updated_at"), time(attempt.updatedAt)},
        {QStringLiteral("actor"), user(*run.actor)},
        {QStringLiteral("run_attempt"), attempt.number},
        {QStringLiteral("referenced_workflows"), QJsonArray()},
        {QStringLiteral("run_started_at"), time(attempt.startedAt)},
        {QStringLiteral("triggering_actor"), user(*attempt.triggeredBy)},
        {QStringLiteral("jobs_url"), url + QStringLiteral("/jobs")},
        {QStringLiteral("logs_url"), url + QStringLiteral("/logs")},
        {QStringLiteral("check_suite_url"), suite},
        {QStringLiteral("artifacts_url"), base + QStringLiteral("/artifacts")},
        {QStringLiteral("cancel_url"), base + QStringLiteral("/cancel")},
        {QStringLiteral("rerun_url"), base + QStringLiteral("/rerun")},
        {QStringLiteral("previous_attempt_url"), previous},
        {QStringLiteral("workflow_url"),
         QStringLiteral("%1/actions/workflows/%2").arg(repository).arg(run.workflow->id)},
        {QStringLiteral("head_commit"), headCommit(run)},
        {QStringLiteral("repository"), minimalRepository(*run.repository)},
        {QStringLiteral("head_repository"), headRepository(run)},
    };
}

QJsonArray Represent::pullRequests(const Run &run) const
{
    // A fork's pull request is not among them: GitHub lists those of the repository itself only.
    if (run.pullRequest == 0 || !run.headRepository.isEmpty())
        return {};
    const QString repository = repositoryUrl(*run.repository);
    const QJsonObject repo{{QStringLiteral("id"), run.repository->id},
                           {QStringLiteral("url"), repository},
                           {QStringLiteral("name"), run.repository->plan->name.name}};
    const auto end = [&repo](const QString &ref, const QString &sha) {
        return QJsonObject{{QStringLiteral("ref"), ref}, {QStringLiteral("sha"), sha}, {QStringLiteral("repo"), repo}};
    };
    const QString base = run.repository->plan->defaultBranch;
    return {QJsonObject{
        {QStringLiteral("id"), run.repository->id * 10 + run.pullRequest},
        {QStringLiteral("number"), run.pullRequest},
        {QStringLiteral("url"), QStringLiteral("%1/pulls/%2").arg(repository).arg(run.pullRequest)},
        {QStringLiteral("head"), end(run.branch, run.sha)},
        {QStringLiteral("base"), end(base, World::hashOf(run.repository->fullName() + base))},
    }};
}

QJsonObject Represent::job(const Run &run, const Job &job) const
{
    const QString repository = repositoryUrl(*run.repository);
    const bool hasRunner = job.runnerId != 0;
    const QJsonValue none = QJsonValue::Null;
    QJsonArray steps;
    for (const Step &each : job.steps)
        steps.append(step(each));
    return {
        {QStringLiteral("id"), job.id},
        {QStringLiteral("run_id"), run.id},
        {QStringLiteral("workflow_name"), run.workflow->plan->name},
        {QStringLiteral("head_branch"), run.branch},
        {QStringLiteral("run_url"), QStringLiteral("%1/actions/runs/%2").arg(repository).arg(run.id)},
        {QStringLiteral("run_attempt"), job.attempt},
        {QStringLiteral("node_id"), nodeId("CR_kw", job.id)},
        {QStringLiteral("head_sha"), run.sha},
        {QStringLiteral("url"), QStringLiteral("%1/actions/jobs/%2").arg(repository).arg(job.id)},
        {QStringLiteral("html_url"), QStringLiteral("%1/job/%2").arg(runPage(run)).arg(job.id)},
        {QStringLiteral("status"), QString(statusWord(job.status))},
        {QStringLiteral("conclusion"), word(job.conclusion)},
        {QStringLiteral("created_at"), time(job.createdAt)},
        {QStringLiteral("started_at"), time(job.startedAt ? job.startedAt : job.createdAt)},
        {QStringLiteral("completed_at"), time(job.completedAt)},
        {QStringLiteral("name"), job.name},
        {QStringLiteral("steps"), steps},
        {QStringLiteral("check_run_url"), QStringLiteral("%1/check-runs/%2").arg(repository).arg(job.id)},
        {QStringLiteral("labels"), labels(job)},
        {QStringLiteral("runner_id"), hasRunner ? QJsonValue(job.runnerId) : none},
        {QStringLiteral("runner_name"),
         hasRunner ? QJsonValue(QStringLiteral("GitHub Actions %1").arg(job.runnerId)) : none},
        {QStringLiteral("runner_group_id"), hasRunner ? QJsonValue(0) : none},
        {QStringLiteral("runner_group_name"), hasRunner ? QJsonValue(QStringLiteral("GitHub Actions")) : none},
    };
}

QJsonObject Represent::artifact(const Run &run, const Artifact &artifact, bool expired) const
{
    const ArtifactArchives::Facts facts = m_world.archives.factsOf(artifact);
    const QString url = QStringLiteral("%1/actions/artifacts/%2").arg(repositoryUrl(*run.repository)).arg(artifact.id);
    const Moment expires = artifact.createdAt + qint64(90) * 24 * 3600 * 1000;
    return {
        {QStringLiteral("id"), artifact.id},
        {QStringLiteral("node_id"), nodeId("A_kw", artifact.id)},
        {QStringLiteral("name"), artifact.name},
        {QStringLiteral("size_in_bytes"), facts.size},
        {QStringLiteral("url"), url},
        {QStringLiteral("archive_download_url"), url + QStringLiteral("/zip")},
        {QStringLiteral("expired"), expired},
        {QStringLiteral("digest"), QStringLiteral("sha256:") + QString::fromLatin1(facts.sha256)},
        {QStringLiteral("created_at"), time(artifact.createdAt)},
        {QStringLiteral("updated_at"), time(artifact.createdAt)},
        {QStringLiteral("expires_at"), time(expires)},
        {QStringLiteral("workflow_run"),
         QJsonObject{
             {QStringLiteral("id"), run.id},
             {QStringLiteral("repository_id"), run.repository->id},
             {QStringLiteral("head_repository_id"), run.repository->id},
             {QStringLiteral("head_branch"), run.branch},
             {QStringLiteral("head_sha"), run.sha},
         }},
    };
}

QList<Scenario::Failure::Annotation> annotationsOf(const Run &run, const Job &job)
{
    QList<Scenario::Failure::Annotation> annotations;
    for (const Step &failed : job.steps) {
        if (failed.conclusion != Conclusion::Failure)
            continue;
        for (const Scenario::Failure &failure : run.workflow->plan->failures) {
            if (failure.step == failed.name)
                annotations += failure.annotations;
        }
        annotations.append({QStringLiteral(".github"), 1, QStringLiteral("failure"), QString(),
                            QStringLiteral("Process completed with exit code 1.")});
    }
    if (job.conclusion == Conclusion::Cancelled && !job.steps.isEmpty()) {
        annotations.append({QStringLiteral(".github"), 1, QStringLiteral("failure"), QString(),
                            QStringLiteral("The run was canceled by @%1.").arg(run.actor->login)});
    }
    return annotations;
}

QJsonArray Represent::annotations(const Run &run, const Job &job) const
{
    QJsonArray json;
    const QString page = repositoryPage(*run.repository);
    for (const Scenario::Failure::Annotation &annotation : annotationsOf(run, job)) {
        json.append(QJsonObject{
            {QStringLiteral("path"), annotation.path},
            {QStringLiteral("blob_href"), QStringLiteral("%1/blob/%2/%3").arg(page, run.sha, annotation.path)},
            {QStringLiteral("start_line"), annotation.line},
            {QStringLiteral("start_column"), QJsonValue::Null},
            {QStringLiteral("end_line"), annotation.line},
            {QStringLiteral("end_column"), QJsonValue::Null},
            {QStringLiteral("annotation_level"), annotation.level},
            {QStringLiteral("title"), annotation.title},
            {QStringLiteral("message"), annotation.message},
            {QStringLiteral("raw_details"), QJsonValue::Null},
        });
    }
    return json;
}

QJsonObject Represent::checkRun(const Run &run, const Job &job) const
{
    const QString url = QStringLiteral("%1/check-runs/%2").arg(repositoryUrl(*run.repository)).arg(job.id);
    return {
        {QStringLiteral("id"), job.id},
        {QStringLiteral("node_id"), nodeId("CR_kw", job.id)},
        {QStringLiteral("name"), job.name},
        {QStringLiteral("head_sha"), run.sha},
        {QStringLiteral("external_id"), QString::number(job.id)},
        {QStringLiteral("url"), url},
        {QStringLiteral("html_url"), QStringLiteral("%1/job/%2").arg(runPage(run)).arg(job.id)},
        {QStringLiteral("details_url"), QStringLiteral("%1/job/%2").arg(runPage(run)).arg(job.id)},
        {QStringLiteral("status"), QString(statusWord(job.status))},
        {QStringLiteral("conclusion"), word(job.conclusion)},
        {QStringLiteral("started_at"), time(job.startedAt)},
        {QStringLiteral("completed_at"), time(job.completedAt)},
        {QStringLiteral("output"),
         QJsonObject{
             {QStringLiteral("title"), QJsonValue::Null},
             {QStringLiteral("summary"), QJsonValue::Null},
             {QStringLiteral("text"), QJsonValue::Null},
             {QStringLiteral("annotations_count"), int(annotationsOf(run, job).size())},
             {QStringLiteral("annotations_url"), url + QStringLiteral("/annotations")},
         }},
        {QStringLiteral("check_suite"), QJsonObject{{QStringLiteral("id"), run.checkSuiteId}}},
        {QStringLiteral("app"), QJsonValue::Null},
        {QStringLiteral("pull_requests"), pullRequests(run)},
    };
}

} // namespace Runlight::Sim
