// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
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
    qint64 maxResponseBytes = 32 * 1024 * 1024;
};

//! The answer to one call, after redirects.
struct ApiResponse
{
    int status = 0;
    QByteArray body; //!< For a 304 the body of the last 200.
    bool notModified = false;
    QUrl next; //!< `Link: rel="next"`.
    QString requestId;

    friend bool operator==(const ApiResponse &, const ApiResponse &) = default;
};

} // namespace Runlight
