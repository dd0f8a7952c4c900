// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/runtransition.h"

namespace Runlight {

namespace {

bool isLate(const Run &known, const Run &seen)
{
    if (seen.attempt != known.attempt)
        return seen.attempt < known.attempt;
    if (seen.updatedAt.isValid() && known.updatedAt.isValid() && seen.updatedAt != known.updatedAt)
        return seen.updatedAt < known.updatedAt;
    // Two answers within GitHub's one-second clock: what has completed is the later one.
    return known.state.isCompleted() && !seen.state.isCompleted();
}

//! Within one attempt a run goes back and forth between the unfinished states (a review makes it wait again) and ends
//! once. Only a fork's pull request opens again: it "completes" as action_required until somebody approves it.
bool isImpossible(const RunState &known, const RunState &seen)
{
    if (!known.isCompleted() || known.conclusion == Conclusion::ActionRequired)
        return false;
    return !seen.isCompleted() || (known.conclusion != Conclusion::None && known.conclusion != seen.conclusion);
}

} // namespace

RunTransition transition(const Run &known, const Run &seen)
{
    if (known == seen)
        return RunTransition::Same;
    const bool reopened = known.state.isCompleted() && known.state.conclusion == Conclusion::ActionRequired
        && known.attempt == seen.attempt && known.updatedAt == seen.updatedAt;
    if (isLate(known, seen) && !reopened)
        return RunTransition::Late;
    if (seen.attempt > known.attempt)
        return RunTransition::Rerun;
    if (known.state == seen.state)
        return RunTransition::Update;
    return isImpossible(known.state, seen.state) ? RunTransition::Impossible : RunTransition::Step;
}

} // namespace Runlight
