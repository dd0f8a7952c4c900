// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"

namespace Runlight {

class Database;

//! Store::saveRuns(), in the caller's transaction. \a now is UTC.
QList<RunChange> saveRuns(Database &database, const AccountId &account, const QList<Run> &runs, const QDateTime &now);
//! Store::saveAttempt()
bool saveAttempt(Database &database, const AccountId &account, const Run &attempt);
//! Store::removeRun()
bool removeRun(Database &database, const RunKey &run);

//! The run at its latest attempt.
std::optional<Run> findRun(Database &database, const RunKey &run);
//! The attempts before the latest that are known, oldest first.
QList<Run> pastAttempts(Database &database, const RunKey &run);

} // namespace Runlight
