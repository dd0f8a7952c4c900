// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/storageproblem.h"

#include <tl/expected.hpp>

#include <memory>

namespace Runlight {

class Database;

//! Opens the store in \a file, made with its folder (for its owner only) where it is missing, and brings it up to date.
//! \a maxBytes bounds the file; 0 does not. Whatever cannot be used is left as it is.
tl::expected<std::unique_ptr<Database>, StorageFault> openStoreFile(const QString &file, qint64 maxBytes);

//! A store in memory, empty and up to date.
std::unique_ptr<Database> openMemoryStore();

//! A store in memory with what can be read of \a file, cached responses excepted. Only reads the file.
std::unique_ptr<Database> rescueStoreFile(const QString &file);

} // namespace Runlight
