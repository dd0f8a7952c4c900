// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/transferaction.h"
#include "ui/artifacts/transfertexts.h"

#include <QDir>
#include <QTest>
#include <QTranslator>

using namespace Runlight;
using State = Transfer::State;
using Action = TransferAction;

//! How a transfer stands, in words, and what can be done about it.
class TestTransferTexts : public QObject
{
    Q_OBJECT

    static Transfer of(State state)
    {
        Transfer transfer;
        transfer.state = state;
        transfer.request.artifact.name = QStringLiteral("dist");
        transfer.place = QDir::homePath() + QStringLiteral("/Downloads/dist");
        return transfer;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void tellsHowFarItIs()
    {
        Transfer transfer = of(State::Downloading);
        transfer.receivedBytes = 3'250'000;
        QVERIFY(!progressOf(transfer));
        QCOMPARE(percentText(transfer), QString());
        QCOMPARE(stateText(transfer), QStringLiteral("3.1 MB · 0 bytes/s"));
        transfer.totalBytes = 5'242'880;
        QCOMPARE(percentText(transfer), QStringLiteral("61 %"));
        QCOMPARE(stateText(transfer), QStringLiteral("61 % · 3.1 MB of 5.0 MB"));
        transfer.bytesPerSecond = 1'048'576;
        QCOMPARE(stateText(transfer), QStringLiteral("61 % · 3.1 MB of 5.0 MB · 1.0 MB/s"));
        transfer.timeLeft = std::chrono::seconds(192);
        QCOMPARE(stateText(transfer), QStringLiteral("61 % · 3.1 MB of 5.0 MB · 1.0 MB/s · 3m 12s left"));
        transfer.receivedBytes = 6'000'000; // more than was said
        QCOMPARE(*progressOf(transfer), 1.0);
        transfer.state = State::Paused;
        QCOMPARE(stateText(transfer), QStringLiteral("Paused at 100 %"));
        transfer.error = Error{.kind = ErrorKind::Offline, .message = QStringLiteral("No network\nat all")};
        QCOMPARE(stateText(transfer), QStringLiteral("Waiting to go on: No network at all"));
    }

    void tellsWhatBecameOfIt()
    {
        Transfer transfer = of(State::Done);
        QCOMPARE(stateText(transfer), QStringLiteral("~/Downloads/dist"));
        transfer.presence = Transfer::Presence::Gone;
        QCOMPARE(stateText(transfer), QStringLiteral("No longer at ~/Downloads/dist"));
        transfer = of(State::Failed);
        transfer.error = Error{.message = QStringLiteral("the disk is full")};
        QCOMPARE(stateText(transfer), QStringLiteral("Failed: the disk is full"));
        transfer.error.reset();
        QVERIFY(!stateText(transfer).isEmpty());
        for (const State state :
             {State::Queued, State::Unpacking, State::NeedsConfirmation, State::Cancelled, State::Interrupted})
            QVERIFY(!stateText(of(state)).isEmpty());
    }

    void countsInWords()
    {
        QTranslator english;
        QVERIFY(english.load(QStringLiteral(":/translations/runlight_en.qm")));
        QCoreApplication::installTranslator(&english);
        Transfer transfer = of(State::Done);
        transfer.leftOutCount = 1;
        QCOMPARE(stateText(transfer), QStringLiteral("~/Downloads/dist · 1 entry left out"));
        transfer.leftOutCount = 2;
        transfer.renamedCount = 1;
        transfer.isVerified = true;
        QCOMPARE(
            remarks(transfer),
            (QStringList{QStringLiteral("2 entries of the archive left out"), QStringLiteral("1 file got another name"),
                         QStringLiteral("Its SHA-256 is the one that GitHub says")}));
    }

    void offersWhatCanBeDone_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<QList<Action>>("actions");
        QTest::newRow("queued") << State::Queued << QList<Action>{Action::Pause, Action::Cancel};
        QTest::newRow("downloading") << State::Downloading << QList<Action>{Action::Pause, Action::Cancel};
        QTest::newRow("paused") << State::Paused << QList<Action>{Action::Resume, Action::Cancel};
        QTest::newRow("asks") << State::NeedsConfirmation << QList<Action>{Action::Confirm, Action::Cancel};
        QTest::newRow("unpacking") << State::Unpacking << QList<Action>{Action::Cancel};
        QTest::newRow("done") << State::Done << QList<Action>{Action::Open, Action::ShowInFolder, Action::Remove};
        QTest::newRow("failed") << State::Failed << QList<Action>{Action::Retry, Action::Remove};
        QTest::newRow("cancelled") << State::Cancelled << QList<Action>{Action::Retry, Action::Remove};
        QTest::newRow("interrupted") << State::Interrupted << QList<Action>{Action::Retry, Action::Remove};
    }

    void offersWhatCanBeDone()
    {
        QFETCH(State, state);
        QFETCH(QList<Action>, actions);
        QCOMPARE(actionsFor(of(state)), actions);
        for (const Action action : actions) {
            QVERIFY(!actionText(action, of(state)).isEmpty());
            QVERIFY(QFile::exists(QStringLiteral(":/runlight/icons/%1.svg").arg(actionIcon(action))));
        }
    }

    void aProgramIsOnlyShown()
    {
        Transfer transfer = of(State::Done);
        transfer.place += QStringLiteral(".exe");
        QCOMPARE(actionsFor(transfer), (QList<Action>{Action::ShowInFolder, Action::Remove}));
        transfer.presence = Transfer::Presence::Gone;
        QCOMPARE(actionsFor(transfer), (QList<Action>{Action::Retry, Action::Remove}));
    }
};

QTEST_MAIN(TestTransferTexts)
#include "tst_transfertexts.moc"
