// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/requestbudget.h"

#include <algorithm>
#include <cmath>

namespace Runlight {

using namespace std::chrono_literals;
using Milliseconds = Clock::Milliseconds;

namespace {

constexpr double BurstShare = 0.2;
constexpr Milliseconds Hour = 1h;

} // namespace

RequestBudget::RequestBudget(double share, int hourlyLimit)
    : m_share(std::clamp(share, 0.01, 1.0))
{
    setHourlyLimit(hourlyLimit);
    m_available = m_burst;
}

void RequestBudget::setHourlyLimit(int hourlyLimit)
{
    if (hourlyLimit == m_hourlyLimit)
        return;
    m_hourlyLimit = hourlyLimit;
    const double allowed = m_share * std::max(hourlyLimit, 1);
    m_burst = std::max(1.0, allowed * BurstShare);
    m_perMillisecond = allowed * (1 - BurstShare) / double(Hour.count());
    m_available = std::min(m_available, m_burst);
}

void RequestBudget::update(Milliseconds now, qint64 totalSpent)
{
    const double earned = double((now - m_asOf).count()) * m_perMillisecond;
    m_available = std::min(m_burst, m_available + earned) - double(totalSpent - m_spent);
    m_asOf = now;
    m_spent = totalSpent;
}

Milliseconds RequestBudget::waitFor(double requests) const
{
    const double missing = requests - m_available;
    if (missing <= 0)
        return Milliseconds::zero();
    return Milliseconds(qint64(std::ceil(missing / m_perMillisecond)));
}

} // namespace Runlight
