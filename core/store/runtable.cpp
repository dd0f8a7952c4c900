// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/runtable.h"

#include "core/github/types/runtransition.h"
#include "core/store/outbox.h"
#include "core/store/runrows.h"

namespace Runlight {

namespace {

//! A run as it stands in the table.
struct KnownRun
{
    qint64 key = 0;
    qint64 repository = 0;
    Run run;
};

std::optional<KnownRun> knownRun(Database &database, qint64 account, RunId id)
{
    static const QString sql = QStringLiteral("SELECT run_key, repository_key, %1, owner, name FROM runs "
                                              "CROSS JOIN repositories USING (repository_key) "
                                              "WHERE runs.account_key = ? AND run_id = ?")
                                   .arg(runColumns());
    StringPool pool;
    Rows rows = database.select(sql, account, id.value);
    if (!rows.next())
        return std::nullopt;
    return KnownRun{rows.integer(0), rows.integer(1), readRun(rows, 2, pool)};
}

//! What RunQuery searches without regard to case, which SQLite knows of ASCII only.
QVariantList foldedValues(const Run &run)
{
    return {toColumn(run.title.toCaseFolded()), toColumn(run.workflowName.toCaseFolded())};
}

qint64 insertRun(Database &database, qint64 account, qint64 repository, const Run &run)
{
    static const QString sql = QStringLiteral("INSERT INTO runs (account_key, repository_key, title_folded, "
                                              "workflow_folded, %1) VALUES (?, ?, ?, ?, %2)")
                                   .arg(runColumns(), runPlaceholders());
    database.execute(sql, QVariantList{toColumn(account), toColumn(repository)} + foldedValues(run) + runValues(run));
    return database.lastInsertId();
}

void updateRun(Database &database, qint64 key, qint64 repository, const Run &run)
{
    static const QString sql = QStringLiteral("UPDATE runs SET (repository_key, title_folded, workflow_folded, %1) "
                                              "= (?, ?, ?, %2) WHERE run_key = ?")
                                   .arg(runColumns(), runPlaceholders());
    database.execute(sql, QVariantList{toColumn(repository)} + foldedValues(run) + runValues(run) << toColumn(key));
}

void keepAttempt(Database &database, qint64 key, qint64 repository, const Run &attempt)
{
    static const QString sql =
        QStringLiteral("INSERT OR REPLACE INTO run_attempts (run_key, repository_key, %1) VALUES (?, ?, %2)")
            .arg(runColumns(), runPlaceholders());
    database.execute(sql, QVariantList{toColumn(key), toColumn(repository)} + runValues(attempt));
}

void savePullRequests(Database &database, qint64 key, const QList<int> &before, const QList<int> &after)
{
    if (before == after)
        return;
    database.exec(QStringLiteral("DELETE FROM run_pull_requests WHERE run_key = ?"), key);
    for (const int number : after)
        database.exec(QStringLiteral("INSERT OR IGNORE INTO run_pull_requests (number, run_key) VALUES (?, ?)"), number,
                      key);
}

bool isNews(RunTransition transition)
{
    return transition == RunTransition::Update || transition == RunTransition::Step
        || transition == RunTransition::Rerun;
}

//! One account's answers, applied run by run.
class RunWriter
{
public:
    RunWriter(Database &database, const AccountId &account, const QDateTime &now)
        : m_database(database)
        , m_account(account)
        , m_accountKey(accountKey(database, account))
        , m_now(now)
    { }

    void save(const Run &seen)
    {
        const std::optional<KnownRun> known = knownRun(m_database, m_accountKey, seen.id);
        if (!known) {
            const qint64 repository = keyOf(seen.repository);
            const qint64 key = insertRun(m_database, m_accountKey, repository, seen);
            savePullRequests(m_database, key, {}, seen.pullRequests);
            note({0, m_account, std::nullopt, seen, m_now}, 0, repository);
            return;
        }
        const RunTransition transition = Runlight::transition(known->run, seen);
        if (isNews(transition))
            change(*known, seen, transition);
    }

    QList<RunChange> takeChanges() { return std::move(m_changes); }

private:
    void change(const KnownRun &known, const Run &seen, RunTransition transition)
    {
        const qint64 repository = keyOf(seen.repository);
        if (transition == RunTransition::Rerun)
            keepAttempt(m_database, known.key, known.repository, known.run);
        updateRun(m_database, known.key, repository, seen);
        savePullRequests(m_database, known.key, known.run.pullRequests, seen.pullRequests);
        note({0, m_account, known.run, seen, m_now}, known.repository, repository);
    }

    void note(RunChange change, qint64 repositoryBefore, qint64 repositoryAfter)
    {
        putInOutbox(m_database, change, m_accountKey, repositoryBefore, repositoryAfter);
        m_changes.append(std::move(change));
    }

    qint64 keyOf(const RepoName &repository)
    {
        qint64 &key = m_repositoryKeys[repository];
        if (!key)
            key = repositoryKey(m_database, m_accountKey, repository);
        return key;
    }

    Database &m_database;
    AccountId m_account;
    qint64 m_accountKey;
    QDateTime m_now;
    QHash<RepoName, qint64> m_repositoryKeys;
    QList<RunChange> m_changes;
};

std::optional<Run> knownAttempt(Database &database, qint64 key, int attempt)
{
    static const QString sql = QStringLiteral("SELECT %1, owner, name FROM run_attempts "
                                              "CROSS JOIN repositories USING (repository_key) "
                                              "WHERE run_key = ? AND attempt = ?")
                                   .arg(runColumns());
    StringPool pool;
    Rows rows = database.select(sql, key, attempt);
    return rows.next() ? std::optional(readRun(rows, 0, pool)) : std::nullopt;
}

} // namespace

QList<RunChange> saveRuns(Database &database, const AccountId &account, const QList<Run> &runs, const QDateTime &now)
{
    RunWriter writer(database, account, now);
    for (const Run &run : runs)
        writer.save(run);
    return writer.takeChanges();
}

bool saveAttempt(Database &database, const AccountId &account, const Run &attempt)
{
    const qint64 accountKey = Runlight::accountKey(database, account);
    const std::optional<KnownRun> latest = knownRun(database, accountKey, attempt.id);
    if (!latest || attempt.attempt >= latest->run.attempt)
        return false;
    const std::optional<Run> known = knownAttempt(database, latest->key, attempt.attempt);
    if (known && !isNews(transition(*known, attempt)))
        return false;
    keepAttempt(database, latest->key, repositoryKey(database, accountKey, attempt.repository), attempt);
    return true;
}

bool removeRun(Database &database, const RunKey &run)
{
    return database.exec(QStringLiteral("DELETE FROM runs WHERE run_key = ?"), runKeyOf(database, run)) > 0;
}

std::optional<Run> findRun(Database &database, const RunKey &run)
{
    const qint64 account =
        database.number(QStringLiteral("SELECT account_key FROM accounts WHERE account = ?"), run.account.value);
    std::optional<KnownRun> known = knownRun(database, account, run.run);
    return known ? std::optional(std::move(known->run)) : std::nullopt;
}

QList<Run> pastAttempts(Database &database, const RunKey &run)
{
    static const QString sql = QStringLiteral("SELECT %1, owner, name FROM run_attempts "
                                              "CROSS JOIN repositories USING (repository_key) "
                                              "WHERE run_key = ? ORDER BY attempt")
                                   .arg(runColumns());
    QList<Run> attempts;
    StringPool pool;
    for (Rows rows = database.select(sql, runKeyOf(database, run)); rows.next();)
        attempts.append(readRun(rows, 0, pool));
    return attempts;
}

} // namespace Runlight
