// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/transport/apiclient.h"
#include "core/github/transport/ratelimitstate.h"
#include "core/github/transport/requestqueue.h"
#include "core/github/transport/sendgate.h"
#include "core/github/transport/wire.h"

#include <QPointer>

namespace Runlight {

class RequestJob;

//! Sends the jobs of one account on their way, in order and within the limits, and sees each through redirects, retries
//! and limits to its result.
class RequestScheduler final : public QObject
{
    Q_OBJECT

public:
    //! The references must outlive this.
    RequestScheduler(ApiClient::Config config, QNetworkAccessManager &network, Clock &clock, HostCircuits &circuits,
                     ResponseCache &cache);
    ~RequestScheduler() override;

    //! Takes \a job over. Nothing is sent before the event loop runs again.
    void submit(RequestJob *job);
    //! Ends \a job, wherever it stands.
    void end(RequestJob *job, Expected<ApiResponse> result);

    RateLimit rateLimit(const QString &resource) const { return m_limits.limit(resource); }
    QDateTime limitedUntil() const;
    RequestCounts counts() const { return m_counts; }
    std::optional<std::chrono::milliseconds> serverClockAhead() const { return m_serverClockAhead; }
    int activeJobs() const { return m_activeJobs; }
    const std::optional<QStringList> &tokenScopes() const { return m_tokenScopes; }

Q_SIGNALS:
    void rateLimitChanged();
    void unauthorized(const Runlight::Error &error);

private:
    void enqueue(RequestJob *job);
    void schedulePump();
    void pump();
    void wakeAfter(std::optional<std::chrono::milliseconds> delay);

    void start(RequestJob *job);
    void transmit(RequestJob *job, const QUrl &url);
    void release(RequestJob *job);
    void leaveGate(RequestJob *job);
    bool mayDownload(const RequestJob &job) const;
    void received(RequestJob *job, const QUrl &url, const WireResult &result);
    void account(const RequestJob &job, const QUrl &url, const WireResult &result);
    void judgeHost(const QUrl &url, const WireResult &result);

    void handleAnswer(RequestJob *job, const WireAnswer &answer);
    void handleEmptyRange(RequestJob *job, const WireAnswer &answer);
    void handleStorageRefusal(RequestJob *job, Error error);
    void follow(RequestJob *job, const WireAnswer &answer);
    bool handleLimit(RequestJob *job, const WireAnswer &answer, Error error);
    void handleError(RequestJob *job, Error error, WireFailure::Reached reached);
    void retryLater(RequestJob *job, std::chrono::milliseconds delay);
    Expected<ApiResponse> responseFrom(const RequestJob &job, const WireAnswer &answer);
    QString cacheKey(const RequestJob &job) const;

    const ApiClient::Config m_config;
    QNetworkAccessManager &m_network;
    Clock &m_clock;
    HostCircuits &m_circuits;
    ResponseCache &m_cache;

    RateLimitState m_limits;
    SendGate m_gate{m_limits};
    RequestQueue m_queue;
    RequestCounts m_counts;
    std::optional<std::chrono::milliseconds> m_serverClockAhead;
    std::optional<QStringList> m_tokenScopes;
    int m_activeJobs = 0;
    int m_downloads = 0; //!< Sent, not waiting to be sent again.
    bool m_pumpScheduled = false;
    QPointer<QObject> m_wake;
};

} // namespace Runlight
