// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/logmarks.h"

#include <QByteArrayView>

#include <optional>
#include <vector>

namespace Runlight {

//! What one look at a part of a log has found: the value that goes from a worker to the index. Its lines are counted
//! from the one that is open where the part begins.
struct LogScan
{
    qint64 begin = 0; //!< In bytes of the file.
    qint64 end = 0;
    bool openLineRead = false; //!< Line 0 was looked at from its own start, and is in `marks` if it is marked.
    std::vector<quint32> newlines; //!< In each block of the file that the part touches.
    std::optional<qint64> lastNewline; //!< Its offset.
    std::vector<LogMark> marks;
};

//! Finds lines and marks of \a log from \a begin to \a end. What lies behind \a end is looked at for the mark of a line
//! that begins in front of it. \a openLineStart: where the line begins that is open at \a begin, to look at it as well.
//! Any thread; \a log may change meanwhile.
LogScan scanLog(QByteArrayView log, qint64 begin, qint64 end, std::optional<qint64> openLineStart);

} // namespace Runlight
