// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/api.h"

#include "core/simulator/api/routes.h"
#include "core/simulator/world.h"

#include <QCryptographicHash>
#include <QLocale>

namespace Runlight::Sim {

namespace {

constexpr int answerCacheBytes = 64 << 20;

const QString rateLimitPath = QStringLiteral("/rate_limit");

QString pathBelowRoot(const QUrl &url)
{
    QString path = url.path(QUrl::FullyEncoded);
    if (path.startsWith(QLatin1String("/api/v3/")))
        path.remove(0, 7);
    return path;
}

QString resourceOf(const QString &path)
{
    if (path.startsWith(QLatin1String("/search/")))
        return QStringLiteral("search");
    return path == QLatin1String("/graphql") ? QStringLiteral("graphql") : QStringLiteral("core");
}

QString tokenOf(const std::optional<Visitor> &visitor)
{
    return visitor && visitor->account ? visitor->account->token : QString();
}

Answer notSimulated(const HttpRequest &request)
{
    return Answer::problem(501,
                           QStringLiteral("Runlight's simulator does not simulate %1 %2.")
                               .arg(QString::fromLatin1(request.method), request.url.path()));
}

Answer primaryLimit(const std::optional<Visitor> &visitor)
{
    const bool known = visitor && visitor->user;
    const QString who = known ? QStringLiteral("user ID %1").arg(visitor->user->id) : QStringLiteral("127.0.0.1");
    return Answer::problem(403, QStringLiteral("API rate limit exceeded for %1.").arg(who));
}

Answer secondaryLimit(int seconds)
{
    Answer answer = Answer::problem(403,
                                    QStringLiteral("You have exceeded a secondary rate limit. Please wait a few "
                                                   "minutes before you try again."));
    answer.headers.append(HttpHeader{"Retry-After", QByteArray::number(seconds)});
    return answer;
}

Answer notPermitted(const QByteArray &permission)
{
    Answer answer = Answer::problem(403, QStringLiteral("Resource not accessible by personal access token"));
    answer.headers.append(HttpHeader{"X-Accepted-GitHub-Permissions", permission});
    return answer;
}

// What went wrong inside GitHub is not always told in JSON.
Answer fault(int status, const Router::Route *route)
{
    if (status == 403)
        return notPermitted(route ? route->permission : QByteArray());
    if (status == 404)
        return Answer::notFound();
    if (status == 410)
        return Answer::problem(410, QStringLiteral("Gone"));
    if (status == 500)
        return Answer::problem(500, QStringLiteral("Server Error"));
    return {status, "<html><body><h1>Unicorn!</h1></body></html>", {{"Content-Type", "text/html"}}};
}

// To a port of this machine where nobody listens.
void leadNowhere(Answer &answer)
{
    for (HttpHeader &header : answer.headers) {
        if (header.first == "Location")
            header.second = "http://127.0.0.1:1/";
    }
}

} // namespace

Api::Api(World &world, RunEngine &engine, const Blobs &blobs)
    : m_world(world)
    , m_engine(engine)
    , m_blobs(blobs)
    , m_answers(answerCacheBytes)
{
    for (const auto addRoutes : {addRepositoryRoutes, addContentRoutes, addWorkflowRoutes, addDispatchRoutes,
                                 addRunRoutes, addRunActionRoutes, addJobRoutes, addLogRoutes, addArtifactRoutes,
                                 addComparisonRoutes, addDeploymentRecordRoutes, addDeploymentRoutes, addCheckRoutes,
                                 addCacheRoutes, addVariableRoutes, addSecretRoutes, addRunnerRoutes, addGraphQlRoutes})
        addRoutes(m_router);
}

HttpReply Api::handle(const HttpRequest &request)
{
    const QString path = pathBelowRoot(request.url);
    const Exchange exchange{
        request, path, faults.hit(path), m_router.find(request.method, path), visitorOf(request), resourceOf(path)};
    std::optional<Answer> refused = refusal(exchange);
    return finish(exchange, refused ? *refused : answer(exchange));
}

std::optional<Visitor> Api::visitorOf(const HttpRequest &request) const
{
    const QByteArray authorization = headerValue(request.headers, "Authorization");
    if (authorization.isNull())
        return Visitor();
    const QString token = QString::fromUtf8(authorization.mid(authorization.indexOf(' ') + 1)).trimmed();
    for (const SimulatedAccount &account : m_world.scenario().accounts) {
        if (account.token == token)
            return Visitor{&account, m_world.user(account.login)};
    }
    return std::nullopt;
}

// Faults and limits stand before everything else.
std::optional<Answer> Api::refusal(const Exchange &exchange)
{
    if (exchange.hit.status != 0)
        return fault(exchange.hit.status, exchange.match ? exchange.match->route : nullptr);
    if (exchange.hit.secondaryLimit > 0)
        return secondaryLimit(exchange.hit.secondaryLimit);
    if (!exchange.visitor)
        return Answer::problem(401, QStringLiteral("Bad credentials"));
    const RateLimits::Window &window =
        m_limits.window(tokenOf(exchange.visitor), exchange.resource, m_world.timeline.now());
    if (exchange.path != rateLimitPath && (exchange.hit.primaryLimit || window.remaining() == 0))
        return primaryLimit(exchange.visitor);
    return std::nullopt;
}

Answer Api::answer(const Exchange &exchange)
{
    const QByteArray version = headerValue(exchange.request.headers, "X-GitHub-Api-Version");
    if (!version.isEmpty() && version != "2022-11-28")
        return Answer::problem(410, QStringLiteral("This version of the API is not supported."));
    Answer answer = exchange.path == rateLimitPath && exchange.request.method == "GET" ? rateLimit(exchange)
        : exchange.match                                                               ? routed(exchange)
                                                                                       : notSimulated(exchange.request);
    makeConditional(exchange.request, answer);
    return answer;
}

Answer Api::rateLimit(const Exchange &exchange)
{
    return Answer::json(m_limits.overview(tokenOf(exchange.visitor), m_world.timeline.now(), faults.clockSkew()));
}

Repository *Api::repositoryOf(const Exchange &exchange) const
{
    const QString owner = exchange.match->parameters.value(QStringLiteral("owner"));
    const QString name = exchange.match->parameters.value(QStringLiteral("repo"));
    Repository *repository = m_world.repository(owner + QLatin1Char('/') + name);
    return repository && exchange.visitor->maySee(*repository) ? repository : nullptr;
}

Answer Api::routed(const Exchange &exchange)
{
    const Router::Route &route = *exchange.match->route;
    const bool isRepositorys = route.pattern.startsWith(QLatin1String("/repos/"));
    Repository *repository = isRepositorys ? repositoryOf(exchange) : nullptr;
    if (isRepositorys && !repository)
        return Answer::notFound();
    if (const std::optional<Answer> denied = denial(exchange, repository))
        return *denied;
    Call call(exchange.request, *exchange.visitor, {m_world, m_engine, m_blobs, faults});
    call.setRoute(exchange.match->parameters, repository);
    if (!repository)
        return route.handler(call);
    if (route.method == "GET")
        return cached(exchange, call, *repository);
    const Answer answer = route.handler(call);
    m_world.touch(*repository);
    return answer;
}

std::optional<Answer> Api::denial(const Exchange &exchange, const Repository *repository)
{
    const QByteArray &permission = exchange.match->route->permission;
    if (permission.isEmpty() || (repository && exchange.visitor->mayChange(*repository)))
        return std::nullopt;
    if (exchange.visitor->isAnonymous())
        return Answer::problem(401, QStringLiteral("Requires authentication"));
    if (!repository)
        return std::nullopt; // An organization's: its routes look for themselves.
    Answer answer = Answer::problem(403, QStringLiteral("Must have admin rights to Repository."));
    answer.headers.append(HttpHeader{"X-Accepted-GitHub-Permissions", permission});
    return answer;
}

// While a repository stands still its answers are not made again: polling it costs next to nothing.
Answer Api::cached(const Exchange &exchange, Call &call, const Repository &repository)
{
    const QString key = QStringLiteral("%1 %2 %3 %4")
                            .arg(tokenOf(exchange.visitor), exchange.request.url.toString(QUrl::FullyEncoded),
                                 QString::fromLatin1(headerValue(exchange.request.headers, "Accept")))
                            .arg(faults.expiredArtifacts());
    const CachedAnswer *known = m_answers.object(key);
    if (known && known->revision == repository.revision)
        return known->answer;
    const Answer answer = exchange.match->route->handler(call);
    // A redirect is good for a minute only.
    if (answer.status == 200)
        m_answers.insert(key, new CachedAnswer{repository.revision, answer}, int(answer.body.size()));
    return answer;
}

void Api::makeConditional(const HttpRequest &request, Answer &answer)
{
    if (request.method != "GET" || answer.status != 200)
        return;
    const QByteArray hash = QCryptographicHash::hash(answer.body, QCryptographicHash::Sha256).toHex();
    const QByteArray tag = "W/\"" + hash + '"';
    answer.headers.append(HttpHeader{"ETag", tag});
    answer.headers.append(HttpHeader{"Cache-Control", "private, max-age=60, s-maxage=60"});
    if (headerValue(request.headers, "If-None-Match") == tag) {
        answer.status = 304;
        answer.body.clear();
    }
}

HttpReply Api::finish(const Exchange &exchange, Answer answer)
{
    const QString token = tokenOf(exchange.visitor);
    RateLimits::Window &window = m_limits.window(token, exchange.resource, m_world.timeline.now());
    const bool counts = answer.status != 304 && answer.status != 401 && exchange.path != rateLimitPath
        && window.remaining() > 0 && !exchange.hit.primaryLimit;
    window.used += counts ? 1 : 0;
    RateLimits::Window shown = window;
    if (exchange.hit.primaryLimit)
        shown.used = shown.limit;

    const QString endpoint = exchange.match ? exchange.match->route->pattern : exchange.path;
    statistics.add(QString::fromLatin1(exchange.request.method) + QLatin1Char(' ') + endpoint, answer.status, counts);

    if (exchange.hit.deadStorage)
        leadNowhere(answer);
    HttpReply reply{answer.status, commonHeaders() + answer.headers, answer.body, exchange.hit.delivery};
    if (exchange.hit.status == 0)
        reply.headers += RateLimits::headers(shown, exchange.resource, faults.clockSkew());
    if (exchange.hit.invalidJson)
        reply.body = reply.body.left(reply.body.size() / 2) + "}]";
    return reply;
}

HttpHeaders Api::commonHeaders()
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_world.timeline.now() + faults.clockSkew(), Qt::UTC);
    const QString date = QLocale::c().toString(now, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    const QByteArray id = QByteArray::number(++m_requests, 16).rightJustified(8, '0').toUpper();
    return {
        {"Date", date.toLatin1()},
        {"Server", "Runlight simulator"},
        {"X-GitHub-Media-Type", "github.v3; format=json"},
        {"X-GitHub-Api-Version-Selected", "2022-11-28"},
        {"X-GitHub-Request-Id", "51A0:" + id},
    };
}

} // namespace Runlight::Sim
