// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/migrations.h"

#include "core/store/database.h"

#include <iterator>

namespace Runlight {

namespace {

// The columns of one run at one attempt, the same in every table that holds runs (see runrows.h).
#define RUN_COLUMNS                                                                                                    \
    "run_id INTEGER NOT NULL,"                                                                                         \
    "workflow_id INTEGER NOT NULL,"                                                                                    \
    "workflow_name TEXT NOT NULL,"                                                                                     \
    "workflow_path TEXT NOT NULL,"                                                                                     \
    "title TEXT NOT NULL,"                                                                                             \
    "number INTEGER NOT NULL,"                                                                                         \
    "attempt INTEGER NOT NULL,"                                                                                        \
    "status TEXT NOT NULL,"                                                                                            \
    "conclusion TEXT NOT NULL,"                                                                                        \
    "event TEXT NOT NULL,"                                                                                             \
    "head_branch TEXT NOT NULL,"                                                                                       \
    "head_sha TEXT NOT NULL COLLATE NOCASE,"                                                                           \
    "head_repository TEXT NOT NULL,"                                                                                   \
    "actor_id INTEGER NOT NULL,"                                                                                       \
    "actor_login TEXT NOT NULL COLLATE NOCASE,"                                                                        \
    "actor_type TEXT NOT NULL,"                                                                                        \
    "trigger_id INTEGER NOT NULL,"                                                                                     \
    "trigger_login TEXT NOT NULL COLLATE NOCASE,"                                                                      \
    "trigger_type TEXT NOT NULL,"                                                                                      \
    "pull_requests TEXT NOT NULL,"                                                                                     \
    "created_at INTEGER NOT NULL,"                                                                                     \
    "updated_at INTEGER NOT NULL,"                                                                                     \
    "started_at INTEGER NOT NULL,"                                                                                     \
    "html_url TEXT NOT NULL"

// Times are UTC milliseconds. Keys (…_key) are the store's own numbers, ids are GitHub's. Statuses and conclusions are
// GitHub's own words, so that one we do not know is kept.
constexpr const char *version1 = R"(
PRAGMA application_id = 1383427660;

CREATE TABLE accounts (
    account_key INTEGER PRIMARY KEY,
    account TEXT NOT NULL UNIQUE
);

CREATE TABLE repositories (
    repository_key INTEGER PRIMARY KEY,
    account_key INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    owner TEXT NOT NULL COLLATE NOCASE,
    name TEXT NOT NULL COLLATE NOCASE,
    repository_id INTEGER NOT NULL DEFAULT 0,
    description TEXT NOT NULL DEFAULT '',
    default_branch TEXT NOT NULL DEFAULT '',
    pushed_at INTEGER NOT NULL DEFAULT -9223372036854775808,
    is_private INTEGER NOT NULL DEFAULT 0,
    is_fork INTEGER NOT NULL DEFAULT 0,
    is_archived INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account_key, owner, name)
);
CREATE INDEX repositories_by_id ON repositories (account_key, repository_id);

CREATE TABLE workflows (
    repository_key INTEGER NOT NULL REFERENCES repositories ON DELETE CASCADE,
    position INTEGER NOT NULL,
    workflow_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    html_url TEXT NOT NULL,
    PRIMARY KEY (repository_key, position)
);

CREATE TABLE runs (
    run_key INTEGER PRIMARY KEY,
    account_key INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    repository_key INTEGER NOT NULL REFERENCES repositories,
    title_folded TEXT NOT NULL,
    workflow_folded TEXT NOT NULL,
    )" RUN_COLUMNS R"(,
    UNIQUE (account_key, run_id)
);
CREATE INDEX runs_by_time ON runs (created_at, run_id);
CREATE INDEX runs_by_account ON runs (account_key, created_at, run_id);
CREATE INDEX runs_by_repository ON runs (repository_key, created_at, run_id);
CREATE INDEX runs_by_workflow ON runs (workflow_folded, created_at, run_id);
CREATE INDEX runs_by_status ON runs (status, created_at, run_id);
CREATE INDEX runs_by_conclusion ON runs (conclusion, created_at, run_id);
CREATE INDEX runs_by_branch ON runs (head_branch, created_at, run_id);
CREATE INDEX runs_by_actor ON runs (actor_login, created_at, run_id);
CREATE INDEX runs_by_trigger ON runs (trigger_login, created_at, run_id);
CREATE INDEX runs_by_event ON runs (event, created_at, run_id);
CREATE INDEX runs_by_sha ON runs (head_sha, created_at, run_id);

CREATE TABLE run_pull_requests (
    number INTEGER NOT NULL,
    run_key INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    PRIMARY KEY (number, run_key)
);
CREATE INDEX pull_requests_by_run ON run_pull_requests (run_key);

CREATE TABLE run_attempts (
    run_key INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    repository_key INTEGER NOT NULL REFERENCES repositories,
    )" RUN_COLUMNS R"(,
    PRIMARY KEY (run_key, attempt)
);

CREATE TABLE jobs (
    job_key INTEGER PRIMARY KEY,
    run_key INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    position INTEGER NOT NULL,
    job_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    completed_at INTEGER NOT NULL,
    runner_name TEXT NOT NULL,
    labels TEXT NOT NULL,
    html_url TEXT NOT NULL
);
CREATE INDEX jobs_by_run ON jobs (run_key, attempt, position);

CREATE TABLE steps (
    job_key INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    completed_at INTEGER NOT NULL,
    PRIMARY KEY (job_key, position)
);

CREATE TABLE artifacts (
    run_key INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    position INTEGER NOT NULL,
    artifact_id INTEGER NOT NULL,
    artifact_run_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    digest TEXT NOT NULL,
    expired INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (run_key, position)
);

CREATE TABLE annotations (
    run_key INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    job_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    level TEXT NOT NULL,
    path TEXT NOT NULL,
    start_line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    title TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (run_key, job_id, position)
);

CREATE TABLE pending_deployments (
    run_key INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    position INTEGER NOT NULL,
    environment_id INTEGER NOT NULL,
    environment TEXT NOT NULL,
    wait_timer_minutes INTEGER NOT NULL,
    wait_timer_started_at INTEGER NOT NULL,
    current_user_can_approve INTEGER NOT NULL,
    reviewers TEXT NOT NULL,
    PRIMARY KEY (run_key, position)
);

CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    account_key INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    at INTEGER NOT NULL
);

CREATE TABLE change_runs (
    sequence INTEGER NOT NULL REFERENCES changes ON DELETE CASCADE,
    is_after INTEGER NOT NULL,
    repository_key INTEGER NOT NULL REFERENCES repositories,
    )" RUN_COLUMNS R"(,
    PRIMARY KEY (sequence, is_after)
);

CREATE TABLE responses (
    response_key TEXT PRIMARY KEY,
    etag BLOB NOT NULL,
    body BLOB NOT NULL,
    next TEXT NOT NULL,
    size INTEGER NOT NULL,
    used INTEGER NOT NULL
);
CREATE INDEX responses_by_use ON responses (used, size);
)";

#undef RUN_COLUMNS

// What is folded in the logs that were looked at, in the viewer's own words.
constexpr const char *version2 = R"(
CREATE TABLE log_folds (
    run_key INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    job_id INTEGER NOT NULL,
    saved INTEGER NOT NULL,
    folds BLOB NOT NULL,
    PRIMARY KEY (run_key, job_id)
);
CREATE INDEX log_folds_by_age ON log_folds (saved);
)";

// Workflows started by hand. Not tied to the repositories: one that was never looked at can be dispatched to.
constexpr const char *version3 = R"(
CREATE TABLE dispatches (
    dispatch_key INTEGER PRIMARY KEY,
    account_key INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    owner TEXT NOT NULL COLLATE NOCASE,
    name TEXT NOT NULL COLLATE NOCASE,
    workflow_id INTEGER NOT NULL,
    correlation TEXT NOT NULL,
    git_ref TEXT NOT NULL,
    inputs TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    candidates TEXT NOT NULL,
    message TEXT NOT NULL,
    http_status INTEGER NOT NULL,
    UNIQUE (account_key, owner, name, workflow_id, correlation)
);
CREATE INDEX dispatches_by_run ON dispatches (account_key, run_id);
CREATE INDEX dispatches_by_state ON dispatches (account_key, state);
)";

// What was done to runs, what is to be done to them, and what they came to.
constexpr const char *version4 = R"(
CREATE TABLE commands (
    command_id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    account TEXT NOT NULL,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    action TEXT NOT NULL,
    details TEXT NOT NULL,
    result TEXT NOT NULL,
    message TEXT NOT NULL
);
CREATE INDEX commands_by_run ON commands (run_id, account);
CREATE INDEX commands_by_action ON commands (action);
CREATE INDEX commands_by_result ON commands (result);

CREATE TABLE pending_reruns (
    account TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    debug_logging INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    is_sending INTEGER NOT NULL,
    PRIMARY KEY (account, run_id)
);

CREATE TABLE run_reports (
    run_key INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    status TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    total_jobs INTEGER NOT NULL,
    successful_jobs INTEGER NOT NULL,
    failed_jobs INTEGER NOT NULL,
    skipped_jobs INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    completed_at INTEGER NOT NULL,
    jobs TEXT NOT NULL,
    artifacts TEXT NOT NULL,
    logs TEXT NOT NULL
);
CREATE INDEX run_reports_by_time ON run_reports (completed_at);
)";

// Downloads of artifacts. They outlive the runs that they are of.
constexpr const char *version5 = R"(
CREATE TABLE transfers (
    transfer_id INTEGER PRIMARY KEY,
    account_key INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    owner TEXT NOT NULL,
    repository TEXT NOT NULL,
    run_id INTEGER NOT NULL,
    artifact_id INTEGER NOT NULL,
    artifact_run_id INTEGER NOT NULL,
    artifact_name TEXT NOT NULL,
    artifact_bytes INTEGER NOT NULL,
    digest TEXT NOT NULL,
    expired INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    folder TEXT NOT NULL,
    state TEXT NOT NULL,
    place TEXT NOT NULL,
    is_folder INTEGER NOT NULL,
    is_verified INTEGER NOT NULL,
    total_bytes INTEGER NOT NULL,
    unpacked_bytes INTEGER NOT NULL,
    error_kind TEXT NOT NULL,
    error_status INTEGER NOT NULL,
    error_message TEXT NOT NULL,
    error_permission TEXT NOT NULL,
    left_out TEXT NOT NULL,
    left_out_count INTEGER NOT NULL,
    renamed_count INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL
);
)";

// Repository events sent by hand. What they held is not kept.
constexpr const char *version6 = R"(
CREATE TABLE repository_events (
    account_key INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    owner TEXT NOT NULL COLLATE NOCASE,
    name TEXT NOT NULL COLLATE NOCASE,
    correlation TEXT NOT NULL,
    event_type TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (account_key, owner, name, correlation)
);
)";

constexpr const char *versions[] = {version1, version2, version3, version4, version5, version6};

} // namespace

int latestStoreVersion()
{
    return int(std::size(versions));
}

QStringList migration(int version)
{
    QStringList statements;
    const QStringList parts = QString::fromLatin1(versions[version - 1]).split(QLatin1Char(';'));
    for (const QString &part : parts) {
        if (const QString statement = part.trimmed(); !statement.isEmpty())
            statements.append(statement);
    }
    return statements;
}

void migrate(Database &database, int version)
{
    const int present = int(database.number(QStringLiteral("PRAGMA user_version")));
    for (int next = present + 1; next <= version && !database.hasFault(); ++next) {
        const std::optional<StorageFault> fault = database.transaction(Database::Access::Write, [&database, next] {
            const QStringList statements = migration(next);
            for (const QString &statement : statements)
                database.exec(statement);
            database.exec(QStringLiteral("PRAGMA user_version = %1").arg(next));
            return true;
        });
        if (fault)
            database.setFault(*fault);
    }
}

} // namespace Runlight
