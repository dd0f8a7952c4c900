// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/wakedetector.h"

namespace Runlight {

using namespace std::chrono_literals;
using Milliseconds = Clock::Milliseconds;

namespace {

constexpr Milliseconds TickPause = 10s;
// A busy machine and a corrected clock are off by less; a sleep that matters is longer.
constexpr Milliseconds Tolerance = 20s;

} // namespace

WakeDetector::WakeDetector(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{ }

void WakeDetector::start()
{
    m_wall = m_clock.now();
    m_monotonic = m_clock.monotonic();
    m_clock.singleShot(TickPause, this, [this] { tick(); });
}

void WakeDetector::tick()
{
    const Milliseconds wallPassed(m_wall.msecsTo(m_clock.now()));
    const Milliseconds passed = m_clock.monotonic() - m_monotonic;
    start();
    // Whether the monotonic clock stands still during sleep differs between systems.
    if (std::max(wallPassed, passed) > TickPause + Tolerance)
        Q_EMIT woke();
}

} // namespace Runlight
