// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/runsearch.h"

namespace Runlight {

namespace {

QString likePattern(QString text)
{
    for (const QLatin1Char special : {QLatin1Char('\\'), QLatin1Char('%'), QLatin1Char('_')})
        text.replace(special, QLatin1Char('\\') + QString(special));
    return QLatin1Char('%') + text + QLatin1Char('%');
}

QString placeholders(qsizetype count)
{
    return QStringList(count, QStringLiteral("?")).join(QLatin1Char(','));
}

//! Builds a WHERE clause of conditions that must all hold.
class Conditions
{
public:
    void add(const QString &condition, const QVariantList &values)
    {
        m_conditions.append(condition);
        m_values += values;
    }

    //! \a condition holds "%1" where the alternatives go.
    template <typename Value>
    void addAny(const QString &condition, const QList<Value> &alternatives)
    {
        if (alternatives.isEmpty())
            return;
        QVariantList values;
        for (const Value &alternative : alternatives)
            values.append(toColumn(alternative));
        add(condition.arg(placeholders(values.size())), values);
    }

    QString where() const
    {
        return m_conditions.isEmpty() ? QString()
                                      : QLatin1String(" WHERE ") + m_conditions.join(QLatin1String(" AND "));
    }
    QVariantList values() const { return m_values; }

private:
    QStringList m_conditions;
    QVariantList m_values;
};

//! One condition that holds where any of its alternatives does.
class Alternatives
{
public:
    void add(const QString &condition, const QStringList &values = {})
    {
        if (condition.contains(QLatin1String("%1")) && values.isEmpty())
            return;
        m_conditions.append(condition.contains(QLatin1String("%1")) ? condition.arg(placeholders(values.size()))
                                                                    : condition);
        for (const QString &value : values)
            m_values.append(toColumn(value));
    }

    void addTo(Conditions &conditions) const
    {
        if (!m_conditions.isEmpty())
            conditions.add(QLatin1Char('(') + m_conditions.join(QLatin1String(" OR ")) + QLatin1Char(')'), m_values);
    }

private:
    QStringList m_conditions;
    QVariantList m_values;
};

void addStatuses(Conditions &conditions, const QList<Status> &statuses)
{
    QStringList known;
    for (int value = int(Status::Unknown) + 1; value <= int(Status::Completed); ++value)
        known.append(statusWord(Status(value)));
    QStringList wanted;
    for (const Status status : statuses) {
        if (status != Status::Unknown)
            wanted.append(statusWord(status));
    }
    Alternatives alternatives;
    alternatives.add(QStringLiteral("status IN (%1)"), wanted);
    if (statuses.contains(Status::Unknown))
        alternatives.add(QStringLiteral("status NOT IN (%1)"), known);
    alternatives.addTo(conditions);
}

void addConclusions(Conditions &conditions, const QList<Conclusion> &conclusions)
{
    QStringList known;
    for (int value = int(Conclusion::Unknown) + 1; value <= int(Conclusion::Stale); ++value)
        known.append(conclusionWord(Conclusion(value)));
    QStringList wanted;
    for (const Conclusion conclusion : conclusions) {
        if (conclusion > Conclusion::Unknown)
            wanted.append(conclusionWord(conclusion));
    }
    Alternatives alternatives;
    alternatives.add(QStringLiteral("conclusion IN (%1)"), wanted);
    // A completed run without a conclusion has one that is not known yet (RunState::of).
    if (conclusions.contains(Conclusion::None))
        alternatives.add(QStringLiteral("(conclusion = '' AND status <> 'completed')"));
    if (conclusions.contains(Conclusion::Unknown)) {
        alternatives.add(QStringLiteral("(conclusion = '' AND status = 'completed')"));
        alternatives.add(QStringLiteral("conclusion NOT IN ('', %1)"), known);
    }
    alternatives.addTo(conditions);
}

void addRepositories(Conditions &conditions, const QList<RepositoryRef> &refs)
{
    Alternatives alternatives;
    for (const RepositoryRef &ref : refs)
        alternatives.add(
            QStringLiteral("runs.repository_key = (SELECT repository_key FROM repositories "
                           "JOIN accounts USING (account_key) WHERE account = ? AND owner = ? AND name = ?)"),
            {ref.account.value, ref.repository.owner, ref.repository.name});
    alternatives.addTo(conditions);
}

void addActors(Conditions &conditions, const QStringList &logins)
{
    Alternatives alternatives;
    alternatives.add(QStringLiteral("actor_login IN (%1)"), logins);
    alternatives.add(QStringLiteral("trigger_login IN (%1)"), logins);
    alternatives.addTo(conditions);
}

QStringList folded(const QStringList &texts)
{
    QStringList result;
    for (const QString &text : texts)
        result.append(text.toCaseFolded());
    return result;
}

Conditions conditionsOf(const RunQuery &query)
{
    QStringList accounts;
    for (const AccountId &account : query.accounts)
        accounts.append(account.value);
    Conditions conditions;
    conditions.addAny(QStringLiteral("runs.account_key IN (SELECT account_key FROM accounts WHERE account IN (%1))"),
                      accounts);
    addRepositories(conditions, query.repositories);
    conditions.addAny(QStringLiteral("workflow_folded IN (%1)"), folded(query.workflows));
    addStatuses(conditions, query.statuses);
    addConclusions(conditions, query.conclusions);
    conditions.addAny(QStringLiteral("head_branch IN (%1)"), query.branches);
    addActors(conditions, query.actors);
    conditions.addAny(QStringLiteral("event IN (%1)"), query.events);
    conditions.addAny(
        QStringLiteral("run_key IN (SELECT run_key FROM run_pull_requests WHERE run_pull_requests.number IN (%1))"),
        query.pullRequests);
    // Between a sha's beginning and the first text behind all that begin with it ("g" follows the last hex digit).
    if (!query.headSha.isEmpty())
        conditions.add(QStringLiteral("head_sha >= ? AND head_sha < ?"),
                       {toColumn(query.headSha), toColumn(query.headSha + QLatin1Char('g'))});
    if (!query.text.isEmpty())
        conditions.add(QStringLiteral("title_folded LIKE ? ESCAPE '\\'"), {likePattern(query.text.toCaseFolded())});
    return conditions;
}

const QString &runSelect()
{
    // CROSS keeps SQLite from beginning with the repositories, which would cost the order its index.
    static const QString sql = QStringLiteral("SELECT %1, owner, name, account, run_key FROM runs "
                                              "CROSS JOIN repositories USING (repository_key) "
                                              "CROSS JOIN accounts ON accounts.account_key = runs.account_key")
                                   .arg(runColumns());
    return sql;
}

} // namespace

RunSearch pageSearch(const RunQuery &query)
{
    const Conditions conditions = conditionsOf(query);
    return {runSelect() + conditions.where()
                + QStringLiteral(" ORDER BY created_at DESC, run_id DESC, run_key DESC LIMIT ? OFFSET ?"),
            conditions.values() << qMax(0, query.limit) << qMax(0, query.offset)};
}

RunSearch countSearch(const RunQuery &query)
{
    const Conditions conditions = conditionsOf(query);
    return {QStringLiteral("SELECT count(*) FROM runs") + conditions.where(), conditions.values()};
}

RunPage findRuns(Database &database, const RunQuery &query)
{
    RunPage page;
    StringPool pool;
    const RunSearch search = pageSearch(query);
    for (Rows rows = database.selectOnce(search.sql, search.values); rows.next();) {
        page.runs.append(readRun(rows, 0, pool));
        page.accounts.append(AccountId{pool.shared(rows.text(runColumnCount()))});
    }
    const RunSearch count = countSearch(query);
    if (Rows rows = database.selectOnce(count.sql, count.values); rows.next())
        page.totalCount = int(rows.integer(0));
    return page;
}

RunChunk nextRuns(Database &database, RunCursor &cursor, int size)
{
    static const QString sql = runSelect()
        + QStringLiteral(" WHERE (created_at, run_id, run_key) < (?, ?, ?) "
                         "ORDER BY created_at DESC, run_id DESC, run_key DESC LIMIT ?");
    RunChunk chunk;
    for (Rows rows = database.select(sql, cursor.createdAt, cursor.id, cursor.key, size); rows.next();) {
        chunk.runs.append(readRun(rows, 0, cursor.pool));
        chunk.accounts.append(AccountId{cursor.pool.shared(rows.text(runColumnCount()))});
        cursor.key = rows.integer(runColumnCount() + 1);
    }
    cursor.atEnd = chunk.runs.size() < size;
    if (!chunk.runs.isEmpty()) {
        const Run &last = chunk.runs.last();
        cursor.createdAt = last.createdAt.isValid() ? last.createdAt.toMSecsSinceEpoch() : noTime;
        cursor.id = last.id.value;
    }
    return chunk;
}

} // namespace Runlight
