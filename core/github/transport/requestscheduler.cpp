// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/requestscheduler.h"

#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/base/redact.h"
#include "core/github/transport/errormapping.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/httpexchange.h"
#include "core/github/transport/linkheader.h"
#include "core/github/transport/origin.h"
#include "core/github/transport/redirect.h"
#include "core/github/transport/requestjob.h"
#include "core/github/transport/retrypolicy.h"

namespace Runlight {

namespace {

using std::chrono::milliseconds;

// Qt opens six connections a host and queues the rest out of sight. Some are kept for what the user waits for.
constexpr int maxDownloads = 6;
constexpr int maxBackgroundDownloads = 4;
// A request that is refused this often for a limit is given up.
constexpr int maxLimitHits = 4;
// Nobody waits longer than this for a retry; the error then says when to come back.
constexpr milliseconds longestRetryWait{60'000};

// Of another origin's address (a signed one) only the place is logged.
QString loggable(const QUrl &url, const QUrl &base)
{
    return redact(sameOrigin(url, base) ? url.toString() : url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo));
}

// A gateway's word is not that of the server behind it; and a success whose answer was lost is a success.
bool mayBeCarriedOut(const Error &error, WireFailure::Reached reached)
{
    const bool isRefusal = error.httpStatus >= 400 && error.httpStatus != 502 && error.httpStatus != 504;
    return reached == WireFailure::Reached::Perhaps || (reached == WireFailure::Reached::Answered && !isRefusal);
}

QStringList scopesIn(const QByteArray &field)
{
    QStringList scopes;
    for (const QByteArray &scope : field.split(',')) {
        if (const QByteArray name = scope.trimmed(); !name.isEmpty())
            scopes.append(QString::fromUtf8(name));
    }
    return scopes;
}

bool isHostTrouble(int status)
{
    return status == 502 || status == 503 || status == 504;
}

} // namespace

RequestScheduler::RequestScheduler(ApiClient::Config config, QNetworkAccessManager &network, Clock &clock,
                                   HostCircuits &circuits, ResponseCache &cache)
    : m_config(std::move(config))
    , m_network(network)
    , m_clock(clock)
    , m_circuits(circuits)
    , m_cache(cache)
{ }

RequestScheduler::~RequestScheduler()
{
    // A probe that is not answered for would keep its circuit half open for every other client.
    const QList<RequestJob *> jobs = findChildren<RequestJob *>();
    for (const RequestJob *job : jobs) {
        if (job->exchange)
            m_circuits.abandoned(job->hopUrl);
    }
}

void RequestScheduler::submit(RequestJob *job)
{
    job->setParent(this);
    ++m_activeJobs;
    connect(job, &RequestJob::cancelRequested, this, [this, job] {
        Error cancelled;
        cancelled.kind = ErrorKind::Cancelled;
        cancelled.message = ApiClient::tr("The request was cancelled.");
        cancelled.outcomeUnknown = job->request.verb != Verb::Get && job->exchange;
        end(job, Unexpected(cancelled));
    });
    if (job->request.verb != Verb::Get || !job->request.conditional || job->download)
        return enqueue(job);
    m_cache.find(cacheKey(*job), job, [this, job](std::optional<CachedResponse> cached) {
        job->cached = std::move(cached);
        enqueue(job);
    });
}

void RequestScheduler::end(RequestJob *job, Expected<ApiResponse> result)
{
    if (job->isFinished())
        return;
    m_queue.remove(job);
    if (job->exchange) {
        m_circuits.abandoned(job->hopUrl);
        job->exchange->abort();
        release(job);
    }
    --m_activeJobs;
    job->finish(std::move(result));
    schedulePump();
}

QDateTime RequestScheduler::limitedUntil() const
{
    return m_limits.heldUntil(QStringLiteral("core"), m_clock.now());
}

// ---- Queue

void RequestScheduler::enqueue(RequestJob *job)
{
    if (job->isFinished())
        return;
    m_queue.push(job, job->request.priority);
    schedulePump();
}

// From the event loop, so that of all that is asked for in one go the most urgent is sent first.
void RequestScheduler::schedulePump()
{
    if (m_pumpScheduled)
        return;
    m_pumpScheduled = true;
    QMetaObject::invokeMethod(this, &RequestScheduler::pump, Qt::QueuedConnection);
}

void RequestScheduler::pump()
{
    m_pumpScheduled = false;
    std::optional<milliseconds> soonest;
    const auto isReady = [this, &soonest](const RequestJob &job) {
        if (!mayDownload(job))
            return false;
        const auto wait =
            m_gate.wait(job.request.verb, RateLimitState::resourceOf(job.path), m_clock.now(), m_clock.monotonic());
        if (wait && *wait > milliseconds(0))
            soonest = std::min(soonest.value_or(*wait), *wait);
        return wait == milliseconds(0);
    };
    while (RequestJob *job = m_queue.take(isReady))
        start(job);
    if (const QDateTime until = limitedUntil(); until.isValid()) {
        const milliseconds held(m_clock.now().msecsTo(until));
        soonest = std::min(soonest.value_or(held), held);
    }
    wakeAfter(soonest);
}

void RequestScheduler::wakeAfter(std::optional<milliseconds> delay)
{
    delete m_wake;
    if (!delay)
        return;
    m_wake = m_clock.singleShot(*delay, this, [this, wasLimited = limitedUntil().isValid()] {
        m_wake.clear(); // It deletes itself.
        pump();
        if (wasLimited && !limitedUntil().isValid())
            Q_EMIT rateLimitChanged();
    });
}

// ---- One job on the wire

void RequestScheduler::start(RequestJob *job)
{
    m_gate.started(job->request.verb, RateLimitState::resourceOf(job->path), m_clock.monotonic());
    job->passedGate = true;
    m_downloads += job->download ? 1 : 0;
    job->hops = 0;
    transmit(job, job->url);
}

void RequestScheduler::transmit(RequestJob *job, const QUrl &url)
{
    job->hopUrl = url;
    if (!m_circuits.tryPass(url)) {
        release(job);
        end(job, Unexpected(m_circuits.refusal(url)));
        return;
    }
    const bool isHome = sameOrigin(url, m_config.baseUrl);
    // A download elsewhere may take minutes and costs the API nothing.
    if (!isHome && job->download)
        leaveGate(job);
    const WireRequest wire{job->request.verb,
                           url,
                           isHome ? m_config.token : QByteArray(),
                           isHome && job->cached ? job->cached->etag : QByteArray(),
                           job->request.body,
                           job->request.priority,
                           job->request.maxResponseBytes,
                           isHome,
                           job->download.get()};
    ++m_counts.sent;
    job->exchange = new HttpExchange(wire, m_network, m_clock, job);
    connect(job->exchange, &HttpExchange::finished, this,
            [this, job, url](const WireResult &result) { received(job, url, result); });
}

void RequestScheduler::release(RequestJob *job)
{
    if (job->exchange)
        job->exchange->deleteLater();
    job->exchange = nullptr;
    m_downloads -= job->download ? 1 : 0;
    leaveGate(job);
}

void RequestScheduler::leaveGate(RequestJob *job)
{
    if (!std::exchange(job->passedGate, false))
        return;
    m_gate.ended(RateLimitState::resourceOf(job->path));
    schedulePump();
}

bool RequestScheduler::mayDownload(const RequestJob &job) const
{
    const bool isUrgent = job.request.priority == Priority::Foreground;
    return !job.download || m_downloads < (isUrgent ? maxDownloads : maxBackgroundDownloads);
}

void RequestScheduler::received(RequestJob *job, const QUrl &url, const WireResult &result)
{
    account(*job, url, result);
    if (job->download && job->download->hasGotOn()) {
        job->failures = 0;
        m_circuits.succeeded(url);
    } else {
        judgeHost(url, result);
    }
    if (result && isRedirect(result->status))
        return follow(job, *result);
    release(job);
    if (result)
        handleAnswer(job, *result);
    else
        handleError(job, result.error().error, result.error().reached);
    schedulePump();
}

void RequestScheduler::account(const RequestJob &job, const QUrl &url, const WireResult &result)
{
    const int status = result ? result->status : 0;
    const bool isHome = sameOrigin(url, m_config.baseUrl);
    const bool isCounted = isHome && result && status != 304;
    m_counts.counted += isCounted;
    m_counts.notModified += status == 304;
    m_counts.failed += !result || status >= 400;
    if (result && isHome) {
        if (const QDateTime date = result->headers.date(); date.isValid())
            m_serverClockAhead = milliseconds(m_clock.now().msecsTo(date));
        m_gate.setMultiplexed(result->multiplexed);
        if (result->headers.contains("x-oauth-scopes"))
            m_tokenScopes = scopesIn(result->headers.value("x-oauth-scopes"));
        if (m_limits.learn(result->headers, m_clock.now()))
            Q_EMIT rateLimitChanged();
    }
    qCDebug(lcTransport).noquote() << verbName(job.request.verb) << loggable(url, m_config.baseUrl)
                                   << (result ? QString::number(status) : errorKindName(result.error().error.kind))
                                   << (isCounted ? "counted" : "free");
}

void RequestScheduler::judgeHost(const QUrl &url, const WireResult &result)
{
    if (result && isHostTrouble(result->status))
        m_circuits.failed(url, errorFromAnswer(*result, Verb::Get, {}, m_clock.now()));
    else if (!result && result.error().reached != WireFailure::Reached::Answered)
        m_circuits.failed(url, result.error().error);
    else
        m_circuits.succeeded(url);
}

// ---- What came of it

void RequestScheduler::handleAnswer(RequestJob *job, const WireAnswer &answer)
{
    if (answer.status < 400)
        return end(job, responseFrom(*job, answer));
    if (job->download && answer.status == 416)
        return handleEmptyRange(job, answer);
    const Error error = errorFromAnswer(answer, job->request.verb, job->path, m_clock.now());
    if (!sameOrigin(answer.url, m_config.baseUrl))
        return handleStorageRefusal(job, error);
    if (handleLimit(job, answer, error))
        return;
    if (error.kind == ErrorKind::Unauthorized && !m_config.token.isEmpty())
        Q_EMIT unauthorized(error);
    handleError(job, error, WireFailure::Reached::Answered);
}

// There is nothing where the download is to go on.
void RequestScheduler::handleEmptyRange(RequestJob *job, const WireAnswer &answer)
{
    if (job->download->wasWholeAlready(answer.headers))
        return end(job, responseFrom(*job, answer));
    job->download->startOver();
    Error error = errorFromAnswer(answer, job->request.verb, job->path, m_clock.now());
    error.kind = ErrorKind::Transport;
    handleError(job, error, WireFailure::Reached::Perhaps);
}

// Another server's refusal says nothing of the account, its token or its limits.
void RequestScheduler::handleStorageRefusal(RequestJob *job, Error error)
{
    // The API has just let us in: a signed address that is refused has grown old on the way, and a new one may not.
    if (error.kind == ErrorKind::AccessDenied || error.kind == ErrorKind::Unauthorized) {
        error.kind = ErrorKind::ServiceUnavailable;
        error.neededPermission.clear();
    }
    handleError(job, error, WireFailure::Reached::Answered);
}

void RequestScheduler::follow(RequestJob *job, const WireAnswer &answer)
{
    job->exchange->deleteLater();
    job->exchange = nullptr;
    const Expected<QUrl> target =
        redirectTarget(job->request.verb, answer.status, answer.url, answer.headers.value("location"), job->hops++);
    if (target)
        return transmit(job, *target);
    release(job);
    end(job, Unexpected(target.error()));
}

bool RequestScheduler::handleLimit(RequestJob *job, const WireAnswer &answer, Error error)
{
    const auto hit = m_limits.refused(answer.status, answer.headers, error.message,
                                      RateLimitState::resourceOf(job->path), m_clock.now());
    if (!hit)
        return false;
    Q_EMIT rateLimitChanged();
    const bool mayWait = job->request.verb == Verb::Get && ++job->limitHits < maxLimitHits;
    if (mayWait) {
        enqueue(job);
    } else {
        error.kind = hit->kind;
        error.neededPermission.clear();
        error.retryAt = hit->until;
        end(job, Unexpected(error));
    }
    return true;
}

void RequestScheduler::handleError(RequestJob *job, Error error, WireFailure::Reached reached)
{
    error.outcomeUnknown = job->request.verb != Verb::Get && mayBeCarriedOut(error, reached);
    if (++job->failures >= RetryPolicy::maxAttempts || !RetryPolicy::isWorthwhile(job->request.verb, error, reached))
        return end(job, Unexpected(error));
    milliseconds delay = RetryPolicy::backoff(job->failures, m_clock.random());
    if (error.retryAt.isValid())
        delay = std::max(delay, milliseconds(m_clock.now().msecsTo(error.retryAt)));
    if (delay > longestRetryWait)
        return end(job, Unexpected(error));
    retryLater(job, delay);
}

void RequestScheduler::retryLater(RequestJob *job, milliseconds delay)
{
    m_clock.singleShot(delay, job, [this, job] { enqueue(job); });
}

Expected<ApiResponse> RequestScheduler::responseFrom(const RequestJob &job, const WireAnswer &answer)
{
    m_limits.wentThrough();
    ApiResponse response;
    response.status = answer.status;
    response.requestId = QString::fromUtf8(answer.headers.value("x-github-request-id"));
    response.next = nextLink(answer.headers.value("link"), answer.url);
    if (answer.status == 304 && job.cached) {
        response.notModified = true;
        response.body = job.cached->body;
        response.next = job.cached->next;
        return response;
    }
    if (job.download && (answer.status == 200 || answer.status == 206 || answer.status == 416))
        return response;
    if (answer.status >= 300)
        return Unexpected(errorFromAnswer(answer, job.request.verb, job.path, m_clock.now()));
    response.body = answer.body;
    const QByteArray etag = answer.headers.value("etag");
    const bool isHome = sameOrigin(answer.url, m_config.baseUrl);
    if (job.request.verb == Verb::Get && answer.status == 200 && isHome && !etag.isEmpty())
        m_cache.save(cacheKey(job), {etag, response.body, response.next});
    return response;
}

QString RequestScheduler::cacheKey(const RequestJob &job) const
{
    return m_config.cacheScope + QLatin1Char(' ') + job.url.toString(QUrl::FullyEncoded);
}

} // namespace Runlight
