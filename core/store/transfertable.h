// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/storedtransfer.h"

#include <QList>

namespace Runlight {

class Database;

// The functions of Store with the same names, in the caller's transaction.

void saveTransfer(Database &database, const StoredTransfer &transfer);
void removeTransfers(Database &database, const QList<qint64> &ids);
QList<StoredTransfer> storedTransfers(Database &database);

} // namespace Runlight
