// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/answers.h"
#include "core/github/services/request.h"
#include "core/github/services/services.h"

namespace Runlight {

using namespace Qt::StringLiterals;

namespace {

Parser<Page<Run>> runs(const PageRequest &page = {})
{
    return pageOf<Run>("workflow_runs"_L1, Parse::run, page);
}

QUrlQuery queryOf(const RunListFilter &filter)
{
    QUrlQuery query;
    addTo(query, "actor"_L1, filter.actor);
    addTo(query, "branch"_L1, filter.branch);
    addTo(query, "event"_L1, filter.event);
    addTo(query, "status"_L1, filter.status);
    addTo(query, "created"_L1, filter.created);
    addTo(query, "head_sha"_L1, filter.headSha);
    if (filter.checkSuiteId != 0)
        addTo(query, "check_suite_id"_L1, QString::number(filter.checkSuiteId));
    if (filter.excludePullRequests)
        addTo(query, "exclude_pull_requests"_L1, u"true"_s);
    return query;
}

} // namespace

RunsService::RunsService(ApiClient &client)
    : m_client(client)
{ }

ApiJob *RunsService::list(const RepoName &repository, const RunListFilter &filter, PageRequest page, Caller caller,
                          Done<Page<Run>> done)
{
    QUrlQuery query = queryOf(filter);
    addTo(query, page);
    const QString path =
        filter.workflow.isValid() ? u"/actions/workflows/%1/runs"_s.arg(filter.workflow.value) : u"/actions/runs"_s;
    return call(m_client, repositoryRequest(repository, path, query), caller, runs(page), std::move(done));
}

ApiJob *RunsService::next(const QUrl &link, Caller caller, Done<Page<Run>> done)
{
    return call(m_client, nextPageRequest(link), caller, runs(), std::move(done));
}

ApiJob *RunsService::get(const RepoName &repository, RunId run, Caller caller, Done<Run> done)
{
    const auto request = repositoryRequest(repository, u"/actions/runs/%1"_s.arg(run.value));
    return call(m_client, request, caller, oneOf(Parse::run), std::move(done));
}

ApiJob *RunsService::attempt(const RepoName &repository, RunId run, int attempt, Caller caller, Done<Run> done)
{
    const QString path = u"/actions/runs/%1/attempts/%2"_s.arg(run.value).arg(attempt);
    return call(m_client, repositoryRequest(repository, path), caller, oneOf(Parse::run), std::move(done));
}

} // namespace Runlight
