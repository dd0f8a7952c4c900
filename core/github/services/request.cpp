// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/request.h"

#include <QCoreApplication>

#include <algorithm>

namespace Runlight {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumPerPage = 100;

Error failure(ErrorKind kind, const QString &message)
{
    Error error;
    error.kind = kind;
    error.message = message;
    return error;
}

} // namespace

Expected<ApiRequest> repositoryRequest(const RepoName &repository, const QString &below, const QUrlQuery &query)
{
    // What is a repository's name holds nothing that a path would have to encode.
    if (!RepoName::parse(repository.fullName())) {
        const QString message = QCoreApplication::translate("Services", "“%1” is not the name of a repository.");
        return Unexpected(failure(ErrorKind::RepositoryNotFound, message.arg(repository.fullName())));
    }
    ApiRequest request;
    request.path = "/repos/"_L1 + repository.fullName() + below;
    request.query = query;
    return request;
}

Expected<ApiRequest> nextPageRequest(const QUrl &link)
{
    if (link.isEmpty()) {
        const QString message = QCoreApplication::translate("Services", "The list has no further page.");
        return Unexpected(failure(ErrorKind::Internal, message));
    }
    ApiRequest request;
    request.absoluteUrl = link;
    return request;
}

void addTo(QUrlQuery &query, QLatin1String key, const QString &value)
{
    // QUrlQuery leaves "+" and "%" as they are, which servers read as a space and an escape.
    if (!value.isEmpty())
        query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

void addTo(QUrlQuery &query, const PageRequest &page)
{
    query.addQueryItem("per_page"_L1, QString::number(std::clamp(page.perPage, 1, maximumPerPage)));
    query.addQueryItem("page"_L1, QString::number(std::max(page.page, 1)));
}

QUrlQuery largestPage()
{
    QUrlQuery query;
    query.addQueryItem("per_page"_L1, QString::number(maximumPerPage));
    return query;
}

} // namespace Runlight
