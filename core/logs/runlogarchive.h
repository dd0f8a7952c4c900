// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/id.h"

#include <QString>

#include <optional>
#include <vector>

namespace Runlight {

struct RunLogJob
{
    JobId id;
    QString name; //!< As GitHub shows it, "build (18.*) / test".
};

//! A file in the archive of a run's logs.
struct RunLogEntry
{
    QString name; //!< With "/" between folder and file, as it stands in the archive.
    qint64 size = 0;
};

//! What of the archive belongs to one job, as indexes of entries.
struct JobLogMatch
{
    struct Step
    {
        int number = 0; //!< As in the API.
        size_t entry = 0;

        friend bool operator==(const Step &, const Step &) = default;
    };

    std::optional<size_t> jobFile;
    std::vector<Step> steps; //!< By number.

    friend bool operator==(const JobLogMatch &, const JobLogMatch &) = default;
};

//! Finds the logs of \a jobs among \a entries; the result is in the order of \a jobs. Any thread.
//!
//! A job's log is "N_<job>.txt" (formerly "-N_<job>.txt"; N tells nothing), those of its steps are
//! "<job>/<number>_<step>.txt". The job's name has lost the characters that file systems refuse, or has "_" for them
//! (it changed over the years), and was cut after 90 UTF-16 units, at times within a character. Beside "1_build.txt"
//! there may be a small "1_build (1).txt", of the job's preparation.
//!
//! A job that has nothing in the archive was skipped, or is of an attempt before: a rerun of failed jobs has only
//! those. Where two jobs, or two files, have the same name by these rules, neither gets anything, for a wrong log is
//! worse than none. All other entries ("../x", "/x", system.txt, folders, `__MACOSX`) are no logs.
std::vector<JobLogMatch> matchRunLog(const std::vector<RunLogEntry> &entries, const std::vector<RunLogJob> &jobs);

} // namespace Runlight
