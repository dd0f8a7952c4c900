// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/zipformat.h"

#include <QtEndian>

namespace Runlight::Zip {

namespace {

constexpr quint32 maxed32 = 0xffffffff; //!< "See the zip64 field."
constexpr quint16 maxed16 = 0xffff;
constexpr quint16 zip64Tag = 1;

template <typename T>
T numberAt(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<T>(bytes.data() + at);
}

//! The zip64 field of \a extra; empty where there is none.
QByteArrayView zip64Field(QByteArrayView extra)
{
    while (extra.size() >= 4) {
        const qsizetype size = numberAt<quint16>(extra, 2);
        if (extra.size() < 4 + size)
            return {};
        if (numberAt<quint16>(extra, 0) == zip64Tag)
            return extra.sliced(4, size);
        extra = extra.sliced(4 + size);
    }
    return {};
}

//! Replaces \a value, where it says so, by the next of \a field; false where there is none.
bool widen(quint64 &value, QByteArrayView &field)
{
    if (value != maxed32)
        return true;
    if (field.size() < 8)
        return false;
    value = numberAt<quint64>(field, 0);
    field = field.sliced(8);
    return true;
}

//! \a at: where flags stand in the record.
void readCommon(Entry &entry, QByteArrayView record, qsizetype at)
{
    entry.flags = numberAt<quint16>(record, at);
    entry.method = numberAt<quint16>(record, at + 2);
    entry.checksum = numberAt<quint32>(record, at + 8);
    entry.packedBytes = numberAt<quint32>(record, at + 12);
    entry.bytes = numberAt<quint32>(record, at + 16);
}

bool isNoFileSize(quint64 bytes)
{
    return bytes > quint64(1) << 62; // So that sums of two are numbers.
}

} // namespace

bool ListedEntry::isSpecial() const
{
    const quint32 type = unixMode & 0170000;
    const bool isPlain = type == 0 || type == 0100000 || (type == 0040000 && isFolder());
    return (!isPlain && !isLink()) || (isFolder() && bytes != 0);
}

qsizetype localHeaderBytes(QByteArrayView fixed)
{
    return localFixedBytes + numberAt<quint16>(fixed, 26) + numberAt<quint16>(fixed, 28);
}

qsizetype listedRecordBytes(QByteArrayView fixed)
{
    return listedFixedBytes + numberAt<quint16>(fixed, 28) + numberAt<quint16>(fixed, 30)
        + numberAt<quint16>(fixed, 32);
}

std::optional<LocalEntry> parseLocal(QByteArrayView record)
{
    if (record.size() < localFixedBytes || !record.startsWith(localSignature)
        || record.size() != localHeaderBytes(record))
        return std::nullopt;
    LocalEntry entry;
    readCommon(entry, record, 6);
    entry.headerBytes = record.size();
    const qsizetype nameBytes = numberAt<quint16>(record, 26);
    entry.name = record.sliced(localFixedBytes, nameBytes).toByteArray();
    QByteArrayView field = zip64Field(record.sliced(localFixedBytes + nameBytes));
    if (entry.isStreamed()) // Whatever stands here, what counts stands behind the data.
        return entry;
    if (!widen(entry.bytes, field) || !widen(entry.packedBytes, field))
        return std::nullopt;
    if (isNoFileSize(entry.bytes) || isNoFileSize(entry.packedBytes))
        return std::nullopt;
    return entry;
}

std::optional<ListedEntry> parseListed(QByteArrayView record)
{
    if (record.size() < listedFixedBytes || !record.startsWith(listedSignature)
        || record.size() != listedRecordBytes(record) || numberAt<quint16>(record, 34) != 0)
        return std::nullopt;
    ListedEntry entry;
    readCommon(entry, record, 8);
    entry.recordBytes = record.size();
    entry.offset = numberAt<quint32>(record, 42);
    constexpr quint8 unixHost = 3;
    constexpr quint8 darwinHost = 19;
    const quint8 host = quint8(record[5]);
    if (host == unixHost || host == darwinHost)
        entry.unixMode = numberAt<quint16>(record, 40);
    const qsizetype nameBytes = numberAt<quint16>(record, 28);
    entry.name = record.sliced(listedFixedBytes, nameBytes).toByteArray();
    QByteArrayView field = zip64Field(record.sliced(listedFixedBytes + nameBytes, numberAt<quint16>(record, 30)));
    if (!widen(entry.bytes, field) || !widen(entry.packedBytes, field) || !widen(entry.offset, field))
        return std::nullopt;
    if (isNoFileSize(entry.bytes) || isNoFileSize(entry.packedBytes) || isNoFileSize(entry.offset))
        return std::nullopt;
    return entry;
}

std::optional<End> parseEnd(QByteArrayView record)
{
    if (record.size() < endFixedBytes || !record.startsWith(endSignature))
        return std::nullopt;
    const auto disk = numberAt<quint16>(record, 4);
    if ((disk != 0 && disk != maxed16) || numberAt<quint16>(record, 6) != disk)
        return std::nullopt;
    if (numberAt<quint16>(record, 8) != numberAt<quint16>(record, 10))
        return std::nullopt;
    return End{numberAt<quint16>(record, 10), numberAt<quint32>(record, 12), numberAt<quint32>(record, 16),
               numberAt<quint16>(record, 20)};
}

std::optional<End> parseEnd64(QByteArrayView record)
{
    if (record.size() < end64FixedBytes || !record.startsWith(end64Signature)
        || numberAt<quint64>(record, 4) != quint64(end64FixedBytes - 12))
        return std::nullopt;
    if (numberAt<quint32>(record, 16) != 0 || numberAt<quint32>(record, 20) != 0)
        return std::nullopt;
    const End end{numberAt<quint64>(record, 32), numberAt<quint64>(record, 40), numberAt<quint64>(record, 48)};
    if (numberAt<quint64>(record, 24) != end.entries || isNoFileSize(end.listBytes) || isNoFileSize(end.listOffset))
        return std::nullopt;
    return end;
}

bool needsEnd64(const End &end)
{
    return end.entries == maxed16 || end.listBytes == maxed32 || end.listOffset == maxed32;
}

std::optional<quint64> parseLocator64(QByteArrayView record)
{
    if (record.size() < locator64Bytes || !record.startsWith(locator64Signature) || numberAt<quint32>(record, 4) != 0
        || isNoFileSize(numberAt<quint64>(record, 8)))
        return std::nullopt;
    return numberAt<quint64>(record, 8);
}

std::optional<qsizetype> descriptorBytes(QByteArrayView bytes, const Entry &entry)
{
    const auto says = [&](qsizetype at, bool isWide) {
        const qsizetype end = at + 4 + (isWide ? 16 : 8);
        if (bytes.size() < end || numberAt<quint32>(bytes, at) != entry.checksum)
            return false;
        const QByteArrayView behind = bytes.sliced(end);
        if (behind.size() >= 2 && !behind.startsWith("PK"))
            return false;
        return isWide
            ? numberAt<quint64>(bytes, at + 4) == entry.packedBytes && numberAt<quint64>(bytes, at + 12) == entry.bytes
            : numberAt<quint32>(bytes, at + 4) == quint32(entry.packedBytes)
                && numberAt<quint32>(bytes, at + 8) == quint32(entry.bytes);
    };
    for (const bool isWide : {false, true}) {
        const qsizetype size = isWide ? 20 : 12;
        if (bytes.startsWith(descriptorSignature) && says(4, isWide))
            return size + 4;
        if (says(0, isWide))
            return size;
    }
    return std::nullopt;
}

} // namespace Runlight::Zip
