// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/github/github.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/responsecache.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkAccessManager>

namespace Runlight {

//! GitHub as a scripted server plays it, and the services that ask it.
struct ScriptedGitHub
{
    ScriptedServer server;
    QNetworkAccessManager network;
    SystemClock clock;
    HostCircuits circuits{clock};
    ResponseCache cache;
    std::unique_ptr<GitHub> services = std::make_unique<GitHub>(
        ApiClient::Config{server.url(), "secret", QStringLiteral("octocat@test")}, network, clock, circuits, cache);
    QObject context;

    GitHub *operator->() { return services.get(); }
    Caller caller(QObject *other = nullptr) { return {other ? other : &context, Priority::Foreground}; }
    QByteArray target(int request) const { return server.requests().at(request).target; }
    //! A `Link` header to the next page at \a target of the server.
    QList<QPair<QByteArray, QByteArray>> nextLink(const QString &target) const
    {
        return {{"Link", '<' + server.url().toEncoded() + target.toUtf8() + ">; rel=\"next\""}};
    }
};

//! What a call's `done` was told, and how often.
template <typename T>
struct Outcome
{
    int calls = 0;
    Expected<T> result;

    Done<T> done()
    {
        return [this](Expected<T> told) {
            ++calls;
            result = std::move(told);
        };
    }
};

} // namespace Runlight
