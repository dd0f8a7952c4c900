// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/transfertask.h"

#include "core/artifacts/workercall.h"

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

// After a loss of the network it is tried again, more and more seldom, and at last not any more.
constexpr Clock::Milliseconds firstRetry = 30s;
constexpr Clock::Milliseconds longestRetry = 5min;
constexpr int mostLosses = 10;

//! What goes by: the bytes that have come are worth keeping.
bool goesBy(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Offline:
    case ErrorKind::Timeout:
    case ErrorKind::Transport:
    case ErrorKind::ServiceUnavailable:
    case ErrorKind::RateLimited:
    case ErrorKind::SecondaryRateLimit:
        return true;
    default:
        return false;
    }
}

} // namespace

struct TransferTask::Link
{
    //! Has \a function called on the task's thread, unless the task is gone by then.
    void post(std::function<void()> function)
    {
        const std::lock_guard lock(mutex);
        if (receiver)
            QMetaObject::invokeMethod(receiver, std::move(function), Qt::QueuedConnection);
    }

    std::mutex mutex;
    QObject *receiver;
};

TransferTask::TransferTask(const ArtifactRequest &request, const TransferOrder &order, GitHub &github, Clock &clock,
                           QThreadPool &pool, QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_github(github)
    , m_clock(clock)
    , m_link(new Link{{}, this})
    , m_work(std::make_shared<TransferWork>(order,
                                            TransferWork::Callbacks{[this, link = m_link](const QString &question) {
                                                                        link->post([this, question] { ask(question); });
                                                                    },
                                                                    [this, link = m_link] {
                                                                        link->post([this] { fetchAgain(); });
                                                                    }}))
    , m_sink([this](const DownloadHead &head, std::unique_ptr<ByteSource> source) {
        m_work->deliver(head, std::move(source));
    })
{
    callOnWorker<Expected<TransferResult>>(
        pool, this, [work = m_work] { return work->run(); },
        [this](const Expected<TransferResult> &result) { ended(result); });
    send();
}

TransferTask::~TransferTask()
{
    abandon();
}

void TransferTask::abandon()
{
    stopReading();
    delete m_retry;
    {
        const std::lock_guard lock(m_link->mutex);
        m_link->receiver = nullptr;
    }
    m_work->cancel();
    m_sink.fail({.kind = ErrorKind::Cancelled, .message = tr("The download was cancelled.")});
}

void TransferTask::pause()
{
    stopReading();
    moveTo(State::Paused);
}

void TransferTask::resume()
{
    delete m_retry;
    m_loss.reset();
    send();
    moveTo(State::Downloading);
}

void TransferTask::confirm()
{
    m_question.clear();
    m_work->confirm();
    if (!m_hasAll)
        send();
    moveTo(m_hasAll ? State::Unpacking : State::Downloading);
}

//! Last of all: whoever hears of it may end this.
void TransferTask::moveTo(State state)
{
    m_state = state;
    m_speed.reset();
    Q_EMIT moved();
}

// ---- The network

void TransferTask::send()
{
    const int call = ++m_calls;
    m_call = m_github.artifacts.download(m_request.repository.repository, m_request.artifact.id, m_sink, m_sink.point(),
                                         {this, Priority::Foreground}, [this, call](const Expected<void> &result) {
                                             if (call == m_calls)
                                                 answered(result);
                                         });
}

void TransferTask::stopReading()
{
    ++m_calls;
    if (m_call)
        m_call->cancel();
}

void TransferTask::answered(const Expected<void> &result)
{
    if (result && m_sink.hasBegun()) {
        m_hasAll = true;
        m_sink.finish();
        return moveTo(State::Unpacking);
    }
    const Error error =
        result ? Error{.kind = ErrorKind::Transport, .message = tr("The server sent nothing.")} : result.error();
    if (goesBy(error))
        lost(error);
    else
        fail(error);
}

void TransferTask::lost(const Error &error)
{
    const qint64 received = m_sink.point().receivedBytes;
    m_losses = received == m_bytesAtLoss ? m_losses + 1 : 1;
    m_bytesAtLoss = received;
    if (m_losses > mostLosses)
        return fail(error);
    Clock::Milliseconds delay = std::min<Clock::Milliseconds>(firstRetry * (1 << (m_losses - 1)), longestRetry);
    if (error.retryAt.isValid())
        delay = std::max(delay, Clock::Milliseconds(m_clock.now().msecsTo(error.retryAt)));
    m_loss = error;
    m_retry = m_clock.singleShot(delay, this, [this] { Q_EMIT wantsToResume(); });
    moveTo(State::Paused);
}

//! Ends it, once the worker has removed what there is of it.
void TransferTask::fail(const Error &error)
{
    m_failure = error;
    m_work->cancel();
    m_sink.fail(error);
}

// ---- The worker

void TransferTask::ask(const QString &question)
{
    delete m_retry;
    m_loss.reset();
    if (!m_hasAll)
        stopReading();
    m_question = question;
    moveTo(State::NeedsConfirmation);
}

void TransferTask::fetchAgain()
{
    m_sink.startOver();
    m_hasAll = false;
    if (m_state != State::Downloading && m_state != State::Unpacking)
        return;
    stopReading();
    send();
    moveTo(State::Downloading);
}

void TransferTask::ended(const Expected<TransferResult> &result)
{
    stopReading();
    delete m_retry;
    if (result)
        m_result = *result;
    else if (!m_failure)
        m_failure = result.error();
    moveTo(result ? State::Done : State::Failed);
}

// ---- What is seen of it

bool TransferTask::measure()
{
    const qint64 received = m_sink.point().receivedBytes;
    if (m_state == State::Downloading)
        m_speed.note(received, m_clock.monotonic());
    const bool isNews =
        m_state == State::Downloading || m_shownBytes != received || m_shownUnpacked != m_work->unpackedBytes();
    m_shownBytes = received;
    m_shownUnpacked = m_work->unpackedBytes();
    return isNews;
}

void TransferTask::describe(Transfer &transfer) const
{
    const DownloadPoint point = m_sink.point();
    transfer.state = m_state;
    transfer.receivedBytes = point.receivedBytes;
    transfer.totalBytes = point.totalBytes;
    transfer.unpackedBytes = m_state == State::Done ? m_result.unpackedBytes : m_work->unpackedBytes();
    transfer.bytesPerSecond = m_speed.bytesPerSecond();
    transfer.timeLeft = point.totalBytes < 0 ? std::nullopt : m_speed.timeFor(point.totalBytes - point.receivedBytes);
    transfer.error = m_state == State::Failed ? m_failure : m_loss;
    transfer.question = m_question;
    if (m_state != State::Done)
        return;
    transfer.place = m_result.place;
    transfer.isFolder = m_result.isFolder;
    transfer.isVerified = m_result.isVerified;
    transfer.leftOut = m_result.leftOut;
    transfer.leftOutCount = m_result.leftOutCount;
    transfer.renamedCount = m_result.renamedCount;
    transfer.presence = Transfer::Presence::There;
}

} // namespace Runlight
