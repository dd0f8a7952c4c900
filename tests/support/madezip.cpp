// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/madezip.h"

#include <QtEndian>

namespace Runlight {

namespace {

constexpr quint32 maxed = 0xffffffff; //!< "See the zip64 field."

class Bytes
{
public:
    template <typename T>
    Bytes &put(T value)
    {
        const T little = qToLittleEndian(value);
        m_bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
        return *this;
    }
    Bytes &put(const QByteArray &bytes)
    {
        m_bytes += bytes;
        return *this;
    }
    operator const QByteArray &() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

quint32 checksumOf(const QByteArray &bytes)
{
    quint32 crc = 0xffffffff;
    for (const char c : bytes) {
        crc ^= quint8(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

//! qCompress() puts a length and zlib's head in front, and a checksum behind.
QByteArray deflated(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return QByteArray("\3\0", 2);
    return qCompress(bytes, 9).sliced(6).chopped(4);
}

struct Packed
{
    const MadeEntry &entry;
    QByteArray data = entry.isStored ? entry.content : deflated(entry.content);
    quint32 checksum = entry.checksum.value_or(checksumOf(entry.content));
    quint32 size = entry.size.value_or(quint32(entry.content.size()));
    quint16 version = entry.isZip64 ? 45 : 20;
    quint16 flags =
        quint16((entry.isEncrypted ? 1 : 0) | (entry.isStreamed ? 8 : 0) | (entry.namesAreUtf8 ? 0x800 : 0));
    quint16 method = entry.method.value_or(entry.isStored ? 0 : 8);
};

QByteArray localEntry(const Packed &packed)
{
    const MadeEntry &entry = packed.entry;
    Bytes zip64;
    if (entry.isZip64 && !entry.isStreamed)
        zip64.put<quint16>(1).put<quint16>(16).put<quint64>(packed.size).put<quint64>(quint64(packed.data.size()));
    Bytes bytes;
    bytes.put(QByteArray("PK\3\4")).put(packed.version).put(packed.flags).put(packed.method).put<quint32>(0);
    if (entry.isStreamed)
        bytes.put<quint32>(0).put<quint32>(0).put<quint32>(0);
    else if (entry.isZip64)
        bytes.put(packed.checksum).put(maxed).put(maxed);
    else
        bytes.put(packed.checksum).put(quint32(packed.data.size())).put(packed.size);
    const QByteArray &extra = zip64;
    bytes.put(quint16(entry.name.size())).put(quint16(extra.size())).put(entry.name).put(extra).put(packed.data);
    if (!entry.isStreamed)
        return bytes;
    if (entry.hasDescriptorMark)
        bytes.put(QByteArray("PK\7\10"));
    bytes.put(packed.checksum);
    if (entry.isZip64)
        return bytes.put(quint64(packed.data.size())).put<quint64>(packed.size);
    return bytes.put(quint32(packed.data.size())).put(packed.size);
}

QByteArray listEntry(const Packed &packed, qint64 offset)
{
    const MadeEntry &entry = packed.entry;
    const QByteArray name = entry.listedName.value_or(entry.name);
    const quint32 size = entry.listedSize.value_or(packed.size);
    const quint16 madeBy = entry.unixMode ? 3 << 8 | 20 : 20;
    Bytes zip64;
    if (entry.isZip64)
        zip64.put<quint16>(1).put<quint16>(24).put<quint64>(size).put(quint64(packed.data.size())).put(quint64(offset));
    const QByteArray &extra = zip64;
    return Bytes()
        .put(QByteArray("PK\1\2"))
        .put(madeBy)
        .put(packed.version)
        .put(packed.flags)
        .put(packed.method)
        .put<quint32>(0)
        .put(entry.listedChecksum.value_or(packed.checksum))
        .put(entry.isZip64 ? maxed : quint32(packed.data.size()))
        .put(entry.isZip64 ? maxed : size)
        .put(quint16(name.size()))
        .put(quint16(extra.size()))
        .put<quint16>(0)
        .put<quint16>(0)
        .put<quint16>(0)
        .put(entry.unixMode << 16)
        .put(entry.isZip64 ? maxed : quint32(offset))
        .put(name)
        .put(extra);
}

QByteArray endOf(const QByteArray &list, qint64 listOffset, const MadeFrame &frame, quint16 count)
{
    Bytes bytes;
    if (frame.isZip64) {
        bytes.put(QByteArray("PK\6\6")).put<quint64>(44).put<quint16>(45).put<quint16>(45);
        bytes.put<quint32>(0).put<quint32>(0).put<quint64>(count).put<quint64>(count);
        bytes.put(quint64(list.size())).put(quint64(listOffset));
        bytes.put(QByteArray("PK\6\7")).put<quint32>(0).put(quint64(listOffset + list.size())).put<quint32>(1);
    }
    bytes.put(QByteArray("PK\5\6")).put<quint16>(0).put<quint16>(0);
    if (frame.isZip64)
        bytes.put<quint16>(0xffff).put<quint16>(0xffff).put(maxed).put(maxed);
    else
        bytes.put(count).put(count).put(quint32(list.size())).put(quint32(listOffset));
    return bytes.put(quint16(frame.comment.size())).put(frame.comment);
}

} // namespace

QByteArray madeZip(const QList<MadeEntry> &entries, const MadeFrame &frame)
{
    QByteArray bytes;
    QByteArray list;
    quint16 count = 0;
    for (const MadeEntry &entry : entries) {
        const Packed packed{entry};
        if (entry.isListed) {
            list += listEntry(packed, entry.listedOffset.value_or(quint32(bytes.size())));
            ++count;
        }
        bytes += localEntry(packed);
    }
    return frame.front + bytes + list + endOf(list, bytes.size(), frame, frame.count.value_or(count));
}

} // namespace Runlight
