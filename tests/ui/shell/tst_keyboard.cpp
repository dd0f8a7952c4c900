// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/shell/samplewindow.h"

#include "tests/support/focusmark.h"
#include "ui/run/runheader.h"
#include "ui/run/runpane.h"
#include "ui/runs/filterbar.h"
#include "ui/runs/runspane.h"
#include "ui/shell/actions.h"
#include "ui/shell/sidebar.h"

#include <QAction>
#include <QCompleter>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTest>

using namespace Runlight;

//! The window worked by keys alone.
class TestKeyboard : public QObject
{
    Q_OBJECT

    struct Window : SampleWindow
    {
        Window()
        {
            load(sampleRuns(clock.now()));
            window.setPlace({Place::Kind::All, {}});
            // Not the run that the tests look for.
            shown = show() && window.selectRun(QStringLiteral("8999"))
                && QTest::qWaitFor([this] { return window.isSettled(); });
        }

        bool shown = false;
        RunsPane &runs = *window.findChild<RunsPane *>();
        RunPane &run = *window.findChild<RunPane *>();
        FilterBar &filter = *window.findChild<FilterBar *>();

        qint64 selectedId() const
        {
            const auto selected = runs.findChild<QAbstractItemView *>()->selectionModel()->selectedIndexes();
            return selected.isEmpty() ? 0 : selected.first().data(RunKeyRole).value<RunKey>().run.value;
        }
        static bool hasFocusIn(const QWidget &widget)
        {
            const QWidget *focused = QApplication::focusWidget();
            return focused && (focused == &widget || widget.isAncestorOf(focused));
        }
        static void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
        void typeFilter(const QString &text)
        {
            press(Qt::Key_Slash);
            QTest::keyClicks(QApplication::focusWidget(), text);
        }
    };

    static constexpr qint64 failedId = 8997; //!< acme/api #812, the only run of its title.

private Q_SLOTS:
    void theOnlyMatchIsChosen_data()
    {
        QTest::addColumn<Qt::Key>("key");
        for (const Qt::Key key : {Qt::Key_J, Qt::Key_Down, Qt::Key_G, Qt::Key_Home, Qt::Key_Return})
            QTest::newRow(qPrintable(QKeySequence(key).toString())) << key;
    }
    void theOnlyMatchIsChosen()
    {
        QFETCH(Qt::Key, key);
        Window w;
        QVERIFY(w.shown);
        w.typeFilter(QStringLiteral("overflow"));
        QCOMPARE(w.selectedId(), 0);
        Window::press(Qt::Key_Escape);
        QVERIFY(Window::hasFocusIn(w.runs));
        Window::press(key);
        QCOMPARE(w.selectedId(), failedId);
        QCOMPARE(w.runs.currentRun()->run.value, failedId);
        QVERIFY(Window::hasFocusIn(key == Qt::Key_Return ? static_cast<QWidget &>(w.run) : w.runs));
    }

    void escapeClosesWhatIsOfferedFirst()
    {
        Window w;
        QVERIFY(w.shown);
        w.typeFilter(QStringLiteral("bra"));
        QAbstractItemView *popup = w.filter.findChild<QCompleter *>()->popup();
        QVERIFY(popup->isVisible());
        QTest::keyClick(popup, Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
        QVERIFY(Window::hasFocusIn(w.filter));
        Window::press(Qt::Key_Escape);
        QVERIFY(Window::hasFocusIn(w.runs));
    }

    void tabGoesFromTheListToTheHeader()
    {
        Window w;
        QVERIFY(w.shown);
        QVERIFY(Window::hasFocusIn(w.runs));
        // Over the header there may be a bar that tells what went wrong.
        for (int step = 0; step < 2 && !Window::hasFocusIn(*w.run.findChild<RunHeader *>()); ++step)
            Window::press(Qt::Key_Tab);
        QVERIFY(Window::hasFocusIn(*w.run.findChild<RunHeader *>()));
        for (int step = 0; step < 5 && !qobject_cast<QTabBar *>(QApplication::focusWidget()); ++step)
            Window::press(Qt::Key_Tab);
        QVERIFY(Window::hasFocusIn(*w.run.findChild<QTabBar *>()));
        // Turning to the run turns to what it shows all the same.
        Window::press(Qt::Key_Escape);
        QVERIFY(Window::hasFocusIn(w.runs));
        Window::press(Qt::Key_Return);
        QVERIFY(Window::hasFocusIn(w.run));
        QVERIFY(!Window::hasFocusIn(*w.run.findChild<RunHeader *>()));
    }

    void focusIsSeenEverywhere_data()
    {
        QTest::addColumn<Theme::Scheme>("scheme");
        QTest::newRow("light") << Theme::Scheme::Light;
        QTest::newRow("dark") << Theme::Scheme::Dark;
    }
    void focusIsSeenEverywhere()
    {
        QFETCH(Theme::Scheme, scheme);
        Window w;
        QVERIFY(w.shown);
        w.theme.setScheme(scheme);
        w.theme.install();
        Window::press(Qt::Key_Slash);
        QCOMPARE(stopsWithoutFocusMark(w.window, w.theme.color(ColorRole::Accent)), QString());
        // A list in which the shown run is not has the focus itself.
        Window::press(Qt::Key_Escape);
        w.typeFilter(QStringLiteral("overflow"));
        Window::press(Qt::Key_Escape);
        QCOMPARE(w.selectedId(), 0);
        QCOMPARE(stopsWithoutFocusMark(w.window, w.theme.color(ColorRole::Accent), 1), QString());
    }

    void dialogsButtonsAreWordsOnly()
    {
        Window w;
        QVERIFY(w.shown);
        w.theme.install();
        auto &actions = *w.window.findChild<Actions *>();
        actions.shortcuts->trigger();
        actions.about->trigger();
        int buttons = 0;
        for (QDialog *dialog : w.window.findChildren<QDialog *>()) {
            QVERIFY(dialog->isVisible());
            for (const QPushButton *button : dialog->findChildren<QPushButton *>()) {
                QVERIFY2(button->icon().isNull(), qPrintable(button->text()));
                ++buttons;
            }
        }
        QCOMPARE(buttons, 2);
    }

    void enterInTheFilterGoesToTheList()
    {
        Window w;
        QVERIFY(w.shown);
        w.typeFilter(QStringLiteral("overflow"));
        Window::press(Qt::Key_Return);
        QVERIFY(Window::hasFocusIn(w.runs));
        QCOMPARE(w.selectedId(), failedId);
        // A run that is in the list stays the chosen one.
        w.typeFilter({});
        w.filter.setText(QStringLiteral("repo:acme/api"));
        Window::press(Qt::Key_Return);
        QCOMPARE(w.selectedId(), failedId);
        // There is nowhere to go where nothing matches.
        w.typeFilter(QStringLiteral(" nothing like this"));
        Window::press(Qt::Key_Return);
        QVERIFY(Window::hasFocusIn(w.filter));
        // But for the button that clears the filter, and from there back to the list.
        Window::press(Qt::Key_Escape);
        QVERIFY(qobject_cast<QPushButton *>(QApplication::focusWidget()));
        Window::press(Qt::Key_Space);
        QVERIFY(w.filter.text().isEmpty());
        QVERIFY(Window::hasFocusIn(w.runs));
        QCOMPARE(w.selectedId(), failedId);
    }
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
