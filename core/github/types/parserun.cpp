// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/objectreader.h"
#include "core/github/types/parse.h"

namespace Runlight::Parse {

using namespace Qt::StringLiterals;

namespace {

Expected<RepoName> repositoryName(const QJsonValue &json)
{
    ObjectReader in(json);
    RepoName name = in.requiredRepoName("full_name"_L1);
    return in.result(std::move(name));
}

QList<int> pullRequestNumbers(const QJsonArray &pullRequests)
{
    QList<int> numbers;
    for (const QJsonValue &pullRequest : pullRequests) {
        if (const int number = ObjectReader(pullRequest).count("number"_L1); number > 0)
            numbers.append(number);
    }
    return numbers;
}

} // namespace

Expected<Run> run(const QJsonValue &json)
{
    ObjectReader in(json);
    Run run;
    run.id = in.requiredId<RunId>("id"_L1);
    run.repository = in.required<RepoName>("repository"_L1, repositoryName);
    run.workflowId = in.id<WorkflowId>("workflow_id"_L1);
    run.workflowName = in.text("name"_L1);
    run.workflowPath = in.text("path"_L1);
    run.title = in.text("display_title"_L1);
    run.number = in.bigCount("run_number"_L1);
    run.attempt = std::max(1, in.count("run_attempt"_L1));
    run.state = RunState::of(in.text("status"_L1), in.text("conclusion"_L1));
    run.event = in.text("event"_L1);
    run.headBranch = in.text("head_branch"_L1);
    run.headSha = in.text("head_sha"_L1);
    run.headRepository = in.object("head_repository"_L1).text("full_name"_L1);
    run.actor = user(in.value("actor"_L1)).value_or(User());
    run.triggeringActor = user(in.value("triggering_actor"_L1)).value_or(User());
    run.pullRequests = pullRequestNumbers(in.array("pull_requests"_L1));
    run.createdAt = in.time("created_at"_L1);
    run.updatedAt = in.time("updated_at"_L1);
    run.startedAt = in.time("run_started_at"_L1);
    run.htmlUrl = in.webUrl("html_url"_L1);
    return in.result(std::move(run));
}

} // namespace Runlight::Parse
