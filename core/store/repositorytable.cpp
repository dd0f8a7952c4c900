// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/repositorytable.h"

#include "core/store/runrows.h"

namespace Runlight {

namespace {

// Columns repository_id, owner, …, is_archived.
Repository readRepository(const Rows &rows, int first)
{
    return {RepositoryId{rows.integer(first)},
            RepoName{rows.text(first + 1), rows.text(first + 2)},
            rows.text(first + 3),
            rows.text(first + 4),
            rows.time(first + 5),
            rows.flag(first + 6),
            rows.flag(first + 7),
            rows.flag(first + 8)};
}

const QString repositoryColumns()
{
    return QStringLiteral("repository_id, owner, name, description, default_branch, pushed_at, is_private, is_fork, "
                          "is_archived");
}

//! By name, else by id: then it was renamed, and its runs come with it.
qint64 keyOfSeen(Database &database, qint64 account, const Repository &seen)
{
    const qint64 byName = database.number(
        QStringLiteral("SELECT repository_key FROM repositories WHERE account_key = ? AND owner = ? AND name = ?"),
        account, seen.name.owner, seen.name.name);
    if (byName || !seen.id.isValid())
        return byName;
    return database.number(
        QStringLiteral("SELECT repository_key FROM repositories WHERE account_key = ? AND repository_id = ?"), account,
        seen.id.value);
}

bool saveRepository(Database &database, qint64 account, const Repository &seen)
{
    qint64 key = keyOfSeen(database, account, seen);
    if (!key)
        key = repositoryKey(database, account, seen.name);
    {
        Rows rows = database.select(
            QStringLiteral("SELECT %1 FROM repositories WHERE repository_key = ?").arg(repositoryColumns()), key);
        // The spelling of a name may change while it stays the same name.
        if (rows.next() && readRepository(rows, 0) == seen && rows.text(1) == seen.name.owner
            && rows.text(2) == seen.name.name)
            return false;
    }
    database.exec(QStringLiteral("UPDATE repositories SET (%1) = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE repository_key = ?")
                      .arg(repositoryColumns()),
                  seen.id.value, seen.name.owner, seen.name.name, seen.description, seen.defaultBranch, seen.pushedAt,
                  seen.isPrivate, seen.isFork, seen.isArchived, key);
    return true;
}

QList<Workflow> readWorkflows(Database &database, qint64 repository)
{
    QList<Workflow> workflows;
    for (Rows rows = database.select(QStringLiteral("SELECT workflow_id, name, path, state, created_at, updated_at, "
                                                    "html_url FROM workflows WHERE repository_key = ? "
                                                    "ORDER BY position"),
                                     repository);
         rows.next();) {
        Workflow workflow{WorkflowId{rows.integer(0)},
                          rows.text(1),
                          rows.text(2),
                          WorkflowState::Unknown,
                          rows.text(3),
                          rows.time(4),
                          rows.time(5),
                          rows.url(6)};
        workflow.state = workflowStateFromWord(workflow.stateText);
        workflows.append(workflow);
    }
    return workflows;
}

} // namespace

bool saveRepositories(Database &database, const AccountId &account, const QList<Repository> &repositories)
{
    const qint64 key = accountKey(database, account);
    bool changed = false;
    for (const Repository &repository : repositories)
        changed |= saveRepository(database, key, repository);
    return changed;
}

bool saveWorkflows(Database &database, const RepositoryRef &ref, const QList<Workflow> &workflows)
{
    const qint64 repository = repositoryKey(database, accountKey(database, ref.account), ref.repository);
    if (readWorkflows(database, repository) == workflows)
        return false;
    database.exec(QStringLiteral("DELETE FROM workflows WHERE repository_key = ?"), repository);
    int position = 0;
    for (const Workflow &workflow : workflows)
        database.exec(QStringLiteral("INSERT INTO workflows (repository_key, position, workflow_id, name, path, state, "
                                     "created_at, updated_at, html_url) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                      repository, position++, workflow.id.value, workflow.name, workflow.path, workflow.stateText,
                      workflow.createdAt, workflow.updatedAt, workflow.htmlUrl);
    return true;
}

bool updateWorkflow(Database &database, const RepositoryRef &ref, const Workflow &workflow)
{
    const qint64 repository = repositoryKey(database, accountKey(database, ref.account), ref.repository);
    QList<Workflow> workflows = readWorkflows(database, repository);
    for (Workflow &known : workflows) {
        if (known.id == workflow.id)
            known = workflow;
    }
    return saveWorkflows(database, ref, workflows);
}

QList<StoredRepository> storedRepositories(Database &database)
{
    QList<StoredRepository> repositories;
    for (Rows rows = database.select(QStringLiteral("SELECT repository_key, account, %1 FROM repositories "
                                                    "JOIN accounts USING (account_key) ORDER BY account, owner, name")
                                         .arg(repositoryColumns()));
         rows.next();)
        repositories.append(
            {AccountId{rows.text(1)}, readRepository(rows, 2), readWorkflows(database, rows.integer(0))});
    return repositories;
}

QList<RunKey> applyRetention(Database &database, const Retention &retention, const QDateTime &now)
{
    QList<std::pair<qint64, AccountId>> repositories;
    for (Rows rows = database.select(
             QStringLiteral("SELECT repository_key, account FROM repositories JOIN accounts USING (account_key)"));
         rows.next();)
        repositories.append({rows.integer(0), AccountId{rows.text(1)}});
    QList<RunKey> removed;
    for (const auto &[repository, account] : repositories) {
        for (Rows rows = database.select(QStringLiteral("DELETE FROM runs WHERE repository_key = ? "
                                                        "AND status = 'completed' AND max(created_at, updated_at) < ? "
                                                        "AND run_key NOT IN "
                                                        "(SELECT run_key FROM runs WHERE repository_key = ? "
                                                        "ORDER BY created_at DESC, run_id DESC LIMIT ?) "
                                                        "RETURNING run_id"),
                                         repository, now.addDays(-retention.days), repository,
                                         qMax(0, retention.minRunsPerRepository));
             rows.next();)
            removed.append({account, RunId{rows.integer(0)}});
    }
    return removed;
}

} // namespace Runlight
