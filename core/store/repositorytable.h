// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/store.h"

namespace Runlight {

class Database;

// The functions of Store with the same names, in the caller's transaction.

bool saveRepositories(Database &database, const AccountId &account, const QList<Repository> &repositories);
bool saveWorkflows(Database &database, const RepositoryRef &ref, const QList<Workflow> &workflows);
bool updateWorkflow(Database &database, const RepositoryRef &ref, const Workflow &workflow);
QList<StoredRepository> storedRepositories(Database &database);
QList<RunKey> applyRetention(Database &database, const Retention &retention, const QDateTime &now);

} // namespace Runlight
