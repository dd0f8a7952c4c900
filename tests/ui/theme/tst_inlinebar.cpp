// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/inlinebar.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Runlight;

class TestInlineBar : public QObject
{
    Q_OBJECT

    Theme m_theme{Theme::Scheme::Light};

    static QPushButton *button(const InlineBar &bar, const QString &text)
    {
        for (auto *each : bar.findChildren<QPushButton *>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() { m_theme.install(); }

    void textFromTheNetworkStaysText()
    {
        InlineBar bar(m_theme);
        bar.setText(QStringLiteral("<b>Bad gateway</b>"), QStringLiteral("<img src=x>"));
        for (const auto *label : bar.findChildren<QLabel *>()) {
            if (!label->text().isEmpty())
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QCOMPARE(bar.headline(), QStringLiteral("<b>Bad gateway</b>"));
        QCOMPARE(bar.accessibleName(), bar.headline());
        QCOMPARE(bar.accessibleDescription(), bar.detail());
    }

    void buttonsSpeakUp()
    {
        InlineBar bar(m_theme);
        bar.setActions(QStringLiteral("Retry"), QStringLiteral("Sign in"));
        bar.show();
        QSignalSpy primary(&bar, &InlineBar::primaryTriggered);
        QSignalSpy secondary(&bar, &InlineBar::secondaryTriggered);
        button(bar, QStringLiteral("Retry"))->click();
        QCOMPARE(primary.count(), 1);
        QCOMPARE(secondary.count(), 0);
        button(bar, QStringLiteral("Sign in"))->click();
        QCOMPARE(secondary.count(), 1);
        bar.setActions(QStringLiteral("Retry"));
        QVERIFY(button(bar, QStringLiteral("Retry"))->isVisible());
        QVERIFY(!button(bar, QString())->isVisible());
    }

    void closes()
    {
        InlineBar bar(m_theme);
        bar.show();
        auto *close = bar.findChild<QToolButton *>();
        QVERIFY(!close->isVisible());
        bar.setClosable(true);
        QVERIFY(close->isVisible());
        QSignalSpy closed(&bar, &InlineBar::closed);
        close->click();
        QCOMPARE(closed.count(), 1);
        QVERIFY(!bar.isVisible());
    }

    void isHiddenUntilAskedFor()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *bar = new InlineBar(m_theme);
        layout->addWidget(bar);
        window.show();
        QVERIFY(!bar->isVisible());
    }

    void aNarrowPaneStaysNarrow()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        layout->setContentsMargins(0, 0, 0, 0);
        auto *bar = new InlineBar(m_theme);
        layout->addWidget(bar);
        layout->addStretch();
        bar->setText(QStringLiteral("Die Bereitstellung in der Produktionsumgebung wartet auf Ihre Überprüfung"),
                     QStringLiteral("Außerdem angefragt: plattform-mannschaft"));
        bar->setActions(QStringLiteral("Auf GitHub überprüfen"));
        bar->show();
        window.resize(320, 400);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(window.width(), 320);
        const QList<QLabel *> labels = bar->findChildren<QLabel *>();
        const QPushButton *action = button(*bar, QStringLiteral("Auf GitHub überprüfen"));
        for (const QLabel *label : labels) {
            QVERIFY(!label->geometry().intersects(action->geometry()));
            QVERIFY(label->height() >= label->heightForWidth(label->width()));
        }
    }
};

QTEST_MAIN(TestInlineBar)
#include "tst_inlinebar.moc"
