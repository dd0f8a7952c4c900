// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/id.h"
#include "core/github/types/user.h"

#include <QDateTime>
#include <QStringList>

namespace Runlight {

//! A deployment of a run that waits for a review or a timer.
struct PendingDeployment
{
    EnvironmentId environmentId;
    QString environment;
    int waitTimerMinutes = 0;
    QDateTime waitTimerStartedAt; //!< UTC
    bool currentUserCanApprove = false;
    QStringList reviewers; //!< Logins of users and slugs of teams.

    friend bool operator==(const PendingDeployment &, const PendingDeployment &) = default;
};

//! What somebody decided about deployments of a run.
struct DeploymentReview
{
    QString state; //!< GitHub's word: "approved", "rejected" or "pending".
    QString comment;
    User user;
    QStringList environments;

    friend bool operator==(const DeploymentReview &, const DeploymentReview &) = default;
};

struct Environment
{
    EnvironmentId id;
    QString name;
    int waitTimerMinutes = 0;
    QStringList reviewers;

    friend bool operator==(const Environment &, const Environment &) = default;
};

} // namespace Runlight
