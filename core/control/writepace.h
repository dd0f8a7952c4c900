// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <deque>

namespace Runlight {

//! Keeps an account's writes within GitHub's limits, which no header tells: 80 a minute and 500 an hour. A little less,
//! for the account's other programs. Pure bookkeeping.
class WritePace
{
public:
    using Milliseconds = std::chrono::milliseconds;

    static constexpr int perMinute = 60;
    static constexpr int perHour = 400;

    //! How long the next write should wait. \a now is Clock::monotonic().
    Milliseconds wait(Milliseconds now) const;
    void wrote(Milliseconds now);

private:
    std::deque<Milliseconds> m_writes; //!< Of the last hour, oldest first.
};

} // namespace Runlight
