// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/control.h"
#include "tests/support/catalogfixture.h"
#include "ui/shell/actions.h"
#include "ui/shell/runactions.h"

#include <QAction>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>
#include <QVBoxLayout>

using namespace Runlight;

class TestRunActions : public QObject
{
    Q_OBJECT

    struct Fixture : CatalogFixture
    {
        Fixture()
            : actions(control, catalog, window)
        {
            catalog.load();
            tell(QList{run({.id = 1, .minute = 1, .conclusion = QStringLiteral("failure")}),
                       run({.id = 2, .minute = 2, .conclusion = QString()})});
        }

        Control control{store, clock};
        QWidget window;
        RunActions actions;
    };

    QTranslator m_words;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_words.load(QStringLiteral(":/translations/runlight_en.qm")));
        QCoreApplication::installTranslator(&m_words);
    }

    void sayThatThereIsNoRun()
    {
        Fixture f;
        f.actions.setRuns({}, {});
        for (const QAction *action : f.actions.findChildren<QAction *>()) {
            QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
            QCOMPARE(action->toolTip(), QStringLiteral("Select a run first."));
        }
        QVERIFY(f.actions.section().about.isEmpty());
        QVERIFY(f.actions.possible(CommandKind::Cancel).isEmpty());
    }

    //! Nobody has signed in here.
    void sayWhyNot()
    {
        Fixture f;
        f.actions.setRuns({f.key(1)}, f.key(1));
        QVERIFY(!f.actions.rerunFailed->isEnabled());
        QCOMPARE(f.actions.rerunFailed->toolTip(), QStringLiteral("Sign in with a token that may do this."));
        QCOMPARE(f.actions.rerunFailed->statusTip(), f.actions.rerunFailed->toolTip());
        QCOMPARE(f.actions.rerunJob->toolTip(), QStringLiteral("Select a job first."));
        QCOMPARE(f.actions.download->toolTip(), QStringLiteral("This run has no artifacts."));
        QCOMPARE(f.actions.enableWorkflow->toolTip(), QStringLiteral("The workflow is not known yet."));
        QCOMPARE(f.actions.section().about, QStringLiteral("acme/api #801"));
    }

    void areAboutSeveral()
    {
        Fixture f;
        f.actions.setRuns({f.key(1), f.key(2)}, f.key(1));
        QVERIFY(f.actions.isAboutMany());
        QCOMPARE(f.actions.cancel->text(), QStringLiteral("Cancel 2 runs…"));
        QCOMPARE(f.actions.deleteRun->text(), QStringLiteral("Delete 2 runs…"));
        QCOMPARE(f.actions.rerunFailed->text(), QStringLiteral("Re-run failed jobs of 2 runs"));
        QCOMPARE(f.actions.rerunAll->toolTip(), QStringLiteral("This is done to one run at a time."));
        QCOMPARE(f.actions.cancel->toolTip(), QStringLiteral("This is not possible for any of the selected runs."));
        QCOMPARE(f.actions.section().about, QStringLiteral("2 runs"));
        f.actions.setRuns({f.key(2)}, f.key(2));
        QCOMPARE(f.actions.cancel->text(), QStringLiteral("Cancel the run"));
    }

    void knowWhatTheRowShows()
    {
        Fixture f;
        f.actions.setRuns({f.key(2)}, f.key(2));
        const RunFacts facts = f.actions.factsOf(f.key(2));
        QCOMPARE(facts.run.state.status, Status::InProgress);
        QCOMPARE(facts.run.repository, acmeApi());
        QVERIFY(!facts.jobs);
        RunDetails details;
        details.run = CatalogFixture::run({.id = 2, .minute = 2, .conclusion = QString()});
        details.attempt = 1;
        Job job;
        job.id = JobId{7};
        details.jobs = {job};
        f.actions.setShown(details, job);
        QCOMPARE(f.actions.factsOf(f.key(2)).jobs->size(), 1);
        QCOMPARE(f.actions.commandFor(CommandKind::RerunJob, f.key(2))->job, job.id);
        // Jobs of another attempt, or another run's, say nothing.
        details.attempt = 2;
        f.actions.setShown(details, job);
        QVERIFY(!f.actions.factsOf(f.key(2)).jobs);
        QVERIFY(!f.actions.factsOf(f.key(1)).jobs);
        QVERIFY(!f.actions.commandFor(CommandKind::Cancel, f.key(99)));
        QVERIFY(!f.actions.commandFor(CommandKind::EnableWorkflow, f.key(2)));
        QVERIFY(f.actions.nameOf(f.key(99)).isEmpty());
    }

    void keys_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<QString>("action");
        const auto row = [](const char *name, int key, int modifiers, const QString &action) {
            QTest::newRow(name) << key << modifiers << action;
        };
        row("r", Qt::Key_R, Qt::NoModifier, QStringLiteral("Re-run failed jobs"));
        row("shift-r", Qt::Key_R, Qt::ShiftModifier, QStringLiteral("Re-run all jobs"));
        row("c", Qt::Key_C, Qt::NoModifier, QStringLiteral("Cancel the run"));
        row("a", Qt::Key_A, Qt::NoModifier, QStringLiteral("Approve…"));
        row("d", Qt::Key_D, Qt::NoModifier, QStringLiteral("Download artifacts"));
    }
    void keys()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        QFETCH(QString, action);
        Fixture f;
        QPushButton button(&f.window);
        f.window.show();
        f.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        button.setFocus();
        QStringList triggered;
        for (QAction *each : f.actions.findChildren<QAction *>()) {
            each->setEnabled(true);
            connect(each, &QAction::triggered, this, [&triggered, each] { triggered += each->text(); });
        }
        QTest::keyClick(&button, Qt::Key(key), Qt::KeyboardModifiers(modifiers));
        QCOMPARE(triggered, QStringList{action});
    }
};

QTEST_MAIN(TestRunActions)
#include "tst_runactionset.moc"
