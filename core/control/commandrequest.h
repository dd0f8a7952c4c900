// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/control/command.h"
#include "core/github/services/caller.h"

namespace Runlight {

class ApiJob;
class GitHub;

//! The write that \a command is.
ApiJob *sendCommand(GitHub &github, const Command &command, Caller caller, Done<void> done);

//! What a fine-grained token needs for \a kind, as `x-accepted-github-permissions` spells it: "actions=write".
QString permissionOf(CommandKind kind);

//! What the audit record says of \a command beside its run.
QString commandDetails(const Command &command);

} // namespace Runlight
