// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"

namespace Runlight {

//! Everything that Runlight does to runs and workflows.
enum class CommandKind {
    RerunAll,
    RerunFailed,
    RerunJob,
    Cancel,
    ForceCancel,
    DeleteRun,
    DeleteLogs,
    ApproveRun, //!< Of a fork's pull request: lets it begin.
    ReviewDeployments,
    EnableWorkflow,
    DisableWorkflow,
};

//! RerunAll, RerunFailed or RerunJob.
bool isRerun(CommandKind kind);
//! EnableWorkflow or DisableWorkflow: all others are about a run.
bool isOfWorkflow(CommandKind kind);
//! The kind's name in the audit record: "rerun_failed". Never translated, never changed.
QLatin1String commandWord(CommandKind kind);

//! What a person wants done, as a value. Members that its kind does not speak of stay empty.
struct Command
{
    CommandKind kind = CommandKind::RerunAll;
    AccountId account;
    RepoName repository;
    RunId run; //!< Unless it is of a workflow.
    WorkflowId workflow; //!< EnableWorkflow, DisableWorkflow.
    JobId job; //!< RerunJob.
    QList<EnvironmentId> environments; //!< ReviewDeployments: one or more.
    bool approve = true; //!< ReviewDeployments; false: reject.
    QString comment; //!< ReviewDeployments; may be empty.
    bool debugLogging = false; //!< Reruns: with the runner's debug log.

    RunKey runKey() const { return {account, run}; }
    //! Whether \a other does the same to the same thing, whatever its comment or its logging: pressed twice is pressed
    //! once.
    bool isSameAs(const Command &other) const;

    friend bool operator==(const Command &, const Command &) = default;
};

} // namespace Runlight
