// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"

#include <QString>

#include <optional>

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
        Denied, //!< Error::neededPermission says what is missing.
        Failed, //!< What had come by then stays.
    };

    State state = State::Unknown;
    //! The file to read: while it is fetched the part that grows, then the whole; empty where nothing has come.
    QString path;
    qint64 receivedBytes = 0; //!< In the file.
    qint64 totalBytes = -1; //!< -1: unknown.
    std::optional<Error> error; //!< Of Denied, Expired and Failed.
};

} // namespace Runlight
