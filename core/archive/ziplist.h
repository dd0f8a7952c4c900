// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/extractionrun.h"
#include "core/archive/zipformat.h"

#include <QFile>

#include <vector>

namespace Runlight {

//! Reads of a file at given places, for several threads at once.
class ZipFile
{
public:
    static Extracted<std::unique_ptr<ZipFile>> open(const QString &path);

    qint64 size() const { return m_size; }
    //! Fills \a buffer from \a offset on; less only where the file ends.
    Extracted<QByteArrayView> read(qint64 offset, qsizetype bytes, char *buffer) const;
    Extracted<QByteArray> read(qint64 offset, qsizetype bytes) const;

private:
    QFile m_file;
    qint64 m_size = 0;
};

//! The list of entries at the end of a zip, in the order of their data.
struct ZipList
{
    std::vector<Zip::ListedEntry> entries; //!< Their offsets are the file's: what stands in front is counted.
    qint64 offset = 0; //!< Of the list itself; entries end before it.
};

Extracted<ZipList> readList(const ZipFile &file, const ExtractionRun &run);

} // namespace Runlight
