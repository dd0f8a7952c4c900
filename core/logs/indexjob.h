// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/logmapping.h"
#include "core/logs/logscan.h"

#include <QMutex>
#include <QObject>

#include <atomic>
#include <functional>
#include <map>
#include <memory>

namespace Runlight {

//! Scans a part of a log on the global thread pool, in pieces on several threads, and hands the pieces over on the GUI
//! thread in their order. It keeps itself alive until its last worker has noticed that there is nothing left to do.
class IndexJob : public std::enable_shared_from_this<IndexJob>
{
public:
    //! Called on \a receiver's thread, never from within start().
    using Deliver = std::function<void(const LogScan &)>;

    struct Part
    {
        std::shared_ptr<const LogMapping> mapping;
        qint64 begin = 0;
        qint64 end = 0; //!< At least `begin`.
        qint64 openLineStart = 0; //!< Where the line begins that goes on at `begin`.
    };

    //! Delivers one piece at least, be it empty. \a receiver must call cancel() before it is gone.
    static std::shared_ptr<IndexJob> start(const Part &part, QObject *receiver, Deliver deliver);

    //! Nothing is delivered from now on. Waits for nothing; a worker ends with the piece it has in hand.
    void cancel();

private:
    IndexJob(const Part &part, QObject *receiver, Deliver deliver);

    void work();
    LogScan scan(qint64 piece) const;
    void handOver(qint64 piece, LogScan scan);
    void takeInOrder(qint64 piece, LogScan scan);

    const Part m_part;
    const qint64 m_pieceCount;
    std::atomic<qint64> m_nextPiece = 0;
    std::atomic<bool> m_isCancelled = false;
    QMutex m_receiverLock; //!< The receiver stays while a piece is posted to it.
    QObject *m_receiver;

    // Of the receiver's thread.
    const Deliver m_deliver;
    std::map<qint64, LogScan> m_early;
    qint64 m_nextDelivered = 0;
};

} // namespace Runlight
