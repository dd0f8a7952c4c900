// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/simulator/api/faults.h"
#include "core/simulator/api/ratelimits.h"
#include "core/simulator/api/router.h"
#include "core/simulator/api/statistics.h"

#include <QCache>

#include <optional>

namespace Runlight::Sim {

//! GitHub's REST API over a world: what holds for every request (who asks, limits, ETags, headers, faults) around the
//! routes of routes.h.
class Api
{
public:
    Api(World &world, RunEngine &engine, const Blobs &blobs);

    HttpReply handle(const HttpRequest &request);

    Faults faults;
    Statistics statistics;

private:
    // One request with what was found out about it.
    struct Exchange
    {
        const HttpRequest &request;
        QString path; // Below the API's root.
        Faults::Hit hit;
        std::optional<Router::Match> match;
        std::optional<Visitor> visitor; // None for a token that nobody has.
        QString resource; // Of the rate limit.
    };

    std::optional<Visitor> visitorOf(const HttpRequest &request) const;
    Repository *repositoryOf(const Exchange &exchange) const;
    std::optional<Answer> refusal(const Exchange &exchange);
    Answer answer(const Exchange &exchange);
    Answer rateLimit(const Exchange &exchange);
    Answer routed(const Exchange &exchange);
    Answer cached(const Exchange &exchange, Call &call, const Repository &repository);
    static std::optional<Answer> denial(const Exchange &exchange, const Repository *repository);
    static void makeConditional(const HttpRequest &request, Answer &answer);
    HttpReply finish(const Exchange &exchange, Answer answer);
    HttpHeaders commonHeaders();

    struct CachedAnswer
    {
        qint64 revision;
        Answer answer;
    };

    World &m_world;
    RunEngine &m_engine;
    const Blobs &m_blobs;
    Router m_router;
    RateLimits m_limits;
    QCache<QString, CachedAnswer> m_answers;
    quint32 m_requests = 0;
};

} // namespace Runlight::Sim
