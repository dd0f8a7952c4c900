// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/catalogfixture.h"
#include "ui/runs/runrowtexts.h"
#include "ui/runs/runspane.h"
#include "ui/runs/runsview.h"
#include "ui/theme/inlinebar.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>

using namespace Runlight;

//! Several runs at once, and what is noted of what was asked for.
class TestSelectedRuns : public QObject
{
    Q_OBJECT

    struct Fixture : CatalogFixture
    {
        RunsPane pane;
        RunsView *view = pane.findChild<RunsView *>();

        explicit Fixture(Theme &theme, int runs = 10)
            : pane(catalog, clock, theme)
        {
            pane.resize(450, 500);
            pane.setPlace({Place::Kind::All, {}});
            pane.show();
            QSignalSpy loaded(&catalog, &RunCatalog::loaded);
            catalog.load();
            loaded.wait();
            QList<Run> told;
            for (int id = 1; id <= runs; ++id)
                told.append(run({.id = id, .minute = id}));
            tell(told);
            pane.enterList();
        }

        QList<qint64> selected() const
        {
            QList<qint64> ids;
            for (const RunKey &run : pane.selectedRuns())
                ids.append(run.run.value);
            return ids;
        }
        void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(view, key, modifiers); }
        void click(int row, Qt::KeyboardModifiers modifiers = {})
        {
            QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers,
                              view->visualRect(view->model()->index(row, 0)).center());
        }
        QString note(int row) const { return view->model()->index(row, 0).data(NoteRole).toString(); }
    };

    Theme m_theme{Theme::Scheme::Light};

private Q_SLOTS:
    void growsByKeys()
    {
        Fixture f(m_theme);
        QSignalSpy changed(&f.pane, &RunsPane::selectedRunsChanged);
        QCOMPARE(f.selected(), QList<qint64>{10});
        f.press(Qt::Key_Down, Qt::ShiftModifier);
        f.press(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(f.selected(), (QList<qint64>{10, 9, 8}));
        QCOMPARE(f.pane.currentRun()->run.value, 8);
        f.press(Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(f.selected(), (QList<qint64>{10, 9}));
        QVERIFY(changed.count() >= 3);
        f.press(Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(f.selected().size(), 10);
        // A step without Shift, and Shift+G, choose one again.
        f.press(Qt::Key_K);
        QCOMPARE(f.selected(), QList<qint64>{2});
        f.press(Qt::Key_G, Qt::ShiftModifier);
        QCOMPARE(f.selected(), QList<qint64>{1});
    }

    void growsByMouse()
    {
        Fixture f(m_theme);
        f.click(1);
        f.click(3, Qt::ControlModifier);
        QCOMPARE(f.selected(), (QList<qint64>{9, 7}));
        f.click(3, Qt::ControlModifier);
        QCOMPARE(f.selected(), QList<qint64>{9});
        QCOMPARE(f.pane.currentRun()->run.value, 9);
        f.click(1);
        f.click(4, Qt::ShiftModifier);
        QCOMPARE(f.selected(), (QList<qint64>{9, 8, 7, 6}));
        f.click(2);
        QCOMPARE(f.selected(), QList<qint64>{8});
    }

    void staysAsRunsComeAndGo()
    {
        Fixture f(m_theme);
        f.press(Qt::Key_Down, Qt::ShiftModifier);
        f.tell({.id = 11, .minute = 11});
        QCOMPARE(f.selected(), (QList<qint64>{10, 9}));
        f.catalog.remove({f.key(10)});
        QCOMPARE(f.selected(), QList<qint64>{9});
    }

    void allIsOnlySoMany()
    {
        Fixture f(m_theme, RunsView::mostSelected + 50);
        f.press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(f.selected().size(), RunsView::mostSelected);
        f.press(Qt::Key_Home);
        f.press(Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(f.selected().size(), RunsView::mostSelected);
    }

    void theShownRunIsMeantWhereItsRowHasGone()
    {
        Fixture f(m_theme);
        f.pane.setFilter(RunFilter::parse(QStringLiteral("status:failure")));
        QCOMPARE(f.selected(), QList<qint64>{10});
    }

    void notesWhatWasAskedFor()
    {
        Fixture f(m_theme);
        QSignalSpy changed(f.view->model(), &QAbstractItemModel::dataChanged);
        f.pane.setNote(f.key(9), QStringLiteral("cancel\nrequested"));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(f.note(1), QStringLiteral("cancel requested"));
        QCOMPARE(f.view->model()->index(1, 0).data(NoteKindRole).toInt(), int(RunNote::Requested));
        QVERIFY(f.view->model()
                    ->index(1, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .endsWith(QStringLiteral("cancel requested.")));
        f.pane.grab();
        f.pane.setNote(f.key(9), QStringLiteral("cancel\nrequested"));
        f.pane.setNote(f.key(99), QStringLiteral("a run that is not there"));
        f.pane.setNote(f.key(9), {});
        QVERIFY(f.note(1).isEmpty());
    }

    void offersRowActions()
    {
        Fixture f(m_theme);
        QAction cancel;
        QAction remove;
        f.pane.setRowActions({&cancel, nullptr, &remove});
        const QList<QAction *> actions = f.view->actions();
        QCOMPARE(actions.size(), 3);
        QCOMPARE(actions[0], &cancel);
        QVERIFY(actions[1]->isSeparator());
        QCOMPARE(f.view->contextMenuPolicy(), Qt::ActionsContextMenu);
    }

    void theBarTakesNoRoomUntilItSpeaks()
    {
        Fixture f(m_theme);
        const int top = f.view->mapTo(&f.pane, QPoint()).y();
        f.pane.noticeBar().tell(InlineBar::Notice{InlineBar::Kind::Info, QStringLiteral("1 of 2"), {}, {}, {}, true});
        QTRY_VERIFY(f.view->mapTo(&f.pane, QPoint()).y() > top);
        f.pane.noticeBar().tell({});
        QTRY_COMPARE(f.view->mapTo(&f.pane, QPoint()).y(), top);
    }
};

QTEST_MAIN(TestSelectedRuns)
#include "tst_selectedruns.moc"
