// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/answers.h"
#include "core/github/services/request.h"
#include "core/github/services/services.h"

namespace Runlight {

using namespace Qt::StringLiterals;

namespace {

Parser<Page<Workflow>> workflows()
{
    return pageOf<Workflow>("workflows"_L1, Parse::workflow);
}

} // namespace

WorkflowsService::WorkflowsService(ApiClient &client)
    : m_client(client)
{ }

ApiJob *WorkflowsService::list(const RepoName &repository, PageRequest page, Caller caller, Done<Page<Workflow>> done)
{
    QUrlQuery query;
    addTo(query, page);
    const auto request = repositoryRequest(repository, u"/actions/workflows"_s, query);
    return call(m_client, request, caller, workflows(), std::move(done));
}

ApiJob *WorkflowsService::next(const QUrl &link, Caller caller, Done<Page<Workflow>> done)
{
    return call(m_client, nextPageRequest(link), caller, workflows(), std::move(done));
}

ApiJob *WorkflowsService::get(const RepoName &repository, WorkflowId workflow, Caller caller, Done<Workflow> done)
{
    const auto request = repositoryRequest(repository, u"/actions/workflows/%1"_s.arg(workflow.value));
    return call(m_client, request, caller, oneOf(Parse::workflow), std::move(done));
}

} // namespace Runlight
