// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/httpmessage.h"

#include <QHash>
#include <QJsonObject>
#include <QString>

#include <map>

namespace Runlight::Sim {

//! How much each account has left of each of GitHub's primary limits.
class RateLimits
{
public:
    using Moment = qint64;

    struct Window
    {
        int limit = 0;
        int used = 0;
        Moment resetAt = 0;

        int remaining() const { return qMax(0, limit - used); }
    };

    //! \a account: its token; empty for all without one. A window that has ended begins anew.
    Window &window(const QString &account, const QString &resource, Moment now);
    //! `x-ratelimit-*`; \a skew in ms moves the server's clock.
    static HttpHeaders headers(const Window &window, const QString &resource, qint64 skew);
    //! GET /rate_limit.
    QJsonObject overview(const QString &account, Moment now, qint64 skew);

private:
    static int limitOf(const QString &account, const QString &resource);
    static Moment periodOf(const QString &resource);

    std::map<std::pair<QString, QString>, Window> m_windows;
};

} // namespace Runlight::Sim
