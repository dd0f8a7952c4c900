// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/services/calljob.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

namespace Runlight {

//! From an answer to a value. Pure: it may run on a worker thread.
template <typename T>
using Parser = std::function<Expected<T>(const ApiResponse &)>;

//! A call whose answer is a T. Answers larger than what parses well within a frame are parsed on a worker thread.
template <typename T>
class TypedCall : public CallJob
{
public:
    TypedCall(ApiClient &client, Caller caller, Parser<T> parse, Done<T> done)
        : CallJob(client, caller)
        , m_parse(std::move(parse))
        , m_done(std::move(done))
    { }

protected:
    virtual void parsed(Expected<T> value) { deliver(std::move(value)); }

    void deliver(Expected<T> value)
    {
        // The copies outlive this, which the caller may delete.
        const Expected<ApiResponse> result = value ? m_response : Unexpected(value.error());
        finish(result, [done = m_done, &value] { done(std::move(value)); });
    }

private:
    static constexpr qsizetype largeBody = 64 * 1024;

    void received(Expected<ApiResponse> response) override
    {
        m_response = std::move(response);
        if (!m_response)
            deliver(Unexpected(m_response.error()));
        else if (m_response->body.size() <= largeBody)
            taken(parsedAnswer(m_parse, *m_response));
        else
            parseOnWorker();
    }

    void parseOnWorker()
    {
        auto *watcher = new QFutureWatcher<Expected<T>>(this);
        connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
            watcher->deleteLater();
            taken(isCancelled() ? Unexpected(cancelledError()) : watcher->future().takeResult());
        });
        watcher->setFuture(QtConcurrent::run(&TypedCall::parsedAnswer, m_parse, *m_response));
    }

    void taken(Expected<T> value)
    {
        // What was kept from before was broken already then; its ETag must not keep it for ever.
        if (!value && !isCancelled() && m_response->notModified)
            sendForNewAnswer();
        else
            parsed(std::move(value));
    }

    static Expected<T> parsedAnswer(const Parser<T> &parse, const ApiResponse &response)
    {
        Expected<T> value = parse(response);
        if (!value) {
            value.error().httpStatus = response.status;
            value.error().requestId = response.requestId;
        }
        return value;
    }

    Parser<T> m_parse;
    Done<T> m_done;
    Expected<ApiResponse> m_response;
};

//! Starts a call; the parameters are as in services.h.
template <typename T>
ApiJob *call(ApiClient &client, const Expected<ApiRequest> &request, Caller caller, Parser<T> parse, Done<T> done)
{
    auto *job = new TypedCall<T>(client, caller, std::move(parse), std::move(done));
    job->start(request);
    return job;
}

} // namespace Runlight
