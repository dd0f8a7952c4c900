// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/services/caller.h"
#include "core/github/transport/apiclient.h"

#include <QPointer>

namespace Runlight {

//! What a call that was cancelled while its answer was parsed ends with.
Error cancelledError();
//! What a list ends with whose pages go on and on.
Error endlessListError();

//! The job of a service's call: one or more requests, and the parsing of their answers. Owned by the client.
class CallJob : public ApiJob
{
public:
    CallJob(ApiClient &client, Caller caller);

    //! Begins with \a request; its error, where there is no request, is delivered later, as any other.
    void start(const Expected<ApiRequest> &request);
    void cancel() final;

protected:
    //! The answer to the request under way.
    virtual void received(Expected<ApiResponse> response) = 0;

    void send(const ApiRequest &request);
    //! The request under way once more, for an answer that is not the one kept from before.
    void sendForNewAnswer();
    //! Whether \a link leads to the client's server: the client follows no other.
    bool isFollowable(const QUrl &link) const;
    //! Ends the job with \a result; \a deliver is called unless the caller is gone. Nothing of this may be used after
    //! it.
    void finish(const Expected<ApiResponse> &result, const std::function<void()> &deliver);
    bool isCancelled() const { return m_cancelled; }

private:
    ApiClient &m_client;
    QPointer<QObject> m_context;
    Priority m_priority;
    ApiRequest m_request;
    QPointer<ApiJob> m_sent;
    bool m_cancelled = false;
};

} // namespace Runlight
