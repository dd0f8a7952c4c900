// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/dispatchtable.h"

#include "core/store/database.h"
#include "core/store/runrows.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Runlight {

namespace {

// Of one workflow; the older ones are forgotten. A person would not look further back.
constexpr int mostDispatches = 500;

constexpr std::pair<DispatchState, const char *> dispatchStates[] = {
    {DispatchState::Sending, "sending"},    {DispatchState::Searching, "searching"},
    {DispatchState::Started, "started"},    {DispatchState::Ambiguous, "ambiguous"},
    {DispatchState::NotFound, "not_found"}, {DispatchState::Lost, "lost"},
    {DispatchState::Refused, "refused"},
};

const QString selectDispatches = QStringLiteral(
    "SELECT account, owner, name, workflow_id, correlation, git_ref, inputs, state, asked_at, run_id, candidates, "
    "message, http_status FROM dispatches CROSS JOIN accounts USING (account_key) ");

QString inputsToText(const InputValues &inputs)
{
    QJsonObject json;
    for (auto it = inputs.begin(); it != inputs.end(); ++it)
        json.insert(it.key(), it.value());
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

InputValues inputsFromText(const QString &text)
{
    InputValues inputs;
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    for (auto it = json.begin(); it != json.end(); ++it)
        inputs.insert(it.key(), it->toString());
    return inputs;
}

QStringList candidatesToTexts(const QList<RunId> &runs)
{
    QStringList texts;
    for (const RunId run : runs)
        texts.append(QString::number(run.value));
    return texts;
}

DispatchRecord readDispatch(const Rows &rows)
{
    DispatchRecord record;
    record.ref = {AccountId{rows.text(0)}, RepoName{rows.text(1), rows.text(2)}};
    record.workflow = WorkflowId{rows.integer(3)};
    record.correlation = rows.text(4);
    record.gitRef = rows.text(5);
    record.inputs = inputsFromText(rows.text(6));
    record.state = dispatchStateFromWord(rows.text(7));
    record.askedAt = rows.time(8);
    record.run = RunId{rows.integer(9)};
    const QStringList candidates = rows.texts(10);
    for (const QString &candidate : candidates)
        record.candidates.append(RunId{candidate.toLongLong()});
    record.message = rows.text(11);
    record.httpStatus = int(rows.integer(12));
    return record;
}

QList<DispatchRecord> readDispatches(Rows rows)
{
    QList<DispatchRecord> records;
    while (rows.next())
        records.append(readDispatch(rows));
    return records;
}

void forgetOldDispatches(Database &database, qint64 account, const DispatchRecord &newest)
{
    database.exec(QStringLiteral("DELETE FROM dispatches WHERE dispatch_key IN (SELECT dispatch_key FROM dispatches "
                                 "WHERE account_key = ? AND owner = ? AND name = ? AND workflow_id = ? "
                                 "ORDER BY asked_at DESC, dispatch_key DESC LIMIT -1 OFFSET ?)"),
                  account, newest.ref.repository.owner, newest.ref.repository.name, newest.workflow.value,
                  mostDispatches);
}

} // namespace

QLatin1String dispatchStateWord(DispatchState state)
{
    for (const auto &[known, word] : dispatchStates) {
        if (known == state)
            return QLatin1String(word);
    }
    return {};
}

DispatchState dispatchStateFromWord(QStringView word)
{
    for (const auto &[state, known] : dispatchStates) {
        if (word == QLatin1String(known))
            return state;
    }
    return DispatchState::Lost;
}

DispatchClaim claimDispatch(Database &database, const DispatchRecord &wanted, std::chrono::milliseconds window)
{
    const qint64 account = accountKey(database, wanted.ref.account);
    const QList<DispatchRecord> known = readDispatches(database.select(
        selectDispatches
            + QStringLiteral("WHERE dispatches.account_key = ? AND owner = ? AND name = ? AND "
                             "workflow_id = ? AND correlation = ?"),
        account, wanted.ref.repository.owner, wanted.ref.repository.name, wanted.workflow.value, wanted.correlation));
    const auto isValid = [&](const DispatchRecord &record) {
        return record.state != DispatchState::Refused
            && record.askedAt.msecsTo(wanted.askedAt) < qint64(window.count());
    };
    if (!known.isEmpty() && isValid(known.first()))
        return {known.first(), false};
    saveDispatch(database, wanted);
    forgetOldDispatches(database, account, wanted);
    return {wanted, true};
}

bool saveDispatch(Database &database, const DispatchRecord &record)
{
    static const QString sql =
        QStringLiteral("INSERT INTO dispatches (account_key, owner, name, workflow_id, correlation, git_ref, inputs, "
                       "state, asked_at, run_id, candidates, message, http_status) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                       "ON CONFLICT (account_key, owner, name, workflow_id, correlation) DO UPDATE SET "
                       "git_ref = excluded.git_ref, inputs = excluded.inputs, state = excluded.state, "
                       "asked_at = excluded.asked_at, run_id = excluded.run_id, candidates = excluded.candidates, "
                       "message = excluded.message, http_status = excluded.http_status");
    const qint64 account = accountKey(database, record.ref.account);
    return database.exec(sql, account, record.ref.repository.owner, record.ref.repository.name, record.workflow.value,
                         record.correlation, record.gitRef, inputsToText(record.inputs),
                         QString(dispatchStateWord(record.state)), record.askedAt, record.run.value,
                         candidatesToTexts(record.candidates), record.message, record.httpStatus)
        > 0;
}

QList<DispatchRecord> unfinishedDispatches(Database &database, const AccountId &account)
{
    return readDispatches(database.select(selectDispatches
                                              + QStringLiteral("WHERE account = ? AND state IN ('sending', "
                                                               "'searching') ORDER BY asked_at, dispatch_key"),
                                          account.value));
}

QList<DispatchRecord> recentDispatches(Database &database, const RepositoryRef &ref, WorkflowId workflow, int limit)
{
    return readDispatches(
        database.select(selectDispatches
                            + QStringLiteral("WHERE account = ? AND owner = ? AND name = ? AND workflow_id = ? "
                                             "ORDER BY asked_at DESC, dispatch_key DESC LIMIT ?"),
                        ref.account.value, ref.repository.owner, ref.repository.name, workflow.value, limit));
}

std::optional<DispatchRecord> dispatchOf(Database &database, const RunKey &run)
{
    const QList<DispatchRecord> records = readDispatches(database.select(
        selectDispatches + QStringLiteral("WHERE account = ? AND run_id = ? ORDER BY asked_at DESC LIMIT 1"),
        run.account.value, run.run.value));
    return records.isEmpty() ? std::nullopt : std::optional(records.first());
}

} // namespace Runlight
