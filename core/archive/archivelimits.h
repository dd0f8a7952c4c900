// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace Runlight {

//! What an archive may be at most. Whoever makes one can make it small and what it unpacks to large.
struct ArchiveLimits
{
    qint64 entries = 100'000; //!< Extraction counts the folders as well that are only parts of names.
    qint64 bytes = 16LL << 30; //!< Of all entries that are read.
    //! Unpacked bytes per byte of the archive. Text packs to a tenth or a fiftieth, nothing but zeros to a thousandth.
    qint64 ratio = 500;
    qint64 bytesAtAnyRatio = 256LL << 20; //!< So much may be unpacked before the ratio counts.
};

} // namespace Runlight
