// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/transport/downloadsink.h"
#include "core/logs/logcache.h"

#include <QPointer>

namespace Runlight {

//! Writes a download, of a log or of an archive of them, to the cache as it arrives. Where it starts over, what had
//! come before stays to be read until the new has come as far.
class LogSink final : public DownloadSink
{
    Q_OBJECT

public:
    //! \a cache must outlive this.
    LogSink(LogCache &cache, LogKey key);
    //! Gives up what was not committed.
    ~LogSink() override;

    void begin(const DownloadHead &head) override;
    void take(const QByteArray &bytes) override;
    bool isBehind() const override { return m_isBehind; }
    //! All has come: makes the log whole. Fails with FileUnwritable; then what has come stays.
    void commit(QObject *context, Done<QString> done);
    //! The file with all that has come in it, whatever came before. Fails with FileUnwritable.
    void flush(QObject *context, Done<QString> done);

    //! The file to read so far; empty while there is nothing in it.
    QString path() const;
    qint64 receivedBytes() const; //!< In that file.
    qint64 totalBytes() const { return m_totalBytes; }

Q_SIGNALS:
    void progressed();
    //! The disk does not take any more (FileUnwritable).
    void failed(const Runlight::Error &error);

private:
    void written();

    LogCache &m_cache;
    const LogKey m_key;
    QPointer<LogWriter> m_writer;
    QPointer<LogWriter> m_former; //!< Has come further than m_writer.
    qint64 m_totalBytes = -1;
    bool m_isBehind = false;
};

} // namespace Runlight
