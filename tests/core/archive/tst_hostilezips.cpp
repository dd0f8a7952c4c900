// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/archive/extractionfixture.h"

#include <QTest>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace Runlight;

namespace {

using Refused = QList<RefusedEntry>;

constexpr quint32 linkMode = 0120777;

} // namespace

class TestHostileZips : public QObject, private ExtractionFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(begin()); }
    void cleanup() { QCOMPARE(end(), QStringList()); }

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
    void followsNoLinkThatSomeonePutsThere_data();
    void followsNoLinkThatSomeonePutsThere();
};

void TestHostileZips::refusesNames_data()
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

void TestHostileZips::refusesNames()
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

void TestHostileZips::renames_data()
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

void TestHostileZips::renames()
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

void TestHostileZips::refusesKinds()
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

void TestHostileZips::takesNoModeOver()
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

void TestHostileZips::refusesWhatItCannotUnpack()
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
void TestHostileZips::unpacksDeepFolders()
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

void TestHostileZips::failsWhereDamaged_data()
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

void TestHostileZips::failsWhereDamaged()
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

void TestHostileZips::everyCutIsAnError()
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
void TestHostileZips::anyDamageIsAnErrorOrOfNoMatter()
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

void TestHostileZips::followsNoLinkThatSomeonePutsThere_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("for a folder") << QStringLiteral("d");
    QTest::newRow("for a file") << QStringLiteral("f");
}

void TestHostileZips::followsNoLinkThatSomeonePutsThere()
{
    QFETCH(QString, name);
    const QTemporaryDir elsewhere;
    const QString target = name == u"d" ? elsewhere.path() : elsewhere.filePath(QStringLiteral("target"));
    QVERIFY(QFile::link(target, m_staging->path() + QLatin1Char('/') + name));
    const auto extraction =
        unpack(madeZip({{.name = "d/x", .content = "evil"}, {.name = "f", .content = "evil"}}), Way::Stream);
    QVERIFY(!extraction);
    QCOMPARE(extraction.error().kind, ErrorKind::FileUnwritable);
    QCOMPARE(filesBelow(elsewhere.path()), Files());
    QCOMPARE(files(), Files()); // The link is gone as well.
}

QTEST_GUILESS_MAIN(TestHostileZips)

#include "tst_hostilezips.moc"
