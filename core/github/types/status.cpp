// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/status.h"

#include <algorithm>
#include <array>

namespace Runlight {

namespace {

template <typename T>
struct Word
{
    T value;
    QLatin1String text;
};

constexpr std::array statusWords{
    Word<Status>{Status::Queued, QLatin1String("queued")},
    Word<Status>{Status::Waiting, QLatin1String("waiting")},
    Word<Status>{Status::Requested, QLatin1String("requested")},
    Word<Status>{Status::Pending, QLatin1String("pending")},
    Word<Status>{Status::InProgress, QLatin1String("in_progress")},
    Word<Status>{Status::Completed, QLatin1String("completed")},
};

constexpr std::array conclusionWords{
    Word<Conclusion>{Conclusion::Success, QLatin1String("success")},
    Word<Conclusion>{Conclusion::Neutral, QLatin1String("neutral")},
    Word<Conclusion>{Conclusion::Skipped, QLatin1String("skipped")},
    Word<Conclusion>{Conclusion::Cancelled, QLatin1String("cancelled")},
    Word<Conclusion>{Conclusion::Failure, QLatin1String("failure")},
    Word<Conclusion>{Conclusion::TimedOut, QLatin1String("timed_out")},
    Word<Conclusion>{Conclusion::ActionRequired, QLatin1String("action_required")},
    Word<Conclusion>{Conclusion::StartupFailure, QLatin1String("startup_failure")},
    Word<Conclusion>{Conclusion::Stale, QLatin1String("stale")},
};

template <typename Words, typename T>
QLatin1String wordOf(const Words &words, T value)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto &word) { return word.value == value; });
    return found == words.end() ? QLatin1String() : found->text;
}

template <typename T, typename Words>
T valueOf(const Words &words, QStringView text, T unknown)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto &word) { return word.text == text; });
    return found == words.end() ? unknown : found->value;
}

} // namespace

bool RunState::hasBegun() const
{
    switch (status) {
    case Status::Queued:
    case Status::Requested:
    case Status::Pending:
        return false;
    default:
        return conclusion != Conclusion::Skipped && conclusion != Conclusion::ActionRequired;
    }
}

bool RunState::isFailure() const
{
    return isCompleted()
        && (conclusion == Conclusion::Failure || conclusion == Conclusion::TimedOut
            || conclusion == Conclusion::StartupFailure);
}

RunState RunState::of(QStringView statusText, QStringView conclusionText)
{
    RunState state;
    state.status = statusFromWord(statusText);
    if (state.status == Status::Unknown)
        state.statusText = statusText.toString();
    if (state.isCompleted() || state.status == Status::Unknown)
        state.conclusion = conclusionFromWord(conclusionText);
    if (state.conclusion == Conclusion::Unknown)
        state.conclusionText = conclusionText.toString();
    return state;
}

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
    return valueOf(statusWords, word, Status::Unknown);
}

Conclusion conclusionFromWord(QStringView word)
{
    return word.isEmpty() ? Conclusion::None : valueOf(conclusionWords, word, Conclusion::Unknown);
}

NormalisedState normalised(const RunState &state)
{
    if (state.status == Status::InProgress)
        return NormalisedState::Running;
    if (!state.isCompleted())
        return NormalisedState::Queued;
    switch (state.conclusion) {
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
