// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/control/control.h"

namespace Runlight {

class ApiJob;
class GitHub;
struct Caller;

//! Pure. Whether \a seen shows that \a command has taken effect. \a attempt is the run's when the command was given; 0
//! where that is not known. For what a run alone cannot show, false.
bool showsEffect(const Command &command, int attempt, const Run &seen);

//! Asks GitHub once what has become of \a command, which was sent and never answered. Whatever keeps GitHub from
//! answering is an error.
void lookUpOutcome(GitHub &github, const Command &command, int attempt, Caller caller, Done<CommandFinding> done);

} // namespace Runlight
