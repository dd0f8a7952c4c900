// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/ansi.h"
#include "core/logs/terminalline.h"

#include <QTest>

using namespace Runlight;

namespace {

const QByteArray esc("\x1b");

TextStyle styled(const QByteArray &parameters, TextStyle style = {})
{
    applyStyle(parameters, style);
    return style;
}

TextStyle colored(TextColor foreground, TextColor background = {})
{
    TextStyle style;
    style.foreground = foreground;
    style.background = background;
    return style;
}

} // namespace

Q_DECLARE_METATYPE(Runlight::TextStyle)

class TestAnsi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void switches();
    void colors_data();
    void colors();
    void sequenceLengths_data();
    void sequenceLengths();
    void text_data();
    void text();
    void runs();
    void runsFollowOverwriting();
    void stateGoesOverLines();
    void takesLinearTime_data();
    void takesLinearTime();
};

void TestAnsi::switches()
{
    const TextStyle all = styled("1;2;3;4;7;9;31;42");
    QVERIFY(all.bold && all.dim && all.italic && all.underline && all.inverse && all.strikethrough);
    QCOMPARE(all.foreground, TextColor::indexed(1));
    QCOMPARE(all.background, TextColor::indexed(2));
    QCOMPARE(styled("22;23;24;27;29;39;49", all), TextStyle());
    QCOMPARE(styled("0", all), TextStyle());
    QCOMPARE(styled("", all), TextStyle());
    QCOMPARE(styled(";1", all), styled("1"));
    QCOMPARE(styled("36;1"), styled("1;36"));
    QCOMPARE(styled("21"), styled("4"));
    QCOMPARE(styled("4:3"), styled("4"));
    QCOMPARE(styled("4:0", all), styled("24", all));
    QCOMPARE(styled("5;8;53;999;99999999999"), TextStyle());
}

void TestAnsi::colors_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<TextStyle>("expected");

    QTest::newRow("first") << QByteArray("30") << colored({TextColor::Kind::Basic, 0});
    QTest::newRow("bright") << QByteArray("97") << colored({TextColor::Kind::Basic, 15});
    QTest::newRow("background") << QByteArray("47") << colored({}, {TextColor::Kind::Basic, 7});
    QTest::newRow("bright background") << QByteArray("100") << colored({}, {TextColor::Kind::Basic, 8});
    QTest::newRow("no colour") << QByteArray("38") << TextStyle();
    QTest::newRow("palette") << QByteArray("38;5;208") << colored({TextColor::Kind::Palette, 208});
    QTest::newRow("palette's basic ones") << QByteArray("48;5;9") << colored({}, {TextColor::Kind::Basic, 9});
    QTest::newRow("24 bits") << QByteArray("38;2;1;2;255") << colored({TextColor::Kind::Rgb, 0x0102ff});
    QTest::newRow("black in 24 bits") << QByteArray("48;2;0;0;0") << colored({}, {TextColor::Kind::Rgb, 0});
    QTest::newRow("both") << QByteArray("38;5;20;48;2;9;8;7")
                          << colored({TextColor::Kind::Palette, 20}, {TextColor::Kind::Rgb, 0x090807});
    QTest::newRow("colons") << QByteArray("38:5:208") << colored({TextColor::Kind::Palette, 208});
    QTest::newRow("colons, 24 bits") << QByteArray("38:2:1:2:3") << colored({TextColor::Kind::Rgb, 0x010203});
    QTest::newRow("colour space") << QByteArray("38:2::1:2:3") << colored({TextColor::Kind::Rgb, 0x010203});
    QTest::newRow("what follows colons") << QByteArray("38:5:208;44")
                                         << colored({TextColor::Kind::Palette, 208}, {TextColor::Kind::Basic, 4});
    QTest::newRow("underline's colour") << QByteArray("58;5;1;32") << colored({TextColor::Kind::Basic, 2});
    QTest::newRow("out of range") << QByteArray("38;5;256;44") << colored({}, {TextColor::Kind::Basic, 4});
    QTest::newRow("unfinished palette") << QByteArray("38;5") << TextStyle();
    QTest::newRow("unfinished 24 bits") << QByteArray("38;2;1;31") << TextStyle();
    QTest::newRow("unfinished colons") << QByteArray("38:2:1;31") << colored({TextColor::Kind::Basic, 1});
    QTest::newRow("empty parts") << QByteArray("38;2;;;") << TextStyle();
}

void TestAnsi::colors()
{
    QFETCH(QByteArray, parameters);
    QFETCH(TextStyle, expected);
    QCOMPARE(styled(parameters), expected);
}

void TestAnsi::sequenceLengths_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("length");

    QTest::newRow("alone") << esc << 1;
    QTest::newRow("style") << QByteArray("\x1b[1mx") << 4;
    QTest::newRow("private") << QByteArray("\x1b[?25lx") << 6;
    QTest::newRow("intermediate") << QByteArray("\x1b[1 qx") << 5;
    QTest::newRow("cut") << QByteArray("\x1b[38;5") << 6;
    QTest::newRow("broken by a letter beyond ASCII") << QByteArray("\x1b[3\xc3\xa9") << 3;
    QTest::newRow("broken by another") << QByteArray("\x1b[3\x1b[0m") << 3;
    QTest::newRow("title") << QByteArray("\x1b]0;title\ax") << 10;
    QTest::newRow("string") << QByteArray("\x1bPq\x1b\\x") << 5;
    QTest::newRow("string without an end") << QByteArray("\x1b]0;title") << 2;
    QTest::newRow("string broken by another") << QByteArray("\x1b]0;title\x1b[0m\a") << 2;
    QTest::newRow("character set") << QByteArray("\x1b(Bx") << 3;
    QTest::newRow("cut character set") << QByteArray("\x1b(") << 2;
    QTest::newRow("single") << QByteArray("\x1b"
                                          "7x")
                            << 2;
    QTest::newRow("beyond ASCII") << QByteArray("\x1b\xc3\xa9") << 1;
}

void TestAnsi::sequenceLengths()
{
    QFETCH(QByteArray, bytes);
    QTEST(int(readEscape(bytes).length), "length");
}

void TestAnsi::text_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char *name, const QByteArray &bytes, const QString &expected) {
        QTest::newRow(name) << bytes << expected;
    };
    row("empty", "", {});
    row("styles", "\x1b[36;1mnpm ci\x1b[0m ok", QStringLiteral("npm ci ok"));
    row("cursor", "\x1b[A\x1b[2;3Hdone\x1b[?25h\x1b[s", QStringLiteral("done"));
    row("hyperlink", "see \x1b]8;;https://example.com\x1b\\the page\x1b]8;;\x1b\\.", QStringLiteral("see the page."));
    row("hyperlink with bells", "\x1b]8;id=1;https://example.com\athe page\x1b]8;;\a", QStringLiteral("the page"));
    row("title without an end", "\x1b]0;all is kept", QStringLiteral("0;all is kept"));
    row("return overwrites", " 10%\r 50%\r100%", QStringLiteral("100%"));
    row("rest remains", "downloading\rdone", QStringLiteral("doneloading"));
    row("rest is erased", "downloading\rdone\x1b[K", QStringLiteral("done"));
    row("erased before", "downloading\r\x1b[2Kdone", QStringLiteral("done"));
    row("erased to column", "downloading\x1b[2K\x1b[1Gdone", QStringLiteral("done"));
    row("display erased", "downloading\r\x1b[Jdone", QStringLiteral("done"));
    row("erasing moves no cursor", "abc\x1b[2Kd", QStringLiteral("   d"));
    row("backspaces", "Solving: - \b\b\\ \b\b| \b\bdone", QStringLiteral("Solving: done"));
    row("backspaces at the start", "\b\b\babc", QStringLiteral("abc"));
    row("columns", "ab\x1b[2Dc\x1b[3Cd\x1b[2Ge", QStringLiteral("ce  d"));
    row("far columns", "\x1b[999999999Cx", QString(1000, u' ') + u'x');
    row("tab", "a\tb", QStringLiteral("a\tb"));
    row("UTF-16 in between", QByteArray("W\0S\0L\0", 6), QStringLiteral("WSL"));
    row("dropped", "\a\x0e\x0fx", QStringLiteral("x"));
    row("pictures", "\x01\x0b\x0c\x1f\x7f\n", QStringLiteral("␁␋␌␟␡␊"));
    row("upper control characters",
        "a\xc2\x85"
        "b",
        QStringLiteral("a\ufffd"
                       "b"));
    row("line separators",
        "a\xe2\x80\xa8"
        "b\xe2\x80\xa9",
        QStringLiteral("a␤b␤"));
    row("marks",
        "\xef\xbb\xbf"
        "a\xef\xbb\xbf"
        "b",
        QStringLiteral("ab"));
    row("beyond the plane", "\xf0\x9f\x9a\x80 ok\rX", QStringLiteral("X ok"));
    row("stray bytes",
        "a\x80\xff"
        "b",
        QStringLiteral("a\ufffd\ufffd"
                       "b"));
    row("long form", "\xc0\xaf", QStringLiteral("\ufffd\ufffd"));
    row("surrogate", "\xed\xa0\x80", QStringLiteral("\ufffd\ufffd\ufffd"));
    row("too large", "\xf4\x90\x80\x80", QStringLiteral("\ufffd\ufffd\ufffd\ufffd"));
    row("cut by a letter",
        "\xe2\x82"
        "A",
        QStringLiteral("\ufffd"
                       "A"));
    row("cut by an escape", "\xf0\x9f\x1b[1mA",
        QStringLiteral("\ufffd"
                       "A"));
    row("cut by the end", "a\xf0\x9f\x9a", QStringLiteral("a\ufffd"));
}

void TestAnsi::text()
{
    QFETCH(QByteArray, bytes);
    QTEST(showOnTerminal(bytes).text, "expected");
}

void TestAnsi::runs()
{
    const TerminalLine line = showOnTerminal("a\x1b[1mbc\x1b[22m\x1b[1md\x1b[31m\xf0\x9f\x9a\x80\x1b[0m e\x1b[4m");
    QCOMPARE(line.text, QStringLiteral("abcd🚀 e"));
    QCOMPARE(line.runs.size(), 2u);
    QCOMPARE(line.runs[0], (StyleRun{1, 3, styled("1")}));
    QCOMPARE(line.runs[1], (StyleRun{4, 2, styled("1;31")}));
    QCOMPARE(line.end, styled("4"));
}

void TestAnsi::runsFollowOverwriting()
{
    const TerminalLine line = showOnTerminal("\x1b[31mabcdef\r\x1b[32mxy\x1b[0mz");
    QCOMPARE(line.text, QStringLiteral("xyzdef"));
    QCOMPARE(line.runs.size(), 2u);
    QCOMPARE(line.runs[0], (StyleRun{0, 2, styled("32")}));
    QCOMPARE(line.runs[1], (StyleRun{3, 3, styled("31")}));
    QCOMPARE(line.end, TextStyle());
}

void TestAnsi::stateGoesOverLines()
{
    const TerminalLine first = showOnTerminal("\x1b[32m");
    QVERIFY(first.runs.empty());
    const TerminalLine second = showOnTerminal("ok\x1b[0m!", first.end);
    QCOMPARE(second.runs.size(), 1u);
    QCOMPARE(second.runs[0], (StyleRun{0, 2, styled("32")}));
    QCOMPARE(second.end, TextStyle());
}

//! What would take minutes if any of it took time that grows with the square.
void TestAnsi::takesLinearTime_data()
{
    QTest::addColumn<QByteArray>("piece");

    QTest::newRow("letters") << QByteArray("abcdefgh");
    QTest::newRow("styles") << QByteArray("\x1b[1mx\x1b[0m");
    QTest::newRow("24 bits") << QByteArray("\x1b[38;2;1;2;3mx\x1b[48;2;3;2;1my");
    QTest::newRow("unfinished strings") << QByteArray("\x1b]8");
    QTest::newRow("unfinished sequences") << QByteArray("\x1b[1");
    QTest::newRow("parameters") << QByteArray("1;");
    QTest::newRow("returns") << QByteArray("\rabc");
    QTest::newRow("backspaces") << QByteArray("ab\b");
    QTest::newRow("erased") << QByteArray("abcdefgh\x1b[2K");
    QTest::newRow("broken UTF-8") << QByteArray("\xf0\x9f");
}

void TestAnsi::takesLinearTime()
{
    QFETCH(QByteArray, piece);
    const QByteArray line = "\x1b[" + piece.repeated(4'194'304 / piece.size());
    const TerminalLine shown = showOnTerminal(line);
    QVERIFY(shown.text.size() <= line.size());
}

QTEST_GUILESS_MAIN(TestAnsi)
#include "tst_ansi.moc"
