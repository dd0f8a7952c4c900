// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QTemporaryDir>

namespace Runlight {

//! Lines \a first to \a first + \a count of a made job log, always the same: timestamps, colours, steps with their
//! groups, now and then a warning or an error, long lines and lines without a timestamp. About 110 bytes a line.
QByteArray bigLogLines(qint64 first, qint64 count);

//! Writes whole lines of such a log, from its first, \a bytes or a little more. False where the device does not take
//! them.
bool writeBigLog(QIODevice &device, qint64 bytes);

//! The same as a file in \a folder; its path. Ends the program where there is no room for it: for benchmarks.
QString makeBigLog(const QTemporaryDir &folder, qint64 bytes);

} // namespace Runlight
