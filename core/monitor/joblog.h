// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"
#include "core/logs/logsteps.h"

#include <QString>

#include <optional>
#include <vector>

namespace Runlight {

//! How the log of one job fares.
struct JobLog
{
    enum class State {
        Unknown, //!< Nothing was asked (yet): not followed, or not wanted.
        Waiting, //!< The job has not ended: its log comes then.
        Fetching, //!< Asked for, or on its way.
        Ready,
        Never, //!< There is none: the job was skipped, cancelled before it ran, or its runner was lost.
        Expired, //!< GitHub has thrown it away.
        Deleted, //!< By somebody here, with all logs of its run.
        Denied, //!< Error::neededPermission says what is missing.
        Failed, //!< What had come by then stays.
    };

    State state = State::Unknown;
    //! The file to read: while it is fetched the part that grows, then the whole; empty where nothing has come.
    QString path;
    qint64 receivedBytes = 0; //!< In the file.
    qint64 totalBytes = -1; //!< -1: unknown.
    std::optional<Error> error; //!< Of Denied, Expired and Failed.
    //! Of Ready: where the steps begin, exactly, where the run's archive has said it.
    std::vector<StepStart> stepStarts;

    //! How the archive fares that holds the logs of several jobs.
    struct Archive
    {
        qint64 receivedBytes = 0;
        qint64 totalBytes = -1; //!< -1: unknown.
        bool isUnpacked = false; //!< All has come and is being taken apart.

        friend bool operator==(const Archive &, const Archive &) = default;
    };
    std::optional<Archive> archive; //!< While it comes in one.
};

} // namespace Runlight
