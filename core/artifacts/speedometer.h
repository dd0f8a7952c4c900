// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"

#include <optional>

namespace Runlight {

//! How fast bytes come, smoothed over the last seconds. Times are Clock::monotonic().
class Speedometer
{
public:
    //! In all \a bytes have come by \a now. To be told some times a second while they come.
    void note(qint64 bytes, Clock::Milliseconds now);
    //! What comes from now on has nothing to do with what came: after a pause.
    void reset();

    double bytesPerSecond() const { return m_speed; }
    //! Until \a bytes more will have come; nothing where none come, or it would take more than a day.
    std::optional<std::chrono::seconds> timeFor(qint64 bytes) const;

private:
    std::optional<Clock::Milliseconds> m_notedAt;
    qint64 m_bytes = 0;
    double m_speed = 0;
    bool m_isMeasured = false;
};

} // namespace Runlight
