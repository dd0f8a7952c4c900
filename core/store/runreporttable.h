// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/store.h"

namespace Runlight {

class Database;

// In the caller's transaction; each is Store's function of that name.

bool saveRunReport(Database &database, const RunReport &report);
std::optional<RunReport> findRunReport(Database &database, const RunKey &run);
QList<RunReport> findRunReports(Database &database, const RepositoryRef &repository, int limit);

} // namespace Runlight
