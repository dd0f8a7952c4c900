// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/logsink.h"

namespace Runlight {

namespace {

// What may wait in memory for the disk: reading from the network pauses above, and goes on below.
constexpr qint64 mostPending = 4 << 20;
constexpr qint64 littlePending = 1 << 20;

qint64 writtenBytes(const LogWriter *writer)
{
    return writer ? writer->writtenBytes() : 0;
}

} // namespace

LogSink::LogSink(LogCache &cache, LogKey key)
    : m_cache(cache)
    , m_key(std::move(key))
{ }

LogSink::~LogSink()
{
    delete m_former;
    delete m_writer;
}

void LogSink::begin(const DownloadHead &head)
{
    if (writtenBytes(m_writer) >= writtenBytes(m_former))
        std::swap(m_writer, m_former);
    delete m_writer;
    if (m_former)
        m_former->disconnect(this);
    m_totalBytes = head.totalBytes;
    m_isBehind = false;
    m_writer = m_cache.begin(m_key);
    connect(m_writer, &LogWriter::written, this, &LogSink::written);
    connect(m_writer, &LogWriter::failed, this, &LogSink::failed);
}

void LogSink::take(const QByteArray &bytes)
{
    m_writer->write(bytes);
    m_isBehind = m_writer->pendingBytes() > mostPending;
}

void LogSink::written()
{
    if (writtenBytes(m_writer) >= writtenBytes(m_former))
        delete m_former;
    if (m_isBehind && m_writer->pendingBytes() <= littlePending) {
        m_isBehind = false;
        Q_EMIT caughtUp();
    }
    Q_EMIT progressed();
}

void LogSink::commit(QObject *context, Done<QString> done)
{
    m_writer->commit(context, std::move(done));
}

void LogSink::flush(QObject *context, Done<QString> done)
{
    m_writer->flush(context, std::move(done));
}

QString LogSink::path() const
{
    const LogWriter *shown = m_former ? m_former : m_writer;
    return writtenBytes(shown) > 0 ? shown->path() : QString();
}

qint64 LogSink::receivedBytes() const
{
    return writtenBytes(m_former ? m_former : m_writer);
}

} // namespace Runlight
