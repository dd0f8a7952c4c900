// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/monitor/monitor.h"
#include "ui/shell/band.h"
#include "ui/shell/statustexts.h"

class QLabel;

namespace Runlight {

class Clock;
class Downloads;
class HealthDot;

//! How current the window is, what is being downloaded, and what is left of the request limit.
class StatusBar : public Band
{
    Q_OBJECT

public:
    //! All must outlive this.
    StatusBar(Downloads &downloads, Clock &clock, Theme &theme, QWidget *parent = nullptr);

    void setStatus(const MonitorStatus &status);
    //! Something to be said all the time; empty for nothing.
    void setNote(const QString &note);
    //! Counts on: to be called every second that the bar can be seen.
    void refresh();

Q_SIGNALS:
    //! The user wants to see all downloads.
    void downloadsRequested();

private:
    Clock &m_clock;
    MonitorStatus m_status;
    HealthDot *m_dot;
    QLabel *m_watch;
    QLabel *m_note;
    QLabel *m_budget;
};

} // namespace Runlight
