// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/speedometer.h"

#include <cmath>

namespace Runlight {

namespace {

using namespace std::chrono_literals;

// Long enough for a figure that can be read, short enough to tell that a network has become slow.
constexpr double smoothedSeconds = 3;

} // namespace

void Speedometer::note(qint64 bytes, Clock::Milliseconds now)
{
    const qint64 more = bytes - m_bytes;
    if (!m_notedAt || more < 0) {
        reset();
        m_notedAt = now;
        m_bytes = bytes;
        return;
    }
    const double seconds = std::chrono::duration<double>(now - *m_notedAt).count();
    if (seconds <= 0)
        return;
    m_notedAt = now;
    m_bytes = bytes;
    const double speed = double(more) / seconds;
    const double weight = m_isMeasured ? 1 - std::exp(-seconds / smoothedSeconds) : 1;
    m_speed += weight * (speed - m_speed);
    m_isMeasured = m_isMeasured || more > 0;
}

void Speedometer::reset()
{
    *this = Speedometer();
}

std::optional<std::chrono::seconds> Speedometer::timeFor(qint64 bytes) const
{
    const double seconds = double(bytes) / m_speed;
    if (m_speed <= 0 || seconds > std::chrono::duration<double>(24h).count())
        return std::nullopt;
    return std::chrono::seconds(qint64(std::ceil(seconds)));
}

} // namespace Runlight
