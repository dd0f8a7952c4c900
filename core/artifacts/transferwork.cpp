// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/transferwork.h"

#include "core/archive/stagingfolder.h"
#include "core/artifacts/rewindsource.h"

#include <QCoreApplication>
#include <QDir>

#include <limits>

namespace Runlight {

namespace {

struct WorkText
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::Downloads)
};

// So many are listed; more is nothing that one reads.
constexpr int mostListed = 1'000;

const QString savedName = QStringLiteral("artifact");

Error cancelledWork()
{
    return {.kind = ErrorKind::Cancelled, .message = WorkText::tr("The download was cancelled.")};
}

ArchiveLimits noLimits()
{
    ArchiveLimits limits;
    limits.entries = std::numeric_limits<int>::max();
    limits.bytes = std::numeric_limits<qint64>::max();
    limits.bytesAtAnyRatio = std::numeric_limits<qint64>::max();
    return limits;
}

TransferResult resultOf(const Extraction &extraction)
{
    TransferResult result;
    result.unpackedBytes = extraction.bytes;
    result.leftOutCount = int(extraction.refused.size());
    result.renamedCount = int(extraction.renamed.size());
    for (const RefusedEntry &entry :
         extraction.refused.first(std::min<qsizetype>(extraction.refused.size(), mostListed)))
        result.leftOut.append({entry.name, refusalText(entry.reason)});
    return result;
}

} // namespace

//! Bytes on their way, and what is said of them.
struct TransferWork::Delivery
{
    DownloadHead head;
    RewindSource source;
};

TransferWork::TransferWork(TransferOrder order, Callbacks callbacks)
    : m_order(std::move(order))
    , m_callbacks(std::move(callbacks))
    , m_limits(m_order.limits)
{ }

TransferWork::~TransferWork() = default;

// ---- From the GUI thread

void TransferWork::deliver(const DownloadHead &head, std::unique_ptr<ByteSource> source)
{
    const std::lock_guard lock(m_mutex);
    m_delivery.reset(new Delivery{head, {std::move(source), m_order.keptBytes}});
    m_changed.notify_one();
}

void TransferWork::confirm()
{
    const std::lock_guard lock(m_mutex);
    m_isConfirmed = true;
    m_changed.notify_one();
}

void TransferWork::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_isCancelled = true;
    m_changed.notify_one();
}

// ---- On the worker

Expected<TransferResult> TransferWork::run()
{
    Expected<TransferResult> result = receiveAll();
    // On this thread, for what is left has to be removed.
    m_staging.reset();
    return result;
}

Expected<TransferResult> TransferWork::receiveAll()
{
    if (Expected<void> prepared = prepare(); !prepared)
        return Unexpected(prepared.error());
    while (const std::unique_ptr<Delivery> delivery = nextDelivery()) {
        Expected<TransferResult> result = receive(*delivery);
        if (result || !isVoid())
            return result;
        if (Expected<void> cleared = m_staging->clear(); !cleared)
            return Unexpected(cleared.error());
    }
    return Unexpected(cancelledWork());
}

//! That the archive, which was saved just now, cannot be read is the target's fault.
Error TransferWork::aboutOwnFile(const Error &error) const
{
    if (error.kind != ErrorKind::FileUnreadable)
        return error;
    const QString message =
        WorkText::tr(
            "What was saved in %1 is gone or cannot be read any more. Choose another folder, or download again.")
            .arg(QDir::toNativeSeparators(m_order.folder));
    return {.kind = ErrorKind::FileUnwritable, .message = message};
}

Error TransferWork::cannotWrite(const QFile &file) const
{
    const bool isFull = file.error() == QFileDevice::ResourceError || file.error() == QFileDevice::NoError;
    const QString reason = isFull ? WorkText::tr("the disk is full") : file.errorString();
    const QString message =
        WorkText::tr("The download cannot be written to %1: %2. Make room there, or choose another folder.")
            .arg(QDir::toNativeSeparators(m_order.folder), reason);
    return {.kind = ErrorKind::FileUnwritable, .message = message};
}

//! Before anything is fetched, so that a folder that must not be written to is told at once.
Expected<void> TransferWork::prepare()
{
    if (!QDir().mkpath(m_order.folder)) {
        const QString message = WorkText::tr("The folder %1 is not there and cannot be made. Choose another folder.")
                                    .arg(QDir::toNativeSeparators(m_order.folder));
        return Unexpected(Error{.kind = ErrorKind::FileUnwritable, .message = message});
    }
    StagingFolder::sweep(m_order.folder);
    Expected<std::unique_ptr<StagingFolder>> staging = StagingFolder::create(m_order.folder);
    if (!staging)
        return Unexpected(staging.error());
    m_staging = std::move(*staging);
    return {};
}

std::unique_ptr<TransferWork::Delivery> TransferWork::nextDelivery()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_delivery || m_isCancelled; });
    m_isFetchedAgain = false;
    return m_isCancelled ? nullptr : std::move(m_delivery);
}

//! Whether what was being received counts for nothing, because it comes anew.
bool TransferWork::isVoid()
{
    const std::lock_guard lock(m_mutex);
    return !m_isCancelled && (m_delivery || m_isFetchedAgain);
}

Expected<TransferResult> TransferWork::receive(Delivery &delivery)
{
    m_progress.bytes = 0;
    const Expected<bool> archive = isArchive(delivery);
    if (!archive)
        return Unexpected(archive.error());
    if (!*archive)
        return receiveFile(delivery);
    return m_needsWholeFile ? receiveWholeArchive(delivery.source) : receiveArchive(delivery.source);
}

//! An artifact that is one file and no archive (`archive: false`) bears that file's name.
Expected<bool> TransferWork::isArchive(Delivery &delivery) const
{
    const DownloadHead &head = delivery.head;
    if (!head.fileName.isEmpty() && head.fileName == m_order.name)
        return false;
    if (head.contentType == "application/zip" || head.contentType == "application/x-zip-compressed"
        || head.contentType == "zip")
        return true;
    if (!head.contentType.isEmpty() && head.contentType != "application/octet-stream")
        return false;
    return delivery.source.peek(4).map(
        [](const QByteArray &magic) { return magic == "PK\x03\x04" || magic == "PK\x05\x06"; });
}

Expected<TransferResult> TransferWork::receiveFile(Delivery &delivery)
{
    const QString name = delivery.head.fileName.isEmpty() ? m_order.name : delivery.head.fileName;
    if (const Expected<QString> saved = save(delivery.source, *m_staging, savedName); !saved)
        return Unexpected(saved.error());
    const Expected<bool> isVerified = verify(delivery.source);
    if (!isVerified)
        return Unexpected(isVerified.error());
    const Expected<QString> place = m_staging->moveFileIntoPlace(savedName, name);
    if (!place)
        return Unexpected(place.error());
    TransferResult result;
    result.place = *place;
    result.isFolder = false;
    result.isVerified = *isVerified;
    result.unpackedBytes = QFileInfo(*place).size();
    return result;
}

Expected<TransferResult> TransferWork::receiveArchive(RewindSource &source)
{
    for (;;) {
        m_progress.bytes = 0;
        const Expected<Extraction> extraction = extractStream(source, *m_staging, m_isCancelled, m_progress, m_limits);
        if (!extraction)
            return Unexpected(extraction.error());
        if (extraction->end == ExtractionEnd::Complete) {
            const Expected<bool> isVerified = verify(source);
            return isVerified ? finish(*extraction, *isVerified) : Unexpected(isVerified.error());
        }
        m_needsWholeFile = extraction->end == ExtractionEnd::NeedsWholeFile;
        if (!m_needsWholeFile) {
            if (const Expected<void> goesOn = mayGoPast(*extraction); !goesOn)
                return Unexpected(goesOn.error());
        }
        if (!source.rewind()) {
            m_isFetchedAgain = true;
            m_callbacks.fetchAgain();
            return Unexpected(cancelledWork());
        }
        if (m_needsWholeFile)
            return receiveWholeArchive(source);
    }
}

Expected<TransferResult> TransferWork::receiveWholeArchive(RewindSource &source)
{
    Expected<std::unique_ptr<StagingFolder>> beside = StagingFolder::create(m_order.folder);
    if (!beside)
        return Unexpected(beside.error());
    const Expected<QString> zip = save(source, **beside, savedName);
    if (!zip)
        return Unexpected(zip.error());
    const Expected<bool> isVerified = verify(source);
    if (!isVerified)
        return Unexpected(isVerified.error());
    for (;;) {
        m_progress.bytes = 0;
        const Expected<Extraction> extraction = extractFile(*zip, *m_staging, m_isCancelled, m_progress, m_limits);
        if (!extraction)
            return Unexpected(aboutOwnFile(extraction.error()));
        if (extraction->end == ExtractionEnd::Complete)
            return finish(*extraction, *isVerified);
        if (const Expected<void> goesOn = mayGoPast(*extraction); !goesOn)
            return Unexpected(goesOn.error());
    }
}

//! Puts all bytes in a new file in \a folder and gives its path.
Expected<QString> TransferWork::save(RewindSource &source, StagingFolder &folder, const QString &name)
{
    const Expected<std::unique_ptr<QFile>> file = folder.createFile(name);
    if (!file)
        return Unexpected(file.error());
    for (;;) {
        const Expected<QByteArray> bytes = m_isCancelled ? Unexpected(cancelledWork()) : source.next();
        if (!bytes)
            return Unexpected(bytes.error());
        if (bytes->isEmpty())
            break;
        // Of what does not fit as a whole the beginning is written, and that is no error yet.
        if ((*file)->write(*bytes) != bytes->size())
            return Unexpected(cannotWrite(**file));
    }
    return folder.path() + QLatin1Char('/') + name;
}

//! Asks, and waits for the answer.
Expected<void> TransferWork::mayGoPast(const Extraction &extraction)
{
    m_callbacks.ask(extraction.reason);
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_isConfirmed || m_isCancelled; });
    if (m_isCancelled)
        return Unexpected(cancelledWork());
    m_isConfirmed = false;
    m_limits = noLimits();
    return {};
}

//! True where the bytes are those that GitHub vouches for, false where it vouches for none.
Expected<bool> TransferWork::verify(RewindSource &source) const
{
    if (const Expected<void> drained = source.drain(); !drained)
        return Unexpected(drained.error());
    static const QString prefix = QStringLiteral("sha256:");
    if (!m_order.digest.startsWith(prefix, Qt::CaseInsensitive))
        return false;
    const QString found = QString::fromLatin1(source.sha256().toHex());
    if (found.compare(m_order.digest.mid(prefix.size()), Qt::CaseInsensitive) == 0)
        return true;
    const QString message =
        WorkText::tr("What arrived is not what was uploaded: its SHA-256 is %1, and not %2. Download "
                     "it again; if that happens again, something between here and GitHub changes it.")
            .arg(found, m_order.digest.mid(prefix.size()));
    return Unexpected(Error{.kind = ErrorKind::Archive, .message = message});
}

Expected<TransferResult> TransferWork::finish(const Extraction &extraction, bool isVerified)
{
    if (m_isCancelled)
        return Unexpected(cancelledWork());
    const Expected<QString> place = m_staging->moveIntoPlace(m_order.name);
    if (!place)
        return Unexpected(place.error());
    TransferResult result = resultOf(extraction);
    result.place = *place;
    result.isVerified = isVerified;
    return result;
}

} // namespace Runlight
