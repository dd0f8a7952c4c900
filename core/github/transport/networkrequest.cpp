// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/networkrequest.h"

#include "core/github/transport/download.h"
#include "core/github/transport/wire.h"

namespace Runlight {

namespace {

void setPolicies(QNetworkRequest &request)
{
    // Every automatic redirect policy of Qt carries Authorization on to the new host.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
}

void setDownload(QNetworkRequest &request, const WireRequest &wire)
{
    // Set by us, Qt leaves what comes as it is.
    request.setRawHeader("Accept-Encoding", "identity");
    if (const qint64 offset = wire.download->offset(); offset > 0) {
        request.setRawHeader("Range", "bytes=" + QByteArray::number(offset) + '-');
        request.setRawHeader("If-Range", wire.download->validator());
    }
    // Over HTTP/2 Qt 6.4 takes in all that comes, whatever the size of its buffer. Storage speaks HTTP/1.1 anyway.
    if (!wire.isApi)
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
}

} // namespace

QByteArray verbName(Verb verb)
{
    switch (verb) {
    case Verb::Get:
        return "GET";
    case Verb::Post:
        return "POST";
    case Verb::Put:
        return "PUT";
    case Verb::Patch:
        return "PATCH";
    case Verb::Delete:
        return "DELETE";
    }
    return {};
}

QNetworkRequest networkRequest(const WireRequest &wire)
{
    QNetworkRequest request(wire.url);
    setPolicies(request);
    request.setPriority(wire.priority == Priority::Foreground ? QNetworkRequest::HighPriority
                                                              : QNetworkRequest::NormalPriority);
    // Qt's own check refuses well-compressed honest answers; what is really unpacked is bounded as it is read.
    request.setDecompressedSafetyCheckThreshold(wire.maxResponseBytes);

    if (wire.isApi) {
        // The second half of Accept lets plain OpenAPI mock servers answer.
        request.setRawHeader("Accept", "application/vnd.github+json, application/json;q=0.9");
        request.setRawHeader("X-GitHub-Api-Version", "2022-11-28");
    } else {
        request.setRawHeader("Accept", "*/*");
    }
    request.setRawHeader("User-Agent", "Runlight/" RUNLIGHT_VERSION);
    if (!wire.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + wire.token);
    if (!wire.etag.isEmpty())
        request.setRawHeader("If-None-Match", wire.etag);
    if (wire.download)
        setDownload(request, wire);
    if (wire.verb != Verb::Get)
        request.setRawHeader("Content-Type", "application/json");
    return request;
}

} // namespace Runlight
