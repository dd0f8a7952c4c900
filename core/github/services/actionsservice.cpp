// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/actionsservice.h"

#include "core/github/services/answers.h"
#include "core/github/services/request.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Runlight {

using namespace Qt::StringLiterals;

namespace {

QByteArray compactJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray rerunBody(bool debugLogging)
{
    return compactJson({{u"enable_debug_logging"_s, debugLogging}});
}

QByteArray reviewBody(const DeploymentDecision &decision)
{
    QJsonArray ids;
    for (const EnvironmentId id : decision.environments)
        ids.append(id.value);
    return compactJson({{u"environment_ids"_s, ids},
                        {u"state"_s, decision.approved ? u"approved"_s : u"rejected"_s},
                        {u"comment"_s, decision.comment}});
}

QString runPath(RunId run, const QString &rest = {})
{
    return u"/actions/runs/%1"_s.arg(run.value) + rest;
}

Expected<QList<DeploymentReview>> reviewsIn(const ApiResponse &response)
{
    return pageOf<DeploymentReview>(""_L1, Parse::deploymentReview)(response).map(&Page<DeploymentReview>::items);
}

} // namespace

ActionsService::ActionsService(ApiClient &client)
    : m_client(client)
{ }

ApiJob *ActionsService::write(const RepoName &repository, Verb verb, const QString &below, const QByteArray &body,
                              Caller caller, Done<void> done)
{
    Expected<ApiRequest> request = repositoryRequest(repository, below);
    if (request) {
        request->verb = verb;
        request->body = body;
    }
    // What a success says besides, the run itself shows.
    const Parser<void> nothingMore = [](const ApiResponse &) {
        return Expected<void>();
    };
    return call<void>(m_client, request, caller, nothingMore, std::move(done));
}

ApiJob *ActionsService::rerun(const RepoName &repository, RunId run, bool debugLogging, Caller caller, Done<void> done)
{
    return write(repository, Verb::Post, runPath(run, u"/rerun"_s), rerunBody(debugLogging), caller, std::move(done));
}

ApiJob *ActionsService::rerunFailed(const RepoName &repository, RunId run, bool debugLogging, Caller caller,
                                    Done<void> done)
{
    return write(repository, Verb::Post, runPath(run, u"/rerun-failed-jobs"_s), rerunBody(debugLogging), caller,
                 std::move(done));
}

ApiJob *ActionsService::rerunJob(const RepoName &repository, JobId job, bool debugLogging, Caller caller,
                                 Done<void> done)
{
    return write(repository, Verb::Post, u"/actions/jobs/%1/rerun"_s.arg(job.value), rerunBody(debugLogging), caller,
                 std::move(done));
}

ApiJob *ActionsService::cancel(const RepoName &repository, RunId run, Caller caller, Done<void> done)
{
    return write(repository, Verb::Post, runPath(run, u"/cancel"_s), {}, caller, std::move(done));
}

ApiJob *ActionsService::forceCancel(const RepoName &repository, RunId run, Caller caller, Done<void> done)
{
    return write(repository, Verb::Post, runPath(run, u"/force-cancel"_s), {}, caller, std::move(done));
}

ApiJob *ActionsService::deleteRun(const RepoName &repository, RunId run, Caller caller, Done<void> done)
{
    return write(repository, Verb::Delete, runPath(run), {}, caller, std::move(done));
}

ApiJob *ActionsService::deleteLogs(const RepoName &repository, RunId run, Caller caller, Done<void> done)
{
    return write(repository, Verb::Delete, runPath(run, u"/logs"_s), {}, caller, std::move(done));
}

ApiJob *ActionsService::approve(const RepoName &repository, RunId run, Caller caller, Done<void> done)
{
    return write(repository, Verb::Post, runPath(run, u"/approve"_s), {}, caller, std::move(done));
}

ApiJob *ActionsService::review(const RepoName &repository, RunId run, const DeploymentDecision &decision, Caller caller,
                               Done<void> done)
{
    return write(repository, Verb::Post, runPath(run, u"/pending_deployments"_s), reviewBody(decision), caller,
                 std::move(done));
}

ApiJob *ActionsService::approvals(const RepoName &repository, RunId run, Caller caller,
                                  Done<QList<DeploymentReview>> done)
{
    const auto request = repositoryRequest(repository, runPath(run, u"/approvals"_s));
    return call(m_client, request, caller, Parser<QList<DeploymentReview>>(reviewsIn), std::move(done));
}

ApiJob *ActionsService::setWorkflowEnabled(const RepoName &repository, WorkflowId workflow, bool enabled, Caller caller,
                                           Done<void> done)
{
    const QString path = u"/actions/workflows/%1/"_s.arg(workflow.value) + (enabled ? u"enable"_s : u"disable"_s);
    return write(repository, Verb::Put, path, {}, caller, std::move(done));
}

} // namespace Runlight
