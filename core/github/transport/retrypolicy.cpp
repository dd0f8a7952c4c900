// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/retrypolicy.h"

#include <algorithm>

namespace Runlight::RetryPolicy {

namespace {

constexpr std::chrono::milliseconds first{1000};
constexpr std::chrono::milliseconds longest{30000};

} // namespace

bool isWorthwhile(Verb verb, const Error &error, WireFailure::Reached reached)
{
    if (reached == WireFailure::Reached::Answered)
        return verb == Verb::Get && error.kind == ErrorKind::ServiceUnavailable;
    if (verb != Verb::Get && reached != WireFailure::Reached::Nobody)
        return false;
    return error.kind == ErrorKind::Offline || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Transport;
}

std::chrono::milliseconds backoff(int failures, double random)
{
    const int doublings = std::clamp(failures - 1, 0, 10);
    const std::chrono::milliseconds bound = std::min(first * (1 << doublings), longest);
    return std::chrono::milliseconds(qint64(double(bound.count()) * random));
}

} // namespace Runlight::RetryPolicy
