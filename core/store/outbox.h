// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"

namespace Runlight {

class Database;

// Changes are written in the transaction that makes them and leave when they were acted on, so that a program that is
// killed between the two finds them again.

//! Writes \a change and gives it its sequence. The keys are the store's numbers of its account and of the repositories
//! that its runs are in.
void putInOutbox(Database &database, RunChange &change, qint64 account, qint64 repositoryBefore,
                 qint64 repositoryAfter);
//! Store::unacknowledgedChanges(): oldest first.
QList<RunChange> outbox(Database &database);
//! Store::acknowledgeChanges()
void removeFromOutbox(Database &database, qint64 upToSequence);

} // namespace Runlight
