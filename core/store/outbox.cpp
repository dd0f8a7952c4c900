// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/outbox.h"

#include "core/store/runrows.h"

namespace Runlight {

static void putRun(Database &database, qint64 sequence, bool isAfter, qint64 repository, const Run &run)
{
    static const QString sql =
        QStringLiteral("INSERT INTO change_runs (sequence, is_after, repository_key, %1) VALUES (?, ?, ?, %2)")
            .arg(runColumns(), runPlaceholders());
    database.execute(sql, QVariantList{toColumn(sequence), toColumn(isAfter), toColumn(repository)} + runValues(run));
}

void putInOutbox(Database &database, RunChange &change, qint64 account, qint64 repositoryBefore, qint64 repositoryAfter)
{
    database.exec(QStringLiteral("INSERT INTO changes (account_key, at) VALUES (?, ?)"), account, change.at);
    change.sequence = database.lastInsertId();
    if (change.before)
        putRun(database, change.sequence, false, repositoryBefore, *change.before);
    putRun(database, change.sequence, true, repositoryAfter, change.after);
}

QList<RunChange> outbox(Database &database)
{
    static const QString sql = QStringLiteral("SELECT sequence, is_after, account, at, %1, owner, name FROM changes "
                                              "CROSS JOIN change_runs USING (sequence) "
                                              "CROSS JOIN accounts ON accounts.account_key = changes.account_key "
                                              "CROSS JOIN repositories USING (repository_key) "
                                              "ORDER BY sequence, is_after")
                                   .arg(runColumns());
    QList<RunChange> changes;
    StringPool pool;
    std::optional<Run> before;
    for (Rows rows = database.select(sql); rows.next();) {
        Run run = readRun(rows, 4, pool);
        if (!rows.flag(1)) {
            before = std::move(run);
            continue;
        }
        changes.append({rows.integer(0), AccountId{rows.text(2)}, std::exchange(before, std::nullopt), std::move(run),
                        rows.time(3)});
    }
    return changes;
}

void removeFromOutbox(Database &database, qint64 upToSequence)
{
    database.exec(QStringLiteral("DELETE FROM changes WHERE sequence <= ?"), upToSequence);
}

} // namespace Runlight
