// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/store.h"

namespace Runlight {

class Database;

// In the caller's transaction; each is Store's function of that name. \a now is UTC.

CommandRecord beginCommand(Database &database, const CommandRecord &record, const QDateTime &now);
//! Hands back its id.
qint64 addCommand(Database &database, const CommandRecord &record);
bool endCommand(Database &database, qint64 id, const QString &result, const QString &message, const QDateTime &now);
bool endInterruptedCommands(Database &database);
QList<CommandRecord> findCommands(Database &database, const CommandRecordQuery &query);

bool savePendingRerun(Database &database, const PendingRerun &rerun);
bool removePendingRerun(Database &database, const RunKey &run);
QList<PendingRerun> findPendingReruns(Database &database);

} // namespace Runlight
