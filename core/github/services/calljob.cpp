// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/calljob.h"

#include "core/github/transport/origin.h"

#include <QCoreApplication>

namespace Runlight {

Error cancelledError()
{
    Error error;
    error.kind = ErrorKind::Cancelled;
    error.message = QCoreApplication::translate("Services", "The request was cancelled.");
    return error;
}

Error endlessListError()
{
    Error error;
    error.kind = ErrorKind::ParseError;
    error.field = QStringLiteral("Link");
    error.message = QCoreApplication::translate("Services", "The server's list has no end.");
    return error;
}

CallJob::CallJob(ApiClient &client, Caller caller)
    : ApiJob(&client)
    , m_client(client)
    , m_context(caller.context ? caller.context : &client)
    , m_priority(caller.priority)
{
    connect(m_context, &QObject::destroyed, this, [this] { cancel(); });
}

void CallJob::start(const Expected<ApiRequest> &request)
{
    if (request) {
        send(*request);
        return;
    }
    const auto fail = [this, error = request.error()] {
        received(Unexpected(error));
    };
    QMetaObject::invokeMethod(this, fail, Qt::QueuedConnection);
}

void CallJob::cancel()
{
    m_cancelled = true;
    if (ApiJob *sent = m_sent)
        sent->cancel();
}

void CallJob::send(const ApiRequest &request)
{
    m_request = request;
    m_request.priority = m_priority;
    m_sent = m_client.send(m_request, this, [this](Expected<ApiResponse> response) { received(std::move(response)); });
}

void CallJob::sendForNewAnswer()
{
    m_request.conditional = false;
    send(m_request);
}

bool CallJob::isFollowable(const QUrl &link) const
{
    return sameOrigin(link, m_client.baseUrl());
}

void CallJob::finish(const Expected<ApiResponse> &result, const std::function<void()> &deliver)
{
    // Whoever hears of the end may delete this, its client or the caller.
    const QPointer<CallJob> self(this);
    deleteLater();
    if (m_context)
        deliver();
    if (self)
        Q_EMIT finished(result);
}

} // namespace Runlight
