// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/runcatalog.h"
#include "tests/support/await.h"
#include "tests/support/catalogfixture.h"
#include "tests/support/manyruns.h"

#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

class TestRunCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersNewestFirst();
    void tellsWhatChanged();
    void keepsAllThatARowShows();
    void keepsWordsItDoesNotKnow();
    void tellsAccountsApart();
    void findsTheFailing();
    void skippedAndCancelledSayNothing();
    void forksBranchesAreTheirOwn();
    void failuresGrowOld();
    void knowsWhatIsMine();
    void needsYouToApprove();
    void reviewsComeFromTheStore();
    void countsByRepository();
    void countsStayTrue();
    void forgetsRemovedRuns();
    void mediansComeFromSuccesses();
    void stepsComeFromTheStore();
    void loadsFromTheStore();
    void reviewsOfTheOldestRunAreLoaded();
    void showsOnlyWhatIsWatched();
    void changesOvertakeTheLoad();
};

namespace {

const QString failure = QStringLiteral("failure");
const QString none;

Place place(Place::Kind kind)
{
    return {kind, {}};
}

Account kimsAccount()
{
    return Account::of(QStringLiteral("kim"), QStringLiteral("github.com"), QUrl());
}

//! The last change told.
CatalogChange lastChange(const QSignalSpy &spy)
{
    return spy.last().first().value<CatalogChange>();
}

} // namespace

void TestRunCatalog::ordersNewestFirst()
{
    CatalogFixture f;
    f.tell({CatalogFixture::run({.id = 2, .minute = 20}), CatalogFixture::run({.id = 4, .minute = 40})});
    f.tell({CatalogFixture::run({.id = 5, .minute = 50}), CatalogFixture::run({.id = 1, .minute = 10}),
            CatalogFixture::run({.id = 3, .minute = 30})});
    f.tell({CatalogFixture::run({.id = 7, .minute = 20}), CatalogFixture::run({.id = 6, .minute = 20})});
    QCOMPARE(f.ids(f.catalog.newestFirst()), (QList<qint64>{5, 4, 3, 7, 6, 2, 1}));
}

void TestRunCatalog::tellsWhatChanged()
{
    CatalogFixture f;
    QSignalSpy changed(&f.catalog, &RunCatalog::changed);
    f.tell({CatalogFixture::run({.id = 1, .minute = 1}), CatalogFixture::run({.id = 2, .minute = 2})});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(f.ids(lastChange(changed).added), (QList<qint64>{2, 1}));
    QVERIFY(lastChange(changed).changed.empty());

    f.tell({CatalogFixture::run({.id = 1, .minute = 1, .conclusion = failure}),
            CatalogFixture::run({.id = 3, .minute = 3})});
    QCOMPARE(changed.count(), 2);
    QCOMPARE(f.ids(lastChange(changed).added), (QList<qint64>{3}));
    QCOMPARE(f.ids(lastChange(changed).changed), (QList<qint64>{1}));

    // A new failure takes "failing" from the older one, which is told as well.
    f.tell({.id = 4, .minute = 4, .conclusion = failure});
    QCOMPARE(f.ids(lastChange(changed).changed), (QList<qint64>{}));
    f.tell({.id = 5, .minute = 5, .conclusion = failure});
    QCOMPARE(f.ids(lastChange(changed).added), (QList<qint64>{5}));
    QCOMPARE(f.ids(lastChange(changed).changed), (QList<qint64>{4}));

    f.tell(QList<Run>{});
    QCOMPARE(changed.count(), 4);
}

void TestRunCatalog::keepsAllThatARowShows()
{
    CatalogFixture f;
    const Run run = CatalogFixture::run({.id = 7, .minute = 1, .pullRequests = {231}, .attempt = 3});
    f.tell(QList{run});
    const RunEntry entry = f.entry(7);
    QCOMPARE(entry.key(), f.key(7));
    QCOMPARE(entry.repository(), (RepositoryRef{kim(), acmeApi()}));
    QCOMPARE(entry.title(), run.title);
    QCOMPARE(entry.workflow(), run.workflowName);
    QCOMPARE(entry.branch(), run.headBranch);
    QCOMPARE(entry.actor(), run.actor.login);
    QCOMPARE(entry.event(), run.event);
    QCOMPARE(entry.number(), run.number);
    QCOMPARE(entry.attempt(), 3);
    QCOMPARE(entry.state(), run.state);
    QCOMPARE(entry.pullRequests(), run.pullRequests);
    QCOMPARE(entry.createdAt(), run.createdAt);
    QCOMPARE(entry.startedAt(), run.startedAt);
    QCOMPARE(entry.updatedAt(), run.updatedAt);
    QCOMPARE(entry.durationMs(f.clock.now()), 60'000);
    QVERIFY(!f.catalog.find(f.key(8)));
    QVERIFY(!f.catalog.find(f.key(7, AccountId{QStringLiteral("x@y")})));
}

void TestRunCatalog::keepsWordsItDoesNotKnow()
{
    CatalogFixture f;
    f.tell({.id = 1, .conclusion = QStringLiteral("exploded")});
    f.tell({.id = 2, .conclusion = none, .status = QStringLiteral("dreaming")});
    Run timeless = CatalogFixture::run({.id = 3});
    timeless.startedAt = timeless.updatedAt = {};
    timeless.headSha = QStringLiteral("no sha");
    f.tell(QList{timeless});
    QCOMPARE(f.entry(1).state().conclusionText, QStringLiteral("exploded"));
    QCOMPARE(f.entry(2).state().statusText, QStringLiteral("dreaming"));
    QCOMPARE(f.entry(3).durationMs(f.clock.now()), -1);
    QCOMPARE(f.entry(3).startedAt(), timeless.createdAt);
    QCOMPARE(f.catalog.counts().running, 1);
}

void TestRunCatalog::tellsAccountsApart()
{
    CatalogFixture f;
    const AccountId other{QStringLiteral("kim@ghe.example.com")};
    f.tell(RunSketch{.id = 1});
    f.tell({.id = 1, .conclusion = failure}, other);
    QCOMPARE(f.catalog.counts().all, 2);
    QCOMPARE(f.catalog.counts().failing, 1);
    QVERIFY(f.catalog.find(f.key(1)) != f.catalog.find(f.key(1, other)));
}

void TestRunCatalog::findsTheFailing()
{
    CatalogFixture f;
    f.tell({CatalogFixture::run({.id = 1, .minute = 1}),
            CatalogFixture::run({.id = 2, .minute = 2, .conclusion = failure}),
            CatalogFixture::run({.id = 3, .minute = 3, .conclusion = QStringLiteral("timed_out")}),
            CatalogFixture::run({.id = 4, .minute = 4, .conclusion = none}),
            CatalogFixture::run({.id = 5, .minute = 4, .conclusion = failure, .branch = QStringLiteral("topic")}),
            CatalogFixture::run({.id = 6, .minute = 4, .workflow = QStringLiteral("Lint")})});
    QCOMPARE(f.idsIn(place(Place::Kind::Failing)), (QList<qint64>{5, 3}));
    QCOMPARE(f.entry(3).attention().failuresInARow, 2);
    QCOMPARE(f.entry(5).attention().failuresInARow, 1);
    QCOMPARE(f.entry(2).attention().failuresInARow, 0);

    f.tell({.id = 4, .minute = 4});
    QCOMPARE(f.idsIn(place(Place::Kind::Failing)), (QList<qint64>{5}));
    QCOMPARE(f.entry(3).attention().failuresInARow, 0);
}

void TestRunCatalog::skippedAndCancelledSayNothing()
{
    CatalogFixture f;
    f.tell({CatalogFixture::run({.id = 1, .minute = 1, .conclusion = failure}),
            CatalogFixture::run({.id = 2, .minute = 2, .conclusion = QStringLiteral("cancelled")}),
            CatalogFixture::run({.id = 3, .minute = 3, .conclusion = failure}),
            CatalogFixture::run({.id = 4, .minute = 4, .conclusion = QStringLiteral("skipped")})});
    QCOMPARE(f.idsIn(place(Place::Kind::Failing)), (QList<qint64>{3}));
    QCOMPARE(f.entry(3).attention().failuresInARow, 2);
}

void TestRunCatalog::forksBranchesAreTheirOwn()
{
    CatalogFixture f;
    f.tell({.id = 1, .minute = 1});
    f.tell({.id = 2, .minute = 2, .conclusion = failure, .headRepository = QStringLiteral("stranger/api")});
    f.tell({.id = 3, .minute = 3});
    QCOMPARE(f.idsIn(place(Place::Kind::Failing)), (QList<qint64>{2}));
}

void TestRunCatalog::failuresGrowOld()
{
    CatalogFixture f;
    f.tell({.id = 1, .conclusion = failure});
    f.tell({.id = 2, .minute = -15 * 24 * 60, .conclusion = failure, .branch = QStringLiteral("old")});
    QCOMPARE(f.idsIn(place(Place::Kind::Failing)), (QList<qint64>{1}));
    QSignalSpy changed(&f.catalog, &RunCatalog::changed);
    f.clock.advance(13 * 24h);
    QCOMPARE(f.catalog.counts().failing, 1);
    QCOMPARE(changed.count(), 0);
    f.clock.advance(25h);
    QCOMPARE(f.catalog.counts().failing, 0);
    QCOMPARE(changed.count(), 1);
    // One that is run again is fresh, though it was created long ago.
    Run again = CatalogFixture::run(
        {.id = 2, .minute = -15 * 24 * 60, .conclusion = failure, .branch = QStringLiteral("old"), .attempt = 2});
    again.startedAt = f.clock.now().addSecs(-600);
    again.updatedAt = f.clock.now();
    f.tell(QList{again});
    QCOMPARE(f.idsIn(place(Place::Kind::Failing)), (QList<qint64>{2}));
}

void TestRunCatalog::knowsWhatIsMine()
{
    CatalogFixture f;
    f.tell({.id = 1, .minute = 1, .actor = QStringLiteral("KIM")});
    f.tell({.id = 2, .minute = 2, .conclusion = failure, .branch = QStringLiteral("a")});
    f.tell({.id = 3, .minute = 3, .conclusion = failure, .actor = QStringLiteral("kim")},
           AccountId{QStringLiteral("kim@ghe.example.com")});
    Run restarted = CatalogFixture::run({.id = 4, .minute = 4, .conclusion = failure, .branch = QStringLiteral("b")});
    restarted.triggeringActor.login = QStringLiteral("kim");
    f.tell(QList{restarted});
    QCOMPARE(f.catalog.counts().mine, 0);

    f.catalog.setAccounts({kimsAccount()});
    QCOMPARE(f.idsIn(place(Place::Kind::Mine)), (QList<qint64>{4, 1}));
    QCOMPARE(f.idsIn(place(Place::Kind::NeedsYou)), (QList<qint64>{4}));
    f.tell({.id = 5, .minute = 5, .conclusion = failure, .actor = QStringLiteral("kim")});
    QCOMPARE(f.idsIn(place(Place::Kind::NeedsYou)), (QList<qint64>{5, 4}));

    f.catalog.setAccounts({});
    QCOMPARE(f.catalog.counts().mine, 0);
    QCOMPARE(f.catalog.counts().needsYou, 0);
    // Without a login nobody is anybody.
    f.catalog.setAccounts({Account::of(QString(), QStringLiteral("github.com"), QUrl())});
    QCOMPARE(f.catalog.counts().mine, 0);
}

void TestRunCatalog::needsYouToApprove()
{
    CatalogFixture f;
    f.tell(
        {.id = 1, .conclusion = QStringLiteral("action_required"), .headRepository = QStringLiteral("stranger/api")});
    QCOMPARE(f.idsIn(place(Place::Kind::NeedsYou)), (QList<qint64>{1}));
    f.tell({.id = 1, .conclusion = none, .headRepository = QStringLiteral("stranger/api")});
    QCOMPARE(f.catalog.counts().needsYou, 0);
}

void TestRunCatalog::reviewsComeFromTheStore()
{
    CatalogFixture f;
    const Run waiting = CatalogFixture::run({.id = 1, .conclusion = none, .status = QStringLiteral("waiting")});
    f.tell(QList{waiting});
    QCOMPARE(f.catalog.counts().needsYou, 0);
    QCOMPARE(f.catalog.counts().waiting, 1);
    await<QList<RunChange>>([&](QObject *context, auto done) { f.store.saveRuns(kim(), {waiting}, context, done); });
    const auto save = [&f](bool may) {
        PendingDeployment deployment;
        deployment.environment = QStringLiteral("production");
        deployment.currentUserCanApprove = may;
        await<bool>([&](QObject *context, auto done) {
            f.store.savePendingDeployments(f.key(1), {deployment}, context, done);
        });
        f.catalog.refreshDetails(f.key(1));
    };
    save(true);
    QTRY_COMPARE(f.catalog.counts().needsYou, 1);
    QCOMPARE(f.entry(1).waitingFor(), QStringList{QStringLiteral("production")});
    save(false);
    QTRY_COMPARE(f.catalog.counts().needsYou, 0);
    save(true);
    QTRY_COMPARE(f.catalog.counts().needsYou, 1);
    f.tell({.id = 1, .conclusion = none});
    QCOMPARE(f.catalog.counts().needsYou, 0);
    // Known from the start as well.
    RunCatalog second(f.store, f.clock);
    second.load();
    QTRY_COMPARE(second.counts().needsYou, 1);
}

void TestRunCatalog::countsByRepository()
{
    CatalogFixture f;
    const RepoName web{QStringLiteral("acme"), QStringLiteral("web")};
    const RepositoryRef api{kim(), acmeApi()};
    QCOMPARE(f.catalog.counts(api), CatalogCounts());
    QCOMPARE(f.catalog.counts(api).worstState().status, Status::Unknown);
    f.tell({.id = 1, .minute = 1});
    QCOMPARE(f.catalog.counts(api).worstState().conclusion, Conclusion::Success);
    f.tell({.id = 2, .minute = 2, .conclusion = none});
    QCOMPARE(f.catalog.counts(api).worstState().status, Status::InProgress);
    f.tell({.id = 3, .minute = 3, .conclusion = none, .status = QStringLiteral("waiting")});
    QCOMPARE(f.catalog.counts(api).worstState().status, Status::Waiting);
    f.tell({.id = 4, .minute = 4, .conclusion = failure, .repository = web});
    QCOMPARE(f.catalog.counts({kim(), web}).worstState().conclusion, Conclusion::Failure);
    QCOMPARE(f.catalog.repositories().size(), 2);
    QCOMPARE(f.catalog.counts(api), (CatalogCounts{0, 0, 2, 1, 0, 3}));
    QCOMPARE(f.catalog.counts(), (CatalogCounts{0, 1, 2, 1, 0, 4}));
    QCOMPARE(f.idsIn(Place::of({kim(), {QStringLiteral("ACME"), QStringLiteral("Web")}})), (QList<qint64>{4}));
    QCOMPARE(f.idsIn(Place::of({kim(), {QStringLiteral("acme"), QStringLiteral("unknown")}})), (QList<qint64>{}));
}

//! Whatever happens in whatever order, what was kept up to date is what counting anew would give.
void TestRunCatalog::countsStayTrue()
{
    CatalogFixture f;
    f.catalog.setAccounts({kimsAccount()});
    const QStringList outcomes{failure, none, QStringLiteral("success"), QStringLiteral("cancelled"),
                               QStringLiteral("action_required")};
    const QStringList people{QStringLiteral("kim"), QStringLiteral("lee")};
    const auto chance = [&f](int below) {
        return int(f.clock.random() * below);
    };
    for (int round = 0; round < 200; ++round) {
        QList<Run> batch;
        for (int i = 0; i < 5; ++i) {
            const int id = chance(60) + 1;
            batch.append(CatalogFixture::run({.id = id,
                                              .minute = id * 7 % 60,
                                              .conclusion = outcomes[chance(5)],
                                              .branch = QString::number(id % 4),
                                              .actor = people[id % 2]}));
        }
        f.tell(batch);
        if (round % 4 == 0)
            f.catalog.remove({f.key(chance(60) + 1), f.key(chance(60) + 1)});
    }
    CatalogCounts counted;
    for (const RunIndex index : f.catalog.newestFirst()) {
        const RunEntry run = f.catalog.run(index);
        counted.all += 1;
        counted.mine += run.isMine();
        counted.needsYou += run.attention().needsYou;
        counted.failing += run.attention().failing;
        counted.running += !run.state().isCompleted();
    }
    QCOMPARE(f.catalog.counts(), counted);
    QVERIFY(counted.all > 40 && counted.all < 60 && counted.needsYou > 0 && counted.running > 0 && counted.mine > 0);
    QVERIFY(counted.failing <= 4);
}

void TestRunCatalog::forgetsRemovedRuns()
{
    CatalogFixture f;
    f.tell({CatalogFixture::run({.id = 1, .minute = 1, .conclusion = failure}),
            CatalogFixture::run({.id = 2, .minute = 2, .conclusion = failure}),
            CatalogFixture::run({.id = 3, .minute = 3, .conclusion = none})});
    QSignalSpy changed(&f.catalog, &RunCatalog::changed);
    f.catalog.remove({f.key(2), f.key(3), f.key(9)});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(f.ids(lastChange(changed).removed), (QList<qint64>{2, 3}));
    // The older failure is the newest verdict again.
    QCOMPARE(f.ids(lastChange(changed).changed), (QList<qint64>{1}));
    QVERIFY(f.entry(1).attention().failing);
    QCOMPARE(f.ids(f.catalog.newestFirst()), QList<qint64>{1});
    QVERIFY(!f.catalog.find(f.key(2)));
    QCOMPARE(f.catalog.counts().all, 1);
    QCOMPARE(f.catalog.counts().failing, 1);
    QCOMPARE(f.catalog.counts().running, 0);

    // What comes back is a new run to the catalog.
    f.tell({.id = 2, .minute = 2, .conclusion = failure});
    QCOMPARE(f.ids(f.catalog.newestFirst()), (QList<qint64>{2, 1}));
    QCOMPARE(f.catalog.counts().all, 2);
}

void TestRunCatalog::mediansComeFromSuccesses()
{
    CatalogFixture f;
    f.tell({.id = 1, .minute = 1, .conclusion = none});
    QCOMPARE(f.entry(1).medianDurationMs(), -1);
    f.tell({.id = 2, .minute = 2, .lastsSeconds = 100});
    f.tell({.id = 3, .minute = 3, .lastsSeconds = 300});
    f.tell({.id = 4, .minute = 4, .lastsSeconds = 200});
    f.tell({.id = 5, .minute = 5, .conclusion = failure, .lastsSeconds = 9});
    QCOMPARE(f.entry(1).medianDurationMs(), 200'000);
    // Told again without a change of state, it counts no second time.
    f.tell({.id = 2, .minute = 2, .title = QStringLiteral("Other"), .lastsSeconds = 100});
    f.tell({.id = 2, .minute = 2, .title = QStringLiteral("Another"), .lastsSeconds = 100});
    QCOMPARE(f.entry(1).medianDurationMs(), 200'000);
    // A workflow that became faster is soon known to be.
    for (int id = 10; id < 30; ++id)
        f.tell({.id = id, .minute = id, .lastsSeconds = 10});
    QCOMPARE(f.entry(1).medianDurationMs(), 10'000);
}

void TestRunCatalog::stepsComeFromTheStore()
{
    CatalogFixture f;
    const Run running = CatalogFixture::run({.id = 1, .conclusion = none});
    f.tell(QList{running});
    await<QList<RunChange>>([&](QObject *context, auto done) { f.store.saveRuns(kim(), {running}, context, done); });
    Job done;
    done.id = JobId{1};
    done.runId = running.id;
    done.name = QStringLiteral("lint");
    done.state = RunState::of(u"completed", u"success");
    Job job = done;
    job.id = JobId{2};
    job.name = QStringLiteral("build");
    job.state = RunState::of(u"in_progress", {});
    job.steps = {{1, QStringLiteral("Set up job"), RunState::of(u"completed", u"success"), {}, {}},
                 {5, QStringLiteral("Build"), RunState::of(u"in_progress", {}), {}, {}},
                 {9, QStringLiteral("Test"), RunState::of(u"queued", {}), {}, {}}};
    await<bool>([&](QObject *context, auto saved) { f.store.saveJobs(f.key(1), 1, {done, job}, context, saved); });
    f.catalog.refreshDetails(f.key(1));
    QTRY_VERIFY(f.entry(1).step().has_value());
    QCOMPARE(*f.entry(1).step(), (RunStep{2, 3, QStringLiteral("Build")}));
    f.tell(RunSketch{.id = 1});
    QVERIFY(!f.entry(1).step());
    f.catalog.refreshDetails(f.key(1));
    f.catalog.refreshDetails(f.key(77));
    QCOMPARE(f.store.pendingCalls(), 0);
}

void TestRunCatalog::loadsFromTheStore()
{
    VirtualClock clock;
    Store store({}, clock);
    fillStore(store, 3000);
    RunCatalog catalog(store, clock);
    QSignalSpy loaded(&catalog, &RunCatalog::loaded);
    QSignalSpy failed(&catalog, &RunCatalog::loadFailed);
    catalog.load();
    QVERIFY(!catalog.isLoaded());
    QTRY_COMPARE(loaded.count(), 1);
    QVERIFY(catalog.isLoaded());
    QCOMPARE(failed.count(), 0);
    QCOMPARE(catalog.counts().all, 3000);
    const auto &order = catalog.newestFirst();
    QCOMPARE(order.size(), size_t(3000));
    QVERIFY(std::is_sorted(order.begin(), order.end(), [&](RunIndex a, RunIndex b) {
        return catalog.run(a).createdAt() > catalog.run(b).createdAt();
    }));
    QVERIFY(catalog.find({manyRunsAccount(), manyRunsRun(0).id}).has_value());
}

void TestRunCatalog::reviewsOfTheOldestRunAreLoaded()
{
    VirtualClock clock;
    Store store({}, clock);
    fillStore(store, 3000);
    // Older than all: it comes with the last piece.
    Run waiting = CatalogFixture::run({.id = 1'000'000, .conclusion = none, .status = QStringLiteral("waiting")});
    waiting.createdAt = QDateTime(QDate(2001, 1, 1), QTime(0, 0), Qt::UTC);
    await<QList<RunChange>>([&](QObject *context, auto done) { store.saveRuns(kim(), {waiting}, context, done); });
    PendingDeployment deployment;
    deployment.environment = QStringLiteral("production");
    deployment.currentUserCanApprove = true;
    await<bool>([&](QObject *context, auto done) {
        store.savePendingDeployments({kim(), waiting.id}, {deployment}, context, done);
    });
    RunCatalog catalog(store, clock);
    QSignalSpy loaded(&catalog, &RunCatalog::loaded);
    catalog.load();
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(catalog.counts().all, 3001);
    QVERIFY(catalog.run(*catalog.find({kim(), waiting.id})).attention().needsYou);
}

void TestRunCatalog::showsOnlyWhatIsWatched()
{
    const RepoName web{QStringLiteral("acme"), QStringLiteral("web")};
    CatalogFixture f;
    f.tell({CatalogFixture::run({.id = 1, .minute = 1, .conclusion = failure}),
            CatalogFixture::run({.id = 2, .minute = 2, .conclusion = failure, .repository = web})});
    QCOMPARE(f.catalog.counts().failing, 2);
    f.catalog.showOnly({{kim(), acmeApi()}});
    QCOMPARE(f.ids(f.catalog.newestFirst()), QList<qint64>{1});
    QCOMPARE(f.catalog.counts().failing, 1);
    QCOMPARE(f.catalog.counts({kim(), web}), CatalogCounts());
    await<QList<RunChange>>([&](QObject *context, auto done) {
        f.store.saveRuns(kim(), {CatalogFixture::run({.id = 4, .minute = 4, .repository = web})}, context, done);
    });
    QSignalSpy loaded(&f.catalog, &RunCatalog::loaded);
    f.catalog.load();
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(f.catalog.counts().all, 1);
}

void TestRunCatalog::changesOvertakeTheLoad()
{
    VirtualClock clock;
    Store store({}, clock);
    fillStore(store, 10);
    RunCatalog catalog(store, clock);
    catalog.load();
    Run newer = manyRunsRun(5);
    newer.title = QStringLiteral("Told while loading");
    catalog.apply({{1, manyRunsAccount(), {}, newer, clock.now()}});
    QTRY_VERIFY(catalog.isLoaded());
    QCOMPARE(catalog.counts().all, 10);
    QCOMPARE(catalog.run(*catalog.find({manyRunsAccount(), newer.id})).title(), newer.title);
}

QTEST_GUILESS_MAIN(TestRunCatalog)
#include "tst_runcatalog.moc"
