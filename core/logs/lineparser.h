// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/loglinekind.h"
#include "core/logs/logtime.h"
#include "core/logs/textstyle.h"
#include "core/logs/workflowcommand.h"

#include <QByteArrayView>
#include <QString>

#include <optional>
#include <vector>

namespace Runlight {

//! One line of a job's log, ready to be shown.
struct LogLine
{
    std::optional<LogTime> time; //!< None on the further lines of a message.
    LogLineKind kind = LogLineKind::Plain;
    QString text; //!< Without stamp, tag, escape sequences and control characters (but for tabs).
    std::vector<StyleRun> runs; //!< In order, apart, inside the text; only where the style is not the default.
    std::optional<AnnotationProperties> annotation; //!< Only of an Error, Warning or Notice that has properties.
    TextStyle endStyle; //!< What the next line of the same step begins with.
};

//! Reads one line of UTF-8 without its "\n", a "\r" at the end allowed. Any bytes are a line, so a huge one may be cut
//! anywhere before: pass no more than can be shown. Linear in time and memory, on any thread.
//!
//! \a start is the style that the line before left. A step's first line begins with the default, and so does every line
//! with a tag, whatever \a start is: the runner wrote it, not the program whose colour was left on. So to show a line
//! in the middle of a log, begin with the default at the nearest tag above it.
LogLine parseLogLine(QByteArrayView line, const TextStyle &start = {});

//! What of \a line stands behind its stamp and its tag, escape sequences included, without the line ending.
QByteArrayView logLineText(QByteArrayView line);

enum class LogStamps { Leave, Keep };

//! The text of a line as it is shown, for copying; where \a stamps says so, with the stamp in front as it is in the
//! log.
QString plainLogText(QByteArrayView line, LogStamps stamps);

} // namespace Runlight
