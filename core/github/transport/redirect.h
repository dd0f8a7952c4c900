// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/transport/apirequest.h"

namespace Runlight {

//! Redirects that are followed for one request before it counts as a loop.
constexpr int maxRedirects = 5;

//! A status that sends the client elsewhere: 301, 302, 307, 308.
bool isRedirect(int status);

//! Where to go after the answer \a status with \a location to a request of \a from, or why not to go there. Writes
//! follow 307 and 308 only, which repeat the request as it was, and stay on their origin. \a hops were followed
//! already.
Expected<QUrl> redirectTarget(Verb verb, int status, const QUrl &from, const QByteArray &location, int hops);

} // namespace Runlight
