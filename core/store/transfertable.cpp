// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/transfertable.h"

#include "core/store/database.h"
#include "core/store/runrows.h"

namespace Runlight {

namespace {

// A kind that an older program does not know is as good as unknown.
ErrorKind kindNamed(const QString &name)
{
    for (int kind = 0; kind < int(ErrorKind::Internal); ++kind) {
        if (errorKindName(ErrorKind(kind)) == name)
            return ErrorKind(kind);
    }
    return ErrorKind::Internal;
}

//! Columns error_kind, …, error_permission from \a first on.
std::optional<Error> readError(const Rows &rows, int first)
{
    if (rows.text(first).isEmpty())
        return std::nullopt;
    Error error;
    error.kind = kindNamed(rows.text(first));
    error.httpStatus = int(rows.integer(first + 1));
    error.message = rows.text(first + 2);
    error.neededPermission = rows.text(first + 3);
    return error;
}

} // namespace

void saveTransfer(Database &database, const StoredTransfer &transfer)
{
    const Artifact &artifact = transfer.artifact;
    const Error error = transfer.error.value_or(Error());
    database.exec(
        QStringLiteral("INSERT OR REPLACE INTO transfers (transfer_id, account_key, owner, repository, run_id, "
                       "artifact_id, artifact_run_id, artifact_name, artifact_bytes, digest, expired, "
                       "created_at, expires_at, folder, state, place, is_folder, is_verified, total_bytes, "
                       "unpacked_bytes, error_kind, error_status, error_message, error_permission, left_out, "
                       "left_out_count, renamed_count, started_at, ended_at) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                       "?, ?, ?)"),
        transfer.id, accountKey(database, transfer.repository.account), transfer.repository.repository.owner,
        transfer.repository.repository.name, transfer.run.value, artifact.id.value, artifact.runId.value, artifact.name,
        artifact.sizeBytes, artifact.digest, artifact.expired, artifact.createdAt, artifact.expiresAt, transfer.folder,
        transfer.state, transfer.place, transfer.isFolder, transfer.isVerified, transfer.totalBytes,
        transfer.unpackedBytes, transfer.error ? errorKindName(error.kind) : QString(), error.httpStatus, error.message,
        error.neededPermission, transfer.leftOut, transfer.leftOutCount, transfer.renamedCount, transfer.startedAt,
        transfer.endedAt);
}

void removeTransfers(Database &database, const QList<qint64> &ids)
{
    for (const qint64 id : ids)
        database.exec(QStringLiteral("DELETE FROM transfers WHERE transfer_id = ?"), id);
}

QList<StoredTransfer> storedTransfers(Database &database)
{
    QList<StoredTransfer> transfers;
    for (Rows rows = database.select(QStringLiteral(
             "SELECT transfer_id, account, owner, repository, run_id, artifact_id, artifact_run_id, artifact_name, "
             "artifact_bytes, digest, expired, created_at, expires_at, folder, state, place, is_folder, is_verified, "
             "total_bytes, unpacked_bytes, error_kind, error_status, error_message, error_permission, left_out, "
             "left_out_count, renamed_count, started_at, ended_at "
             "FROM transfers JOIN accounts USING (account_key) ORDER BY transfer_id DESC"));
         rows.next();) {
        StoredTransfer transfer;
        transfer.id = rows.integer(0);
        transfer.repository = {AccountId{rows.text(1)}, {rows.text(2), rows.text(3)}};
        transfer.run = RunId{rows.integer(4)};
        transfer.artifact = {ArtifactId{rows.integer(5)},
                             RunId{rows.integer(6)},
                             rows.text(7),
                             rows.integer(8),
                             rows.text(9),
                             rows.flag(10),
                             rows.time(11),
                             rows.time(12)};
        transfer.folder = rows.text(13);
        transfer.state = rows.text(14);
        transfer.place = rows.text(15);
        transfer.isFolder = rows.flag(16);
        transfer.isVerified = rows.flag(17);
        transfer.totalBytes = rows.integer(18);
        transfer.unpackedBytes = rows.integer(19);
        transfer.error = readError(rows, 20);
        transfer.leftOut = rows.texts(24);
        transfer.leftOutCount = int(rows.integer(25));
        transfer.renamedCount = int(rows.integer(26));
        transfer.startedAt = rows.time(27);
        transfer.endedAt = rows.time(28);
        transfers.append(transfer);
    }
    return transfers;
}

} // namespace Runlight
