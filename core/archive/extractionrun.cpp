// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/extractionrun.h"

#include <QLocale>

#include <libdeflate.h>

#include <limits>

namespace Runlight {

namespace {

//! What the list of entries takes up in the file, one with the other; a name has 40 to 250 bytes as a rule.
constexpr qint64 listBytesPerEntry = 512;
constexpr qsizetype sinkBlockBytes = 1 << 20;

StopHere stopDamagedAs(const QString &message)
{
    return stopWith({.kind = ErrorKind::Archive, .message = message});
}

StopHere stopPastLimits(const QString &reason)
{
    return StopHere({{}, ExtractionEnd::PastLimits, reason});
}

} // namespace

StopHere stopWith(const Error &error)
{
    return StopHere({error, ExtractionEnd::Complete, {}});
}

StopHere stopDamaged()
{
    return stopDamagedAs(ExtractionText::tr("The archive is damaged; download it again."));
}

StopHere stopCutShort()
{
    return stopDamagedAs(ExtractionText::tr("The archive ends too early; download it again."));
}

StopHere stopWrongChecksum()
{
    return stopDamagedAs(
        ExtractionText::tr("A file in the archive does not match its checksum; download the archive again."));
}

StopHere stopDisagreeing()
{
    return stopDamagedAs(ExtractionText::tr("The archive's list of files does not agree with the files in it, so "
                                            "nothing of it was kept; download it again."));
}

Extracted<void> ExtractionRun::checkCancelled() const
{
    if (m_cancelled || m_isStopped)
        return stopWith(
            {.kind = ErrorKind::Cancelled, .message = ExtractionText::tr("Unpacking the archive was cancelled.")});
    return {};
}

Extracted<void> ExtractionRun::checkEntries(qint64 entries, qint64 nameBytes) const
{
    if (entries <= m_limits.entries && nameBytes <= mostListBytes())
        return {};
    const int most = int(std::min<qint64>(m_limits.entries, std::numeric_limits<int>::max()));
    if (entries > m_limits.entries)
        return stopPastLimits(ExtractionText::tr("The archive has more than %n file(s) and folder(s).", nullptr, most));
    return stopPastLimits(
        ExtractionText::tr("The archive's list of files is longer than %n file(s) need.", nullptr, most));
}

qint64 ExtractionRun::mostListBytes() const
{
    constexpr qint64 leastBytes = 1 << 20;
    constexpr qint64 most = std::numeric_limits<qint64>::max() / (2 * listBytesPerEntry);
    return leastBytes + std::min(m_limits.entries, most) * listBytesPerEntry;
}

Extracted<void> ExtractionRun::checkBytes(qint64 bytes, qint64 archiveBytes) const
{
    if (bytes > m_limits.bytes)
        return stopPastLimits(ExtractionText::tr("The archive unpacks to more than %1.")
                                  .arg(QLocale().formattedDataSize(m_limits.bytes)));
    if (bytes > m_limits.bytesAtAnyRatio && bytes / m_limits.ratio > archiveBytes)
        return stopPastLimits(
            ExtractionText::tr("The archive unpacks to more than %n time(s) its own size.", nullptr,
                               int(std::min<qint64>(m_limits.ratio, std::numeric_limits<int>::max()))));
    return {};
}

Extracted<void> ExtractionRun::unpacked(qint64 bytes)
{
    m_progress.bytes.fetch_add(bytes, std::memory_order_relaxed);
    const qint64 all = m_bytes.fetch_add(bytes, std::memory_order_relaxed) + bytes;
    if (const auto checked = checkBytes(all, m_archiveBytes.load(std::memory_order_relaxed)); !checked)
        return checked;
    return checkCancelled();
}

Extracted<void> EntrySink::take(QByteArrayView bytes)
{
    m_bytes += quint64(bytes.size());
    if (const auto allowed = m_run.unpacked(bytes.size()); !allowed)
        return allowed;
    m_checksum = libdeflate_crc32(m_checksum, bytes.data(), size_t(bytes.size()));
    if (m_file < 0)
        return {};
    if (const int code = writeAll(m_file, bytes))
        return stopWith(m_folder.error(code));
    return {};
}

Extracted<void> EntrySink::takeAll(QByteArrayView bytes)
{
    for (qsizetype at = 0; at < bytes.size(); at += sinkBlockBytes) {
        if (const auto taken = take(bytes.sliced(at, std::min(sinkBlockBytes, bytes.size() - at))); !taken)
            return taken;
    }
    return {};
}

} // namespace Runlight
