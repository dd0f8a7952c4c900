// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/logs/lineindex.h"
#include "core/logs/linenumber.h"
#include "core/logs/logmapping.h"
#include "core/logs/logmarks.h"
#include "core/logs/piecejob.h"

#include <QObject>

#include <memory>
#include <optional>

namespace Runlight {

//! A log on disk, of any size: its lines and marks. They are found on the global thread pool, and can be asked for as
//! soon as they are found: the first within a few milliseconds of open(). Nothing of the file is copied. Lives on the
//! GUI thread.
//!
//! The file may grow: call extend(). It may be cut short, which is an error(), with what is left still shown, or be
//! deleted or replaced, which changes nothing here.
class LogFile : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 defaultMaxLineBytes = 65'536;

    //! Fails with FileUnreadable where \a path is missing, a folder, no regular file, or may not be read. Indexing
    //! begins at once; signals come from the event loop only.
    static Expected<std::unique_ptr<LogFile>> open(const QString &path);
    //! Does not wait for the indexing.
    ~LogFile() override;

    QString path() const { return m_path; }
    //! Lines known so far. The last may be known in part only: it can have no line ending yet, or is still being read.
    qint64 lineCount() const { return m_index.lineCount(); }
    qint64 indexedBytes() const { return m_index.end(); }
    //! Bytes that there are to index, as far as is known.
    qint64 totalBytes() const { return m_totalBytes; }
    //! Whether lineCount() stands for all of the file, or for what is left of it after an error().
    bool isComplete() const { return m_isComplete; }
    //! FileTruncated or FileUnreadable, once failed() was emitted.
    const std::optional<Error> &error() const { return m_error; }

    //! At most \a maxBytes of line \a number, as it stands in the file, without its line ending ("\n" or "\r\n"). Empty
    //! where there is no such line, or no more. The view is good until control returns to the event loop or extend()
    //! is called.
    QByteArrayView line(LineNumber number, qint64 maxBytes = defaultMaxLineBytes);
    //! The whole line's bytes, without its line ending.
    qint64 lineLength(LineNumber number) const;
    //! Where the line begins in the file, in bytes. lineCount() gives the end of the last line.
    qint64 offsetOf(LineNumber number) const;
    //! The line that the byte at \a offset is in.
    LineNumber lineAt(qint64 offset) const;

    const LogMarks &marks() const { return m_index.marks(); }
    //! See LogMarks::groupAt().
    std::optional<LineRange> groupAt(LineNumber line) const;

    //! The bytes themselves, for other threads to search; outlives this.
    std::shared_ptr<const LogMapping> mapping() const { return m_mapping; }
    //! Heap used by the index, in bytes.
    qint64 indexMemory() const { return m_index.memoryUse(); }

    //! Looks whether the file has grown or was cut. Only what is new is indexed. Call it as often as is handy: while
    //! indexing goes on it does nothing, for the size is looked at again when that ends. Ignored after an error().
    void extend();

Q_SIGNALS:
    //! More lines or marks, or more of the last line. First after the first 2 MB.
    void progressed(qint64 indexedBytes, qint64 totalBytes);
    //! isComplete(): once after open(), and again after what extend() has found.
    void completed();
    //! Emitted once at most. What is left of the file is indexed, and completed() follows.
    void failed(const Runlight::Error &error);

private:
    LogFile(const QString &path, std::shared_ptr<const LogMapping> mapping);

    void startIndexing(qint64 end);
    void take(const LogScan &scan);
    void cancelJob();
    bool checkFile();
    void fail(const Error &error);

    const QString m_path;
    std::shared_ptr<const LogMapping> m_mapping;
    std::shared_ptr<PieceJob<LogScan>> m_job; //!< While indexing.
    LineIndex m_index;
    qint64 m_totalBytes = 0;
    qint64 m_readableBytes; //!< What lies behind was cut off once; what may stand there now is another log's.
    bool m_isComplete = false;
    std::optional<Error> m_error;
};

} // namespace Runlight
