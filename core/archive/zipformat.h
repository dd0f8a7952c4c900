// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Runlight {

//! The records of a zip, as PKWARE's APPNOTE.TXT 6.3.10 describes them. Nothing here reads or checks more than the
//! record.
namespace Zip {

constexpr QByteArrayView localSignature = "PK\3\4";
constexpr QByteArrayView listedSignature = "PK\1\2";
constexpr QByteArrayView descriptorSignature = "PK\7\10";
constexpr QByteArrayView end64Signature = "PK\6\6";
constexpr QByteArrayView locator64Signature = "PK\6\7";
constexpr QByteArrayView endSignature = "PK\5\6";

constexpr qsizetype localFixedBytes = 30;
constexpr qsizetype listedFixedBytes = 46;
constexpr qsizetype endFixedBytes = 22;
constexpr qsizetype end64FixedBytes = 56;
constexpr qsizetype locator64Bytes = 20;
constexpr qsizetype longestDescriptorBytes = 24;

//! What a local header and the list's both say of an entry.
struct Entry
{
    QByteArray name;
    quint16 flags = 0;
    quint16 method = 0;
    quint32 checksum = 0;
    quint64 packedBytes = 0;
    quint64 bytes = 0;

    bool isEncrypted() const { return flags & (1 | 1 << 6 | 1 << 13); }
    bool isStreamed() const { return flags & 1 << 3; } //!< Checksum and sizes stand behind the data.
    bool isStored() const { return method == 0; }
    bool isDeflated() const { return method == 8; }
    bool isFolder() const { return name.endsWith('/'); }
};

struct LocalEntry : Entry
{
    qsizetype headerBytes = 0; //!< Up to the data.
};

struct ListedEntry : Entry
{
    qsizetype recordBytes = 0;
    quint64 offset = 0; //!< Of the local header.
    quint32 unixMode = 0; //!< 0 where it was not made on a Unix.

    bool isLink() const { return (unixMode & 0170000) == 0120000; }
    //! Neither a file, nor a folder whose name says so, nor a link.
    bool isSpecial() const;
};

//! The end of the list, 64 bits wide or not.
struct End
{
    quint64 entries = 0;
    quint64 listBytes = 0;
    quint64 listOffset = 0;
    qsizetype commentBytes = 0; //!< That follow the record.
};

//! How many bytes the record takes up that begins with \a fixed (of the fixed size).
qsizetype localHeaderBytes(QByteArrayView fixed);
qsizetype listedRecordBytes(QByteArrayView fixed);

//! From exactly one record; nothing where it is not one, or contradicts itself.
std::optional<LocalEntry> parseLocal(QByteArrayView record);
std::optional<ListedEntry> parseListed(QByteArrayView record);
std::optional<End> parseEnd(QByteArrayView record); //!< As it stands there: see needsEnd64().
std::optional<End> parseEnd64(QByteArrayView record);
bool needsEnd64(const End &end);
std::optional<quint64> parseLocator64(QByteArrayView record); //!< Where the 64-bit end is.

//! How long the descriptor is that \a bytes begin with, in whichever of its four forms, where it says what \a entry
//! does. \a bytes has as much as there is, up to the longest form and four more.
std::optional<qsizetype> descriptorBytes(QByteArrayView bytes, const Entry &entry);

} // namespace Zip

} // namespace Runlight
