// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/store.h"

namespace Runlight {

//! The start of the sample runs, UTC.
QDateTime sampleStart();
//! \a seconds after the start; invalid below 0.
QDateTime sampleTime(int seconds);

Step sampleStep(int number, const QString &name, const RunState &state, int from = -1, int to = -1);
Job sampleJob(int id, const QString &name, const RunState &state, int from = -1, int to = -1,
              const QList<Step> &steps = {});

//! acme/api #812, attempt 2 of 2: lint passed, build failed in "Run tests", deploy was skipped; with annotations and
//! artifacts.
RunDetails failedRun();
//! The same workflow, still building, with a deployment that waits.
RunDetails runningRun();

} // namespace Runlight
