// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/command.h"
#include "core/github/types/deployment.h"
#include "core/github/types/job.h"
#include "core/github/types/workflow.h"

#include <QDateTime>
#include <QStringList>

#include <chrono>
#include <optional>

namespace Runlight {

//! A run as far as it is known to whoever asks what can be done with it.
struct RunFacts
{
    Run run;
    std::optional<QList<Job>> jobs; //!< Of the latest attempt; nothing where they are not known (yet).
    std::optional<QList<PendingDeployment>> pendingDeployments;
};

//! What Control knows beside the run itself: Control::knowledge().
struct CommandKnowledge
{
    bool isSignedIn = true; //!< The account is there, and has a token.
    //! Of a classic token, as the server told; nothing for any other token, or before the first answer.
    std::optional<QStringList> tokenScopes;
    QStringList refusedPermissions; //!< Such as "actions=write": GitHub said lately that the token lacks them here.
    std::optional<CommandKind> requested; //!< Asked for, and the run does not show it yet.
    bool isRerunPending = false; //!< "Rerun failed when it finishes" was asked for.
    QDateTime cancelAcceptedAt; //!< UTC. Of this attempt; invalid where it was not.
    bool isCancelStuck = false; //!< GitHub could not cancel this attempt (500).
};

//! Whether a command can be given, and if not, why: what buttons, menus and the palette show.
struct Availability
{
    enum class When {
        Now,
        WhenFinished, //!< RerunFailed of a run that goes on: Control::rerunFailedWhenFinished().
        No,
    };

    When when = When::Now;
    QString reason; //!< A translated sentence for a tooltip; empty for Now.

    bool isNow() const { return when == When::Now; }
    friend bool operator==(const Availability &, const Availability &) = default;
};

//! Pure. Whether \a kind, which is not of a workflow, can be done to the run of \a facts at \a now (UTC).
Availability availability(CommandKind kind, const RunFacts &facts, const CommandKnowledge &knowledge,
                          const QDateTime &now);
//! Pure. The same for EnableWorkflow and DisableWorkflow.
Availability availability(CommandKind kind, const Workflow &workflow, const CommandKnowledge &knowledge);

//! How long a cancel must have been ignored before force-cancel is offered.
constexpr std::chrono::seconds forceCancelPause{60};
//! GitHub reruns what was created at most so long ago, and at most so often.
constexpr int rerunDays = 30;
constexpr int mostReruns = 50;

} // namespace Runlight
