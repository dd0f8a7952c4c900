// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dispatch/pickbox.h"
#include "ui/theme/theme.h"

#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

const QList<Pick> fruit{{u"1"_s, u"apple"_s, u"red"_s}, {u"2"_s, u"pear"_s, {}}, {u"3"_s, u"pineapple"_s, {}}};

//! A box among others, in a window that has the focus.
struct Stand
{
    Stand()
        : box(new PickBox(theme))
        , other(new QLineEdit)
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(box);
        layout->addWidget(other);
        QObject::connect(box, &PickBox::searched, box, [this](const QString &text) {
            if (isAnswering)
                box->offer(matchingPicks(fruit, text));
        });
        box->setCurrent(fruit[1]);
        window.show();
        window.activateWindow();
        shown = QTest::qWaitForWindowActive(&window);
        box->setFocus();
    }

    QListView *list() const { return box->findChild<QListView *>(); }
    QString offered(int row) const { return list()->model()->index(row, 0).data().toString(); }

    Theme theme{Theme::Scheme::Light};
    QWidget window;
    PickBox *box;
    QLineEdit *other;
    bool isAnswering = true;
    bool shown = false;
};

} // namespace

class TestPickBox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatBeginsWithTheTextComesFirst()
    {
        QCOMPARE(matchingPicks(fruit, {}), fruit);
        QCOMPARE(matchingPicks(fruit, u" APPLE "_s), (QList<Pick>{fruit[0], fruit[2]}));
        QCOMPARE(matchingPicks(fruit, u"red"_s), QList<Pick>{fruit[0]});
        QVERIFY(matchingPicks(fruit, u"plum"_s).isEmpty());
    }

    void typedArrowsAndEnterPick()
    {
        Stand stand;
        QVERIFY(stand.shown);
        QSignalSpy picked(stand.box, &PickBox::picked);
        QTest::keyClicks(stand.box, u"app"_s);
        QVERIFY(stand.box->isOpen());
        QCOMPARE(stand.list()->model()->rowCount(), 2);
        QCOMPARE(stand.offered(0), u"apple"_s);
        QTest::keyClick(stand.box, Qt::Key_Down);
        QTest::keyClick(stand.box, Qt::Key_Return);
        QVERIFY(!stand.box->isOpen());
        QCOMPARE(picked.size(), 1);
        QCOMPARE(stand.box->current(), fruit[2]);
        QCOMPARE(stand.box->text(), u"pineapple"_s);
    }

    void aKeyOpensTheListAtWhatIsPicked()
    {
        Stand stand;
        QVERIFY(stand.shown);
        QTest::keyClick(stand.box, Qt::Key_Down);
        QVERIFY(stand.box->isOpen());
        QCOMPARE(stand.list()->currentIndex().row(), 1);
        QTest::keyClick(stand.box, Qt::Key_Up);
        QTest::keyClick(stand.box, Qt::Key_Enter);
        QCOMPARE(stand.box->current(), fruit[0]);
    }

    void escapeGivesUp()
    {
        Stand stand;
        QVERIFY(stand.shown);
        QSignalSpy picked(stand.box, &PickBox::picked);
        QTest::keyClicks(stand.box, u"apple"_s);
        QTest::keyClick(stand.box, Qt::Key_Escape);
        QVERIFY(!stand.box->isOpen());
        QCOMPARE(stand.box->text(), u"pear"_s);
        QVERIFY(picked.isEmpty());
        // A closed list leaves the key to whoever closes more.
        QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QCoreApplication::sendEvent(stand.box, &escape);
        QVERIFY(!escape.isAccepted());
    }

    void tabTakesWhatIsMarked()
    {
        Stand stand;
        QVERIFY(stand.shown);
        QTest::keyClicks(stand.box, u"pine"_s);
        QTest::keyClick(stand.box, Qt::Key_Tab);
        QCOMPARE(stand.box->current(), fruit[2]);
        // Opened by mistake, nothing looked for: nothing changes.
        stand.box->setFocus();
        QTest::keyClick(stand.box, Qt::Key_Down);
        QTest::keyClick(stand.box, Qt::Key_Up);
        QTest::keyClick(stand.box, Qt::Key_Tab);
        QCOMPARE(stand.box->current(), fruit[2]);
    }

    void whatIsNotFoundIsNotPicked()
    {
        Stand stand;
        QVERIFY(stand.shown);
        QSignalSpy picked(stand.box, &PickBox::picked);
        QTest::keyClicks(stand.box, u"plum"_s);
        QTest::keyClick(stand.box, Qt::Key_Return);
        QVERIFY(stand.box->isOpen());
        stand.other->setFocus();
        QVERIFY(!stand.box->isOpen());
        QCOMPARE(stand.box->text(), u"pear"_s);
        QVERIFY(picked.isEmpty());
    }

    void enterWaitsForWhatIsStillLookedFor()
    {
        Stand stand;
        QVERIFY(stand.shown);
        stand.isAnswering = false;
        QSignalSpy picked(stand.box, &PickBox::picked);
        QTest::keyClicks(stand.box, u"far"_s);
        stand.box->offer({}, u"Looking…"_s, false);
        QTest::keyClick(stand.box, Qt::Key_Return);
        QVERIFY(picked.isEmpty());
        const Pick far{u"9"_s, u"faraway"_s, {}};
        stand.box->offer({far}, {}, true);
        QCOMPARE(picked.size(), 1);
        QCOMPARE(stand.box->current(), far);
    }

    void whatIsMarkedStaysWhileMoreComes()
    {
        Stand stand;
        QVERIFY(stand.shown);
        QTest::keyClick(stand.box, Qt::Key_Down);
        QTest::keyClick(stand.box, Qt::Key_Down);
        QCOMPARE(stand.list()->currentIndex().row(), 2);
        stand.box->offer(fruit + QList<Pick>{{u"4"_s, u"plum"_s, {}}}, {}, true);
        QCOMPARE(stand.list()->currentIndex().row(), 2);
    }

    void textsArePlain()
    {
        Stand stand;
        QVERIFY(stand.shown);
        const Pick hostile{u"refs/heads/x"_s, u"<b>x</b>\u202e\nsecond"_s, u"<img src=x>"_s};
        stand.box->setCurrent(hostile);
        QCOMPARE(stand.box->text(), u"<b>x</b> second"_s);
        QVERIFY(!stand.box->toolTip().contains(u"<b>x"_s));
        QCOMPARE(stand.box->current().id, hostile.id);
    }
};

QTEST_MAIN(TestPickBox)
#include "tst_pickbox.moc"
