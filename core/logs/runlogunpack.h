// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/archivereader.h"
#include "core/logs/logsteps.h"
#include "core/logs/runlogarchive.h"

#include <atomic>
#include <functional>
#include <vector>

namespace Runlight {

//! What the archive of a run's logs had of one job.
struct UnpackedJobLog
{
    enum class Source {
        None, //!< Nothing, or it was not wanted; no file was written. See matchRunLog().
        JobFile,
        StepFiles, //!< There is no file of the whole job: those of its steps, joined by number.
    };

    struct Step
    {
        int number = 0;
        qint64 bytes = 0;
        qint64 lines = 0;

        friend bool operator==(const Step &, const Step &) = default;
    };

    JobId id;
    Source source = Source::None;
    qint64 bytes = 0; //!< Of the written file.
    qint64 lines = 0;
    std::vector<Step> steps; //!< The steps that have a file, by number.
};

//! Writes the logs of \a jobs, as matchRunLog() finds them in the zip at \a zipPath, each to the path that \a pathFor
//! gives for it, readable by the owner only; what stands there is overwritten. Where it gives an empty one, the job
//! only counts for telling names apart. The result is in the order of \a jobs.
//!
//! Blocking, for worker threads; uses a few hundred KB whatever the logs' sizes, and room beside the zip for step files
//! that are joined. Fails as ArchiveReader does, or with FileUnwritable where a log cannot be written. Then no log is
//! left behind. But where the process is killed halfway, the logs written so far are, one of them in part: let them be
//! written where nobody looks for logs.
Expected<std::vector<UnpackedJobLog>> unpackRunLogs(const QString &zipPath, const std::vector<RunLogJob> &jobs,
                                                    const std::function<QString(JobId)> &pathFor,
                                                    const std::atomic_bool &cancelled,
                                                    const ArchiveLimits &limits = {});

//! Where the steps of \a log begin in the written file, as far as that is certain: nothing where the job's file has
//! other lines than its steps' files together, as with debug logging, or with a step whose file is missing.
std::vector<StepStart> exactStepStarts(const UnpackedJobLog &log);

} // namespace Runlight
