// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

DispatchRecord dispatchRecord(const QString &correlation, int asked = 0)
{
    DispatchRecord record;
    record.ref = {mona(), helloWorld()};
    record.workflow = WorkflowId{7};
    record.correlation = correlation;
    record.gitRef = QStringLiteral("refs/heads/main");
    record.inputs = {{QStringLiteral("version"), QStringLiteral("„1.0“\n")}, {QStringLiteral("empty"), QString()}};
    record.askedAt = minute(asked);
    return record;
}

DispatchClaim claim(Store &store, const DispatchRecord &record)
{
    return await<DispatchClaim>(
        [&](QObject *context, auto done) { store.claimDispatch(record, 24h, context, std::move(done)); });
}

void keep(Store &store, const DispatchRecord &record)
{
    await<bool>([&](QObject *context, auto done) { store.saveDispatch(record, context, std::move(done)); });
}

QList<DispatchRecord> recent(Store &store, int limit = 10)
{
    return await<QList<DispatchRecord>>([&](QObject *context, auto done) {
        store.recentDispatches({mona(), helloWorld()}, WorkflowId{7}, limit, context, std::move(done));
    });
}

QStringList unfinished(Store &store)
{
    const auto records = await<QList<DispatchRecord>>(
        [&](QObject *context, auto done) { store.unfinishedDispatches(mona(), context, std::move(done)); });
    QStringList correlations;
    for (const DispatchRecord &record : records)
        correlations.append(record.correlation);
    return correlations;
}

} // namespace

//! Workflows started by hand, as the store remembers them.
class TestDispatches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClaimIsGivenOnce();
    void aRefusedOneIsGivenAgain();
    void recordsOutliveRestarts();
    void recordsOutliveABrokenFile();
    void onlyTheNewestAreKept();
    void statesHaveWords();
};

void TestDispatches::aClaimIsGivenOnce()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QVERIFY(claim(*store, dispatchRecord(QStringLiteral("a"))).isNew);
    const DispatchClaim again = claim(*store, dispatchRecord(QStringLiteral("a"), 5));
    QVERIFY(!again.isNew);
    QCOMPARE(again.record, dispatchRecord(QStringLiteral("a")));
    QVERIFY(!claim(*store, dispatchRecord(QStringLiteral("a"), 24 * 60 - 1)).isNew);
    QVERIFY(!claim(*store, dispatchRecord(QStringLiteral("a"), -60)).isNew); // The clock was set back.
    QVERIFY(claim(*store, dispatchRecord(QStringLiteral("a"), 24 * 60)).isNew);
    DispatchRecord other = dispatchRecord(QStringLiteral("a"));
    other.workflow = WorkflowId{8};
    QVERIFY(claim(*store, other).isNew);
    other = dispatchRecord(QStringLiteral("a"));
    other.ref.repository.name = QStringLiteral("HELLO-world");
    QVERIFY(!claim(*store, other).isNew);
    QCOMPARE(recent(*store).size(), 1);
}

void TestDispatches::aRefusedOneIsGivenAgain()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    DispatchRecord record = dispatchRecord(QStringLiteral("a"));
    claim(*store, record);
    record.state = DispatchState::Refused;
    record.message = QStringLiteral("No ref found");
    record.httpStatus = 422;
    keep(*store, record);
    QCOMPARE(recent(*store), QList<DispatchRecord>{record});
    QVERIFY(claim(*store, dispatchRecord(QStringLiteral("a"), 1)).isNew);
    QCOMPARE(recent(*store), QList<DispatchRecord>{dispatchRecord(QStringLiteral("a"), 1)});
}

void TestDispatches::recordsOutliveRestarts()
{
    StoreFixture fixture;
    DispatchRecord started = dispatchRecord(QStringLiteral("started"), 1);
    DispatchRecord ambiguous = dispatchRecord(QStringLiteral("ambiguous"), 2);
    started.state = DispatchState::Started;
    started.run = RunId{4711};
    ambiguous.state = DispatchState::Ambiguous;
    ambiguous.candidates = {RunId{1}, RunId{9'000'000'000'000'000}};
    {
        const auto store = fixture.open();
        keep(*store, started);
        keep(*store, ambiguous);
        keep(*store, dispatchRecord(QStringLiteral("sending")));
    }
    const auto store = fixture.open();
    const QList<DispatchRecord> expected{ambiguous, started, dispatchRecord(QStringLiteral("sending"))};
    QCOMPARE(recent(*store), expected);
    QCOMPARE(recent(*store, 1), QList<DispatchRecord>{ambiguous});
    QCOMPARE(unfinished(*store), QStringList{QStringLiteral("sending")});
    const auto ofRun = [&](qint64 run) {
        return await<std::optional<DispatchRecord>>([&](QObject *context, auto done) {
            store->dispatchOf({mona(), RunId{run}}, context, std::move(done));
        });
    };
    QCOMPARE(ofRun(4711), started);
    QVERIFY(!ofRun(4712));
}

void TestDispatches::recordsOutliveABrokenFile()
{
    StoreFixture fixture;
    {
        const auto store = fixture.open();
        save(*store, {makeRun(1)});
        keep(*store, dispatchRecord(QStringLiteral("a")));
    }
    // Whatever must not be sent twice is known although nothing can be written any more.
    const auto store = fixture.open(StoreLimits{.fileBytes = 1});
    QVERIFY(!claim(*store, dispatchRecord(QStringLiteral("a"), 1)).isNew);
    QVERIFY(claim(*store, dispatchRecord(QStringLiteral("b"), 1)).isNew);
    QVERIFY(!claim(*store, dispatchRecord(QStringLiteral("b"), 1)).isNew);
    QCOMPARE(recent(*store).size(), 2);
}

void TestDispatches::onlyTheNewestAreKept()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    for (int i = 0; i < 520; ++i)
        claim(*store, dispatchRecord(QString::number(i), i));
    const QList<DispatchRecord> kept = recent(*store, 1000);
    QCOMPARE(kept.size(), 500);
    QCOMPARE(kept.first().correlation, QStringLiteral("519"));
    QCOMPARE(kept.last().correlation, QStringLiteral("20"));
}

void TestDispatches::statesHaveWords()
{
    for (int i = 0; i <= int(DispatchState::Refused); ++i) {
        const auto state = DispatchState(i);
        QVERIFY(!dispatchStateWord(state).isEmpty());
        QCOMPARE(dispatchStateFromWord(QString(dispatchStateWord(state))), state);
    }
    QCOMPARE(dispatchStateFromWord(u"of a later version"), DispatchState::Lost);
}

QTEST_GUILESS_MAIN(TestDispatches)

#include "tst_dispatches.moc"
