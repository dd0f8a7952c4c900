// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/store/storefixture.h"

#include "core/github/types/runtransition.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace Runlight;

class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryFieldOfARun();
    void keepsMissingAndHugeValues();
    void keepsWordsItDoesNotKnow();
    void ignoresLateAndImpossibleAnswers();
    void keepsAccountsApart();
    void keepsRenamedRepositories();
    void saysWhetherRepositoriesChanged();
    void keepsWorkflows();
    void removesRuns();
    void answersInTheOrderOfTheCalls();
    void doesNotAnswerWhoIsGone();
    void writesEverythingBeforeItIsDestroyed();
    void readsAllRunsInPieces();
    void answersOtherCallsBetweenThePieces();
    void retentionKeepsTheNewestAndTheUnfinished();
    void retentionOfZeroRuns();
    void agreesWithTheStateMachineOverManyAnswers();
    void makesItsFileForItsOwnerOnly();
    void livesInMemoryWithoutAFile();
};

void TestStore::keepsEveryFieldOfARun()
{
    StoreFixture fixture;
    Run run = makeRun(30433642, 5, QStringLiteral("completed"), QStringLiteral("startup_failure"));
    run.attempt = 3;
    run.pullRequests = {12, 7};
    run.title = QStringLiteral("Üben: 100 % \\ 'quoted' \"text\" 🚀");
    save(*fixture.open(), {run});

    const auto store = fixture.open();
    const RunPage page = find(*store);
    QCOMPARE(page.runs, QList<Run>{run});
    QCOMPARE(page.accounts, QList<AccountId>{mona()});
    QCOMPARE(page.totalCount, 1);
    QCOMPARE(page.runs.first().repository.fullName(), QStringLiteral("octocat/Hello-World"));
    QCOMPARE(page.runs.first().createdAt.timeSpec(), Qt::UTC);
}

void TestStore::keepsMissingAndHugeValues()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    Run empty;
    empty.id = RunId{1};
    Run huge = makeRun(std::numeric_limits<qint64>::max());
    huge.number = std::numeric_limits<qint64>::max();
    huge.title = QString(2'000'000, QLatin1Char('x'));
    huge.headBranch = QString(100'000, QLatin1Char('%'));
    huge.createdAt = QDateTime(QDate(9999, 12, 31), QTime(23, 59, 59), Qt::UTC);
    Run negative = makeRun(-5);
    negative.createdAt = QDateTime(QDate(1, 1, 1), QTime(0, 0), Qt::UTC);

    QCOMPARE(save(*store, {empty, huge, negative}).size(), 3);
    // One without a time is the oldest.
    QCOMPARE(find(*store).runs, (QList<Run>{huge, negative, empty}));
    QVERIFY(!find(*store).runs.last().createdAt.isValid());
    QVERIFY(save(*store, {empty, huge, negative}).isEmpty());
}

void TestStore::keepsWordsItDoesNotKnow()
{
    StoreFixture fixture;
    const Run odd = makeRun(1, 0, QStringLiteral("levitating"));
    const Run odder = makeRun(2, 0, QStringLiteral("completed"), QStringLiteral("dazzling"));
    save(*fixture.open(), {odd, odder});

    const auto store = fixture.open();
    const QList<Run> runs = find(*store).runs;
    QCOMPARE(runs.size(), 2);
    QCOMPARE(runs.at(0).state.conclusionText, QStringLiteral("dazzling"));
    QCOMPARE(runs.at(1).state.statusText, QStringLiteral("levitating"));
    QCOMPARE(runs, (QList<Run>{odder, odd}));
}

void TestStore::ignoresLateAndImpossibleAnswers()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Run queued = makeRun(1);
    const Run running = later(queued, 1, QStringLiteral("in_progress"));
    const Run done = later(queued, 2, QStringLiteral("completed"), QStringLiteral("success"));
    save(*store, {done});

    QVERIFY(save(*store, {running, queued, done}).isEmpty());
    // Newer by its time, but a completed attempt does not open again.
    QVERIFY(save(*store, {later(queued, 3, QStringLiteral("in_progress"))}).isEmpty());
    QCOMPARE(find(*store).runs, QList<Run>{done});
}

void TestStore::keepsAccountsApart()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Run run = makeRun(1);
    save(*store, {run}, mona());
    save(*store, {run}, hubot());
    const Run done = later(run, 1, QStringLiteral("completed"), QStringLiteral("failure"));
    QCOMPARE(save(*store, {done}, hubot()).size(), 1);

    QCOMPARE(find(*store).totalCount, 2);
    QCOMPARE(details(*store, {mona(), run.id}).run, run);
    QCOMPARE(details(*store, {hubot(), run.id}).run, done);
}

static bool saveRepositories(Store &store, const QList<Repository> &repositories)
{
    return await<bool>(
        [&](QObject *context, auto done) { store.saveRepositories(mona(), repositories, context, std::move(done)); });
}

static QList<StoredRepository> repositoriesOf(Store &store)
{
    return await<QList<StoredRepository>>(
        [&](QObject *context, auto done) { store.repositories(context, std::move(done)); });
}

static Repository makeRepository()
{
    return {RepositoryId{1296269},
            helloWorld(),
            QStringLiteral("My first repository"),
            QStringLiteral("main"),
            minute(0),
            true,
            true,
            true};
}

void TestStore::keepsRenamedRepositories()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    saveRepositories(*store, {makeRepository()});
    save(*store, {makeRun(1)});
    Repository renamed = makeRepository();
    renamed.name = {QStringLiteral("octocat"), QStringLiteral("Goodbye")};
    QVERIFY(saveRepositories(*store, {renamed}));

    QCOMPARE(repositoriesOf(*store).size(), 1);
    QCOMPARE(repositoriesOf(*store).first().repository, renamed);
    QCOMPARE(find(*store).runs.first().repository, renamed.name);
}

void TestStore::saysWhetherRepositoriesChanged()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    Repository repository = makeRepository();
    QVERIFY(saveRepositories(*store, {repository}));
    QVERIFY(!saveRepositories(*store, {repository}));
    repository.name.name = QStringLiteral("hello-world");
    QVERIFY(saveRepositories(*store, {repository}));
    QCOMPARE(repositoriesOf(*store).size(), 1);
    QCOMPARE(repositoriesOf(*store).first().repository.name.name, QStringLiteral("hello-world"));
    repository.pushedAt = {};
    QVERIFY(saveRepositories(*store, {repository}));
    QVERIFY(!repositoriesOf(*store).first().repository.pushedAt.isValid());
}

void TestStore::keepsWorkflows()
{
    StoreFixture fixture;
    const QList<Workflow> workflows = {
        {WorkflowId{2}, QStringLiteral("Release"), QStringLiteral(".github/workflows/release.yml"),
         WorkflowState::DisabledManually, QStringLiteral("disabled_manually"), minute(0), minute(1),
         QUrl(QStringLiteral("https://github.com/octocat/Hello-World/blob/main/.github/workflows/release.yml"))},
        {WorkflowId{1}, QStringLiteral("CI"), {}, WorkflowState::Unknown, QStringLiteral("asleep"), {}, {}, {}}};
    const auto saveThem = [&](Store &store, const QList<Workflow> &list) {
        return await<bool>([&](QObject *context, auto done) {
            store.saveWorkflows({mona(), helloWorld()}, list, context, std::move(done));
        });
    };
    QVERIFY(saveThem(*fixture.open(), workflows));
    const auto store = fixture.open();
    QVERIFY(!saveThem(*store, workflows));
    QCOMPARE(repositoriesOf(*store).size(), 1);
    QCOMPARE(repositoriesOf(*store).first().workflows, workflows);
    QVERIFY(saveThem(*store, workflows.mid(1)));
    QCOMPARE(repositoriesOf(*store).first().workflows, workflows.mid(1));
}

void TestStore::removesRuns()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    save(*store, {makeRun(1), makeRun(2)});
    const auto remove = [&](qint64 id) {
        return await<bool>([&](QObject *context, auto done) {
            store->removeRun({mona(), RunId{id}}, context, std::move(done));
        });
    };
    QVERIFY(remove(1));
    QVERIFY(!remove(1));
    QVERIFY(!remove(3));
    QCOMPARE(findIds(*store), QList<qint64>{2});
}

void TestStore::answersInTheOrderOfTheCalls()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QList<int> answers;
    QObject context;
    for (int i = 0; i < 60; ++i) {
        if (i % 3 == 0)
            store->saveRuns(mona(), {makeRun(i)}, &context, [&, i](const auto &) { answers.append(i); });
        else if (i % 3 == 1)
            store->runs({}, &context, [&, i](const auto &) { answers.append(i); });
        else
            store->findResponse(QStringLiteral("key"), &context, [&, i](const auto &) { answers.append(i); });
    }
    QCOMPARE(store->pendingCalls(), 60);
    QVERIFY(answers.isEmpty());
    QTRY_COMPARE(store->pendingCalls(), 0);
    QCOMPARE(answers.size(), 60);
    QVERIFY(std::is_sorted(answers.begin(), answers.end()));
}

void TestStore::doesNotAnswerWhoIsGone()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    int answers = 0;
    auto context = std::make_unique<QObject>();
    store->saveRuns(mona(), {makeRun(1)}, context.get(), [&](const auto &) { ++answers; });
    store->allRuns(
        context.get(), [&](const auto &, const auto &) { ++answers; }, [&](const auto &) { ++answers; });
    context.reset();
    QTRY_COMPARE(store->pendingCalls(), 0);
    QCOMPARE(answers, 0);
    QCOMPARE(findIds(*store), QList<qint64>{1});
}

void TestStore::writesEverythingBeforeItIsDestroyed()
{
    StoreFixture fixture;
    QObject context;
    {
        const auto store = fixture.open();
        for (int i = 1; i <= 200; ++i)
            store->saveRuns(mona(), {makeRun(i)}, &context, [](const auto &) {});
        store->allRuns(
            &context, [](const auto &, const auto &) {}, [](const auto &) {});
    }
    QCOMPARE(find(*fixture.open()).totalCount, 200);
}

void TestStore::readsAllRunsInPieces()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QList<Run> runs;
    // Many share a minute, so that a piece may end between two of the same time.
    for (int i = 0; i < 2300; ++i)
        runs.append(makeRun(i + 1, i / 100));
    save(*store, runs, mona());
    save(*store, runs.mid(0, 50), hubot());

    QList<qsizetype> pieces;
    QList<RunKey> keys;
    const bool ended = await<bool>([&](QObject *context, auto done) {
        store->allRuns(
            context,
            [&](const QList<Run> &piece, const QList<AccountId> &accounts) {
                QCOMPARE(accounts.size(), piece.size());
                pieces.append(piece.size());
                for (qsizetype i = 0; i < piece.size(); ++i)
                    keys.append({accounts.at(i), piece.at(i).id});
            },
            std::move(done));
    });
    QVERIFY(ended);
    QCOMPARE(pieces, (QList<qsizetype>{200, 1000, 1000, 150}));
    QList<RunKey> expected;
    RunQuery all;
    all.limit = 5000;
    const RunPage page = find(*store, all);
    for (qsizetype i = 0; i < page.runs.size(); ++i)
        expected.append({page.accounts.at(i), page.runs.at(i).id});
    QCOMPARE(keys.size(), 2350);
    QCOMPARE(keys, expected);
    QCOMPARE(QSet<RunKey>(keys.begin(), keys.end()).size(), 2350);
}

void TestStore::answersOtherCallsBetweenThePieces()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QList<Run> runs;
    for (int i = 0; i < 1500; ++i)
        runs.append(makeRun(i + 1, i));
    save(*store, runs);

    QStringList order;
    QObject context;
    store->allRuns(
        &context, [&](const auto &, const auto &) { order.append(QStringLiteral("piece")); },
        [&](const auto &) { order.append(QStringLiteral("end")); });
    store->runs({}, &context, [&](const auto &) { order.append(QStringLiteral("page")); });
    QTRY_COMPARE(store->pendingCalls(), 0);
    QCOMPARE(order.count(QStringLiteral("piece")), 3);
    QCOMPARE(order.last(), QStringLiteral("end"));
    QCOMPARE(order.indexOf(QStringLiteral("page")), 1);
}

//! The runs that \a retention removes, by id.
static QList<qint64> retain(Store &store, const Retention &retention)
{
    const auto removed = await<QList<RunKey>>([&](QObject *context, auto done) { store.applyRetention(retention, context, std::move(done)); });
    QList<qint64> ids;
    for (const RunKey &run : removed) {
        if (run.account == mona())
            ids.append(run.run.value);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

//! A run that was created and completed so many days before the clock's now.
static Run runOfAge(qint64 id, const Clock &clock, int days)
{
    Run run = makeRun(id, 0, QStringLiteral("completed"), QStringLiteral("success"));
    run.createdAt = run.startedAt = run.updatedAt = clock.now().addDays(-days);
    return run;
}

void TestStore::retentionKeepsTheNewestAndTheUnfinished()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    Run waiting = runOfAge(1, fixture.clock, 400);
    waiting.state = RunState::of(u"waiting", {});
    Run rerun = runOfAge(2, fixture.clock, 300);
    rerun.updatedAt = fixture.clock.now().addDays(-1);
    Run elsewhere = runOfAge(3, fixture.clock, 500);
    elsewhere.repository.name = QStringLiteral("quiet");
    save(*store,
         {waiting, rerun, elsewhere, runOfAge(4, fixture.clock, 200), runOfAge(5, fixture.clock, 150),
          runOfAge(6, fixture.clock, 100), runOfAge(7, fixture.clock, 10)});

    QCOMPARE(retain(*store, {90, 1000}), QList<qint64>());
    QCOMPARE(retain(*store, {90, 2}), (QList<qint64>{4, 5}));
    QCOMPARE(findIds(*store), (QList<qint64>{7, 6, 2, 1, 3}));
    QCOMPARE(retain(*store, {90, 2}), QList<qint64>());
}

void TestStore::retentionOfZeroRuns()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    save(*store, {runOfAge(1, fixture.clock, 91), runOfAge(2, fixture.clock, 89)});
    QCOMPARE(retain(*store, {90, 0}), QList<qint64>{1});
    QCOMPARE(findIds(*store), QList<qint64>{2});
}

//! An answer as GitHub could give it, or could not: any state, attempt and time.
static Run randomAnswer(QRandomGenerator &random)
{
    static const QList<QPair<QString, QString>> states = {
        {QStringLiteral("queued"), {}},
        {QStringLiteral("in_progress"), {}},
        {QStringLiteral("waiting"), {}},
        {QStringLiteral("completed"), QStringLiteral("success")},
        {QStringLiteral("completed"), QStringLiteral("failure")},
        {QStringLiteral("completed"), QStringLiteral("action_required")}};
    const auto state = states.at(random.bounded(int(states.size())));
    Run run = makeRun(1 + random.bounded(25), 0, state.first, state.second);
    run.attempt = 1 + random.bounded(3);
    run.updatedAt = minute(random.bounded(50));
    run.title = QStringLiteral("Title %1").arg(random.bounded(2));
    if (random.bounded(2))
        run.pullRequests = {random.bounded(5)};
    return run;
}

void TestStore::agreesWithTheStateMachineOverManyAnswers()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QRandomGenerator random(42);
    std::map<qint64, Run> known;
    qint64 lastSequence = 0;
    for (int batch = 0; batch < 100; ++batch) {
        QList<Run> answers;
        QList<RunChange> expected;
        for (int i = 0; i < 10; ++i) {
            const Run seen = randomAnswer(random);
            answers.append(seen);
            const auto found = known.find(seen.id.value);
            const bool isNew = found == known.end();
            const RunTransition step = isNew ? RunTransition::Step : transition(found->second, seen);
            if (step == RunTransition::Same || step == RunTransition::Late || step == RunTransition::Impossible)
                continue;
            expected.append({0, mona(), isNew ? std::nullopt : std::optional(found->second), seen, {}});
            known[seen.id.value] = seen;
        }
        const QList<RunChange> changes = save(*store, answers);
        QCOMPARE(changes.size(), expected.size());
        for (qsizetype i = 0; i < changes.size(); ++i) {
            QCOMPARE(changes.at(i).before, expected.at(i).before);
            QCOMPARE(changes.at(i).after, expected.at(i).after);
            QCOMPARE(changes.at(i).at, fixture.clock.now());
            QVERIFY(changes.at(i).sequence > lastSequence);
            lastSequence = changes.at(i).sequence;
        }
        fixture.clock.advance(std::chrono::seconds(1));
    }
    const QList<Run> stored = find(*store).runs;
    QCOMPARE(size_t(stored.size()), known.size());
    for (const Run &run : stored)
        QCOMPARE(run, known.at(run.id.value));
    QCOMPARE(known.size(), size_t(25));
    QVERIFY(lastSequence > 50);
}

void TestStore::makesItsFileForItsOwnerOnly()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("new/folder/runlight.db"));
    VirtualClock clock;
    Store store(file, clock);
    save(store, {makeRun(1)});
    QCOMPARE(store.file(), file);
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
        | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    for (const QString &name : {file, file + QLatin1String("-wal"), file + QLatin1String("-shm")}) {
        QVERIFY2(QFile::exists(name), qPrintable(name));
        QCOMPARE(QFile::permissions(name) & others, QFileDevice::Permissions());
    }
}

void TestStore::livesInMemoryWithoutAFile()
{
    VirtualClock clock;
    Store store({}, clock);
    save(store, {makeRun(1)});
    QCOMPARE(findIds(store), QList<qint64>{1});
    QVERIFY(!store.isInMemoryOnly());
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
