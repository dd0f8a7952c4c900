// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/lineparser.h"
#include "core/logs/logsearch.h"
#include "core/logs/runlogsearch.h"
#include "core/logs/terminalline.h"
#include "tests/core/logs/reallogs.h"
#include "tests/support/biglog.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const LogPattern> textPattern(const QString &text)
{
    return LogPattern::compile({.text = text, .matchCase = true}).value();
}

std::shared_ptr<const LogPattern> expressionPattern(const QString &text)
{
    return LogPattern::compile({.text = text, .matchCase = true, .regularExpression = true}).value();
}

bool isDone(const LogSearch &search)
{
    return QTest::qWaitFor([&] { return search.isComplete(); }, 60'000);
}

std::vector<qint64> found(const LogSearch &search)
{
    std::vector<qint64> lines;
    for (const LineNumber line : search.matchesIn({{0}, {search.searchedLines()}}))
        lines.push_back(line.value);
    return lines;
}

std::vector<qint64> expectedLines(const QByteArray &log, const QString &expression)
{
    const QRegularExpression pcre(expression, QRegularExpression::UseUnicodePropertiesOption);
    std::vector<qint64> lines;
    qint64 number = 0;
    for (const QByteArray &line : log.split('\n')) {
        if (pcre.match(showOnTerminal(logLineText(line)).text).capturedLength() > 0)
            lines.push_back(number);
        ++number;
    }
    return lines;
}

} // namespace

class TestLogSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void countsBefore();
    void searchesNothing();
    void searchesRealLogs_data();
    void searchesRealLogs();
    void searchesInSeveralPieces();
    void goesFromMatchToMatch();
    void notifiesNowAndThen();
    void goesOnWhereTheLogGrows();
    void goesOnFromAnOpenLine();
    void growsWhileSearching();
    void survivesTruncation();
    void stopsWhenCancelled();
    void endsWhileSearching();
    void searchesLongLines();
    void searchesHugeLines();
    void takesAByteAMatch();
    void tellsWhatItLeftOut();

    void searchesSeveralLogs();
    void searchesNoLogs();
    void showsPartsOfLongLines();
    void stopsSearchingSeveralLogs();

private:
    std::shared_ptr<const LogMapping> mapped(const QByteArray &content);
    void append(const QByteArray &content) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestLogSearch::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"job.log"_s);
}

void TestLogSearch::append(const QByteArray &content) const
{
    QFile file(m_path);
    if (!file.open(QFile::Append) || file.write(content) != content.size())
        qFatal("%s", qPrintable(file.errorString()));
}

std::shared_ptr<const LogMapping> TestLogSearch::mapped(const QByteArray &content)
{
    append(content);
    return LogMapping::open(m_path).value();
}

void TestLogSearch::countsBefore()
{
    LineSet lines;
    QCOMPARE(lines.countBefore(5), 0);
    for (qint64 line = 0; line < 3000; ++line)
        lines.append(line * 3 + 1);
    for (qint64 line = 0; line < 9010; ++line)
        QCOMPARE(lines.countBefore(line), std::min<qint64>((line + 1) / 3, 3000));
}

void TestLogSearch::searchesNothing()
{
    LogSearch search(mapped({}), textPattern(u"x"_s));
    QVERIFY(!search.isComplete());
    QVERIFY(isDone(search));
    QCOMPARE(search.matchCount(), 0);
    QCOMPARE(search.searchedLines(), 0);
    QVERIFY(!search.nextAfter({-1}));
    QVERIFY(!search.previousBefore({5}));
    QVERIFY(!search.contains({0}));
}

void TestLogSearch::searchesRealLogs_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : realLogs())
        QTest::newRow(qPrintable(path.section(u'/', -2))) << path;
}

void TestLogSearch::searchesRealLogs()
{
    if (realLogs().isEmpty())
        QSKIP("The real logs are not beside the repository.");
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QFile::ReadOnly));
    const QByteArray log = file.readAll();
    for (const QString &expression :
         {u"error"_s, u"[Ww]arning|fail(ed|ure)"_s, u"^\\S+:"_s, u"\\.$"_s, u"\\b(\\w+) \\1\\b"_s}) {
        LogSearch search(LogMapping::open(path).value(), expressionPattern(expression));
        QVERIFY(isDone(search));
        QCOMPARE(search.searchedLines(), log.count('\n') + (log.endsWith('\n') ? 0 : 1));
        QCOMPARE(found(search), expectedLines(log, expression));
        QCOMPARE(search.untoldLines(), 0);
    }
}

void TestLogSearch::searchesInSeveralPieces()
{
    const QByteArray log = bigLogLines(0, 60'000);
    QVERIFY(log.size() > 3 * 2'097'152);
    LogSearch search(mapped(log), expressionPattern(u"^Process|sched.*ok$"_s));
    QVERIFY(isDone(search));
    QCOMPARE(search.searchedLines(), 60'000);
    QCOMPARE(found(search), expectedLines(log, u"^Process|sched.*ok$"_s));
}

void TestLogSearch::goesFromMatchToMatch()
{
    LogSearch search(mapped("a\nx\nb\nx\nx\n"), textPattern(u"x"_s));
    QVERIFY(isDone(search));
    QCOMPARE(search.matchCount(), 3);
    QCOMPARE(search.nextAfter({-1}), LineNumber{1});
    QCOMPARE(search.nextAfter({1}), LineNumber{3});
    QVERIFY(!search.nextAfter({4}));
    QCOMPARE(search.previousBefore({3}), LineNumber{1});
    QVERIFY(!search.previousBefore({1}));
    QVERIFY(search.contains({4}));
    QVERIFY(!search.contains({2}));
    QCOMPARE(search.countBefore({3}), 1);
    QCOMPARE(search.matchesIn({{2}, {3}}), std::vector<LineNumber>{{3}});
}

void TestLogSearch::notifiesNowAndThen()
{
    const auto mapping = mapped(QByteArray("match\n").repeated(8'000'000)); // 23 pieces.
    LogSearch search(mapping, textPattern(u"match"_s));
    const QSignalSpy news(&search, &LogSearch::found);
    const QSignalSpy progress(&search, &LogSearch::progressed);
    const QSignalSpy completed(&search, &LogSearch::completed);
    QVERIFY(news.isEmpty() && progress.isEmpty());
    QVERIFY(isDone(search));
    QCOMPARE(search.matchCount(), 8'000'000);
    QCOMPARE(completed.size(), 1);
    QVERIFY(news.size() >= 1 && news.size() <= 100);
    QVERIFY(progress.size() >= 1 && progress.size() <= 101);
    QCOMPARE(progress.last(), (QVariantList{mapping->bytes().size(), mapping->bytes().size()}));
}

void TestLogSearch::goesOnWhereTheLogGrows()
{
    LogSearch search(mapped("x\na\n"), textPattern(u"x"_s));
    QVERIFY(isDone(search));
    search.extend(LogMapping::open(m_path).value());
    QVERIFY(search.isComplete()); // There is no more.
    const QSignalSpy completed(&search, &LogSearch::completed);
    search.extend(mapped("b\nx\n"));
    QVERIFY(!search.isComplete());
    QVERIFY(isDone(search));
    QCOMPARE(completed.size(), 1);
    QCOMPARE(found(search), (std::vector<qint64>{0, 3}));
    QCOMPARE(search.searchedLines(), 4);
}

void TestLogSearch::goesOnFromAnOpenLine()
{
    LogSearch search(mapped("x\nax"), expressionPattern(u"x$"_s));
    QVERIFY(isDone(search));
    QCOMPARE(found(search), (std::vector<qint64>{0, 1}));
    const QSignalSpy news(&search, &LogSearch::found);
    search.extend(mapped("b"));
    QVERIFY(isDone(search));
    QCOMPARE(news.size(), 1);
    QCOMPARE(found(search), std::vector<qint64>{0});
    QCOMPARE(search.searchedLines(), 2);
    search.extend(mapped("x\r\nx"));
    QVERIFY(isDone(search));
    QCOMPARE(found(search), (std::vector<qint64>{0, 1, 2}));
    QCOMPARE(search.searchedLines(), 3);
}

void TestLogSearch::growsWhileSearching()
{
    const QByteArray first = bigLogLines(0, 40'000);
    const QByteArray second = bigLogLines(40'000, 20'000);
    LogSearch search(mapped(first.chopped(7)), expressionPattern(u"ok$"_s));
    search.extend(mapped(first.last(7)));
    search.extend(mapped(second));
    QVERIFY(isDone(search));
    QCOMPARE(search.searchedLines(), 60'000);
    QCOMPARE(found(search), expectedLines(first + second, u"ok$"_s));
}

void TestLogSearch::survivesTruncation()
{
    const auto mapping = mapped(bigLogLines(0, 60'000));
    QVERIFY(QFile::resize(m_path, 10'000));
    LogSearch search(mapping, textPattern(u"building"_s));
    QVERIFY(isDone(search));
    QVERIFY(search.matchCount() > 10);
    QVERIFY(search.matchCount() < 1000);
}

void TestLogSearch::stopsWhenCancelled()
{
    LogSearch search(mapped(bigLogLines(0, 60'000)), textPattern(u"building"_s));
    search.cancel();
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(!search.isComplete());
    QCOMPARE(search.matchCount(), 0);
    search.extend(LogMapping::open(m_path).value());
    QVERIFY(!search.isComplete());

    // And from within.
    LogSearch other(LogMapping::open(m_path).value(), textPattern(u"building"_s));
    connect(&other, &LogSearch::found, &other, &LogSearch::cancel);
    QSignalSpy news(&other, &LogSearch::found);
    QVERIFY(news.wait());
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(news.size(), 1);
    QVERIFY(!other.isComplete());
}

void TestLogSearch::endsWhileSearching()
{
    const auto mapping = mapped(bigLogLines(0, 60'000));
    for (int i = 0; i < 20; ++i)
        LogSearch(mapping, textPattern(u"building"_s));
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
}

void TestLogSearch::searchesLongLines()
{
    const QByteArray log = "a\n" + QByteArray(10'000'000, 'x') + "needle" + QByteArray(10, 'x') + "\nneedle\n";
    LogSearch search(mapped(log), textPattern(u"needle"_s));
    QVERIFY(isDone(search));
    QCOMPARE(found(search), (std::vector<qint64>{1, 2}));
    QCOMPARE(search.searchedLines(), 3);
}

void TestLogSearch::searchesHugeLines()
{
    // The match lies over the place where the line is cut.
    const QByteArray front(LogSearcher::maxLineBytes - 3, 'x');
    const QByteArray log = "needle\n" + front + "needle" + front + "\n\nneedle\n" + front + front + "needle";
    LogSearch search(mapped(log), textPattern(u"needle"_s));
    QVERIFY(isDone(search));
    QCOMPARE(found(search), (std::vector<qint64>{0, 1, 3, 4}));
    QCOMPARE(search.searchedLines(), 5);
    search.extend(mapped("\nneedle"));
    QVERIFY(isDone(search));
    QCOMPARE(found(search), (std::vector<qint64>{0, 1, 3, 4, 5}));
}

void TestLogSearch::takesAByteAMatch()
{
    LineSet lines;
    for (qint64 line = 0; line < 1'000'000; ++line)
        lines.append(line * 2);
    QVERIFY(lines.memoryUse() < 2'200'000);
}

void TestLogSearch::tellsWhatItLeftOut()
{
    const QByteArray slow = QByteArray(60, 'a') + "cb\n";
    LogSearch search(mapped(slow.repeated(3) + "aab"), expressionPattern(u"^(a+)+\\1b$"_s));
    QVERIFY(isDone(search));
    QCOMPARE(search.untoldLines(), 3);
    QCOMPARE(found(search), std::vector<qint64>{3});
}

void TestLogSearch::searchesSeveralLogs()
{
    append("a x\n2026-06-07T07:20:48.7205841Z ##[error]x \x1b[1mhere\x1b[0m\nx\n");
    const QString big = m_folder->filePath(u"big.log"_s);
    QFile file(big);
    QVERIFY(file.open(QFile::WriteOnly));
    const QByteArray log = bigLogLines(0, 60'000);
    file.write(log);
    file.close();
    RunLogSearch search({{7, m_path}, {8, m_folder->filePath(u"none.log"_s)}, {9, m_folder->path()}, {10, big}},
                        expressionPattern(u"x|^\\[31000\\]|^\\[4\\d999\\]"_s), 2);
    const QSignalSpy news(&search, &RunLogSearch::found);
    QVERIFY(QTest::qWaitFor([&] { return search.isComplete(); }, 60'000));
    QCOMPARE(news.size(), 4);
    const auto &results = search.results();
    QCOMPARE(results.size(), size_t(4));
    QCOMPARE(results[0].id, 7);
    QCOMPARE(results[0].matchCount, 3);
    QCOMPARE(results[0].first.size(), size_t(2));
    QCOMPARE(results[0].first[0].line, LineNumber{0});
    QCOMPARE(results[0].first[0].text, u"a x"_s);
    QCOMPARE(results[0].first[1].text, u"x here"_s);
    QCOMPARE(results[1].error->kind, ErrorKind::FileUnreadable);
    QCOMPARE(results[2].error->kind, ErrorKind::FileUnreadable);
    QVERIFY(!results[3].error);
    const std::vector<qint64> expected = expectedLines(log, u"x|^\\[31000\\]|^\\[4\\d999\\]"_s);
    QCOMPARE(results[3].matchCount, qint64(expected.size()));
    QCOMPARE(search.matchCount(), 3 + qint64(expected.size()));
    QCOMPARE(results[3].first.size(), std::min<size_t>(2, expected.size()));
    for (size_t i = 0; i < results[3].first.size(); ++i) {
        QCOMPARE(results[3].first[i].line.value, expected[i]);
        QCOMPARE(results[3].first[i].text, plainLogText(log.split('\n')[expected[i]], LogStamps::Leave));
    }
}

void TestLogSearch::searchesNoLogs()
{
    RunLogSearch search({}, textPattern(u"x"_s), 2);
    QVERIFY(!search.isComplete());
    QVERIFY(QTest::qWaitFor([&] { return search.isComplete(); }));
    QVERIFY(search.results().empty());
}

void TestLogSearch::showsPartsOfLongLines()
{
    append(QByteArray(2000, 'a') + "needle" + QByteArray(2000, 'b') + "\n" + QByteArray(100'000, 'a') + "needle");
    RunLogSearch search({{1, m_path}}, textPattern(u"needle"_s), 5);
    QVERIFY(QTest::qWaitFor([&] { return search.isComplete(); }));
    const auto &first = search.results().front().first;
    QCOMPARE(first.size(), size_t(2));
    QCOMPARE(first[0].text, u"…"_s + QString(80, u'a') + u"needle"_s + QString(414, u'b'));
    QCOMPARE(first[1].text, QString(500, u'a'));
}

void TestLogSearch::stopsSearchingSeveralLogs()
{
    append(bigLogLines(0, 60'000));
    RunLogSearch search({{1, m_path}, {2, m_path}, {3, m_path}}, textPattern(u"building"_s), 5);
    search.cancel();
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(!search.isComplete());
    QVERIFY(search.results().empty());
}

QTEST_GUILESS_MAIN(TestLogSearch)
#include "tst_logsearch.moc"
