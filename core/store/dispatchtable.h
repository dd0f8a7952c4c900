// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/dispatchrecord.h"

#include <QList>

#include <chrono>

namespace Runlight {

class Database;

// The functions of Store with the same names, in the caller's transaction.

DispatchClaim claimDispatch(Database &database, const DispatchRecord &wanted, std::chrono::milliseconds window);
bool saveDispatch(Database &database, const DispatchRecord &record);
QList<DispatchRecord> unfinishedDispatches(Database &database, const AccountId &account);
QList<DispatchRecord> recentDispatches(Database &database, const RepositoryRef &ref, WorkflowId workflow, int limit);
std::optional<DispatchRecord> dispatchOf(Database &database, const RunKey &run);

} // namespace Runlight
