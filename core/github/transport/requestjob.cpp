// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/requestjob.h"

namespace Runlight {

RequestJob::RequestJob(ApiRequest wanted, QUrl wantedUrl, QString wantedPath, QObject *context, Done<ApiResponse> done)
    : request(std::move(wanted))
    , url(std::move(wantedUrl))
    , path(std::move(wantedPath))
    , m_context(context)
    , m_done(std::move(done))
{
    connect(context, &QObject::destroyed, this, &RequestJob::cancel);
    if (!request.sink)
        return;
    download = std::make_unique<Download>(request.sink, request.goesOnFrom);
    connect(request.sink, &QObject::destroyed, this, &RequestJob::cancel);
}

void RequestJob::cancel()
{
    if (!m_isFinished)
        Q_EMIT cancelRequested();
}

void RequestJob::finish(Expected<ApiResponse> result)
{
    if (m_isFinished)
        return;
    m_isFinished = true;
    QMetaObject::invokeMethod(
        this, [this, settled = std::move(result)] { deliver(settled); }, Qt::QueuedConnection);
}

void RequestJob::deliver(const Expected<ApiResponse> &result)
{
    // Whoever is told may delete the client, and this with it.
    const QPointer<RequestJob> self(this);
    deleteLater();
    const Expected<ApiResponse> settled = result;
    if (m_context)
        m_done(settled);
    if (self)
        Q_EMIT finished(settled);
}

} // namespace Runlight
