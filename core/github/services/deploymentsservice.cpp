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

ApiJob *DeploymentsService::next(const QUrl &link, Caller caller, Done<Page<Environment>> done)
{
    return call(m_client, nextPageRequest(link), caller, environmentPage(), std::move(done));
}

} // namespace Runlight
