// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QDateTime>

#include <optional>

namespace Runlight {

//! When a line was written, as exactly as the runner says.
struct LogTime
{
    qint64 ticks = 0; //!< Of 100 ns, since 1970-01-01 UTC.

    static constexpr qint64 ticksPerSecond = 10'000'000;

    //! UTC, to the millisecond below.
    QDateTime toDateTime() const;

    friend bool operator==(LogTime, LogTime) = default;
    friend bool operator<(LogTime one, LogTime other) { return one.ticks < other.ticks; }
};

//! The stamp at the front of a line: "2026-06-07T07:20:48.7205841Z " with 0 to 9 decimals.
struct LogStamp
{
    LogTime time;
    qsizetype length = 0; //!< Without the space after it.
};

//! Nothing where \a line does not begin with a stamp that a space or nothing follows, as the second line of a message
//! does not.
std::optional<LogStamp> readLogStamp(QByteArrayView line);

} // namespace Runlight
