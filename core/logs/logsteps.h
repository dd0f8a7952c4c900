// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/linenumber.h"
#include "core/logs/logtime.h"

#include <QDateTime>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace Runlight {

class LogFile;

//! A step as GitHub tells of it.
struct LogStep
{
    int number = 0;
    QString name;
    QDateTime startedAt; //!< In whole seconds, as all that GitHub tells; invalid where unknown.
    QDateTime completedAt;
    bool wasRun = true; //!< A step that was skipped has no lines.
};

//! A line that a step may begin with.
struct StepCandidate
{
    LineNumber line;
    std::optional<LogTime> time;
    QString text; //!< Without stamp and tag: "Run make", "Post job cleanup."
};

struct StepStart
{
    int stepNumber = 0;
    LineNumber firstLine;

    friend bool operator==(const StepStart &, const StepStart &) = default;
};

//! The first line that was written at \a from or later, but before \a to.
using FindLineByTime = std::function<std::optional<LineNumber>(LogTime from, LogTime to)>;

//! Where \a steps (by number) begin in their job's log, as far as it can be told; in order. Any thread.
//!
//! A job's log does not say where its steps begin. But most steps write a line that looks like it, and so do the steps
//! inside of a composite action, and whatever scripts like to write. So all \a candidates (by line) are laid beside all
//! steps, in the order of both, so that the names agree first ("Run make" is what a step without a name of its own is
//! called) and then the times. A step is told where every best way to do so agrees, or where \a findLine finds its
//! first line since the step before had ended in an earlier second. Other steps are left out: none rather than a wrong
//! line. "Set up job" begins with line 0.
std::vector<StepStart> findStepStarts(const std::vector<StepCandidate> &candidates, const std::vector<LogStep> &steps,
                                      const FindLineByTime &findLine = {});

//! Of a log that is complete, without a whole run's archive that would say it exactly (exactStepStarts()). Reads a few
//! thousand lines at most: of a log with more candidates only the first are looked at.
std::vector<StepStart> findStepStarts(LogFile &log, const std::vector<LogStep> &steps);

//! Where \a steps begin as \a exact, from an archive, has told it; where it has nothing of them, or lines that the log
//! has not, as findStepStarts() does.
std::vector<StepStart> stepStartsOf(LogFile &log, const std::vector<LogStep> &steps,
                                    const std::vector<StepStart> &exact);

} // namespace Runlight
