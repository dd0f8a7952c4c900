// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace Runlight;

namespace {

const RunKey first{mona(), {1}};
const RunKey second{mona(), {2}};

QByteArray foldsOf(Store &store, const RunKey &run, qint64 job)
{
    return await<QByteArray>(
        [&](QObject *context, auto done) { store.logFolds(run, {job}, context, std::move(done)); });
}

} // namespace

//! What is folded in logs is state, and survives a restart as long as its run does.
class TestLogFolds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsThemAcrossRestartsByRunAndJob()
    {
        StoreFixture fixture;
        {
            const auto store = fixture.open();
            save(*store, {makeRun(1), makeRun(2)});
            store->saveLogFolds(first, {7}, QByteArray("a\0b", 3));
            store->saveLogFolds(first, {8}, "other job");
            store->saveLogFolds(second, {7}, "other run");
            store->saveLogFolds(first, {8}, "anew");
        }
        const auto store = fixture.open();
        QCOMPARE(foldsOf(*store, first, 7), QByteArray("a\0b", 3));
        QCOMPARE(foldsOf(*store, first, 8), QByteArray("anew"));
        QCOMPARE(foldsOf(*store, second, 7), QByteArray("other run"));
        QCOMPARE(foldsOf(*store, second, 8), QByteArray());
        QCOMPARE(foldsOf(*store, {hubot(), {1}}, 7), QByteArray());
    }

    void forgetsWhatIsEmptyOrTooLarge()
    {
        StoreFixture fixture;
        const auto store = fixture.open();
        save(*store, {makeRun(1)});
        for (const QByteArray &nothing : {QByteArray(), QByteArray(65'537, 'x')}) {
            store->saveLogFolds(first, {7}, "folds");
            QCOMPARE(foldsOf(*store, first, 7), QByteArray("folds"));
            store->saveLogFolds(first, {7}, nothing);
            QCOMPARE(foldsOf(*store, first, 7), QByteArray());
        }
    }

    void goWithTheirRun()
    {
        StoreFixture fixture;
        const auto store = fixture.open();
        store->saveLogFolds(first, {7}, "of a run that nobody knows");
        save(*store, {makeRun(1)});
        QCOMPARE(foldsOf(*store, first, 7), QByteArray());
        store->saveLogFolds(first, {7}, "folds");
        QVERIFY(await<bool>([&](QObject *context, auto done) { store->removeRun(first, context, std::move(done)); }));
        save(*store, {makeRun(1)});
        QCOMPARE(foldsOf(*store, first, 7), QByteArray());
    }

    void areBounded()
    {
        StoreFixture fixture;
        StoreLimits limits;
        limits.foldedLogs = 3;
        const auto store = fixture.open(limits);
        save(*store, {makeRun(1)});
        for (qint64 job = 1; job <= 3; ++job)
            store->saveLogFolds(first, {job}, "folds");
        store->saveLogFolds(first, {1}, "anew");
        store->saveLogFolds(first, {4}, "folds");
        for (const auto &[job, folds] : {std::pair(1, "anew"), std::pair(2, ""), std::pair(3, "folds"), {4, "folds"}})
            QCOMPARE(foldsOf(*store, first, job), QByteArray(folds));
    }
};

QTEST_GUILESS_MAIN(TestLogFolds)
#include "tst_logfolds.moc"
