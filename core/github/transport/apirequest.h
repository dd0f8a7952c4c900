// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/transport/downloadsink.h"

#include <QByteArray>
#include <QList>
#include <QPointer>
#include <QString>
#include <QUrl>
#include <QUrlQuery>

namespace Runlight {

enum class Verb { Get, Post, Put, Patch, Delete };

//! Foreground: the user looks at it and it goes first. Background: polling.
enum class Priority { Foreground, Background };

//! One call of the REST API, before anything is sent.
struct ApiRequest
{
    Verb verb = Verb::Get;
    QString path; //!< Relative to the API's base, such as "/repos/o/r/actions/runs", already percent-encoded.
    QUrlQuery query;
    QUrl absoluteUrl; //!< Instead of path and query: a `next` link. Must have the API's origin.
    QByteArray body; //!< JSON; empty for none.
    Priority priority = Priority::Background;
    bool conditional = true; //!< A GET may be answered by what was answered before. False: it comes anew.
    qint64 maxResponseBytes = 32 * 1024 * 1024; //!< Of what is answered to memory.
    //! A GET whose body, of any size, goes there as it arrives: a download. Null: the body is the answer. A connection
    //! that breaks is taken up again where it broke, by asking for \a path anew, for the address it redirects to is
    //! good for a moment only. Done when the last byte has been taken; never with less than was announced. Asks for
    //! bytes as they are (`identity`): else no length and no offset would mean the bytes that are kept.
    QPointer<DownloadSink> sink;
    DownloadPoint goesOnFrom; //!< Where the sink took the beginning already, of a request that was cancelled or failed.
};

//! The answer to one call, after redirects.
struct ApiResponse
{
    int status = 0;
    QByteArray body; //!< For a 304 the body of the last 200; empty where there was a sink.
    bool notModified = false;
    QUrl next; //!< `Link: rel="next"`.
    QString requestId;

    friend bool operator==(const ApiResponse &, const ApiResponse &) = default;
};

} // namespace Runlight
