// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/monitor/monitor.h"

#include <QString>

namespace Runlight {

//! What is known when the window decides what to show.
struct WindowFacts
{
    MonitorStatus status;
    bool catalogLoaded = false; //!< What was seen in earlier sessions has been read.
    bool hasRuns = false;
    bool signingIn = false; //!< An account is still asked what it can see.
};

//! What fills the window below the top bar.
struct WindowContent
{
    enum class Kind {
        Welcome, //!< Nothing is watched: the ways in.
        Waiting, //!< Nothing to show yet.
        Runs,
    };

    Kind kind = Kind::Runs;
    QString waitingFor; //!< One sentence, with Kind::Waiting only.

    friend bool operator==(const WindowContent &, const WindowContent &) = default;
};

//! What has been shown is never blanked: runs win over everything.
WindowContent contentOf(const WindowFacts &facts);

//! Whether each watched repository was fetched or failed at least once.
bool hasEveryAnswer(const MonitorStatus &status);

} // namespace Runlight
