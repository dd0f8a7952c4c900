// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/actions.h"
#include "ui/shell/shortcutsheet.h"

#include <QAction>
#include <QActionGroup>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Runlight;

class ActionsTest : public QObject
{
    Q_OBJECT

private:
    //! A window with a text field, a list and a detail, as the main window has them.
    struct Fixture
    {
        Fixture()
            : actions(window)
            , layout(&window)
        {
            for (QWidget *widget :
                 {static_cast<QWidget *>(&text), static_cast<QWidget *>(&list), static_cast<QWidget *>(&detail)})
                layout.addWidget(widget);
            actions.addOpenTo(list);
            actions.addBackTo(detail);
            window.show();
            window.activateWindow();
            // Shortcuts work in the active window only.
            active = QTest::qWaitForWindowActive(&window);
        }

        QWidget window;
        Actions actions;
        QVBoxLayout layout;
        QLineEdit text;
        QPushButton list;
        QPushButton detail;
        bool active = false;
    };

private Q_SLOTS:
    void keys_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<QString>("action");
        const auto row = [](const char *name, int key, int modifiers, const QString &action) {
            QTest::newRow(name) << key << modifiers << action;
        };
        row("slash", Qt::Key_Slash, Qt::NoModifier, QStringLiteral("Filter runs"));
        row("ctrl-f", Qt::Key_F, Qt::ControlModifier, QStringLiteral("Filter runs"));
        row("j", Qt::Key_J, Qt::NoModifier, QStringLiteral("Next row"));
        row("k", Qt::Key_K, Qt::NoModifier, QStringLiteral("Previous row"));
        row("g", Qt::Key_G, Qt::NoModifier, QStringLiteral("First row"));
        row("shift-g", Qt::Key_G, Qt::ShiftModifier, QStringLiteral("Last row"));
        row("o", Qt::Key_O, Qt::NoModifier, QStringLiteral("Open on GitHub"));
        row("f5", Qt::Key_F5, Qt::NoModifier, QStringLiteral("Refresh now"));
        row("f1", Qt::Key_F1, Qt::NoModifier, QStringLiteral("Keyboard shortcuts"));
        row("question mark", Qt::Key_Question, Qt::NoModifier, QStringLiteral("Keyboard shortcuts"));
        row("ctrl-1", Qt::Key_1, Qt::ControlModifier, QStringLiteral("Needs you"));
        row("ctrl-5", Qt::Key_5, Qt::ControlModifier, QStringLiteral("All runs"));
    }

    void keys()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        QFETCH(QString, action);
        Fixture fixture;
        QVERIFY(fixture.active);
        fixture.actions.setRunPage(Actions::RunPage::OnGitHub);
        fixture.list.setFocus();
        QStringList triggered;
        for (QAction *each : fixture.actions.findChildren<QAction *>()) {
            connect(each, &QAction::triggered, this, [&triggered, each] { triggered += each->iconText(); });
        }
        QTest::keyClick(&fixture.window, Qt::Key(key), Qt::KeyboardModifiers(modifiers));
        QCOMPARE(triggered, QStringList{action});
    }

    void lettersGoToATextFieldThatHasFocus()
    {
        Fixture fixture;
        fixture.text.setFocus();
        QSignalSpy next(fixture.actions.next, &QAction::triggered);
        QSignalSpy filter(fixture.actions.filter, &QAction::triggered);
        QTest::keyClick(&fixture.text, Qt::Key_J);
        QTest::keyClick(&fixture.text, Qt::Key_Slash);
        QCOMPARE(fixture.text.text(), QStringLiteral("j/"));
        QCOMPARE(next.count() + filter.count(), 0);
        QTest::keyClick(&fixture.text, Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(filter.count(), 1);
    }

    void enterAndEscapeBelongToOneWidgetEach()
    {
        Fixture fixture;
        QSignalSpy open(fixture.actions.open, &QAction::triggered);
        QSignalSpy back(fixture.actions.back, &QAction::triggered);
        fixture.list.setFocus();
        QTest::keyClick(&fixture.list, Qt::Key_Escape);
        QCOMPARE(back.count(), 0);
        QTest::keyClick(&fixture.list, Qt::Key_Return);
        QCOMPARE(open.count(), 1);
        fixture.detail.setFocus();
        QTest::keyClick(&fixture.detail, Qt::Key_Return);
        QCOMPARE(open.count(), 1);
        QTest::keyClick(&fixture.detail, Qt::Key_Escape);
        QCOMPARE(back.count(), 1);
    }

    void openOnGitHubSaysWhyItCannot()
    {
        Fixture fixture;
        QAction *action = fixture.actions.openOnGitHub;
        QVERIFY(!action->isEnabled());
        QCOMPARE(action->toolTip(), QStringLiteral("Select a run to open it on GitHub"));
        fixture.actions.setRunPage(Actions::RunPage::Elsewhere);
        QVERIFY(!action->isEnabled());
        QCOMPARE(action->toolTip(), QStringLiteral("This run has no page on its account's host"));
        fixture.actions.setRunPage(Actions::RunPage::OnGitHub);
        QVERIFY(action->isEnabled());
        QCOMPARE(action->toolTip(), QStringLiteral("Open on GitHub (O)"));
    }

    void themes()
    {
        Fixture fixture;
        const QList<QAction *> themes = fixture.actions.themes()->actions();
        QCOMPARE(themes.size(), 3);
        QVERIFY(themes[0]->isChecked());
        QList<Theme::Scheme> chosen;
        connect(&fixture.actions, &Actions::themeChosen, this, [&chosen](Theme::Scheme scheme) { chosen += scheme; });
        themes[2]->trigger();
        QCOMPARE(chosen, QList{Theme::Scheme::Dark});
        QVERIFY(themes[2]->isChecked());
        QVERIFY(!themes[0]->isChecked());
        fixture.actions.setTheme(Theme::Scheme::Light);
        QCOMPARE(fixture.actions.themes()->checkedAction(), themes[1]);
    }

    void sheetNamesEveryKey()
    {
        Fixture fixture;
        Theme theme(Theme::Scheme::Light);
        ShortcutSheet sheet(fixture.actions.sections(), theme, &fixture.window);
        QVERIFY(!sheet.isModal());
        QStringList texts;
        for (const QLabel *label : sheet.findChildren<QLabel *>())
            texts += label->text();
        for (const QAction *action : fixture.actions.findChildren<QAction *>()) {
            if (action->shortcut().isEmpty())
                continue;
            QVERIFY2(texts.contains(action->iconText()), qPrintable(action->iconText()));
        }
        QVERIFY(texts.contains(QStringLiteral("/ or Ctrl+F")));
    }
};

QTEST_MAIN(ActionsTest)
#include "tst_actions.moc"
