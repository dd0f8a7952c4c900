// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/simulatednetwork.h"

#include "core/simulator/simulator.h"

namespace Runlight {

FakeNetwork::Handler simulatedNetwork(Simulator &simulator)
{
    return [&simulator](const FakeRequest &request) {
        HttpRequest seen{request.verb, request.url, {}, request.body};
        const QList<QByteArray> names = request.headers.rawHeaderList();
        for (const QByteArray &name : names)
            seen.headers.append({name, request.headers.rawHeader(name)});
        const HttpReply reply = simulator.handle(seen);
        FakeAnswer answer;
        answer.status = reply.status;
        answer.body = reply.body;
        for (const auto &[name, value] : reply.headers)
            answer.headers.append({name, value});
        return answer;
    };
}

} // namespace Runlight
