// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/runtexts.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QLocale>

namespace Runlight {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::RunTexts)
};

constexpr int mostNamed = 3;

QString reviewers(const PendingDeployment &deployment)
{
    return QLocale().createSeparatedList(deployment.reviewers);
}

//! Where the user is not asked.
QString headlineFor(const PendingDeployment &deployment)
{
    if (!deployment.reviewers.isEmpty())
        return Texts::tr("%1 is waiting for review by %2", "environment, reviewers")
            .arg(deployment.environment, reviewers(deployment));
    if (deployment.waitTimerMinutes > 0)
        return Texts::tr("%1 is waiting for its timer", "environment").arg(deployment.environment);
    return Texts::tr("%1 is waiting for review", "environment").arg(deployment.environment);
}

//! A notice stays a notice, however many there are.
QStringList few(QStringList texts)
{
    const auto more = int(texts.size()) - mostNamed;
    if (more <= 1) // one more is as short as its count
        return texts;
    texts = texts.mid(0, mostNamed);
    return texts << Texts::tr("%n more", nullptr, more);
}

} // namespace

QString outcomeText(const Run &run, const QDateTime &now)
{
    if (run.state.status == Status::InProgress)
        return Texts::tr("started %1", "such as: started 2m ago").arg(relativeTimeText(run.startedAt, now));
    return Texts::tr("%1 %2", "state and when, such as: failed 2m ago")
        .arg(stateText(run.state), relativeTimeText(run.updatedAt, now));
}

QString causeText(const Run &run)
{
    if (run.actor.login.isEmpty() || run.event == QLatin1String("schedule"))
        return run.event;
    return Texts::tr("%1 by %2", "event and who caused it, such as: push by kim").arg(run.event, run.actor.login);
}

QString branchText(const Run &run)
{
    const auto head = RepoName::parse(run.headRepository);
    if (!head || *head == run.repository)
        return run.headBranch;
    return head->owner + QLatin1Char(':') + run.headBranch;
}

QString reviewText(const PendingDeployment &deployment)
{
    if (deployment.currentUserCanApprove)
        return Texts::tr("Waiting for your review");
    if (!deployment.reviewers.isEmpty())
        return Texts::tr("Waiting for review by %1").arg(reviewers(deployment));
    if (deployment.waitTimerMinutes > 0)
        return Texts::tr("Waiting for its timer");
    return Texts::tr("Waiting for review");
}

QString waitTimerText(const PendingDeployment &deployment, const QDateTime &now)
{
    if (deployment.waitTimerMinutes <= 0 || !deployment.waitTimerStartedAt.isValid())
        return {};
    const qint64 seconds = now.secsTo(deployment.waitTimerStartedAt) + deployment.waitTimerMinutes * 60;
    if (seconds <= 0)
        return {};
    return Texts::tr("%1 min left", "wait timer").arg((seconds + 59) / 60);
}

ReviewNotice reviewNotice(const QList<PendingDeployment> &deployments, const QDateTime &now)
{
    QStringList mine;
    QStringList lines;
    QStringList timers;
    for (const PendingDeployment &deployment : deployments) {
        if (deployment.currentUserCanApprove)
            mine += deployment.environment;
        else
            lines += headlineFor(deployment);
        const QString timer = waitTimerText(deployment, now);
        if (!timer.isEmpty())
            timers += Texts::tr("Wait timer of %1: %2", "environment, time left").arg(deployment.environment, timer);
    }
    ReviewNotice notice;
    if (mine.size() == 1)
        notice.headline = Texts::tr("%1 is waiting for your review", "environment").arg(mine.first());
    else if (!mine.isEmpty())
        notice.headline =
            Texts::tr("%1 are waiting for your review", "environments").arg(QLocale().createSeparatedList(few(mine)));
    else if (!lines.isEmpty())
        notice.headline = lines.takeFirst();
    notice.detail = few(lines + timers).join(QLatin1Char('\n'));
    return notice;
}

ReviewNotice approvalNotice(const Run &run)
{
    const bool isForks = !run.headRepository.isEmpty() && run.headRepository != run.repository.fullName();
    return {Texts::tr("This run waits for an approval to begin"),
            isForks ? Texts::tr("It would run what is in %1", "repository").arg(run.headRepository) : QString()};
}

} // namespace Runlight
