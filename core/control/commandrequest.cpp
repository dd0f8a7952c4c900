// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/commandrequest.h"

#include "core/github/github.h"

namespace Runlight {

using namespace Qt::StringLiterals;

ApiJob *sendCommand(GitHub &github, const Command &command, Caller caller, Done<void> done)
{
    ActionsService &actions = github.actions;
    const RepoName &repository = command.repository;
    const RunId run = command.run;
    switch (command.kind) {
    case CommandKind::RerunAll:
        return actions.rerun(repository, run, command.debugLogging, caller, std::move(done));
    case CommandKind::RerunFailed:
        return actions.rerunFailed(repository, run, command.debugLogging, caller, std::move(done));
    case CommandKind::RerunJob:
        return actions.rerunJob(repository, command.job, command.debugLogging, caller, std::move(done));
    case CommandKind::Cancel:
        return actions.cancel(repository, run, caller, std::move(done));
    case CommandKind::ForceCancel:
        return actions.forceCancel(repository, run, caller, std::move(done));
    case CommandKind::DeleteRun:
        return actions.deleteRun(repository, run, caller, std::move(done));
    case CommandKind::DeleteLogs:
        return actions.deleteLogs(repository, run, caller, std::move(done));
    case CommandKind::ApproveRun:
        return actions.approve(repository, run, caller, std::move(done));
    case CommandKind::ReviewDeployments:
        return actions.review(repository, run, {command.environments, command.approve, command.comment}, caller,
                              std::move(done));
    case CommandKind::EnableWorkflow:
    case CommandKind::DisableWorkflow:
        break;
    }
    return actions.setWorkflowEnabled(repository, command.workflow, command.kind == CommandKind::EnableWorkflow, caller,
                                      std::move(done));
}

QString permissionOf(CommandKind kind)
{
    return kind == CommandKind::ReviewDeployments ? u"deployments=write"_s : u"actions=write"_s;
}

QString commandDetails(const Command &command)
{
    QStringList details;
    if (command.job.isValid())
        details.append(u"job %1"_s.arg(command.job.value));
    if (command.workflow.isValid())
        details.append(u"workflow %1"_s.arg(command.workflow.value));
    if (command.debugLogging)
        details.append(u"debug logging"_s);
    if (command.kind == CommandKind::ReviewDeployments) {
        QStringList ids;
        for (const EnvironmentId id : command.environments)
            ids.append(QString::number(id.value));
        details.append(u"environments %1"_s.arg(ids.join(u' ')));
        details.append(command.approve ? u"approved"_s : u"rejected"_s);
        if (!command.comment.isEmpty())
            details.append(command.comment);
    }
    return details.join(u", "_s);
}

} // namespace Runlight
