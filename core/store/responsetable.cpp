// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/responsetable.h"

#include "core/base/logging.h"
#include "core/base/redact.h"
#include "core/store/database.h"

namespace Runlight {

//! Counts uses rather than time: no two are the same, and the clock may jump.
static qint64 nextUse(Database &database)
{
    return database.number(QStringLiteral("SELECT max(used) FROM responses")) + 1;
}

static void shrinkTo(Database &database, qint64 maxBytes)
{
    qint64 total = database.number(QStringLiteral("SELECT sum(size) FROM responses"));
    while (total > maxBytes && !database.hasFault()) {
        qint64 oldest = 0;
        {
            Rows rows = database.select(QStringLiteral("SELECT used, size FROM responses ORDER BY used LIMIT 1"));
            if (!rows.next())
                return;
            oldest = rows.integer(0);
            total -= rows.integer(1);
        }
        database.exec(QStringLiteral("DELETE FROM responses WHERE used = ?"), oldest);
    }
}

std::optional<CachedResponse> findResponse(Database &database, const QString &key)
{
    std::optional<CachedResponse> found;
    {
        Rows rows =
            database.select(QStringLiteral("SELECT etag, body, next FROM responses WHERE response_key = ?"), key);
        if (!rows.next())
            return std::nullopt;
        found = CachedResponse{rows.bytes(0), qUncompress(rows.bytes(1)), rows.url(2)};
    }
    database.exec(QStringLiteral("UPDATE responses SET used = ? WHERE response_key = ?"), nextUse(database), key);
    return found;
}

void saveResponse(Database &database, const QString &key, const CachedResponse &response, qint64 maxBytes)
{
    if (redact(key) != key) {
        qCWarning(lcStore, "A response is not kept: its key looks like it holds a credential");
        return;
    }
    const QByteArray body = qCompress(response.body);
    if (body.size() > maxBytes) {
        database.exec(QStringLiteral("DELETE FROM responses WHERE response_key = ?"), key);
        return;
    }
    database.exec(QStringLiteral("INSERT OR REPLACE INTO responses (response_key, etag, body, next, size, used) "
                                 "VALUES (?, ?, ?, ?, ?, ?)"),
                  key, response.etag, body, response.next, body.size(), nextUse(database));
    shrinkTo(database, maxBytes);
}

} // namespace Runlight
