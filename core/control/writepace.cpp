// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/writepace.h"

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;

WritePace::Milliseconds WritePace::wait(Milliseconds now) const
{
    Milliseconds wait = 0ms;
    const auto hold = [&](std::size_t most, Milliseconds span) {
        if (m_writes.size() >= most)
            wait = std::max(wait, m_writes[m_writes.size() - most] + span - now);
    };
    hold(perMinute, 1min);
    hold(perHour, 1h);
    return wait;
}

void WritePace::wrote(Milliseconds now)
{
    m_writes.push_back(now);
    while (m_writes.size() > perHour)
        m_writes.pop_front();
}

} // namespace Runlight
