// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/availability.h"

#include "core/control/commandrequest.h"

#include <QCoreApplication>

#include <algorithm>

namespace Runlight {

namespace {

struct WhyNot
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::Availability)
};

//! A sentence why not, or nothing.
using Objection = std::optional<QString>;

Objection objectionOfAccount(CommandKind kind, const CommandKnowledge &knowledge)
{
    if (!knowledge.isSignedIn)
        return WhyNot::tr("Sign in with a token that may do this.");
    const QString permission = permissionOf(kind);
    if (knowledge.refusedPermissions.contains(permission))
        return WhyNot::tr("The token needs the permission “%1”.").arg(permission);
    const auto &scopes = knowledge.tokenScopes;
    if (scopes && !scopes->contains(QLatin1String("repo")) && !scopes->contains(QLatin1String("public_repo")))
        return WhyNot::tr("The token needs the scope “%1”.").arg(QLatin1String("repo"));
    return {};
}

Objection objectionOfRequested(CommandKind kind, const CommandKnowledge &knowledge)
{
    if (!knowledge.requested)
        return {};
    const CommandKind requested = *knowledge.requested;
    if (requested == CommandKind::DeleteRun)
        return WhyNot::tr("The run is being deleted.");
    if (isRerun(kind) && isRerun(requested))
        return WhyNot::tr("A rerun has been requested.");
    if (kind == requested)
        return WhyNot::tr("This has been requested already.");
    return {};
}

bool anyFailed(const RunFacts &facts)
{
    if (!facts.jobs)
        return facts.run.state.isFailure() || facts.run.state.conclusion == Conclusion::Cancelled;
    return std::any_of(facts.jobs->begin(), facts.jobs->end(), [](const Job &job) {
        return job.state.isFailure() || job.state.conclusion == Conclusion::Cancelled;
    });
}

Objection objectionToRerun(const RunFacts &facts, const QDateTime &now)
{
    const Run &run = facts.run;
    if (run.createdAt.isValid() && run.createdAt.addDays(rerunDays) < now)
        return WhyNot::tr("GitHub reruns only what was created within the last %n day(s).", nullptr, rerunDays);
    if (run.attempt > mostReruns)
        return WhyNot::tr("The run has been rerun %n time(s), which is the most that GitHub does.", nullptr,
                          mostReruns);
    if (run.state.conclusion == Conclusion::ActionRequired)
        return WhyNot::tr("The run waits for an approval first.");
    return {};
}

Availability rerunAvailability(CommandKind kind, const RunFacts &facts, const CommandKnowledge &knowledge,
                               const QDateTime &now)
{
    using When = Availability::When;
    if (const Objection objection = objectionToRerun(facts, now))
        return {When::No, *objection};
    const bool isFailedOnly = kind == CommandKind::RerunFailed;
    if (!facts.run.state.isCompleted()) {
        if (isFailedOnly && knowledge.isRerunPending)
            return {When::No, WhyNot::tr("The failed jobs will be rerun when the run finishes.")};
        if (isFailedOnly && facts.jobs && anyFailed(facts))
            return {When::WhenFinished,
                    WhyNot::tr("The run still goes on. Its failed jobs can be rerun when it finishes.")};
        return {When::No, WhyNot::tr("The run still goes on.")};
    }
    if (isFailedOnly && !anyFailed(facts))
        return {When::No, WhyNot::tr("No job of this run has failed.")};
    return {};
}

Objection objectionToForce(const RunFacts &facts, const CommandKnowledge &knowledge, const QDateTime &now)
{
    if (facts.run.state.isCompleted())
        return WhyNot::tr("The run has finished.");
    if (knowledge.isCancelStuck)
        return {};
    if (!knowledge.cancelAcceptedAt.isValid())
        return WhyNot::tr("Cancel the run first. It can be forced where that does not help.");
    const qint64 left = forceCancelPause.count() - knowledge.cancelAcceptedAt.secsTo(now);
    if (left > 0)
        return WhyNot::tr("The run was asked to stop. It can be forced in %n second(s).", nullptr, int(left));
    return {};
}

Objection objectionToReview(const RunFacts &facts)
{
    if (facts.pendingDeployments && !facts.pendingDeployments->isEmpty()) {
        const auto &pending = *facts.pendingDeployments;
        const bool mayAny = std::any_of(pending.begin(), pending.end(), [](const PendingDeployment &deployment) {
            return deployment.currentUserCanApprove;
        });
        return mayAny ? Objection() : WhyNot::tr("You are not among the reviewers of what this run waits for.");
    }
    if (facts.pendingDeployments || facts.run.state.status != Status::Waiting)
        return WhyNot::tr("No deployment of this run waits for a review.");
    return {};
}

Objection objectionOfRun(CommandKind kind, const RunFacts &facts, const CommandKnowledge &knowledge,
                         const QDateTime &now)
{
    const bool isCompleted = facts.run.state.isCompleted();
    switch (kind) {
    case CommandKind::Cancel:
        return isCompleted ? Objection(WhyNot::tr("The run has finished.")) : Objection();
    case CommandKind::ForceCancel:
        return objectionToForce(facts, knowledge, now);
    case CommandKind::DeleteRun:
    case CommandKind::DeleteLogs:
        return isCompleted ? Objection() : Objection(WhyNot::tr("The run still goes on."));
    case CommandKind::ApproveRun:
        return facts.run.state.conclusion == Conclusion::ActionRequired
            ? Objection()
            : Objection(WhyNot::tr("The run waits for no approval."));
    case CommandKind::ReviewDeployments:
        return objectionToReview(facts);
    default:
        return {};
    }
}

Availability from(const Objection &objection)
{
    return objection ? Availability{Availability::When::No, *objection} : Availability();
}

} // namespace

Availability availability(CommandKind kind, const RunFacts &facts, const CommandKnowledge &knowledge,
                          const QDateTime &now)
{
    if (const Objection objection = objectionOfAccount(kind, knowledge))
        return from(objection);
    if (const Objection objection = objectionOfRequested(kind, knowledge))
        return from(objection);
    if (isRerun(kind))
        return rerunAvailability(kind, facts, knowledge, now);
    return from(objectionOfRun(kind, facts, knowledge, now));
}

Availability availability(CommandKind kind, const Workflow &workflow, const CommandKnowledge &knowledge)
{
    if (const Objection objection = objectionOfAccount(kind, knowledge))
        return from(objection);
    if (workflow.state == WorkflowState::Deleted)
        return from(WhyNot::tr("The workflow was deleted."));
    const bool isActive = workflow.state == WorkflowState::Active;
    if (kind == CommandKind::EnableWorkflow && isActive)
        return from(WhyNot::tr("The workflow is enabled."));
    if (kind == CommandKind::DisableWorkflow && !isActive)
        return from(WhyNot::tr("The workflow is disabled."));
    return {};
}

} // namespace Runlight
