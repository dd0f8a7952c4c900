// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/entryfate.h"
#include "core/archive/extraction.h"
#include "core/archive/inflater.h"
#include "core/archive/stagingfolder.h"
#include "core/archive/ziplist.h"

#include <algorithm>
#include <mutex>
#include <system_error>
#include <thread>

namespace Runlight {

namespace {

//! Up to here an entry is unpacked in one piece. What two threads then need at most is 32 MB.
constexpr quint64 wholeBytes = 8 << 20;
constexpr qsizetype readBytes = 256 << 10;
//! A further thread costs as much as unpacking that.
constexpr quint64 bytesForTwoThreads = 1 << 20;
//! Small entries are taken by so many, in the order of their data, for neighbours are in one folder.
constexpr size_t entriesAtOnce = 32;
constexpr qsizetype extraGuessBytes = 64;

//! The packed bytes of one entry in the file.
class FileBytes : public PackedBytes
{
public:
    FileBytes(const ZipFile &file, qint64 begin, qint64 end, char *buffer)
        : m_file(file)
        , m_at(begin)
        , m_end(end)
        , m_buffer(buffer)
    { }

    Extracted<QByteArrayView> peek() override
    {
        if (!m_view.isEmpty() || m_at == m_end)
            return m_view;
        const auto read = m_file.read(m_at, qsizetype(std::min<qint64>(readBytes, m_end - m_at)), m_buffer);
        if (!read)
            return read;
        m_at += read->size();
        m_view = *read;
        return m_view;
    }
    void consume(qsizetype bytes) override { m_view = m_view.sliced(bytes); }

private:
    const ZipFile &m_file;
    qint64 m_at;
    const qint64 m_end;
    char *const m_buffer;
    QByteArrayView m_view;
};

//! What the threads share: the plan, which none changes any more.
struct FilePlan
{
    const ZipFile &file;
    const ZipList &list;
    const std::vector<EntryFate> &fates;
    const EntryNames &names;
    int root;
    QString path;

    //! Where the data of an entry ends at the latest.
    qint64 endFor(size_t entry) const
    {
        return entry + 1 < list.entries.size() ? qint64(list.entries[entry + 1].offset) : list.offset;
    }
};

//! Unpacks entries, one after the other; each thread has one.
class FileWorker
{
public:
    FileWorker(const FilePlan &plan, ExtractionRun &run)
        : m_plan(plan)
        , m_run(run)
        , m_folder(plan.root, plan.path, plan.names)
    { }

    Extracted<void> unpack(size_t index);

    qint64 files() const { return m_files; }
    qint64 bytes() const { return m_bytes; }

private:
    Extracted<Zip::LocalEntry> readHeader(size_t index, bool withData);
    Extracted<void> unpackData(size_t index, const Zip::LocalEntry &local, EntrySink &sink);
    Extracted<void> unpackInPieces(const Zip::ListedEntry &entry, qint64 offset, EntrySink &sink);
    char *buffer(qsizetype bytes);

    const FilePlan &m_plan;
    ExtractionRun &m_run;
    OutputFolder m_folder;
    Inflater m_inflater;
    std::unique_ptr<char[]> m_buffer;
    qsizetype m_bufferBytes = 0;
    QByteArrayView m_read; //!< From the entry's header on, as far as was read at once.
    qint64 m_files = 0;
    qint64 m_bytes = 0;
};

bool fitsWhole(const Zip::ListedEntry &entry)
{
    return entry.bytes <= wholeBytes && entry.packedBytes <= wholeBytes;
}

char *FileWorker::buffer(qsizetype bytes)
{
    if (bytes > m_bufferBytes) {
        m_bufferBytes = std::max(bytes, readBytes);
        m_buffer = std::make_unique_for_overwrite<char[]>(size_t(m_bufferBytes));
    }
    return m_buffer.get();
}

//! The local header must say what the list does, and the data lie before what comes next.
Extracted<Zip::LocalEntry> FileWorker::readHeader(size_t index, bool withData)
{
    const Zip::ListedEntry &entry = m_plan.list.entries[index];
    const auto offset = qint64(entry.offset);
    const qint64 room = m_plan.endFor(index) - offset;
    const qint64 wanted =
        Zip::localFixedBytes + entry.name.size() + extraGuessBytes + (withData ? qint64(entry.packedBytes) : 0);
    auto bytes = qsizetype(std::min(room, wanted));
    if (bytes < Zip::localFixedBytes)
        return stopDisagreeing();
    auto read = m_plan.file.read(offset, bytes, buffer(bytes));
    if (read && read->size() == bytes && Zip::localHeaderBytes(*read) > bytes) {
        bytes = qsizetype(std::min<qint64>(room, Zip::localHeaderBytes(*read)));
        read = m_plan.file.read(offset, bytes, buffer(bytes));
    }
    if (!read)
        return StopHere(read.error());
    if (read->size() != bytes)
        return stopCutShort();
    m_read = *read;
    const qsizetype headerBytes = Zip::localHeaderBytes(m_read);
    const auto local = headerBytes > bytes ? std::nullopt : Zip::parseLocal(m_read.first(headerBytes));
    if (!local || local->name != entry.name || local->method != entry.method
        || local->isEncrypted() != entry.isEncrypted())
        return stopDisagreeing();
    const bool saysOther = !local->isStreamed()
        && (local->checksum != entry.checksum || local->bytes != entry.bytes
            || local->packedBytes != entry.packedBytes);
    if (saysOther || qint64(entry.packedBytes) > room - headerBytes)
        return stopDisagreeing();
    return *local;
}

Extracted<void> FileWorker::unpack(size_t index)
{
    const Zip::ListedEntry &entry = m_plan.list.entries[index];
    const EntryFate &fate = m_plan.fates[index];
    const auto local = readHeader(index, fate.isWritten() && fitsWhole(entry));
    if (!local)
        return StopHere(local.error());
    if (!fate.isWritten())
        return m_run.checkCancelled();
    const auto file = m_folder.createFile(fate.place, false);
    if (!file)
        return stopWith(file.error());
    ++m_files;
    m_run.progress().files.fetch_add(1, std::memory_order_relaxed);
    EntrySink sink(m_run, m_folder, file->number());
    if (const auto done = unpackData(index, *local, sink); !done)
        return done;
    if (sink.bytes() != entry.bytes)
        return stopDamaged();
    if (sink.checksum() != entry.checksum)
        return stopWrongChecksum();
    m_bytes += qint64(sink.bytes());
    return {};
}

Extracted<void> FileWorker::unpackData(size_t index, const Zip::LocalEntry &local, EntrySink &sink)
{
    const Zip::ListedEntry &entry = m_plan.list.entries[index];
    if (entry.isStored() && entry.packedBytes != entry.bytes)
        return stopDamaged();
    const qint64 offset = qint64(entry.offset) + local.headerBytes;
    if (!fitsWhole(entry))
        return unpackInPieces(entry, offset, sink);
    const auto packedBytes = qsizetype(entry.packedBytes);
    if (m_read.size() < local.headerBytes + packedBytes) { // The header was longer than thought.
        const auto read = m_plan.file.read(offset, packedBytes, buffer(packedBytes));
        if (!read)
            return StopHere(read.error());
        if (read->size() != packedBytes)
            return stopCutShort();
        m_read = *read;
    } else {
        m_read = m_read.sliced(local.headerBytes, packedBytes);
    }
    if (entry.isStored())
        return sink.takeAll(m_read);
    if (packedBytes == 0)
        return {};
    const auto unpacked = m_inflater.unpackWhole(m_read, qsizetype(entry.bytes));
    return unpacked ? sink.takeAll(*unpacked) : stopDamaged();
}

Extracted<void> FileWorker::unpackInPieces(const Zip::ListedEntry &entry, qint64 offset, EntrySink &sink)
{
    FileBytes packed(m_plan.file, offset, offset + qint64(entry.packedBytes), buffer(readBytes));
    if (entry.isStored())
        return copyStored(packed, entry.bytes, sink);
    const auto taken = m_inflater.unpack(packed, entry.packedBytes, sink);
    if (!taken)
        return StopHere(taken.error());
    return *taken == entry.packedBytes ? Extracted<void>() : stopDamaged();
}

//! Hands out what is to be unpacked: the big ones first, so that the threads end together.
class FileTasks
{
public:
    explicit FileTasks(const std::vector<Zip::ListedEntry> &entries)
    {
        for (size_t i = 0; i < entries.size(); ++i)
            (fitsWhole(entries[i]) ? m_small : m_big).push_back(i);
        std::sort(m_big.begin(), m_big.end(),
                  [&](size_t a, size_t b) { return entries[a].packedBytes > entries[b].packedBytes; });
    }

    //! Calls \a unpack for each that is still to be had, until it fails.
    template <typename Unpack>
    Extracted<void> work(const Unpack &unpack)
    {
        for (size_t i = m_nextBig++; i < m_big.size(); i = m_nextBig++) {
            if (const auto done = unpack(m_big[i]); !done)
                return done;
        }
        for (size_t begin = m_nextSmall.fetch_add(entriesAtOnce); begin < m_small.size();
             begin = m_nextSmall.fetch_add(entriesAtOnce)) {
            for (size_t i = begin; i < std::min(begin + entriesAtOnce, m_small.size()); ++i) {
                if (const auto done = unpack(m_small[i]); !done)
                    return done;
            }
        }
        return {};
    }

private:
    std::vector<size_t> m_big;
    std::vector<size_t> m_small;
    std::atomic<size_t> m_nextBig = 0;
    std::atomic<size_t> m_nextSmall = 0;
};

class FileExtraction
{
public:
    FileExtraction(StagingFolder &folder, ExtractionRun &run)
        : m_folder(folder)
        , m_run(run)
    { }

    Extracted<Extraction> extract(const QString &zip);

private:
    Extracted<void> plan();
    Extracted<void> makeFolders();
    Extracted<void> unpackAll(const ZipFile &file);

    StagingFolder &m_folder;
    ExtractionRun &m_run;
    qint64 m_archiveBytes = 0;
    ZipList m_list;
    EntryNames m_names;
    std::vector<EntryFate> m_fates;
    Extraction m_extraction;
};

Extracted<Extraction> FileExtraction::extract(const QString &zip)
{
    const auto file = ZipFile::open(zip);
    if (!file)
        return StopHere(file.error());
    m_archiveBytes = (*file)->size();
    m_run.setArchiveBytes(m_archiveBytes);
    auto list = readList(**file, m_run);
    if (!list)
        return StopHere(list.error());
    m_list = std::move(*list);
    for (const auto part : {&FileExtraction::plan, &FileExtraction::makeFolders}) {
        if (const auto done = (this->*part)(); !done)
            return StopHere(done.error());
    }
    if (const auto done = unpackAll(**file); !done)
        return StopHere(done.error());
    report(m_fates, m_names, m_extraction);
    return m_extraction;
}

Extracted<void> FileExtraction::plan()
{
    quint64 claimed = 0;
    for (const Zip::ListedEntry &entry : m_list.entries) {
        EntryFate fate = fateOf(entry, m_names);
        if (!fate.refusal)
            fate.refusal = refusalOf(entry);
        if (fate.isWritten()) // A sum of what each may be at most could come round.
            claimed = std::min(claimed + entry.bytes, quint64(1) << 62);
        m_fates.push_back(std::move(fate));
        const qint64 count = qint64(m_fates.size()) + m_names.folderCount();
        if (const auto allowed = m_run.checkEntries(count, 0); !allowed)
            return allowed;
        if (const auto allowed = m_run.checkCancelled(); !allowed)
            return allowed;
    }
    m_extraction.claimedBytes = qint64(claimed);
    m_run.progress().claimedBytes = qint64(claimed);
    return m_run.checkBytes(qint64(claimed), m_archiveBytes);
}

//! Beforehand, by one thread.
Extracted<void> FileExtraction::makeFolders()
{
    OutputFolder output(m_folder.descriptor(), m_folder.parentPath(), m_names);
    for (const EntryFate &fate : m_fates) {
        if (fate.place.refusal)
            continue;
        if (const auto made = output.make(fate.place.folder); !made)
            return stopWith(made.error());
        if (const auto allowed = m_run.checkCancelled(); !allowed)
            return allowed;
    }
    m_extraction.folders = output.madeFolders();
    return {};
}

Extracted<void> FileExtraction::unpackAll(const ZipFile &file)
{
    const FilePlan plan{file, m_list, m_fates, m_names, m_folder.descriptor(), m_folder.parentPath()};
    FileTasks tasks(m_list.entries);
    std::mutex mutex;
    Extracted<void> outcome;
    const auto work = [&] {
        FileWorker worker(plan, m_run);
        const auto done = tasks.work([&](size_t entry) { return worker.unpack(entry); });
        const std::lock_guard lock(mutex);
        m_extraction.files += worker.files();
        m_extraction.bytes += worker.bytes();
        if (done || !outcome) // The first reason counts; it is why the other thread stopped.
            return;
        outcome = done;
        m_run.stop();
    };
    const bool isWorthTwo = m_list.entries.size() > 1 && quint64(m_extraction.claimedBytes) >= bytesForTwoThreads;
    std::thread other;
    try {
        if (isWorthTwo)
            other = std::thread(work);
    } catch (const std::system_error &) {
        // The process may have no more threads: then this one does it alone.
    }
    work();
    if (other.joinable())
        other.join();
    return outcome;
}

} // namespace

Expected<Extraction> extractFile(const QString &zip, StagingFolder &folder, const std::atomic_bool &cancelled,
                                 ExtractionProgress &progress, const ArchiveLimits &limits)
{
    ExtractionRun run(cancelled, progress, limits);
    return finishExtraction(FileExtraction(folder, run).extract(zip), folder, progress);
}

} // namespace Runlight
