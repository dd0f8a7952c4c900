// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/control/control.h"
#include "core/monitor/monitor.h"
#include "core/runs/runcatalog.h"
#include "core/store/store.h"
#include "tests/support/idledownloads.h"
#include "tests/support/idlelogs.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

namespace Runlight {

//! A day in the life of two organisations, as kim sees it: 12 runs in 7 repositories, two of which need kim.
QList<Run> sampleRuns(const QDateTime &now);
AccountId sampleAccount();

//! A main window over a store in memory and a monitor that asks nobody.
struct SampleWindow
{
    explicit SampleWindow(QSettings *settings = nullptr, Theme::Scheme scheme = Theme::Scheme::Light);

    //! Reads the (empty) store, then shows \a runs as if they had come from a poll. Returns when that is done.
    void load(const QList<Run> &runs);
    //! Shows the window; true once it has the focus.
    bool show();

    VirtualClock clock;
    Theme theme;
    Store store;
    Monitor monitor;
    Control control;
    RunCatalog catalog;
    IdleLogs logs;
    IdleDownloads downloads;
    MainWindow window;
};

} // namespace Runlight
