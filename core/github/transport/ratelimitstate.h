// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"
#include "core/github/types/ratelimit.h"

#include <QHash>

#include <optional>

namespace Runlight {

class AnswerHeaders;

//! A limit that an answer ran into.
struct LimitHit
{
    ErrorKind kind = ErrorKind::RateLimited; //!< Or SecondaryRateLimit.
    QDateTime until; //!< UTC. Nothing may be sent before.
};

//! What one account knows of GitHub's limits: the primary ones, one a resource, and the secondary one over all.
//! https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
//! Every `now` is UTC. The server's reset times are moved by the difference between its clock and ours.
class RateLimitState
{
public:
    //! The resource that GitHub counts requests of \a path against; "core" for all but search.
    static QString resourceOf(const QString &path);

    //! Learns from an answer's `x-ratelimit-*`. True where that changed limit().
    bool learn(const AnswerHeaders &headers, const QDateTime &now);
    //! Whether the answer to a request of \a resource is a refusal for too many requests; holds back what must wait.
    std::optional<LimitHit> refused(int status, const AnswerHeaders &headers, const QString &message,
                                    const QString &resource, const QDateTime &now);
    //! A request went through: the next secondary limit starts from the shortest wait again.
    void wentThrough() { m_secondaryHits = 0; }

    RateLimit limit(const QString &resource) const { return m_limits.value(resource).shown; }
    //! Until when requests of \a resource must wait; invalid where they need not.
    QDateTime heldUntil(const QString &resource, const QDateTime &now) const;
    //! Requests of \a resource that may be sent before its limit is used up; very many where nothing is known.
    int spare(const QString &resource, const QDateTime &now) const;

private:
    struct Limit
    {
        RateLimit shown;
        qint64 serverReset = 0; //!< As the server gave it, in epoch seconds.
        QDateTime heldUntil;
    };

    LimitHit primaryHit(const AnswerHeaders &headers, const QString &resource, const QDateTime &now);
    LimitHit secondaryHit(const AnswerHeaders &headers, const QDateTime &now);

    QHash<QString, Limit> m_limits;
    QDateTime m_secondaryUntil;
    int m_secondaryHits = 0;
};

} // namespace Runlight
