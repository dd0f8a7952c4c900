// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/base/id.h"
#include "core/logs/logsteps.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace Runlight {

class Clock;
class LogWriter;

//! Which log: that of a job of an attempt of a run. Without a job: the archive of the attempt's logs, which passes
//! through on its way to them and is never kept.
struct LogKey
{
    QString host; //!< "github.com"
    QString owner;
    QString repository;
    RunId run;
    int attempt = 1;
    JobId job;

    friend bool operator==(const LogKey &, const LogKey &) = default;
};

//! A whole log on the disk.
struct CachedLog
{
    QString path;
    qint64 bytes = 0;
    std::vector<StepStart> stepStarts; //!< Exactly, where insert() was told; else empty.
};

//! The logs on this machine, at FOLDER/host/owner/repository/run/attempt/JOB.log, readable by their owner only. A log
//! is there whole or not at all, also after a crash. Of more than so many bytes those not used for the longest time are
//! thrown away, but none that is pinned or being written. Lives on the GUI thread; the disk is touched on a thread of
//! its own, in the order of the calls.
class LogCache : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 defaultMaxBytes = qint64(2) << 30;

    //! Makes \a folder where it is missing. \a clock must outlive this.
    LogCache(const QString &folder, Clock &clock, qint64 maxBytes = defaultMaxBytes, QObject *parent = nullptr);
    //! Ends all writers; waits for what the disk has in hand.
    ~LogCache() override;

    //! Where the whole log is, if it is. Marks it as used. \a done is called once, later, unless \a context is gone.
    void find(const LogKey &key, QObject *context, std::function<void(std::optional<CachedLog>)> done);
    //! Begins to write the log anew. What is there stays until the new one is whole. Belongs to the cache: see
    //! LogWriter.
    LogWriter *begin(const LogKey &key);
    //! Makes the file at \a file, which is whole, the log; it is moved. \a steps, where it is known where they begin,
    //! are kept beside it for as long as it is there. Fails with FileUnwritable.
    void insert(const LogKey &key, const QString &file, const std::vector<StepStart> &steps, QObject *context,
                Done<QString> done);
    //! Throws away all logs of \a key's run, of its attempts up to \a key's, pinned or not: they were deleted. What is
    //! being written is its writer's.
    void removeRun(const LogKey &key);
    //! Keeps the log at \a path from being thrown away for as long as what is returned lives.
    [[nodiscard]] std::shared_ptr<void> pin(const QString &path);

    //! Where the log is or would be.
    QString pathOf(const LogKey &key) const;
    qint64 maxBytes() const;
    //! Calls that the disk has not answered yet, writing included.
    int pendingCalls() const;

private:
    friend class LogWriter;
    struct Private;
    std::unique_ptr<Private> d;
};

//! One log on its way to disk. Gone when it is committed, abandoned or deleted; but for the first that removes the
//! file.
class LogWriter : public QObject
{
    Q_OBJECT

public:
    ~LogWriter() override;

    //! Appends \a bytes, later. Nothing is written any more once something has failed.
    void write(const QByteArray &bytes);
    //! Makes the log whole and gives its path. Where that fails (FileUnwritable), the part stays as it is.
    void commit(QObject *context, Done<QString> done);
    //! Gives path() once all that was given to write() is in it, or fails with FileUnwritable.
    void flush(QObject *context, Done<QString> done);
    void abandon() { deleteLater(); }

    //! The file as far as it has come; it exists once writtenBytes() is not 0.
    QString path() const { return m_part; }
    qint64 writtenBytes() const { return m_written; }
    //! Given to write() and not on the disk yet: whoever reads from a network waits while this is much.
    qint64 pendingBytes() const { return m_pending; }

Q_SIGNALS:
    //! So many bytes are in the file now, in all.
    void written(qint64 bytes);
    //! Once: the disk is full, or must not be written to (FileUnwritable). What is in the file stays readable.
    void failed(const Runlight::Error &error);

private:
    friend class LogCache;
    LogWriter(LogCache &cache, const QString &path, quint64 number);

    void fail(const Error &error);

    LogCache &m_cache;
    const quint64 m_number;
    const QString m_path; //!< Of the whole.
    const QString m_part;
    qint64 m_written = 0;
    qint64 m_pending = 0;
    std::optional<Error> m_error;
    bool m_isCommitted = false;
};

} // namespace Runlight
