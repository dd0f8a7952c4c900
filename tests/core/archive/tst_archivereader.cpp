// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/archivereader.h"
#include "tests/support/madezip.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <clocale>

using namespace Runlight;

namespace {

using Kind = ArchiveEntry::Kind;

struct ReadEntry
{
    ArchiveEntry entry;
    QByteArray content;
};

const std::atomic_bool notCancelled = false;

//! All that \a path holds.
Expected<QList<ReadEntry>> readAll(const QString &path, const ArchiveLimits &limits = {},
                                   const std::atomic_bool &cancelled = notCancelled)
{
    auto reader = ArchiveReader::open(path, cancelled, limits);
    if (!reader)
        return Unexpected(reader.error());
    QList<ReadEntry> entries;
    while (true) {
        auto entry = (*reader)->next();
        if (!entry)
            return Unexpected(entry.error());
        if (!*entry)
            return entries;
        QByteArray content;
        const auto done = (*reader)->read([&](QByteArrayView block) -> Expected<void> {
            content.append(block);
            return {};
        });
        if (!done)
            return Unexpected(done.error());
        entries.append({**entry, content});
    }
}

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator generator(7);
    for (char &c : bytes)
        c = char(generator.generate());
    return bytes;
}

} // namespace

class TestArchiveReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void readsEveryForm_data();
    void readsEveryForm();
    void readsNames_data();
    void readsNames();
    void tellsKindsApart();
    void skipsWhatIsNotRead();
    void streamsInBlocks();
    void readsEmptyArchives();
    void refuses_data();
    void refuses();
    void refusesEveryCut();
    void survivesAnyDamage();
    void stopsAtTooManyEntries();
    void stopsAtTooManyBytes();
    void stopsAtBombs();
    void stopsAtLongLists();
    void stopsWhenCancelled();
    void stopsWhenTheSinkDoes();
    void readsRealArchives_data();
    void readsRealArchives();

private:
    QString write(const QByteArray &bytes) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestArchiveReader::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QString TestArchiveReader::write(const QByteArray &bytes) const
{
    const QString path = m_folder->filePath(QStringLiteral("a.zip"));
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("No room for the test's archive");
    return path;
}

void TestArchiveReader::readsEveryForm_data()
{
    QTest::addColumn<bool>("isStored");
    QTest::addColumn<bool>("isStreamed");
    QTest::addColumn<bool>("isZip64");
    for (int i = 0; i < 8; ++i) {
        QTest::addRow("%s %s %s", i & 1 ? "stored" : "deflated", i & 2 ? "streamed" : "sized", i & 4 ? "zip64" : "zip")
            << bool(i & 1) << bool(i & 2) << bool(i & 4);
    }
}

void TestArchiveReader::readsEveryForm()
{
    QFETCH(bool, isStored);
    QFETCH(bool, isStreamed);
    QFETCH(bool, isZip64);
    QList<MadeEntry> made;
    for (const QByteArray &content : {QByteArray("a line\n"), noise(300'000), QByteArray(), QByteArray(500'000, 'x')}) {
        made.append({.name = QByteArray::number(made.size()) + ".txt",
                     .content = content,
                     .isStored = isStored,
                     .isStreamed = isStreamed,
                     .isZip64 = isZip64});
    }
    const auto entries = readAll(write(madeZip(made)));
    QVERIFY2(entries, qPrintable(entries ? QString() : entries.error().message));
    QCOMPARE(entries->size(), made.size());
    for (qsizetype i = 0; i < made.size(); ++i) {
        QCOMPARE(entries->at(i).entry.name.toUtf8(), made.at(i).name);
        QCOMPARE(entries->at(i).entry.kind, Kind::File);
        QCOMPARE(entries->at(i).entry.size, std::optional<qint64>(made.at(i).content.size()));
        QVERIFY(entries->at(i).content == made.at(i).content);
    }
}

void TestArchiveReader::readsNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("claimsUtf8");
    QTest::addColumn<QString>("read");
    const auto row = [](const char *what, const QByteArray &name, const QString &read) {
        QTest::addRow("%s", what) << name << false << read;
        QTest::addRow("%s, UTF-8", what) << name << true << read;
    };
    const auto broken = [](const char *what, const QByteArray &name, const QString &read) {
        QTest::addRow("%s", what) << name << false << read;
        QTest::addRow("%s, said to be UTF-8", what) << name << true << QString();
    };
    row("plain", "0_build.txt", QStringLiteral("0_build.txt"));
    row("parent", "../../etc/x", QStringLiteral("../../etc/x"));
    row("absolute", "/etc/x", QStringLiteral("/etc/x"));
    row("drive", "C:\\x", QStringLiteral("C:/x"));
    row("Chinese", "0_\xe6\x9e\x84\xe5\xbb\xba.txt", QStringLiteral(u"0_构建.txt"));
    QTest::newRow("decomposed") << QByteArray("e\xcc\x81.txt") << true << QStringLiteral(u"\u00e9.txt");
    row("emoji", "\xf0\x9f\x98\x85.txt", QStringLiteral(u"😅.txt"));
    row("line break", "a\nb", QStringLiteral("a\nb"));
    row("half an emoji", "\xf0\x9f\x98\x85\xef\xbf\xbd.txt", QStringLiteral(u"😅\ufffd.txt"));
    broken("cut emoji", "a\xf0\x9f\x98.txt", QStringLiteral(u"a\ufffd\ufffd\ufffd.txt"));
    broken("lone surrogate", "a\xed\xa0\xbd", QStringLiteral(u"a\ufffd\ufffd\ufffd"));
    broken("Latin-1", "a\xe9z", QStringLiteral(u"a\ufffdz"));
    QTest::newRow("empty") << QByteArray() << false << QString();
}

void TestArchiveReader::readsNames()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, claimsUtf8);
    QFETCH(QString, read);
    const auto entries = readAll(write(madeZip({{.name = name, .content = "x", .namesAreUtf8 = claimsUtf8}})));
    QVERIFY2(entries, qPrintable(entries ? QString() : entries.error().message));
    QCOMPARE(entries->size(), 1);
    QCOMPARE(entries->at(0).entry.name, read);
    QCOMPARE(entries->at(0).content, QByteArray("x"));

    setlocale(LC_ALL, "C");
    const auto again = readAll(m_folder->filePath(QStringLiteral("a.zip")));
    setlocale(LC_ALL, "");
    QVERIFY(again);
    QCOMPARE(again->at(0).entry.name, read);
}

void TestArchiveReader::tellsKindsApart()
{
    const auto entries = readAll(write(madeZip({
        {.name = "folder/"},
        {.name = "folder/file", .content = "x", .unixMode = 0100644},
        {.name = "link", .content = "/etc/passwd", .isStored = true, .isStreamed = false, .unixMode = 0120777},
        {.name = "__MACOSX/._x", .content = "x"},
    })));
    QVERIFY2(entries, qPrintable(entries ? QString() : entries.error().message));
    QCOMPARE(entries->size(), 4);
    QCOMPARE(entries->at(0).entry.kind, Kind::Folder);
    QCOMPARE(entries->at(1).entry.kind, Kind::File);
    QCOMPARE(entries->at(2).entry.kind, Kind::Link);
    QVERIFY(entries->at(2).content.isEmpty());
    QCOMPARE(entries->at(3).entry.kind, Kind::File);
}

void TestArchiveReader::skipsWhatIsNotRead()
{
    const QString path = write(madeZip({{.name = "a", .content = noise(400'000)},
                                        {.name = "b", .content = noise(400'000), .checksum = 1},
                                        {.name = "c", .content = "x"}}));
    auto reader = ArchiveReader::open(path, notCancelled);
    QVERIFY(reader);
    QStringList names;
    QByteArray last;
    while (const auto entry = *(*reader)->next()) {
        names.append(entry->name);
        if (entry->name == QLatin1String("b"))
            continue;
        last.clear();
        QVERIFY((*reader)->read([&](QByteArrayView block) -> Expected<void> {
            last.append(block);
            return {};
        }));
    }
    QCOMPARE(names.join(u' '), QStringLiteral("a b c"));
    QCOMPARE(last, QByteArray("x"));
}

void TestArchiveReader::streamsInBlocks()
{
    for (const bool isStored : {false, true}) {
        const QString path =
            write(madeZip({{.name = "a", .content = QByteArray(20 << 20, 'a'), .isStored = isStored}}));
        auto reader = ArchiveReader::open(path, notCancelled);
        QVERIFY(reader && (*reader)->next());
        qint64 bytes = 0;
        qsizetype largest = 0;
        QVERIFY((*reader)->read([&](QByteArrayView block) -> Expected<void> {
            bytes += block.size();
            largest = std::max(largest, block.size());
            return {};
        }));
        QCOMPARE(bytes, 20 << 20);
        QVERIFY2(largest <= 512 << 10, qPrintable(QString::number(largest)));
    }
}

void TestArchiveReader::readsEmptyArchives()
{
    const auto entries = readAll(write(madeZip({})));
    QVERIFY2(entries, qPrintable(entries ? QString() : entries.error().message));
    QVERIFY(entries->isEmpty());
}

void TestArchiveReader::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("message");
    const QString notZip =
        QStringLiteral("The file is not a zip archive; open it with a program that knows its format.");
    const QString early = QStringLiteral("The archive ends too early; download it again.");
    const QString checksum =
        QStringLiteral("A file in the archive does not match its checksum; download the archive again.");
    QTest::newRow("empty") << QByteArray()
                           << QStringLiteral("The archive is empty, without even a list of files; download it again.");
    QTest::newRow("web page") << QByteArray("<!DOCTYPE html><title>Sorry</title>") << notZip;
    QTest::newRow("one byte") << QByteArray("P") << notZip;
    QTest::newRow("noise") << noise(200'000) << notZip;
    QTest::newRow("another format") << QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) + noise(1000) << notZip;
    QTest::newRow("start only") << QByteArray("PK\3\4") << early;
    QTest::newRow("cut") << madeZip({{.name = "a", .content = noise(100'000)}}).first(50'000) << early;
    QTest::newRow("encrypted") << madeZip({{.name = "a", .content = noise(100), .isEncrypted = true}})
                               << QStringLiteral(
                                      "The archive is encrypted; unpack it with a program that asks for its password.");
    QTest::newRow("other method") << madeZip({{.name = "a", .content = noise(100), .method = 14}})
                                  << QStringLiteral(
                                         "The archive is packed in an unusual way; unpack it with another program.");
    for (const bool isStored : {false, true}) {
        QTest::addRow("checksum %d", isStored)
            << madeZip({{.name = "a", .content = noise(100'000), .isStored = isStored, .checksum = 1}}) << checksum;
    }
    const QString damaged = QStringLiteral("The archive is damaged; download it again.");
    QTest::newRow("size") << madeZip({{.name = "a", .content = noise(100), .size = 99}}) << damaged;
    QByteArray broken = madeZip({{.name = "a", .content = QByteArray(100'000, 'a')}});
    for (int i = 40; i < 80; ++i)
        broken[i] = char(0xff);
    QTest::newRow("broken data") << broken << damaged;
}

void TestArchiveReader::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, message);
    const auto entries = readAll(write(bytes));
    QVERIFY(!entries);
    QCOMPARE(entries.error().kind, ErrorKind::Archive);
    QCOMPARE(entries.error().message, message);

    const auto missing = readAll(m_folder->filePath(QStringLiteral("missing.zip")));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::FileUnreadable);
    QCOMPARE(readAll(m_folder->path()).error().kind, ErrorKind::FileUnreadable);
}

void TestArchiveReader::refusesEveryCut()
{
    const QByteArray whole = madeZip({{.name = "a", .content = "abc"}, {.name = "b/", .isStored = true}});
    for (qsizetype size = 1; size < whole.size(); ++size) {
        const auto entries = readAll(write(whole.first(size)));
        QVERIFY2(!entries, qPrintable(QString::number(size)));
        QCOMPARE(entries.error().kind, ErrorKind::Archive);
    }
}

//! Whatever byte is wrong: an error, or what it was where the byte is of no matter.
void TestArchiveReader::survivesAnyDamage()
{
    const QByteArray whole = madeZip({{.name = "abc", .content = "some text\n"},
                                      {.name = "d", .content = noise(50), .isStored = true, .isStreamed = false}});
    int errors = 0;
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (const quint8 flip : {0x01, 0x80, 0xff}) {
            QByteArray bytes = whole;
            bytes[at] = char(quint8(bytes[at]) ^ flip);
            const auto entries = readAll(write(bytes));
            errors += entries ? 0 : 1;
            for (const ReadEntry &entry : entries ? *entries : QList<ReadEntry>())
                QVERIFY(entry.entry.kind != Kind::File || entry.content == "some text\n" || entry.content == noise(50));
        }
    }
    QVERIFY2(errors > whole.size() / 2, qPrintable(QString::number(errors)));
}

void TestArchiveReader::stopsAtTooManyEntries()
{
    const QString path = write(madeZip(QList<MadeEntry>(4, {.name = "a", .content = "x"})));
    QCOMPARE(readAll(path, {.entries = 4})->size(), 4);
    const auto tooMany = readAll(path, {.entries = 3});
    QVERIFY(!tooMany);
    QCOMPARE(tooMany.error().kind, ErrorKind::Archive);
    QVERIFY2(tooMany.error().message.startsWith(QLatin1String("The archive has more than 3 file")),
             qPrintable(tooMany.error().message));
}

void TestArchiveReader::stopsAtTooManyBytes()
{
    const QString path = write(madeZip({{.name = "a", .content = noise(1000)}, {.name = "b", .content = noise(1000)}}));
    QVERIFY(readAll(path, {.bytes = 2000}));
    const auto tooMuch = readAll(path, {.bytes = 1999});
    QVERIFY(!tooMuch);
    QVERIFY(tooMuch.error().message.startsWith(QLatin1String("The archive unpacks to far more")));
}

void TestArchiveReader::stopsAtBombs()
{
    const QByteArray zeros(10 << 20, '\0');
    const QString path = write(madeZip({{.name = "a", .content = zeros}}));
    QVERIFY(readAll(path));
    const auto bomb = readAll(path, {.bytesAtAnyRatio = 1 << 20});
    QVERIFY(!bomb);
    QVERIFY(bomb.error().message.startsWith(QLatin1String("The archive unpacks to far more")));
}

//! The list of entries is held in memory as a whole.
void TestArchiveReader::stopsAtLongLists()
{
    const QString path = write(madeZip(QList<MadeEntry>(60, {.name = QByteArray(60'000, 'n')})));
    QVERIFY(readAll(path));
    const auto tooLong = readAll(path, {.entries = 100});
    QVERIFY(!tooLong);
    QVERIFY(tooLong.error().message.startsWith(QLatin1String("The archive has too long a list")));
}

void TestArchiveReader::stopsWhenCancelled()
{
    const QString path = write(madeZip({{.name = "a", .content = QByteArray(10 << 20, 'a')}}));
    std::atomic_bool cancelled = true;
    QCOMPARE(readAll(path, {}, cancelled).error().kind, ErrorKind::Cancelled);

    cancelled = false;
    auto reader = ArchiveReader::open(path, cancelled);
    QVERIFY(reader && (*reader)->next());
    int blocks = 0;
    const auto read = (*reader)->read([&](QByteArrayView) -> Expected<void> {
        cancelled = ++blocks == 2;
        return {};
    });
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Cancelled);
    QCOMPARE(blocks, 2);
}

void TestArchiveReader::stopsWhenTheSinkDoes()
{
    auto reader = ArchiveReader::open(write(madeZip({{.name = "a", .content = "abc"}})), notCancelled);
    QVERIFY(reader && (*reader)->next());
    const auto read = (*reader)->read(
        [](QByteArrayView) -> Expected<void> { return Unexpected(Error{.kind = ErrorKind::FileUnwritable}); });
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::FileUnwritable);
}

void TestArchiveReader::readsRealArchives_data()
{
    QTest::addColumn<QString>("path");
    const QDir runs(qEnvironmentVariable("RUNLIGHT_TESTDATA") + QStringLiteral("/run-logs"));
    if (!runs.exists())
        QSKIP("The real logs (RUNLIGHT_TESTDATA) are not here.");
    for (const QString &name : runs.entryList({QStringLiteral("*.zip")}))
        QTest::newRow(qPrintable(name)) << runs.filePath(name);
    QTest::newRow("run_log_gh.zip") << runs.filePath(QStringLiteral("../run_log_gh.zip"));
}

//! What is in the zip is what lies beside it unpacked, where it does.
void TestArchiveReader::readsRealArchives()
{
    QFETCH(QString, path);
    const auto entries = readAll(path);
    QVERIFY2(entries, qPrintable(entries ? QString() : entries.error().message));
    QVERIFY(entries->size() >= 2);
    const QDir unpacked(path.chopped(4));
    for (const ReadEntry &read : *entries) {
        QVERIFY(!read.entry.name.isEmpty());
        QCOMPARE(read.entry.kind, read.entry.name.endsWith(u'/') ? Kind::Folder : Kind::File);
        if (!unpacked.exists())
            continue;
        QFile file(unpacked.filePath(read.entry.name));
        QVERIFY2(file.open(QFile::ReadOnly), qPrintable(read.entry.name));
        QVERIFY(file.readAll() == read.content);
    }
}

QTEST_GUILESS_MAIN(TestArchiveReader)

#include "tst_archivereader.moc"
