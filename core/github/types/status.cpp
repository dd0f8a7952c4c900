// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/status.h"

#include <iterator>

namespace Runlight {

namespace {

template <typename Enum>
struct Word
{
    Enum value;
    QLatin1String text;
};

// https://docs.github.com/en/rest/actions/workflow-runs; startup_failure is met though no filter takes it.
constexpr Word<Status> statusWords[] = {
    {Status::Queued, QLatin1String("queued")},
    {Status::Waiting, QLatin1String("waiting")},
    {Status::Requested, QLatin1String("requested")},
    {Status::Pending, QLatin1String("pending")},
    {Status::InProgress, QLatin1String("in_progress")},
    {Status::Completed, QLatin1String("completed")},
};

constexpr Word<Conclusion> conclusionWords[] = {
    {Conclusion::Success, QLatin1String("success")},
    {Conclusion::Neutral, QLatin1String("neutral")},
    {Conclusion::Skipped, QLatin1String("skipped")},
    {Conclusion::Cancelled, QLatin1String("cancelled")},
    {Conclusion::Failure, QLatin1String("failure")},
    {Conclusion::TimedOut, QLatin1String("timed_out")},
    {Conclusion::ActionRequired, QLatin1String("action_required")},
    {Conclusion::StartupFailure, QLatin1String("startup_failure")},
    {Conclusion::Stale, QLatin1String("stale")},
};

template <typename Enum, size_t N>
QLatin1String wordOf(const Word<Enum> (&words)[N], Enum value)
{
    for (const auto &word : words) {
        if (word.value == value)
            return word.text;
    }
    return {};
}

template <typename Enum, size_t N>
Enum valueOf(const Word<Enum> (&words)[N], QStringView text)
{
    for (const auto &word : words) {
        if (text == word.text)
            return word.value;
    }
    return Enum::Unknown;
}

NormalisedState normalisedConclusion(Conclusion conclusion)
{
    switch (conclusion) {
    case Conclusion::Cancelled:
        return NormalisedState::Cancelled;
    case Conclusion::Failure:
    case Conclusion::TimedOut:
    case Conclusion::ActionRequired:
    case Conclusion::StartupFailure:
    case Conclusion::Stale:
        return NormalisedState::Failed;
    case Conclusion::None:
    case Conclusion::Unknown:
    case Conclusion::Success:
    case Conclusion::Neutral:
    case Conclusion::Skipped:
        break;
    }
    return NormalisedState::Succeeded;
}

} // namespace

QLatin1String statusWord(Status status)
{
    return wordOf(statusWords, status);
}

QLatin1String conclusionWord(Conclusion conclusion)
{
    return wordOf(conclusionWords, conclusion);
}

Status statusFromWord(QStringView word)
{
    return valueOf(statusWords, word);
}

Conclusion conclusionFromWord(QStringView word)
{
    return word.isEmpty() ? Conclusion::None : valueOf(conclusionWords, word);
}

bool RunState::isFailure() const
{
    return isCompleted()
        && (conclusion == Conclusion::Failure || conclusion == Conclusion::TimedOut
            || conclusion == Conclusion::StartupFailure);
}

RunState RunState::of(QStringView status, QStringView conclusion)
{
    RunState state{statusFromWord(status), conclusionFromWord(conclusion), {}, {}};
    if (state.status == Status::Unknown)
        state.statusText = status.toString();
    if (state.conclusion == Conclusion::Unknown)
        state.conclusionText = conclusion.toString();
    return state;
}

NormalisedState normalised(const RunState &state)
{
    switch (state.status) {
    case Status::InProgress:
        return NormalisedState::Running;
    case Status::Completed:
        return normalisedConclusion(state.conclusion);
    case Status::Unknown:
    case Status::Queued:
    case Status::Waiting:
    case Status::Requested:
    case Status::Pending:
        break;
    }
    return NormalisedState::Queued;
}

QLatin1String normalisedWord(NormalisedState state)
{
    switch (state) {
    case NormalisedState::Queued:
        return QLatin1String("QUEUED");
    case NormalisedState::Running:
        return QLatin1String("RUNNING");
    case NormalisedState::Succeeded:
        return QLatin1String("SUCCEEDED");
    case NormalisedState::Cancelled:
        return QLatin1String("CANCELLED");
    case NormalisedState::Failed:
        break;
    }
    return QLatin1String("FAILED");
}

} // namespace Runlight
