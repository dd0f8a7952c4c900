// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <chrono>
#include <utility>

namespace Runlight {

//! One header field. Names compare without regard to case.
using HttpHeader = std::pair<QByteArray, QByteArray>;
//! In the order of the wire.
using HttpHeaders = QList<HttpHeader>;

//! The value of \a name in \a headers; null where it is missing.
QByteArray headerValue(const HttpHeaders &headers, const QByteArray &name);

//! One request as a server got it.
struct HttpRequest
{
    QByteArray method; //!< "GET", in capitals.
    QUrl url; //!< With scheme and authority as the client named them.
    HttpHeaders headers;
    QByteArray body;
};

//! How a reply leaves, for servers that simulate bad networks.
struct HttpDelivery
{
    enum class End {
        Whole, //!< Nothing is amiss.
        Truncated, //!< The connection closes after half of the body.
        Dropped, //!< The connection closes without a byte.
        Silent, //!< Nothing ever comes.
    };

    std::chrono::milliseconds delay{0}; //!< Before the first byte.
    qint64 bytesPerSecond = 0; //!< 0: as fast as it goes.
    End end = End::Whole;
    qint64 missingBytes = 0; //!< Announced beyond the body, after which the connection closes.

    friend bool operator==(const HttpDelivery &, const HttpDelivery &) = default;
};

//! One reply. Length and connection headers are the server's business.
struct HttpReply
{
    int status = 200;
    HttpHeaders headers;
    QByteArray body;
    HttpDelivery delivery;
};

} // namespace Runlight
