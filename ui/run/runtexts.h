// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/deployment.h"
#include "core/github/types/run.h"

#include <QString>

namespace Runlight {

//! How it stands and since when: "failed 2m ago", "queued 5m ago".
QString outcomeText(const Run &run, const QDateTime &now);
//! "push by kim", or the event alone where nobody caused it.
QString causeText(const Run &run);
//! The branch; with its owner where it lives in a fork ("lee:fix").
QString branchText(const Run &run);

//! "Waiting for your review", "Waiting for review by platform-team", …
QString reviewText(const PendingDeployment &deployment);
//! "12 min left"; empty where no timer runs.
QString waitTimerText(const PendingDeployment &deployment, const QDateTime &now);

//! The pending reviews of a run in one notice.
struct ReviewNotice
{
    QString headline;
    QString detail; //!< What else is waiting and the timers, one a line.
};

ReviewNotice reviewNotice(const QList<PendingDeployment> &deployments, const QDateTime &now);
//! Of a run that GitHub does not let begin before somebody approves it, such as a fork's.
ReviewNotice approvalNotice(const Run &run);

} // namespace Runlight
