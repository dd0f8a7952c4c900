// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/lineindex.h"
#include "core/logs/newlines.h"
#include "tests/core/logs/naiveindex.h"
#include "tests/support/biglog.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace Runlight;

class TestLineIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsMarks_data();
    void tellsMarks();
    void splitsLines_data();
    void splitsLines();
    void growsByteByByte_data();
    void growsByteByByte();
    void equalsPlainSplit_data();
    void equalsPlainSplit();
    void survivesChangedBytes();
    void findsMarksAround();
    void findsGroups_data();
    void findsGroups();
    void lineSetEqualsSet();
    void staysSmall_data();
    void staysSmall();
    void readsRealLogs();
};

namespace {

LineIndex indexOf(const QByteArray &log)
{
    LineIndex index;
    extendIndex(index, log, log.size());
    return index;
}

//! Text that is made of what matters to the index.
QByteArray randomLog(QRandomGenerator &random, qint64 bytes, int newlineEvery)
{
    static const QByteArrayList parts{"##[group]",
                                      "##[group]Run x",
                                      "##[endgroup]",
                                      "##[error]",
                                      "##[",
                                      "[command]",
                                      "Post job cleanup.",
                                      "Cleaning up orphan processes",
                                      "2026-06-07T07:20:48.7205841Z ",
                                      "2026-06-07T07:20:48Z ",
                                      "\xEF\xBB\xBF",
                                      "\r",
                                      QByteArray(1, '\0'),
                                      "\x1b[31m",
                                      " "};
    QByteArray log;
    while (log.size() < bytes) {
        if (random.bounded(newlineEvery) == 0)
            log.append(random.bounded(3) == 0 ? "\r\n" : "\n");
        else if (random.bounded(3) == 0)
            log.append(parts[random.bounded(int(parts.size()))]);
        else
            log.append(char(random.bounded(256)));
    }
    return log;
}

} // namespace

void TestLineIndex::tellsMarks_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("kinds");
    const auto row = [](const char *name, const QByteArray &line, MarkKinds kinds) {
        QTest::newRow(name) << line << kinds.toInt();
    };
    const QByteArray stamp = "2026-06-07T07:20:48.7205841Z ";
    row("nothing", "", {});
    row("timestamp only", stamp, {});
    row("plain", stamp + "Hello", {});
    row("group", stamp + "##[group]Operating System", MarkKind::Group);
    row("step", stamp + "##[group]Run actions/checkout@v4", MarkKind::Group | MarkKind::Step);
    row("group, not a step", stamp + "##[group]Running", MarkKind::Group);
    row("end of group", stamp + "##[endgroup]", MarkKind::EndGroup);
    row("error", stamp + "##[error]Process completed with exit code 1.", MarkKind::Error);
    row("warning", stamp + "##[warning]", MarkKind::Warning);
    row("notice", stamp + "##[notice]x", MarkKind::Notice);
    row("section", stamp + "##[section]Starting: Prepare job build", MarkKind::Section);
    row("command", stamp + "[command]/usr/bin/git version", MarkKind::Command);
    row("other tags without marker", stamp + "[error]x", {});
    row("byte order mark behind the timestamp", stamp + "\xEF\xBB\xBF##[error]x", MarkKind::Error);
    row("no such day", "2026-06-32T07:20:48.7205841Z ##[error]x", {});
    row("old command", stamp + "##[command]/usr/bin/docker", MarkKind::Command);
    row("debug", stamp + "##[debug]x", {});
    row("post step", stamp + "Post job cleanup.", MarkKind::Step);
    row("last step", stamp + "Cleaning up orphan processes\r", MarkKind::Step);
    row("byte order mark", "\xEF\xBB\xBF" + stamp + "##[error]x", MarkKind::Error);
    row("byte order marks", "\xEF\xBB\xBF\xEF\xBB\xBF##[error]x", MarkKind::Error);
    row("bare", "##[error]x", MarkKind::Error);
    row("bare, Z where a timestamp has it", "##[error]aaaaaaaaaaaaaaaaaaZ x", MarkKind::Error);
    row("no fraction", "2026-06-07T07:20:48Z ##[error]x", MarkKind::Error);
    row("three digits", "2026-06-07T07:20:48.720Z ##[error]xxxxxxxxxxx", MarkKind::Error);
    row("nine digits", "2026-06-07T07:20:48.720584199Z ##[error]x", MarkKind::Error);
    row("not a timestamp", "2026-06-07 07:20:48.7205841Z ##[error]x", {});
    row("no space", "2026-06-07T07:20:48.7205841Z##[error]x", {});
    row("in mid line", stamp + "see ##[error]x", {});
    row("indented", stamp + " ##[error]x", {});
    row("two timestamps", stamp + stamp + "##[error]x", {});
    row("cut tag", stamp + "##[erro", {});
    row("cut timestamp", "2026-06-07T07:20:48.72", {});
    row("other case", stamp + "##[ERROR]x", {});
}

void TestLineIndex::tellsMarks()
{
    QFETCH(QByteArray, line);
    QFETCH(int, kinds);
    const auto expected = MarkKinds::fromInt(kinds);
    QCOMPARE(marksOf(line), expected);
    // The same by the quick way of the scan, with and without something behind the line.
    for (const QByteArray &rest : {QByteArray(), QByteArray("\n"), QByteArray("\n" + QByteArray(200, 'x'))}) {
        const QByteArray log = "\n" + line + rest;
        const auto marks = allMarks(indexOf(log));
        QCOMPARE(marks.empty() ? MarkKinds() : marks.front().kinds, expected);
        QCOMPARE(marks.size(), size_t(expected ? 1 : 0));
    }
}

void TestLineIndex::splitsLines_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QByteArrayList>("lines");
    const auto row = [](const char *name, const QByteArray &log, const QByteArrayList &lines) {
        QTest::newRow(name) << log << lines;
    };
    row("empty", "", {});
    row("one newline", "\n", {""});
    row("newlines", "\n\n\n", {"", "", ""});
    row("no newline", "a", {"a"});
    row("no newline at the end", "a\nb", {"a", "b"});
    row("newline at the end", "a\nb\n", {"a", "b"});
    row("CRLF", "a\r\n\r\nb\r\n", {"a", "", "b"});
    row("CR within and at the end", "a\rb\nc\r", {"a\rb", "c\r"});
    row("two CR", "a\r\r\n", {"a\r"});
    row("byte order mark only", "\xEF\xBB\xBF", {"\xEF\xBB\xBF"});
    row("NUL", QByteArray("a\0b\n\0", 5), {QByteArray("a\0b", 3), QByteArray("\0", 1)});
}

void TestLineIndex::splitsLines()
{
    QFETCH(QByteArray, log);
    QFETCH(QByteArrayList, lines);
    const LineIndex index = indexOf(log);
    QCOMPARE(naiveLines(log), lines);
    QCOMPARE(difference(index, log), QByteArray());
    QCOMPARE(index.line({-1}, log), QByteArrayView());
    QCOMPARE(index.line({lines.size()}, log), QByteArrayView());
    QCOMPARE(index.offsetOf({lines.size()}, log), log.size());
}

void TestLineIndex::growsByteByByte_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::newRow("tags") << QByteArray("##[group]Run a\n2026-06-07T07:20:48.7205841Z ##[endgroup]\r\nx\n##[error]y");
    QTest::newRow("post") << QByteArray("\xEF\xBB\xBF"
                                        "2026-06-07T07:20:48.7205841Z Post job cleanup.\n\n[command]");
}

// A tag that is cut in two is found once, when it is whole.
void TestLineIndex::growsByteByByte()
{
    QFETCH(QByteArray, log);
    LineIndex index;
    for (qsizetype size = 1; size <= log.size(); ++size) {
        extendIndex(index, log, 1);
        QCOMPARE(difference(index, log.first(size)), QByteArray());
    }
}

void TestLineIndex::equalsPlainSplit_data()
{
    QTest::addColumn<int>("newlineEvery");
    QTest::addColumn<qint64>("maxStep");
    QTest::newRow("short lines, small steps") << 5 << qint64(50);
    QTest::newRow("short lines, large steps") << 5 << 3 * logBlockBytes;
    QTest::newRow("long lines") << 20'000 << logBlockBytes;
    QTest::newRow("newlines only") << 1 << 2 * logBlockBytes;
}

void TestLineIndex::equalsPlainSplit()
{
    QFETCH(int, newlineEvery);
    QFETCH(qint64, maxStep);
    for (quint32 seed = 0; seed < 12; ++seed) {
        QRandomGenerator random(seed);
        // Often around a block's end.
        const qint64 bytes = random.bounded(3) * logBlockBytes + random.bounded(300);
        const QByteArray log = randomLog(random, std::max<qint64>(0, bytes - 150), newlineEvery);
        LineIndex index;
        while (index.end() < log.size())
            extendIndex(index, log, 1 + qint64(random.generate64() % quint64(maxStep)));
        QVERIFY2(difference(index, log).isEmpty(), difference(index, log) + " with seed " + QByteArray::number(seed));
    }
}

// A mapped file can change between the scan and the question.
void TestLineIndex::survivesChangedBytes()
{
    const QByteArray log = bigLogLines(0, 3000);
    for (const char filler : {'\0', '\n', 'x'}) {
        const LineIndex index = indexOf(log);
        const QByteArray changed(log.size(), filler);
        qint64 bytes = 0;
        for (qint64 i = -1; i <= index.lineCount(); ++i)
            bytes += index.line({i}, changed).size() + index.offsetOf({i}, changed);
        for (qint64 offset = -1; offset <= log.size(); offset += 100)
            bytes += index.lineAt(offset, changed).value;
        QVERIFY(bytes >= 0);
    }
}

void TestLineIndex::findsMarksAround()
{
    const LineIndex index = indexOf("a\n##[error]b\nc\n##[group]Run d\n##[warning]e\n##[error]f\ng\n");
    const LogMarks &marks = index.marks();
    const MarkKinds problems = MarkKind::Error | MarkKind::Warning;
    QCOMPARE(marks.nextAfter({-1}, MarkKind::Error), (LogMark{{1}, MarkKind::Error}));
    QCOMPARE(marks.nextAfter({1}, MarkKind::Error), (LogMark{{5}, MarkKind::Error}));
    QCOMPARE(marks.nextAfter({1}, problems), (LogMark{{4}, MarkKind::Warning}));
    QCOMPARE(marks.nextAfter({0}, allMarkKinds), (LogMark{{1}, MarkKind::Error}));
    QCOMPARE(marks.nextAfter({2}, allMarkKinds), (LogMark{{3}, MarkKind::Step | MarkKind::Group}));
    QVERIFY(!marks.nextAfter({5}, allMarkKinds));
    QVERIFY(!marks.nextAfter({-1}, MarkKind::Notice));
    QVERIFY(!marks.nextAfter({-1}, {}));
    QCOMPARE(marks.previousBefore({100}, problems), (LogMark{{5}, MarkKind::Error}));
    QCOMPARE(marks.previousBefore({5}, problems), (LogMark{{4}, MarkKind::Warning}));
    QCOMPARE(marks.previousBefore({4}, MarkKind::Error), (LogMark{{1}, MarkKind::Error}));
    QVERIFY(!marks.previousBefore({1}, allMarkKinds));
    QCOMPARE(marks.count(MarkKind::Error), 2);
    QCOMPARE(marks.marksIn({{2}, {4}}, problems | MarkKind::Step),
             (std::vector<LogMark>{{{3}, MarkKind::Step}, {{4}, MarkKind::Warning}}));
    QVERIFY(marks.marksIn({{6}, {4}}, allMarkKinds).empty());
}

void TestLineIndex::findsGroups_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QByteArray>("groups"); // Of each line, the first line of its group.
    QTest::newRow("none") << QByteArray("a\nb\n") << QByteArray("..");
    QTest::newRow("closed") << QByteArray("a\n##[group]b\nc\n##[endgroup]\nd\n") << QByteArray(".111.");
    QTest::newRow("closed by the next") << QByteArray("##[group]a\nb\n##[group]c\n##[endgroup]\n")
                                        << QByteArray("0022");
    QTest::newRow("closed by a step") << QByteArray("##[group]a\nb\nPost job cleanup.\nc\n") << QByteArray("00..");
    QTest::newRow("open") << QByteArray("a\n##[group]b\nc\nd") << QByteArray(".111");
    QTest::newRow("step") << QByteArray("##[group]Run b\nc\n##[endgroup]\nd\n##[endgroup]\n") << QByteArray("000..");
}

void TestLineIndex::findsGroups()
{
    QFETCH(QByteArray, log);
    QFETCH(QByteArray, groups);
    const LineIndex index = indexOf(log);
    QByteArray found;
    for (qint64 i = 0; i < index.lineCount(); ++i) {
        const auto group = index.marks().groupAt({i}, index.lineCount());
        found.append(group ? char('0' + group->first.value) : '.');
        QVERIFY(!group || group->last.value == groups.lastIndexOf(char('0' + group->first.value)));
    }
    QCOMPARE(found, groups);
}

void TestLineIndex::lineSetEqualsSet()
{
    QRandomGenerator random(7);
    for (const qint64 maxDistance : {1, 3, 1000, 5'000'000}) {
        LineSet lines;
        std::set<qint64> expected;
        for (int i = 0; i < 1500; ++i) {
            const qint64 line = lines.last() + 1 + random.bounded(int(maxDistance));
            lines.append(line);
            if (random.bounded(4) == 0)
                lines.removeLast();
            else
                expected.insert(line);
        }
        QCOMPARE(lines.size(), qint64(expected.size()));
        QCOMPARE(lines.last(), *expected.rbegin());
        for (const qint64 line : expected) {
            for (const qint64 from : {line - 1, line, line + 1}) {
                const auto behind = expected.upper_bound(from);
                QCOMPARE(lines.nextAfter(from), behind == expected.end() ? std::nullopt : std::optional(*behind));
                const auto at = expected.lower_bound(from);
                QCOMPARE(lines.previousBefore(from),
                         at == expected.begin() ? std::nullopt : std::optional(*std::prev(at)));
            }
        }
        std::vector<qint64> collected;
        lines.collect(0, lines.last(), collected);
        QVERIFY(std::equal(collected.begin(), collected.end(), expected.begin(), expected.end()));
        while (lines.size() > 0)
            lines.removeLast();
        QCOMPARE(lines.last(), -1);
        QVERIFY(!lines.nextAfter(-1) && !lines.previousBefore(10));
    }
}

void TestLineIndex::staysSmall_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::newRow("usual") << bigLogLines(0, 50'000);
    QTest::newRow("empty lines") << QByteArray(1'000'000, '\n');
    QTest::newRow("every line a mark") << QByteArray("##[error]\n").repeated(100'000);
    QTest::newRow("long lines") << QByteArray(QByteArray(5000, 'x') + '\n').repeated(1000);
}

void TestLineIndex::staysSmall()
{
    QFETCH(QByteArray, log);
    const LineIndex index = indexOf(log);
    QVERIFY(index.memoryUse() <= 2 * index.lineCount());
}

void TestLineIndex::readsRealLogs()
{
    const QString folder = qEnvironmentVariable("RUNLIGHT_TESTDATA");
    if (!QFile::exists(folder))
        QSKIP("Real logs are read where RUNLIGHT_TESTDATA names a folder of them");
    int files = 0;
    QDirIterator all(folder, {QStringLiteral("*.txt")}, QDir::Files, QDirIterator::Subdirectories);
    static const QRegularExpression errors(
        QStringLiteral("^(\xEF\xBB\xBF)?(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z )?##\\[error\\]"),
        QRegularExpression::MultilineOption);
    while (all.hasNext()) {
        QFile file(all.next());
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const QByteArray log = file.readAll();
        LineIndex index;
        while (index.end() < log.size())
            extendIndex(index, log, 10'007);
        QVERIFY2(difference(index, log).isEmpty(), qPrintable(file.fileName()));
        const auto expected = QString::fromLatin1(log).count(errors);
        QVERIFY2(index.marks().count(MarkKind::Error) == expected, qPrintable(file.fileName()));
        QVERIFY(index.marks().count(MarkKind::Group) == index.marks().count(MarkKind::EndGroup));
        ++files;
    }
    QVERIFY(files > 0);
}

QTEST_GUILESS_MAIN(TestLineIndex)
#include "tst_lineindex.moc"
