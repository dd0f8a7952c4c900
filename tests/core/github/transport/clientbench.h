// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/github/transport/apiclient.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/responsecache.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkAccessManager>

#include <memory>

namespace Runlight {

//! A client against two servers of this machine, with time that stands still.
struct ClientBench
{
    //! What came of one request.
    struct Call
    {
        ApiJob *job = nullptr; //!< Valid until the result is in.
        QList<Expected<ApiResponse>> results;
        int finished = 0;

        bool isDone() const { return !results.isEmpty(); }
        const ApiResponse &response() const { return *results.first(); }
        const Error &error() const { return results.first().error(); }
    };
    using CallPtr = std::shared_ptr<Call>;

    explicit ClientBench(const QByteArray &token = "secret-token")
    {
        client = std::make_unique<ApiClient>(ApiClient::Config{api.url(), token, QStringLiteral("me@here")}, network,
                                             clock, circuits, cache);
    }

    CallPtr send(const ApiRequest &request)
    {
        auto call = std::make_shared<Call>();
        call->job = client->send(request, &context,
                                 [call](const Expected<ApiResponse> &result) { call->results.append(result); });
        QObject::connect(call->job, &ApiJob::finished, &context, [call] { ++call->finished; });
        return call;
    }

    static ApiRequest get(const QString &path, Priority priority = Priority::Background)
    {
        ApiRequest request;
        request.path = path;
        request.priority = priority;
        return request;
    }

    static ApiRequest write(Verb verb, const QString &path, const QByteArray &body = {})
    {
        ApiRequest request = get(path, Priority::Foreground);
        request.verb = verb;
        request.body = body;
        return request;
    }

    ScriptedServer api;
    ScriptedServer elsewhere;
    VirtualClock clock;
    QNetworkAccessManager network;
    HostCircuits circuits{clock};
    ResponseCache cache;
    QObject context;
    std::unique_ptr<ApiClient> client;
};

} // namespace Runlight
