// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/inlinebar.h"
#include "ui/theme/paint.h"
#include "ui/theme/plaintext.h"
#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QTest>
#include <QTextDocument>

using namespace Runlight;

namespace {

//! What a tool tip shows, without the places where its words may break.
QString shownBy(const QString &toolTip)
{
    QTextDocument document;
    document.setHtml(toolTip);
    return document.toPlainText().remove(QChar(u'\u200B'));
}

//! As large as the label that Qt makes of it.
QSize sizeOf(const QString &toolTip)
{
    QLabel label(toolTip);
    label.setWordWrap(Qt::mightBeRichText(toolTip));
    return label.sizeHint();
}

} // namespace

class TestPlainText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void toolTipsShowTextAsItIs_data()
    {
        QTest::addColumn<QString>("text");
        const QStringList texts = {
            QStringLiteral("plain"),         QStringLiteral("<h1>x</h1>"),  QStringLiteral("<img src='/tmp/fifo'>"),
            QStringLiteral("a \"b\" & 'c'"), QStringLiteral("&quot; &lt;"), QStringLiteral("one\ntwo\n  three"),
            QStringLiteral("</p><p>"),       QStringLiteral("<!-- x"),      QStringLiteral("a  b"),
            QStringLiteral("🚀 café")};
        for (const QString &text : texts)
            QTest::newRow(qPrintable(text)) << text;
    }
    void toolTipsShowTextAsItIs()
    {
        QFETCH(QString, text);
        const QString toolTip = plainToolTip(text);
        QVERIFY(Qt::mightBeRichText(toolTip));
        QCOMPARE(shownBy(toolTip), text);
    }

    void noToolTipForNoText() { QVERIFY(plainToolTip({}).isEmpty()); }

    void toolTipsFitOnAScreen_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("one word") << QString(10'000, u'W');
        QTest::newRow("many words") << QStringLiteral("word ").repeated(2'000);
        QTest::newRow("many lines") << QStringLiteral("line\n").repeated(2'000);
        QTest::newRow("many long lines") << (QString(300, u'W') + u'\n').repeated(2'000);
        QTest::newRow("outside the first plane") << QStringLiteral("🚀").repeated(5'000);
    }
    void toolTipsFitOnAScreen()
    {
        QFETCH(QString, text);
        const QString toolTip = plainToolTip(text);
        const QSize size = sizeOf(toolTip);
        QVERIFY2(size.width() <= 1000 && size.height() <= 760,
                 qPrintable(QStringLiteral("%1 x %2").arg(size.width()).arg(size.height())));
        QVERIFY(shownBy(toolTip).contains(u'…'));
        QVERIFY(QString::fromUtf8(toolTip.toUtf8()) == toolTip); // no half characters
    }

    void aLongLineLeavesRoomForTheNext()
    {
        const QString shown = shownBy(plainToolTip(QString(10'000, u'x') + QStringLiteral("\nCreated today")));
        QVERIFY(shown.endsWith(QStringLiteral("…\nCreated today")));
    }

    void directionStaysItsOwn()
    {
        for (const char16_t code :
             {0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x061C}) {
            const QString text = QStringLiteral("a") + QChar(code) + QStringLiteral("b");
            QCOMPARE(oneLine(text), QStringLiteral("ab"));
            QCOMPARE(harmlessText(text), QStringLiteral("ab"));
            QCOMPARE(shownBy(plainToolTip(text)), QStringLiteral("ab"));
        }
        // Words that run from right to left are no trick.
        QCOMPARE(oneLine(QStringLiteral("שלום")), QStringLiteral("שלום"));
    }

    void oneLineIsOneLine()
    {
        QCOMPARE(oneLine(QStringLiteral("a\nb\r\nc\rd\u2028e\u2029f\tg\u0000h\u0007i\u0085j")),
                 QStringLiteral("a b c d e f g h i j"));
        QCOMPARE(harmlessText(QStringLiteral("a\nb\r\nc\u2028d\te")), QStringLiteral("a\nb\nc\nd e"));
    }

    //! What is drawn is what the clean text looks like.
    void drawnTextIsClean()
    {
        const Theme theme(Theme::Scheme::Light);
        const auto drawn = [&theme](const QString &text) {
            QImage image(300, 60, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            drawElidedText(painter, QRect(0, 0, 300, 30), text);
            theme.paintChip(painter, {0, 32}, text, 300);
            return image;
        };
        QCOMPARE(drawn(QStringLiteral("abc\u202Edef\n#12")), drawn(QStringLiteral("abcdef #12")));
    }

    void barsAreClean()
    {
        const Theme theme(Theme::Scheme::Light);
        InlineBar bar(theme);
        bar.setText(QStringLiteral("a\u202Eb"), QStringLiteral("c\u2067d\ne"));
        QCOMPARE(bar.headline(), QStringLiteral("ab"));
        QCOMPARE(bar.detail(), QStringLiteral("cd\ne"));
    }
};

QTEST_MAIN(TestPlainText)
#include "tst_plaintext.moc"
