// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/extraction.h"
#include "core/archive/extractiontext.h"
#include "core/archive/outputfolder.h"

#include <QByteArrayView>

#include <optional>

namespace Runlight {

//! Why an extraction goes no further: an error, or another end than the complete one.
struct ExtractionStop
{
    Error error;
    ExtractionEnd end = ExtractionEnd::Complete; //!< Complete: it is the error.
    QString reason;
};

template <typename T>
using Extracted = tl::expected<T, ExtractionStop>;

using StopHere = tl::unexpected<ExtractionStop>;

StopHere stopWith(const Error &error);
StopHere stopDamaged();
StopHere stopCutShort();
StopHere stopWrongChecksum();
StopHere stopDisagreeing(); //!< The list with what it lists.

//! What all parts of an extraction share: its bounds and how far it is. Any of its threads may use it.
class ExtractionRun
{
public:
    ExtractionRun(const std::atomic_bool &cancelled, ExtractionProgress &progress, const ArchiveLimits &limits)
        : m_cancelled(cancelled)
        , m_progress(progress)
        , m_limits(limits)
    { }

    Extracted<void> checkCancelled() const;
    Extracted<void> checkEntries(qint64 entries, qint64 nameBytes) const;
    Extracted<void> checkBytes(qint64 bytes, qint64 archiveBytes) const;
    //! So many more bytes were unpacked.
    Extracted<void> unpacked(qint64 bytes);
    void setArchiveBytes(qint64 bytes) { m_archiveBytes = bytes; } //!< As far as is known.
    ExtractionProgress &progress() { return m_progress; }
    qint64 mostListBytes() const;

    void stop() { m_isStopped = true; } //!< One of its threads found a reason to.

private:
    const std::atomic_bool &m_cancelled;
    std::atomic_bool m_isStopped = false;
    ExtractionProgress &m_progress;
    const ArchiveLimits m_limits;
    std::atomic<qint64> m_archiveBytes = 0;
    std::atomic<qint64> m_bytes = 0;
};

//! Takes one entry's bytes as they are unpacked: counts, checks and writes them.
class EntrySink
{
public:
    //! Without an open \a file, everything but the writing.
    EntrySink(ExtractionRun &run, const OutputFolder &folder, int file)
        : m_run(run)
        , m_folder(folder)
        , m_file(file)
    { }

    Extracted<void> take(QByteArrayView bytes);
    Extracted<void> takeAll(QByteArrayView bytes); //!< However many.
    quint64 bytes() const { return m_bytes; }
    quint32 checksum() const { return m_checksum; }

private:
    ExtractionRun &m_run;
    const OutputFolder &m_folder;
    const int m_file;
    quint64 m_bytes = 0;
    quint32 m_checksum = 0;
};

//! The end of either way: after anything but a complete one, \a folder is emptied.
Expected<Extraction> finishExtraction(Extracted<Extraction> extracted, StagingFolder &folder,
                                      const ExtractionProgress &progress);

} // namespace Runlight
