// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/id.h"

#include <QDateTime>
#include <QUrl>

namespace Runlight {

using DeploymentId = Id<struct DeploymentTag>;

//! What was deployed, or is to be: GitHub writes one for every job with an environment.
struct DeploymentRecord
{
    DeploymentId id;
    QString sha;
    QString ref;
    QString environment;
    QDateTime createdAt; //!< UTC

    friend bool operator==(const DeploymentRecord &, const DeploymentRecord &) = default;
};

//! How a deployment stood at one time.
struct DeploymentStatus
{
    QString state; //!< GitHub's word: "pending", "in_progress", "success", "failure", "inactive", …
    QDateTime createdAt; //!< UTC

    friend bool operator==(const DeploymentStatus &, const DeploymentStatus &) = default;
};

//! How one commit stands to another.
struct CommitComparison
{
    int ahead = 0; //!< Commits that the head has and the base has not.
    int behind = 0;
    QUrl htmlUrl; //!< GitHub's page of the difference; not checked.

    friend bool operator==(const CommitComparison &, const CommitComparison &) = default;
};

} // namespace Runlight
