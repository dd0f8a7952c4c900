// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/allpagescall.h"
#include "core/github/services/answers.h"
#include "core/github/services/request.h"
#include "core/github/services/services.h"

namespace Runlight {

using namespace Qt::StringLiterals;

AnnotationsService::AnnotationsService(ApiClient &client)
    : m_client(client)
{ }

ApiJob *AnnotationsService::list(const RepoName &repository, JobId job, Caller caller, Done<Page<Annotation>> done)
{
    const QString path = u"/check-runs/%1/annotations"_s.arg(job.value);
    const auto parse = [job](const QJsonValue &json) {
        return Parse::annotation(json, job);
    };
    return callAllPages(m_client, repositoryRequest(repository, path, largestPage()), caller,
                        pageOf<Annotation>(""_L1, parse), std::move(done));
}

} // namespace Runlight
