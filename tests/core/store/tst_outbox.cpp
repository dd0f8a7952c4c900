// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/store/storefixture.h"

#include <QFile>
#include <QTest>

using namespace Runlight;

class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAChangeOnce();
    void keepsUnacknowledgedChangesAcrossRestarts();
    void forgetsAcknowledgedChanges();
    void neverUsesASequenceTwice();
    void aRestartInTheMiddleLosesAndRepeatsNothing();
    void outlivesTheRunItself();
    void aKilledProgramFindsItsChangesAgain();
};

void TestOutbox::tellsAChangeOnce()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Run run = makeRun(1);
    const QList<RunChange> first = save(*store, {run});
    QCOMPARE(first.size(), 1);
    QVERIFY(!first.first().before);
    QCOMPARE(first.first().after, run);
    QCOMPARE(first.first().account, mona());
    QVERIFY(save(*store, {run}).isEmpty());

    const Run running = later(run, 1, QStringLiteral("in_progress"));
    fixture.clock.advance(std::chrono::minutes(1));
    const QList<RunChange> second = save(*store, {running, running});
    QCOMPARE(second.size(), 1);
    QCOMPARE(second.first().before, std::optional(run));
    QCOMPARE(second.first().after, running);
    QCOMPARE(second.first().at, fixture.clock.now());
}

void TestOutbox::keepsUnacknowledgedChangesAcrossRestarts()
{
    StoreFixture fixture;
    Run moved = later(makeRun(1), 1, QStringLiteral("in_progress"));
    moved.repository.name = QStringLiteral("moved");
    QList<RunChange> told;
    {
        const auto store = fixture.open();
        told += save(*store, {makeRun(1)});
        told += save(*store, {makeRun(1)}, hubot());
        told += save(*store, {moved});
    }
    const QList<RunChange> found = unacknowledged(*fixture.open());
    QCOMPARE(found.size(), 3);
    for (qsizetype i = 0; i < 3; ++i) {
        QCOMPARE(found.at(i).sequence, told.at(i).sequence);
        QCOMPARE(found.at(i).account, told.at(i).account);
        QCOMPARE(found.at(i).before, told.at(i).before);
        QCOMPARE(found.at(i).after, told.at(i).after);
        QCOMPARE(found.at(i).at, told.at(i).at);
    }
}

void TestOutbox::forgetsAcknowledgedChanges()
{
    StoreFixture fixture;
    {
        const auto store = fixture.open();
        const QList<RunChange> changes = save(*store, {makeRun(1), makeRun(2), makeRun(3)});
        store->acknowledgeChanges(changes.at(1).sequence);
        QCOMPARE(unacknowledged(*store).size(), 1);
    }
    const auto store = fixture.open();
    const QList<RunChange> left = unacknowledged(*store);
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first().after.id, RunId{3});
    store->acknowledgeChanges(left.first().sequence);
    QVERIFY(unacknowledged(*store).isEmpty());
}

void TestOutbox::neverUsesASequenceTwice()
{
    StoreFixture fixture;
    qint64 last = 0;
    for (int i = 1; i <= 4; ++i) {
        const auto store = fixture.open();
        const QList<RunChange> changes = save(*store, {makeRun(i)});
        QCOMPARE(changes.size(), 1);
        QVERIFY(changes.first().sequence > last);
        last = changes.first().sequence;
        store->acknowledgeChanges(last);
    }
}

void TestOutbox::aRestartInTheMiddleLosesAndRepeatsNothing()
{
    StoreFixture fixture;
    QSet<qint64> actedOn;
    for (int session = 0; session < 10; ++session) {
        const auto store = fixture.open();
        const QList<RunChange> leftOver = unacknowledged(*store);
        QCOMPARE(leftOver.size(), session == 0 ? 0 : 2);
        for (const RunChange &change : leftOver) {
            QVERIFY(!actedOn.contains(change.sequence));
            actedOn.insert(change.sequence);
        }
        if (!leftOver.isEmpty())
            store->acknowledgeChanges(leftOver.last().sequence);
        // Acted on is the first of three; then the program ends.
        const QList<RunChange> changes =
            save(*store, {makeRun(session * 3 + 1), makeRun(session * 3 + 2), makeRun(session * 3 + 3)});
        actedOn.insert(changes.first().sequence);
        store->acknowledgeChanges(changes.first().sequence);
    }
    QCOMPARE(actedOn.size(), 28);
}

void TestOutbox::outlivesTheRunItself()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    save(*store, {makeRun(1)});
    await<bool>([&](QObject *context, auto done) { store->removeRun({mona(), RunId{1}}, context, std::move(done)); });
    QCOMPARE(unacknowledged(*store).size(), 1);
    QCOMPARE(unacknowledged(*store).first().after, makeRun(1));
}

void TestOutbox::aKilledProgramFindsItsChangesAgain()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    save(*store, {makeRun(1), makeRun(2)});
    // The files as a kill at this moment would leave them: nothing closed, all in the write-ahead log.
    const QString killed = fixture.file(QStringLiteral("killed.db"));
    QVERIFY(QFile::copy(fixture.file(), killed));
    QVERIFY(QFile::copy(fixture.file() + QLatin1String("-wal"), killed + QLatin1String("-wal")));

    Store next(killed, fixture.clock);
    QCOMPARE(unacknowledged(next).size(), 2);
    QCOMPARE(findIds(next), (QList<qint64>{2, 1}));
    QVERIFY(!next.isInMemoryOnly());
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
