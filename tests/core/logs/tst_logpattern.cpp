// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/lineparser.h"
#include "core/logs/logmatcher.h"
#include "core/logs/newlines.h"
#include "core/logs/terminalline.h"
#include "tests/support/biglog.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

const QByteArray stamp("2026-06-07T07:20:48.7205841Z ");

SearchOptions literal(const QString &text)
{
    return {.text = text};
}

SearchOptions expression(const QString &text)
{
    return {.text = text, .matchCase = true, .regularExpression = true};
}

std::shared_ptr<const LogPattern> compiled(const SearchOptions &options)
{
    const auto pattern = LogPattern::compile(options);
    if (!pattern)
        qFatal("%s", qPrintable(pattern.error().message));
    return *pattern;
}

bool matches(const SearchOptions &options, const QByteArray &log)
{
    ShownLines lines;
    lines.append(log);
    std::vector<quint32> found;
    LogMatcher(compiled(options)).match(lines, found);
    return !found.empty();
}

//! The text of each line, shown one by one.
QByteArrayList plainlyShown(const QByteArray &log)
{
    QByteArrayList lines = log.split('\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    for (QByteArray &line : lines)
        line = showOnTerminal(logLineText(line)).text.toUtf8();
    return lines;
}

QByteArrayList quicklyShown(const QByteArray &log)
{
    ShownLines lines;
    lines.append(log);
    QByteArrayList texts;
    for (qsizetype i = 0; i < lines.size(); ++i)
        texts.append(lines.line(i).toByteArray());
    return texts;
}

//! What matches of the lines that are chosen. \a count: how many these are.
std::vector<quint32> foundInChosen(LogMatcher &matcher, const QByteArray &log, qint64 &count)
{
    const QByteArray readable = log + QByteArray(RawFilter::overreadBytes, 'a');
    std::vector<RawLines> chosen;
    matcher.choose(QByteArrayView(readable).first(log.size()), RawFilter::overreadBytes, chosen);
    std::vector<quint32> found;
    for (const RawLines &lines : chosen) {
        ShownLines shown;
        shown.append(QByteArrayView(log).sliced(lines.begin, lines.end - lines.begin));
        const size_t before = found.size();
        matcher.match(shown, found);
        for (size_t i = before; i < found.size(); ++i)
            found[i] += quint32(log.first(lines.begin).count('\n'));
        count += shown.size();
    }
    return found;
}

//! What is in every match is mixed from the parts of the logs below.
const std::array passedOverOptions{
    literal(u"abc"_s),
    literal(u"aBc x"_s),
    SearchOptions{u"aBc"_s, true, false, false},
    SearchOptions{u"c a"_s, true, true, false},
    literal(u"a  b"_s),
    literal(u" a"_s),
    expression(u"aB|c1|bc\\s"_s),
    SearchOptions{u"[xy]bca|mm|\\[1"_s, false, false, true},
};

} // namespace

class TestLogPattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNonText();
    void showsLines_data();
    void showsLines();
    void showsMadeLog();
    void showsAnything();
    void passesOverNothingThatMatches();
    void choosesWhatIsShownOtherwise();
    void choosesAcrossBlocks();
    void passesOverWhatIsInterrupted_data();
    void passesOverWhatIsInterrupted();
    void tellsLines_data();
    void tellsLines();
    void refuses_data();
    void refuses();
    void refusesLongTexts();
    void givesUpOnSlowPatterns();
    void takesTheSpecialCharactersOfATextAsText();
    void agreesWithPcreLineByLine_data();
    void agreesWithPcreLineByLine();
    void marksMatches_data();
    void marksMatches();
    void marksNothingForSlowPatterns();
};

void TestLogPattern::findsNonText()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 300; ++round) {
        QByteArray data(random.bounded(300), 'x');
        for (int i = random.bounded(40); i > 0 && !data.isEmpty(); --i)
            data[random.bounded(int(data.size()))] = char(random.bounded(256));
        std::vector<quint16> positions(size_t(data.size()) + 8);
        positions.resize(size_t(findNonText(data.constData(), int(data.size()), positions.data())));
        std::vector<quint16> expected;
        for (qsizetype i = 0; i < data.size(); ++i) {
            if ((uchar(data[i]) < 0x20 && data[i] != '\t') || uchar(data[i]) >= 0x7f)
                expected.push_back(quint16(i));
        }
        QVERIFY(positions == expected);
    }
}

void TestLogPattern::showsLines_data()
{
    QTest::addColumn<QByteArray>("log");
    const auto row = [](const char *name, const QByteArray &log) {
        QTest::newRow(name) << log;
    };
    row("nothing", "");
    row("empty line", "\n");
    row("empty lines", "\n\n\r\n\n");
    row("stamp", stamp + "text\n" + stamp + "more\n");
    row("stamp alone", stamp + "\n" + stamp.trimmed() + "\n" + stamp);
    row("stamps of all lengths", "2026-06-07T07:20:48Z a\n2026-06-07T07:20:48.1Z b\n" + stamp + "c\n" + stamp + "d");
    row("no such time", stamp + "a\n2026-06-07T07:60:48.7205841Z b\n2026-06-07T27:00:48.7205841Z c\n");
    row("no such day", stamp + "a\n2026-06-31T07:00:48.7205841Z b\n2026-06-31T07:01:48.7205841Z b\n");
    row("leap second", stamp + "a\n2026-06-07T07:59:60.7205841Z b\n");
    row("next hour", stamp + "a\n2026-06-07T08:59:00.7205841Z b\n2026-06-07T08:59:01.7205841Z c\n");
    row("colours", stamp + "stack\x1b[0m over\x1b[1;38;5;200mflow\x1b[m\x1b[K end\x1b[0K\n");
    row("colours end the line", "\x1b[31mred\x1b[0m\r\n\x1b[0m\r\n");
    row("broken colours", "\x1b[31\nm\x1b[\n\x1b\nx\x1b");
    row("other sequences", "a\x1b[2Kb\x1b[1A c\x1b]8;;http://x\x07link\x1b]8;;\x07 \x1b(B d\x1b[?25l\x1b[3Ce");
    row("overwriting", "10%\r100%\r\n20%\b\b30\nabc\r\r\n");
    row("marks",
        "\xef\xbb\xbf" + stamp + "a\n" + stamp
            + "\xef\xbb\xbf"
              "b\nc\xef\xbb\xbf"
              "d\n\xef\xbb\n");
    row("characters", "\xe2\x9c\x93 gr\xc3\xbc\xc3\x9f \xf0\x9f\x8d\xba\n\xe6\xb1\x89\xe5\xad\x97\n");
    row("broken characters",
        "a\xff"
        "b\n\xe2\x9c\nc\xc3\n\xed\xa0\x80\n\xf5\x80\x80\x80\nx\xe2\x9c");
    row("shown otherwise", "\xc2\x85\n\xe2\x80\xa8\n\x01\x7f\n\xef\xbf\xbd\nok\n");
    row("dropped", QByteArray("a\0b\7c\x0e\x0f", 7) + "\n" + QByteArray(200, '\0'));
    row("long", QByteArray(200'000, 'x') + "\x1b[1m" + QByteArray(70'000, 'y') + "\n" + stamp + "z");
    row("tabs", "\ta\tb\n");
}

void TestLogPattern::showsLines()
{
    QFETCH(QByteArray, log);
    if (log.isEmpty())
        QCOMPARE(quicklyShown(log).size(), 0);
    else
        QCOMPARE(quicklyShown(log), plainlyShown(log));
}

void TestLogPattern::showsMadeLog()
{
    const QByteArray log = bigLogLines(0, 20'000);
    QCOMPARE(quicklyShown(log), plainlyShown(log));
}

void TestLogPattern::showsAnything()
{
    const QByteArrayList parts{stamp,
                               "\n",
                               "\r",
                               "\r\n",
                               "\x1b",
                               "\x1b[",
                               "31",
                               "m",
                               "\x1b[0m",
                               "K",
                               "\b",
                               "abc",
                               " ",
                               "\xef\xbb\xbf",
                               "\xe2\x9c\x93",
                               "\xc3",
                               "\x80",
                               "\xff",
                               "\t",
                               QByteArray(1, '\0'),
                               "2026-06-07T07:20:48",
                               ".1234567Z ",
                               QByteArray(70, 'x'),
                               "##[error]",
                               "\x1b[K"};
    QRandomGenerator random(11);
    for (int round = 0; round < 2000; ++round) {
        QByteArray log;
        for (int i = 1 + random.bounded(40); i > 0; --i)
            log.append(parts[random.bounded(parts.size())]);
        QCOMPARE(quicklyShown(log), plainlyShown(log));
    }
}

void TestLogPattern::passesOverNothingThatMatches()
{
    const QByteArrayList parts{stamp,
                               "\n",
                               "\n",
                               "\r\n",
                               "a",
                               "aB",
                               "aBc",
                               "bc",
                               "c",
                               " ",
                               "\x1b[0m",
                               "\x1b[m\x1b[K",
                               "\x1b[31;1m",
                               "\x1b[0K",
                               "\x1b[2K",
                               "\x1b[",
                               "\r",
                               "\b",
                               "\xef\xbb\xbf",
                               "\xe2\x9c\x93",
                               "\xef\xbc\x8c",
                               QByteArray(40, 'x'),
                               "1",
                               "\t",
                               QByteArray(1, '\0'),
                               "m",
                               "[",
                               "\x1b[D",
                               "\x1b[1;2G",
                               "\x1b[2C",
                               "\x1b(B",
                               "\x1b]0;abc",
                               "\x1b\\",
                               "\a",
                               "\x0e",
                               "\x01",
                               "\x7f",
                               "\x1b",
                               "\xc3",
                               "\xef\xbb",
                               "\xbf",
                               "\xff",
                               "\xc2\x9b",
                               "\xe2\x80\xa8",
                               QByteArray(23, 'y')};
    QRandomGenerator random(13);
    qint64 passedOver = 0;
    for (int round = 0; round < 30'000; ++round) {
        QByteArray log;
        for (int i = 1 + random.bounded(round % 30 + 1); i > 0; --i)
            log.append(parts[random.bounded(round % 2 == 0 ? parts.size() : 14)]);
        log.append('\n');
        const auto pattern = compiled(passedOverOptions[round % passedOverOptions.size()]);
        LogMatcher matcher(pattern);
        ShownLines lines;
        lines.append(log);
        std::vector<quint32> expected;
        matcher.match(lines, expected);
        qint64 chosen = 0;
        const std::vector<quint32> found = foundInChosen(matcher, log, chosen);
        QVERIFY2(found == expected, log.toPercentEncoding().constData());
        passedOver += lines.size() - chosen;
    }
    QVERIFY(passedOver > 30'000);
}

void TestLogPattern::choosesWhatIsShownOtherwise()
{
    // The first lines decide on what is looked for: what is rare in them.
    const QByteArray rest = QByteArray(4000, '.') + '\n';
    for (const QByteArray &first : QByteArrayList{"ab ab ab ab" + rest, "a\x1b[0m a\x1b[0m" + rest, rest}) {
        for (const QByteArray &log : QByteArrayList{"abc\n", "a\x1b[0mbc\n", "ab\x1b[31;1mc\n",
                                                    "a\x1b]0;t\x07"
                                                    "bc\n",
                                                    "a\x1b(Bbc\n", "ab\x1b(Bc\n", "a\x1b[3bc\n", "aXc\x1b[2Db\n",
                                                    "Xbc\x1b[1Ga\n", "axx\b\bbc\n", "xbc\ra\n",
                                                    "a\xef\xbb\xbf"
                                                    "bc\n"}) {
            LogMatcher matcher(compiled(literal(u"abc"_s)));
            qint64 chosen = 0;
            QVERIFY(foundInChosen(matcher, first, chosen).empty());
            const bool isShown = matches(literal(u"abc"_s), log);
            QVERIFY2(foundInChosen(matcher, log, chosen).size() == size_t(isShown),
                     log.toPercentEncoding().constData());
        }
    }
}

void TestLogPattern::choosesAcrossBlocks()
{
    const QByteArrayList lines{stamp + "abc\n",
                               "abc\r\n",
                               "ab\x1b[31;1mc\n",
                               "axx\b\bbc\n",
                               "xbc\x1b[Ga\r\n",
                               "xbc\ra\n",
                               "a\xef\xbb\xbf"
                               "bc\n"};
    const QByteArray front = QByteArray(99, '.') + '\n';
    for (const QByteArray &line : lines) {
        for (qint64 beforeBlock = -2; beforeBlock <= line.size() + 1; ++beforeBlock) {
            QByteArray log = front.repeated(logBlockBytes / front.size());
            log.append(QByteArray(logBlockBytes - beforeBlock - log.size() - 1, '-') + '\n' + line + "-\n");
            LogMatcher matcher(compiled(literal(u"abc"_s)));
            qint64 chosen = 0;
            const std::vector<quint32> expected{quint32(logBlockBytes / front.size() + 1)};
            QVERIFY2(foundInChosen(matcher, log, chosen) == expected, line.toPercentEncoding().constData());
            QCOMPARE(chosen, 1);
        }
    }
}

void TestLogPattern::passesOverWhatIsInterrupted_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("nothing of it") << QByteArray("xyz");
    QTest::newRow("a character") << QByteArray("ab\xe2\x9c\x93"
                                               "c a\xc3\xa4"
                                               "bc");
    QTest::newRow("other bytes of a byte order mark") << QByteArray("a\xef\xb8\x8f"
                                                                    "bc a\xef\xbb"
                                                                    "bc");
    QTest::newRow("broken UTF-8") << QByteArray("ab\x80"
                                                "c a\xff"
                                                "bc ab\xe2");
    QTest::newRow("control characters") << QByteArray("ab\x01"
                                                      "c a\x7f"
                                                      "bc a\tbc");
    QTest::newRow("a colour") << QByteArray("a\x1b[33mxbc ab\x1b[0m c");
    QTest::newRow("the line's end") << QByteArray("ab\r");
    QTest::newRow("capitals behind digits") << QByteArray("1D 2G [D");
}

void TestLogPattern::passesOverWhatIsInterrupted()
{
    QFETCH(QByteArray, line);
    // What is rare where the search begins is looked for first: any of the three.
    for (const char *first : {"-\n", "a a\n", "ab ab\n", "bc bc\n", "a b b\n"}) {
        LogMatcher matcher(compiled(literal(u"abc"_s)));
        qint64 chosen = 0;
        QVERIFY(foundInChosen(matcher, first + line + '\n', chosen).empty());
        QCOMPARE(chosen, 0);
    }
}

void TestLogPattern::tellsLines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("how"); // c: case, w: whole word, r: regular expression
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const QString &text, const char *how, const QByteArray &log, bool expected) {
        QTest::newRow(name) << text << QString::fromLatin1(how) << log << expected;
    };
    row("text", u"overflow"_s, "c", stamp + "stack overflow", true);
    row("other case", u"OVERFLOW"_s, "", "stack overflow", true);
    row("other case, asked for", u"OVERFLOW"_s, "c", "stack overflow", false);
    row("other case, not ASCII", u"GRÜN"_s, "", "gr\xc3\xbcn", true);
    row("colours within", u"stack overflow"_s, "c", stamp + "st\x1b[1mack\x1b[0m overflow", true);
    row("of a sequence", u"[0m"_s, "c", "a\x1b[0m b", false);
    row("of the stamp", u"2026-06"_s, "c", stamp + "x", false);
    row("stamp in the text", u"2026-06"_s, "c", stamp + "at 2026-06-07", true);
    row("text behind a tag", u"x"_s, "w", stamp + "##[error]x", true);
    row("tag", u"error"_s, "", stamp + "##[error]x", false);
    row("tag of the runner's", u"command"_s, "", stamp + "[command]git", false);
    row("no tag", u"info"_s, "", stamp + "[info] git", true);
    row("end of a group", u"group"_s, "", stamp + "##[endgroup]", false);
    row("start", u"^x"_s, "r", stamp + "xy", true);
    row("not the start", u"^y"_s, "r", stamp + "xy", false);
    row("end", u"y$"_s, "r", stamp + "xy\r\nz", true);
    row("end of the last", u"y$"_s, "r", "z\nxy", true);
    row("across lines", u"a\\sb"_s, "r", "a\nb", false);
    row("across lines, class", u"a[^x]b"_s, "r", "a\nb", false);
    row("across lines, any", u"(?s)a.b"_s, "r", "a\nb", false);
    row("across lines, text begins", u"\\Ab"_s, "r", "a\nb", true);
    row("text ends", u"a\\z"_s, "r", "a\nb", true);
    row("single line mode", u"(?-m)^b"_s, "r", "a\nb", true);
    row("empty match", u"x*"_s, "r", "aaa", false);
    row("maybe empty match", u"x*"_s, "r", "axa", true);
    row("empty line", u"^$"_s, "r", "\n\n", false);
    row("empty text", QString(), "", "abc", false);
    row("empty word", QString(), "w", "a b", false);
    row("maybe empty word", u"x*"_s, "rw", "a, b", false);
    row("look-ahead alone", u"(?=a)"_s, "r", "abc", false);
    row("look-behind", u"(?<=a)b"_s, "r", "cab", true);
    row("look-behind, not", u"(?<!a)b"_s, "r", "cab", false);
    row("back reference", u"(\\w)\\1"_s, "r", "hello", true);
    row("back reference, not", u"(\\w)\\1"_s, "r", "helo", false);
    row("edge of a word", u"\\bfail\\b"_s, "r", "to fail!", true);
    row("edge of a word, not", u"\\bfail\\b"_s, "r", "failed", false);
    row("edge of a word, other letters", u"\\bf\\b"_s, "r",
        "\xc3\xbc"
        "f",
        false);
    row("whole word", u"ok"_s, "w", "[ok]", true);
    row("whole word at both ends", u"ok"_s, "w", "x\nok\ny", true);
    row("part of a word", u"ok"_s, "w", "token ok_", false);
    row("part of a word, other letters", u"ok"_s, "w", "ok\xc3\xbc", false);
    row("whole word, one of", u"a|ok"_s, "rw", "token ok", true);
    row("whole word, later", u"ok"_s, "w", "oken ok", true);
    row("class of letters", u"^\\w+$"_s, "r", "gr\xc3\xbcn", true);
    row("one character", u"^.$"_s, "r", "\xf0\x9f\x8d\xba", true);
    row("broken character", u"a.b"_s, "r",
        "a\xff"
        "b",
        true);
    row("NUL", u"ab"_s, "c", QByteArray("a\0b", 3), true);
    row("overwritten", u"10%"_s, "c", "10%\r20%", false);
    row("shown at last", u"20%"_s, "c", "10%\r2", true);
    row("flags", u"(?i)FAIL"_s, "r", "fail", true);
    row("quoted", u"\\Qa.b\\E"_s, "r", "a.b", true);
    row("comment", u"(?x)a b # c"_s, "r", "ab", true);
    row("huge repeat", u"a{1000}"_s, "r", QByteArray(1000, 'a'), true);
    row("many letters", u"\\w{100}x"_s, "r", QByteArray(100, 'a') + "x", true);
    row("one of several, behind many characters", u"ec|cod"_s, "r", QByteArray("\xef\xbf\xbd").repeated(30) + "cod",
        true);
    row("long s", u"s"_s, "", "\xc5\xbf", true);
}

void TestLogPattern::tellsLines()
{
    QFETCH(QString, text);
    QFETCH(QString, how);
    QFETCH(QByteArray, log);
    QFETCH(bool, expected);
    const SearchOptions options{text, how.contains(u'c') || how.contains(u'r'), how.contains(u'w'), how.contains(u'r')};
    QCOMPARE(matches(options, log), expected);
}

void TestLogPattern::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QString &text, const QString &message) {
        QTest::newRow(name) << text << message;
    };
    row("open group", u"ü(ab"_s, u"This is no regular expression, at character 5: missing closing parenthesis."_s);
    row("open class", u"[ab"_s,
        u"This is no regular expression, at character 4: missing terminating ] for character class."_s);
    row("closed group", u"a)b"_s, u"This is no regular expression, at character 2: unmatched closing parenthesis."_s);
    row("nothing to repeat", u"*a"_s,
        u"This is no regular expression, at character 1: quantifier does not follow a repeatable item."_s);
    row("backslash", u"a\\"_s, u"This is no regular expression, at character 3: \\ at end of pattern."_s);
    row("two lines", u"a\nb"_s, u"Only what stands on one line can be found."_s);
}

void TestLogPattern::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    for (const bool wholeWord : {false, true}) {
        SearchOptions options = expression(text);
        options.wholeWord = wholeWord;
        const auto pattern = LogPattern::compile(options);
        QVERIFY(!pattern);
        QCOMPARE(pattern.error().kind, ErrorKind::InvalidInputs);
        QCOMPARE(pattern.error().message, message);
    }
}

void TestLogPattern::refusesLongTexts()
{
    QVERIFY(LogPattern::compile(literal(QString(LogPattern::maxLength, u'x'))));
    QVERIFY(!LogPattern::compile(literal(QString(LogPattern::maxLength + 1, u'x'))));
    QVERIFY(!LogPattern::compile(expression(u"((((a{1,60000}){1,60000}){1,60000}){1,60000})"_s)));
}

void TestLogPattern::givesUpOnSlowPatterns()
{
    // With a back reference it is not for Vectorscan.
    LogMatcher matcher(compiled(expression(u"^(a+)+\\1b$"_s)));
    ShownLines lines;
    lines.append(QByteArray(60, 'a') + "cb\naab\n");
    std::vector<quint32> found;
    QCOMPARE(matcher.match(lines, found), 1);
    QCOMPARE(found, std::vector<quint32>{1});
}

void TestLogPattern::takesTheSpecialCharactersOfATextAsText()
{
    QString special;
    for (char16_t c = 0x20; c < 0x7f; ++c)
        special.append(QChar(c));
    special += u"ü✓🍺\t"_s;
    for (const bool wholeWord : {false, true}) {
        QVERIFY(matches({special, true, wholeWord, false}, "x " + special.toUtf8() + " y"));
        QVERIFY(!matches({special, true, wholeWord, false}, "x " + special.toUtf8().chopped(1) + " y"));
    }
    QVERIFY(!matches(literal(u"a.b"_s), "axb"));
    QVERIFY(matches(literal(u"C:\\E"_s), "C:\\E"));
}

void TestLogPattern::agreesWithPcreLineByLine_data()
{
    QTest::addColumn<SearchOptions>("options");
    for (const auto &text : {u"ok"_s, u"building"_s, u"PASSED"_s, u"[1"_s, u"] b"_s, u"nowhere"_s})
        for (const bool whole : {false, true})
            QTest::addRow("%s %d", qPrintable(text), whole) << SearchOptions{text, false, whole, false};
    for (const auto &text : {u"error|warn"_s, u"\\d{4}\\] b"_s, u"(?<=ok )ok"_s, u"\\s[^\\s]+$"_s, u"[^a]"_s, u"^\\W"_s,
                             u"(ok|linking) \\1"_s, u"\\bok\\b.*\\bok$"_s, u"z*"_s, u"k{2}|"_s, u"✓ \\p{Ll}+ o"_s,
                             u"^(?!.*ok)"_s, u"^(?!.*ok).+"_s, u"\\D\\d\\D"_s, u"a\\Kd"_s})
        for (const bool whole : {false, true})
            QTest::addRow("%s %d", qPrintable(text), whole) << SearchOptions{text, false, whole, true};
}

void TestLogPattern::agreesWithPcreLineByLine()
{
    QFETCH(SearchOptions, options);
    const QByteArray log = bigLogLines(0, 3000);
    ShownLines lines;
    lines.append(log);
    std::vector<quint32> found;
    QCOMPARE(LogMatcher(compiled(options)).match(lines, found), 0);

    QString text = options.regularExpression ? options.text : QRegularExpression::escape(options.text);
    if (options.wholeWord)
        text = u"(?<!\\w)(?:%1)(?!\\w)"_s.arg(text);
    const QRegularExpression pcre(
        text, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    std::vector<quint32> expected;
    const QByteArrayList shown = plainlyShown(log);
    for (qsizetype i = 0; i < shown.size(); ++i) {
        auto matches = pcre.globalMatch(QString::fromUtf8(shown[i]));
        bool isMatch = false;
        while (!isMatch && matches.hasNext())
            isMatch = matches.next().capturedLength() > 0;
        if (isMatch)
            expected.push_back(quint32(i));
    }
    QCOMPARE(found, expected);
}

void TestLogPattern::marksMatches_data()
{
    QTest::addColumn<SearchOptions>("options");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<QPair<int, int>>>("ranges");
    using Ranges = QList<QPair<int, int>>;
    QTest::newRow("two") << literal(u"ab"_s) << u"ab cAB"_s << Ranges{{0, 2}, {4, 2}};
    QTest::newRow("apart") << literal(u"aa"_s) << u"aaaaa"_s << Ranges{{0, 2}, {2, 2}};
    QTest::newRow("none") << literal(u"x"_s) << u"ab"_s << Ranges();
    QTest::newRow("behind other characters") << literal(u"b"_s) << u"ü✓🍺b🍺b"_s << Ranges{{4, 1}, {7, 1}};
    QTest::newRow("other characters") << expression(u"[ü🍺]+"_s) << u"aü🍺b🍺"_s << Ranges{{1, 3}, {5, 2}};
    QTest::newRow("no empty ones") << expression(u"x*"_s) << u"axxbx"_s << Ranges{{1, 2}, {4, 1}};
    QTest::newRow("words") << SearchOptions{u"ok"_s, false, true, false} << u"ok token ok"_s << Ranges{{0, 2}, {9, 2}};
    QTest::newRow("half a character") << literal(u"b"_s) << QString(QChar(0xd83c)) + u"b"_s << Ranges{{1, 1}};
    QTest::newRow("empty line") << literal(u"b"_s) << QString() << Ranges();
    QTest::newRow("start") << expression(u"^a"_s) << u"aa"_s << Ranges{{0, 1}};
}

void TestLogPattern::marksMatches()
{
    QFETCH(SearchOptions, options);
    QFETCH(QString, text);
    using Ranges = QList<QPair<int, int>>;
    QFETCH(Ranges, ranges);
    Ranges found;
    for (const TextRange &range : compiled(options)->matchesIn(text))
        found.append({int(range.start), int(range.length)});
    QCOMPARE(found, ranges);
}

void TestLogPattern::marksNothingForSlowPatterns()
{
    const auto pattern = compiled(expression(u"^(a+)+b$"_s));
    QVERIFY(pattern->matchesIn(QString(60, u'a') + u'c').empty());
    QCOMPARE(compiled(literal(u"a"_s))->matchesIn(QString(5000, u'a')).size(), size_t(1000));
}

QTEST_GUILESS_MAIN(TestLogPattern)
#include "tst_logpattern.moc"
