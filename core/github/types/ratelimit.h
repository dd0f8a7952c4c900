// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

namespace Runlight {

//! What GitHub's `x-ratelimit-*` headers said last for one resource ("core", "search", …).
struct RateLimit
{
    QString resource;
    int limit = -1; //!< Requests an hour; -1 until known.
    int remaining = -1;
    int used = -1;
    QDateTime resetAt; //!< UTC

    bool isKnown() const { return limit >= 0; }
    friend bool operator==(const RateLimit &, const RateLimit &) = default;
};

} // namespace Runlight
