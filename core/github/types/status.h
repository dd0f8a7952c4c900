// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Runlight {

//! GitHub's status of a run, a job or a step.
enum class Status { Unknown, Queued, Waiting, Requested, Pending, InProgress, Completed };

//! GitHub's conclusion; None until the thing has completed, and for the moment until GitHub then says how.
enum class Conclusion {
    None,
    Unknown,
    Success,
    Neutral,
    Skipped,
    Cancelled,
    Failure,
    TimedOut,
    ActionRequired,
    StartupFailure,
    Stale,
};

//! The five states that the outside sees beside GitHub's own.
enum class NormalisedState { Queued, Running, Succeeded, Cancelled, Failed };

//! Status and conclusion together, with GitHub's own words kept for what we do not know (yet).
struct RunState
{
    Status status = Status::Unknown;
    Conclusion conclusion = Conclusion::None;
    QString statusText; //!< Set only where status is Unknown.
    QString conclusionText; //!< Set only where conclusion is Unknown.

    bool isCompleted() const { return status == Status::Completed; }
    //! Some job of it has run or runs: a duration says something.
    bool hasBegun() const;
    //! failure, timed_out or startup_failure: something of the user's is broken.
    bool isFailure() const;

    //! From GitHub's two words; \a conclusion may be empty.
    static RunState of(QStringView status, QStringView conclusion);

    friend bool operator==(const RunState &, const RunState &) = default;
};

//! GitHub's word for \a status or \a conclusion ("in_progress"); empty for None and Unknown.
QLatin1String statusWord(Status status);
QLatin1String conclusionWord(Conclusion conclusion);
Status statusFromWord(QStringView word);
Conclusion conclusionFromWord(QStringView word);

//! queued, waiting, requested, pending → Queued; in_progress → Running; success, neutral, skipped → Succeeded;
//! cancelled → Cancelled; failure, timed_out, action_required, startup_failure, stale → Failed.
//! A status we do not know counts as Queued and a conclusion we do not know as Succeeded: neither raises an alarm.
NormalisedState normalised(const RunState &state);
//! "QUEUED", "RUNNING", "SUCCEEDED", "CANCELLED", "FAILED".
QLatin1String normalisedWord(NormalisedState state);

} // namespace Runlight
