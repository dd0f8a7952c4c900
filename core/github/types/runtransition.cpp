// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/runtransition.h"

namespace Runlight {

namespace {

//! How far an attempt has come, as far as GitHub's order is fixed: what waits may run and wait again.
int progress(const RunState &state)
{
    switch (state.status) {
    case Status::Requested:
        return 0;
    case Status::Queued:
    case Status::Pending:
        return 1;
    case Status::Unknown:
    case Status::Waiting:
    case Status::InProgress:
        return 2;
    case Status::Completed:
        break;
    }
    return 3;
}

bool isBefore(const QDateTime &a, const QDateTime &b)
{
    return a.isValid() && b.isValid() && a < b;
}

//! \a known has completed and \a seen, of the same attempt, says something else.
RunTransition afterCompletion(const Run &known, const Run &seen)
{
    // "completed" without a conclusion is followed by the conclusion, often within the same second.
    const bool concluded = known.state.conclusion == Conclusion::None && seen.state.isCompleted();
    if (concluded)
        return RunTransition::Step;
    if (!isBefore(known.updatedAt, seen.updatedAt))
        return RunTransition::Late;
    // Whoever approves a fork's pull request opens the run again; and a conclusion may be corrected, as GitHub's own
    // clean-up of stuck runs does. Nothing else moves a completed attempt.
    const bool corrected = seen.state.isCompleted() && seen.state.conclusion != Conclusion::None;
    return corrected || known.state.conclusion == Conclusion::ActionRequired ? RunTransition::Step
                                                                             : RunTransition::Impossible;
}

RunTransition withinAttempt(const Run &known, const Run &seen)
{
    if (isBefore(seen.updatedAt, known.updatedAt))
        return RunTransition::Late;
    if (seen.state == known.state)
        return RunTransition::Update;
    if (known.state.isCompleted())
        return afterCompletion(known, seen);
    // updated_at counts whole seconds, in which a run may be queued and started: the further state is the later one.
    const bool sameTime = !isBefore(known.updatedAt, seen.updatedAt);
    return sameTime && progress(seen.state) < progress(known.state) ? RunTransition::Late : RunTransition::Step;
}

} // namespace

RunTransition transition(const Run &known, const Run &seen)
{
    if (seen == known)
        return RunTransition::Same;
    if (seen.id != known.id)
        return RunTransition::Impossible;
    if (seen.attempt != known.attempt)
        return seen.attempt > known.attempt ? RunTransition::Rerun : RunTransition::Late;
    return withinAttempt(known, seen);
}

} // namespace Runlight
