// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/rewindsource.h"
#include "core/artifacts/speedometer.h"
#include "core/artifacts/transferrecord.h"

#include <QCryptographicHash>
#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

class ListedSource final : public ByteSource
{
public:
    explicit ListedSource(QByteArrayList pieces)
        : m_pieces(std::move(pieces))
    { }
    Expected<QByteArray> next() override { return m_pieces.isEmpty() ? QByteArray() : m_pieces.takeFirst(); }

private:
    QByteArrayList m_pieces;
};

RewindSource sourceOf(const QByteArrayList &pieces, qint64 keptBytes)
{
    return {std::make_unique<ListedSource>(pieces), keptBytes};
}

QByteArray all(RewindSource &source)
{
    QByteArray bytes;
    for (QByteArray piece = *source.next(); !piece.isEmpty(); piece = *source.next())
        bytes += piece;
    return bytes;
}

} // namespace

class TestTransferParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBeginningCanBeHadAgain()
    {
        RewindSource source = sourceOf({"ab", "cd", "ef"}, 100);
        QCOMPARE(*source.next(), "ab");
        QVERIFY(source.rewind());
        QCOMPARE(*source.next(), "ab");
        QCOMPARE(*source.next(), "cd");
        QVERIFY(source.rewind());
        QCOMPARE(all(source), "abcdef");
        QVERIFY(source.rewind());
        QCOMPARE(all(source), "abcdef");
        QCOMPARE(source.sha256(), QCryptographicHash::hash("abcdef", QCryptographicHash::Sha256));
    }

    void onlySoMuchIsKept()
    {
        RewindSource source = sourceOf({"ab", "cd", "ef"}, 4);
        QCOMPARE(*source.next(), "ab");
        QCOMPARE(*source.next(), "cd");
        QVERIFY(source.rewind());
        QCOMPARE(*source.next(), "ab");
        QCOMPARE(*source.next(), "cd");
        QCOMPARE(*source.next(), "ef");
        QVERIFY(!source.rewind());
        QVERIFY(source.drain());
        QCOMPARE(source.sha256(), QCryptographicHash::hash("abcdef", QCryptographicHash::Sha256));
    }

    void lookingTakesNothing_data()
    {
        QTest::addColumn<qint64>("keptBytes");
        QTest::newRow("all kept") << qint64(100);
        QTest::newRow("less kept than looked at") << qint64(1);
    }

    void lookingTakesNothing()
    {
        QFETCH(qint64, keptBytes);
        RewindSource source = sourceOf({"a", "bc", "def"}, keptBytes);
        QCOMPARE(*source.peek(2), "ab");
        QCOMPARE(all(source), "abcdef");
        QCOMPARE(source.sha256(), QCryptographicHash::hash("abcdef", QCryptographicHash::Sha256));
        RewindSource little = sourceOf({"a"}, keptBytes);
        QCOMPARE(*little.peek(4), "a");
        QCOMPARE(all(little), "a");
    }

    void checksums()
    {
        Sha256 sum;
        QCOMPARE(sum.result().toHex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        sum.add("abc");
        QCOMPARE(sum.result().toHex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        sum.add("def");
        QCOMPARE(sum.result(), QCryptographicHash::hash("abcdef", QCryptographicHash::Sha256));
    }

    void speedIsSmoothed()
    {
        Speedometer speed;
        QCOMPARE(speed.bytesPerSecond(), 0.0);
        QVERIFY(!speed.timeFor(100));
        for (int second = 0; second <= 20; ++second)
            speed.note(second * 1000, Clock::Milliseconds(1s * second));
        QVERIFY(std::abs(speed.bytesPerSecond() - 1000) < 1);
        QCOMPARE(*speed.timeFor(10'000), 10s);
        // A second without anything is no standstill, half a minute is.
        speed.note(20'000, 21s);
        QVERIFY(speed.bytesPerSecond() > 500 && speed.bytesPerSecond() < 1000);
        for (int second = 22; second <= 80; ++second)
            speed.note(20'000, Clock::Milliseconds(1s * second));
        QVERIFY(speed.bytesPerSecond() < 1);
        QVERIFY(!speed.timeFor(1'000'000));
    }

    void speedForgetsAPause()
    {
        Speedometer speed;
        speed.note(0, 0ms);
        speed.note(5'000, 1s);
        speed.reset();
        QCOMPARE(speed.bytesPerSecond(), 0.0);
        speed.note(5'000, 3600s);
        speed.note(7'000, 3601s);
        QCOMPARE(speed.bytesPerSecond(), 2000.0);
        // It starts over from the first byte, at the same moment.
        speed.note(100, 3601s);
        QCOMPARE(speed.bytesPerSecond(), 0.0);
        speed.note(100, 3601s);
        QCOMPARE(speed.bytesPerSecond(), 0.0);
    }

    void whatIsRememberedIsTheSame_data()
    {
        QTest::addColumn<Transfer::State>("state");
        QTest::addColumn<Transfer::State>("later");
        using State = Transfer::State;
        for (const State state : {State::Done, State::Failed, State::Cancelled, State::Interrupted})
            QTest::newRow(qPrintable(transferStateName(state))) << state << state;
        for (const State state :
             {State::Queued, State::Downloading, State::Paused, State::NeedsConfirmation, State::Unpacking})
            QTest::newRow(qPrintable(transferStateName(state))) << state << State::Interrupted;
    }

    void whatIsRememberedIsTheSame()
    {
        QFETCH(Transfer::State, state);
        QFETCH(Transfer::State, later);
        Transfer transfer;
        transfer.id = TransferId{5};
        transfer.request.repository = {AccountId{QStringLiteral("kim@github.com")},
                                       {QStringLiteral("o"), QStringLiteral("r")}};
        transfer.request.run = RunId{7};
        transfer.request.artifact.name = QStringLiteral("reports");
        transfer.request.folder = QStringLiteral("/tmp");
        transfer.state = state;
        transfer.totalBytes = 100;
        transfer.leftOut = {{QStringLiteral("../x"), QStringLiteral("why")}, {QString(), QStringLiteral("empty")}};
        transfer.leftOutCount = 2;
        const Transfer again = restoredForm(storedForm(transfer));
        QCOMPARE(again.state, later);
        QCOMPARE(again.id, transfer.id);
        QCOMPARE(again.request.artifact, transfer.request.artifact);
        QCOMPARE(again.request.folder, transfer.request.folder);
        QCOMPARE(again.leftOut, transfer.leftOut);
        QCOMPARE(again.presence, Transfer::Presence::Unknown);
        QVERIFY(!again.isActive());
        QVERIFY(again.isOver());
    }
};

QTEST_GUILESS_MAIN(TestTransferParts)
#include "tst_transferparts.moc"
