// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/log/logonfile.h"
#include "ui/log/logfinder.h"
#include "ui/log/logtoolbar.h"
#include "ui/log/logviewer.h"
#include "ui/log/logwindow.h"
#include "ui/theme/inlinebar.h"
#include "ui/theme/terminalcolors.h"

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

#include <algorithm>

using namespace Runlight;

namespace {

//! A viewer with a log in it, on screen.
struct Shown
{
    LogViewer viewer;
    LogOnFile log;

    Shown(const Theme &theme, const QByteArray &text, const QSize &size = {900, 500})
        : viewer(theme)
        , log(text)
    {
        viewer.resize(size);
        viewer.show();
        QSignalSpy completed(&viewer.document(), &LogDocument::completed);
        viewer.document().setFile(log.open());
        QTRY_COMPARE(completed.size(), 1);
    }

    LogView &view() { return viewer.view(); }
    //! The text of the line at the top.
    qint64 topLine() { return view().visibleRows().front().what.line.value; }
    QRect boxOf(LineNumber line)
    {
        for (const VisibleRow &row : view().visibleRows()) {
            if (row.what.kind == LogRow::Kind::Line && row.what.line == line)
                return {0, row.top, view().viewport()->width(), row.height};
        }
        return {};
    }
    QImage picture() { return view().viewport()->grab().toImage(); }
    void click(const QPoint &point, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, modifiers, point);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&view(), key, modifiers); }
    void find(const QString &text)
    {
        viewer.toolBar().field()->setText(text);
        viewer.findNext->trigger();
    }
};

//! How many pixels in \a rect have \a color.
int pixelsOf(const QImage &picture, const QRect &rect, const QColor &color)
{
    int count = 0;
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        for (int x = rect.left(); x <= rect.right(); ++x)
            count += picture.pixelColor(x, y) == color ? 1 : 0;
    return count;
}

QByteArray numberedLines(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "line " + QByteArray::number(i) + '\n';
    return text;
}

} // namespace

class TestLogView : public QObject
{
    Q_OBJECT

    Theme m_theme{Theme::Scheme::Light};

private Q_SLOTS:
    void initTestCase() { m_theme.install(); }
    void cleanup() { m_theme.setScheme(Theme::Scheme::Light); }

    void paintsGroundsOfErrorsInBothThemes()
    {
        Shown shown(m_theme, failedJobLog());
        for (const Theme::Scheme scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
            m_theme.setScheme(scheme);
            const QImage picture = shown.picture();
            const QColor ground = m_theme.color(ColorRole::ErrorGround);
            const QRect error = shown.boxOf({13});
            QVERIFY(pixelsOf(picture, error, ground) > error.width() * error.height() / 2);
            QCOMPARE(pixelsOf(picture, shown.boxOf({12}), ground), 0);
            QVERIFY(pixelsOf(picture, error, m_theme.glyphColor(StatusGlyph::Failure)) > 10);
        }
    }

    void paintsTerminalColours()
    {
        Shown shown(m_theme,
                    "\x1b[32m\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\x1b[0m\n"
                    "\x1b[48;2;10;20;30m      \x1b[0m\n"
                    "\x1b[38;5;196m\xe2\x96\x88\xe2\x96\x88\x1b[0m\n");
        shown.viewer.follow->setChecked(false);
        const QColor window = m_theme.color(ColorRole::Window);
        QVERIFY(pixelsOf(shown.picture(), shown.boxOf({0}), legibleOn(window, terminalColor(2, false))) > 50);
        QVERIFY(pixelsOf(shown.picture(), shown.boxOf({1}), QColor(10, 20, 30)) > 200);
        QVERIFY(pixelsOf(shown.picture(), shown.boxOf({2}), legibleOn(window, terminalPaletteColor(196))) > 50);
        m_theme.setScheme(Theme::Scheme::Dark);
        const QColor dark = m_theme.color(ColorRole::Window);
        QVERIFY(pixelsOf(shown.picture(), shown.boxOf({0}), legibleOn(dark, terminalColor(2, true))) > 50);
    }

    void everyTerminalColourIsLegible()
    {
        for (const Theme::Scheme scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
            m_theme.setScheme(scheme);
            for (const ColorRole role : {ColorRole::Window, ColorRole::ErrorGround, ColorRole::WarningGround}) {
                const QColor ground = m_theme.color(role);
                for (int index = 0; index < 256; ++index) {
                    const QColor color =
                        index < 16 ? terminalColor(index, m_theme.isDark()) : terminalPaletteColor(index);
                    QVERIFY2(contrastRatio(ground, legibleOn(ground, color)) >= 4.5,
                             qPrintable(QString::number(index)));
                }
            }
        }
        // What is legible already stays as it was asked for.
        QCOMPARE(legibleOn(Qt::white, QColor(0, 0, 255)), QColor(0, 0, 255));
    }

    void opensAndClosesGroupsByMouseAndKeyboard()
    {
        Shown shown(m_theme, failedJobLog());
        QVERIFY(shown.boxOf({5}).isNull());
        const QRect group = shown.boxOf({4});
        shown.click({shown.view().logLayout().foldLeft() + 4, group.center().y()});
        QVERIFY(!shown.boxOf({5}).isNull());
        shown.key(Qt::Key_Left);
        QVERIFY(shown.boxOf({5}).isNull());
        shown.key(Qt::Key_Right);
        QVERIFY(!shown.boxOf({5}).isNull());
        shown.key(Qt::Key_Down);
        QCOMPARE(shown.view().currentLine().value, 5);
        shown.key(Qt::Key_Left); // to the group that it is in
        QCOMPARE(shown.view().currentLine().value, 4);
        shown.key(Qt::Key_Return);
        QVERIFY(shown.boxOf({5}).isNull());
    }

    void goesFromErrorToError()
    {
        Shown shown(m_theme, failedJobLog() + numberedLines(500) + stamped(30, "##[error]late"));
        shown.viewer.nextError->trigger();
        QCOMPARE(shown.view().currentLine().value, 13);
        shown.viewer.nextError->trigger();
        shown.viewer.nextError->trigger();
        QCOMPARE(shown.view().currentLine().value, 518);
        QVERIFY(!shown.boxOf({518}).isNull());
        shown.viewer.nextError->trigger();
        QCOMPARE(shown.view().currentLine().value, 13);
        shown.viewer.previousError->trigger();
        QCOMPARE(shown.view().currentLine().value, 518);
    }

    void showsTheErrorThatItStandsAtToWhomeverComesFromElsewhere()
    {
        Shown shown(m_theme, failedJobLog());
        shown.view().showLine({13});
        shown.viewer.hide();
        shown.viewer.nextError->trigger();
        QCOMPARE(shown.view().currentLine().value, 13);
        shown.viewer.show();
        shown.viewer.nextError->trigger();
        QCOMPARE(shown.view().currentLine().value, 15);
    }

    void movesByKeyboardThroughAllOfIt()
    {
        Shown shown(m_theme, numberedLines(10'000));
        shown.view().setFocus();
        shown.key(Qt::Key_Down);
        shown.key(Qt::Key_Down);
        QCOMPARE(shown.view().currentLine().value, 2);
        shown.key(Qt::Key_PageDown);
        const qint64 page = shown.view().currentLine().value;
        QVERIFY(page > 10 && page < 40);
        shown.key(Qt::Key_PageUp);
        QCOMPARE(shown.view().currentLine().value, 2);
        shown.key(Qt::Key_End);
        QCOMPARE(shown.view().currentLine().value, 9'999);
        QVERIFY(!shown.boxOf({9'999}).isNull());
        QVERIFY(shown.view().isAtEnd());
        shown.key(Qt::Key_Home);
        QCOMPARE(shown.topLine(), 0);
    }

    void selectsByKeyboard()
    {
        Shown shown(m_theme, numberedLines(100));
        shown.view().setFocus();
        shown.key(Qt::Key_Down, Qt::ShiftModifier);
        shown.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(shown.view().selection().first().line.value, 0);
        QCOMPARE(shown.view().selection().last().line.value, 2);
        shown.key(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(shown.view().selection().last().column, 1);
        shown.key(Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(shown.view().selection().last().column, 6);
        shown.key(Qt::Key_Down);
        QVERIFY(shown.view().selection().isEmpty());
        QTest::keySequence(&shown.view(), QKeySequence::SelectAll);
        QCOMPARE(shown.view().selection().last(), (LogPosition{{99}, 7}));
    }

    void showsHowFarOneSelects()
    {
        Shown shown(m_theme, QByteArray("word ").repeated(200) + "end\n" + numberedLines(3));
        QScrollBar *bar = shown.view().horizontalScrollBar();
        shown.view().setFocus();
        shown.key(Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(shown.view().selection().cursor.column, 1'003);
        QCOMPARE(bar->value(), bar->maximum());
        QVERIFY(bar->maximum() > 0);
        shown.key(Qt::Key_Home, Qt::ShiftModifier);
        QCOMPARE(bar->value(), 0);
    }

    void selectsAndCopiesByMouse()
    {
        Shown shown(m_theme, failedJobLog());
        const int left = shown.view().logLayout().textLeft();
        const QRect from = shown.boxOf({11});
        const QRect to = shown.boxOf({12});
        QTest::mousePress(shown.view().viewport(), Qt::LeftButton, {}, {left + 1, from.center().y()});
        QTest::mouseMove(shown.view().viewport(), {left + 200, to.center().y()});
        QTest::mouseRelease(shown.view().viewport(), Qt::LeftButton, {}, {left + 200, to.center().y()});
        QCOMPARE(shown.view().selection().first(), (LogPosition{{11}, 0}));
        QCOMPARE(shown.view().selection().last().line.value, 12);
        QVERIFY(pixelsOf(shown.picture(), from, m_theme.color(ColorRole::TextSelection)) > 100);
        QSignalSpy noted(&shown.viewer, &LogViewer::noteRaised);
        shown.viewer.copy->trigger();
        QTRY_COMPARE(noted.size(), 1);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("ok lexer\ntests/parser_test")));
        shown.viewer.copyWithTimes->trigger();
        QTRY_COMPARE(noted.size(), 2);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("ok lexer\n2026-06-07T12:00:12"))
                || QGuiApplication::clipboard()->text().startsWith(QStringLiteral("2026-06-07T12:00:11.0000000Z ok")));
    }

    void opensLinksAndCopiesPlaces()
    {
        Shown shown(m_theme, failedJobLog());
        QSignalSpy opened(&shown.viewer, &LogViewer::openUrlRequested);
        const int left = shown.view().logLayout().textLeft();
        const QRect link = shown.boxOf({14});
        const QPoint onLink(left + 100, link.center().y());
        QCOMPARE(shown.view().targetAt(onLink).url, QUrl(QStringLiteral("https://example.com/docs")));
        shown.click(onLink);
        QCOMPARE(opened.size(), 1);
        const QPoint onPlace(left + 20, shown.boxOf({12}).center().y());
        QCOMPARE(shown.view().targetAt(onPlace).place, QStringLiteral("tests/parser_test.cpp:211"));
        shown.click(onPlace);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("tests/parser_test.cpp:211"));
        QCOMPARE(opened.size(), 1);
        // Beside the text is nothing to click.
        shown.click({shown.view().viewport()->width() - 4, link.center().y()});
        QCOMPARE(opened.size(), 1);
    }

    void findsAsOneTypes()
    {
        Shown shown(m_theme, failedJobLog() + numberedLines(3'000));
        shown.find(QStringLiteral("LINE 29"));
        QTRY_COMPARE(shown.view().currentLine().value, 18 + 29);
        QTRY_COMPARE(shown.viewer.toolBar().findChild<QLabel *>(QStringLiteral("matchCount"))->text(),
                     QStringLiteral("1 of 111"));
        QVERIFY(pixelsOf(shown.picture(), shown.boxOf({18 + 29}), m_theme.color(ColorRole::MatchGround)) > 50);
        shown.viewer.findNext->trigger();
        QCOMPARE(shown.view().currentLine().value, 18 + 290);
        shown.viewer.findPrevious->trigger();
        shown.viewer.findPrevious->trigger();
        QCOMPARE(shown.view().currentLine().value, 18 + 2'999);
        shown.viewer.toolBar().matchCase()->setChecked(true);
        QTRY_COMPARE(shown.viewer.toolBar().findChild<QLabel *>(QStringLiteral("matchCount"))->text(),
                     QStringLiteral("not found"));
    }

    void showsWhatItFindsFarToTheRight()
    {
        const QByteArray wide = "needle" + QByteArray(3'000, ' ') + "far away\n";
        Shown shown(m_theme, numberedLines(20) + wide + numberedLines(100));
        QScrollBar *bar = shown.view().horizontalScrollBar();
        const auto match = [&] {
            const QRect box = shown.boxOf({20});
            return pixelsOf(shown.picture(), box, m_theme.color(ColorRole::MatchGround));
        };
        shown.find(QStringLiteral("far away"));
        QTRY_COMPARE(shown.view().currentLine().value, 20);
        QVERIFY(bar->value() > 0);
        QVERIFY(match() > 50);
        // And back to what stands at the beginning.
        shown.find(QStringLiteral("needle"));
        QTRY_COMPARE(bar->value(), 0);
        QVERIFY(match() > 50);
        shown.find(QStringLiteral("far away"));
        QTRY_VERIFY(bar->value() > 0);
        shown.view().showLine({3});
        QCOMPARE(bar->value(), 0);
    }

    void showsWhatItFindsFarDownInAWrappedLine()
    {
        const QByteArray tall = QByteArray("word ").repeated(1'500) + "needle " + QByteArray("word ").repeated(1'500);
        Shown shown(m_theme, numberedLines(20) + tall + '\n' + numberedLines(100));
        shown.viewer.wrap->setChecked(true);
        shown.find(QStringLiteral("needle"));
        QTRY_COMPARE(shown.view().currentLine().value, 20);
        const QRect sight = shown.view().viewport()->rect();
        QVERIFY(pixelsOf(shown.picture(), sight, m_theme.color(ColorRole::MatchGround)) > 50);
    }

    void saysWhereWhatItFindsIsNotShown()
    {
        Shown shown(m_theme, numberedLines(20) + QByteArray(100'000, 'x') + "needle\n" + numberedLines(10));
        const auto *problem = shown.viewer.toolBar().findChild<QLabel *>(QStringLiteral("problem"));
        shown.find(QStringLiteral("needle"));
        QTRY_COMPARE(shown.view().currentLine().value, 20);
        QVERIFY(problem->isVisible());
        QVERIFY(problem->text().contains(QStringLiteral("further on")));
        shown.view().setFocus();
        shown.key(Qt::Key_Down);
        QVERIFY(!problem->isVisible());
        shown.viewer.findNext->trigger();
        QVERIFY(problem->isVisible());
        shown.find(QStringLiteral("line 5"));
        QTRY_COMPARE(shown.view().currentLine().value, 26);
        QVERIFY(!problem->isVisible());
    }

    void findsNoTags()
    {
        Shown shown(m_theme, failedJobLog());
        shown.find(QStringLiteral("group"));
        const auto *count = shown.viewer.toolBar().findChild<QLabel *>(QStringLiteral("matchCount"));
        QTRY_COMPARE(count->text(), QStringLiteral("not found"));
    }

    void leavesTheFieldForTheLog()
    {
        Shown shown(m_theme, failedJobLog());
        shown.viewer.findInLog();
        QVERIFY(shown.viewer.toolBar().field()->hasFocus());
        QTest::keyClick(shown.viewer.toolBar().field(), Qt::Key_Escape);
        QVERIFY(shown.view().hasFocus());
    }

    void selectsFromWhereOneWasTaken()
    {
        Shown shown(m_theme, failedJobLog());
        shown.viewer.nextError->trigger();
        shown.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(shown.view().selection().first().line.value, 13);
        QCOMPARE(shown.view().selection().last().line.value, 14);
    }

    void readsATallWrappedLineByKeyboard()
    {
        Shown shown(m_theme, QByteArray(16'000, 'x') + "\nshort\n");
        shown.viewer.wrap->setChecked(true);
        shown.view().setFocus();
        shown.view().scrollToStart();
        const int top = shown.boxOf({0}).top();
        shown.key(Qt::Key_PageDown);
        QVERIFY(shown.boxOf({0}).top() < top);
        QCOMPARE(shown.view().currentLine().value, 0);
        shown.key(Qt::Key_End);
        shown.key(Qt::Key_End);
        QCOMPARE(shown.view().currentLine().value, 1);
    }

    void saysWhatIsWrongWithAnExpression()
    {
        Shown shown(m_theme, failedJobLog());
        shown.viewer.toolBar().regularExpression()->setChecked(true);
        shown.find(QStringLiteral("(["));
        const auto *problem = shown.viewer.toolBar().findChild<QLabel *>(QStringLiteral("problem"));
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(!problem->text().isEmpty());
        shown.find(QStringLiteral("depth \\d+"));
        QTRY_COMPARE(shown.view().currentLine().value, 13);
        QVERIFY(!problem->isVisible());
    }

    void filtersToWhatIsFound()
    {
        Shown shown(m_theme, failedJobLog() + numberedLines(300));
        shown.find(QStringLiteral("parser_test"));
        shown.viewer.toolBar().filter()->setChecked(true);
        QTRY_COMPARE(shown.viewer.document().rows().count(), 6); // a gap and five lines
        shown.viewer.toolBar().filter()->setChecked(false);
        QVERIFY(shown.viewer.document().rows().count() > 300);
        shown.viewer.toolBar().filter()->setChecked(true);
        shown.viewer.toolBar().field()->clear();
        QTRY_VERIFY(!shown.viewer.document().isFiltered());
    }

    void leftLeadsBackFromLongLinesBeforeItFolds()
    {
        Shown shown(m_theme, "##[group]Run x\nin the group\n" + QByteArray(3'000, 'x') + "\n##[endgroup]\nend\n");
        shown.viewer.document().setAllOpen(true);
        shown.picture(); // how wide lines are is known once they are painted
        QScrollBar *bar = shown.view().horizontalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        shown.key(Qt::Key_Home);
        shown.key(Qt::Key_Down);
        shown.key(Qt::Key_Right);
        QVERIFY(bar->value() > 0);
        QCOMPARE(shown.view().currentLine().value, 1);
        shown.key(Qt::Key_Left);
        QCOMPARE(bar->value(), 0);
        QCOMPARE(shown.view().currentLine().value, 1);
        shown.key(Qt::Key_Left);
        QCOMPARE(shown.view().currentLine().value, 0);
    }

    void countsTheLinesThatItCopies()
    {
        Shown shown(m_theme, numberedLines(100));
        QSignalSpy notes(&shown.viewer, &LogViewer::noteRaised);
        shown.key(Qt::Key_Home);
        shown.key(Qt::Key_Down, Qt::ShiftModifier);
        shown.key(Qt::Key_Down, Qt::ShiftModifier);
        shown.viewer.copy->trigger();
        QTRY_COMPARE(notes.size(), 1);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("line 0\nline 1\n"));
        QVERIFY2(notes.last().first().toString().contains(u'2'), qPrintable(notes.last().first().toString()));
        shown.key(Qt::Key_End, Qt::ShiftModifier);
        shown.viewer.copy->trigger();
        QTRY_COMPARE(notes.size(), 2);
        QVERIFY2(notes.last().first().toString().contains(u'3'), qPrintable(notes.last().first().toString()));
    }

    void escapeLeadsBackFromTheButtons()
    {
        Shown shown(m_theme, numberedLines(10));
        auto *button = shown.viewer.toolBar().findChild<QToolButton *>(QStringLiteral("job"));
        for (auto *each : shown.viewer.toolBar().findChildren<QToolButton *>()) {
            if (each->defaultAction() == shown.viewer.toolBar().filter())
                button = each;
        }
        QSignalSpy left(&shown.viewer.toolBar(), &LogToolBar::left);
        QTest::keyClick(button, Qt::Key_Escape);
        QCOMPARE(left.size(), 1);
    }

    void alignsTheFieldWithWhatIsBelow()
    {
        Shown shown(m_theme, numberedLines(10));
        LogToolBar &bar = shown.viewer.toolBar();
        bar.setProblem(QStringLiteral("What is wrong."));
        const auto *problem = bar.findChild<QLabel *>(QStringLiteral("problem"));
        for (const int width : {900, 600, 380}) {
            shown.viewer.resize(width, 500);
            QTRY_COMPARE(bar.field()->x(), problem->x());
        }
        shown.viewer.resize(900, 500);
        bar.setJob(QStringLiteral("build"), {});
        QTRY_VERIFY(bar.field()->x() > problem->x());
    }

    void staysWhereOneReads()
    {
        Shown shown(m_theme, failedJobLog() + numberedLines(500));
        const auto heading = [](int number, const char *name) {
            return LogStepHeading{number, QString::fromLatin1(name), StatusGlyph::Success, {}, {}, {}};
        };
        // The start stays the start, also when a heading comes above it.
        shown.viewer.document().setSteps({heading(1, "Set up job"), heading(2, "Run make test")});
        QCOMPARE(shown.view().visibleRows().front().what.kind, LogRow::Kind::Step);
        shown.viewer.document().setAllOpen(true);
        shown.view().showLine({400});
        const qint64 top = shown.topLine();
        QVERIFY(top > 300);
        shown.viewer.document().setAllOpen(true);
        shown.viewer.document().setGroupOpen({1}, false); // far above
        QCOMPARE(shown.topLine(), top);
    }

    void filtersWithoutWaiting()
    {
        Shown shown(m_theme, numberedLines(2'000));
        shown.find(QStringLiteral("7"));
        QTRY_COMPARE(shown.view().currentLine().value, 7);
        const qint64 all = shown.viewer.document().rows().count();
        shown.viewer.toolBar().filter()->setChecked(true);
        QCOMPARE(shown.viewer.document().rows().count(), all); // another thread is at it
        shown.viewer.toolBar().filter()->setChecked(false);
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!shown.viewer.document().isFiltered()); // and came too late
        QCOMPARE(shown.viewer.document().rows().count(), all);
        shown.viewer.toolBar().filter()->setChecked(true);
        QTRY_VERIFY(shown.viewer.document().isFiltered());
        QVERIFY(shown.viewer.document().rows().count() < all);
        QVERIFY(!shown.boxOf({7}).isNull());
    }

    void staysAtTheLineWhenTheFilterGoes()
    {
        Shown shown(m_theme, numberedLines(5'000));
        shown.find(QStringLiteral("4321"));
        QTRY_COMPARE(shown.view().currentLine().value, 4321);
        shown.viewer.toolBar().filter()->setChecked(true);
        QTRY_COMPARE(shown.viewer.document().rows().count(), 6);
        QVERIFY(!shown.boxOf({4321}).isNull());
        shown.viewer.toolBar().filter()->setChecked(false);
        QCOMPARE(shown.viewer.document().rows().count(), 5'000);
        QVERIFY(!shown.boxOf({4321}).isNull());
    }

    void saysThatNothingWasFound()
    {
        Shown shown(m_theme, numberedLines(10));
        shown.viewer.toolBar().field()->setText(QStringLiteral("nowhere"));
        shown.viewer.toolBar().filter()->setChecked(true);
        QTRY_VERIFY(shown.viewer.document().isFiltered());
        QCOMPARE(shown.viewer.document().rows().count(), 0);
        const QImage picture = shown.picture();
        QVERIFY(pixelsOf(picture, picture.rect(), m_theme.color(ColorRole::MutedText)) > 0);
    }

    void liftsTheFilterForAnErrorThatItLeavesOut()
    {
        Shown shown(m_theme, failedJobLog() + numberedLines(300));
        shown.find(QStringLiteral("line 250"));
        shown.viewer.toolBar().filter()->setChecked(true);
        QTRY_VERIFY(shown.viewer.document().isFiltered());
        shown.viewer.previousError->trigger();
        QCOMPARE(shown.view().currentLine().value, 15);
        QVERIFY(!shown.viewer.document().isFiltered());
        QVERIFY(!shown.viewer.toolBar().filter()->isChecked());
    }

    void wrapsLongLines()
    {
        Shown shown(m_theme, QByteArray(3'000, 'x') + "\nshort\n");
        QVERIFY(shown.view().horizontalScrollBar()->maximum() >= 0);
        const int plain = shown.boxOf({0}).height();
        shown.viewer.wrap->setChecked(true);
        QVERIFY(shown.boxOf({0}).height() > 10 * plain);
        QCOMPARE(shown.view().horizontalScrollBar()->maximum(), 0);
        shown.viewer.wrap->setChecked(false);
        QCOMPARE(shown.boxOf({0}).height(), plain);
        shown.picture();
        QTRY_VERIFY(shown.view().horizontalScrollBar()->maximum() > 1'000);
    }

    void followsTheEnd()
    {
        Shown shown(m_theme, numberedLines(100));
        shown.viewer.setFollowing(true);
        QVERIFY(shown.view().isAtEnd());
        shown.log.append(numberedLines(100));
        shown.viewer.document().extend();
        QTRY_VERIFY(!shown.boxOf({199}).isNull());
        shown.view().setFocus();
        shown.key(Qt::Key_PageUp);
        QVERIFY(!shown.viewer.isFollowing());
        shown.log.append(numberedLines(100));
        shown.viewer.document().extend();
        QTRY_COMPARE(shown.viewer.document().lineCount(), 300);
        QVERIFY(shown.boxOf({299}).isNull());
    }

    void aFileThatGrowsIsFollowedInItsWindow()
    {
        LogOnFile log(numberedLines(100));
        LogWindow window(log.open(), m_theme);
        window.show();
        LogViewer &viewer = window.viewer();
        QTRY_COMPARE(viewer.document().lineCount(), 100);
        viewer.setFollowing(true);
        log.append(numberedLines(100));
        QTRY_COMPARE(viewer.document().lineCount(), 200);
        QTRY_VERIFY(viewer.view().isAtEnd());
        QCOMPARE(viewer.view().visibleRows().back().what.line.value, 199);
    }

    void saysWhyALogWasNotSavedUntilThatIsOver()
    {
        Shown shown(m_theme, failedJobLog());
        const QTemporaryDir folder;
        const auto log = shown.viewer.document().file()->mapping();
        auto *bar = shown.viewer.findChild<InlineBar *>();
        shown.viewer.saveTo(folder.filePath(QStringLiteral("no/such/x.log")), log);
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(!bar->detail().isEmpty());
        QSignalSpy closed(&shown.viewer, &LogViewer::noticeClosed);
        shown.viewer.saveTo(folder.filePath(QStringLiteral("x.log")), log);
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(!bar->isVisible());
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("x.log"))));
        // Or the user has read it.
        shown.viewer.saveTo(folder.filePath(QStringLiteral("no/such/x.log")), log);
        QTRY_VERIFY(bar->isVisible());
        for (auto *button : bar->findChildren<QToolButton *>())
            button->click();
        QCOMPARE(closed.size(), 2);
        QVERIFY(!bar->isVisible());
        shown.viewer.saveTo(folder.filePath(QStringLiteral("no/such/x.log")), log);
        QTRY_VERIFY(bar->isVisible());
    }

    void tellsScreenReadersWhatIsOnScreen()
    {
        Shown shown(m_theme, failedJobLog());
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(&shown.view());
        QVERIFY(accessible);
        QCOMPARE(accessible->text(QAccessible::Name), QStringLiteral("Log"));
        QVERIFY(accessible->textInterface());
        const QString text = accessible->textInterface()->text(0, accessible->textInterface()->characterCount());
        QVERIFY(text.contains(QStringLiteral("Error: Expected depth 64, got 65")));
        QVERIFY(text.contains(QStringLiteral("tests/parser_test.cpp:211: Failure")));
    }

    void survivesBadInput_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("lines");
        QTest::newRow("empty") << QByteArray() << qint64(0);
        QTest::newRow("byte order marks") << QByteArray("\xef\xbb\xbf\xef\xbb\xbf") << qint64(1);
        QTest::newRow("no newline at the end") << QByteArray("a\nb") << qint64(2);
        QTest::newRow("CRLF") << QByteArray("a\r\nb\r\n") << qint64(2);
        QByteArray junk;
        for (int i = 0; i < 70'000; ++i)
            junk += char(i * 31 + i / 7);
        QTest::newRow("binary") << junk << qint64(junk.count('\n') + (junk.endsWith('\n') ? 0 : 1));
        QTest::newRow("one long line") << QByteArray(2'000'000, 'x') << qint64(1);
        QTest::newRow("empty lines") << QByteArray(1'000'000, '\n') << qint64(1'000'000);
        QTest::newRow("groups without end") << QByteArray("##[group]a\n").repeated(1'000) << qint64(1'000);
        QTest::newRow("ends without group") << QByteArray("##[endgroup]\n").repeated(10) << qint64(10);
    }

    void survivesBadInput()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const qint64, lines);
        Shown shown(m_theme, text);
        QCOMPARE(shown.viewer.document().lineCount(), lines);
        shown.picture();
        shown.viewer.wrap->setChecked(true);
        shown.view().scrollToEnd();
        shown.picture();
        shown.view().selectAll();
        shown.key(Qt::Key_Home);
        shown.find(QStringLiteral("x"));
        shown.viewer.toolBar().filter()->setChecked(true);
        QTest::qWait(100);
        shown.picture();
    }

    void keepsWhatIsLeftOfACutFile()
    {
        Shown shown(m_theme, numberedLines(200'000));
        QFile file(shown.log.path());
        QVERIFY(file.resize(100));
        shown.viewer.document().extend();
        shown.view().scrollToEnd();
        shown.picture();
        const auto *bar = shown.viewer.findChild<InlineBar *>();
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(!bar->headline().isEmpty());
    }
};

QTEST_MAIN(TestLogView)
#include "tst_logview.moc"
