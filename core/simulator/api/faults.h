// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/http/httpmessage.h"

#include <QJsonObject>
#include <QString>

namespace Runlight::Sim {

//! What is made to go wrong. Each has a name and a number, 0 where it is off:
//! latency (ms), status (403, 404, 410, 500, 502 or 503), drop, truncate, silent, invalid-json, primary-limit,
//! secondary-limit (seconds to wait), expired-artifacts, slow (bytes a second), clock-skew (seconds, may be negative),
//! old-server (1: a dispatch does not tell which run it became; 400 or 422: being asked is refused with that status),
//! wrong-length (bytes that are announced and do not come), dead-storage (redirects lead to where nobody answers).
//! `count` limits how many requests are hit and `path` which: those whose path contains it. The storage is hit like the
//! API: of a job's log "/actions/jobs" hits the API's part, "/logs/" the storage's and "/logs" both.
class Faults
{
public:
    //! What hits one request.
    struct Hit
    {
        int status = 0;
        bool invalidJson = false;
        bool primaryLimit = false;
        int secondaryLimit = 0; //!< Seconds.
        bool deadStorage = false;
        HttpDelivery delivery;
    };

    //! Replaces all faults by those of \a faults; an empty object switches everything off.
    Expected<void> set(const QJsonObject &faults);
    //! Switches one on: "drop", "latency=300".
    Expected<void> add(const QString &fault);
    QJsonObject toJson() const { return m_faults; }

    //! What happens to the next request for \a path. Counts it.
    Hit hit(const QString &path);

    bool expiredArtifacts() const;
    int oldServer() const; //!< 0, 1, or the status that a question newer than the server is refused with.
    qint64 clockSkew() const; //!< In ms.

private:
    double value(const char *name) const;

    QJsonObject m_faults;
};

} // namespace Runlight::Sim
