// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/run/samplerun.h"
#include "ui/run/runheader.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Runlight;

class TestRunHeader : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        explicit Fixture(const Theme &theme, int width = 756)
            : header(theme)
        {
            header.setActions({&rerunFailed, &cancel, {&rerunFailed, nullptr, &rerunAll}, {&remove}});
            header.resize(width, 120);
            header.show();
        }
        void show(const RunDetails &details)
        {
            header.setRun(details.run, details.attempts, details.run.attempt, sampleTime(310));
            QCoreApplication::processEvents();
        }
        QAbstractButton *button(const QString &text) const
        {
            for (auto *each : header.findChildren<QAbstractButton *>()) {
                if (each->text() == text || (each->text().isEmpty() && each->accessibleName() == text))
                    return each;
            }
            return nullptr;
        }

        QAction rerunFailed{QStringLiteral("Re-run failed jobs")};
        QAction rerunAll{QStringLiteral("Re-run all jobs")};
        QAction cancel{QStringLiteral("Cancel the run")};
        QAction remove{QStringLiteral("Delete the run")};
        RunHeader header;
    };

    Theme m_theme{Theme::Scheme::Light};

private Q_SLOTS:
    void initTestCase() { m_theme.install(); }

    void offersWhatTheRunNeeds()
    {
        Fixture f(m_theme);
        f.show(failedRun());
        QVERIFY(f.button(QStringLiteral("Re-run failed"))->isVisible());
        QVERIFY(f.button(QStringLiteral("Re-run failed"))->property("accent").toBool());
        QVERIFY(!f.button(QStringLiteral("Cancel"))->isVisible());
        f.show(runningRun());
        QVERIFY(!f.button(QStringLiteral("Re-run failed"))->isVisible());
        QVERIFY(f.button(QStringLiteral("Cancel"))->isVisible());
    }

    void buttonsFollowTheirActions()
    {
        Fixture f(m_theme);
        f.show(failedRun());
        QAbstractButton *button = f.button(QStringLiteral("Re-run failed"));
        QSignalSpy triggered(&f.rerunFailed, &QAction::triggered);
        button->click();
        QCOMPARE(triggered.count(), 1);
        f.rerunFailed.setData(4);
        QCOMPARE(button->text(), QStringLiteral("Re-run failed (4)"));
        f.rerunFailed.setData(1);
        QCOMPARE(button->text(), QStringLiteral("Re-run failed"));
        f.rerunFailed.setEnabled(false);
        f.rerunFailed.setToolTip(QStringLiteral("The run still goes on."));
        f.rerunFailed.setStatusTip(QStringLiteral("The run still goes on."));
        QVERIFY(!button->isEnabled());
        QCOMPARE(button->toolTip(), QStringLiteral("The run still goes on."));
        QCOMPARE(button->accessibleName(), QStringLiteral("Re-run failed jobs"));
        QCOMPARE(button->accessibleDescription(), QStringLiteral("The run still goes on."));
    }

    void menusSayWhyNot()
    {
        Fixture f(m_theme);
        const auto menuOf = [&f](const char *name) {
            return qobject_cast<QToolButton *>(f.button(QString::fromLatin1(name)))->menu();
        };
        const QMenu *rerun = menuOf("Re-run");
        QCOMPARE(rerun->actions().size(), 3);
        QVERIFY(rerun->actions()[1]->isSeparator());
        QVERIFY(rerun->toolTipsVisible());
        QVERIFY(menuOf("More")->actions().contains(&f.remove));
    }

    void tellsWhatWasRequested()
    {
        Fixture f(m_theme);
        f.show(failedRun());
        const auto shown = [&f](const QString &text) {
            for (const QLabel *label : f.header.findChildren<QLabel *>()) {
                if (label->isVisible() && label->text().contains(text))
                    return true;
            }
            return false;
        };
        f.header.setRequested(QStringLiteral("re-run requested"));
        QVERIFY(shown(QStringLiteral("re-run requested")));
        QVERIFY(!shown(QStringLiteral("failed 2")));
        f.header.setRequested({});
        QVERIFY(!shown(QStringLiteral("re-run requested")));
    }

    void buttonsKeepInsideAnyWidth_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {280, 320, 480, 559, 560, 756, 1600})
            QTest::addRow("%d px", width) << width;
    }
    void buttonsKeepInsideAnyWidth()
    {
        QFETCH(int, width);
        Fixture f(m_theme, width);
        for (const RunDetails &details : {failedRun(), runningRun()}) {
            f.show(details);
            f.header.resize(width, f.header.heightForWidth(width));
            QCoreApplication::processEvents();
            for (const auto *button : f.header.findChildren<QAbstractButton *>()) {
                if (!button->isVisible())
                    continue;
                const QRect place(button->mapTo(&f.header, QPoint()), button->size());
                QVERIFY2(f.header.rect().contains(place), qPrintable(button->text()));
            }
        }
    }
};

QTEST_MAIN(TestRunHeader)
#include "tst_runheader.moc"
