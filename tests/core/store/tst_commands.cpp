// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/commandtables.h"
#include "core/store/database.h"
#include "core/store/storefile.h"
#include "storefixture.h"

#include <QTest>

using namespace Runlight;

namespace {

CommandRecord record(qint64 run)
{
    CommandRecord record;
    record.account = mona();
    record.repository = helloWorld();
    record.run = RunId{run};
    record.action = QStringLiteral("cancel");
    record.details = QStringLiteral("a \"quoted\" ✔\nline");
    return record;
}

PendingRerun pendingRerun(bool isSending)
{
    return {{mona(), RunId{7}}, helloWorld(), 2, true, minute(3), isSending};
}

} // namespace

//! What was done to runs, and is to be done.
class TestCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRecordIsBounded()
    {
        const auto database = openMemoryStore();
        for (int i = 0; i < 10'050; ++i)
            beginCommand(*database, record(i + 1), minute(i));
        QCOMPARE(database->number(QStringLiteral("SELECT count(*) FROM commands")), 10'000);
        CommandRecordQuery query;
        query.limit = 1;
        const QList<CommandRecord> newest = findCommands(*database, query);
        QCOMPARE(newest.size(), 1);
        QCOMPARE(newest.first().run, RunId{10'050});
        QCOMPARE(newest.first().at, minute(10'049));
        QCOMPARE(newest.first().details, record(1).details);
        QVERIFY(!newest.first().endedAt.isValid());
    }

    void anEndThatNobodyKnowsOf()
    {
        const auto database = openMemoryStore();
        const CommandRecord ended = beginCommand(*database, record(1), minute(0));
        const CommandRecord open = beginCommand(*database, record(2), minute(1));
        QVERIFY(endCommand(*database, ended.id, QStringLiteral("done"), {}, minute(2)));
        QVERIFY(!endCommand(*database, 77, QStringLiteral("done"), {}, minute(2)));
        QVERIFY(endInterruptedCommands(*database));
        QVERIFY(!endInterruptedCommands(*database));
        const QList<CommandRecord> all = findCommands(*database, {});
        QCOMPARE(all.first().id, open.id);
        QCOMPARE(all.first().result, QStringLiteral("interrupted"));
        QCOMPARE(all.last().result, QStringLiteral("done"));
        QCOMPARE(all.last().endedAt, minute(2));
    }

    void whatHasEndedIsWrittenDownWhole()
    {
        StoreFixture fixture;
        const auto store = fixture.open();
        CommandRecord whole = record(0);
        whole.at = minute(1);
        whole.endedAt = minute(2);
        whole.result = QStringLiteral("lost");
        whole.message = QStringLiteral("The connection broke");
        store->addCommand(whole);
        store->endInterruptedCommands();
        const auto all = await<QList<CommandRecord>>(
            [&](QObject *context, auto done) { store->commands({}, context, std::move(done)); });
        QCOMPARE(all.size(), 1);
        QVERIFY(all.first().id > 0);
        whole.id = all.first().id;
        QCOMPARE(all.first(), whole);
    }

    void onePendingRerunARun()
    {
        StoreFixture fixture;
        const auto pending = [](Store &store) {
            return await<QList<PendingRerun>>(
                [&](QObject *context, auto done) { store.pendingReruns(context, std::move(done)); });
        };
        auto store = fixture.open();
        for (const bool isSending : {false, true})
            await<bool>([&](QObject *context, auto done) {
                store->savePendingRerun(pendingRerun(isSending), context, std::move(done));
            });
        store = nullptr;
        store = fixture.open();
        QCOMPARE(pending(*store), QList<PendingRerun>{pendingRerun(true)});
        store->removePendingRerun({mona(), RunId{8}});
        QCOMPARE(pending(*store).size(), 1);
        store->removePendingRerun({mona(), RunId{7}});
        QVERIFY(pending(*store).isEmpty());
    }

    void aRescuedStoreHasThem()
    {
        StoreFixture fixture;
        const auto store = fixture.open();
        await<bool>([&](QObject *context, auto done) {
            store->savePendingRerun(pendingRerun(false), context, std::move(done));
        });
        await<CommandRecord>(
            [&](QObject *context, auto done) { store->beginCommand(record(1), context, std::move(done)); });
        const auto rescued = rescueStoreFile(fixture.file());
        QCOMPARE(findPendingReruns(*rescued).size(), 1);
        QCOMPARE(findCommands(*rescued, {}).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCommands)

#include "tst_commands.moc"
