// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/monitor/monitor.h"

namespace Runlight {

class ChangeFeed;

//! What all parts of one monitor share. Outlives them.
struct WatchContext
{
    Store &store;
    Clock &clock;
    ChangeFeed &feed;
    MonitorSettings settings;
    bool windowVisible = true;
    std::optional<RunKey> focusedRun; //!< Followed on its own, quicker than the others.
};

} // namespace Runlight
