// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/catalogfixture.h"
#include "ui/runs/emptyruns.h"
#include "ui/runs/runspane.h"
#include "ui/runs/runsview.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Runlight;

class TestRunsPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void selectsTheFirstOnceLoaded();
    void keepsTheRunThatLeavesTheList();
    void aNewPlaceSelectsItsFirst();
    void aFilterKeepsTheRun();
    void selectsOnlyWhatIsThere();
    void movesByKeys();
    void enterActivates();
    void theFirstMatchCanBeChosen_data();
    void theFirstMatchCanBeChosen();
    void stepsGoOnWhereTheRunLeft();
    void staysAtTheTop();
    void standsStillWhenScrolled();
    void standsStillUnderThePointer();
    void rowsAboveMayGo();
    void saysWhyItIsEmpty();
    void tellsVisibleRepositories();
    void isAccessible();
    void paintsEveryRow();

private:
    Theme m_theme{Theme::Scheme::Light};
};

namespace {

const Place all{Place::Kind::All, {}};
const QString none;
const QString failure = QStringLiteral("failure");

struct Fixture : CatalogFixture
{
    RunsPane pane;
    RunsView *view = pane.findChild<RunsView *>();
    QSignalSpy current{&pane, &RunsPane::currentRunChanged};

    explicit Fixture(Theme &theme, bool load = true)
        : pane(catalog, clock, theme)
    {
        pane.resize(450, 500);
        pane.setPlace(all);
        pane.show();
        QCursor::setPos(pane.mapToGlobal(QPoint(-50, -50)));
        if (load) {
            QSignalSpy loaded(&catalog, &RunCatalog::loaded);
            catalog.load();
            loaded.wait();
        }
    }

    void tellMany(int first, int last)
    {
        QList<Run> runs;
        for (int id = first; id <= last; ++id)
            runs.append(run({.id = id, .minute = id}));
        tell(runs);
    }
    qint64 currentId() const { return pane.currentRun() ? pane.currentRun()->run.value : 0; }
    qint64 selectedId() const
    {
        const QModelIndexList selected = view->selectionModel()->selectedIndexes();
        return selected.size() == 1 ? selected.first().data(RunKeyRole).value<RunKey>().run.value : 0;
    }
    qint64 idAt(const QPoint &point) const { return view->indexAt(point).data(RunKeyRole).value<RunKey>().run.value; }
    int rowHeight() const { return view->visualRect(view->model()->index(0, 0)).height(); }
};

} // namespace

void TestRunsPane::initTestCase()
{
    m_theme.install();
}

void TestRunsPane::selectsTheFirstOnceLoaded()
{
    Fixture f(m_theme, false);
    f.tellMany(1, 3);
    QCOMPARE(f.currentId(), 0);
    f.catalog.load();
    QTRY_COMPARE(f.currentId(), 3);
    QCOMPARE(f.current.count(), 1);
    QCOMPARE(f.current[0][1].value<RepoName>(), acmeApi());
    f.tellMany(4, 5);
    QCOMPARE(f.currentId(), 3);
    QCOMPARE(f.selectedId(), 3);
}

void TestRunsPane::keepsTheRunThatLeavesTheList()
{
    Fixture f(m_theme);
    f.pane.setPlace({Place::Kind::Running, {}});
    f.tell({.id = 2, .minute = 2, .conclusion = none});
    f.tell({.id = 1, .minute = 1, .conclusion = none});
    QCOMPARE(f.selectedId(), 2);
    f.current.clear();
    f.tell({.id = 2, .minute = 2});
    QCOMPARE(f.view->model()->rowCount(), 1);
    QCOMPARE(f.currentId(), 2);
    QCOMPARE(f.selectedId(), 0);
    // And is selected again when it is back.
    f.tell({.id = 2, .minute = 2, .conclusion = none, .attempt = 2});
    QCOMPARE(f.selectedId(), 2);
    QCOMPARE(f.current.count(), 0);
}

void TestRunsPane::aNewPlaceSelectsItsFirst()
{
    Fixture f(m_theme);
    f.tellMany(1, 5);
    f.tell({.id = 6, .minute = -1, .conclusion = failure, .branch = QStringLiteral("topic")});
    QVERIFY(f.pane.selectRun(f.key(3)));
    f.pane.setPlace({Place::Kind::Failing, {}});
    QCOMPARE(f.currentId(), 6);
    f.pane.setPlace(all);
    QCOMPARE(f.currentId(), 6);
    QCOMPARE(f.selectedId(), 6);
    f.current.clear();
    f.pane.setPlace({Place::Kind::Running, {}});
    QCOMPARE(f.currentId(), 0);
    QCOMPARE(f.current.count(), 1);
}

void TestRunsPane::aFilterKeepsTheRun()
{
    Fixture f(m_theme);
    f.tellMany(1, 5);
    f.tell({.id = 6, .minute = 6, .branch = QStringLiteral("topic")});
    QVERIFY(f.pane.selectRun(f.key(3)));
    f.current.clear();
    f.pane.setFilter(RunFilter::parse(QStringLiteral("branch:main")));
    QCOMPARE(f.selectedId(), 3);
    f.pane.setFilter(RunFilter::parse(QStringLiteral("branch:topic")));
    QCOMPARE(f.selectedId(), 0);
    QCOMPARE(f.currentId(), 3);
    f.pane.setFilter({});
    QCOMPARE(f.selectedId(), 3);
    QCOMPARE(f.current.count(), 0);
}

void TestRunsPane::selectsOnlyWhatIsThere()
{
    Fixture f(m_theme);
    f.tellMany(1, 60);
    QVERIFY(!f.pane.selectRun(f.key(99)));
    QCOMPARE(f.currentId(), 60);
    QVERIFY(f.pane.selectRun(f.key(1)));
    QCOMPARE(f.currentId(), 1);
    QVERIFY(f.view->viewport()->rect().contains(f.view->visualRect(f.view->currentIndex())));
}

void TestRunsPane::movesByKeys()
{
    Fixture f(m_theme);
    f.tellMany(1, 60);
    const auto press = [&f](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(f.view, key, modifiers);
        return f.currentId();
    };
    QCOMPARE(press(Qt::Key_J), 59);
    QCOMPARE(press(Qt::Key_Down), 58);
    QCOMPARE(press(Qt::Key_K), 59);
    QCOMPARE(press(Qt::Key_Up), 60);
    QCOMPARE(press(Qt::Key_Up), 60);
    QCOMPARE(press(Qt::Key_G, Qt::ShiftModifier), 1);
    QCOMPARE(press(Qt::Key_J), 1);
    QVERIFY(f.view->viewport()->rect().contains(f.view->visualRect(f.view->currentIndex())));
    QCOMPARE(press(Qt::Key_G), 60);
    const qint64 page = press(Qt::Key_PageDown);
    QVERIFY(page < 59 && page > 40);
    QCOMPARE(press(Qt::Key_X), page);
    QCOMPARE(press(Qt::Key_End), 1);
    QCOMPARE(press(Qt::Key_Home), 60);
}

void TestRunsPane::enterActivates()
{
    Fixture f(m_theme);
    f.tellMany(1, 3);
    QSignalSpy activated(&f.pane, &RunsPane::activated);
    QTest::keyClick(f.view, Qt::Key_J);
    QTest::keyClick(f.view, Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated[0][0].value<RunKey>(), f.key(2));
    QTest::mouseClick(f.view->viewport(), Qt::LeftButton, {}, QPoint(100, f.rowHeight() * 2 + 5));
    QCOMPARE(f.currentId(), 1);
}

void TestRunsPane::theFirstMatchCanBeChosen_data()
{
    QTest::addColumn<Qt::Key>("key");
    for (const Qt::Key key : {Qt::Key_J, Qt::Key_Down, Qt::Key_K, Qt::Key_G, Qt::Key_Home, Qt::Key_Return})
        QTest::newRow(qPrintable(QKeySequence(key).toString())) << key;
}

//! Where the shown run is not among the matches, there is a first one to go to, and it may be the only one.
void TestRunsPane::theFirstMatchCanBeChosen()
{
    QFETCH(Qt::Key, key);
    Fixture f(m_theme);
    f.tellMany(1, 5);
    f.tell({.id = 6, .minute = 2, .branch = QStringLiteral("topic")});
    QCOMPARE(f.currentId(), 5);
    f.pane.setFilter(RunFilter::parse(QStringLiteral("branch:topic")));
    f.pane.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&f.pane));
    f.pane.setFocus(Qt::ShortcutFocusReason);
    QVERIFY(f.view->hasFocus());
    QSignalSpy activated(&f.pane, &RunsPane::activated);
    QTest::keyClick(f.view, key);
    QCOMPARE(f.currentId(), 6);
    QCOMPARE(f.selectedId(), 6);
    QCOMPARE(activated.count(), key == Qt::Key_Return ? 1 : 0);
}

void TestRunsPane::stepsGoOnWhereTheRunLeft()
{
    Fixture f(m_theme);
    f.pane.setPlace({Place::Kind::Running, {}});
    for (int id = 1; id <= 4; ++id)
        f.tell({.id = id, .minute = id, .conclusion = none});
    QVERIFY(f.pane.selectRun(f.key(3)));
    f.tell({.id = 3, .minute = 3});
    QCOMPARE(f.selectedId(), 0);
    QTest::keyClick(f.view, Qt::Key_J);
    QCOMPARE(f.selectedId(), 2);
}

void TestRunsPane::staysAtTheTop()
{
    Fixture f(m_theme);
    f.tellMany(1, 60);
    f.tellMany(61, 63);
    QCOMPARE(f.view->verticalScrollBar()->value(), 0);
    QCOMPARE(f.idAt({10, 5}), 63);
    QCOMPARE(f.view->newRowCount(), 0);
}

void TestRunsPane::standsStillWhenScrolled()
{
    Fixture f(m_theme);
    f.tellMany(1, 60);
    f.view->verticalScrollBar()->setValue(f.rowHeight() * 10 + 7);
    const qint64 first = f.idAt({10, 5});
    QCOMPARE(first, 50);
    f.tellMany(61, 63);
    QCOMPARE(f.idAt({10, 5}), first);
    QCOMPARE(f.view->newRowCount(), 3);
    auto *button = f.view->findChild<QPushButton *>();
    QVERIFY(button->isVisible());
    QVERIFY(button->text().contains(QLatin1Char('3')));
    // Below the first one in sight nothing counts as new.
    f.tell({.id = 100, .minute = -5});
    QCOMPARE(f.view->newRowCount(), 3);
    QCOMPARE(f.idAt({10, 5}), first);

    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(f.idAt({10, 5}), 63);
    QCOMPARE(f.view->newRowCount(), 0);
    QVERIFY(!button->isVisible());
}

void TestRunsPane::standsStillUnderThePointer()
{
    Fixture f(m_theme);
    f.tellMany(1, 60);
    const QPoint pointer(100, f.rowHeight() * 2 + 5);
    QCursor::setPos(f.view->viewport()->mapToGlobal(pointer));
    QTest::mouseMove(f.view->viewport(), pointer);
    QTRY_VERIFY(f.view->viewport()->underMouse());
    QCOMPARE(f.idAt(pointer), 58);
    f.tellMany(61, 62);
    QCOMPARE(f.idAt(pointer), 58);
    QCOMPARE(f.view->newRowCount(), 2);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(f.view, &leave);
    QCOMPARE(f.idAt({10, 5}), 62);
    QCOMPARE(f.view->newRowCount(), 0);
}

void TestRunsPane::rowsAboveMayGo()
{
    Fixture f(m_theme);
    f.pane.setPlace({Place::Kind::Running, {}});
    QList<Run> runs;
    for (int id = 1; id <= 60; ++id)
        runs.append(CatalogFixture::run({.id = id, .minute = id, .conclusion = none}));
    f.tell(runs);
    f.view->verticalScrollBar()->setValue(f.rowHeight() * 10 + 7);
    QCOMPARE(f.idAt({10, 5}), 50);
    f.tell(QList{CatalogFixture::run({.id = 59, .minute = 59}), CatalogFixture::run({.id = 55, .minute = 55}),
                 CatalogFixture::run({.id = 30, .minute = 30})});
    QCOMPARE(f.idAt({10, 5}), 50);
}

void TestRunsPane::saysWhyItIsEmpty()
{
    Fixture f(m_theme, false);
    auto *empty = f.pane.findChild<EmptyRuns *>();
    auto *clear = empty->findChild<QPushButton *>();
    QVERIFY(empty->isVisible());
    QVERIFY(empty->headline().isEmpty());
    f.catalog.load();
    QTRY_VERIFY(!empty->headline().isEmpty());
    QVERIFY(!clear->isVisible());
    f.pane.setPlace({Place::Kind::Failing, {}});
    const QString nothingFailing = empty->headline();
    f.tellMany(1, 3);
    QCOMPARE(empty->headline(), nothingFailing);
    f.pane.setPlace(all);
    QVERIFY(!empty->isVisible());
    f.pane.setFilter(RunFilter::parse(QStringLiteral("nothing like this")));
    QVERIFY(empty->isVisible());
    QVERIFY(empty->headline() != nothingFailing);
    QSignalSpy wanted(&f.pane, &RunsPane::clearFilterRequested);
    QTest::mouseClick(clear, Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
}

void TestRunsPane::tellsVisibleRepositories()
{
    Fixture f(m_theme);
    QSignalSpy visible(&f.pane, &RunsPane::visibleRepositoriesChanged);
    const RepoName web{QStringLiteral("acme"), QStringLiteral("web")};
    QList<Run> runs;
    for (int id = 1; id <= 60; ++id)
        runs.append(CatalogFixture::run({.id = id, .minute = id, .repository = id > 30 ? acmeApi() : web}));
    f.tell(runs);
    QTRY_COMPARE(visible.count(), 1);
    QCOMPARE(visible[0][0].value<QList<RepositoryRef>>(), (QList<RepositoryRef>{{kim(), acmeApi()}}));
    f.view->scrollToBottom();
    QTRY_COMPARE(visible.count(), 2);
    QCOMPARE(visible[1][0].value<QList<RepositoryRef>>(), (QList<RepositoryRef>{{kim(), web}}));
}

void TestRunsPane::isAccessible()
{
    Fixture f(m_theme);
    f.tellMany(1, 3);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(f.view);
    QVERIFY(list);
    QVERIFY(!list->text(QAccessible::Name).isEmpty());
    QVERIFY(list->tableInterface());
    QCOMPARE(list->tableInterface()->rowCount(), 3);
    QAccessibleInterface *row = list->tableInterface()->cellAt(1, 0);
    QVERIFY(row);
    QVERIFY(row->text(QAccessible::Name).contains(QStringLiteral("802")));
    QCOMPARE(row->rect().height(), f.rowHeight());
}

//! Rows of any text, width and state are painted without a complaint, and a selected row looks otherwise.
void TestRunsPane::paintsEveryRow()
{
    Fixture f(m_theme);
    const QString longText(300, QLatin1Char('w'));
    f.tell(
        QList{CatalogFixture::run({.id = 1, .minute = 1}),
              CatalogFixture::run(
                  {.id = 2, .minute = 2, .conclusion = none, .title = longText, .branch = longText, .actor = longText}),
              CatalogFixture::run({.id = 3,
                                   .minute = 3,
                                   .conclusion = none,
                                   .status = QStringLiteral("waiting"),
                                   .title = QString(),
                                   .branch = QString()})});
    for (const int width : {450, 120, 40})
        f.pane.resize(width, 300), f.pane.grab();
    f.pane.resize(450, 300);
    f.pane.selectRun(f.key(1));
    const QImage first = f.view->viewport()->grab().toImage();
    f.pane.selectRun(f.key(3));
    const QImage second = f.view->viewport()->grab().toImage();
    QVERIFY(first.copy(0, 0, 450, f.rowHeight()) != second.copy(0, 0, 450, f.rowHeight()));
    QCOMPARE(second.pixelColor(1, 5), m_theme.color(ColorRole::Accent));
    QCOMPARE(second.pixelColor(5, 5), m_theme.color(ColorRole::Selection));
    QCOMPARE(first.pixelColor(5, 5), m_theme.color(ColorRole::Window));
}

QTEST_MAIN(TestRunsPane)
#include "tst_runspane.moc"
