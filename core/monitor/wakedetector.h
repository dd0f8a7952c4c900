// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"

#include <QObject>

namespace Runlight {

//! Notices that the machine slept: the wall clock ran ahead of the monotonic one, or a tick came much too late.
class WakeDetector : public QObject
{
    Q_OBJECT

public:
    //! \a clock must outlive this.
    explicit WakeDetector(Clock &clock, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void woke();

private:
    void tick();

    Clock &m_clock;
    QDateTime m_wall;
    Clock::Milliseconds m_monotonic{0};
};

} // namespace Runlight
