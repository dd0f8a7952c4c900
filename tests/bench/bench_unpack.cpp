// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Prints how long it takes to unpack a zip of a gigabyte, of a few big files and of 20,000 small ones, unzip and bsdtar
// in turn with us on the same zip, a line a figure: "name value unit". What is made is gone at the end.

#include "core/archive/bytequeue.h"
#include "core/archive/extraction.h"
#include "core/archive/stagingfolder.h"
#include "tests/bench/figures.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <archive.h>
#include <archive_entry.h>

#include <ctime>

#include <unistd.h>

using namespace Runlight;

namespace {

constexpr qint64 allBytes = 1'000'000'000;
constexpr int rounds = 3;

//! What builds leave behind is half like text and half like noise: words of a few thousand, with some that never recur.
class Contents
{
public:
    Contents()
    {
        for (int i = 0; i < 4096; ++i) {
            QByteArray word;
            for (int length = 3 + int(m_random.bounded(9)); length > 0; --length)
                word += char('a' + m_random.bounded(26));
            m_words.append(word);
        }
    }

    QByteArray next(qint64 bytes)
    {
        QByteArray text;
        text.reserve(bytes + 64);
        while (text.size() < bytes) {
            const quint32 chance = m_random.generate();
            if (chance % 8 == 0)
                text += QByteArray::number(m_random.generate(), 16);
            else
                text += m_words[qsizetype(chance >> 8) % (chance & 16 ? 64 : m_words.size())];
            text += chance & 0xf00 ? ' ' : '\n';
        }
        text.truncate(bytes);
        return text;
    }

private:
    QRandomGenerator m_random{7};
    QList<QByteArray> m_words;
};

void checkMade(archive *writer, int result)
{
    if (result != ARCHIVE_OK)
        qFatal("The zip cannot be made: %s", archive_error_string(writer));
}

//! Streamed, as GitHub's are.
void makeZip(const QString &path, int files)
{
    Contents contents;
    archive *writer = archive_write_new();
    checkMade(writer, archive_write_set_format_zip(writer));
    checkMade(writer, archive_write_set_options(writer, "zip:compression-level=6"));
    checkMade(writer, archive_write_open_filename(writer, QFile::encodeName(path).constData()));
    constexpr qint64 pieceBytes = 10'000'000;
    for (int i = 0; i < files; ++i) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry,
                                   QStringLiteral("build/part%1/file%2.txt").arg(i / 100).arg(i).toUtf8().constData());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_unset_size(entry);
        checkMade(writer, archive_write_header(writer, entry));
        for (qint64 left = allBytes / files; left > 0; left -= pieceBytes) {
            const QByteArray piece = contents.next(std::min(left, pieceBytes));
            if (archive_write_data(writer, piece.constData(), size_t(piece.size())) != piece.size())
                qFatal("The zip cannot be made: %s", archive_error_string(writer));
        }
        archive_entry_free(entry);
    }
    checkMade(writer, archive_write_close(writer));
    archive_write_free(writer);
}

//! Nothing of what was written before is still on its way to the disk while something is measured.
void settle()
{
    ::sync();
}

double runProgram(const QString &program, const QStringList &arguments, const QString &folder)
{
    QDir().mkpath(folder);
    settle();
    QProcess process;
    process.setWorkingDirectory(folder);
    QElapsedTimer timer;
    timer.start();
    process.start(program, arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("%s failed: %s", qPrintable(program), process.readAllStandardError().constData());
    const double ms = milliseconds(timer);
    QDir(folder).removeRecursively();
    return ms;
}

struct OurTimes
{
    double ms = 0;
    double cpuMs = 0; //!< Of all threads.
    double placedMs = 0; //!< Until it is on the disk and has its name.
};

//! The whole zip from memory, as fast as it is taken.
class FileSource : public ByteSource
{
public:
    explicit FileSource(const QString &path)
        : m_file(path)
    {
        if (!m_file.open(QFile::ReadOnly | QFile::Unbuffered))
            qFatal("The zip cannot be read");
    }
    Expected<QByteArray> next() override { return m_file.read(64 << 10); }

private:
    QFile m_file;
};

OurTimes runOurs(const QString &zip, const QString &parent, bool isStream, int files)
{
    auto folder = StagingFolder::create(parent);
    if (!folder)
        qFatal("%s", qPrintable(folder.error().message));
    settle();
    const std::atomic_bool cancelled = false;
    ExtractionProgress progress;
    FileSource source(zip);
    const std::clock_t cpu = std::clock();
    QElapsedTimer timer;
    timer.start();
    const auto extraction = isStream ? extractStream(source, **folder, cancelled, progress)
                                     : extractFile(zip, **folder, cancelled, progress);
    OurTimes times{milliseconds(timer), double(std::clock() - cpu) * 1000 / CLOCKS_PER_SEC};
    if (!extraction || extraction->files != files)
        qFatal("Not unpacked: %s",
               extraction ? qPrintable(extraction->reason) : qPrintable(extraction.error().message));
    const auto placed = (*folder)->moveIntoPlace(QStringLiteral("ours"));
    times.placedMs = milliseconds(timer);
    if (!placed)
        qFatal("%s", qPrintable(placed.error().message));
    QDir(*placed).removeRecursively();
    return times;
}

void printOurs(const QByteArray &name, const std::vector<OurTimes> &all, const std::vector<double> &unzip,
               const std::vector<double> &bsdtar)
{
    std::vector<double> ms;
    std::vector<double> cpuMs;
    std::vector<double> placedMs;
    for (const OurTimes &times : all) {
        ms.push_back(times.ms);
        cpuMs.push_back(times.cpuMs);
        placedMs.push_back(times.placedMs);
    }
    printFigure(name, median(ms), "ms");
    printFigure(name + "_cpu", median(cpuMs), "ms");
    printFigure(name + "_on_disk", median(placedMs), "ms");
    if (!unzip.empty())
        printFigure(name + "_to_unzip", median(ms) / median(unzip), "times");
    if (!bsdtar.empty())
        printFigure(name + "_to_bsdtar", median(ms) / median(bsdtar), "times");
}

void measure(const char *name, int files, const QString &folder)
{
    const QString zip = folder + QStringLiteral("/a.zip");
    makeZip(zip, files);
    const bool hasUnzip = !QStandardPaths::findExecutable(QStringLiteral("unzip")).isEmpty();
    const bool hasBsdtar = !QStandardPaths::findExecutable(QStringLiteral("bsdtar")).isEmpty();
    const QString theirs = folder + QStringLiteral("/theirs");
    std::vector<double> unzip;
    std::vector<double> bsdtar;
    std::vector<OurTimes> file;
    std::vector<OurTimes> stream;
    for (int round = 0; round < rounds; ++round) {
        if (hasUnzip)
            unzip.push_back(runProgram(QStringLiteral("unzip"), {QStringLiteral("-q"), zip}, theirs));
        file.push_back(runOurs(zip, folder, false, files));
        if (hasBsdtar)
            bsdtar.push_back(runProgram(QStringLiteral("bsdtar"), {QStringLiteral("-xf"), zip}, theirs));
        stream.push_back(runOurs(zip, folder, true, files));
    }
    const QByteArray prefix = QByteArray("unpack_") + name;
    printFigure(prefix + "_zip", double(QFileInfo(zip).size()) / 1e6, "MB");
    if (hasUnzip)
        printFigure(prefix + "_unzip", median(unzip), "ms");
    if (hasBsdtar)
        printFigure(prefix + "_bsdtar", median(bsdtar), "ms");
    printOurs(prefix, file, unzip, bsdtar);
    printOurs(prefix + "_stream", stream, unzip, bsdtar);
    QFile::remove(zip);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    for (const char *program : {"unzip", "bsdtar"}) {
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
            std::fprintf(stderr, "There is no %s here to compare with.\n", program);
    }
    const QTemporaryDir folder;
    if (!folder.isValid())
        qFatal("No place for the zip");
    measure("big", 4, folder.path());
    measure("small", 20'000, folder.path());
    return 0;
}
