// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/transport/responsecache.h"

namespace Runlight {

class Database;

// In the caller's transaction.

//! What is kept under \a key, which is thereby the most recently used.
std::optional<CachedResponse> findResponse(Database &database, const QString &key);
//! Keeps \a response, its body compressed, and drops the least recently used until all bodies together take at most
//! \a maxBytes. One that alone is larger is not kept.
void saveResponse(Database &database, const QString &key, const CachedResponse &response, qint64 maxBytes);

} // namespace Runlight
