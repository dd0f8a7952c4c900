// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"

namespace Runlight {

class Database;

// In the caller's transaction.

//! Store::logFolds()
QByteArray findLogFolds(Database &database, const RunKey &run, JobId job);
//! Store::saveLogFolds(); of more than \a mostLogs the ones saved longest ago are dropped.
void saveLogFolds(Database &database, const RunKey &run, JobId job, const QByteArray &folds, int mostLogs);

} // namespace Runlight
