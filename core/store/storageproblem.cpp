// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/storageproblem.h"

#include <QCoreApplication>
#include <QDir>

namespace Runlight {

namespace {

StorageProblem problemOf(int sqliteCode)
{
    constexpr int primaryCode = 0xff; // The rest of an extended code only refines it.
    switch (sqliteCode & primaryCode) {
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
        return StorageProblem::ReadOnly;
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return StorageProblem::Locked;
    case 10: // SQLITE_IOERR
        return StorageProblem::DiskError;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return StorageProblem::Damaged;
    case 13: // SQLITE_FULL
        return StorageProblem::DiskFull;
    case 14: // SQLITE_CANTOPEN
        return StorageProblem::CannotOpen;
    default:
        return StorageProblem::None;
    }
}

QString sentence(StorageProblem problem)
{
    switch (problem) {
    case StorageProblem::None:
        return QCoreApplication::translate("Store", "The store %1 refused a change.");
    case StorageProblem::Damaged:
        return QCoreApplication::translate("Store", "The store %1 is damaged. It was left as it is: move it away to begin a new one.");
    case StorageProblem::Foreign:
        return QCoreApplication::translate("Store", "The file %1 belongs to another program. It was left as it is: choose another folder with --data-dir.");
    case StorageProblem::Newer:
        return QCoreApplication::translate(
            "Store", "The store %1 was written by a newer version of Runlight. It was left as it is: "
                     "update Runlight, or choose another folder with --data-dir.");
    case StorageProblem::ReadOnly:
        return QCoreApplication::translate("Store", "The store %1 cannot be written to: it is read-only. Make it writable and start Runlight again.");
    case StorageProblem::Locked:
        return QCoreApplication::translate("Store", "The store %1 is locked by another program. Close that and start Runlight again.");
    case StorageProblem::DiskFull:
        return QCoreApplication::translate("Store", "The store %1 cannot grow: the disk is full. Make room and start Runlight again.");
    case StorageProblem::CannotOpen:
        return QCoreApplication::translate("Store", "The store %1 cannot be opened. Check its folder, or choose another with --data-dir.");
    case StorageProblem::DiskError:
        return QCoreApplication::translate("Store",
                                           "The store %1 cannot be read or written: the disk reports an error.");
    }
    return {};
}

} // namespace

StorageFault storageFault(int sqliteCode, const QString &detail)
{
    return {problemOf(sqliteCode), detail};
}

Error storageError(const StorageFault &fault, const QString &file)
{
    Error error;
    error.kind = ErrorKind::Storage;
    error.message = sentence(fault.problem).arg(QDir::toNativeSeparators(file));
    if (!fault.detail.isEmpty())
        error.message += QStringLiteral(" (%1)").arg(fault.detail);
    return error;
}

} // namespace Runlight
