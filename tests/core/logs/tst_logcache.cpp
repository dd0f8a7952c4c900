// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/clock.h"
#include "core/logs/logcache.h"
#include "core/logs/partfile.h"
#include "core/logs/stepfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#    include <sys/resource.h>
#    include <unistd.h>

#    include <csignal>
#endif

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

constexpr char childFolder[] = "RUNLIGHT_TEST_LOG_FOLDER";

LogKey keyOf(qint64 job, int attempt = 1)
{
    return {QStringLiteral("github.com"), QStringLiteral("acme"), QStringLiteral("api"), RunId{5}, attempt, JobId{job}};
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<unreadable>");
}

QStringList filesIn(const QString &folder)
{
    QStringList files;
    QDirIterator all(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext())
        files.append(QDir(folder).relativeFilePath(all.next()));
    files.sort();
    return files;
}

// Writes half of a log, says so, and waits for its end.
int writeUntilKilled()
{
    SystemClock clock;
    LogCache cache(qEnvironmentVariable(childFolder), clock);
    LogWriter *writer = cache.begin(keyOf(1));
    QObject::connect(writer, &LogWriter::written, writer, [](qint64 bytes) {
        std::printf("%lld\n", static_cast<long long>(bytes));
        std::fflush(stdout);
    });
    writer->write(QByteArray(100'000, 'x'));
    return QCoreApplication::exec();
}

#ifdef Q_OS_UNIX
// No file may grow beyond \a bytes: a disk that is full, for this process.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_former);
        const rlimit limit{bytes, m_former.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_former); }

private:
    rlimit m_former;
};
#endif

} // namespace

class TestLogCache : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    VirtualClock m_clock;
    std::unique_ptr<LogCache> m_cache;

    QString root() const { return m_folder->filePath(QStringLiteral("logs")); }

    void open(qint64 maxBytes = LogCache::defaultMaxBytes)
    {
        m_cache.reset();
        m_cache = std::make_unique<LogCache>(root(), m_clock, maxBytes);
    }

    void settle() { QTRY_COMPARE(m_cache->pendingCalls(), 0); }

    Expected<QString> commit(LogWriter *writer)
    {
        std::optional<Expected<QString>> result;
        writer->commit(this, [&](const Expected<QString> &path) { result = path; });
        settle();
        return result ? *result : Unexpected(Error());
    }

    QString put(const LogKey &key, const QByteArray &text)
    {
        LogWriter *writer = m_cache->begin(key);
        writer->write(text);
        m_clock.advance(1s);
        return commit(writer).value_or(QString());
    }

    std::optional<QString> find(const LogKey &key)
    {
        std::optional<QString> found;
        m_cache->find(key, this, [&](const std::optional<CachedLog> &log) {
            if (log && QFileInfo(log->path).size() == log->bytes)
                found = log->path;
        });
        settle();
        return found;
    }

    QString insert(const LogKey &key, const QByteArray &text, const std::vector<StepStart> &steps)
    {
        QFile file(m_folder->filePath(QStringLiteral("unpacked")));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return {};
        file.close();
        QString path;
        m_cache->insert(key, file.fileName(), steps, this,
                        [&](const Expected<QString> &at) { path = at.value_or(QString()); });
        settle();
        return path;
    }

    std::vector<StepStart> stepsOf(const LogKey &key)
    {
        std::vector<StepStart> steps{{-1, {-1}}};
        m_cache->find(key, this, [&](const std::optional<CachedLog> &log) {
            if (log)
                steps = log->stepStarts;
        });
        settle();
        return steps;
    }

    bool has(qint64 job) { return QFileInfo::exists(m_cache->pathOf(keyOf(job))); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        open();
    }

    void cleanup()
    {
        m_cache.reset();
        m_folder.reset();
    }

    void keepsWhatIsCommitted()
    {
        QVERIFY(!find(keyOf(7)));
        LogWriter *writer = m_cache->begin(keyOf(7, 2));
        QList<qint64> sizes;
        connect(writer, &LogWriter::written, this, [&](qint64 bytes) { sizes.append(bytes); });
        writer->write("first ");
        writer->write("second");
        QCOMPARE(writer->pendingBytes(), 12);
        settle();
        QCOMPARE(writer->pendingBytes(), 0);
        QCOMPARE(sizes, (QList<qint64>{6, 12}));
        // It can be read while it grows, but is no log yet.
        QCOMPARE(contentOf(writer->path()), "first second");
        QVERIFY(!find(keyOf(7, 2)));
        const Expected<QString> path = commit(writer);
        QVERIFY(path);
        QCOMPARE(*path, root() + QStringLiteral("/github.com/acme/api/5/2/7.log"));
        QCOMPARE(find(keyOf(7, 2)), *path);
        QVERIFY(!find(keyOf(7, 1)));
        QCOMPARE(filesIn(root()), QStringList(QStringLiteral("github.com/acme/api/5/2/7.log")));
        open();
        QCOMPARE(contentOf(find(keyOf(7, 2)).value_or(QString())), "first second");
    }

    void anEmptyLogIsALog() { QCOMPARE(contentOf(put(keyOf(1), {})), ""); }

    void isItsOwnersOnly()
    {
        QFile::remove(root());
        const QString path = put(keyOf(1), "secret");
        LogWriter *writer = m_cache->begin(keyOf(2));
        settle();
        constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
        for (const QString &file : {path, writer->path()})
            QVERIFY(!(QFile::permissions(file) & (others | QFileDevice::ExeOwner)));
        for (QString folder = path; folder != root();) {
            folder = QFileInfo(folder).path();
            QVERIFY(!(QFile::permissions(folder) & others));
        }
    }

    void namesStayInTheFolder_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("folder");
        const auto row = [](const char *name, const char *folder) {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(folder);
        };
        row("plain-Name_1.x", "plain-name_1.x");
        row("..", "%2E%2E");
        row(".", "%2E");
        row("", "%");
        row("../../etc", "..%2F..%2Fetc");
        row("a\\b:c", "a%5Cb%3Ac");
        row("~root", "%7Eroot");
        row("%2e", "%252e");
        row("é\n", "%C3%A9%0A");
    }

    void namesStayInTheFolder()
    {
        QFETCH(QString, name);
        QFETCH(QString, folder);
        LogKey key = keyOf(1);
        key.owner = name;
        QCOMPARE(m_cache->pathOf(key), root() + QStringLiteral("/github.com/%1/api/5/1/1.log").arg(folder));
        QCOMPARE(contentOf(put(key, "x")), "x");
    }

    void longNamesAreCutAndDiffer()
    {
        LogKey a = keyOf(1);
        LogKey b = keyOf(1);
        a.owner = QString(400, QLatin1Char('o')) + QLatin1Char('a');
        b.owner = QString(400, QLatin1Char('o')) + QLatin1Char('b');
        QCOMPARE(contentOf(put(a, "a")), "a");
        QCOMPARE(contentOf(put(b, "b")), "b");
        QCOMPARE(contentOf(find(a).value_or(QString())), "a");
    }

    void isTheSameInAnotherSpelling()
    {
        put(keyOf(1), "x");
        LogKey key = keyOf(1);
        key.owner = QStringLiteral("ACME");
        QVERIFY(find(key));
    }

    void whatIsGivenUpIsGone()
    {
        m_cache->begin(keyOf(1))->abandon();
        delete m_cache->begin(keyOf(2));
        m_cache->begin(keyOf(3))->write("x");
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        m_cache.reset();
        QCOMPARE(filesIn(root()), QStringList());
    }

    void theOldStaysUntilTheNewIsWhole()
    {
        const QString path = put(keyOf(1), "old");
        LogWriter *writer = m_cache->begin(keyOf(1));
        writer->write("new");
        settle();
        QCOMPARE(contentOf(path), "old");
        QVERIFY(commit(writer));
        QCOMPARE(contentOf(path), "new");
    }

    void adoptsAFile()
    {
        QFile file(m_folder->filePath(QStringLiteral("unpacked")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("from a zip") == 10);
        file.close();
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadOther);
        QString path;
        m_cache->insert(keyOf(3), file.fileName(), {}, this, [&](const Expected<QString> &at) { path = at.value(); });
        settle();
        QCOMPARE(contentOf(path), "from a zip");
        QVERIFY(!(QFile::permissions(path) & QFileDevice::ReadOther));
        QVERIFY(!file.exists());
        QCOMPARE(find(keyOf(3)), path);
        std::optional<Error> error;
        m_cache->insert(keyOf(4), file.fileName(), {}, this, [&](const Expected<QString> &at) { error = at.error(); });
        settle();
        QCOMPARE(error->kind, ErrorKind::FileUnwritable);
    }

    void keepsWhereStepsBegin()
    {
        const std::vector<StepStart> steps{{1, {0}}, {2, {3}}, {10, {4'000'000'000}}};
        const QString path = insert(keyOf(3), "from a zip", steps);
        QCOMPARE(stepsOf(keyOf(3)), steps);
        QVERIFY(!(QFile::permissions(stepFileOf(path)) & QFileDevice::ReadOther));
        open();
        QCOMPARE(stepsOf(keyOf(3)), steps);
        // Another log took its place, be it from a zip that does not say it, or by itself.
        insert(keyOf(3), "from a zip", {});
        QVERIFY(stepsOf(keyOf(3)).empty());
        insert(keyOf(3), "from a zip", steps);
        put(keyOf(3), "from a job");
        QVERIFY(stepsOf(keyOf(3)).empty());
        QVERIFY(!QFileInfo::exists(stepFileOf(path)));
    }

    void whereStepsBeginGoesWithTheLog()
    {
        open(3000);
        const QString path = insert(keyOf(1), QByteArray(2000, 'x'), {{1, {0}}});
        QVERIFY(QFileInfo::exists(stepFileOf(path)));
        put(keyOf(2), QByteArray(2000, 'x'));
        QVERIFY(!has(1));
        QVERIFY(!QFileInfo::exists(stepFileOf(path)));
        // Who threw away the log by himself did not know of it.
        const QString other = insert(keyOf(3), "short", {{1, {0}}});
        QVERIFY(QFile::remove(other));
        open();
        QVERIFY(!find(keyOf(3)));
        QVERIFY(!QFileInfo::exists(stepFileOf(other)));
    }

    void ignoresDamagedStepFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray(R"({"logBytes":5,"steps":[[1,0])");
        QTest::newRow("no JSON") << QByteArray("\x00\xff\x80", 3);
        QTest::newRow("another log's") << QByteArray(R"({"logBytes":6,"steps":[[1,0]]})");
        QTest::newRow("no log's") << QByteArray(R"({"steps":[[1,0]]})");
        QTest::newRow("no pair") << QByteArray(R"({"logBytes":5,"steps":[[1,0],[2]]})");
        QTest::newRow("backwards") << QByteArray(R"({"logBytes":5,"steps":[[1,4],[2,3]]})");
        QTest::newRow("twice") << QByteArray(R"({"logBytes":5,"steps":[[1,0],[1,3]]})");
        QTest::newRow("negative") << QByteArray(R"({"logBytes":5,"steps":[[1,-3]]})");
        QTest::newRow("a huge number") << QByteArray(R"({"logBytes":5,"steps":[[99999999999,3]]})");
        QTest::newRow("huge") << QByteArray(R"({"logBytes":5,"steps":[[1,0]]})") + QByteArray(2'000'000, ' ');
    }

    void ignoresDamagedStepFiles()
    {
        QFETCH(const QByteArray, bytes);
        const QString path = insert(keyOf(1), "short", {{1, {0}}});
        QCOMPARE(stepsOf(keyOf(1)).size(), size_t(1));
        QFile file(stepFileOf(path));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        QVERIFY(stepsOf(keyOf(1)).empty());
        QCOMPARE(find(keyOf(1)), path);
    }

    void theLeastRecentlyUsedGoFirst()
    {
        open(3000);
        for (const qint64 job : {1, 2, 3})
            put(keyOf(job), QByteArray(1000, 'x'));
        m_clock.advance(1s);
        QVERIFY(find(keyOf(1)));
        put(keyOf(4), QByteArray(1500, 'x'));
        QVERIFY(has(1));
        QVERIFY(!has(2));
        QVERIFY(!has(3));
        QVERIFY(has(4));
        QVERIFY(!find(keyOf(2)));
    }

    void useOutlivesTheProcess()
    {
        for (const qint64 job : {1, 2, 3})
            put(keyOf(job), QByteArray(1000, 'x'));
        m_clock.advance(1s);
        QVERIFY(find(keyOf(1)));
        open(2000);
        settle();
        QVERIFY(find(keyOf(1)));
        QVERIFY(!has(2));
        QVERIFY(has(3));
    }

    void whatIsInUseStays()
    {
        open(2500);
        const QString first = put(keyOf(1), QByteArray(1000, 'x'));
        std::shared_ptr<void> pin = m_cache->pin(first);
        std::shared_ptr<void> second = m_cache->pin(first);
        put(keyOf(2), QByteArray(1000, 'x'));
        second.reset();
        // What is being written counts, and stays as well.
        LogWriter *writer = m_cache->begin(keyOf(3));
        writer->write(QByteArray(5000, 'x'));
        settle();
        QVERIFY(has(1));
        QVERIFY(!has(2));
        QCOMPARE(QFileInfo(writer->path()).size(), 5000);
        QVERIFY(commit(writer));
        QVERIFY(has(1));
        QVERIFY(has(3));
        pin.reset();
        put(keyOf(4), QByteArray(10, 'x'));
        QVERIFY(!has(1));
        QVERIFY(!has(3));
        QCOMPARE(filesIn(root()), QStringList(QStringLiteral("github.com/acme/api/5/1/4.log")));
    }

    void emptyFoldersGo()
    {
        open(1000);
        LogKey other = keyOf(1);
        other.owner = QStringLiteral("other");
        put(other, QByteArray(900, 'x'));
        put(keyOf(2), QByteArray(900, 'x'));
        QCOMPARE(QDir(root() + QStringLiteral("/github.com")).entryList(QDir::Dirs | QDir::NoDotAndDotDot),
                 QStringList(QStringLiteral("acme")));
        QVERIFY(QFileInfo(root()).isDir());
    }

    void whatSomeoneElseThrewAwayIsNotThere()
    {
        QFile::remove(put(keyOf(1), "x"));
        QVERIFY(!find(keyOf(1)));
        QCOMPARE(contentOf(put(keyOf(1), "y")), "y");
    }

    void afterAKillThereIsNoHalfLog()
    {
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(childFolder), root());
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), QStringList());
        QTRY_VERIFY(child.canReadLine());
        QCOMPARE(child.readLine(), "100000\n");
        child.kill(); // SIGKILL
        QVERIFY(child.waitForFinished());
        open();
        QVERIFY(!find(keyOf(1)));
        const QStringList left = filesIn(root());
        QCOMPARE(left.size(), 1);
        QVERIFY(left.first().endsWith(QStringLiteral(".part")));
        // It may be another process's that goes on; what is older than a day is nobody's.
        QFile part(root() + QLatin1Char('/') + left.first());
        QVERIFY(part.open(QIODevice::ReadWrite));
        QVERIFY(part.setFileTime(m_clock.now().addDays(-1).addSecs(60), QFileDevice::FileModificationTime));
        open();
        settle();
        QVERIFY(!find(keyOf(1)));
        QVERIFY(part.exists());
        QVERIFY(part.setFileTime(m_clock.now().addDays(-2).addSecs(-60), QFileDevice::FileModificationTime));
        open();
        QVERIFY(!find(keyOf(1)));
        QVERIFY(!part.exists());
    }

    void aDeletedRunsLogsGo()
    {
        const QString first = insert(keyOf(1, 1), "a\nb\n", {});
        const QString third = put(keyOf(3, 3), "c");
        QVERIFY(!put(keyOf(2, 2), "b").isEmpty());
        LogKey other = keyOf(4);
        other.run = RunId{50};
        const QString elsewhere = put(other, "d");
        const std::shared_ptr<void> pin = m_cache->pin(first);
        LogKey deleted = keyOf(1, 2);
        deleted.job = {};
        m_cache->removeRun(deleted);
        QVERIFY(!find(keyOf(1, 1)));
        QVERIFY(!find(keyOf(2, 2)));
        QCOMPARE(find(keyOf(3, 3)).value_or(QString()), third);
        QCOMPARE(find(other).value_or(QString()), elsewhere);
        QCOMPARE(filesIn(root()).size(), 2);
        // What was never there is gone as well.
        deleted.run = RunId{77};
        m_cache->removeRun(deleted);
        settle();
        QCOMPARE(put(keyOf(1, 1), "new"), first);
    }

    void aFolderThatCannotBeWrittenTo_data()
    {
        QTest::addColumn<QString>("root");
        QTest::newRow("below a file") << QStringLiteral("/dev/null/logs");
        QTest::newRow("read-only") << QStringLiteral("/proc/logs");
    }

    void aFolderThatCannotBeWrittenTo()
    {
        QFETCH(QString, root);
        m_cache = std::make_unique<LogCache>(root, m_clock);
        LogWriter *writer = m_cache->begin(keyOf(1));
        QList<Error> errors;
        connect(writer, &LogWriter::failed, this, [&](const Error &error) { errors.append(error); });
        writer->write("x");
        const Expected<QString> path = commit(writer);
        QCOMPARE(errors.size(), 1);
        QCOMPARE(errors.first().kind, ErrorKind::FileUnwritable);
        QVERIFY2(errors.first().message.contains(root.chopped(5)), qPrintable(errors.first().message));
        QVERIFY(!path);
        QCOMPARE(path.error(), errors.first());
        QCOMPARE(writer->pendingBytes(), 0);
        QVERIFY(!find(keyOf(1)));
    }

#ifdef Q_OS_UNIX
    void whatFitsStaysWhereNothingMoreDoes()
    {
        LogWriter *writer = m_cache->begin(keyOf(1));
        QList<Error> errors;
        connect(writer, &LogWriter::failed, this, [&](const Error &error) { errors.append(error); });
        Expected<QString> path;
        {
            const FileSizeLimit limit(50'000);
            writer->write(QByteArray(40'000, 'a'));
            writer->write(QByteArray(40'000, 'b'));
            writer->write(QByteArray(10, 'c'));
            // Asked for before anyone heard of the failure: it must not make a log of it.
            path = commit(writer);
        }
        QVERIFY(!path);
        QCOMPARE(path.error().kind, ErrorKind::FileUnwritable);
        QCOMPARE(errors.size(), 1);
        QCOMPARE(writer->writtenBytes(), 50'000);
        QCOMPARE(contentOf(writer->path()), QByteArray(40'000, 'a') + QByteArray(10'000, 'b'));
        QVERIFY(!find(keyOf(1)));
        delete writer;
        QVERIFY(!find(keyOf(1)));
        QCOMPARE(filesIn(root()), QStringList());
    }

    void aFullDiskIsNamed()
    {
        QFile full(QStringLiteral("/dev/full"));
        if (!full.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            QSKIP("There is no /dev/full.");
        QCOMPARE(full.write("x"), -1);
        const Error error = logStorageError(full.error(), QStringLiteral("/logs/1.log"), full.errorString());
        QCOMPARE(error.kind, ErrorKind::FileUnwritable);
        QVERIFY2(error.message.contains(QStringLiteral("the disk is full")), qPrintable(error.message));
        QVERIFY(error.message.contains(QStringLiteral("/logs/1.log")));
    }
#endif

    void nobodyIsCalledWhoHasGone()
    {
        auto context = std::make_unique<QObject>();
        int calls = 0;
        m_cache->find(keyOf(1), context.get(), [&](const std::optional<CachedLog> &) { ++calls; });
        context.reset();
        settle();
        QCOMPARE(calls, 0);
        LogWriter *writer = m_cache->begin(keyOf(1));
        writer->write("x");
        std::shared_ptr<void> pin = m_cache->pin(QStringLiteral("/nowhere"));
        m_cache.reset(); // With all of it under way.
        pin.reset();
        QCOMPARE(filesIn(root()), QStringList());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsSet(childFolder))
        return writeUntilKilled();
    TestLogCache test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_logcache.moc"
