// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/linkfinder.h"

#include "core/logs/lineparser.h"
#include "tests/core/logs/reallogs.h"

#include <QTest>

using namespace Runlight;

class TestLinkFinder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void links_data();
    void links();
    void places_data();
    void places();
    void noPlaces_data();
    void noPlaces();
    void looksNoFurtherThanItsReach();
    void takesLinearTime_data();
    void takesLinearTime();
    void realLogs_data();
    void realLogs();
};

void TestLinkFinder::links_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");

    const auto row = [](const QString &text, const QStringList &expected) {
        QTest::newRow(qPrintable(text)) << text << expected;
    };
    const QString page = QStringLiteral("https://example.com/a");
    row(page, {page});
    for (const char *around :
         {"see %1.", "(%1)", "<%1>", "\"%1\"", "'%1'", "[%1]", "`%1`", "%1, and", "is it %1?!", "{\"url\":\"%1\"}",
          "%1\\n", "href=%1", "%1…", "请看%1。", "%1│", "(see %1).", "x %1\ty"})
        row(QString::fromUtf8(around).arg(page), {page});
    row(QStringLiteral("%1 %1b").arg(page), {page, page + u'b'});
    row(QStringLiteral("git+%1").arg(page), {page});
    row(QStringLiteral("HTTP://EXAMPLE.COM"), {QStringLiteral("HTTP://EXAMPLE.COM")});
    row(QStringLiteral("https://en.example.org/wiki/A_(b) x"), {QStringLiteral("https://en.example.org/wiki/A_(b)")});
    row(QStringLiteral("http://[::1]:8080/?q=[a]&b=c;d#e."), {QStringLiteral("http://[::1]:8080/?q=[a]&b=c;d#e")});
    row(QStringLiteral("https://a.b/c%20d~e_*"), {QStringLiteral("https://a.b/c%20d~e_*")});
    for (const char *none : {"https://", "https://...", "https:// x", "ftp://a.b", "://a.b", "file:///a", "http:/a.b",
                             "https://$HOST/", "https", "xhttps://a.b"})
        row(QString::fromLatin1(none), {});
}

void TestLinkFinder::links()
{
    QFETCH(QString, text);
    QStringList found;
    for (const TextLink &link : findLinks(text))
        found.append(text.mid(link.start, link.length));
    QTEST(found, "expected");
}

void TestLinkFinder::places_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("marked");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");

    const auto row = [](const char *text, const char *marked, const char *file, int line, int column) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(marked) << QString::fromUtf8(file) << line
                            << column;
    };
    row("src/a.c:12:5: error: x", "src/a.c:12:5", "src/a.c", 12, 5);
    row("a.cpp:12: undefined reference", "a.cpp:12", "a.cpp", 12, 0);
    row("  --> src/main.rs:4:5", "src/main.rs:4:5", "src/main.rs", 4, 5);
    row("panicked at src/lib.rs:4:5:", "src/lib.rs:4:5", "src/lib.rs", 4, 5);
    row("\t/w/go/foo_test.go:31 +0x1b", "/w/go/foo_test.go:31", "/w/go/foo_test.go", 31, 0);
    row("    foo_test.go:31: want 1", "foo_test.go:31", "foo_test.go", 31, 0);
    row("tests/test_a.py:7: AssertionError", "tests/test_a.py:7", "tests/test_a.py", 7, 0);
    row("E     File \"/w/a b.py\", line 7, in f", "/w/a b.py\", line 7", "/w/a b.py", 7, 0);
    row("  File \"C:\\w\\a.py\", line 7", "C:\\w\\a.py\", line 7", "C:\\w\\a.py", 7, 0);
    row("at Object.<anonymous> (src/a.test.js:10:15)", "src/a.test.js:10:15", "src/a.test.js", 10, 15);
    row("at file:///w/node_modules/@x/y+z@1.2/b.mjs:1:2", "/w/node_modules/@x/y+z@1.2/b.mjs:1:2",
        "/w/node_modules/@x/y+z@1.2/b.mjs", 1, 2);
    row("at file:///D:/w/b.mjs:1:2", "D:/w/b.mjs:1:2", "D:/w/b.mjs", 1, 2);
    row(" ❯ src/App.test.tsx:501:26", "src/App.test.tsx:501:26", "src/App.test.tsx", 501, 26);
    row("at com.acme.A.b(A.java:12)", "A.java:12", "A.java", 12, 0);
    row("   at A.B() in /w/A.cs:line 12", "/w/A.cs:line 12", "/w/A.cs", 12, 0);
    row("./spec/a_spec.rb:12:in `block'", "./spec/a_spec.rb:12", "./spec/a_spec.rb", 12, 0);
    row("D:\\w\\b.cpp(4,1): error C2065: x", "D:\\w\\b.cpp(4,1)", "D:\\w\\b.cpp", 4, 1);
    row("b.cpp(4) : error C2065: x", "b.cpp(4)", "b.cpp", 4, 0);
    row("src/a.ts(10,5): error TS2322: x", "src/a.ts(10,5)", "src/a.ts", 10, 5);
    row("D:/w/b.cpp:4:1", "D:/w/b.cpp:4:1", "D:/w/b.cpp", 4, 1);
    row("Makefile:12: *** missing", "Makefile:12", "Makefile", 12, 0);
    row("größe/ä.py:3", "größe/ä.py:3", "größe/ä.py", 3, 0);
    row("at file:///w/a%20b.mjs:1:2", "/w/a%20b.mjs:1:2", "/w/a%20b.mjs", 1, 2);
    row("%TEMP%\\b.cs(4): error", "%TEMP%\\b.cs(4)", "%TEMP%\\b.cs", 4, 0);
    row("[ 50%] src/100%/a.c:12: x", "src/100%/a.c:12", "src/100%/a.c", 12, 0);
    row("see https://a.b/c.js:1:2 and d.js:3.", "d.js:3", "d.js", 3, 0);
    row("[main.go:12]", "main.go:12", "main.go", 12, 0);
    row("a.c:12-15", "a.c:12", "a.c", 12, 0);
}

void TestLinkFinder::places()
{
    QFETCH(QString, text);
    QFETCH(QString, marked);
    const std::vector<SourcePlace> found = findSourcePlaces(text);
    QCOMPARE(found.size(), 1u);
    QCOMPARE(text.mid(found[0].start, found[0].length), marked);
    QTEST(found[0].file, "file");
    QTEST(found[0].line, "line");
    QTEST(found[0].column, "column");
}

void TestLinkFinder::noPlaces_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             ":",
                             "a:1",
                             "12:30:45",
                             "127.0.0.1:8080",
                             "localhost:8080",
                             "example.com:443",
                             "a.c:0",
                             "a.c:",
                             "a.c:x",
                             "a.c:99999999999",
                             "image.tar:1.2",
                             "my.image:3-alpine",
                             "a.c:12ms",
                             "http://localhost.x:3000/a.js:1:2",
                             "redis://db.x:6379",
                             "math.max(1,2)",
                             "t.test(5)",
                             "a.c(",
                             "a.c(1",
                             "a.c(1,2",
                             "a.c(0):",
                             "File \"a.py",
                             "File \"a.py\", line x",
                             "1.2.3:4",
                             "tar@sha256:12",
                             "C:",
                             "C:\\",
                             "v.:1",
                             "file://",
                             "::error::x",
                             "\\\\:1"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestLinkFinder::noPlaces()
{
    QFETCH(QString, text);
    QVERIFY(findSourcePlaces(text).empty());
}

void TestLinkFinder::looksNoFurtherThanItsReach()
{
    const QString text =
        QStringLiteral("a.c:1 http://a.b/") + QString(linkReach, u' ') + QStringLiteral("b.c:2 http://b.b/");
    QCOMPARE(findLinks(text).size(), 1u);
    QCOMPARE(findSourcePlaces(text).size(), 1u);
    const QString endless = QStringLiteral("http://") + QString(2 * linkReach, u'a');
    QCOMPARE(findLinks(endless).front().length, linkReach);
}

//! What would take many seconds if any of it took time that grows with the square.
void TestLinkFinder::takesLinearTime_data()
{
    QTest::addColumn<QString>("piece");
    for (const char *piece : {"a", "a.c:", "a.c:1", "a.c(1", "://", "http://", "http://a", "File \"", "C:/", ":1:1",
                              ")))", "file:///", "a/b.c", "99", "\""})
        QTest::newRow(piece) << QString::fromLatin1(piece);
}

void TestLinkFinder::takesLinearTime()
{
    QFETCH(QString, piece);
    const QString text = QStringLiteral("http://") + piece.repeated(linkReach / piece.size());
    for (int i = 0; i < 20; ++i) {
        QVERIFY(qsizetype(findLinks(text).size()) <= linkReach);
        QVERIFY(qsizetype(findSourcePlaces(text).size()) <= linkReach);
    }
}

void TestLinkFinder::realLogs_data()
{
    QTest::addColumn<QString>("path");
    const QStringList paths = ::realLogs();
    if (paths.isEmpty())
        QSKIP(noRealLogs);
    for (const QString &path : paths)
        QTest::newRow(qPrintable(path.mid(realLogsFolder().size() + 1))) << path;
}

void TestLinkFinder::realLogs()
{
    QFETCH(QString, path);
    for (const QByteArray &bytes : linesOf(path)) {
        const QString text = parseLogLine(bytes).text;
        qsizetype end = 0;
        for (const TextLink &link : findLinks(text)) {
            QVERIFY(link.start >= end && link.start + link.length <= text.size());
            QVERIFY(text.mid(link.start, link.length).contains(QLatin1String("://")));
            end = link.start + link.length;
        }
        end = 0;
        for (const SourcePlace &place : findSourcePlaces(text)) {
            QVERIFY(place.start >= end && place.start + place.length <= text.size());
            QVERIFY(place.line > 0 && place.column >= 0 && !place.file.isEmpty());
            QCOMPARE(text.mid(place.start, place.file.size()), place.file);
            end = place.start + place.length;
        }
    }
}

QTEST_GUILESS_MAIN(TestLinkFinder)
#include "tst_linkfinder.moc"
