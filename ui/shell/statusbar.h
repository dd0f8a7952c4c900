// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/monitor/monitor.h"
#include "ui/shell/band.h"
#include "ui/shell/statustexts.h"

class QLabel;

namespace Runlight {

class Clock;
class HealthDot;

//! How current the window is and what is left of the request limit.
class StatusBar : public Band
{
    Q_OBJECT

public:
    //! \a clock and \a theme must outlive this.
    StatusBar(Clock &clock, Theme &theme, QWidget *parent = nullptr);

    void setStatus(const MonitorStatus &status);
    //! Something to be said all the time; empty for nothing.
    void setNote(const QString &note);
    //! Counts on: to be called every second that the bar can be seen.
    void refresh();

private:
    Clock &m_clock;
    MonitorStatus m_status;
    HealthDot *m_dot;
    QLabel *m_watch;
    QLabel *m_note;
    QLabel *m_budget;
};

} // namespace Runlight
