// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/logs/logcache.h"
#include "core/monitor/logstreamer.h"
#include "core/store/store.h"

#include <QTemporaryDir>

namespace Runlight {

//! Logs that nobody fetches: there is no account.
struct IdleLogs
{
    QTemporaryDir folder;
    VirtualClock clock;
    LogCache cache{folder.path(), clock};
    LogStreamer streamer{cache, clock};
    Store store{QString(), clock}; //!< In memory only.
};

} // namespace Runlight
