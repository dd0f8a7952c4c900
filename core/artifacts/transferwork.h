// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/archive/bytequeue.h"
#include "core/archive/extraction.h"
#include "core/artifacts/transfer.h"
#include "core/github/transport/downloadsink.h"

#include <QFile>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace Runlight {

class RewindSource;
class StagingFolder;

//! What is to be made of the bytes that come.
struct TransferOrder
{
    QString folder; //!< Where to put it.
    QString name; //!< Of the artifact.
    QString digest; //!< "sha256:…", or empty.
    ArchiveLimits limits; //!< Past which is asked.
    qint64 keptBytes = 16 << 20; //!< Of the beginning, in memory, so that it need not be fetched twice.
};

//! What became of them.
struct TransferResult
{
    QString place;
    bool isFolder = true;
    bool isVerified = false;
    qint64 unpackedBytes = 0;
    QList<LeftOutEntry> leftOut;
    int leftOutCount = 0;
    int renamedCount = 0;
};

//! The side of a transfer that works on the disk: run() on a thread of its own, which waits for bytes and for answers;
//! everything else from the GUI thread, without waiting.
class TransferWork
{
public:
    //! Both are called from run(). \a ask: answer() or cancel() is to be called. \a fetchAgain: the bytes are needed
    //! from the first on, with another deliver().
    struct Callbacks
    {
        std::function<void(const QString &question)> ask;
        std::function<void()> fetchAgain;
    };

    TransferWork(TransferOrder order, Callbacks callbacks);
    ~TransferWork();
    Q_DISABLE_COPY_MOVE(TransferWork)

    //! The bytes come from \a source, from the first on. What was delivered before is void; its source is to fail.
    void deliver(const DownloadHead &head, std::unique_ptr<ByteSource> source);
    //! To the question: go on.
    void confirm();
    //! run() ends soon, and removes what it has made. A source that it may be waiting at is to fail.
    void cancel();

    //! Errors are of core/archive; Cancelled; Archive where the checksum is not GitHub's. Then nothing is left on the
    //! disk. Blocking, for as long as the download takes.
    Expected<TransferResult> run();

    qint64 unpackedBytes() const { return m_progress.bytes; }

private:
    struct Delivery;

    Expected<TransferResult> receiveAll();
    Expected<void> prepare();
    std::unique_ptr<Delivery> nextDelivery();
    bool isVoid();
    Expected<TransferResult> receive(Delivery &delivery);
    Expected<bool> isArchive(Delivery &delivery) const;
    Expected<TransferResult> receiveFile(Delivery &delivery);
    Expected<TransferResult> receiveArchive(RewindSource &source);
    Expected<TransferResult> receiveWholeArchive(RewindSource &source);
    Error cannotWrite(const QFile &file) const;
    Error aboutOwnFile(const Error &error) const;
    Expected<QString> save(RewindSource &source, StagingFolder &folder, const QString &name);
    Expected<void> mayGoPast(const Extraction &extraction);
    Expected<bool> verify(RewindSource &source) const;
    Expected<TransferResult> finish(const Extraction &extraction, bool isVerified);

    const TransferOrder m_order;
    const Callbacks m_callbacks;
    std::atomic_bool m_isCancelled = false;
    ExtractionProgress m_progress;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::unique_ptr<Delivery> m_delivery; //!< Not taken yet.
    bool m_isConfirmed = false;

    // Of run() alone.
    std::unique_ptr<StagingFolder> m_staging;
    ArchiveLimits m_limits;
    bool m_needsWholeFile = false; //!< The archive cannot be unpacked as it comes.
    bool m_isFetchedAgain = false;
};

} // namespace Runlight
