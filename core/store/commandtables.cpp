// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/commandtables.h"

#include "core/store/database.h"
#include "core/store/runtable.h"

namespace Runlight {

namespace {

constexpr qint64 keptCommands = 10'000;

CommandRecord readCommand(const Rows &rows)
{
    CommandRecord record;
    record.id = rows.integer(0);
    record.at = rows.time(1);
    record.endedAt = rows.time(2);
    record.account.value = rows.text(3);
    record.repository = {rows.text(4), rows.text(5)};
    record.run.value = rows.integer(6);
    record.attempt = int(rows.integer(7));
    record.action = rows.text(8);
    record.details = rows.text(9);
    record.result = rows.text(10);
    record.message = rows.text(11);
    return record;
}

//! What \a query restricts, as conditions and their values.
QStringList conditionsOf(const CommandRecordQuery &query, QVariantList &values)
{
    QStringList conditions;
    if (!query.accounts.isEmpty()) {
        const QStringList marks(query.accounts.size(), QStringLiteral("?"));
        conditions.append(QStringLiteral("account IN (%1)").arg(marks.join(QLatin1Char(','))));
        for (const AccountId &account : query.accounts)
            values.append(toColumn(account.value));
    }
    if (query.run) {
        conditions.append(QStringLiteral("run_id = ? AND account = ?"));
        values << toColumn(query.run->run.value) << toColumn(query.run->account.value);
    }
    if (!query.action.isEmpty()) {
        conditions.append(QStringLiteral("action = ?"));
        values.append(toColumn(query.action));
    }
    return conditions;
}

} // namespace

CommandRecord beginCommand(Database &database, const CommandRecord &record, const QDateTime &now)
{
    CommandRecord begun = record;
    begun.at = now;
    begun.result = QStringLiteral("requested");
    if (begun.attempt == 0 && begun.run.isValid()) {
        if (const std::optional<Run> run = findRun(database, {begun.account, begun.run}))
            begun.attempt = run->attempt;
    }
    begun.endedAt = {};
    begun.id = addCommand(database, begun);
    return begun;
}

qint64 addCommand(Database &database, const CommandRecord &record)
{
    database.exec(QStringLiteral("INSERT INTO commands (at, ended_at, account, owner, name, run_id, attempt, action, "
                                 "details, result, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                  record.at, record.endedAt, record.account.value, record.repository.owner, record.repository.name,
                  record.run.value, record.attempt, record.action, record.details, record.result, record.message);
    const qint64 id = database.lastInsertId();
    database.exec(QStringLiteral("DELETE FROM commands WHERE command_id <= ?"), id - keptCommands);
    return id;
}

bool endCommand(Database &database, qint64 id, const QString &result, const QString &message, const QDateTime &now)
{
    return database.exec(
               QStringLiteral("UPDATE commands SET result = ?, message = ?, ended_at = ? WHERE command_id = ?"), result,
               message, now, id)
        > 0;
}

bool endInterruptedCommands(Database &database)
{
    return database.exec(QStringLiteral("UPDATE commands SET result = 'interrupted' WHERE result = 'requested'")) > 0;
}

QList<CommandRecord> findCommands(Database &database, const CommandRecordQuery &query)
{
    QVariantList values;
    const QStringList conditions = conditionsOf(query, values);
    QString sql = QStringLiteral("SELECT command_id, at, ended_at, account, owner, name, run_id, attempt, action, "
                                 "details, result, message FROM commands");
    if (!conditions.isEmpty())
        sql += QLatin1String(" WHERE ") + conditions.join(QLatin1String(" AND "));
    values.append(toColumn(query.limit));
    QList<CommandRecord> records;
    for (Rows rows = database.selectOnce(sql + QLatin1String(" ORDER BY command_id DESC LIMIT ?"), values);
         rows.next();)
        records.append(readCommand(rows));
    return records;
}

bool savePendingRerun(Database &database, const PendingRerun &rerun)
{
    return database.exec(QStringLiteral("INSERT OR REPLACE INTO pending_reruns (account, run_id, owner, name, attempt, "
                                        "debug_logging, asked_at, is_sending) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
                         rerun.run.account.value, rerun.run.run.value, rerun.repository.owner, rerun.repository.name,
                         rerun.attempt, rerun.debugLogging, rerun.askedAt, rerun.isSending)
        > 0;
}

bool removePendingRerun(Database &database, const RunKey &run)
{
    return database.exec(QStringLiteral("DELETE FROM pending_reruns WHERE account = ? AND run_id = ?"),
                         run.account.value, run.run.value)
        > 0;
}

QList<PendingRerun> findPendingReruns(Database &database)
{
    QList<PendingRerun> reruns;
    for (Rows rows = database.select(QStringLiteral("SELECT account, run_id, owner, name, attempt, debug_logging, "
                                                    "asked_at, is_sending FROM pending_reruns ORDER BY asked_at"));
         rows.next();)
        reruns.append({{AccountId{rows.text(0)}, RunId{rows.integer(1)}},
                       {rows.text(2), rows.text(3)},
                       int(rows.integer(4)),
                       rows.flag(5),
                       rows.time(6),
                       rows.flag(7)});
    return reruns;
}

} // namespace Runlight
