// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"

namespace Runlight {

//! What a newly seen run is, held against the one known.
enum class RunTransition {
    Same, //!< Nothing differs.
    Late, //!< An older answer that arrived after a newer one; to be ignored.
    Update, //!< The same state with other details (title, pull requests, times).
    Step, //!< A state GitHub moves to within one attempt, steps between may have been missed.
    Rerun, //!< A later attempt.
    Impossible, //!< A move that GitHub never makes, such as success → in_progress in one attempt; to be ignored.
};

//! The run state machine, pure: which of \a seen's differences from \a known are GitHub's real transitions.
//! An attempt that grows wins over everything; within one attempt the newer `updated_at` wins, and a completed attempt
//! never opens again, except action_required (a fork's pull request that was approved).
RunTransition transition(const Run &known, const Run &seen);

} // namespace Runlight
