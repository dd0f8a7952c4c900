// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"
#include "core/control/availability.h"
#include "core/control/reviewinquiry.h"
#include "ui/theme/inlinebar.h"

namespace Runlight {

//! Who may review \a deployment, and its timer: "You or platform-team · no wait timer". \a login is the user's own.
QString reviewersText(const PendingDeployment &deployment, const QString &login, const QDateTime &now);
//! Why \a deployment may not be reviewed by the user; empty where it may.
QString whyNotReviewable(const PendingDeployment &deployment);
//! "Wait timer: 12 min left", "wait timer is over", "no wait timer".
QString timerText(const PendingDeployment &deployment, const QDateTime &now);
//! Whether the timer of \a deployment still runs.
bool isTimerRunning(const PendingDeployment &deployment, const QDateTime &now);
//! "6 commits since the last deployment, 2d ago"; what is not known is said to be.
QString lastDeploymentText(const LastDeployment &last, const QDateTime &now);
//! "kim approved staging: “Go”".
QString historyText(const DeploymentReview &review);
//! "staging was reviewed meanwhile", and by whom where \a history tells.
InlineBar::Notice reviewedMeanwhile(const QStringList &environments, bool anyLeft,
                                    const QList<DeploymentReview> &history);
//! What became of a review that failed: GitHub's message, and what can be done.
InlineBar::Notice refusedNotice(CommandKind kind, bool approve, const Error &error);

} // namespace Runlight
