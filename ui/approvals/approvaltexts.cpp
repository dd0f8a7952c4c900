// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/approvals/approvaltexts.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QLocale>

namespace Runlight {

namespace {

struct ApprovalTexts
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::ApprovalTexts)
};

qint64 secondsLeft(const PendingDeployment &deployment, const QDateTime &now)
{
    if (deployment.waitTimerMinutes <= 0 || !deployment.waitTimerStartedAt.isValid())
        return 0;
    return qMax<qint64>(0, now.secsTo(deployment.waitTimerStartedAt) + qint64(deployment.waitTimerMinutes) * 60);
}

QString whoText(const PendingDeployment &deployment, const QString &login)
{
    QStringList others = deployment.reviewers;
    const bool isNamed = others.removeAll(login) > 0;
    const QString names = QLocale().createSeparatedList(others);
    if (!deployment.currentUserCanApprove)
        return deployment.reviewers.isEmpty()
            ? ApprovalTexts::tr("Needs no review")
            : ApprovalTexts::tr("Only %1", "who may review").arg(QLocale().createSeparatedList(deployment.reviewers));
    if (others.isEmpty())
        return ApprovalTexts::tr("You", "who may review");
    // A team that is named may well be the user's.
    return isNamed ? ApprovalTexts::tr("You or %1", "who may review").arg(names)
                   : ApprovalTexts::tr("You, or anyone of %1", "who may review").arg(names);
}

QString sinceText(const CommitComparison &since, const QString &when)
{
    const QString ahead = since.ahead == 0 && since.behind == 0
        ? ApprovalTexts::tr("The same commit as the last deployment, %1", "when").arg(when)
        : ApprovalTexts::tr("%n commit(s) since the last deployment, %1", "when", since.ahead).arg(when);
    if (since.behind == 0)
        return ahead;
    return ApprovalTexts::tr("%1 · takes back %2", "commits since then, and commits that are lost")
        .arg(ahead, ApprovalTexts::tr("%n commit(s)", nullptr, since.behind));
}

} // namespace

bool isTimerRunning(const PendingDeployment &deployment, const QDateTime &now)
{
    return secondsLeft(deployment, now) > 0;
}

QString timerText(const PendingDeployment &deployment, const QDateTime &now)
{
    if (deployment.waitTimerMinutes <= 0)
        return ApprovalTexts::tr("no wait timer");
    if (!deployment.waitTimerStartedAt.isValid())
        return ApprovalTexts::tr("wait timer of %n minute(s)", nullptr, deployment.waitTimerMinutes);
    const qint64 seconds = secondsLeft(deployment, now);
    if (seconds == 0)
        return ApprovalTexts::tr("wait timer is over");
    if (seconds < 60)
        return ApprovalTexts::tr("wait timer: %1 s left").arg(seconds);
    return ApprovalTexts::tr("wait timer: %1 min left").arg((seconds + 59) / 60);
}

QString reviewersText(const PendingDeployment &deployment, const QString &login, const QDateTime &now)
{
    return ApprovalTexts::tr("%1 · %2", "who may review, and the wait timer")
        .arg(whoText(deployment, login), timerText(deployment, now));
}

QString whyNotReviewable(const PendingDeployment &deployment)
{
    if (deployment.currentUserCanApprove)
        return {};
    if (deployment.reviewers.isEmpty())
        return ApprovalTexts::tr("%1 asks nobody for a review.", "environment").arg(deployment.environment);
    return ApprovalTexts::tr("You are not a reviewer of %1.", "environment").arg(deployment.environment);
}

QString lastDeploymentText(const LastDeployment &last, const QDateTime &now)
{
    switch (last.knowledge) {
    case LastDeployment::Knowledge::Asking:
        return ApprovalTexts::tr("Looking for the last deployment…");
    case LastDeployment::Knowledge::Unknown:
        return ApprovalTexts::tr("Last deployment: not known");
    case LastDeployment::Knowledge::Never:
        return ApprovalTexts::tr("Nothing was deployed here before");
    case LastDeployment::Knowledge::Known:
        break;
    }
    const QString when = relativeTimeText(last.at, now);
    if (last.since)
        return sinceText(*last.since, when);
    return ApprovalTexts::tr("Last deployment: %1, %2", "commit, when").arg(last.sha.left(7), when);
}

QString historyText(const DeploymentReview &review)
{
    const QString who = review.user.login.isEmpty() ? ApprovalTexts::tr("Somebody") : review.user.login;
    const QString where = QLocale().createSeparatedList(review.environments);
    const QString what = review.state == QLatin1String("approved")
        ? ApprovalTexts::tr("%1 approved %2", "who, environments").arg(who, where)
        : review.state == QLatin1String("rejected")
        ? ApprovalTexts::tr("%1 rejected %2", "who, environments").arg(who, where)
        : ApprovalTexts::tr("%1 was asked about %2", "who, environments").arg(who, where);
    return review.comment.isEmpty()
        ? what
        : ApprovalTexts::tr("%1: “%2”", "what was decided, comment").arg(what, review.comment);
}

InlineBar::Notice reviewedMeanwhile(const QStringList &environments, bool anyLeft,
                                    const QList<DeploymentReview> &history)
{
    InlineBar::Notice notice;
    const QString names = QLocale().createSeparatedList(environments);
    notice.headline = anyLeft
        ? ApprovalTexts::tr("%1 does not wait any more", "environments", int(environments.size())).arg(names)
        : ApprovalTexts::tr("Nothing of this run waits for a review any more");
    for (auto review = history.crbegin(); review != history.crend(); ++review) {
        for (const QString &environment : environments) {
            if (review->environments.contains(environment)) {
                notice.detail = historyText(*review);
                return notice;
            }
        }
    }
    return notice;
}

InlineBar::Notice refusedNotice(CommandKind kind, bool approve, const Error &error)
{
    InlineBar::Notice notice;
    notice.kind = InlineBar::Kind::Error;
    notice.headline = kind == CommandKind::ApproveRun ? ApprovalTexts::tr("The run was not approved")
        : approve                                     ? ApprovalTexts::tr("The deployment was not approved")
                                                      : ApprovalTexts::tr("The deployment was not rejected");
    QStringList lines;
    const QString message = error.message.simplified();
    if (!message.isEmpty())
        lines += error.isGitHubsMessage ? ApprovalTexts::tr("GitHub says “%1”").arg(message) : message;
    lines += adviceFor(error);
    notice.detail = lines.join(QLatin1Char('\n'));
    return notice;
}

} // namespace Runlight
