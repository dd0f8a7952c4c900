// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/extraction.h"
#include "tests/core/archive/unpacked.h"
#include "tests/support/madezip.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace Runlight;

namespace {

using Files = QMap<QString, QByteArray>;
using Refused = QList<RefusedEntry>;

const std::atomic_bool neverCancelled = false;
constexpr quint32 linkMode = 0120777;

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator generator(7);
    for (char &c : bytes)
        c = char(generator.generate());
    return bytes;
}

enum class Way {
    File,
    Stream,
    StreamByByte,
};

const std::pair<const char *, Way> ways[] = {
    {"file", Way::File}, {"stream", Way::Stream}, {"stream by byte", Way::StreamByByte}};

} // namespace

Q_DECLARE_METATYPE(Way)

class TestExtraction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void unpacksEveryForm_data();
    void unpacksEveryForm();
    void unpacksManyFiles_data() { addWays(); }
    void unpacksManyFiles();
    void unpacksBigFiles_data() { addWays(); }
    void unpacksBigFiles();
    void unpacksTheEmptyArchive_data() { addWays(); }
    void unpacksTheEmptyArchive();
    void refusesNames_data();
    void refusesNames();
    void renames_data();
    void renames();
    void refusesKinds_data() { addWays(); }
    void refusesKinds();
    void takesNoModeOver_data() { addWays(); }
    void takesNoModeOver();
    void refusesWhatItCannotUnpack_data() { addWays(); }
    void refusesWhatItCannotUnpack();
    void unpacksDeepFolders_data() { addWays(); }
    void unpacksDeepFolders();
    void failsWhereDamaged_data();
    void failsWhereDamaged();
    void everyCutIsAnError_data() { addWays(); }
    void everyCutIsAnError();
    void anyDamageIsAnErrorOrOfNoMatter_data() { addWays(); }
    void anyDamageIsAnErrorOrOfNoMatter();
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
    void followsNoLinkThatSomeonePutsThere_data();
    void followsNoLinkThatSomeonePutsThere();
    void needsNoMoreRoomThanTheFiles();
    void readsRealArchives();

private:
    static void addWays();
    Expected<Extraction> unpack(const QByteArray &zip, Way way, const ArchiveLimits &limits = {},
                                const std::atomic_bool &cancelled = neverCancelled);
    Files files() const { return filesBelow(m_staging->path()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StagingFolder> m_staging;
    std::unique_ptr<ExtractionProgress> m_progress;
};

void TestExtraction::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto staging = StagingFolder::create(m_folder->path());
    QVERIFY(staging);
    m_staging = *std::move(staging);
}

//! Whatever a test did: nothing was written beside the folder.
void TestExtraction::cleanup()
{
    m_staging.reset();
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot),
             QStringList());
}

void TestExtraction::addWays()
{
    QTest::addColumn<Way>("way");
    for (const auto &[name, way] : ways)
        QTest::newRow(name) << way;
}

Expected<Extraction> TestExtraction::unpack(const QByteArray &zip, Way way, const ArchiveLimits &limits,
                                            const std::atomic_bool &cancelled)
{
    m_progress = std::make_unique<ExtractionProgress>();
    if (way != Way::File) {
        MadeSource source(zip, way == Way::Stream ? 10'000 : zip.size() < 100'000 ? 1 : 997);
        return extractStream(source, *m_staging, cancelled, *m_progress, limits);
    }
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a.zip")));
    if (!file.open(QFile::WriteOnly) || file.write(zip) != zip.size())
        qFatal("No room for the test's archive");
    file.close();
    return extractFile(file.fileName(), *m_staging, cancelled, *m_progress, limits);
}

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
    QCOMPARE(extraction->refused, Refused());
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
                                   {.name = "streamed", .content = big}};
    const auto extraction = unpack(madeZip(entries), way);
    QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
    QCOMPARE(extraction->bytes, 3 * big.size() + 1);
    for (const MadeEntry &entry : entries)
        QVERIFY(files().value(QString::fromUtf8(entry.name)) == entry.content);
}

void TestExtraction::unpacksTheEmptyArchive()
{
    QFETCH(Way, way);
    const auto extraction = unpack(madeZip({}), way);
    QVERIFY(extraction);
    QCOMPARE(extraction->end, ExtractionEnd::Complete);
    QCOMPARE(extraction->files + extraction->folders, 0);
}

void TestExtraction::refusesNames_data()
{
    QTest::addColumn<QByteArrayList>("names");
    QTest::addColumn<RefusalReason>("reason");
    using Reason = RefusalReason;
    const auto add = [](const char *name, const QByteArrayList &names, Reason reason) {
        QTest::newRow(name) << names << reason;
    };
    add("absolute", {"/etc/passwd", "//host/share/x", "C:/x", "c:\\x", "C:x", "\\\\host\\share\\x"},
        Reason::AbsolutePath);
    add("out of the folder", {"../x", "..", "a/../../x", "a/..", "../", "./../x", "x/y/../z"}, Reason::ParentFolder);
    add("backslash", {"a\\b", "..\\x", "\\x", "a/b\\..\\..\\c", "\\"}, Reason::Backslash);
    add("control", {QByteArray("a\0b", 3), "a\nb", "a\x1b[2J", "\x7f", "gpj\u202egnp.exe", "\u2066x", "a\u200fb"},
        Reason::ControlCharacter);
    add("empty", {"", ".", "./."}, Reason::EmptyName);
    add("long",
        {QByteArray(256, 'a'), "d/" + QByteArray(128, '\xc3').replace("\xc3", "ü"), QByteArray(300, 'b') + "/c"},
        Reason::NameTooLong);
    add("deep", {QByteArray("d/").repeated(1200) + "x", QByteArray("d/").repeated(30'000)}, Reason::TooDeep);
}

void TestExtraction::refusesNames()
{
    QFETCH(QByteArrayList, names);
    QFETCH(RefusalReason, reason);
    QList<MadeEntry> entries{{.name = "good", .content = "1"}};
    for (const QByteArray &name : names)
        entries.append(MadeEntry{.name = name, .content = name.endsWith('/') ? QByteArray() : QByteArray("evil")});
    entries.append(MadeEntry{.name = "last", .content = "2"});
    for (const auto &[wayName, way] : ways) {
        QVERIFY(m_staging->clear());
        const auto extraction = unpack(madeZip(entries), way);
        QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
        QCOMPARE(extraction->end, ExtractionEnd::Complete);
        QCOMPARE(extraction->refused.size(), names.size());
        for (qsizetype i = 0; i < names.size(); ++i) {
            QCOMPARE(extraction->refused[i].name, QString::fromUtf8(names[i]));
            QCOMPARE(extraction->refused[i].reason, reason);
        }
        QVERIFY(!refusalText(reason).isEmpty());
        QCOMPARE(files(), (Files{{QStringLiteral("good"), "1"}, {QStringLiteral("last"), "2"}}));
        QCOMPARE(extraction->files, 2);
    }
}

void TestExtraction::renames_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<Refused>("refused");
    const auto add = [](const char *name, const QStringList &names, const QStringList &paths,
                        const Refused &refused = {}) {
        QTest::newRow(name) << names << paths << refused;
    };
    add("case",
        {QStringLiteral("a.txt"), QStringLiteral("A.txt"), QStringLiteral("A.TXT"), QStringLiteral("É"),
         QStringLiteral("é")},
        {QStringLiteral("a.txt"), QStringLiteral("A (2).txt"), QStringLiteral("A (3).TXT"), QStringLiteral("É"),
         QStringLiteral("é (2)")});
    add("Unicode form",
        {QStringLiteral("\u00e9"), QStringLiteral("e\u0301"), QStringLiteral("\u212b"), QStringLiteral("\u00c5")},
        {QStringLiteral("\u00e9"), QStringLiteral("e\u0301 (2)"), QStringLiteral("\u212b"),
         QStringLiteral("\u00c5 (2)")});
    add("case of folders",
        {QStringLiteral("d/a"), QStringLiteral("D/a"), QStringLiteral("D/b"), QStringLiteral("d/b"),
         QStringLiteral("D")},
        {QStringLiteral("d/a"), QStringLiteral("D (2)/a"), QStringLiteral("D (2)/b"), QStringLiteral("d/b"), QString()},
        {{QStringLiteral("D"), RefusalReason::Conflict}});
    add("numbers that are taken", {QStringLiteral("a"), QStringLiteral("A (2)"), QStringLiteral("A")},
        {QStringLiteral("a"), QStringLiteral("A (2)"), QStringLiteral("A (3)")});
    add("reserved",
        {QStringLiteral("CON"), QStringLiteral("nul.txt"), QStringLiteral("d/Com1.tar.gz"), QStringLiteral("lpt9"),
         QStringLiteral("aux /x"), QStringLiteral("console"), QStringLiteral("COM10")},
        {QStringLiteral("CON_"), QStringLiteral("nul_.txt"), QStringLiteral("d/Com1_.tar.gz"), QStringLiteral("lpt9_"),
         QStringLiteral("aux_/x"), QStringLiteral("console"), QStringLiteral("COM10")});
    add("ends",
        {QStringLiteral("a."), QStringLiteral("b "), QStringLiteral("c. ."), QStringLiteral("d./x"),
         QStringLiteral("...")},
        {QStringLiteral("a_"), QStringLiteral("b_"), QStringLiteral("c. _"), QStringLiteral("d_/x"),
         QStringLiteral(".._")});
    add("streams and patterns", {QStringLiteral("file:stream"), QStringLiteral("what?"), QStringLiteral("<a>|\"*\"")},
        {QStringLiteral("file_stream"), QStringLiteral("what_"), QStringLiteral("_a_____")});
    add("duplicates",
        {QStringLiteral("a"), QStringLiteral("a"), QStringLiteral("d/"), QStringLiteral("d/"), QStringLiteral("./a")},
        {QStringLiteral("a"), QString(), QString(), QString(), QString()},
        {{QStringLiteral("a"), RefusalReason::Duplicate}, {QStringLiteral("./a"), RefusalReason::Duplicate}});
    add("file as folder",
        {QStringLiteral("a"), QStringLiteral("a/b"), QStringLiteral("a/"), QStringLiteral("c/d"), QStringLiteral("c")},
        {QStringLiteral("a"), QString(), QString(), QStringLiteral("c/d"), QString()},
        {{QStringLiteral("a/b"), RefusalReason::Conflict},
         {QStringLiteral("a/"), RefusalReason::Conflict},
         {QStringLiteral("c"), RefusalReason::Conflict}});
}

void TestExtraction::renames()
{
    QFETCH(QStringList, names);
    QFETCH(QStringList, paths);
    QFETCH(Refused, refused);
    QList<MadeEntry> entries;
    Files expected;
    QList<RenamedEntry> renamed;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QByteArray content = names[i].endsWith(u'/') ? QByteArray() : QByteArray::number(int(i));
        entries.append(MadeEntry{.name = names[i].toUtf8(), .content = content, .namesAreUtf8 = true});
        if (paths[i].isEmpty())
            continue;
        expected.insert(paths[i], content);
        if (paths[i] != names[i])
            renamed.append({names[i], paths[i]});
    }
    for (const auto &[wayName, way] : ways) {
        QVERIFY(m_staging->clear());
        const auto extraction = unpack(madeZip(entries), way);
        QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
        Files found = files();
        found.removeIf([](const auto &file) { return file.key().endsWith(u'/'); });
        QCOMPARE(found, expected);
        QCOMPARE(extraction->renamed, renamed);
        QCOMPARE(extraction->refused, refused);
    }
}

void TestExtraction::refusesKinds()
{
    QFETCH(Way, way);
    const QList<MadeEntry> entries{
        {.name = "d/link", .content = "/etc/passwd", .unixMode = linkMode},
        {.name = "d/link/x", .content = "evil"},
        {.name = "up", .content = "..", .isStored = true, .isStreamed = false, .unixMode = linkMode},
        {.name = "up/x", .content = "evil"},
        {.name = "pipe", .content = "", .unixMode = 0010644},
        {.name = "device", .content = "", .unixMode = 0060644},
        {.name = "character", .content = "", .unixMode = 0020644},
        {.name = "socket", .content = "", .unixMode = 0140644},
        {.name = "folder", .content = "", .unixMode = 0040755},
        {.name = "full/", .content = "evil", .isStreamed = false},
        {.name = "plain", .content = "1", .unixMode = 0100644}};
    const auto extraction = unpack(madeZip(entries), way);
    QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
    using Reason = RefusalReason;
    const Refused refused{{QStringLiteral("d/link"), Reason::Link},
                          {QStringLiteral("d/link/x"), Reason::Conflict},
                          {QStringLiteral("up"), Reason::Link},
                          {QStringLiteral("up/x"), Reason::Conflict},
                          {QStringLiteral("pipe"), Reason::SpecialFile},
                          {QStringLiteral("device"), Reason::SpecialFile},
                          {QStringLiteral("character"), Reason::SpecialFile},
                          {QStringLiteral("socket"), Reason::SpecialFile},
                          {QStringLiteral("folder"), Reason::SpecialFile},
                          {QStringLiteral("full/"), Reason::SpecialFile}};
    QCOMPARE(extraction->refused, refused);
    QCOMPARE(files(),
             (Files{{QStringLiteral("d/"), {}}, {QStringLiteral("full/"), {}}, {QStringLiteral("plain"), "1"}}));
    QCOMPARE(extraction->files, 1);
    QCOMPARE(extraction->bytes, 1);
}

void TestExtraction::takesNoModeOver()
{
    QFETCH(Way, way);
    const mode_t before = ::umask(022);
    const auto extraction = unpack(madeZip({{.name = "suid", .content = "x", .unixMode = 0106777},
                                            {.name = "d/", .unixMode = 0043777},
                                            {.name = "none", .content = "x", .unixMode = 0100000}}),
                                   way);
    ::umask(before);
    QVERIFY(extraction);
    const auto modeOf = [&](const char *name) {
        struct stat info = {};
        ::stat((m_staging->path().toUtf8() + '/' + name).constData(), &info);
        return info.st_mode & 07777u;
    };
    QCOMPARE(modeOf("suid"), 0644u);
    QCOMPARE(modeOf("none"), 0644u);
    QCOMPARE(modeOf("d"), 0755u);
}

void TestExtraction::refusesWhatItCannotUnpack()
{
    QFETCH(Way, way);
    const auto extraction =
        unpack(madeZip({{.name = "a", .content = noise(100), .isStreamed = false, .isEncrypted = true},
                        {.name = "b", .content = noise(100), .isStreamed = false, .method = 14},
                        {.name = "c", .content = "1"}}),
               way);
    QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
    QCOMPARE(extraction->refused,
             (Refused{{QStringLiteral("a"), RefusalReason::Encrypted},
                      {QStringLiteral("b"), RefusalReason::UnknownMethod}}));
    QCOMPARE(files(), (Files{{QStringLiteral("c"), "1"}}));
}

//! Also where the paths are longer than any call takes, and with no more files open than a process may have.
void TestExtraction::unpacksDeepFolders()
{
    QFETCH(Way, way);
    const QByteArray deep = QByteArray("a folder/").repeated(1000);
    rlimit before = {};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const rlimit few{100, before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &few);
    const auto extraction = unpack(madeZip({{.name = deep + "x", .content = "1"},
                                            {.name = deep + "y", .content = "2"},
                                            {.name = QByteArray("a folder/").repeated(500) + "z", .content = "3"},
                                            {.name = deep + "w/", .content = {}}}),
                                   way);
    QVERIFY2(extraction, qPrintable(extraction ? QString() : extraction.error().message));
    QCOMPARE(extraction->files, 3);
    QCOMPARE(extraction->folders, 1001);
    QCOMPARE(extraction->refused, Refused());
    QVERIFY(m_staging->clear());
    QCOMPARE(files(), Files());
    ::setrlimit(RLIMIT_NOFILE, &before);
}

void TestExtraction::failsWhereDamaged_data()
{
    QTest::addColumn<QByteArray>("zip");
    QTest::addColumn<QString>("message");
    const QString checksum =
        QStringLiteral("A file in the archive does not match its checksum; download the archive again.");
    const QString list =
        QStringLiteral("The archive's list of files does not agree with the files in it, so nothing of it was kept; "
                       "download it again.");
    const QString damaged = QStringLiteral("The archive is damaged; download it again.");
    const QByteArray content = noise(1000);
    const MadeEntry good{.name = "good", .content = content};
    const auto add = [&](const char *name, MadeEntry entry, const QString &message) {
        entry.name = "bad";
        if (entry.content.isEmpty())
            entry.content = content;
        QTest::newRow(name) << madeZip({good, entry}) << message;
    };
    add("checksum", {.isStreamed = false, .checksum = 1}, checksum);
    add("checksum, stored", {.isStored = true, .isStreamed = false, .checksum = 1}, checksum);
    add("checksum, streamed", {.checksum = 1}, checksum);
    add("checksum of big", {.content = noise(9 << 20), .isStreamed = false, .checksum = 1}, checksum);
    add("too small", {.isStreamed = false, .size = 999}, damaged);
    add("too large", {.isStreamed = false, .size = 1001}, damaged);
    add("listed size", {.isStreamed = false, .listedSize = 999}, list);
    add("listed checksum", {.isStreamed = false, .listedChecksum = 1}, list);
    add("listed name", {.listedName = "other"}, list);
    add("listed over another", {.listedOffset = 0}, list);
    add("listed far away", {.listedOffset = 0x10000000}, list);
    QByteArray broken = madeZip({{.name = "a", .content = QByteArray(100'000, 'a')}});
    for (int i = 40; i < 80; ++i)
        broken[i] = char(0xff);
    QTest::newRow("broken data") << broken << damaged;
    QTest::newRow("counted wrongly") << madeZip({good, good}, {.count = 1}) << list;
    QTest::newRow("listed twice over one")
        << madeZip({good, {.name = "good", .content = content, .listedOffset = 0}}) << list;
}

void TestExtraction::failsWhereDamaged()
{
    QFETCH(QByteArray, zip);
    QFETCH(QString, message);
    for (const auto &[wayName, way] : ways) {
        const auto extraction = unpack(zip, way);
        QVERIFY(!extraction);
        QCOMPARE(extraction.error().kind, ErrorKind::Archive);
        if (QByteArrayView(QTest::currentDataTag()) == "checksum, streamed"
            || QByteArrayView(QTest::currentDataTag()).startsWith("listed"))
            QVERIFY(!extraction.error().message.isEmpty());
        else
            QCOMPARE(extraction.error().message, message);
        QCOMPARE(files(), Files());
    }
}

void TestExtraction::everyCutIsAnError()
{
    QFETCH(Way, way);
    const QByteArray whole =
        madeZip({{.name = "a", .content = "abc"}, {.name = "b/", .isStored = true}}, {.isZip64 = true});
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const auto extraction = unpack(whole.first(size), way);
        QVERIFY2(!extraction, qPrintable(QString::number(size)));
        QCOMPARE(extraction.error().kind, ErrorKind::Archive);
        QCOMPARE(files(), Files());
    }
    QVERIFY(unpack(whole, way));
}

//! Whatever byte is wrong: what is unpacked has the right content.
void TestExtraction::anyDamageIsAnErrorOrOfNoMatter()
{
    QFETCH(Way, way);
    const QByteArray whole = madeZip({{.name = "abc", .content = "some text\n"},
                                      {.name = "d", .content = noise(50), .isStored = true, .isStreamed = false}});
    int errors = 0;
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (const quint8 flip : {0x01, 0x80, 0xff}) {
            QByteArray bytes = whole;
            bytes[at] = char(quint8(bytes[at]) ^ flip);
            const auto extraction = unpack(bytes, way);
            errors += extraction && extraction->end == ExtractionEnd::Complete ? 0 : 1;
            for (const QByteArray &content : files())
                QVERIFY(content == "some text\n" || content == noise(50));
            QVERIFY(m_staging->clear());
        }
    }
    QVERIFY2(errors > whole.size() / 2, qPrintable(QString::number(errors)));
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
    QCOMPARE(extraction.error().kind, ErrorKind::Storage);
    QVERIFY2(extraction.error().message.contains(m_folder->path()), qPrintable(extraction.error().message));
    QCOMPARE(files(), Files());
}

void TestExtraction::followsNoLinkThatSomeonePutsThere_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("for a folder") << QStringLiteral("d");
    QTest::newRow("for a file") << QStringLiteral("f");
}

void TestExtraction::followsNoLinkThatSomeonePutsThere()
{
    QFETCH(QString, name);
    const QTemporaryDir elsewhere;
    const QString target = name == u"d" ? elsewhere.path() : elsewhere.filePath(QStringLiteral("target"));
    QVERIFY(QFile::link(target, m_staging->path() + QLatin1Char('/') + name));
    const auto extraction =
        unpack(madeZip({{.name = "d/x", .content = "evil"}, {.name = "f", .content = "evil"}}), Way::Stream);
    QVERIFY(!extraction);
    QCOMPARE(extraction.error().kind, ErrorKind::Storage);
    QCOMPARE(filesBelow(elsewhere.path()), Files());
    QCOMPARE(files(), Files()); // The link is gone as well.
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
