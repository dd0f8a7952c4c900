// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/eventrecord.h"

#include <QList>

#include <chrono>

namespace Runlight {

class Database;

// The functions of Store with the same names, in the caller's transaction.

EventClaim claimEvent(Database &database, const EventRecord &wanted, std::chrono::milliseconds window, bool again);
bool saveEvent(Database &database, const EventRecord &record);
QList<EventRecord> unfinishedEvents(Database &database, const AccountId &account);

} // namespace Runlight
