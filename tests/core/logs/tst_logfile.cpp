// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logfile.h"
#include "core/logs/newlines.h"
#include "tests/core/logs/naiveindex.h"
#include "tests/support/biglog.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#ifdef Q_OS_UNIX
#    include <sys/stat.h>
#    include <unistd.h>
#endif

using namespace Runlight;

class TestLogFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void refusesWhatIsNoLog();
    void refusesPipesAndSecrets();
    void opensEmptyLog();
    void readsLines_data();
    void readsLines();
    void indexesInSeveralPieces();
    void showsFirstLinesFirst();
    void growsAndFinishesOpenLine();
    void growsWhileIndexing();
    void growsInManySmallSteps();
    void survivesDeletionAndReplacement();
    void survivesTruncation_data();
    void survivesTruncation();
    void survivesTruncationWhileIndexing();
    void readsZerosBehindTheEnd();
    void endsWhileIndexing();
    void handsOutHugeLinesInPart();
    void readsHugeFiles_data();
    void readsHugeFiles();

private:
    std::unique_ptr<LogFile> opened(const QByteArray &content);
    void append(const QByteArray &content) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

namespace {

bool complete(LogFile &log)
{
    return QTest::qWaitFor([&] { return log.isComplete(); }, 60'000);
}

QByteArrayList linesOf(LogFile &log)
{
    QByteArrayList lines;
    for (qint64 i = 0; i < log.lineCount(); ++i)
        lines.append(log.line({i}).toByteArray());
    return lines;
}

} // namespace

void TestLogFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("job.log"));
}

//! A log with \a content, being indexed.
std::unique_ptr<LogFile> TestLogFile::opened(const QByteArray &content)
{
    append(content);
    auto log = LogFile::open(m_path);
    if (!log)
        qFatal("%s", qPrintable(log.error().message));
    return *std::move(log);
}

void TestLogFile::append(const QByteArray &content) const
{
    QFile file(m_path);
    if (!file.open(QIODevice::Append) || file.write(content) != content.size())
        qFatal("%s", qPrintable(file.errorString()));
}

void TestLogFile::refusesWhatIsNoLog()
{
    const auto missing = LogFile::open(m_path);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::FileUnreadable);
    QCOMPARE(missing.error().message, QStringLiteral("There is no such file."));
    const auto folder = LogFile::open(m_folder->path());
    QVERIFY(!folder);
    QCOMPARE(folder.error().kind, ErrorKind::FileUnreadable);
    QCOMPARE(folder.error().message, QStringLiteral("This is a folder, not a log."));
    QVERIFY(!LogFile::open(QString()));
}

void TestLogFile::refusesPipesAndSecrets()
{
#ifdef Q_OS_UNIX
    QCOMPARE(::mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
    const auto pipe = LogFile::open(m_path);
    QVERIFY(!pipe);
    QCOMPARE(pipe.error().kind, ErrorKind::FileUnreadable);
    QFile::remove(m_path);
    append("secret\n");
    QVERIFY(QFile::setPermissions(m_path, {}));
    if (::geteuid() == 0)
        QSKIP("Nothing is unreadable to this user");
    const auto secret = LogFile::open(m_path);
    QVERIFY(!secret);
    QCOMPARE(secret.error().kind, ErrorKind::FileUnreadable);
    QVERIFY(!secret.error().message.isEmpty());
#endif
}

void TestLogFile::opensEmptyLog()
{
    const auto log = opened("");
    QSignalSpy completed(log.get(), &LogFile::completed);
    QVERIFY(completed.wait());
    QCOMPARE(log->lineCount(), 0);
    QVERIFY(log->line({0}).isEmpty());
    QVERIFY(!log->groupAt({0}));
    append("now\n");
    log->extend();
    QVERIFY(!log->isComplete());
    QVERIFY(completed.wait());
    QCOMPARE(linesOf(*log), QByteArrayList{"now"});
}

void TestLogFile::readsLines_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("byte order marks only") << QByteArray("\xEF\xBB\xBF\xEF\xBB\xBF");
    QTest::newRow("no newline at the end") << QByteArray("a\nb");
    QTest::newRow("CRLF") << QByteArray("a\r\n\r\n##[error]b\r\n");
    QTest::newRow("NUL") << QByteArray("a\0b\n\0\n", 6);
    QByteArray junk;
    for (int i = 0; i < 300'000; ++i)
        junk.append(char(quint32(i) * 2'654'435'761u >> 13));
    QTest::newRow("binary junk") << junk;
}

void TestLogFile::readsLines()
{
    QFETCH(QByteArray, content);
    const auto log = opened(content);
    QSignalSpy failed(log.get(), &LogFile::failed);
    QVERIFY(complete(*log));
    QCOMPARE(linesOf(*log), naiveLines(content));
    QCOMPARE(log->offsetOf({log->lineCount()}), content.size());
    QCOMPARE(failed.size(), 0);
}

void TestLogFile::indexesInSeveralPieces()
{
    const QByteArray content = bigLogLines(0, 100'000);
    QVERIFY(content.size() > 10'000'000);
    const auto log = opened(content);
    QSignalSpy completed(log.get(), &LogFile::completed);
    QSignalSpy progressed(log.get(), &LogFile::progressed);
    QVERIFY(completed.wait(60'000));
    QCOMPARE(completed.size(), 1);
    QVERIFY(progressed.size() > 3);
    for (qsizetype i = 1; i < progressed.size(); ++i)
        QVERIFY(progressed[i][0].toLongLong() > progressed[i - 1][0].toLongLong());
    QCOMPARE(progressed.last()[0].toLongLong(), content.size());
    QCOMPARE(log->indexedBytes(), log->totalBytes());
    const QByteArrayList lines = naiveLines(content);
    QCOMPARE(linesOf(*log), lines);
    QVERIFY(log->marks().marksIn({{0}, {log->lineCount()}}, allMarkKinds) == naiveMarks(lines));
    QCOMPARE(log->lineAt(log->offsetOf({77'777}) + 5), LineNumber{77'777});
}

void TestLogFile::showsFirstLinesFirst()
{
    const QByteArray content = bigLogLines(0, 100'000);
    const auto log = opened(content);
    QSignalSpy progressed(log.get(), &LogFile::progressed);
    QVERIFY(progressed.wait());
    QVERIFY(log->lineCount() > 60);
    QVERIFY(content.startsWith(log->line({0}).toByteArray() + '\n'));
    QVERIFY(log->totalBytes() == content.size());
}

void TestLogFile::growsAndFinishesOpenLine()
{
    const auto log = opened("a\n##[err");
    QVERIFY(complete(*log));
    QCOMPARE(linesOf(*log), (QByteArrayList{"a", "##[err"}));
    QCOMPARE(log->marks().count(MarkKind::Error), 0);
    log->extend(); // Nothing is new.
    QVERIFY(log->isComplete());
    append("or]b\r");
    log->extend();
    QCOMPARE(log->lineCount(), 2); // What is known is not forgotten meanwhile.
    QVERIFY(complete(*log));
    QCOMPARE(linesOf(*log), (QByteArrayList{"a", "##[error]b\r"}));
    QCOMPARE(log->marks().count(MarkKind::Error), 1);
    append("\nc");
    log->extend();
    QVERIFY(complete(*log));
    QCOMPARE(linesOf(*log), (QByteArrayList{"a", "##[error]b", "c"}));
    QCOMPARE(log->marks().count(MarkKind::Error), 1);
}

void TestLogFile::growsWhileIndexing()
{
    QByteArray content = bigLogLines(0, 60'000);
    const auto log = opened(content);
    QSignalSpy completed(log.get(), &LogFile::completed);
    const QByteArray more = bigLogLines(60'000, 60'000);
    append(more);
    log->extend();
    QVERIFY(completed.wait(60'000));
    QCOMPARE(log->indexedBytes(), content.size() + more.size());
    QCOMPARE(linesOf(*log), naiveLines(content + more));
}

void TestLogFile::growsInManySmallSteps()
{
    const QByteArray content = bigLogLines(0, 3000);
    const auto log = opened("");
    for (qsizetype at = 0; at < content.size(); at += 1501) {
        append(content.mid(at, 1501));
        log->extend();
        if (at % 3 == 0)
            QVERIFY(complete(*log));
    }
    log->extend();
    QVERIFY(complete(*log));
    const QByteArrayList lines = naiveLines(content);
    QCOMPARE(linesOf(*log), lines);
    QVERIFY(log->marks().marksIn({{0}, {log->lineCount()}}, allMarkKinds) == naiveMarks(lines));
}

void TestLogFile::survivesDeletionAndReplacement()
{
    const QByteArray content = bigLogLines(0, 5000);
    const auto log = opened(content);
    QVERIFY(QFile::remove(m_path));
    append("another log, " + QByteArray(1'000'000, 'x'));
    QVERIFY(complete(*log));
    log->extend();
    QVERIFY(complete(*log));
    QVERIFY(!log->error());
    QCOMPARE(linesOf(*log), naiveLines(content));
}

void TestLogFile::survivesTruncation_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("isNoticed"); // By whoever appends, or by a line that is asked for.
    for (const qint64 size : {0, 1, 4095, 4096, 100'000, 3'000'000}) {
        QTest::addRow("%lld, by extend", size) << size << true;
        QTest::addRow("%lld, by line", size) << size << false;
    }
}

void TestLogFile::survivesTruncation()
{
    QFETCH(qint64, size);
    QFETCH(bool, isNoticed);
    const QByteArray content = bigLogLines(0, 50'000);
    const QByteArrayList lines = naiveLines(content);
    const auto log = opened(content);
    QVERIFY(complete(*log));
    QSignalSpy failed(log.get(), &LogFile::failed);
    QVERIFY(QFile::resize(m_path, size));
    if (isNoticed)
        log->extend();
    qint64 offset = 0;
    for (qint64 i = 0; i < lines.size(); ++i) {
        if (offset + lines[i].size() < size)
            QCOMPARE(log->line({i}), lines[i]);
        else
            QVERIFY(log->line({i}).isEmpty() || log->offsetOf({i}) < size);
        offset += lines[i].size() + 1;
    }
    QCOMPARE(failed.size(), 0); // Not from within.
    QVERIFY(failed.wait());
    QCOMPARE(log->error()->kind, ErrorKind::FileTruncated);
    append(content); // What comes now is another log.
    log->extend();
    QVERIFY(complete(*log));
    QCOMPARE(log->lineCount(), lines.size());
    QVERIFY(log->line({lines.size() - 1}).isEmpty());
    QCOMPARE(failed.size(), 1);
}

void TestLogFile::survivesTruncationWhileIndexing()
{
    const QByteArray content = bigLogLines(0, 100'000);
    for (const qint64 size : {qint64(0), qint64(5'000'000), qint64(content.size() - 1)}) {
        QFile::remove(m_path);
        const auto log = opened(content);
        QSignalSpy completed(log.get(), &LogFile::completed);
        QSignalSpy failed(log.get(), &LogFile::failed);
        QVERIFY(QFile::resize(m_path, size));
        QVERIFY(completed.wait(60'000));
        QCOMPARE(failed.size(), 1);
        QCOMPARE(log->error()->kind, ErrorKind::FileTruncated);
        QCOMPARE(log->indexedBytes(), size);
        QCOMPARE(linesOf(*log), naiveLines(content.first(size)));
    }
}

void TestLogFile::readsZerosBehindTheEnd()
{
#ifdef Q_OS_UNIX
    const auto log = opened(QByteArray(1'000'000, 'x'));
    QVERIFY(complete(*log));
    const auto mapping = log->mapping();
    QVERIFY(QFile::resize(m_path, 100'000));
    QVERIFY(!mapping->isDamaged());
    QCOMPARE(mapping->bytes().sliced(99'999, 1), QByteArrayView("x"));
    QCOMPARE(mapping->bytes().sliced(999'999, 1), QByteArrayView("\0", 1));
    QVERIFY(mapping->isDamaged());
    QCOMPARE(mapping->bytes().sliced(500'000, 1), QByteArrayView("\0", 1));
#endif
}

void TestLogFile::endsWhileIndexing()
{
    const QByteArray content = bigLogLines(0, 100'000);
    append(content);
    for (int i = 0; i < 20; ++i) {
        auto log = LogFile::open(m_path);
        QVERIFY(log.has_value());
        if (i % 2)
            QTest::qWait(1);
    }
    QVERIFY(QThreadPool::globalInstance()->waitForDone(60'000));
    QCoreApplication::processEvents();
}

void TestLogFile::handsOutHugeLinesInPart()
{
    constexpr qint64 huge = 100'000'000;
    const auto log = opened("a\n##[error]" + QByteArray(huge, 'x') + "\r\nb\n");
    QVERIFY(complete(*log));
    QCOMPARE(log->lineCount(), 3);
    QCOMPARE(log->lineLength({1}), huge + 9);
    QCOMPARE(log->line({1}).size(), LogFile::defaultMaxLineBytes);
    QCOMPARE(log->line({1}, 12), QByteArrayView("##[error]xxx"));
    QCOMPARE(log->line({1}, huge * 2).size(), huge + 9);
    QVERIFY(log->line({1}, -1).isEmpty());
    QCOMPARE(log->line({2}), QByteArrayView("b"));
    QCOMPARE(log->marks().count(MarkKind::Error), 1);
}

void TestLogFile::readsHugeFiles_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<qint64>("hole");
    QTest::addColumn<qint64>("lines");
    QTest::newRow("10 million empty lines") << QByteArray(10'000'000, '\n') << qint64(0) << qint64(10'000'000);
    QTest::newRow("1 GB of NUL") << QByteArray("\nend") << qint64(1'000'000'000) << qint64(2);
}

void TestLogFile::readsHugeFiles()
{
    QFETCH(QByteArray, end);
    QFETCH(qint64, hole);
    QFETCH(qint64, lines);
    append("");
    QVERIFY(QFile::resize(m_path, hole));
    const auto log = opened(end);
    QVERIFY(complete(*log));
    QCOMPARE(log->lineCount(), lines);
    QCOMPARE(log->line({lines - 1}), QByteArrayView(hole ? "end" : ""));
    QCOMPARE(log->lineLength({0}), hole);
}

QTEST_GUILESS_MAIN(TestLogFile)
#include "tst_logfile.moc"
