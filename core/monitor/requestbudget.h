// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"

namespace Runlight {

//! How many counted requests polling may spend: a share of the account's hourly limit, a fifth of it at once, the rest
//! evenly over the hour, so that no hour sees more than the share. Pure; times are monotonic.
class RequestBudget
{
public:
    //! \a share of \a hourlyLimit requests.
    RequestBudget(double share, int hourlyLimit);

    //! The host said what the limit really is.
    void setHourlyLimit(int hourlyLimit);
    //! \a totalSpent requests have been counted since the beginning of the session.
    void update(Clock::Milliseconds now, qint64 totalSpent);
    //! Until \a requests may be spent; zero for at once. As of the last update.
    Clock::Milliseconds waitFor(double requests) const;
    //! What may be spent at once by an account that was quiet.
    double burst() const { return m_burst; }

private:
    double m_share;
    int m_hourlyLimit = 0;
    double m_burst = 0;
    double m_perMillisecond = 0;
    double m_available = 0;
    qint64 m_spent = 0;
    Clock::Milliseconds m_asOf{0};
};

} // namespace Runlight
