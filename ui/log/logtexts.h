// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/logtime.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace Runlight {

struct LogStepHeading;

//! "12:04:38", local time.
QString clockText(LogTime time);
//! "1:02" since \a start, "1:00:02" from an hour on; empty where \a start is not known.
QString elapsedText(LogTime time, std::optional<LogTime> start);
//! "+0.2s" since \a before, "+1:02" from a minute on; empty where \a before is not known.
QString deltaText(LogTime time, std::optional<LogTime> before);
//! How long a step took, or takes until \a now (UTC); a dash where it has not begun.
QString stepDurationText(const LogStepHeading &heading, const QDateTime &now);

} // namespace Runlight
