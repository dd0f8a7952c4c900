// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/catalogfixture.h"
#include "ui/runs/filterbar.h"
#include "ui/runs/tokenedit.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Runlight;

class TestFilterBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tellsEachNewFilter();
    void saysWhatCannotBeMeant();
    void completes();
    void offersNothingUnasked();
    void offersKeysToWhoAsks();
    void enterAccepts();
    void popupHasWholeRows_data();
    void popupHasWholeRows();
    void marksTerms();
    void clears();

private:
    Theme m_theme{Theme::Scheme::Light};
};

namespace {

struct Fixture : CatalogFixture
{
    FilterBar bar;
    TokenEdit *edit = bar.findChild<TokenEdit *>();
    QSignalSpy changed{&bar, &FilterBar::filterChanged};

    explicit Fixture(const Theme &theme)
        : bar(catalog, theme)
    {
        tell({.id = 1, .minute = 1, .branch = QStringLiteral("release/2.4")});
        tell({.id = 2, .minute = 2, .branch = QStringLiteral("main")});
        bar.resize(560, 30);
        bar.show();
        bar.setFocus();
    }
    QAbstractItemView *popup() const { return bar.findChild<QCompleter *>()->popup(); }
};

} // namespace

void TestFilterBar::initTestCase()
{
    m_theme.install();
}

void TestFilterBar::tellsEachNewFilter()
{
    Fixture f(m_theme);
    QTest::keyClicks(f.edit, QStringLiteral("ci"));
    QCOMPARE(f.changed.count(), 2);
    QCOMPARE(f.changed[1][0].value<RunFilter>(), RunFilter::parse(QStringLiteral("ci")));
    // Neither a space nor a key without a value is another filter.
    QTest::keyClicks(f.edit, QStringLiteral(" "));
    f.edit->setText(QStringLiteral("ci branch:"));
    QCOMPARE(f.changed.count(), 2);
    f.bar.setText(QStringLiteral("branch:main"));
    QCOMPARE(f.changed.count(), 3);
    QCOMPARE(f.bar.filter(), RunFilter::parse(QStringLiteral("branch:main")));
    QCOMPARE(f.bar.text(), QStringLiteral("branch:main"));
}

void TestFilterBar::saysWhatCannotBeMeant()
{
    Fixture f(m_theme);
    f.bar.setText(QStringLiteral("status:<b>foo</b>"));
    QVERIFY(f.edit->accessibleDescription().contains(QStringLiteral("<b>foo</b>")));
    QVERIFY(f.bar.toolTip().contains(QStringLiteral("&lt;b&gt;foo")));
    const auto labels = f.bar.findChildren<QLabel *>();
    const bool told = std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains(QStringLiteral("foo"))
            && label->textFormat() == Qt::PlainText;
    });
    QVERIFY(told);
    f.bar.setText(QStringLiteral("status:failure"));
    QVERIFY(f.bar.toolTip().isEmpty());
    QVERIFY(f.edit->accessibleDescription().isEmpty());
}

void TestFilterBar::completes()
{
    Fixture f(m_theme);
    QTest::keyClicks(f.edit, QStringLiteral("bra"));
    QVERIFY(f.popup()->isVisible());
    QCOMPARE(f.popup()->model()->rowCount(), 1);
    QTest::keyClick(f.popup(), Qt::Key_Down);
    QTest::keyClick(f.popup(), Qt::Key_Return);
    QCOMPARE(f.bar.text(), QStringLiteral("branch:"));
    // The values follow at once, those of newer runs first.
    QTRY_VERIFY(f.popup()->isVisible());
    QCOMPARE(f.popup()->model()->rowCount(), 2);
    QCOMPARE(f.popup()->model()->index(0, 0).data().toString(), QStringLiteral("main"));
    QTest::keyClick(f.popup(), Qt::Key_Down);
    QTest::keyClick(f.popup(), Qt::Key_Down);
    QTest::keyClick(f.popup(), Qt::Key_Return);
    QCOMPARE(f.bar.text(), QStringLiteral("branch:release/2.4"));
    QCOMPARE(f.edit->cursorPosition(), int(f.bar.text().size()));
}

void TestFilterBar::offersNothingUnasked()
{
    Fixture f(m_theme);
    QTest::keyClicks(f.edit, QStringLiteral("zzz"));
    QVERIFY(!f.popup()->isVisible());
    f.bar.setText(QStringLiteral("bra"));
    QVERIFY(!f.popup()->isVisible());
    QTest::keyClick(f.edit, Qt::Key_Down);
    QVERIFY(f.popup()->isVisible());
}

void TestFilterBar::offersKeysToWhoAsks()
{
    Fixture f(m_theme);
    QTest::keyClick(f.edit, Qt::Key_Down);
    QVERIFY(f.popup()->isVisible());
    QCOMPARE(f.popup()->model()->rowCount(), int(RunFilter::keys().size()));
    f.popup()->hide();
    // Between two terms too.
    f.bar.setText(QStringLiteral("ci "));
    QTest::keyClick(f.edit, Qt::Key_Down);
    QVERIFY(f.popup()->isVisible());
    const QString key = f.popup()->model()->index(0, 0).data().toString();
    QTest::keyClick(f.popup(), Qt::Key_Down);
    QTest::keyClick(f.popup(), Qt::Key_Return);
    QCOMPARE(f.bar.text(), QStringLiteral("ci ") + key);
}

void TestFilterBar::enterAccepts()
{
    Fixture f(m_theme);
    QSignalSpy accepted(&f.bar, &FilterBar::accepted);
    QTest::keyClicks(f.edit, QStringLiteral("zzz"));
    QTest::keyClick(f.edit, Qt::Key_Return);
    QCOMPARE(accepted.count(), 1);
    // Nothing that is offered is taken unasked.
    f.bar.clear();
    QTest::keyClicks(f.edit, QStringLiteral("bra"));
    QVERIFY(f.popup()->isVisible());
    QTest::keyClick(f.popup(), Qt::Key_Return);
    QCOMPARE(accepted.count(), 2);
    QVERIFY(!f.popup()->isVisible());
    QCOMPARE(f.bar.text(), QStringLiteral("bra"));
    // What is asked for is taken, and the filter goes on.
    QTest::keyClick(f.edit, Qt::Key_Down);
    QTest::keyClick(f.popup(), Qt::Key_Down);
    QTest::keyClick(f.popup(), Qt::Key_Return);
    QCOMPARE(f.bar.text(), QStringLiteral("branch:"));
    QCOMPARE(accepted.count(), 2);
}

void TestFilterBar::popupHasWholeRows_data()
{
    QTest::addColumn<int>("branches");
    QTest::newRow("few") << 2;
    QTest::newRow("more than are shown") << 30;
}

void TestFilterBar::popupHasWholeRows()
{
    QFETCH(int, branches);
    Fixture f(m_theme);
    for (int id = 3; id <= branches; ++id)
        f.tell({.id = id, .minute = id, .branch = QStringLiteral("a\nb%1").arg(id)});
    f.bar.setText({});
    QTest::keyClicks(f.edit, QStringLiteral("branch:"));
    QAbstractItemView *popup = f.popup();
    QVERIFY(popup->isVisible());
    const int shown = qMin(10, popup->model()->rowCount());
    const QRect first = popup->visualRect(popup->model()->index(0, 0));
    const QRect last = popup->visualRect(popup->model()->index(shown - 1, 0));
    QCOMPARE(first.top(), 0);
    QCOMPARE(last.bottom(), popup->viewport()->rect().bottom());
    QVERIFY2(first.height() >= popup->fontMetrics().height() + 8,
             qPrintable(QStringLiteral("%1 %2").arg(first.height()).arg(popup->fontMetrics().height())));
    QCOMPARE(first.height(), last.height()); // one line, whatever the name
    QVERIFY(popup->viewport()->x() > 4 && popup->viewport()->y() > 4);
    const int gap = popup->y() - f.bar.mapToGlobal(QPoint(0, f.bar.height())).y();
    QCOMPARE(gap, int(Theme::grid));
}

void TestFilterBar::marksTerms()
{
    Fixture f(m_theme);
    const auto hasGround = [&f, this] {
        const QImage image = f.edit->grab().toImage();
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, image.height() / 2 - 8) == m_theme.color(ColorRole::Selection))
                return true;
        }
        return false;
    };
    f.bar.setText(QStringLiteral("plain text"));
    QVERIFY(!hasGround());
    f.bar.setText(QStringLiteral("branch:main"));
    QVERIFY(hasGround());
    f.bar.setText(QStringLiteral("branhc:main"));
    QVERIFY(!hasGround());
}

void TestFilterBar::clears()
{
    Fixture f(m_theme);
    auto *clear = f.bar.findChild<QToolButton *>();
    QVERIFY(!clear->isVisible());
    f.bar.setText(QStringLiteral("x"));
    QVERIFY(clear->isVisible());
    QVERIFY(!clear->accessibleName().isEmpty());
    QTest::mouseClick(clear, Qt::LeftButton);
    QCOMPARE(f.bar.text(), QString());
    QVERIFY(f.changed.last()[0].value<RunFilter>().isEmpty());
}

QTEST_MAIN(TestFilterBar)
#include "tst_filterbar.moc"
