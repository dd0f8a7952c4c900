// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/logs/lineparser.h"
#include "core/logs/logmapping.h"
#include "ui/log/logselection.h"

#include <QString>

#include <memory>

namespace Runlight {

class LogFile;

//! A part of a log as bytes, for another thread to read.
struct LogExtract
{
    std::shared_ptr<const LogMapping> mapping;
    qint64 begin = 0;
    qint64 end = 0;
    int firstColumn = 0; //!< Of the first line's shown text.
    int lastColumn = 0; //!< Of the last line's; where it is one line, from that line's start as well.

    static constexpr qint64 mostBytes = 128 * 1024 * 1024; //!< For a clipboard; more is for a file.
};

//! What of \a file is selected.
LogExtract extractOf(const LogFile &file, const LogSelection &selection);

//! The text of \a extract as it is shown, folded lines included and the ends of groups left out. Takes a microsecond a
//! line: for worker threads.
QString textOf(const LogExtract &extract, LogStamps stamps);

//! Writes all of \a mapping to \a path, or nothing: what was there stays where it fails. Fails with Storage. Blocks:
//! for worker threads.
Expected<void> saveLog(const LogMapping &mapping, const QString &path);

} // namespace Runlight
