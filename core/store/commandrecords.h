// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace Runlight {

//! One line of the audit record: who did what, when, and what came of it. Holds no secrets.
struct CommandRecord
{
    qint64 id = 0; //!< The store's.
    QDateTime at; //!< UTC
    QDateTime endedAt; //!< UTC; invalid while it is under way.
    AccountId account;
    RepoName repository;
    RunId run; //!< Invalid for what is of a workflow.
    int attempt = 0; //!< Of the run, as the store knew it; 0 where it did not.
    QString action; //!< "rerun_failed"; never translated.
    QString details; //!< What it was about beside the run, such as "environments 4 7, approved: Looks good".
    //! "requested", "done", "interrupted" (by the program's end) or an error kind's name. Of what is dispatched also
    //! dispatchStateWord() of an end that is neither done nor refused: "lost".
    QString result;
    QString message; //!< GitHub's or ours, where it failed.

    friend bool operator==(const CommandRecord &, const CommandRecord &) = default;
};

//! Which records, newest first. An empty field does not restrict.
struct CommandRecordQuery
{
    QList<AccountId> accounts;
    std::optional<RunKey> run;
    QString action;
    int limit = 200;
};

//! "Rerun failed when it finishes", asked for and not done yet.
struct PendingRerun
{
    RunKey run;
    RepoName repository;
    int attempt = 1; //!< That has to complete first.
    bool debugLogging = false;
    QDateTime askedAt; //!< UTC
    bool isSending = false; //!< From before it is sent until its answer is known.

    friend bool operator==(const PendingRerun &, const PendingRerun &) = default;
};

//! What a finished run came to, at its latest attempt that is known whole: for scripts and history.
struct RunReport
{
    struct JobResult
    {
        JobId id;
        QString name;
        RunState state;
        qint64 durationMs = -1; //!< -1 where unknown, as of a skipped one.

        friend bool operator==(const JobResult &, const JobResult &) = default;
    };
    struct ArtifactResult
    {
        ArtifactId id;
        QString name;
        qint64 sizeBytes = 0;
        QString digest;

        friend bool operator==(const ArtifactResult &, const ArtifactResult &) = default;
    };

    RunKey run;
    RepoName repository;
    int attempt = 1;
    RunState state;
    int totalJobs = 0;
    int successfulJobs = 0; //!< success and neutral.
    int failedJobs = 0; //!< failure, timed_out and startup_failure.
    int skippedJobs = 0; //!< The rest was cancelled.
    qint64 durationMs = -1;
    QDateTime completedAt; //!< UTC
    QList<JobResult> jobs;
    QList<ArtifactResult> artifacts;
    QUrl logs; //!< Of the API: the zip of this attempt's logs.

    friend bool operator==(const RunReport &, const RunReport &) = default;
};

} // namespace Runlight
