// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/simulatednetwork.h"

#include "core/simulator/simulator.h"

namespace Runlight {

namespace {

bool isElsewhere(const QUrl &url, const Simulator &simulator)
{
    return url.authority() != simulator.baseUrl().authority() && url.authority() != simulator.blobUrl().authority();
}

// As core/http does it on a wire.
void deliver(FakeAnswer &answer, const HttpDelivery &delivery)
{
    const qint64 size = answer.body.size();
    answer.headers.append({"Content-Length", QByteArray::number(size + delivery.missingBytes)});
    answer.delay = delivery.delay;
    answer.bytesPerSecond = delivery.bytesPerSecond;
    answer.hangs = delivery.end == HttpDelivery::End::Silent;
    if (delivery.end == HttpDelivery::End::Dropped)
        answer.error = QNetworkReply::RemoteHostClosedError;
    else if (delivery.end == HttpDelivery::End::Truncated)
        answer.cutAt = size / 2;
    else if (delivery.missingBytes > 0)
        answer.cutAt = size;
}

} // namespace

FakeNetwork::Handler simulatedNetwork(Simulator &simulator)
{
    return [&simulator](const FakeRequest &request) {
        if (isElsewhere(request.url, simulator))
            return FakeAnswer{.error = QNetworkReply::ConnectionRefusedError};
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
        deliver(answer, reply.delivery);
        return answer;
    };
}

} // namespace Runlight
