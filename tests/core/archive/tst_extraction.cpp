// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/archive/extractionfixture.h"

#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace Runlight;

class TestExtraction : public QObject, private ExtractionFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(begin()); }
    void cleanup() { QCOMPARE(end(), QStringList()); }

    void unpacksEveryForm_data();
    void unpacksEveryForm();
    void unpacksManyFiles_data() { addWays(); }
    void unpacksManyFiles();
    void unpacksBigFiles_data() { addWays(); }
    void unpacksBigFiles();
    void unpacksTheEmptyArchive_data() { addWays(); }
    void unpacksTheEmptyArchive();
    void asksForTheWholeFile_data();
    void asksForTheWholeFile();
    void unpacksWhatStandsBehindSomething();
    void stopsAtLimits_data();
    void stopsAtLimits();
    void goesOnWithRaisedLimits_data() { addWays(); }
    void goesOnWithRaisedLimits();
    void tellsHowFarItIs_data() { addWays(); }
    void tellsHowFarItIs();
    void stopsWhenCancelled_data() { addWays(); }
    void stopsWhenCancelled();
    void handsOnWhatTheSourceFailsWith();
    void aFullDiskIsAnError_data() { addWays(); }
    void aFullDiskIsAnError();
    void needsNoMoreRoomThanTheFiles();
    void readsRealArchives();
};

void TestExtraction::unpacksEveryForm_data()
{
    QTest::addColumn<QByteArray>("zip");
    QTest::addColumn<Way>("way");
    QTest::addColumn<bool>("streams");
    const auto add = [](const QByteArray &name, const QByteArray &zip, bool streams) {
        for (const auto &[wayName, way] : ways)
            QTest::addRow("%s, %s", name.constData(), wayName) << zip << way << (streams || way == Way::File);
    };
    for (int form = 0; form < 16; ++form) {
        MadeEntry entry{.name = "d/a", .content = "some text, some text"};
        entry.isStored = form & 1;
        entry.isStreamed = form & 2;
        entry.isZip64 = form & 4;
        entry.hasDescriptorMark = !(form & 8);
        MadeEntry empty = entry;
        empty.name = "e";
        empty.content.clear();
        const QByteArray name = QByteArray(entry.isStored ? "stored" : "deflated")
            + (entry.isStreamed ? " streamed" : "") + (entry.isZip64 ? " zip64" : "")
            + (entry.hasDescriptorMark ? "" : " unmarked");
        add(name, madeZip({entry, empty}), !(entry.isStored && entry.isStreamed));
    }
    const QList<MadeEntry> two{{.name = "d/a", .content = "some text, some text"}, {.name = "e", .content = {}}};
    add("comment", madeZip(two, {.comment = "PK\5\6 of no matter"}), true);
    add("zip64 end", madeZip(two, {.isZip64 = true}), true);
    add("folders of their own", madeZip({{.name = "d/", .isStored = true}, two[0], two[1]}), true);
    add("folders after their files", madeZip({two[0], two[1], {.name = "d/", .isStored = true, .isStreamed = false}}),
        true);
    add("needless dots", madeZip({{.name = "./d//./a", .content = two[0].content}, {.name = "./"}, two[1]}), true);
}

void TestExtraction::unpacksEveryForm()
{
    QFETCH(QByteArray, zip);
    QFETCH(Way, way);
    QFETCH(bool, streams);
    const auto extraction = unpack(zip, way);
    QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
    if (!streams) {
        QCOMPARE(extraction->end, ExtractionEnd::NeedsWholeFile);
        QCOMPARE(files(), Files());
        return;
    }
    QCOMPARE(extraction->end, ExtractionEnd::Complete);
    QCOMPARE(files(),
             (Files{{QStringLiteral("d/"), {}},
                    {QStringLiteral("d/a"), "some text, some text"},
                    {QStringLiteral("e"), ""}}));
    QCOMPARE(extraction->files, 2);
    QCOMPARE(extraction->folders, 1);
    QCOMPARE(extraction->bytes, 20);
    QCOMPARE(extraction->claimedBytes, 20);
    QCOMPARE(extraction->refused, QList<RefusedEntry>());
    QVERIFY(extraction->renamed.isEmpty());
}

void TestExtraction::unpacksManyFiles()
{
    QFETCH(Way, way);
    QList<MadeEntry> entries;
    Files expected;
    for (int i = 0; i < 2000; ++i) {
        const QString folder = QStringLiteral("f%1/g%2/").arg(i / 100).arg(i % 7);
        const QString name = folder + QStringLiteral("file %1.txt").arg(i);
        const QByteArray content = noise(i) + QByteArray(2000, 'a');
        entries.append(
            MadeEntry{.name = name.toUtf8(), .content = content, .isStored = i % 3 == 0, .isStreamed = i % 3 != 0});
        expected.insert(name, content);
        expected.insert(folder, {});
        expected.insert(folder.first(folder.indexOf(u'/') + 1), {});
    }
    const auto extraction = unpack(madeZip(entries), way);
    QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
    QVERIFY(files() == expected);
    QCOMPARE(extraction->files, 2000);
    QCOMPARE(extraction->folders, expected.size() - 2000);
}

void TestExtraction::unpacksBigFiles()
{
    QFETCH(Way, way);
    const QByteArray big = noise(9 << 20) + QByteArray(1 << 20, 'z');
    const QList<MadeEntry> entries{{.name = "deflated", .content = big, .isStreamed = false},
                                   {.name = "small", .content = "s"},
                                   {.name = "stored", .content = big, .isStored = true, .isStreamed = false},
                                   {.name = "streamed", .content = big.first(1 << 20)}};
    const auto extraction = unpack(madeZip(entries), way);
    QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
    QCOMPARE(extraction->bytes, 2 * big.size() + 1 + (1 << 20));
    const Files found = files();
    for (const MadeEntry &entry : entries)
        QVERIFY(found.value(QString::fromUtf8(entry.name)) == entry.content);
}

void TestExtraction::unpacksTheEmptyArchive()
{
    QFETCH(Way, way);
    const auto extraction = unpack(madeZip({}), way);
    QVERIFY(extraction);
    QCOMPARE(extraction->end, ExtractionEnd::Complete);
    QCOMPARE(extraction->files + extraction->folders, 0);
}

void TestExtraction::asksForTheWholeFile_data()
{
    QTest::addColumn<QByteArray>("zip");
    const MadeEntry good{.name = "good", .content = "x"};
    QTest::newRow("stored, streamed") << madeZip({good, {.name = "a", .content = "abc", .isStored = true}});
    QTest::newRow("encrypted, streamed") << madeZip({good, {.name = "a", .content = "abc", .isEncrypted = true}});
    QTest::newRow("other method, streamed") << madeZip({good, {.name = "a", .content = "abc", .method = 93}});
    QTest::newRow("junk in front") << madeZip({good}, {.front = "#!/bin/sh\n"});
    QTest::newRow("mark in front") << madeZip({good}, {.front = "PK\7\10"});
}

void TestExtraction::asksForTheWholeFile()
{
    QFETCH(QByteArray, zip);
    for (const Way way : {Way::Stream, Way::StreamByByte}) {
        const auto extraction = unpack(zip, way);
        QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
        QCOMPARE(extraction->end, ExtractionEnd::NeedsWholeFile);
        QVERIFY(!extraction->reason.isEmpty());
        QCOMPARE(files(), Files());
    }
    const auto extraction = unpack(zip, Way::File);
    QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
    QCOMPARE(extraction->end, ExtractionEnd::Complete);
    QCOMPARE(files().value(QStringLiteral("good")), "x");
}

void TestExtraction::unpacksWhatStandsBehindSomething()
{
    for (const bool isZip64 : {false, true}) {
        QVERIFY(m_staging->clear());
        QVERIFY(
            unpack(madeZip({{.name = "a", .content = "x"}}, {.front = noise(70'000), .isZip64 = isZip64}), Way::File));
        QCOMPARE(files(), (Files{{QStringLiteral("a"), "x"}}));
    }
    const auto noZip = unpack(noise(70'000), Way::File);
    QVERIFY(!noZip);
    QCOMPARE(noZip.error().message,
             QStringLiteral("The file is not a zip archive; open it with a program that knows its format."));
    const auto missing = extractFile(QStringLiteral("/nowhere/a.zip"), *m_staging, neverCancelled, *m_progress);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::FileUnreadable);
}

void TestExtraction::stopsAtLimits_data()
{
    QTest::addColumn<QByteArray>("zip");
    QTest::addColumn<qint64>("entries");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<qint64>("bytesAtAnyRatio");
    constexpr qint64 many = 1 << 30;
    const QByteArray zeros = madeZip({{.name = "a", .content = QByteArray(10 << 20, '\0')}});
    QTest::newRow("entries") << madeZip({{.name = "a"}, {.name = "b"}, {.name = "c"}, {.name = "d"}}) << qint64(3)
                             << many << many;
    QTest::newRow("folders") << madeZip({{.name = "a/b/c/d"}}) << qint64(3) << many << many;
    QTest::newRow("bytes") << zeros << many << qint64(1 << 20) << many;
    QTest::newRow("ratio") << zeros << many << many << qint64(1 << 20);
    // What it says itself need not be so.
    QTest::newRow("bytes, lying") << madeZip(
        {{.name = "a", .content = QByteArray(10 << 20, '\0'), .isStreamed = false, .size = 10}})
                                  << many << qint64(1 << 20) << many;
    QTest::newRow("names") << madeZip(QList<MadeEntry>(60, {.name = QByteArray(60'000, 'n')})) << qint64(100) << many
                           << many;
}

void TestExtraction::stopsAtLimits()
{
    QFETCH(QByteArray, zip);
    QFETCH(qint64, entries);
    QFETCH(qint64, bytes);
    QFETCH(qint64, bytesAtAnyRatio);
    const ArchiveLimits limits{.entries = entries, .bytes = bytes, .bytesAtAnyRatio = bytesAtAnyRatio};
    const bool isLying = QByteArrayView(QTest::currentDataTag()).contains("lying");
    for (const Way way : {Way::File, Way::Stream}) {
        const auto extraction = unpack(zip, way, limits);
        QCOMPARE(files(), Files());
        if (isLying && way == Way::File) { // Found out before it counts.
            QVERIFY(!extraction);
            continue;
        }
        QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
        QCOMPARE(extraction->end, ExtractionEnd::PastLimits);
        QVERIFY(!extraction->reason.isEmpty());
        QVERIFY(m_progress->bytes <= (6 << 20));
    }
}

void TestExtraction::goesOnWithRaisedLimits()
{
    QFETCH(Way, way);
    const QByteArray zip = madeZip({{.name = "a", .content = QByteArray(100'000, 'a')}});
    const auto small = unpack(zip, way, {.bytes = 99'999});
    QVERIFY(small);
    QCOMPARE(small->end, ExtractionEnd::PastLimits);
    QCOMPARE(small->claimedBytes, way == Way::File ? 100'000 : -1);
    const auto raised = unpack(zip, way, {.bytes = 100'000});
    QVERIFY(raised);
    QCOMPARE(raised->end, ExtractionEnd::Complete);
    QCOMPARE(raised->files, 1);
}

void TestExtraction::tellsHowFarItIs()
{
    QFETCH(Way, way);
    QVERIFY(unpack(madeZip({{.name = "a", .content = "abc"}, {.name = "b", .content = "de"}, {.name = "c/"}}), way));
    QCOMPARE(m_progress->bytes, 5);
    QCOMPARE(m_progress->files, 2);
    QCOMPARE(m_progress->claimedBytes, 5);
}

void TestExtraction::stopsWhenCancelled()
{
    QFETCH(Way, way);
    const std::atomic_bool cancelled = true;
    const auto extraction = unpack(madeZip({{.name = "a", .content = "abc"}}), way, {}, cancelled);
    QVERIFY(!extraction);
    QCOMPARE(extraction.error().kind, ErrorKind::Cancelled);
    QCOMPARE(files(), Files());
}

void TestExtraction::handsOnWhatTheSourceFailsWith()
{
    class Failing : public ByteSource
    {
    public:
        Expected<QByteArray> next() override
        {
            if (std::exchange(m_isFirst, false))
                return madeZip({{.name = "a", .content = noise(1000)}}).first(500);
            return Unexpected(Error{.kind = ErrorKind::Offline, .message = QStringLiteral("gone")});
        }

    private:
        bool m_isFirst = true;
    };
    Failing source;
    ExtractionProgress progress;
    const auto extraction = extractStream(source, *m_staging, neverCancelled, progress);
    QVERIFY(!extraction);
    QCOMPARE(extraction.error(), (Error{.kind = ErrorKind::Offline, .message = QStringLiteral("gone")}));
    QCOMPARE(files(), Files());
}

//! The kernel refuses writes past the bound, as a full disk does; only the error's number is another one.
void TestExtraction::aFullDiskIsAnError()
{
    QFETCH(Way, way);
    const QByteArray zip = madeZip({{.name = "a", .content = QByteArray(2 << 20, 'a')}});
    rlimit before = {};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{1 << 20, before.rlim_max};
    const auto handler = ::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &small);
    const auto extraction = unpack(zip, way);
    ::setrlimit(RLIMIT_FSIZE, &before);
    ::signal(SIGXFSZ, handler);
    QVERIFY(!extraction);
    QCOMPARE(extraction.error().kind, ErrorKind::FileUnwritable);
    QVERIFY2(extraction.error().message.contains(m_folder->path()), qPrintable(extraction.error().message));
    QCOMPARE(files(), Files());
}

//! At no moment of a streamed extraction is there more on the disk than what is unpacked so far.
void TestExtraction::needsNoMoreRoomThanTheFiles()
{
    const QByteArray zip =
        madeZip({{.name = "a", .content = noise(300'000)}, {.name = "d/b", .content = noise(200'000)}});
    class Watching : public MadeSource
    {
    public:
        Watching(const QByteArray &bytes, const QString &folder)
            : MadeSource(bytes, 5000)
            , m_watched(folder)
        { }
        Expected<QByteArray> next() override
        {
            qint64 size = 0;
            for (const QByteArray &content : filesBelow(m_watched))
                size += content.size();
            most = std::max(most, size);
            return MadeSource::next();
        }
        qint64 most = 0;

    private:
        const QString m_watched;
    };
    Watching source(zip, m_folder->path());
    ExtractionProgress progress;
    const auto extraction = extractStream(source, *m_staging, neverCancelled, progress);
    QVERIFY(extraction);
    QCOMPARE(source.most, 500'000);
}

void TestExtraction::readsRealArchives()
{
    const QDir runs(qEnvironmentVariable("RUNLIGHT_TESTDATA") + QStringLiteral("/run-logs"));
    if (!runs.exists())
        QSKIP("The real logs (RUNLIGHT_TESTDATA) are not here.");
    for (const QString &name : runs.entryList({QStringLiteral("*.zip")})) {
        QFile file(runs.filePath(name));
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray zip = file.readAll();
        Files unpacked;
        for (const Way way : {Way::File, Way::Stream}) {
            QVERIFY(m_staging->clear());
            const auto extraction = unpack(zip, way);
            QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
            QCOMPARE(extraction->end, ExtractionEnd::Complete);
            QVERIFY(extraction->files >= 2);
            QVERIFY(way == Way::File || files() == unpacked);
            unpacked = files();
        }
    }
}

QTEST_GUILESS_MAIN(TestExtraction)

#include "tst_extraction.moc"
