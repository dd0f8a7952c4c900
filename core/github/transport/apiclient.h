// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/transport/apijob.h"
#include "core/github/transport/apirequest.h"
#include "core/github/types/ratelimit.h"

#include <QObject>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace Runlight {

class Clock;
class HostCircuits;
class ResponseCache;

//! What an ApiClient has sent so far. `counted` excludes the 304s, which cost nothing of the rate limit.
struct RequestCounts
{
    qint64 sent = 0;
    qint64 counted = 0;
    qint64 notModified = 0;
    qint64 failed = 0;
};

//! All requests of one account: headers, queueing, conditional requests, limits, retries, redirects. One request done
//! right, in one place. Lives on one thread, that of its access manager.
class ApiClient : public QObject
{
    Q_OBJECT

public:
    struct Config
    {
        QUrl baseUrl; //!< "https://api.github.com" or "https://HOST/api/v3"; http only on loopback.
        QByteArray token; //!< Empty: anonymous. Kept in memory only and sent to baseUrl's origin only.
        QString cacheScope; //!< Separates the cached answers of different accounts: the account id's text.
    };

    //! \a network, \a clock, \a circuits and \a cache are shared between clients and must outlive this.
    ApiClient(Config config, QNetworkAccessManager &network, Clock &clock, HostCircuits &circuits, ResponseCache &cache,
              QObject *parent = nullptr);
    //! Aborts what is under way; nothing is delivered any more.
    ~ApiClient() override;

    //! Queues \a request. \a done is not called once \a context is gone (the request is aborted then).
    ApiJob *send(const ApiRequest &request, QObject *context, Done<ApiResponse> done);

    //! The last known limit of \a resource.
    RateLimit rateLimit(const QString &resource = QStringLiteral("core")) const;
    //! UTC; invalid unless requests are being held back by a primary or secondary limit right now.
    QDateTime limitedUntil() const;
    RequestCounts counts() const;
    //! How far the server's clock (its `Date`, of whole seconds) is ahead of ours, by its latest answer; nothing
    //! before.
    std::optional<std::chrono::milliseconds> serverClockAhead() const;
    int activeJobs() const; //!< Queued, waiting to retry, or sent.
    QUrl baseUrl() const;
    //! Of a classic token, from `x-oauth-scopes`; nothing for any other, which that field never comes for, and before
    //! the first answer.
    std::optional<QStringList> tokenScopes() const;

Q_SIGNALS:
    void rateLimitChanged();
    //! 401: the token is no good any more. Nothing is retried by itself.
    void unauthorized(const Runlight::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Runlight
