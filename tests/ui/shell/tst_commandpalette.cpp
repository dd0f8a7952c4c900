// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/shell/samplewindow.h"

#include "tests/support/await.h"
#include "ui/run/runpane.h"
#include "ui/runs/filterbar.h"
#include "ui/runs/runspane.h"
#include "ui/shell/actions.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/paletteitem.h"
#include "ui/shell/sidebar.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace Runlight;

class TestCommandPalette : public QObject
{
    Q_OBJECT

    static RepositoryRef acme(const QString &name) { return {sampleAccount(), {QStringLiteral("acme"), name}}; }

    struct Window : SampleWindow
    {
        Window()
        {
            load(sampleRuns(clock.now()));
            monitor.watch(acme(QStringLiteral("api")));
            monitor.watch(acme(QStringLiteral("web")));
            window.setPlace({Place::Kind::All, {}});
            shown = show();
            runs.setFocus();
        }

        bool shown = false;
        CommandPalette &palette = *window.findChild<CommandPalette *>();
        QLineEdit &edit = *palette.findChild<QLineEdit *>();
        QListView &list = *palette.findChild<QListView *>();
        RunsPane &runs = *window.findChild<RunsPane *>();
        FilterBar &filter = *window.findChild<FilterBar *>();
        Sidebar &sidebar = *window.findChild<Sidebar *>();

        void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
        {
            QTest::keyClick(QApplication::focusWidget(), key, modifiers);
        }
        //! Opens the palette and types \a text, once all that can be found is there.
        bool look(const QString &text)
        {
            press(Qt::Key_K, Qt::ControlModifier);
            if (!QTest::qWaitFor([this] { return store.pendingCalls() == 0; }))
                return false;
            QTest::keyClicks(QApplication::focusWidget(), text);
            return palette.isVisible();
        }
        QStringList texts() const
        {
            QStringList texts;
            for (int row = 0; row < list.model()->rowCount(); ++row)
                texts += list.model()->index(row, 0).data().toString();
            return texts;
        }
        QString current() const { return list.currentIndex().data().toString(); }
    };

private Q_SLOTS:
    void opensAndClosesByKey()
    {
        Window w;
        QVERIFY(w.shown);
        QVERIFY(!w.palette.isVisible());
        QWidget *before = QApplication::focusWidget();
        w.press(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(w.palette.isVisible());
        QCOMPARE(QApplication::focusWidget(), &w.edit);
        w.press(Qt::Key_Escape);
        QVERIFY(!w.palette.isVisible());
        QCOMPARE(QApplication::focusWidget(), before);
        // From a text field, and with its text forgotten.
        w.press(Qt::Key_Slash);
        QVERIFY(w.look(QStringLiteral("dark")));
        w.press(Qt::Key_Escape);
        QVERIFY(w.filter.isAncestorOf(QApplication::focusWidget()));
        w.press(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(w.edit.text().isEmpty());
    }

    void goesWhenOneLooksElsewhere()
    {
        Window w;
        QVERIFY(w.look({}));
        QTest::mouseClick(w.runs.findChild<QListView *>()->viewport(), Qt::LeftButton, {}, {300, 700});
        w.runs.setFocus(Qt::MouseFocusReason);
        QVERIFY(!w.palette.isVisible());
    }

    void offersEverything()
    {
        Window w;
        QVERIFY(w.look({}));
        QAbstractItemModelTester tester(w.list.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QStringList texts = w.texts();
        for (const QAction *action : w.window.findChild<Actions *>()->findChildren<QAction *>())
            QVERIFY2(!texts.filter(action->iconText()).isEmpty(), qPrintable(action->iconText()));
        for (const char *text : {"Show repository · acme/api", "Show repository · acme/web",
                                 "Show workflow · CI · acme/api", "Show workflow · Lint · acme/api",
                                 "Fix parser overflow on nested groups · CI · acme/api #812", "Lint · acme/api #810"})
            QVERIFY2(texts.contains(QString::fromUtf8(text)), text);
        // What is not watched has no list to show.
        QVERIFY(!texts.contains(QStringLiteral("Show workflow · CI · acme/docs")));
    }

    void offersWorkflowsThatNeverRan()
    {
        Window w;
        Workflow release;
        release.id = WorkflowId{5};
        release.name = QStringLiteral("Release\ntrain");
        release.state = WorkflowState::Active;
        Workflow gone = release;
        gone.id = WorkflowId{6};
        gone.name = QStringLiteral("Old");
        gone.state = WorkflowState::Deleted;
        gone.stateText = QStringLiteral("deleted");
        Repository api;
        api.name = acme(QStringLiteral("api")).repository;
        await<bool>([&](QObject *context, Done<bool> done) {
            w.store.saveRepositories(sampleAccount(), {api}, context, std::move(done));
        });
        await<bool>([&](QObject *context, Done<bool> done) {
            w.store.saveWorkflows(acme(QStringLiteral("api")), {release, gone}, context, std::move(done));
        });
        QVERIFY(w.look(QStringLiteral("train")));
        QCOMPARE(w.texts(), QStringList{QStringLiteral("Show workflow · Release train · acme/api")});
        w.edit.setText(QStringLiteral("old api"));
        QVERIFY(!w.texts().contains(QStringLiteral("Show workflow · Old · acme/api")));
        w.edit.setText(QStringLiteral("train"));
        w.press(Qt::Key_Return);
        QCOMPARE(w.filter.filter().terms().first().values, QStringList{QStringLiteral("Release\ntrain")});
    }

    void saysWhatIsNotPossibleAndWhy()
    {
        Window w;
        QAction *open = w.window.findChild<Actions *>()->openOnGitHub;
        open->setEnabled(false);
        describe(*open, QStringLiteral("Because"));
        QVERIFY(w.look(QStringLiteral("open on")));
        QVERIFY2(w.current().startsWith(QStringLiteral("Open on GitHub · acme/")), qPrintable(w.current()));
        QCOMPARE(w.list.currentIndex().data(PaletteModel::WhyNotRole).toString(), QStringLiteral("Because"));
        QCOMPARE(w.list.currentIndex().data(PaletteModel::KeyRole).toString(), QStringLiteral("O"));
        QCOMPARE(w.edit.accessibleDescription(), w.current() + QStringLiteral(", Because, O"));
        QSignalSpy triggered(open, &QAction::triggered);
        w.press(Qt::Key_Return);
        QCOMPARE(triggered.count(), 0);
        QVERIFY(w.palette.isVisible());
        // What can be done goes before what cannot.
        w.edit.setText(QStringLiteral("open"));
        QVERIFY(w.current().startsWith(QStringLiteral("Open the log")));
    }

    void showsARepository()
    {
        Window w;
        w.filter.setText(QStringLiteral("status:failure"));
        QVERIFY(w.look(QStringLiteral("show web")));
        QCOMPARE(w.current(), QStringLiteral("Show repository · acme/web"));
        w.press(Qt::Key_Return);
        QVERIFY(!w.palette.isVisible());
        QCOMPARE(w.sidebar.place(), Place::of(acme(QStringLiteral("web"))));
        QVERIFY(w.filter.text().isEmpty());
        QVERIFY(w.runs.isAncestorOf(QApplication::focusWidget()));
    }

    void filtersToAWorkflow()
    {
        Window w;
        QVERIFY(w.look(QStringLiteral("preview web show")));
        QCOMPARE(w.current(), QStringLiteral("Show workflow · Deploy preview · acme/web"));
        w.press(Qt::Key_Return);
        QCOMPARE(w.sidebar.place(), Place::of(acme(QStringLiteral("web"))));
        QCOMPARE(w.filter.text(), QStringLiteral("workflow:\"Deploy preview\""));
        QCOMPARE(w.runs.findChild<QListView *>()->model()->rowCount(), 1);
    }

    void selectsARun()
    {
        Window w;
        w.filter.setText(QStringLiteral("status:success"));
        QVERIFY(w.look(QStringLiteral("#812")));
        QCOMPARE(w.current(), QStringLiteral("Fix parser overflow on nested groups · CI · acme/api #812"));
        w.press(Qt::Key_Enter);
        QCOMPARE(w.runs.currentRun()->run.value, 8997);
        QVERIFY(w.filter.text().isEmpty());
        QVERIFY(w.runs.isAncestorOf(QApplication::focusWidget()));
    }

    void triggersAnAction()
    {
        Window w;
        QSignalSpy refreshed(w.window.findChild<Actions *>()->refresh, &QAction::triggered);
        QVERIFY(w.look(QStringLiteral("refresh")));
        w.press(Qt::Key_Return);
        QCOMPARE(refreshed.count(), 1);
        QVERIFY(!w.palette.isVisible());
        QVERIFY(w.runs.isAncestorOf(QApplication::focusWidget()));
        // One that leads to a field leads there.
        QVERIFY(w.look(QStringLiteral("filter runs")));
        w.press(Qt::Key_Return);
        QVERIFY(w.filter.isAncestorOf(QApplication::focusWidget()));
    }

    void movesByKeys()
    {
        Window w;
        QVERIFY(w.look(QStringLiteral("row")));
        const QStringList texts = w.texts();
        QVERIFY(texts.size() > 3);
        QCOMPARE(w.current(), texts[0]);
        w.press(Qt::Key_Down);
        QCOMPARE(w.current(), texts[1]);
        w.press(Qt::Key_Up);
        w.press(Qt::Key_Up);
        QCOMPARE(w.current(), texts.last());
        w.press(Qt::Key_Down);
        QCOMPARE(w.current(), texts[0]);
        w.press(Qt::Key_PageDown);
        QVERIFY(w.current() != texts[0]);
        w.press(Qt::Key_PageUp);
        QCOMPARE(w.current(), texts[0]);
        w.press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), &w.edit);
    }

    void saysThatNothingAnswers()
    {
        Window w;
        QVERIFY(w.look(QStringLiteral("qqqq zzzz")));
        QVERIFY(w.texts().isEmpty());
        QVERIFY(!w.list.isVisible());
        w.press(Qt::Key_Down);
        w.press(Qt::Key_Return);
        QVERIFY(w.palette.isVisible());
    }

    void staysInTheWindow_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("smallest") << QSize(900, 600);
        QTest::newRow("low") << QSize(900, 300);
        QTest::newRow("large") << QSize(1440, 900);
    }
    void staysInTheWindow()
    {
        QFETCH(QSize, size);
        Window w;
        w.window.resize(size);
        QVERIFY(w.look({}));
        const QRect window(QPoint(0, 0), w.window.size());
        QVERIFY(window.contains(w.palette.geometry()));
        const QRect list(w.list.mapTo(&w.palette, QPoint(0, 0)), w.list.size());
        QVERIFY(w.palette.rect().contains(list));
        w.window.resize(size + QSize(200, 0));
        QCOMPARE(w.palette.geometry().center().x(), w.window.rect().center().x());
    }

    //! Whatever there is, so many rows are shown and no more.
    void offersOnlySoMany()
    {
        PaletteModel model;
        PaletteItems items(20'000);
        for (size_t i = 0; i < items.size(); ++i) {
            items[i].kind = PaletteItem::Kind::Workflow;
            items[i].text = QStringLiteral("Show workflow · Build %1 · acme/api").arg(i);
        }
        model.setItems(items);
        QCOMPARE(model.rowCount(), PaletteModel::mostRows);
        model.setTyped(QStringLiteral("19999"));
        QCOMPARE(model.rowCount(), 1);
        model.setTyped(QStringLiteral("build 1999"));
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Show workflow · Build 1999 · acme/api"));
    }
};

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"
