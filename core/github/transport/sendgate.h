// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/transport/apirequest.h"

#include <QHash>

#include <chrono>
#include <optional>

class QDateTime;

namespace Runlight {

class RateLimitState;

//! Decides whether one more request of an account may be on its way now: how many are, the pause between writes, the
//! limits. Pure bookkeeping; does not own \a limits, which must outlive it.
class SendGate
{
public:
    using Milliseconds = std::chrono::milliseconds;

    //! GitHub refuses more than 100 at once; the rest is left to the account's other programs.
    static constexpr int maxConcurrent = 80;
    //! Over HTTP/1.1 Qt opens six connections a host and queues what exceeds them out of sight, where a foreground
    //! request cannot overtake and a timeout cannot tell waiting from connecting. So nothing is handed to that queue.
    static constexpr int maxConnections = 6;
    static constexpr Milliseconds writeSpacing{1000};

    explicit SendGate(const RateLimitState &limits);

    //! How long such a request must wait: zero for not at all, nothing for until another has ended. \a now is wall time
    //! in UTC, \a monotonic is Clock::monotonic().
    std::optional<Milliseconds> wait(Verb verb, const QString &resource, const QDateTime &now,
                                     Milliseconds monotonic) const;
    void started(Verb verb, const QString &resource, Milliseconds monotonic);
    void ended(const QString &resource);
    //! Whether the server speaks HTTP/2, where all requests share one connection.
    void setMultiplexed(bool multiplexed) { m_limit = multiplexed ? maxConcurrent : maxConnections; }

    int inFlight() const { return m_inFlight; }

private:
    const RateLimitState &m_limits;
    QHash<QString, int> m_inFlightOf;
    int m_inFlight = 0;
    int m_limit = maxConnections;
    std::optional<Milliseconds> m_lastWrite;
};

} // namespace Runlight
