// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/allpagescall.h"
#include "core/github/services/answers.h"
#include "core/github/services/request.h"
#include "core/github/services/services.h"

namespace Runlight {

using namespace Qt::StringLiterals;

namespace {

Parser<Page<Job>> jobs()
{
    return pageOf<Job>("jobs"_L1, Parse::job);
}

} // namespace

JobsService::JobsService(ApiClient &client)
    : m_client(client)
{ }

ApiJob *JobsService::list(const RepoName &repository, RunId run, Filter filter, Caller caller, Done<Page<Job>> done)
{
    QUrlQuery query = largestPage();
    addTo(query, "filter"_L1, filter == Filter::All ? u"all"_s : u"latest"_s);
    const auto request = repositoryRequest(repository, u"/actions/runs/%1/jobs"_s.arg(run.value), query);
    return callAllPages(m_client, request, caller, jobs(), std::move(done));
}

ApiJob *JobsService::listAttempt(const RepoName &repository, RunId run, int attempt, Caller caller,
                                 Done<Page<Job>> done)
{
    const QString path = u"/actions/runs/%1/attempts/%2/jobs"_s.arg(run.value).arg(attempt);
    return callAllPages(m_client, repositoryRequest(repository, path, largestPage()), caller, jobs(), std::move(done));
}

ApiJob *JobsService::get(const RepoName &repository, JobId job, Caller caller, Done<Job> done)
{
    const auto request = repositoryRequest(repository, u"/actions/jobs/%1"_s.arg(job.value));
    return call(m_client, request, caller, oneOf(Parse::job), std::move(done));
}

} // namespace Runlight
