// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/bytequeue.h"

#include <QCoreApplication>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace Runlight {

//! What both ends share.
class ByteQueue::Channel
{
public:
    Channel(ByteQueue *queue, qint64 boundBytes)
        : m_queue(queue)
        , m_boundBytes(boundBytes)
    { }

    void put(const QByteArray &bytes)
    {
        const std::lock_guard lock(m_mutex);
        if (bytes.isEmpty() || m_hasEnd || m_readerIsGone)
            return;
        m_pieces.push_back(bytes);
        m_bytes += bytes.size();
        m_changed.notify_one();
    }

    //! Ends the queue, at once where there is an error.
    void end(const std::optional<Error> &error)
    {
        const std::lock_guard lock(m_mutex);
        if (m_hasEnd)
            return;
        m_hasEnd = true;
        m_error = error;
        if (error) {
            m_pieces.clear();
            m_bytes = 0;
        }
        m_changed.notify_one();
    }

    void leave()
    {
        const std::lock_guard lock(m_mutex);
        m_queue = nullptr;
    }

    bool isBehind()
    {
        const std::lock_guard lock(m_mutex);
        const bool behind = m_bytes >= m_boundBytes && !m_readerIsGone;
        m_owesCaughtUp = m_owesCaughtUp || behind;
        return behind;
    }

    Expected<QByteArray> next()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_pieces.empty() || m_hasEnd; });
        if (m_error)
            return Unexpected(*m_error);
        if (m_pieces.empty())
            return QByteArray();
        QByteArray bytes = std::move(m_pieces.front());
        m_pieces.pop_front();
        m_bytes -= bytes.size();
        if (m_bytes <= m_boundBytes / 2)
            tellCaughtUp();
        return bytes;
    }

    void readerLeaves()
    {
        const std::lock_guard lock(m_mutex);
        m_readerIsGone = true;
        m_pieces.clear();
        m_bytes = 0;
        tellCaughtUp();
    }

private:
    //! Under the lock, so that the queue is still there to post to.
    void tellCaughtUp()
    {
        if (m_owesCaughtUp && m_queue)
            QMetaObject::invokeMethod(m_queue, &ByteQueue::caughtUp, Qt::QueuedConnection);
        m_owesCaughtUp = false;
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    ByteQueue *m_queue;
    const qint64 m_boundBytes;
    std::deque<QByteArray> m_pieces;
    qint64 m_bytes = 0;
    bool m_hasEnd = false;
    std::optional<Error> m_error;
    bool m_owesCaughtUp = false;
    bool m_readerIsGone = false;
};

class ByteQueue::Source : public ByteSource
{
public:
    explicit Source(std::shared_ptr<Channel> channel)
        : m_channel(std::move(channel))
    { }
    ~Source() override { m_channel->readerLeaves(); }

    Expected<QByteArray> next() override { return m_channel->next(); }

private:
    const std::shared_ptr<Channel> m_channel;
};

ByteQueue::ByteQueue(qint64 boundBytes, QObject *parent)
    : QObject(parent)
    , m_channel(std::make_shared<Channel>(this, boundBytes))
{ }

ByteQueue::~ByteQueue()
{
    m_channel->leave();
    m_channel->end(Error{.kind = ErrorKind::Cancelled,
                         .message = QCoreApplication::translate("Extraction", "Unpacking the archive was cancelled.")});
}

std::unique_ptr<ByteSource> ByteQueue::takeSource()
{
    return std::make_unique<Source>(m_channel);
}

void ByteQueue::put(const QByteArray &bytes)
{
    m_channel->put(bytes);
}

void ByteQueue::finish()
{
    m_channel->end(std::nullopt);
}

void ByteQueue::fail(const Error &error)
{
    m_channel->end(error);
}

bool ByteQueue::isBehind() const
{
    return m_channel->isBehind();
}

} // namespace Runlight
