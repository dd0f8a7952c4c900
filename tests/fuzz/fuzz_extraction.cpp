// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Unpacks what the fuzzer makes up, from a file and as a stream. An input is either a zip as it stands, or tells how
// one is to be made, and what is then to be broken in it: that is quicker at what only whole zips reach.

#include "core/archive/bytequeue.h"
#include "core/archive/extraction.h"
#include "core/archive/stagingfolder.h"
#include "tests/support/madezip.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>

#include <cstdint>
#include <cstdlib>

using namespace Runlight;

namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

//! Draws what is to be done from the input; zeros where that has ended.
class Choices
{
public:
    Choices(const uint8_t *data, std::size_t size)
        : m_bytes(reinterpret_cast<const char *>(data), qsizetype(size))
    { }

    quint8 byte()
    {
        if (m_bytes.isEmpty())
            return 0;
        const auto value = quint8(m_bytes.front());
        m_bytes = m_bytes.sliced(1);
        return value;
    }
    QByteArray some(qsizetype most)
    {
        const qsizetype size = std::min<qsizetype>(most, m_bytes.size());
        const QByteArray bytes = m_bytes.first(size).toByteArray();
        m_bytes = m_bytes.sliced(size);
        return bytes;
    }
    QByteArray rest() { return some(m_bytes.size()); }
    bool isEmpty() const { return m_bytes.isEmpty(); }

private:
    QByteArrayView m_bytes;
};

QByteArray nameFrom(Choices &choices)
{
    static const QByteArray parts[] = {
        "..", "/",  "a", "A", "b", "\\", "C:", "con", ".", " ", "\xc3\xa9", "e\xcc\x81", "../../../../outside",
        "//", "d/", ":"};
    QByteArray name;
    for (int part = choices.byte() % 6; part > 0; --part)
        name += parts[choices.byte() % std::size(parts)];
    return name + choices.some(choices.byte() % 4);
}

MadeEntry entryFrom(Choices &choices)
{
    static const quint32 modes[] = {0, 0, 0100644, 0040755, 0120777, 0010644, 0060644, 0104777};
    MadeEntry entry{.name = nameFrom(choices)};
    const quint8 form = choices.byte();
    entry.isStored = form & 1;
    entry.isStreamed = form & 2;
    entry.isZip64 = form & 4;
    entry.hasDescriptorMark = !(form & 8);
    entry.unixMode = modes[form >> 5];
    entry.content = choices.some(choices.byte() % 40);
    if (form & 16)
        entry.content = entry.content.repeated(1 + 16 * choices.byte());
    const quint8 fault = choices.byte();
    entry.isEncrypted = fault == 1;
    entry.isListed = fault != 2;
    if (fault == 3)
        entry.checksum = choices.byte();
    if (fault == 4)
        entry.size = choices.byte();
    if (fault == 5)
        entry.method = choices.byte();
    if (fault == 6)
        entry.listedName = nameFrom(choices);
    if (fault == 7)
        entry.listedSize = choices.byte();
    if (fault == 8)
        entry.listedOffset = choices.byte();
    return entry;
}

QByteArray zipFrom(Choices &choices)
{
    if (choices.byte() & 1)
        return choices.rest();
    MadeFrame frame;
    const quint8 form = choices.byte();
    frame.isZip64 = form & 1;
    if (form & 2)
        frame.front = choices.some(5);
    if (form & 4)
        frame.comment = choices.some(5);
    QList<MadeEntry> entries;
    for (int count = choices.byte() % 8; count > 0; --count)
        entries.append(entryFrom(choices));
    QByteArray zip = madeZip(entries, frame);
    for (int flips = form >> 6; flips > 0 && !choices.isEmpty(); --flips) {
        const qsizetype at = (choices.byte() * 256 + choices.byte()) % zip.size();
        zip[at] = char(choices.byte());
    }
    return zip;
}

class Pieces : public ByteSource
{
public:
    Pieces(const QByteArray &bytes, qsizetype pieceBytes)
        : m_bytes(bytes)
        , m_pieceBytes(pieceBytes)
    { }
    Expected<QByteArray> next() override
    {
        const QByteArray piece = m_bytes.mid(m_at, m_pieceBytes);
        m_at += piece.size();
        return piece;
    }

private:
    const QByteArray m_bytes;
    const qsizetype m_pieceBytes;
    qsizetype m_at = 0;
};

using Files = QMap<QString, QByteArray>;

//! Nothing but plain files and folders, of which the user may do what he likes.
Files filesIn(const QString &folder)
{
    Files files;
    QDirIterator each(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QFileInfo info(each.next());
        check(!info.isSymLink() && (info.isFile() || info.isDir()) && info.isReadable() && info.isWritable());
        QFile file(info.filePath());
        const QString name = info.filePath().sliced(folder.size());
        files.insert(name, info.isFile() && file.open(QFile::ReadOnly) ? file.readAll() : QByteArray("folder"));
    }
    return files;
}

//! The place to unpack in lies deep enough for "../../../../outside" to end up where it is seen.
class Place
{
public:
    Place() { check(QDir().mkpath(inner())); }
    QString inner() const { return m_root.path() + QStringLiteral("/a/b/c/d/e/f"); }
    QString zip() const { return m_root.path() + QStringLiteral("/zip"); }

    //! Nothing is there but the way down and the zip.
    void checkNothingIsOutside(int further) const
    {
        int found = 0;
        QDirIterator each(m_root.path(), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                          QDirIterator::Subdirectories);
        while (each.hasNext()) {
            each.next();
            ++found;
        }
        check(found == 6 + 1 + further);
        check(!QFileInfo::exists(QStringLiteral("/outside")));
    }

private:
    const QTemporaryDir m_root;
};

struct Unpacked
{
    Expected<Extraction> extraction;
    Files files;
};

//! What is written to a relative path is seen as well. The fuzzer's own paths are relative, too.
class WorkingFolder
{
public:
    explicit WorkingFolder(const QString &path)
        : m_before(QDir::currentPath())
    {
        check(QDir::setCurrent(path));
    }
    ~WorkingFolder() { check(QDir::setCurrent(m_before)); }
    Q_DISABLE_COPY_MOVE(WorkingFolder)

private:
    const QString m_before;
};

template <typename Extract>
Unpacked unpack(const Place &place, const Extract &extract)
{
    const WorkingFolder here(place.inner());
    auto folder = StagingFolder::create(place.inner());
    check(folder.has_value());
    Unpacked unpacked{extract(**folder), filesIn((*folder)->path())};
    place.checkNothingIsOutside(1 + int(unpacked.files.size()));
    const bool isWhole = unpacked.extraction && unpacked.extraction->end == ExtractionEnd::Complete;
    check(isWhole || unpacked.files.isEmpty());
    check(!isWhole || unpacked.extraction->files + unpacked.extraction->folders == unpacked.files.size());
    return unpacked;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    static const Place place;
    static const std::atomic_bool cancelled = false;
    Choices choices(data, size);
    const ArchiveLimits limits{.entries = 20, .bytes = 1 << 20, .ratio = 100, .bytesAtAnyRatio = 1 << 16};
    const qsizetype pieceBytes = 1 + choices.byte();
    const QByteArray zip = zipFrom(choices);
    QFile file(place.zip());
    check(file.open(QFile::WriteOnly | QFile::Truncate) && file.write(zip) == zip.size());
    file.close();
    ExtractionProgress progress;
    const Unpacked fromFile = unpack(
        place, [&](StagingFolder &folder) { return extractFile(place.zip(), folder, cancelled, progress, limits); });
    ExtractionProgress streamProgress;
    const Unpacked fromStream = unpack(place, [&](StagingFolder &folder) {
        Pieces source(zip, pieceBytes);
        return extractStream(source, folder, cancelled, streamProgress, limits);
    });
    place.checkNothingIsOutside(0);
    // What can be streamed can be had from the file as well, and is the same.
    const bool isStreamed = fromStream.extraction && fromStream.extraction->end == ExtractionEnd::Complete;
    if (!isStreamed)
        return 0;
    check(fromFile.extraction && fromFile.extraction->end == ExtractionEnd::Complete);
    check(fromFile.files == fromStream.files);
    check(fromFile.extraction->refused == fromStream.extraction->refused);
    check(fromFile.extraction->renamed == fromStream.extraction->renamed);
    return 0;
}
