// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/runrows.h"

namespace Runlight {

namespace {

// In the order of runValues() and readRun().
const QStringList &columnNames()
{
    static const QStringList names = {
        QStringLiteral("run_id"),          QStringLiteral("workflow_id"),   QStringLiteral("workflow_name"),
        QStringLiteral("workflow_path"),   QStringLiteral("title"),         QStringLiteral("number"),
        QStringLiteral("attempt"),         QStringLiteral("status"),        QStringLiteral("conclusion"),
        QStringLiteral("event"),           QStringLiteral("head_branch"),   QStringLiteral("head_sha"),
        QStringLiteral("head_repository"), QStringLiteral("actor_id"),      QStringLiteral("actor_login"),
        QStringLiteral("actor_type"),      QStringLiteral("trigger_id"),    QStringLiteral("trigger_login"),
        QStringLiteral("trigger_type"),    QStringLiteral("pull_requests"), QStringLiteral("created_at"),
        QStringLiteral("updated_at"),      QStringLiteral("started_at"),    QStringLiteral("html_url"),
    };
    return names;
}

QString joined(const QList<int> &numbers)
{
    QStringList texts;
    for (const int number : numbers)
        texts.append(QString::number(number));
    return texts.join(QLatin1Char(','));
}

QList<int> split(const QString &text)
{
    QList<int> numbers;
    for (const QStringView part : QStringView(text).split(QLatin1Char(','), Qt::SkipEmptyParts))
        numbers.append(part.toInt());
    return numbers;
}

} // namespace

const QString &runColumns()
{
    static const QString columns = columnNames().join(QLatin1String(", "));
    return columns;
}

const QString &runPlaceholders()
{
    static const QString placeholders =
        QStringList(columnNames().size(), QStringLiteral("?")).join(QLatin1String(", "));
    return placeholders;
}

QVariantList runValues(const Run &run)
{
    return {toColumn(run.id.value),
            toColumn(run.workflowId.value),
            toColumn(run.workflowName),
            toColumn(run.workflowPath),
            toColumn(run.title),
            toColumn(run.number),
            toColumn(run.attempt),
            toColumn(statusText(run.state)),
            toColumn(conclusionText(run.state)),
            toColumn(run.event),
            toColumn(run.headBranch),
            toColumn(run.headSha),
            toColumn(run.headRepository),
            toColumn(run.actor.id.value),
            toColumn(run.actor.login),
            toColumn(run.actor.type),
            toColumn(run.triggeringActor.id.value),
            toColumn(run.triggeringActor.login),
            toColumn(run.triggeringActor.type),
            toColumn(joined(run.pullRequests)),
            toColumn(run.createdAt),
            toColumn(run.updatedAt),
            toColumn(run.startedAt),
            toColumn(run.htmlUrl)};
}

Run readRun(const Rows &rows, int first, StringPool &pool)
{
    int column = first;
    const auto text = [&] {
        return rows.text(column++);
    };
    const auto common = [&] {
        return pool.shared(rows.text(column++));
    };
    const auto integer = [&] {
        return rows.integer(column++);
    };
    Run run;
    run.id.value = integer();
    run.workflowId.value = integer();
    run.workflowName = common();
    run.workflowPath = common();
    run.title = text();
    run.number = integer();
    run.attempt = int(integer());
    const QString status = text();
    run.state = RunState::of(status, text());
    run.event = common();
    run.headBranch = common();
    run.headSha = common();
    run.headRepository = common();
    for (User *user : {&run.actor, &run.triggeringActor}) {
        user->id.value = integer();
        user->login = common();
        user->type = common();
    }
    run.pullRequests = split(text());
    for (QDateTime *time : {&run.createdAt, &run.updatedAt, &run.startedAt})
        *time = rows.time(column++);
    run.htmlUrl = rows.url(column++);
    run.repository.owner = common();
    run.repository.name = common();
    return run;
}

int runColumnCount()
{
    return int(columnNames().size()) + 2;
}

QString statusText(const RunState &state)
{
    return state.status == Status::Unknown ? state.statusText : QString(statusWord(state.status));
}

QString conclusionText(const RunState &state)
{
    return state.conclusion == Conclusion::Unknown ? state.conclusionText : QString(conclusionWord(state.conclusion));
}

qint64 accountKey(Database &database, const AccountId &account)
{
    database.exec(QStringLiteral("INSERT OR IGNORE INTO accounts (account) VALUES (?)"), account.value);
    return database.number(QStringLiteral("SELECT account_key FROM accounts WHERE account = ?"), account.value);
}

qint64 repositoryKey(Database &database, qint64 account, const RepoName &repository)
{
    const qint64 known = database.number(
        QStringLiteral("SELECT repository_key FROM repositories WHERE account_key = ? AND owner = ? AND name = ?"),
        account, repository.owner, repository.name);
    if (known)
        return known;
    database.exec(QStringLiteral("INSERT INTO repositories (account_key, owner, name) VALUES (?, ?, ?)"), account,
                  repository.owner, repository.name);
    return database.lastInsertId();
}

qint64 runKeyOf(Database &database, const RunKey &run)
{
    return database.number(QStringLiteral("SELECT run_key FROM runs JOIN accounts USING (account_key) "
                                          "WHERE account = ? AND run_id = ?"),
                           run.account.value, run.run.value);
}

} // namespace Runlight
