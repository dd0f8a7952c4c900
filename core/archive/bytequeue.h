// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QObject>

#include <memory>

namespace Runlight {

//! Where bytes are drawn from, on a worker thread.
class ByteSource
{
public:
    ByteSource() = default;
    virtual ~ByteSource() = default;
    Q_DISABLE_COPY_MOVE(ByteSource)

    //! The next bytes, waiting until there are some; empty at the end, and again after it.
    virtual Expected<QByteArray> next() = 0;
};

//! A queue between a thread that has bytes come in and one that works them off. The queue is the end for filling and
//! belongs to one thread with an event loop, usually the GUI's, where none of its calls waits; source() is the other
//! end.
//!
//! Bytes are never refused: the bound is that isBehind() asks for a pause. A download's sink is three lines with it:
//! take() puts, isBehind() asks, caughtUp() is connected to the sink's own.
class ByteQueue : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 defaultBoundBytes = 4 << 20;

    //! Behind from \a boundBytes on, caught up at half of it.
    explicit ByteQueue(qint64 boundBytes = defaultBoundBytes, QObject *parent = nullptr);
    //! Where it was not finished, what waits at the other end gets Cancelled at once.
    ~ByteQueue() override;

    //! For one thread at a time. It may outlive the queue. When nobody holds it any more, what is put is thrown away
    //! and the queue is never behind.
    std::unique_ptr<ByteSource> takeSource(); //!< Once.

    void put(const QByteArray &bytes); //!< Shared, not copied.
    void finish(); //!< No more bytes follow: the other end gets those that are still there, then the end.
    void fail(const Error &error); //!< The other end gets \a error at once, and nothing that is still there.

    bool isBehind() const;

Q_SIGNALS:
    //! On the queue's own thread, once after each time that it was found behind.
    void caughtUp();

private:
    class Channel;
    class Source;

    const std::shared_ptr<Channel> m_channel;
};

} // namespace Runlight
