// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/apiclient.h"

#include "core/github/transport/origin.h"
#include "core/github/transport/requestjob.h"
#include "core/github/transport/requestscheduler.h"

namespace Runlight {

namespace {

QUrl urlOf(const ApiRequest &request, const QUrl &base)
{
    if (!request.absoluteUrl.isEmpty())
        return request.absoluteUrl;
    QUrl url = base;
    url.setPath(base.path(QUrl::FullyEncoded) + request.path, QUrl::StrictMode);
    // QUrlQuery leaves "+" alone, which servers read as a space.
    if (!request.query.isEmpty())
        url.setQuery(request.query.toString(QUrl::FullyEncoded).replace(QLatin1Char('+'), QLatin1String("%2B")));
    return url;
}

QString pathBelow(const QUrl &base, const QUrl &url)
{
    const QString root = base.path(QUrl::FullyEncoded);
    const QString path = url.path(QUrl::FullyEncoded);
    return path.startsWith(root) ? path.mid(root.size()) : path;
}

QUrl withoutTrailingSlash(const QUrl &url)
{
    return url.adjusted(QUrl::StripTrailingSlash | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

// Why nothing may be sent to \a url at all, or nothing.
std::optional<Error> objection(const QUrl &url, const QUrl &base)
{
    Error error;
    if (!url.isValid()) {
        error.kind = ErrorKind::InvalidInputs;
        error.message = ApiClient::tr("This is not an address: %1").arg(url.errorString());
    } else if (!isTrustworthy(base)) {
        error.kind = ErrorKind::Tls;
        error.message =
            ApiClient::tr("%1 is not secure: other machines are reached by https only.").arg(base.toString());
    } else if (!sameOrigin(url, base)) {
        error.kind = ErrorKind::Transport;
        error.message = ApiClient::tr("The link leads to another server, %1; it was not followed.").arg(url.host());
    } else {
        return std::nullopt;
    }
    return error;
}

} // namespace

struct ApiClient::Private
{
    QUrl baseUrl;
    RequestScheduler scheduler;
};

ApiClient::ApiClient(Config config, QNetworkAccessManager &network, Clock &clock, HostCircuits &circuits,
                     ResponseCache &cache, QObject *parent)
    : QObject(parent)
{
    config.baseUrl = withoutTrailingSlash(config.baseUrl);
    d.reset(new Private{config.baseUrl, {config, network, clock, circuits, cache}});
    connect(&d->scheduler, &RequestScheduler::rateLimitChanged, this, &ApiClient::rateLimitChanged);
    connect(&d->scheduler, &RequestScheduler::unauthorized, this, &ApiClient::unauthorized);
}

ApiClient::~ApiClient() = default;

ApiJob *ApiClient::send(const ApiRequest &request, QObject *context, Done<ApiResponse> done)
{
    const QUrl url = urlOf(request, d->baseUrl);
    auto *job = new RequestJob(request, url, pathBelow(d->baseUrl, url), context ? context : this, std::move(done));
    d->scheduler.submit(job);
    if (const std::optional<Error> error = objection(url, d->baseUrl))
        d->scheduler.end(job, Unexpected(*error));
    return job;
}

RateLimit ApiClient::rateLimit(const QString &resource) const
{
    return d->scheduler.rateLimit(resource);
}

QDateTime ApiClient::limitedUntil() const
{
    return d->scheduler.limitedUntil();
}

RequestCounts ApiClient::counts() const
{
    return d->scheduler.counts();
}

std::optional<std::chrono::milliseconds> ApiClient::serverClockAhead() const
{
    return d->scheduler.serverClockAhead();
}

int ApiClient::activeJobs() const
{
    return d->scheduler.activeJobs();
}

std::optional<QStringList> ApiClient::tokenScopes() const
{
    return d->scheduler.tokenScopes();
}

QUrl ApiClient::baseUrl() const
{
    return d->baseUrl;
}

} // namespace Runlight
