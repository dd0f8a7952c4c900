// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/database.h"
#include "core/store/migrations.h"
#include "core/store/storefile.h"
#include "tests/core/store/storefixture.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#ifdef Q_OS_UNIX
#    include <unistd.h>
#endif

using namespace Runlight;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes, qint64 at = 0)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(at) || file.write(bytes) != bytes.size())
        qFatal("Cannot write %s", qPrintable(path));
}

void runSql(const QString &path, const QStringList &statements)
{
    Database database(path, 0);
    for (const QString &statement : statements)
        database.exec(statement);
    if (const auto fault = database.takeFault())
        qFatal("%s", qPrintable(fault->detail));
}

//! Tables and indexes as SQLite describes them.
QStringList schemaOf(const QString &path)
{
    QStringList schema;
    Database database(path, 0);
    for (Rows rows = database.select(QStringLiteral("SELECT type, name, sql FROM sqlite_master ORDER BY type, name"));
         rows.next();)
        schema.append(rows.text(0) + QLatin1Char(' ') + rows.text(1) + QLatin1Char(' ') + rows.text(2));
    return schema;
}

QList<Run> someRuns(int count, int first = 1)
{
    QList<Run> runs;
    for (int i = 0; i < count; ++i)
        runs.append(makeRun(first + i, first + i));
    return runs;
}

//! What the store warns of in the log, once.
void expectWarning(const char *pattern)
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QLatin1String(pattern)));
}

//! Permissions say nothing to the superuser: as long as this lives, the process is somebody else.
class OrdinaryUser
{
public:
    explicit OrdinaryUser(const QString &folder)
    {
#ifdef Q_OS_LINUX
        if (geteuid() == 0) {
            const bool ok = chown(qPrintable(folder), nobody, nobody) == 0 && setresuid(nobody, nobody, 0) == 0;
            m_changed = ok;
        }
        m_isOrdinary = geteuid() != 0;
#else
        Q_UNUSED(folder)
#endif
    }
    ~OrdinaryUser()
    {
#ifdef Q_OS_LINUX
        if (m_changed && setresuid(0, 0, 0) != 0)
            qFatal("Cannot become the superuser again");
#endif
    }
    Q_DISABLE_COPY_MOVE(OrdinaryUser)

    bool isOrdinary() const
    {
        return m_isOrdinary;
    }

private:
    static constexpr uint nobody = 65534;
    bool m_changed = false;
    bool m_isOrdinary = false;
};

//! A store whose failures are counted.
struct WatchedStore
{
    explicit WatchedStore(StoreFixture &fixture, const StoreLimits &limits = {})
        : store(fixture.file(), fixture.clock, nullptr, limits)
    {
        QObject::connect(&store, &Store::failed, &store, [this](const Error &error) { errors.append(error); });
    }

    QList<Error> errors;
    Store store;
};

} // namespace

class TestStoreFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void migratesFromEveryEarlierVersion();
    void aFailedMigrationLeavesTheVersionBefore();
    void anEmptyFileIsANewStore();
    void aFileThatIsNoDatabase();
    void aDamagedPage();
    void aNewerStore();
    void anotherProgramsDatabase();
    void aReadOnlyFile();
    void aReadOnlyFolder();
    void aFolderThatCannotBeMade();
    void aPathThatIsAFolder();
    void aLockedFile();
    void aFileThatIsLockedForWriting();
    void aFullDisk();
    void aFullDiskAtTheFirstStart();
    void detailsSurviveAFullDisk();
    void oddNames();

private:
    //! The file is as it was, the store said what happened, once, and works.
    void checkGoesOn(WatchedStore &watched, StorageProblem problem, const QString &file);
};

void TestStoreFile::checkGoesOn(WatchedStore &watched, StorageProblem problem, const QString &file)
{
    save(watched.store, {makeRun(9000, 9000)});
    save(watched.store, {makeRun(9001, 9001)});
    QCOMPARE(findIds(watched.store).mid(0, 2), (QList<qint64>{9001, 9000}));
    QCOMPARE(watched.errors.size(), 1);
    QCOMPARE(watched.errors.first().kind, ErrorKind::Storage);
    QVERIFY2(watched.errors.first().message.contains(file), qPrintable(watched.errors.first().message));
    QVERIFY(watched.store.isInMemoryOnly());
    QCOMPARE(watched.store.problem(), problem);
    QCOMPARE(watched.store.file(), file);
}

void TestStoreFile::migratesFromEveryEarlierVersion()
{
    const QTemporaryDir folder;
    const QString fresh = folder.filePath(QStringLiteral("fresh.db"));
    VirtualClock clock;
    {
        Store store(fresh, clock);
        save(store, {});
    }
    const QStringList expected = schemaOf(fresh);
    QVERIFY(expected.size() > 20);
    for (int version = 0; version < latestStoreVersion(); ++version) {
        const QString old = folder.filePath(QStringLiteral("old%1.db").arg(version));
        {
            Database database(old, 0);
            migrate(database, version);
            QVERIFY(!database.hasFault());
            QCOMPARE(database.number(QStringLiteral("PRAGMA user_version")), version);
        }
        {
            Store store(old, clock);
            save(store, {makeRun(1)});
            QCOMPARE(findIds(store), QList<qint64>{1});
            QVERIFY(!store.isInMemoryOnly());
        }
        QCOMPARE(schemaOf(old), expected);
    }
}

void TestStoreFile::aFailedMigrationLeavesTheVersionBefore()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("old.db"));
    // In the way of the first migration's last table.
    runSql(file, {QStringLiteral("CREATE TABLE responses (key TEXT)")});
    Database database(file, 0);
    migrate(database);
    QVERIFY(database.takeFault());
    QCOMPARE(database.number(QStringLiteral("PRAGMA user_version")), 0);
    QCOMPARE(database.number(QStringLiteral("SELECT count(*) FROM sqlite_master")), 1);
}

void TestStoreFile::anEmptyFileIsANewStore()
{
    StoreFixture fixture;
    write(fixture.file(), {});
    save(*fixture.open(), {makeRun(1)});
    QCOMPARE(findIds(*fixture.open()), QList<qint64>{1});
}

void TestStoreFile::aFileThatIsNoDatabase()
{
    StoreFixture fixture;
    const QByteArray text = QByteArray("This is a letter, not a database.\n").repeated(500);
    write(fixture.file(), text);
    expectWarning("is damaged");
    {
        WatchedStore watched(fixture);
        checkGoesOn(watched, StorageProblem::Damaged, fixture.file());
        QCOMPARE(find(watched.store).totalCount, 2);
    }
    QCOMPARE(contents(fixture.file()), text);
}

void TestStoreFile::aDamagedPage()
{
    StoreFixture fixture;
    save(*fixture.open(), someRuns(3000));
    const QByteArray whole = contents(fixture.file());
    QVERIFY(whole.size() > 1'000'000);
    // Some pages in the middle: tables and indexes contradict each other from then on.
    constexpr int page = 4096;
    write(fixture.file(), QByteArray(20 * page, '\xff'), whole.size() / page / 3 * page);
    const QByteArray damaged = contents(fixture.file());
    QVERIFY(damaged != whole);

    expectWarning("is damaged");
    {
        WatchedStore watched(fixture);
        // Reading all comes upon the damage; the slices without any are still there.
        RunQuery all;
        all.limit = 5000;
        const RunPage left = find(watched.store, all);
        QVERIFY(watched.store.isInMemoryOnly());
        QVERIFY(left.totalCount >= 1000 && left.totalCount < 3000);
        QCOMPARE(left.runs.size(), left.totalCount);
        save(watched.store, someRuns(3000));
        checkGoesOn(watched, StorageProblem::Damaged, fixture.file());
        QCOMPARE(find(watched.store).totalCount, 3002);
    }
    QCOMPARE(contents(fixture.file()), damaged);
}

void TestStoreFile::aNewerStore()
{
    StoreFixture fixture;
    save(*fixture.open(), someRuns(10));
    runSql(fixture.file(), {QStringLiteral("PRAGMA user_version = %1").arg(latestStoreVersion() + 1)});
    const QByteArray before = contents(fixture.file());
    expectWarning("newer version");
    {
        WatchedStore watched(fixture);
        checkGoesOn(watched, StorageProblem::Newer, fixture.file());
        QCOMPARE(find(watched.store).totalCount, 2);
    }
    QCOMPARE(contents(fixture.file()), before);
}

void TestStoreFile::anotherProgramsDatabase()
{
    StoreFixture fixture;
    runSql(fixture.file(), {QStringLiteral("CREATE TABLE runs (shoes TEXT)")});
    const QByteArray before = contents(fixture.file());
    expectWarning("another program");
    {
        WatchedStore watched(fixture);
        checkGoesOn(watched, StorageProblem::Foreign, fixture.file());
    }
    QCOMPARE(contents(fixture.file()), before);
}

void TestStoreFile::aReadOnlyFile()
{
    StoreFixture fixture;
    const OrdinaryUser user(fixture.folder.path());
    if (!user.isOrdinary())
        QSKIP("Needs a user whom permissions bind");
    save(*fixture.open(), someRuns(10));
    QFile::setPermissions(fixture.file(), QFileDevice::ReadOwner);
    const QByteArray before = contents(fixture.file());
    expectWarning("read-only");
    {
        WatchedStore watched(fixture);
        checkGoesOn(watched, StorageProblem::ReadOnly, fixture.file());
        // What the file holds is shown.
        QCOMPARE(find(watched.store).totalCount, 12);
    }
    QCOMPARE(contents(fixture.file()), before);
}

void TestStoreFile::aReadOnlyFolder()
{
    StoreFixture fixture;
    const OrdinaryUser user(fixture.folder.path());
    if (!user.isOrdinary())
        QSKIP("Needs a user whom permissions bind");
    const QString folder = fixture.folder.path();
    save(*fixture.open(), someRuns(10));
    const auto before = contents(fixture.file());
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::ExeOwner);
    expectWarning("read-only");
    {
        WatchedStore watched(fixture);
        checkGoesOn(watched, StorageProblem::ReadOnly, fixture.file());
        QCOMPARE(find(watched.store).totalCount, 12);
    }
    expectWarning("read-only");
    {
        const QString absent = fixture.file(QStringLiteral("deeper/still/new.db"));
        Store store(absent, fixture.clock);
        save(store, {makeRun(1)});
        QCOMPARE(store.problem(), StorageProblem::ReadOnly);
        QCOMPARE(findIds(store), QList<qint64>{1});
    }
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    QCOMPARE(contents(fixture.file()), before);
}

void TestStoreFile::aFolderThatCannotBeMade()
{
    StoreFixture fixture;
    write(fixture.file(QStringLiteral("file")), "not a folder");
    const QString impossible = fixture.file(QStringLiteral("file/runlight.db"));
    expectWarning("cannot be opened");
    Store store(impossible, fixture.clock);
    save(store, {makeRun(1)});
    QCOMPARE(store.problem(), StorageProblem::CannotOpen);
    QCOMPARE(contents(fixture.file(QStringLiteral("file"))), QByteArray("not a folder"));
}

void TestStoreFile::aPathThatIsAFolder()
{
    StoreFixture fixture;
    expectWarning("cannot be opened");
    Store store(fixture.folder.path(), fixture.clock);
    save(store, {makeRun(1)});
    QCOMPARE(store.problem(), StorageProblem::CannotOpen);
    QCOMPARE(findIds(store), QList<qint64>{1});
}

void TestStoreFile::aLockedFile()
{
    StoreFixture fixture;
    save(*fixture.open(), someRuns(10));
    Database other(fixture.file(), 0);
    other.exec(QStringLiteral("PRAGMA locking_mode = EXCLUSIVE"));
    other.exec(QStringLiteral("BEGIN EXCLUSIVE"));
    QVERIFY(!other.hasFault());
    expectWarning("is locked");
    WatchedStore watched(fixture);
    checkGoesOn(watched, StorageProblem::Locked, fixture.file());
}

void TestStoreFile::aFileThatIsLockedForWriting()
{
    StoreFixture fixture;
    WatchedStore watched(fixture);
    save(watched.store, someRuns(10));
    Database other(fixture.file(), 0);
    other.exec(QStringLiteral("BEGIN IMMEDIATE"));
    QVERIFY(!other.hasFault());
    expectWarning("is locked");
    checkGoesOn(watched, StorageProblem::Locked, fixture.file());
    // What the file holds is still shown.
    QCOMPARE(find(watched.store).totalCount, 12);
}

void TestStoreFile::aFullDisk()
{
    StoreFixture fixture;
    StoreLimits small;
    small.fileBytes = 1'000'000;
    expectWarning("disk is full");
    int beforeFailure = 0;
    QList<qint64> told;
    {
        WatchedStore watched(fixture, small);
        for (int batch = 0; batch < 20; ++batch) {
            const QList<RunChange> changes = save(watched.store, someRuns(100, batch * 100 + 1));
            QCOMPARE(changes.size(), 100);
            for (const RunChange &change : changes)
                told.append(change.sequence);
            if (watched.errors.isEmpty())
                beforeFailure = (batch + 1) * 100;
        }
        checkGoesOn(watched, StorageProblem::DiskFull, fixture.file());
        QCOMPARE(find(watched.store).totalCount, 2002);
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QCOMPARE(QSet<qint64>(told.begin(), told.end()).size(), 2000);
        QCOMPARE(unacknowledged(watched.store).size(), 2002);
    }
    QVERIFY(beforeFailure >= 100 && beforeFailure < 2000);
    QVERIFY(QFileInfo(fixture.file()).size() <= small.fileBytes);
    const auto reopened = fixture.open();
    QCOMPARE(find(*reopened).totalCount, beforeFailure);
    QVERIFY(!reopened->isInMemoryOnly());
}

void TestStoreFile::aFullDiskAtTheFirstStart()
{
    StoreFixture fixture;
    StoreLimits tiny;
    tiny.fileBytes = 20'000;
    expectWarning("disk is full");
    WatchedStore watched(fixture, tiny);
    checkGoesOn(watched, StorageProblem::DiskFull, fixture.file());
}

void TestStoreFile::detailsSurviveAFullDisk()
{
    StoreFixture fixture;
    StoreLimits small;
    small.fileBytes = 500'000;
    Run run = makeRun(1);
    run.pullRequests = {5};
    const RunKey key{mona(), run.id};
    expectWarning("disk is full");
    WatchedStore watched(fixture, small);
    save(watched.store, {run});
    Run rerun = run;
    rerun.attempt = 2;
    save(watched.store, {rerun});
    Job job = makeJob(11);
    job.attempt = 2;
    await<bool>([&](QObject *context, auto done) { watched.store.saveJobs(key, 2, {job}, context, std::move(done)); });
    QVERIFY(watched.errors.isEmpty());
    Annotation huge;
    huge.jobId = job.id;
    huge.message = QString(1'000'000, QLatin1Char('x'));
    QVERIFY(await<bool>([&](QObject *context, auto done) {
        watched.store.saveAnnotations(key, job.id, {huge}, context, std::move(done));
    }));
    QCOMPARE(watched.errors.size(), 1);
    const RunDetails found = details(watched.store, key);
    QCOMPARE(found.attempts, (QList<Run>{run, rerun}));
    QCOMPARE(found.jobs, QList<Job>{job});
    QCOMPARE(found.annotations, QList<Annotation>{huge});
    RunQuery query;
    query.pullRequests = {5};
    QCOMPARE(find(watched.store, query).totalCount, 1);
    // Hangs together as in the file.
    QVERIFY(await<bool>([&](QObject *context, auto done) { watched.store.removeRun(key, context, std::move(done)); }));
    save(watched.store, {rerun});
    QVERIFY(details(watched.store, key).jobs.isEmpty());
}

void TestStoreFile::oddNames()
{
    StoreFixture fixture;
    const QString file = fixture.file(QStringLiteral("50% of ?mode=ro&x#y 'quoted' ü.db"));
    {
        Store store(file, fixture.clock);
        save(store, someRuns(3));
        QVERIFY(!store.isInMemoryOnly());
    }
    QVERIFY(QFile::exists(file));
    const auto rescued = rescueStoreFile(file);
    QCOMPARE(rescued->number(QStringLiteral("SELECT count(*) FROM runs")), 3);
    // The file is let go.
    QCOMPARE(rescued->number(QStringLiteral("SELECT count(*) FROM pragma_database_list")), 1);
}

QTEST_GUILESS_MAIN(TestStoreFile)
#include "tst_storefile.moc"
