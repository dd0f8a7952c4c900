// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/archivereader.h"

#include <archive.h>
#include <archive_entry.h>

#include <limits>

#ifdef Q_OS_UNIX
#    include <locale.h>
#endif

namespace Runlight {

namespace {

//! libarchive turns names that are UTF-8 into the locale's encoding and back. Where that is another one ("C"), they
//! would be lost on the way.
class Utf8NamesScope
{
public:
#ifdef Q_OS_UNIX
    Utf8NamesScope()
        : m_utf8(newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t(0)))
        , m_before(uselocale(m_utf8)) // Of this thread only. Without such a locale all stays as it is.
    { }
    ~Utf8NamesScope()
    {
        uselocale(m_before);
        if (m_utf8)
            freelocale(m_utf8);
    }
    Q_DISABLE_COPY_MOVE(Utf8NamesScope)

private:
    const locale_t m_utf8;
    const locale_t m_before;
#endif
};

constexpr qint64 fileBlockBytes = 65'536;

//! What the list of entries takes up in the file, one with the other; a name has 40 to 250 bytes as a rule.
constexpr qint64 directoryBytesPerEntry = 512;
//! What may be read in front of one entry's data. A link's target is read with it, so this bounds that as well.
constexpr qint64 entryHeaderBytes = 1 << 20;
//! The record at the end of a zip, alone.
constexpr qint64 emptyZipBytes = 22;
constexpr qint64 unlimitedBytes = std::numeric_limits<qint64>::max();

Error archiveError(const QString &message)
{
    return {.kind = ErrorKind::Archive, .message = message};
}

ArchiveEntry::Kind kindOf(archive_entry *entry)
{
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
        return ArchiveEntry::Kind::File;
    case AE_IFDIR:
        return ArchiveEntry::Kind::Folder;
    case AE_IFLNK:
        return ArchiveEntry::Kind::Link;
    default:
        return ArchiveEntry::Kind::Other;
    }
}

QString nameOf(archive_entry *entry)
{
    // Nothing where the name is not what it claims to be encoded in: then the bytes as they are.
    if (const char *utf8 = archive_entry_pathname_utf8(entry))
        return QString::fromUtf8(utf8);
    return QString::fromUtf8(archive_entry_pathname(entry));
}

//! Other methods are rare, and some ask for as much memory as the archive says.
bool isKnownMethod(archive *archive)
{
    const QByteArrayView format = archive_format_name(archive);
    return format.contains("(deflation)") || format.contains("(uncompressed)");
}

} // namespace

Expected<std::unique_ptr<ArchiveReader>> ArchiveReader::open(const QString &path, const std::atomic_bool &cancelled,
                                                             const ArchiveLimits &limits)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QFile::ReadOnly | QFile::Unbuffered))
        return Unexpected(Error{.kind = ErrorKind::FileUnreadable, .message = tr("The archive cannot be opened.")});
    std::unique_ptr<ArchiveReader> reader(new ArchiveReader(std::move(file), cancelled, limits));
    if (const auto started = reader->start(); !started)
        return Unexpected(started.error());
    return reader;
}

ArchiveReader::ArchiveReader(std::unique_ptr<QFile> file, const std::atomic_bool &cancelled,
                             const ArchiveLimits &limits)
    : m_file(std::move(file))
    , m_cancelled(cancelled)
    , m_limits(limits)
    , m_archive(archive_read_new())
    , m_block(fileBlockBytes, Qt::Uninitialized)
{ }

ArchiveReader::~ArchiveReader()
{
    archive_read_free(m_archive);
}

//! Without the list of entries at its end a zip is not read at all: it was cut, and what its entries are is not
//! certain.
Expected<void> ArchiveReader::start()
{
    if (m_file->size() == 0)
        return Unexpected(archiveError(tr("The archive is empty, without even a list of files; download it again.")));
    const QByteArray begin = m_file->peek(emptyZipBytes);
    m_isEmpty = m_file->size() == emptyZipBytes && begin.startsWith("PK\5\6");
    if (m_isEmpty) // libarchive knows none such.
        return {};
    archive_read_support_format_zip_seekable(m_archive);
    archive_read_set_callback_data(m_archive, this);
    archive_read_set_read_callback(m_archive, &ArchiveReader::readBlock);
    archive_read_set_seek_callback(m_archive, &ArchiveReader::seek);
    m_headerBytesLeft = entryHeaderBytes;
    if (archive_read_open1(m_archive) == ARCHIVE_OK)
        return {};
    if (m_fileFailed || m_cancelled)
        return Unexpected(failure());
    if (begin.startsWith("PK"))
        return Unexpected(archiveError(tr("The archive ends too early; download it again.")));
    return Unexpected(archiveError(tr("The file is not a zip archive; open it with a program that knows its format.")));
}

Expected<std::optional<ArchiveEntry>> ArchiveReader::next()
{
    m_isReadable = false;
    if (m_isEmpty)
        return std::nullopt;
    m_headerBytesLeft =
        m_entries == 0 ? entryHeaderBytes + m_limits.entries * directoryBytesPerEntry : entryHeaderBytes;
    [[maybe_unused]] const Utf8NamesScope utf8Names;
    archive_entry *entry = nullptr;
    const int result = archive_read_next_header(m_archive, &entry);
    if (result == ARCHIVE_EOF)
        return std::nullopt;
    if (result < ARCHIVE_WARN) // A warning is about the name or the date.
        return Unexpected(failure());
    if (++m_entries > m_limits.entries) {
        return Unexpected(archiveError(
            tr("The archive has more than %n file(s), so it was not unpacked; look at it with another program.",
               nullptr, int(std::min<qint64>(m_limits.entries, std::numeric_limits<int>::max())))));
    }
    ArchiveEntry found{nameOf(entry), kindOf(entry), {}};
    if (archive_entry_size_is_set(entry))
        found.size = archive_entry_size(entry);
    m_isEncrypted = archive_entry_is_encrypted(entry);
    m_isReadable = found.kind == ArchiveEntry::Kind::File;
    return found;
}

Expected<void> ArchiveReader::read(const Sink &sink)
{
    if (m_isEncrypted)
        return Unexpected(
            archiveError(tr("The archive is encrypted; unpack it with a program that asks for its password.")));
    if (!m_isReadable)
        return {};
    if (!isKnownMethod(m_archive))
        return Unexpected(archiveError(tr("The archive is packed in an unusual way; unpack it with another program.")));
    m_isReadable = false;
    m_headerBytesLeft = unlimitedBytes;
    while (true) {
        if (m_cancelled) // One block of the file may unpack to many.
            return Unexpected(failure());
        const void *data = nullptr;
        size_t size = 0;
        la_int64_t offset = 0;
        const int result = archive_read_data_block(m_archive, &data, &size, &offset);
        if (result == ARCHIVE_EOF)
            return {};
        if (result != ARCHIVE_OK) // A warning is about the size.
            return Unexpected(failure());
        if (const auto allowed = checkBounds(qint64(size)); !allowed)
            return allowed;
        if (const auto taken = sink(QByteArrayView(static_cast<const char *>(data), qsizetype(size))); !taken)
            return taken;
    }
}

Expected<void> ArchiveReader::checkBounds(qint64 moreBytes)
{
    m_unpackedBytes += moreBytes;
    const bool isBomb = m_unpackedBytes > m_limits.bytesAtAnyRatio && m_unpackedBytes / m_limits.ratio > m_file->size();
    if (m_unpackedBytes <= m_limits.bytes && !isBomb)
        return {};
    return Unexpected(archiveError(tr("The archive unpacks to far more than its size lets expect, so Runlight stopped; "
                                      "look at it with another program.")));
}

//! Why libarchive gave up.
Error ArchiveReader::failure() const
{
    if (m_cancelled)
        return {.kind = ErrorKind::Cancelled, .message = tr("Unpacking the archive was cancelled.")};
    if (m_fileFailed)
        return {.kind = ErrorKind::FileUnreadable, .message = tr("The archive cannot be read from the disk.")};
    if (m_headersTooLarge)
        return archiveError(
            tr("The archive has too long a list of files, so it was not unpacked; look at it with another program."));
    const QByteArrayView reason = archive_error_string(m_archive);
    if (reason.contains("CRC"))
        return archiveError(tr("A file in the archive does not match its checksum; download the archive again."));
    if (reason.contains("runcated"))
        return archiveError(tr("The archive ends too early; download it again."));
    return archiveError(tr("The archive is damaged; download it again."));
}

std::ptrdiff_t ArchiveReader::readBlock(archive *archive, void *self, const void **block)
{
    auto *reader = static_cast<ArchiveReader *>(self);
    if (reader->m_cancelled || reader->m_headerBytesLeft <= 0) {
        reader->m_headersTooLarge = reader->m_headerBytesLeft <= 0;
        archive_set_error(archive, EIO, "Stopped");
        return ARCHIVE_FATAL;
    }
    const qint64 bytes = reader->m_file->read(reader->m_block.data(), fileBlockBytes);
    if (bytes < 0) {
        reader->m_fileFailed = true;
        archive_set_error(archive, EIO, "Unreadable");
        return ARCHIVE_FATAL;
    }
    reader->m_headerBytesLeft -= bytes;
    *block = reader->m_block.constData();
    return std::ptrdiff_t(bytes);
}

std::int64_t ArchiveReader::seek(archive *, void *self, std::int64_t offset, int whence)
{
    QFile &file = *static_cast<ArchiveReader *>(self)->m_file;
    const qint64 from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.pos() : file.size();
    const qint64 to = from + offset;
    return to >= 0 && file.seek(to) ? to : ARCHIVE_FATAL;
}

} // namespace Runlight
