// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/command.h"

namespace Runlight {

bool isRerun(CommandKind kind)
{
    return kind == CommandKind::RerunAll || kind == CommandKind::RerunFailed || kind == CommandKind::RerunJob;
}

bool isOfWorkflow(CommandKind kind)
{
    return kind == CommandKind::EnableWorkflow || kind == CommandKind::DisableWorkflow;
}

QLatin1String commandWord(CommandKind kind)
{
    switch (kind) {
    case CommandKind::RerunAll:
        return QLatin1String("rerun");
    case CommandKind::RerunFailed:
        return QLatin1String("rerun_failed");
    case CommandKind::RerunJob:
        return QLatin1String("rerun_job");
    case CommandKind::Cancel:
        return QLatin1String("cancel");
    case CommandKind::ForceCancel:
        return QLatin1String("force_cancel");
    case CommandKind::DeleteRun:
        return QLatin1String("delete_run");
    case CommandKind::DeleteLogs:
        return QLatin1String("delete_logs");
    case CommandKind::ApproveRun:
        return QLatin1String("approve_run");
    case CommandKind::ReviewDeployments:
        return QLatin1String("review_deployments");
    case CommandKind::EnableWorkflow:
        return QLatin1String("enable_workflow");
    case CommandKind::DisableWorkflow:
        return QLatin1String("disable_workflow");
    }
    return {};
}

bool Command::isSameAs(const Command &other) const
{
    return kind == other.kind && account == other.account && repository == other.repository && run == other.run
        && workflow == other.workflow && job == other.job && environments == other.environments
        && approve == other.approve;
}

} // namespace Runlight
