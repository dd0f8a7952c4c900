// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/entryfate.h"
#include "core/archive/extraction.h"
#include "core/archive/stagingfolder.h"
#include "core/archive/streamreader.h"

#include <QHash>

#include <unordered_map>

namespace Runlight {

namespace {

StopHere stopForFile(const QString &reason)
{
    return StopHere({{}, ExtractionEnd::NeedsWholeFile, reason});
}

class StreamExtraction
{
public:
    StreamExtraction(ByteSource &source, StagingFolder &folder, ExtractionRun &run)
        : m_reader(source, run)
        , m_run(run)
        , m_output(folder.descriptor(), folder.parentPath(), m_names)
    { }

    Extracted<Extraction> extract();

private:
    //! An entry as it was found, for the list to agree with.
    struct Found
    {
        Zip::LocalEntry entry; //!< Checksum and sizes as they turned out, where data was unpacked.
        quint64 offset = 0;
        bool isListed = false;
    };

    Extracted<bool> unpackNext();
    Extracted<Zip::LocalEntry> readHeader();
    Extracted<void> unpackData(Zip::LocalEntry &entry, const EntryFate &fate);
    Extracted<void> unpackTo(EntrySink &sink, Zip::LocalEntry &entry);
    Extracted<void> readDescriptor(const Zip::Entry &entry);
    Extracted<void> readList();
    Extracted<void> checkListed(const Zip::ListedEntry &listed, size_t guess);
    Extracted<void> leaveOut(size_t index, RefusalReason reason);
    Extracted<void> readEnd(quint64 listOffset, quint64 listed);
    Extracted<std::optional<Zip::End>> readEnd64();

    StreamReader m_reader;
    ExtractionRun &m_run;
    EntryNames m_names;
    OutputFolder m_output;
    Inflater m_inflater;
    std::vector<Found> m_found;
    std::vector<EntryFate> m_fates; //!< Of each of them.
    qint64 m_nameBytes = 0;
    Extraction m_extraction;
};

Extracted<Extraction> StreamExtraction::extract()
{
    while (true) {
        const auto more = unpackNext();
        if (!more)
            return StopHere(more.error());
        if (!*more)
            break;
    }
    if (const auto listed = readList(); !listed)
        return StopHere(listed.error());
    m_extraction.folders = m_output.madeFolders();
    m_extraction.claimedBytes = m_extraction.bytes;
    m_run.progress().claimedBytes = m_extraction.bytes;
    report(m_fates, m_names, m_extraction);
    return m_extraction;
}

//! False where the list begins.
Extracted<bool> StreamExtraction::unpackNext()
{
    const auto begin = m_reader.peek(4);
    if (!begin)
        return StopHere(begin.error());
    if (begin->size() < 4)
        return stopCutShort();
    for (const QByteArrayView other : {Zip::listedSignature, Zip::end64Signature, Zip::endSignature}) {
        if (begin->startsWith(other))
            return false;
    }
    if (!begin->startsWith(Zip::localSignature))
        return stopForFile(m_found.empty() ? ExtractionText::tr("The file does not begin as a zip archive does.")
                                           : ExtractionText::tr("The archive has something between its files."));
    const quint64 offset = m_reader.position();
    auto entry = readHeader();
    if (!entry)
        return StopHere(entry.error());
    m_fates.push_back(fateOf(*entry, m_names));
    m_nameBytes += entry->name.size();
    const qint64 count = qint64(m_fates.size()) + m_names.folderCount();
    if (const auto allowed = m_run.checkEntries(count, m_nameBytes); !allowed)
        return StopHere(allowed.error());
    if (const auto done = unpackData(*entry, m_fates.back()); !done)
        return StopHere(done.error());
    m_found.push_back({*std::move(entry), offset});
    return true;
}

Extracted<Zip::LocalEntry> StreamExtraction::readHeader()
{
    const auto fixed = m_reader.need(Zip::localFixedBytes);
    if (!fixed)
        return StopHere(fixed.error());
    const qsizetype bytes = Zip::localHeaderBytes(*fixed);
    const auto record = m_reader.need(bytes);
    if (!record)
        return StopHere(record.error());
    const auto entry = Zip::parseLocal(record->first(bytes));
    if (!entry)
        return stopDamaged();
    m_reader.consume(bytes);
    return *entry;
}

Extracted<void> StreamExtraction::unpackData(Zip::LocalEntry &entry, const EntryFate &fate)
{
    // Only what is deflated tells its own end; and a folder has none to tell.
    const bool endIsKnown =
        !entry.isStreamed() || (entry.isDeflated() && !entry.isEncrypted()) || (entry.isStored() && entry.isFolder());
    if (!endIsKnown)
        return stopForFile(ExtractionText::tr("The archive does not say beforehand how long its files are."));
    if (!fate.place.refusal) {
        if (const auto made = m_output.make(fate.place.folder); !made)
            return stopWith(made.error());
    }
    Descriptor file;
    if (fate.isWritten()) {
        auto created = m_output.createFile(fate.place, true);
        if (!created)
            return stopWith(created.error());
        file = *std::move(created);
        ++m_extraction.files;
        m_run.progress().files.fetch_add(1, std::memory_order_relaxed);
    } else if (!entry.isStreamed()) {
        return m_reader.skip(entry.packedBytes);
    }
    EntrySink sink(m_run, m_output, file.number());
    if (const auto done = unpackTo(sink, entry); !done)
        return done;
    if (fate.isWritten())
        m_extraction.bytes += qint64(sink.bytes());
    return {};
}

//! Afterwards \a entry has the sizes and checksum that the data turned out to have.
Extracted<void> StreamExtraction::unpackTo(EntrySink &sink, Zip::LocalEntry &entry)
{
    const bool isStreamed = entry.isStreamed();
    quint64 packedBytes = isStreamed ? 0 : entry.packedBytes;
    if (entry.isDeflated()) {
        const auto most = isStreamed ? std::nullopt : std::optional(entry.packedBytes);
        const auto taken = m_inflater.unpack(m_reader, most, sink);
        if (!taken)
            return StopHere(taken.error());
        packedBytes = *taken;
    } else if (const auto done = copyStored(m_reader, packedBytes, sink); !done) {
        return done;
    }
    if (!isStreamed) {
        if (packedBytes != entry.packedBytes || sink.bytes() != entry.bytes)
            return stopDamaged();
        return sink.checksum() == entry.checksum ? Extracted<void>() : stopWrongChecksum();
    }
    entry.packedBytes = packedBytes;
    entry.bytes = sink.bytes();
    entry.checksum = sink.checksum();
    return readDescriptor(entry);
}

Extracted<void> StreamExtraction::readDescriptor(const Zip::Entry &entry)
{
    const auto bytes = m_reader.peek(Zip::longestDescriptorBytes + 4);
    if (!bytes)
        return StopHere(bytes.error());
    if (const auto size = Zip::descriptorBytes(*bytes, entry)) {
        m_reader.consume(*size);
        return {};
    }
    constexpr qsizetype shortestBytes = 12;
    return bytes->size() < shortestBytes ? stopCutShort() : stopWrongChecksum();
}

Extracted<void> StreamExtraction::readList()
{
    const quint64 offset = m_reader.position();
    quint64 listed = 0;
    while (true) {
        const auto begin = m_reader.need(4);
        if (!begin)
            return StopHere(begin.error());
        if (!begin->startsWith(Zip::listedSignature))
            return readEnd(offset, listed);
        const auto fixed = m_reader.need(Zip::listedFixedBytes);
        if (!fixed)
            return StopHere(fixed.error());
        const qsizetype bytes = Zip::listedRecordBytes(*fixed);
        const auto record = m_reader.need(bytes);
        if (!record)
            return StopHere(record.error());
        const auto entry = Zip::parseListed(record->first(bytes));
        if (!entry)
            return stopDamaged();
        m_reader.consume(bytes);
        if (const auto checked = checkListed(*entry, size_t(listed)); !checked)
            return checked;
        ++listed;
    }
}

//! As a rule the list has the entries in the order of their data: \a guess is the entry's place in it.
Extracted<void> StreamExtraction::checkListed(const Zip::ListedEntry &listed, size_t guess)
{
    size_t index = guess;
    if (index >= m_found.size() || m_found[index].offset != listed.offset) {
        const auto at = std::lower_bound(m_found.begin(), m_found.end(), listed.offset,
                                         [](const Found &found, quint64 offset) { return found.offset < offset; });
        index = size_t(at - m_found.begin());
    }
    if (index >= m_found.size() || m_found[index].offset != listed.offset || m_found[index].isListed)
        return stopDisagreeing();
    Found &found = m_found[index];
    found.isListed = true;
    const Zip::Entry &entry = found.entry;
    if (entry.name != listed.name || entry.method != listed.method || entry.isEncrypted() != listed.isEncrypted()
        || entry.checksum != listed.checksum || entry.bytes != listed.bytes || entry.packedBytes != listed.packedBytes)
        return stopDisagreeing();
    const auto reason = refusalOf(listed);
    return reason && !m_fates[index].refusal ? leaveOut(index, *reason) : Extracted<void>();
}

//! Only the list says what is a link: it was written as a file that holds the link's target.
Extracted<void> StreamExtraction::leaveOut(size_t index, RefusalReason reason)
{
    EntryFate &fate = m_fates[index];
    if (fate.isWritten()) {
        if (const auto removed = m_output.removeFile(fate.place); !removed)
            return stopWith(removed.error());
        --m_extraction.files;
        m_extraction.bytes -= qint64(m_found[index].entry.bytes);
    }
    fate.refusal = reason;
    return {};
}

Extracted<void> StreamExtraction::readEnd(quint64 listOffset, quint64 listed)
{
    const quint64 listBytes = m_reader.position() - listOffset;
    const auto end64 = readEnd64();
    if (!end64)
        return StopHere(end64.error());
    const auto record = m_reader.need(Zip::endFixedBytes);
    if (!record)
        return StopHere(record.error());
    const auto narrow = Zip::parseEnd(*record);
    if (!narrow)
        return stopDamaged();
    const Zip::End end = end64->value_or(*narrow);
    if (listed != m_found.size() || end.entries != listed || end.listBytes != listBytes || end.listOffset != listOffset)
        return stopDisagreeing();
    m_reader.consume(Zip::endFixedBytes);
    if (const auto skipped = m_reader.skip(quint64(narrow->commentBytes)); !skipped)
        return skipped;
    const auto behind = m_reader.peek(1);
    if (!behind)
        return StopHere(behind.error());
    return behind->isEmpty() ? Extracted<void>() : stopDamaged();
}

//! And its locator, where they are there.
Extracted<std::optional<Zip::End>> StreamExtraction::readEnd64()
{
    const quint64 offset = m_reader.position();
    constexpr qsizetype bytes = Zip::end64FixedBytes + Zip::locator64Bytes;
    const auto record = m_reader.peek(bytes);
    if (!record)
        return StopHere(record.error());
    if (!record->startsWith(Zip::end64Signature))
        return std::nullopt;
    if (record->size() < bytes)
        return stopCutShort();
    const auto end = Zip::parseEnd64(*record);
    const auto locator = Zip::parseLocator64(record->sliced(Zip::end64FixedBytes));
    if (!end || locator != offset)
        return stopDamaged();
    m_reader.consume(bytes);
    return end;
}

} // namespace

Expected<Extraction> extractStream(ByteSource &source, StagingFolder &folder, const std::atomic_bool &cancelled,
                                   ExtractionProgress &progress, const ArchiveLimits &limits)
{
    ExtractionRun run(cancelled, progress, limits);
    return finishExtraction(StreamExtraction(source, folder, run).extract(), folder, progress);
}

} // namespace Runlight
