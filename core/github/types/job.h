// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/accounts/account.h"
#include "core/base/id.h"
#include "core/github/types/status.h"

#include <QDateTime>
#include <QList>
#include <QStringList>
#include <QUrl>

namespace Runlight {

//! One step of a job. Times are UTC; invalid where the step has not begun or ended.
struct Step
{
    int number = 0; //!< From 1, with gaps.
    QString name;
    RunState state;
    QDateTime startedAt;
    QDateTime completedAt;

    friend bool operator==(const Step &, const Step &) = default;
};

//! A job as one account sees it. Job ids are unique on a host.
struct JobKey
{
    AccountId account;
    JobId job;

    friend bool operator==(const JobKey &, const JobKey &) = default;
    friend size_t qHash(const JobKey &key, size_t seed = 0) { return qHashMulti(seed, key.account, key.job); }
};

//! One job of one attempt of a run. A job's id is also the id of its check run.
struct Job
{
    JobId id;
    RunId runId;
    int attempt = 1;
    QString name;
    RunState state;
    QDateTime createdAt;
    QDateTime startedAt;
    QDateTime completedAt;
    QString runnerName;
    QStringList labels;
    QList<Step> steps;
    QUrl htmlUrl;

    friend bool operator==(const Job &, const Job &) = default;
};

} // namespace Runlight
