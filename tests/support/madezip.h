// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace Runlight {

//! One entry of a zip made by hand, right as it stands or wrong in one place.
struct MadeEntry
{
    QByteArray name;
    QByteArray content;
    bool isStored = false; //!< Not deflated.
    bool isStreamed = true; //!< Sizes and checksum stand behind the data.
    bool isZip64 = false;
    bool isEncrypted = false; //!< Says so, without being it.
    bool namesAreUtf8 = false; //!< Claims so.
    quint32 unixMode = 0; //!< 0: made on no Unix.
    std::optional<quint32> checksum; //!< Instead of the right one.
    std::optional<quint32> size; //!< Instead of the right one.
    std::optional<quint16> method; //!< Instead of the right one.
    bool hasDescriptorMark = true; //!< In front of what stands behind the data.
    bool isListed = true;
    std::optional<QByteArray> listedName; //!< Where the list says another one than the entry itself.
    std::optional<quint32> listedChecksum; //!< The same.
    std::optional<quint32> listedSize; //!< The same.
    std::optional<quint32> listedOffset; //!< The same.
};

//! What is around the entries.
struct MadeFrame
{
    QByteArray front; //!< In front of the zip, which does not know of it.
    QByteArray comment;
    bool isZip64 = false;
    std::optional<quint16> count; //!< Instead of the right one.
};

//! A zip of \a entries whose dates are 0 as GitHub's are: the zeroth of a month 0 in 1980.
QByteArray madeZip(const QList<MadeEntry> &entries, const MadeFrame &frame = {});

} // namespace Runlight
