// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/ziplist.h"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace Runlight {

namespace {

constexpr qint64 longestCommentBytes = 65'535;

StopHere stopUnreadable()
{
    return stopWith({.kind = ErrorKind::FileUnreadable,
                     .message = ExtractionText::tr("The archive cannot be read from the disk.")});
}

StopHere stopNoZip(const ZipFile &file)
{
    const auto begin = file.read(0, 2);
    if (!begin)
        return StopHere(begin.error());
    if (begin->startsWith("PK") || file.size() == 0)
        return stopCutShort();
    return stopWith({.kind = ErrorKind::Archive,
                     .message = ExtractionText::tr(
                         "The file is not a zip archive; open it with a program that knows its format.")});
}

//! Where the end record is, which is as far from the end of the file as it says.
std::optional<qsizetype> endIn(QByteArrayView tail)
{
    for (qsizetype at = tail.size() - Zip::endFixedBytes; at >= 0; --at) {
        const QByteArrayView record = tail.sliced(at);
        if (!record.startsWith(Zip::endSignature))
            continue;
        const auto end = Zip::parseEnd(record);
        if (end && end->commentBytes == record.size() - Zip::endFixedBytes)
            return at;
    }
    return std::nullopt;
}

struct FoundEnd
{
    Zip::End end;
    qint64 listEnd = 0; //!< Where it is in the file.
};

Extracted<FoundEnd> findEnd(const ZipFile &file)
{
    const qint64 tailBytes = std::min(file.size(), Zip::endFixedBytes + longestCommentBytes + Zip::locator64Bytes);
    const qint64 tailOffset = file.size() - tailBytes;
    const auto tail = file.read(tailOffset, tailBytes);
    if (!tail)
        return StopHere(tail.error());
    const auto at = endIn(*tail);
    if (!at)
        return stopNoZip(file);
    const auto end = Zip::parseEnd(QByteArrayView(*tail).sliced(*at));
    FoundEnd found{*end, tailOffset + *at};
    const auto locator = *at < Zip::locator64Bytes
        ? std::nullopt
        : Zip::parseLocator64(QByteArrayView(*tail).sliced(*at - Zip::locator64Bytes));
    if (!locator)
        return Zip::needsEnd64(found.end) && found.end.entries == 0xffff && found.end.listBytes == 0xffffffff
            ? Extracted<FoundEnd>(stopDamaged())
            : found;
    // Just in front of the locator, wherever that says: what stands in front of the archive moves it.
    const qint64 end64Offset = found.listEnd - Zip::locator64Bytes - Zip::end64FixedBytes;
    if (end64Offset < 0)
        return stopDamaged();
    const auto record = file.read(end64Offset, Zip::end64FixedBytes);
    if (!record)
        return StopHere(record.error());
    const auto end64 = Zip::parseEnd64(*record);
    if (!end64)
        return stopDamaged();
    return FoundEnd{*end64, end64Offset};
}

Extracted<ZipList> parseList(QByteArrayView bytes, quint64 count, quint64 before, const ExtractionRun &run)
{
    ZipList list;
    list.entries.reserve(size_t(count)); // It was bounded.
    while (!bytes.isEmpty()) {
        if (bytes.size() < Zip::listedFixedBytes || bytes.size() < Zip::listedRecordBytes(bytes))
            return stopDamaged();
        auto entry = Zip::parseListed(bytes.first(Zip::listedRecordBytes(bytes)));
        if (!entry)
            return stopDamaged();
        bytes = bytes.sliced(entry->recordBytes);
        entry->offset += before;
        list.entries.push_back(std::move(*entry));
        if (const auto allowed = run.checkCancelled(); !allowed)
            return StopHere(allowed.error());
    }
    if (list.entries.size() != count)
        return stopDisagreeing();
    std::stable_sort(list.entries.begin(), list.entries.end(),
                     [](const auto &a, const auto &b) { return a.offset < b.offset; });
    return list;
}

} // namespace

Extracted<std::unique_ptr<ZipFile>> ZipFile::open(const QString &path)
{
    auto file = std::make_unique<ZipFile>();
    file->m_file.setFileName(path);
    if (!file->m_file.open(QFile::ReadOnly | QFile::Unbuffered))
        return stopWith(
            {.kind = ErrorKind::FileUnreadable, .message = ExtractionText::tr("The archive cannot be opened.")});
    file->m_size = file->m_file.size();
    return file;
}

Extracted<QByteArrayView> ZipFile::read(qint64 offset, qsizetype bytes, char *buffer) const
{
    qsizetype filled = 0;
    while (filled < bytes) {
        const ssize_t got = ::pread(m_file.handle(), buffer + filled, size_t(bytes - filled), off_t(offset + filled));
        if (got == 0)
            break;
        if (got < 0 && errno != EINTR)
            return stopUnreadable();
        filled += std::max<ssize_t>(got, 0);
    }
    return QByteArrayView(buffer, filled);
}

Extracted<QByteArray> ZipFile::read(qint64 offset, qsizetype bytes) const
{
    QByteArray buffer(bytes, Qt::Uninitialized);
    const auto filled = read(offset, bytes, buffer.data());
    if (!filled)
        return StopHere(filled.error());
    buffer.truncate(filled->size());
    return buffer;
}

Extracted<ZipList> readList(const ZipFile &file, const ExtractionRun &run)
{
    const auto found = findEnd(file);
    if (!found)
        return StopHere(found.error());
    const Zip::End &end = found->end;
    if (end.listBytes > quint64(found->listEnd) || end.entries > end.listBytes / Zip::listedFixedBytes)
        return stopDamaged();
    if (const auto allowed = run.checkEntries(qint64(end.entries), qint64(end.listBytes)); !allowed)
        return StopHere(allowed.error());
    const qint64 offset = found->listEnd - qint64(end.listBytes);
    if (quint64(offset) < end.listOffset)
        return stopDamaged();
    const auto bytes = file.read(offset, qsizetype(end.listBytes));
    if (!bytes)
        return StopHere(bytes.error());
    auto list = parseList(*bytes, end.entries, quint64(offset) - end.listOffset, run);
    if (list)
        list->offset = offset;
    return list;
}

} // namespace Runlight
