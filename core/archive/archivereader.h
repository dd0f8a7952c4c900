// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/archivelimits.h"
#include "core/base/expected.h"

#include <QByteArrayView>
#include <QCoreApplication>
#include <QFile>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

struct archive;

namespace Runlight {

struct ArchiveEntry
{
    enum class Kind {
        File,
        Folder,
        Link, //!< Symbolic. It has no bytes to read.
        Other,
    };

    QString
        name; //!< As it stands in the archive: data, never a path ("../x" and "/x" occur). Lone surrogates are U+FFFD.
    Kind kind = Kind::File;
    std::optional<qint64> size; //!< Unpacked, as the archive claims.
};

//! Walks the entries of a zip and streams their bytes, in blocks of at most a few hundred KB whatever the entries'
//! sizes. Reads what GitHub and common tools write: stored or deflated, streamed (sizes behind the data), zip64, dates
//! that are none. What it takes from the archive is checked: an entry that was read to its end has the size and the
//! checksum that the archive claims.
//!
//! Blocking: for worker threads, one at a time. Errors are ErrorKind::Archive with a message of one sentence that says
//! what to do as well; FileUnreadable where the file cannot be opened or read; Cancelled. After an error there is
//! nothing more to have from the reader.
class ArchiveReader
{
    Q_DECLARE_TR_FUNCTIONS(ArchiveReader)

public:
    //! Takes the bytes of an entry as they come. Its error, such as a full disk, ends the reading.
    using Sink = std::function<Expected<void>(QByteArrayView)>;

    //! \a cancelled is looked at before each block is read; it must outlive the reader.
    static Expected<std::unique_ptr<ArchiveReader>> open(const QString &path, const std::atomic_bool &cancelled,
                                                         const ArchiveLimits &limits = {});
    ~ArchiveReader();
    ArchiveReader(const ArchiveReader &) = delete;
    ArchiveReader &operator=(const ArchiveReader &) = delete;

    //! The next entry in the order of their data; nothing behind the last. What was not read of the one before is
    //! skipped, at no cost.
    Expected<std::optional<ArchiveEntry>> next();
    //! Hands the bytes of the entry that next() gave to \a sink; call it once for an entry.
    Expected<void> read(const Sink &sink);

private:
    ArchiveReader(std::unique_ptr<QFile> file, const std::atomic_bool &cancelled, const ArchiveLimits &limits);

    static std::ptrdiff_t readBlock(archive *, void *self, const void **block);
    static std::int64_t seek(archive *, void *self, std::int64_t offset, int whence);

    Expected<void> start();
    Expected<void> checkBounds(qint64 moreBytes);
    Error failure() const;

    const std::unique_ptr<QFile> m_file;
    const std::atomic_bool &m_cancelled;
    const ArchiveLimits m_limits;
    archive *const m_archive;
    QByteArray m_block;
    qint64 m_headerBytesLeft = 0; //!< What may still be read to find the next entry.
    bool m_headersTooLarge = false;
    bool m_fileFailed = false;
    qint64 m_entries = 0;
    qint64 m_unpackedBytes = 0;
    bool m_isEmpty = false;
    bool m_isReadable = false; //!< The entry that is at hand has bytes that can be unpacked.
    bool m_isEncrypted = false;
};

} // namespace Runlight
