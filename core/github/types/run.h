// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/accounts/account.h"
#include "core/base/id.h"
#include "core/github/types/reponame.h"
#include "core/github/types/status.h"
#include "core/github/types/user.h"

#include <QDateTime>
#include <QList>
#include <QUrl>

#include <optional>

namespace Runlight {

//! A repository as one account sees it.
struct RepositoryRef
{
    AccountId account;
    RepoName repository;

    friend bool operator==(const RepositoryRef &, const RepositoryRef &) = default;
    friend size_t qHash(const RepositoryRef &ref, size_t seed = 0) { return qHashMulti(seed, ref.account, ref.repository); }
};

//! A run as one account sees it. Run ids are unique on a host.
struct RunKey
{
    AccountId account;
    RunId run;

    friend bool operator==(const RunKey &, const RunKey &) = default;
    friend size_t qHash(const RunKey &key, size_t seed = 0) { return qHashMulti(seed, key.account, key.run); }
};

//! One workflow run at its latest known attempt. All times are UTC; invalid where GitHub gave none.
struct Run
{
    RunId id;
    RepoName repository;
    WorkflowId workflowId;
    QString workflowName;
    QString workflowPath;
    QString title; //!< `display_title`: the commit's or pull request's first line, or the run-name.
    qint64 number = 0; //!< `run_number`: counts the workflow's runs.
    int attempt = 1; //!< `run_attempt`: counts reruns, from 1.
    RunState state;
    QString event;
    QString headBranch;
    QString headSha;
    QString headRepository; //!< OWNER/NAME that the head commit lives in; differs for a fork's pull request.
    User actor;
    User triggeringActor; //!< Who started this attempt.
    QList<int> pullRequests;
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime startedAt; //!< `run_started_at`: when this attempt began.
    QUrl htmlUrl;

    //! Wall time in ms of a completed run's latest attempt, of an unfinished one until \a now; -1 where unknown.
    qint64 durationMs(const QDateTime &now) const;

    friend bool operator==(const Run &, const Run &) = default;
};

//! A real change of one run: the value that models, notices and later the gateway hang on.
struct RunChange
{
    qint64 sequence = 0; //!< The store's number of this change; grows by time, never used twice.
    AccountId account;
    std::optional<Run> before; //!< Empty for a run that was not known.
    Run after;
    QDateTime at; //!< UTC. When Runlight learned of it.

    RunKey key() const { return {account, after.id}; }
};

} // namespace Runlight
