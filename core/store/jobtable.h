// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/job.h"
#include "core/github/types/run.h"

namespace Runlight {

class Database;

//! Store::saveJobs(), in the caller's transaction.
bool saveJobs(Database &database, const RunKey &run, int attempt, const QList<Job> &jobs);
//! The jobs of one attempt with their steps, as GitHub listed them.
QList<Job> findJobs(Database &database, const RunKey &run, int attempt);

} // namespace Runlight
