// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"

#include <QString>

namespace Runlight {

//! Why the store's file cannot be used.
enum class StorageProblem {
    None,
    Damaged, //!< Not a database any more, or its pages contradict each other.
    Foreign, //!< A database, but of another program.
    Newer, //!< Written by a later version of Runlight.
    ReadOnly, //!< The file or its folder must not be written to.
    Locked, //!< Another process holds it.
    DiskFull,
    CannotOpen, //!< The folder cannot be made, or the path is no file.
    DiskError, //!< Reading or writing failed below the database.
};

//! What SQLite said. `problem` is None for a fault of ours (a wrong statement), which no other file would cure.
struct StorageFault
{
    StorageProblem problem = StorageProblem::None;
    QString detail;
};

//! From SQLite's (extended) result code: https://www.sqlite.org/rescode.html
StorageFault storageFault(int sqliteCode, const QString &detail);

//! For people: what happened to \a file.
Error storageError(const StorageFault &fault, const QString &file);

} // namespace Runlight
