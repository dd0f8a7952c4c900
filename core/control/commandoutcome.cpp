// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/commandoutcome.h"

#include "core/github/github.h"

#include <algorithm>

namespace Runlight {

namespace {

bool isUnapproved(const Run &run)
{
    return run.state.conclusion == Conclusion::ActionRequired;
}

CommandFinding findingOf(const Command &command, int attempt, const Run &seen)
{
    if (showsEffect(command, attempt, seen))
        return CommandFinding::CarriedOut;
    if (command.kind == CommandKind::DeleteLogs)
        return CommandFinding::Unclear; // No answer about a run tells.
    const bool isCancel = command.kind == CommandKind::Cancel || command.kind == CommandKind::ForceCancel;
    // A run that is cancelled goes on until its runners know.
    if (isCancel && !seen.state.isCompleted())
        return CommandFinding::Unclear;
    if (isRerun(command.kind) && attempt == 0)
        return CommandFinding::Unclear;
    return CommandFinding::NotCarriedOut;
}

CommandFinding findingOf(const Command &command, const QList<PendingDeployment> &pending)
{
    const bool waits = std::any_of(pending.begin(), pending.end(), [&command](const PendingDeployment &deployment) {
        return command.environments.contains(deployment.environmentId);
    });
    return waits ? CommandFinding::NotCarriedOut : CommandFinding::CarriedOut;
}

CommandFinding findingOf(const Command &command, const Workflow &workflow)
{
    const bool isEnabled = workflow.state == WorkflowState::Active;
    return isEnabled == (command.kind == CommandKind::EnableWorkflow) ? CommandFinding::CarriedOut
                                                                      : CommandFinding::NotCarriedOut;
}

} // namespace

bool showsEffect(const Command &command, int attempt, const Run &seen)
{
    switch (command.kind) {
    case CommandKind::RerunAll:
    case CommandKind::RerunFailed:
    case CommandKind::RerunJob:
        // Only what has completed can be rerun.
        return attempt > 0 ? seen.attempt > attempt : !seen.state.isCompleted();
    case CommandKind::Cancel:
    case CommandKind::ForceCancel:
        return seen.state.conclusion == Conclusion::Cancelled || (attempt > 0 && seen.attempt > attempt);
    case CommandKind::ApproveRun:
        return !isUnapproved(seen);
    case CommandKind::ReviewDeployments:
    case CommandKind::DeleteRun:
    case CommandKind::DeleteLogs:
    case CommandKind::EnableWorkflow:
    case CommandKind::DisableWorkflow:
        break;
    }
    return false;
}

void lookUpOutcome(GitHub &github, const Command &command, int attempt, Caller caller, Done<CommandFinding> done)
{
    if (isOfWorkflow(command.kind)) {
        github.workflows.get(command.repository, command.workflow, caller,
                             [command, done = std::move(done)](const Expected<Workflow> &seen) {
                                 done(seen.map([&](const Workflow &workflow) { return findingOf(command, workflow); }));
                             });
    } else if (command.kind == CommandKind::ReviewDeployments) {
        github.deployments.pending(
            command.repository, command.run, caller,
            [command, done = std::move(done)](const Expected<QList<PendingDeployment>> &seen) {
                done(seen.map([&](const QList<PendingDeployment> &pending) { return findingOf(command, pending); }));
            });
    } else {
        github.runs.get(command.repository, command.run, caller,
                        [command, attempt, done = std::move(done)](const Expected<Run> &seen) {
                            const bool isGone = !seen && seen.error().kind == ErrorKind::RunNotFound;
                            if (isGone && command.kind == CommandKind::DeleteRun)
                                return done(CommandFinding::CarriedOut);
                            done(seen.map([&](const Run &run) { return findingOf(command, attempt, run); }));
                        });
    }
}

} // namespace Runlight
