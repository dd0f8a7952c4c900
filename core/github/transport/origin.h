// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QUrl;

namespace Runlight {

//! Same scheme, host and port: a token that is good for one is meant for the other.
bool sameOrigin(const QUrl &a, const QUrl &b);

//! The host is this machine: "localhost" or a loopback address.
bool isLoopback(const QUrl &url);

//! What may be spoken to at all: https anywhere, plain http on this machine only.
bool isTrustworthy(const QUrl &url);

} // namespace Runlight
