// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <functional>
#include <map>

namespace Runlight::Sim {

//! What is to happen when. Moves only when told to, so a world costs nothing while nobody looks; what falls due is done
//! in order, each at its own time. Up to the start life takes its time, from there on it is faster by a factor.
class Timeline
{
public:
    using Moment = qint64; //!< Milliseconds since the epoch.

    //! Begins at \a from, in the past of \a start.
    Timeline(Moment from, Moment start, double speed)
        : m_now(from)
        , m_start(start)
        , m_speed(speed)
    { }

    Moment now() const { return m_now; }
    Moment start() const { return m_start; }

    //! Does \a action when \a duration of life has gone by, never before now.
    void after(qint64 duration, std::function<void()> action) { at(m_now + shortened(duration), std::move(action)); }

    void at(Moment when, std::function<void()> action) { m_actions.emplace(qMax(when, m_now), std::move(action)); }

    //! Goes on to \a when; never back.
    void advanceTo(Moment when)
    {
        while (!m_actions.empty() && m_actions.begin()->first <= when) {
            auto due = m_actions.extract(m_actions.begin());
            m_now = due.key();
            due.mapped()();
        }
        m_now = qMax(m_now, when);
    }

private:
    qint64 shortened(qint64 duration) const
    {
        const qint64 past = qBound<qint64>(0, m_start - m_now, duration);
        return past + qint64(double(duration - past) / m_speed);
    }

    Moment m_now;
    Moment m_start;
    double m_speed;
    std::multimap<Moment, std::function<void()>> m_actions;
};

} // namespace Runlight::Sim
