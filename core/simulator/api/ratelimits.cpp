// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/ratelimits.h"

namespace Runlight::Sim {

int RateLimits::limitOf(const QString &account, const QString &resource)
{
    const bool anonymous = account.isEmpty();
    if (resource == QLatin1String("search"))
        return anonymous ? 10 : 30;
    if (resource == QLatin1String("graphql"))
        return anonymous ? 0 : 5000;
    return anonymous ? 60 : 5000;
}

RateLimits::Moment RateLimits::periodOf(const QString &resource)
{
    return resource == QLatin1String("search") ? 60'000 : 3'600'000;
}

RateLimits::Window &RateLimits::window(const QString &account, const QString &resource, Moment now)
{
    Window &window = m_windows[{account, resource}];
    if (window.resetAt <= now)
        window = {limitOf(account, resource), 0, now + periodOf(resource)};
    return window;
}

HttpHeaders RateLimits::headers(const Window &window, const QString &resource, qint64 skew)
{
    return {
        {"X-RateLimit-Limit", QByteArray::number(window.limit)},
        {"X-RateLimit-Remaining", QByteArray::number(window.remaining())},
        {"X-RateLimit-Used", QByteArray::number(window.used)},
        {"X-RateLimit-Reset", QByteArray::number((window.resetAt + skew) / 1000)},
        {"X-RateLimit-Resource", resource.toLatin1()},
    };
}

QJsonObject RateLimits::overview(const QString &account, Moment now, qint64 skew)
{
    const auto show = [&](const QString &resource) {
        const Window &shown = window(account, resource, now);
        return QJsonObject{{QStringLiteral("limit"), shown.limit},
                           {QStringLiteral("used"), shown.used},
                           {QStringLiteral("remaining"), shown.remaining()},
                           {QStringLiteral("reset"), (shown.resetAt + skew) / 1000}};
    };
    QJsonObject resources;
    for (const QString &resource : {QStringLiteral("core"), QStringLiteral("search"), QStringLiteral("graphql")})
        resources.insert(resource, show(resource));
    return {{QStringLiteral("resources"), resources}, {QStringLiteral("rate"), show(QStringLiteral("core"))}};
}

} // namespace Runlight::Sim
