// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/origin.h"

#include <QHostAddress>
#include <QUrl>

namespace Runlight {

namespace {

const QLatin1String http("http");
const QLatin1String https("https");

int effectivePort(const QUrl &url)
{
    return url.port(url.scheme() == https ? 443 : 80);
}

} // namespace

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && effectivePort(a) == effectivePort(b);
}

bool isLoopback(const QUrl &url)
{
    return url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
}

bool isTrustworthy(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty())
        return false;
    return url.scheme() == https || (url.scheme() == http && isLoopback(url));
}

} // namespace Runlight
