// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <functional>

namespace Runlight {

//! A value, or why there is none. Nothing in Runlight throws across the event loop.
template <typename T>
using Expected = tl::expected<T, Error>;

using Unexpected = tl::unexpected<Error>;

//! How an asynchronous call hands back its result: called exactly once, on the thread that made the call.
template <typename T>
using Done = std::function<void(Expected<T>)>;

} // namespace Runlight
