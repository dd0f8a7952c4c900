// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/transport/wire.h"

#include <chrono>

//! When a request that failed is sent again. Limits are not failures: see RateLimitState.
namespace Runlight::RetryPolicy {

//! Times that one request is sent in all.
constexpr int maxAttempts = 4;

//! Whether the same request may do better later. A write only where no server can have seen it.
bool isWorthwhile(Verb verb, const Error &error, WireFailure::Reached reached);

//! How long to wait after the \a failures-th failure (from 1): anything up to a bound that doubles ("full jitter"), so
//! that many clients do not come back at once. \a random in [0, 1).
std::chrono::milliseconds backoff(int failures, double random);

} // namespace Runlight::RetryPolicy
