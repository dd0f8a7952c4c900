// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/transport/answerheaders.h"
#include "core/github/transport/apirequest.h"

namespace Runlight {

class Download;

//! One HTTP request as it goes on the wire: no redirects, no retries.
struct WireRequest
{
    Verb verb = Verb::Get;
    QUrl url;
    QByteArray token; //!< Empty: no Authorization. Only ever set for the API's own origin.
    QByteArray etag; //!< Empty: not conditional.
    QByteArray body;
    Priority priority = Priority::Background;
    qint64 maxResponseBytes = 0;
    bool isApi = true; //!< To the API itself, which is spoken to in its own media types.
    Download *download = nullptr; //!< Where the body of a success goes. Outlives the exchange.
};

//! A complete HTTP answer, whatever its status.
struct WireAnswer
{
    QUrl url; //!< What was asked.
    int status = 0;
    QString reason;
    AnswerHeaders headers;
    QByteArray body;
    bool multiplexed = false; //!< Came over HTTP/2.

    friend bool operator==(const WireAnswer &, const WireAnswer &) = default;
};

//! Why there is no complete answer.
struct WireFailure
{
    //! How far the request came. Decides whether a write may be sent again and what it says of the host.
    enum class Reached {
        Nobody, //!< The server cannot have seen it.
        Perhaps, //!< It may have been carried out.
        Answered, //!< The server answered, but the answer is not to be had (too large).
    };

    Error error;
    Reached reached = Reached::Perhaps;

    friend bool operator==(const WireFailure &, const WireFailure &) = default;
};

using WireResult = tl::expected<WireAnswer, WireFailure>;

//! The verb as HTTP spells it.
QByteArray verbName(Verb verb);

} // namespace Runlight
