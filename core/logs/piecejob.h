// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMutex>
#include <QObject>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <memory>

namespace Runlight {

//! Works through numbered pieces on the global thread pool, on several threads, and hands the results over on the GUI
//! thread in the order of their pieces. It keeps itself alive until its last worker has noticed that there is nothing
//! left to do.
template <typename Result>
class PieceJob : public std::enable_shared_from_this<PieceJob<Result>>
{
public:
    //! Makes the result of a piece. Where it takes long it looks at \a isCancelled, after which anything will do.
    using Work = std::function<Result(qint64 piece, const std::atomic<bool> &isCancelled)>;
    //! Called on each worker, so that what it makes can have memory of its own. Any thread.
    using MakeWork = std::function<Work()>;
    //! Called on \a receiver's thread, never from within start().
    using Deliver = std::function<void(Result)>;

    //! \a receiver must call cancel() before it is gone.
    static std::shared_ptr<PieceJob> start(qint64 pieces, MakeWork makeWork, QObject *receiver, Deliver deliver)
    {
        constexpr qint64 maxWorkers = 4; // Memory is not faster for more.
        std::shared_ptr<PieceJob> job(new PieceJob(pieces, std::move(makeWork), receiver, std::move(deliver)));
        QThreadPool &pool = *QThreadPool::globalInstance();
        const qint64 workers = std::min<qint64>({pieces, pool.maxThreadCount(), maxWorkers});
        for (qint64 i = 0; i < workers; ++i)
            pool.start([job] { job->work(); });
        return job;
    }

    //! Nothing is delivered from now on. Waits for nothing; a worker ends with the piece it has in hand.
    void cancel()
    {
        m_isCancelled = true;
        const QMutexLocker lock(&m_receiverLock);
        m_receiver = nullptr;
    }

private:
    PieceJob(qint64 pieces, MakeWork makeWork, QObject *receiver, Deliver deliver)
        : m_pieces(pieces)
        , m_makeWork(std::move(makeWork))
        , m_receiver(receiver)
        , m_deliver(std::move(deliver))
    { }

    void work()
    {
        const Work work = m_makeWork();
        for (qint64 piece = m_nextPiece++; piece < m_pieces && !m_isCancelled; piece = m_nextPiece++)
            handOver(piece, work(piece, m_isCancelled));
    }

    void handOver(qint64 piece, Result result)
    {
        const QMutexLocker lock(&m_receiverLock);
        if (!m_receiver)
            return;
        auto take = [job = this->shared_from_this(), piece, result = std::move(result)]() mutable {
            job->takeInOrder(piece, std::move(result));
        };
        QMetaObject::invokeMethod(m_receiver, std::move(take), Qt::QueuedConnection);
    }

    void takeInOrder(qint64 piece, Result result)
    {
        m_early.emplace(piece, std::move(result));
        // Delivering may cancel.
        while (!m_isCancelled) {
            auto next = m_early.extract(m_nextDelivered);
            if (next.empty())
                return;
            ++m_nextDelivered;
            m_deliver(std::move(next.mapped()));
        }
    }

    const qint64 m_pieces;
    const MakeWork m_makeWork;
    std::atomic<qint64> m_nextPiece = 0;
    std::atomic<bool> m_isCancelled = false;
    QMutex m_receiverLock; //!< The receiver stays while a piece is posted to it.
    QObject *m_receiver;

    // Of the receiver's thread.
    const Deliver m_deliver;
    std::map<qint64, Result> m_early;
    qint64 m_nextDelivered = 0;
};

} // namespace Runlight
