// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/transport/apijob.h"
#include "core/github/transport/download.h"
#include "core/github/transport/responsecache.h"

#include <QPointer>

namespace Runlight {

class HttpExchange;

//! One call from the moment it was asked for: what is wanted, who wants it, and how far it has come. It decides
//! nothing; RequestScheduler sends it on its way.
class RequestJob final : public ApiJob
{
    Q_OBJECT

public:
    //! \a request for \a url, whose \a path is relative to the API's base.
    RequestJob(ApiRequest request, QUrl url, QString path, QObject *context, Done<ApiResponse> done);

    void cancel() override;
    //! Settles the result. It is delivered from the event loop; this deletes itself then.
    void finish(Expected<ApiResponse> result);
    bool isFinished() const { return m_isFinished; }

    const ApiRequest request;
    const QUrl url;
    const QString path;

    // The scheduler's notes.
    std::unique_ptr<Download> download; //!< Where the request has a sink.
    std::optional<CachedResponse> cached;
    QUrl hopUrl; //!< Where the latest redirect led.
    int hops = 0;
    int failures = 0;
    int limitHits = 0;
    bool passedGate = false; //!< Counts among those on their way to the API.
    HttpExchange *exchange = nullptr; //!< A child, while one is under way.

Q_SIGNALS:
    void cancelRequested();

private:
    void deliver(const Expected<ApiResponse> &result);

    QPointer<QObject> m_context;
    Done<ApiResponse> m_done;
    bool m_isFinished = false;
};

} // namespace Runlight
