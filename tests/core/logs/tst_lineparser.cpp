// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/lineparser.h"

#include "tests/core/logs/reallogs.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Runlight;

namespace {

const QByteArray stamp("2026-06-07T07:20:48.7205841Z");

TextStyle green()
{
    TextStyle style;
    style.foreground = TextColor::indexed(2);
    return style;
}

//! Why \a line cannot be shown as it is; empty where it can.
QString fault(const LogLine &line)
{
    for (const QChar c : line.text) {
        if ((c.category() == QChar::Other_Control && c != u'\t') || c == QChar::ByteOrderMark)
            return QStringLiteral("holds U+%1").arg(uint(c.unicode()), 4, 16, QChar(u'0'));
    }
    if (!line.text.isValidUtf16())
        return QStringLiteral("half a character");
    qsizetype end = 0;
    for (const StyleRun &run : line.runs) {
        if (run.start < end || run.length <= 0 || run.end() > line.text.size() || run.style == TextStyle())
            return QStringLiteral("a run of %1 at %2 after %3").arg(run.length).arg(run.start).arg(end);
        end = run.end();
    }
    return {};
}

} // namespace

Q_DECLARE_METATYPE(Runlight::LogLineKind)

class TestLineParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stamps_data();
    void stamps();
    void timeIsExact();
    void texts_data();
    void texts();
    void annotations();
    void tagsBeginAfresh();
    void plainText();
    void realLogLines_data();
    void realLogLines();
    void realLogStamps();
    void randomBytes();
    void hugeLine();
};

void TestLineParser::stamps_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("isStamp");
    QTest::addColumn<QString>("text");

    const auto row = [](const char *name, const QByteArray &line, bool isStamp, const QString &text) {
        QTest::newRow(name) << line << isStamp << text;
    };
    row("usual", stamp + " text", true, QStringLiteral("text"));
    row("one space only", stamp + "   text", true, QStringLiteral("  text"));
    row("empty", stamp + ' ', true, {});
    row("without a space", stamp, true, {});
    row("CRLF", stamp + " text\r", true, QStringLiteral("text"));
    row("empty, CRLF", stamp + " \r", true, {});
    row("mark in front", "\xef\xbb\xbf" + stamp + " text", true, QStringLiteral("text"));
    row("marks", "\xef\xbb\xbf\xef\xbb\xbf" + stamp + " \xef\xbb\xbftext", true, QStringLiteral("text"));
    row("mark instead of a space", stamp + "\xef\xbb\xbftext", true, QStringLiteral("text"));
    row("no decimals", "2026-06-07T07:20:48Z text", true, QStringLiteral("text"));
    row("a point alone", "2026-06-07T07:20:48.Z text", true, QStringLiteral("text"));
    row("nine decimals", "2026-06-07T07:20:48.123456789Z text", true, QStringLiteral("text"));
    row("leap second", "2016-12-31T23:59:60.0Z text", true, QStringLiteral("text"));
    row("none", "    at main.js:1", false, QStringLiteral("    at main.js:1"));
    row("nothing", "", false, {});
    row("only a return", "\r", false, {});
    row("only a mark", "\xef\xbb\xbf", false, {});
    for (const char *other :
         {"2026-06-07T07:20:48.1234567891Z text", "2026-06-07 07:20:48Z text", "2026-13-07T07:20:48Z text",
          "2026-02-30T07:20:48Z text", "2026-06-07T24:20:48Z text", "2026-06-07T07:20:48Zulu",
          "2026-06-07T07:20:48+02:00 text", "2026-06-07T07:20:48.72", "2026-06-07T07", "20x6-06-07T07:20:48Z text"})
        row(other, other, false, QString::fromLatin1(other));
}

void TestLineParser::stamps()
{
    QFETCH(QByteArray, line);
    const LogLine parsed = parseLogLine(line);
    QTEST(parsed.time.has_value(), "isStamp");
    QTEST(parsed.text, "text");
}

void TestLineParser::timeIsExact()
{
    const LogTime time = parseLogLine(stamp).time.value();
    QCOMPARE(time.toDateTime(), QDateTime({2026, 6, 7}, {7, 20, 48, 720}, Qt::UTC));
    QCOMPARE(time.ticks % LogTime::ticksPerSecond, 7205841);
    QCOMPARE(parseLogLine("2026-06-07T07:20:48.72058419Z").time.value(), time);
    QCOMPARE(parseLogLine("2026-06-07T07:20:48Z").time.value().ticks, time.ticks - 7205841);
    QCOMPARE(parseLogLine("1970-01-01T00:00:00.0000001Z").time.value().ticks, 1);
    const LogTime before = parseLogLine("1969-12-31T23:59:59.9999999Z").time.value();
    QCOMPARE(before.ticks, -1);
    QCOMPARE(before.toDateTime().toMSecsSinceEpoch(), -1);
    QVERIFY(before < time);
}

void TestLineParser::texts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<LogLineKind>("kind");
    QTest::addColumn<QString>("text");

    const auto row = [](const QByteArray &bytes, LogLineKind kind, const QString &text) {
        QTest::newRow(bytes.constData()) << bytes << kind << text;
    };
    using Kind = LogLineKind;
    row("##[group]Run make", Kind::Group, QStringLiteral("Run make"));
    row("##[endgroup]", Kind::EndGroup, {});
    row("##[error]Process completed with exit code 1.", Kind::Error,
        QStringLiteral("Process completed with exit code 1."));
    row("##[warning]old", Kind::Warning, QStringLiteral("old"));
    row("##[notice]new", Kind::Notice, QStringLiteral("new"));
    row("##[debug]Evaluating: success()", Kind::Debug, QStringLiteral("Evaluating: success()"));
    row("##[section]Starting: build", Kind::Section, QStringLiteral("Starting: build"));
    row("##[command]git fetch", Kind::Command, QStringLiteral("git fetch"));
    row("[command]/usr/bin/git version", Kind::Command, QStringLiteral("/usr/bin/git version"));
    row("\xef\xbb\xbf##[error]marked", Kind::Error, QStringLiteral("marked"));
    row("##[error]a\rb", Kind::Error, QStringLiteral("b"));
    row("##[start-action id=1]", Kind::Plain, QStringLiteral("##[start-action id=1]"));
    row("##[error", Kind::Plain, QStringLiteral("##[error"));
    row("##[ERROR]x", Kind::Plain, QStringLiteral("##[ERROR]x"));
    row("##[]x", Kind::Plain, QStringLiteral("##[]x"));
    row("#[error]x", Kind::Plain, QStringLiteral("#[error]x"));
    row(" ##[error]x", Kind::Plain, QStringLiteral(" ##[error]x"));
    row("echo ##[error]x", Kind::Plain, QStringLiteral("echo ##[error]x"));
    for (const char *word : {"group", "endgroup", "error", "warning", "notice", "debug", "section"}) {
        const QByteArray line = '[' + QByteArray(word) + "]x";
        row(line, Kind::Plain, QString::fromLatin1(line));
    }
    row("[INFO] x", Kind::Plain, QStringLiteral("[INFO] x"));
    row("::error::broken", Kind::Error, QStringLiteral("broken"));
    row("::error file=a.c,line=3::broken: a::b", Kind::Error, QStringLiteral("broken: a::b"));
    row("::warning title=x::y", Kind::Warning, QStringLiteral("y"));
    row("::notice ::y", Kind::Notice, QStringLiteral("y"));
    row("::debug::y", Kind::Debug, QStringLiteral("y"));
    row("::group::make all", Kind::Group, QStringLiteral("make all"));
    row("::endgroup::", Kind::EndGroup, {});
    row("::error::100%25 of%0Atwo%0D%0Alines%0d%250A", Kind::Error, QStringLiteral("100% of two lines %0A"));
    row("::error::50%", Kind::Error, QStringLiteral("50%"));
    row("::error::a%3Ab", Kind::Error, QStringLiteral("a%3Ab"));
    row("::error::\x1b[31mred\x1b[0m", Kind::Error, QStringLiteral("red"));
    row("::add-mask::secret", Kind::Plain, QStringLiteral("::add-mask::secret"));
    row("::command::x", Kind::Plain, QStringLiteral("::command::x"));
    row("::error x", Kind::Plain, QStringLiteral("::error x"));
    row("::", Kind::Plain, QStringLiteral("::"));
    row("echo ::error::x", Kind::Plain, QStringLiteral("echo ::error::x"));
}

void TestLineParser::texts()
{
    QFETCH(QByteArray, bytes);
    const LogLine line = parseLogLine(stamp + ' ' + bytes);
    QTEST(line.kind, "kind");
    QTEST(line.text, "text");
    const LogLine bare = parseLogLine(bytes);
    QCOMPARE(bare.kind, line.kind);
    QCOMPARE(bare.text, line.text);
}

void TestLineParser::annotations()
{
    const LogLine full =
        parseLogLine("::error file=src%2Ca%3A%25.c,line=3,endLine=5,col=7,endColumn=9,title=A%0Atitle::text");
    AnnotationProperties expected;
    expected.file = QStringLiteral("src,a:%.c");
    expected.line = 3;
    expected.endLine = 5;
    expected.column = 7;
    expected.endColumn = 9;
    expected.title = QStringLiteral("A title");
    QVERIFY(full.annotation == expected);

    const LogLine odd = parseLogLine("::warning ,, line=x,col=99999999999,=1,file, other=2 , file=a=b.c::text");
    expected = {};
    expected.file = QStringLiteral("a=b.c");
    QVERIFY(odd.annotation == expected);

    QVERIFY(!parseLogLine("::error::text").annotation);
    QVERIFY(!parseLogLine("##[error]file=a.c").annotation);
    QVERIFY(!parseLogLine("::group file=a.c::text").annotation);
}

void TestLineParser::tagsBeginAfresh()
{
    QCOMPARE(parseLogLine(stamp + " x", green()).runs.size(), 1u);
    QCOMPARE(parseLogLine("x", green()).endStyle, green());
    QCOMPARE(parseLogLine("", green()).endStyle, green());
    const LogLine tagged = parseLogLine(stamp + " ##[error]x", green());
    QVERIFY(tagged.runs.empty());
    QCOMPARE(tagged.endStyle, TextStyle());
    QCOMPARE(parseLogLine("##[error]x\x1b[32m", {}).endStyle, green());
}

void TestLineParser::plainText()
{
    const QByteArray line = "\xef\xbb\xbf" + stamp + " \x1b[32mok\x1b[0m\r";
    QCOMPARE(plainLogText(line, LogStamps::Leave), QStringLiteral("ok"));
    QCOMPARE(plainLogText(line, LogStamps::Keep), QString::fromLatin1(stamp) + QStringLiteral(" ok"));
    QCOMPARE(plainLogText("  more", LogStamps::Keep), QStringLiteral("  more"));
}

void TestLineParser::realLogLines_data()
{
    QTest::addColumn<QString>("path");
    const QStringList paths = realLogs();
    if (paths.isEmpty())
        QSKIP(noRealLogs);
    for (const QString &path : paths)
        QTest::newRow(qPrintable(path.mid(realLogsFolder().size() + 1))) << path;
}

void TestLineParser::realLogLines()
{
    QFETCH(QString, path);
    TextStyle style;
    int number = 0;
    for (const QByteArray &bytes : linesOf(path)) {
        const LogLine line = parseLogLine(bytes, style);
        ++number;
        QVERIFY2(fault(line).isEmpty(), qPrintable(QStringLiteral("line %1 %2").arg(number).arg(fault(line))));
        style = line.endStyle;
    }
    QCOMPARE(style, TextStyle()); // A colour that would go on for ever was not read rightly.
}

//! In a log of the API's form each line is stamped, or goes on with a message.
void TestLineParser::realLogStamps()
{
    const QStringList paths = realLogs();
    if (paths.isEmpty())
        QSKIP(noRealLogs);
    for (const QString &path : paths) {
        const bool isOtherForm = path.contains(QLatin1String("gh-run-view"));
        const LogLine first = parseLogLine(linesOf(path).constFirst());
        QVERIFY2(first.time.has_value() != isOtherForm, qPrintable(path));
    }
}

void TestLineParser::randomBytes()
{
    static const QList<QByteArray> pieces = {"\x1b[",
                                             "\x1b]",
                                             "\x1b",
                                             "m",
                                             ";",
                                             ":",
                                             "38",
                                             "2",
                                             "\r",
                                             "\b",
                                             "\t",
                                             "K",
                                             "##[",
                                             "error]",
                                             "::",
                                             "group",
                                             " ",
                                             "%0A",
                                             "\xf0\x9f\x9a\x80",
                                             "\xe2",
                                             "\xef\xbb\xbf",
                                             "=",
                                             ",",
                                             "text",
                                             stamp};
    QRandomGenerator random(1);
    TextStyle style;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray bytes;
        for (int j = random.bounded(24); j > 0; --j)
            bytes += random.bounded(4) == 0 ? QByteArray(1, char(random.bounded(256)))
                                            : pieces[random.bounded(int(pieces.size()))];
        const LogLine line = parseLogLine(bytes, style);
        QVERIFY2(fault(line).isEmpty(), qPrintable(fault(line) + u' ' + QString::fromLatin1(bytes.toHex())));
        style = line.endStyle;
    }
}

void TestLineParser::hugeLine()
{
    const QByteArray piece = "\x1b[31mred\x1b[0m and \xe4\xbf\xae\xe6\xad\xa3 ";
    const LogLine line = parseLogLine(stamp + ' ' + piece.repeated(10'485'760 / piece.size()));
    QVERIFY(fault(line).isEmpty());
    QVERIFY(line.text.size() > 4'000'000);
}

QTEST_GUILESS_MAIN(TestLineParser)
#include "tst_lineparser.moc"
