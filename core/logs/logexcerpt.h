// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/logmarks.h"

#include <optional>

namespace Runlight {

class LogFile;

//! A place in a log that says why a job failed, to be shown by itself.
struct LogExcerpt
{
    LineNumber errorLine;
    LineRange range; //!< A few lines around it, of the same step.

    friend bool operator==(const LogExcerpt &, const LogExcerpt &) = default;
};

//! The first error of \a log, as far as it is indexed; nothing where no line is marked as one.
//!
//! Mostly the only one is "Process completed with exit code 1.", which says nothing. Then it is the line above, in the
//! same step, that looks most like the reason: the first failed test, compiler error or panic, or else the last line
//! that speaks of an error, or else the last line of all. That is a guess, by what common tools write. Looks at about
//! two thousand lines at most.
std::optional<LogExcerpt> firstErrorOf(LogFile &log);

} // namespace Runlight
