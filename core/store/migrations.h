// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

namespace Runlight {

class Database;

//! "RunL" in the file's header: tells our files from other programs' databases.
constexpr int storeApplicationId = 0x52756e4c;

//! The version of the store's tables that this program writes.
int latestStoreVersion();

//! The statements that lead from version \a version - 1 to \a version. Never changed once released: a later shape of
//! the tables is a further migration.
QStringList migration(int version);

//! Brings an older store forward to \a version, each step one transaction. A fault stays in \a database, whose version
//! is then that of the last whole step.
void migrate(Database &database, int version = latestStoreVersion());

} // namespace Runlight
