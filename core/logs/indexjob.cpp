// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/indexjob.h"

#include <QThreadPool>

#include <algorithm>

namespace Runlight {

namespace {

constexpr qint64 pieceBytes = 2'097'152; // Scanned within a millisecond; a whole number of blocks.
constexpr int maxWorkers = 4; // Memory is not faster for more.

} // namespace

std::shared_ptr<IndexJob> IndexJob::start(const Part &part, QObject *receiver, Deliver deliver)
{
    std::shared_ptr<IndexJob> job(new IndexJob(part, receiver, std::move(deliver)));
    QThreadPool &pool = *QThreadPool::globalInstance();
    const qint64 workers = std::min<qint64>({job->m_pieceCount, pool.maxThreadCount(), maxWorkers});
    for (qint64 i = 0; i < workers; ++i)
        pool.start([job] { job->work(); });
    return job;
}

void IndexJob::cancel()
{
    m_isCancelled = true;
    const QMutexLocker lock(&m_receiverLock);
    m_receiver = nullptr;
}

// Pieces begin where they would if the job began at the file's start, so that blocks are whole.
IndexJob::IndexJob(const Part &part, QObject *receiver, Deliver deliver)
    : m_part(part)
    , m_pieceCount(std::max<qint64>(1, (part.end + pieceBytes - 1) / pieceBytes - part.begin / pieceBytes))
    , m_receiver(receiver)
    , m_deliver(std::move(deliver))
{ }

void IndexJob::work()
{
    for (qint64 piece = m_nextPiece++; piece < m_pieceCount && !m_isCancelled; piece = m_nextPiece++)
        handOver(piece, scan(piece));
}

LogScan IndexJob::scan(qint64 piece) const
{
    const qint64 place = m_part.begin / pieceBytes + piece;
    const qint64 begin = std::max(m_part.begin, place * pieceBytes);
    const qint64 end = std::min((place + 1) * pieceBytes, m_part.end);
    return scanLog(m_part.mapping->bytes(), begin, end,
                   piece == 0 ? std::optional(m_part.openLineStart) : std::nullopt);
}

void IndexJob::handOver(qint64 piece, LogScan scan)
{
    const QMutexLocker lock(&m_receiverLock);
    if (!m_receiver)
        return;
    auto take = [job = shared_from_this(), piece, scan = std::move(scan)]() mutable {
        job->takeInOrder(piece, std::move(scan));
    };
    QMetaObject::invokeMethod(m_receiver, std::move(take), Qt::QueuedConnection);
}

void IndexJob::takeInOrder(qint64 piece, LogScan scan)
{
    m_early.emplace(piece, std::move(scan));
    // Delivering may cancel.
    while (!m_isCancelled) {
        const auto next = m_early.extract(m_nextDelivered);
        if (next.empty())
            return;
        ++m_nextDelivered;
        m_deliver(next.mapped());
    }
}

} // namespace Runlight
