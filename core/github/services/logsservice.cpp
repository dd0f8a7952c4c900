// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/downloadcall.h"
#include "core/github/services/request.h"
#include "core/github/services/services.h"

namespace Runlight {

using namespace Qt::StringLiterals;

LogsService::LogsService(ApiClient &client)
    : m_client(client)
{ }

ApiJob *LogsService::jobLog(const RepoName &repository, JobId job, DownloadSink &sink, Caller caller, Done<void> done)
{
    const auto request = repositoryRequest(repository, u"/actions/jobs/%1/logs"_s.arg(job.value));
    return callDownload(m_client, request, sink, {}, caller, std::move(done));
}

ApiJob *LogsService::runLogs(const RepoName &repository, RunId run, int attempt, DownloadSink &sink, Caller caller,
                             Done<void> done)
{
    const QString path = u"/actions/runs/%1/attempts/%2/logs"_s.arg(run.value).arg(attempt);
    return callDownload(m_client, repositoryRequest(repository, path), sink, {}, caller, std::move(done));
}

} // namespace Runlight
