// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/logs/logsteps.h"

#include <vector>

namespace Runlight {

// Where the steps of a log begin, where that was said and not guessed (exactStepStarts()): a small file beside the log.
// Blocking. Any thread, but one.

//! The file beside the log at \a logPath. It ends in ".steps".
QString stepFileOf(const QString &logPath);
//! Keeps \a starts of the log at \a logPath, which has \a logBytes: whole or not at all. Fails with FileUnwritable.
Expected<void> writeStepStarts(const QString &logPath, qint64 logBytes, const std::vector<StepStart> &starts);
//! What is kept of the log at \a logPath. Empty where there is nothing, or what there is is damaged or another log's.
std::vector<StepStart> readStepStarts(const QString &logPath, qint64 logBytes);

} // namespace Runlight
