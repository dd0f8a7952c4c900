// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/allpagescall.h"
#include "core/github/services/answers.h"
#include "core/github/services/downloadcall.h"
#include "core/github/services/request.h"
#include "core/github/services/services.h"

namespace Runlight {

using namespace Qt::StringLiterals;

ArtifactsService::ArtifactsService(ApiClient &client)
    : m_client(client)
{ }

ApiJob *ArtifactsService::list(const RepoName &repository, RunId run, Caller caller, Done<Page<Artifact>> done)
{
    const QString path = u"/actions/runs/%1/artifacts"_s.arg(run.value);
    return callAllPages(m_client, repositoryRequest(repository, path, largestPage()), caller,
                        pageOf<Artifact>("artifacts"_L1, Parse::artifact), std::move(done));
}

ApiJob *ArtifactsService::download(const RepoName &repository, ArtifactId artifact, DownloadSink &sink,
                                   const DownloadPoint &goesOnFrom, Caller caller, Done<void> done)
{
    const QString path = u"/actions/artifacts/%1/zip"_s.arg(artifact.value);
    return callDownload(m_client, repositoryRequest(repository, path), sink, goesOnFrom, caller, std::move(done));
}

} // namespace Runlight
