// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/sendgate.h"

#include "core/github/transport/ratelimitstate.h"

#include <QDateTime>

namespace Runlight {

SendGate::SendGate(const RateLimitState &limits)
    : m_limits(limits)
{ }

std::optional<SendGate::Milliseconds> SendGate::wait(Verb verb, const QString &resource, const QDateTime &now,
                                                     Milliseconds monotonic) const
{
    if (m_inFlight >= m_limit)
        return std::nullopt;
    if (const QDateTime until = m_limits.heldUntil(resource, now); until.isValid())
        return Milliseconds(now.msecsTo(until));
    // What is under way may use up the rest of the limit; a 304 gives it back.
    if (m_limits.spare(resource, now) <= m_inFlightOf.value(resource))
        return std::nullopt;
    if (verb != Verb::Get && m_lastWrite)
        return std::max(*m_lastWrite + writeSpacing - monotonic, Milliseconds(0));
    return Milliseconds(0);
}

void SendGate::started(Verb verb, const QString &resource, Milliseconds monotonic)
{
    ++m_inFlight;
    ++m_inFlightOf[resource];
    if (verb != Verb::Get)
        m_lastWrite = monotonic;
}

void SendGate::ended(const QString &resource)
{
    --m_inFlight;
    --m_inFlightOf[resource];
}

} // namespace Runlight
