// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/answers.h"
#include "core/github/services/request.h"
#include "core/github/services/services.h"

namespace Runlight {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String searchPath("/search/repositories");

Parser<Page<Repository>> listed()
{
    return pageOf<Repository>(""_L1, Parse::repository);
}

Parser<Page<Repository>> found()
{
    return pageOf<Repository>("items"_L1, Parse::repository);
}

} // namespace

RepositoriesService::RepositoriesService(ApiClient &client)
    : m_client(client)
{ }

ApiJob *RepositoriesService::currentUser(Caller caller, Done<User> done)
{
    ApiRequest request;
    request.path = u"/user"_s;
    return call(m_client, request, caller, oneOf(Parse::user), std::move(done));
}

ApiJob *RepositoriesService::list(PageRequest page, Caller caller, Done<Page<Repository>> done)
{
    ApiRequest request;
    request.path = u"/user/repos"_s;
    addTo(request.query, "sort"_L1, u"pushed"_s);
    addTo(request.query, page);
    return call(m_client, request, caller, listed(), std::move(done));
}

ApiJob *RepositoriesService::search(const QString &text, PageRequest page, Caller caller, Done<Page<Repository>> done)
{
    ApiRequest request;
    request.path = searchPath;
    addTo(request.query, "q"_L1, text);
    addTo(request.query, page);
    return call(m_client, request, caller, found(), std::move(done));
}

ApiJob *RepositoriesService::next(const QUrl &link, Caller caller, Done<Page<Repository>> done)
{
    const auto parse = link.path().endsWith(searchPath) ? found() : listed();
    return call(m_client, nextPageRequest(link), caller, parse, std::move(done));
}

ApiJob *RepositoriesService::get(const RepoName &repository, Caller caller, Done<Repository> done)
{
    return call(m_client, repositoryRequest(repository, {}), caller, oneOf(Parse::repository), std::move(done));
}

} // namespace Runlight
