// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"

namespace Runlight {

//! What bears on how soon a repository's runs are asked for again.
struct PollNeed
{
    bool running = false; //!< Has a run that is queued, in progress or about to be.
    bool waiting = false; //!< Has a run that waits for a person.
    bool onScreen = false;
    bool windowVisible = true;
    Clock::Milliseconds quietFor{0}; //!< Since something last changed there.
    int failures = 0; //!< Polls in a row that failed.
};

//! How often to ask: quick while something moves, easing off as it stays quiet. Pure.
class PollPace
{
public:
    //! Never sooner than \a fastest, never later than \a slowest.
    PollPace(Clock::Milliseconds fastest, Clock::Milliseconds slowest);

    //! The pause until the next poll. \a chance in [0, 1) spreads what would otherwise go in step.
    Clock::Milliseconds next(const PollNeed &need, double chance) const;

private:
    Clock::Milliseconds eased(const PollNeed &need) const;

    Clock::Milliseconds m_fastest;
    Clock::Milliseconds m_slowest;
};

//! How often to ask for the jobs of the run that is looked at. An answer that says "not modified" costs nothing, so
//! while little happens every poll goes at the fastest pace; where steps change all the time, the answers that cost are
//! rationed: a few in quick succession, then one per pause.
class JobsPace
{
public:
    explicit JobsPace(Clock::Milliseconds fastest);

    //! An answer came at \a now (monotonic), which was or was not a counted one.
    void answered(bool counted, Clock::Milliseconds now);
    Clock::Milliseconds next(Clock::Milliseconds now, bool windowVisible) const;

private:
    double allowance(Clock::Milliseconds now) const;

    Clock::Milliseconds m_fastest;
    Clock::Milliseconds m_refill; //!< For one more counted answer.
    double m_allowance;
    Clock::Milliseconds m_asOf{0};
};

} // namespace Runlight
