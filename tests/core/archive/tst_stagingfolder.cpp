// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/extraction.h"
#include "core/archive/stagingfolder.h"
#include "tests/core/archive/unpacked.h"
#include "tests/support/madezip.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <thread>

using namespace Runlight;

namespace {

using Files = QMap<QString, QByteArray>;

constexpr char childFolder[] = "RUNLIGHT_TEST_STAGING_FOLDER";

std::unique_ptr<StagingFolder> stagingIn(const QString &parent)
{
    auto staging = StagingFolder::create(parent);
    return staging ? *std::move(staging) : nullptr;
}

void put(StagingFolder &staging, const QString &name, const QByteArray &content)
{
    const auto file = staging.createFile(name);
    if (!file || (*file)->write(content) != content.size())
        qFatal("No room for the test's file");
}

//! Stops in the middle of an archive, for good.
class Stalling : public ByteSource
{
public:
    Expected<QByteArray> next() override
    {
        if (std::exchange(m_isFirst, false))
            return madeZip({{.name = "d/a", .content = "abc"}, {.name = "b", .content = QByteArray(1000, 'b')}})
                .first(75);
        std::puts("in the middle");
        std::fflush(stdout);
        std::this_thread::sleep_for(std::chrono::hours(1));
        return QByteArray();
    }

private:
    bool m_isFirst = true;
};

//! What the test kills.
int unpackForever(const QString &folder)
{
    const auto staging = stagingIn(folder);
    Stalling source;
    const std::atomic_bool cancelled = false;
    ExtractionProgress progress;
    return staging && extractStream(source, *staging, cancelled, progress) ? 0 : 1;
}

} // namespace

class TestStagingFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void leavesNothingBehind();
    void movesIntoPlace();
    void neverOverwrites();
    void manyAtOnceGetNamesOfTheirOwn();
    void movesFilesIntoPlace();
    void namesAreNoPaths_data();
    void namesAreNoPaths();
    void namesStayShort();
    void errorsAreStorage();
    void whatWasPutInItsPlaceIsNotMoved();
    void clearsWhateverItHolds();
    void sweepsOnlyWhatIsDead();
    void afterAKillThereIsNothing();

private:
    QString path() const { return m_folder->path(); }
    Files files() const { return filesBelow(path()); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStagingFolder::leavesNothingBehind()
{
    auto staging = stagingIn(path());
    QVERIFY(staging);
    put(*staging, QStringLiteral("a"), "abc");
    const QFileInfo info(staging->path());
    QVERIFY(info.isDir());
    QVERIFY(info.isHidden());
    QCOMPARE(info.path(), path());
    staging.reset();
    QCOMPARE(files(), Files());
}

void TestStagingFolder::movesIntoPlace()
{
    auto staging = stagingIn(path());
    put(*staging, QStringLiteral("a"), "abc");
    const auto placed = staging->moveIntoPlace(QStringLiteral("report v1.2"));
    QVERIFY(placed);
    QCOMPARE(*placed, path() + QStringLiteral("/report v1.2"));
    staging.reset();
    StagingFolder::sweep(path());
    QCOMPARE(files(), (Files{{QStringLiteral("report v1.2/"), {}}, {QStringLiteral("report v1.2/a"), "abc"}}));
}

void TestStagingFolder::neverOverwrites()
{
    QVERIFY(QDir(path()).mkdir(QStringLiteral("x.1"))); // Empty: a plain rename would replace it.
    QFile file(path() + QStringLiteral("/x.1 (2)"));
    QVERIFY(file.open(QFile::WriteOnly));
    QVERIFY(QFile::link(QStringLiteral("/nowhere"), path() + QStringLiteral("/x.1 (3)")));
    for (const char *expected : {"x.1 (4)", "x.1 (5)"}) {
        const auto placed = stagingIn(path())->moveIntoPlace(QStringLiteral("x.1"));
        QVERIFY(placed);
        QCOMPARE(*placed, path() + QLatin1Char('/') + QLatin1String(expected));
    }
    QVERIFY(QDir(path() + QStringLiteral("/x.1")).isEmpty());
}

void TestStagingFolder::manyAtOnceGetNamesOfTheirOwn()
{
    constexpr int each = 20;
    const auto work = [this](char sign) {
        for (int i = 0; i < each; ++i) {
            const auto staging = stagingIn(path());
            put(*staging, QStringLiteral("a"), QByteArray(1, sign) + QByteArray::number(i));
            if (!staging->moveIntoPlace(QStringLiteral("x")))
                qFatal("Not moved");
            StagingFolder::sweep(path());
        }
    };
    std::thread other(work, 'o');
    work('t');
    other.join();
    const Files found = files();
    QCOMPARE(found.size(), 2 * 2 * each);
    QSet<QByteArray> contents;
    for (const QByteArray &content : found)
        contents.insert(content);
    QCOMPARE(contents.size(), 2 * each + 1); // And that of folders.
}

void TestStagingFolder::movesFilesIntoPlace()
{
    const auto staging = stagingIn(path());
    for (const char *expected : {"app.tar.gz", "app.tar (2).gz", "app.tar (3).gz"}) {
        put(*staging, QStringLiteral("artifact"), expected);
        const auto placed = staging->moveFileIntoPlace(QStringLiteral("artifact"), QStringLiteral("app.tar.gz"));
        QVERIFY(placed);
        QCOMPARE(*placed, path() + QLatin1Char('/') + QLatin1String(expected));
        QFile file(*placed);
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), expected);
    }
    QVERIFY(filesBelow(staging->path()).isEmpty());
    QVERIFY(!staging->moveFileIntoPlace(QStringLiteral("artifact"), QStringLiteral("x")));
}

void TestStagingFolder::namesAreNoPaths_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("usable");
    const auto add = [](const QString &name, const QString &usable) {
        QTest::newRow(qPrintable(name)) << name << usable;
    };
    add(QStringLiteral("../../etc"), QStringLiteral(".._.._etc"));
    add(QStringLiteral(".."), QStringLiteral("._"));
    add(QStringLiteral("."), QStringLiteral("_"));
    add(QString(), QStringLiteral("_"));
    add(QStringLiteral("/root"), QStringLiteral("_root"));
    add(QStringLiteral("c:\\x"), QStringLiteral("c__x"));
    add(QStringLiteral("con"), QStringLiteral("con_"));
    add(QStringLiteral("a\nb\u202ec"), QStringLiteral("a_b_c"));
    add(QStringLiteral("coverage (ubuntu-22.04, 3.11)"), QStringLiteral("coverage (ubuntu-22.04, 3.11)"));
    add(QStringLiteral(".runlight-staging-1-2"), QStringLiteral("_.runlight-staging-1-2"));
    add(QStringLiteral("日本語"), QStringLiteral("日本語"));
}

void TestStagingFolder::namesAreNoPaths()
{
    QFETCH(QString, name);
    QFETCH(QString, usable);
    QCOMPARE(usableFileName(name), usable);
    QCOMPARE(usableFileName(usable), usable);
    const auto placed = stagingIn(path())->moveIntoPlace(name);
    QVERIFY(placed);
    QCOMPARE(*placed, path() + QLatin1Char('/') + usable);
}

void TestStagingFolder::namesStayShort()
{
    const QString longName = usableFileName(QStringLiteral("日本語").repeated(200));
    QVERIFY(longName.toUtf8().size() <= 240);
    QVERIFY(longName.isValidUtf16());
    QVERIFY(usableFileName(QStringLiteral("😀").repeated(200)).isValidUtf16());
    for (int i = 0; i < 2; ++i)
        QVERIFY(stagingIn(path())->moveIntoPlace(QStringLiteral("日本語").repeated(200)));
}

void TestStagingFolder::errorsAreStorage()
{
    for (const char *parent : {"/proc", "/dev/null/x", "/nowhere/at/all"}) {
        const auto staging = StagingFolder::create(QLatin1String(parent));
        QVERIFY(!staging);
        QCOMPARE(staging.error().kind, ErrorKind::FileUnwritable);
        QVERIFY2(staging.error().message.contains(QLatin1String(parent)), qPrintable(staging.error().message));
        StagingFolder::sweep(QLatin1String(parent));
    }
}

void TestStagingFolder::whatWasPutInItsPlaceIsNotMoved()
{
    const auto staging = stagingIn(path());
    put(*staging, QStringLiteral("a"), "abc");
    QVERIFY(QDir(path()).rename(staging->path(), path() + QStringLiteral("/aside")));
    QVERIFY(QDir(path()).mkdir(staging->path()));
    const auto placed = staging->moveIntoPlace(QStringLiteral("x"));
    QVERIFY(!placed);
    QCOMPARE(placed.error().kind, ErrorKind::FileUnwritable);
}

void TestStagingFolder::clearsWhateverItHolds()
{
    const QTemporaryDir elsewhere;
    QFile kept(elsewhere.filePath(QStringLiteral("kept")));
    QVERIFY(kept.open(QFile::WriteOnly));
    const auto staging = stagingIn(path());
    const QDir inside(staging->path());
    QVERIFY(inside.mkpath(QStringLiteral("a/b/c")));
    // Called as the removing calls what it moves up.
    QVERIFY(inside.mkpath(QStringLiteral(".runlight-removed-1/x/y/z")));
    QVERIFY(inside.mkpath(QStringLiteral("a/.runlight-removed-2/x")));
    QVERIFY(QFile::link(elsewhere.path(), inside.filePath(QStringLiteral("a/link"))));
    QVERIFY(QFile::link(elsewhere.path(), inside.filePath(QStringLiteral("link"))));
    for (int i = 0; i < 3000; ++i)
        QVERIFY(inside.mkdir(QStringLiteral("a/b/%1").arg(i)));
    QVERIFY(staging->clear());
    QVERIFY(filesBelow(staging->path()).isEmpty());
    QVERIFY(kept.exists());
}

void TestStagingFolder::sweepsOnlyWhatIsDead()
{
    const auto alive = stagingIn(path());
    put(*alive, QStringLiteral("a"), "abc");
    const QDir folder(path());
    QVERIFY(folder.mkpath(QStringLiteral(".runlight-staging-99-1/d/e")));
    const QStringList others{QStringLiteral(".runlight-staging-mine"), QStringLiteral("runlight-staging-99-1"),
                             QStringLiteral(".runlight-staging-"), QStringLiteral(".hidden")};
    for (const QString &other : others)
        QVERIFY(folder.mkdir(other));
    QFile file(folder.filePath(QStringLiteral(".runlight-staging-99-2")));
    QVERIFY(file.open(QFile::WriteOnly));
    const QTemporaryDir elsewhere;
    QVERIFY(QFile::link(elsewhere.path(), folder.filePath(QStringLiteral(".runlight-staging-99-3"))));
    StagingFolder::sweep(path());
    QVERIFY(!folder.exists(QStringLiteral(".runlight-staging-99-1")));
    QCOMPARE(filesBelow(alive->path()), (Files{{QStringLiteral("a"), "abc"}}));
    for (const QString &other : others)
        QVERIFY2(folder.exists(other), qPrintable(other));
    QVERIFY(file.exists());
    QVERIFY(QFileInfo(folder.filePath(QStringLiteral(".runlight-staging-99-3"))).isSymLink());
    QVERIFY(QFileInfo::exists(elsewhere.path()));
}

void TestStagingFolder::afterAKillThereIsNothing()
{
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(childFolder), path());
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), QStringList());
    QTRY_VERIFY(child.canReadLine());
    QCOMPARE(child.readLine(), "in the middle\n");
    StagingFolder::sweep(path());
    QVERIFY(!files().isEmpty()); // It is in use.
    child.kill(); // SIGKILL
    QVERIFY(child.waitForFinished());
    const QStringList left = files().keys();
    QVERIFY(!left.isEmpty());
    for (const QString &name : left)
        QVERIFY2(name.startsWith(QLatin1String(".runlight-staging-")), qPrintable(name));
    StagingFolder::sweep(path());
    QCOMPARE(files(), Files());
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QString folder = qEnvironmentVariable(childFolder);
    if (!folder.isEmpty())
        return unpackForever(folder);
    TestStagingFolder test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_stagingfolder.moc"
