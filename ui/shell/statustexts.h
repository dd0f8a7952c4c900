// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/monitor/monitor.h"

#include <QString>

namespace Runlight {

//! How watching as a whole fares: the colour of the status bar's dot.
enum class WatchHealth {
    Good,
    Impaired, //!< An account is held back by GitHub's request limit, or a repository could not be updated.
    Offline, //!< No connection, or nothing to watch with yet.
};

//! \a now in UTC, here and below.
WatchHealth watchHealth(const MonitorStatus &status, const QDateTime &now);

//! "Updated 3 s ago · next in 12 s", or why there is no update.
QString watchText(const MonitorStatus &status, const QDateTime &now);

//! "API 4,812 of 5,000 · resets 14:02" for the account with the least left; empty until a limit is known.
QString budgetText(const MonitorStatus &status, const QDateTime &now);

//! One line an account: its name, what is left and when it resets.
QString budgetToolTip(const MonitorStatus &status, const QDateTime &now);

//! "3 s", "4 min", "2 h", "5 d"; "0 s" for what is not past.
QString spanText(qint64 seconds);

//! The time of day on this machine of \a utc, as short as the locale has it.
QString clockText(const QDateTime &utc);

} // namespace Runlight
