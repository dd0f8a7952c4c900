// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/answers.h"
#include "core/github/services/request.h"
#include "core/github/services/services.h"

namespace Runlight {

using namespace Qt::StringLiterals;

namespace {

Parser<Page<Environment>> environmentPage()
{
    return pageOf<Environment>("environments"_L1, Parse::environment);
}

Expected<QList<PendingDeployment>> pendingDeployments(const ApiResponse &response)
{
    return pageOf<PendingDeployment>(""_L1, Parse::pendingDeployment)(response).map(&Page<PendingDeployment>::items);
}

} // namespace

DeploymentsService::DeploymentsService(ApiClient &client)
    : m_client(client)
{ }

ApiJob *DeploymentsService::pending(const RepoName &repository, RunId run, Caller caller,
                                    Done<QList<PendingDeployment>> done)
{
    const auto request = repositoryRequest(repository, u"/actions/runs/%1/pending_deployments"_s.arg(run.value));
    return call(m_client, request, caller, Parser<QList<PendingDeployment>>(pendingDeployments), std::move(done));
}

ApiJob *DeploymentsService::environments(const RepoName &repository, PageRequest page, Caller caller,
                                         Done<Page<Environment>> done)
{
    QUrlQuery query;
    addTo(query, page);
    const auto request = repositoryRequest(repository, u"/environments"_s, query);
    return call(m_client, request, caller, environmentPage(), std::move(done));
}

ApiJob *DeploymentsService::records(const RepoName &repository, const QString &environment, PageRequest page,
                                    Caller caller, Done<Page<DeploymentRecord>> done)
{
    QUrlQuery query;
    addTo(query, "environment"_L1, environment);
    addTo(query, page);
    return call(m_client, repositoryRequest(repository, u"/deployments"_s, query), caller,
                pageOf<DeploymentRecord>(""_L1, Parse::deploymentRecord), std::move(done));
}

ApiJob *DeploymentsService::statuses(const RepoName &repository, DeploymentId deployment, Caller caller,
                                     Done<QList<DeploymentStatus>> done)
{
    const auto request =
        repositoryRequest(repository, u"/deployments/%1/statuses"_s.arg(deployment.value), largestPage());
    const Parser<QList<DeploymentStatus>> parse = [](const ApiResponse &response) {
        return pageOf<DeploymentStatus>(""_L1, Parse::deploymentStatus)(response).map(&Page<DeploymentStatus>::items);
    };
    return call(m_client, request, caller, parse, std::move(done));
}

ApiJob *DeploymentsService::compare(const RepoName &repository, const QString &base, const QString &head, Caller caller,
                                    Done<CommitComparison> done)
{
    // The files, megabytes at worst, come with the first page only; the counts come with each.
    QUrlQuery query;
    addTo(query, PageRequest{1, 2});
    const auto encoded = [](const QString &sha) {
        return QString::fromLatin1(QUrl::toPercentEncoding(sha));
    };
    const auto request = repositoryRequest(repository, u"/compare/%1...%2"_s.arg(encoded(base), encoded(head)), query);
    return call(m_client, request, caller, oneOf(Parse::commitComparison), std::move(done));
}

ApiJob *DeploymentsService::next(const QUrl &link, Caller caller, Done<Page<Environment>> done)
{
    return call(m_client, nextPageRequest(link), caller, environmentPage(), std::move(done));
}

} // namespace Runlight
