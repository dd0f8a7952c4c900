// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/transport/wire.h"

#include <QNetworkReply>

namespace Runlight {

//! What the answer to a request of \a path (relative to the API's base) means, with GitHub's own message. For answers
//! that are neither a success nor a limit; those have rules of their own (RateLimitState). \a now is UTC.
Error errorFromAnswer(const WireAnswer &answer, Verb verb, const QString &path, const QDateTime &now);

//! Why no complete answer came. \a text is Qt's description.
WireFailure failureFromNetwork(QNetworkReply::NetworkError code, const QString &text);

} // namespace Runlight
