// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/job.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace Runlight {

//! The time that all jobs of an attempt are drawn on, from the first that began to the last that ended.
struct TimeAxis
{
    QDateTime start; //!< UTC; invalid while nothing has begun.
    qint64 lengthMs = 0;

    //! Unfinished jobs reach to \a now. Jobs that GitHub carried over from before \a attemptStartedAt do not stretch
    //! it.
    static TimeAxis of(const QList<Job> &jobs, const QDateTime &attemptStartedAt, const QDateTime &now);

    //! ms from the start, kept within the axis.
    qint64 offset(const QDateTime &when) const;
    //! Round offsets in ms, from 0, at most \a most of them.
    QList<qint64> ticks(int most) const;

    friend bool operator==(const TimeAxis &, const TimeAxis &) = default;
};

//! "0s", "30s", "1m", "1h 30m": as short as it gets.
QString tickText(qint64 offsetMs);

} // namespace Runlight
