// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/pollpace.h"

#include <algorithm>
#include <cmath>

namespace Runlight {

using namespace std::chrono_literals;
using Milliseconds = Clock::Milliseconds;

namespace {

// The next poll comes after a third of the time for which nothing happened: a short silence is likely to end soon.
constexpr int EaseDivisor = 3;
constexpr Milliseconds OnScreenCap = 15s;
// A person decides in minutes or days, not in seconds.
constexpr Milliseconds WaitingCap = 30s;
constexpr int HiddenFactor = 3;
constexpr Milliseconds FirstRetry = 30s;
constexpr Milliseconds OnScreenRetry = 60s;
constexpr double JitterShare = 0.1;

// With 5 s between polls at most 8 + 600 s / 25 s = 32 counted answers in ten minutes, a twelfth of what polling every
// 3 s costs.
constexpr double JobsBurst = 8;
constexpr int JobsRefillPolls = 5;

} // namespace

PollPace::PollPace(Milliseconds fastest, Milliseconds slowest)
    : m_fastest(fastest)
    , m_slowest(std::max(fastest, slowest))
{ }

Milliseconds PollPace::eased(const PollNeed &need) const
{
    if (need.failures > 0) {
        const Milliseconds backoff = FirstRetry * (1 << std::min(need.failures - 1, 8));
        return need.onScreen ? std::min(backoff, OnScreenRetry) : backoff;
    }
    if (need.running)
        return m_fastest;
    const Milliseconds quiet = need.quietFor / EaseDivisor;
    if (need.waiting)
        return std::min(quiet, WaitingCap);
    if (need.onScreen && need.windowVisible)
        return std::min(quiet, OnScreenCap);
    return quiet;
}

Milliseconds PollPace::next(const PollNeed &need, double chance) const
{
    Milliseconds pause = std::clamp(eased(need), m_fastest, m_slowest);
    if (!need.windowVisible)
        pause *= HiddenFactor;
    // Jitter only shortens, so that the slowest stays the slowest.
    const auto spread = Milliseconds(qint64(double(pause.count()) * (1 - JitterShare * chance)));
    return std::clamp(spread, m_fastest, m_slowest);
}

JobsPace::JobsPace(Milliseconds fastest)
    : m_fastest(fastest)
    , m_refill(fastest * JobsRefillPolls)
    , m_allowance(JobsBurst)
{ }

double JobsPace::allowance(Milliseconds now) const
{
    const double refilled = double((now - m_asOf).count()) / double(m_refill.count());
    return std::min(JobsBurst, m_allowance + refilled);
}

void JobsPace::answered(bool counted, Milliseconds now)
{
    m_allowance = allowance(now) - (counted ? 1 : 0);
    m_asOf = now;
}

Milliseconds JobsPace::next(Milliseconds now, bool windowVisible) const
{
    const double missing = std::max(0.0, 1 - allowance(now));
    const auto refill = Milliseconds(qint64(std::ceil(missing * double(m_refill.count()))));
    return std::max(windowVisible ? m_fastest : m_fastest * HiddenFactor, refill);
}

} // namespace Runlight
