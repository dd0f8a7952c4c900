// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/simulator.h"
#include "tests/core/monitor/monitorharness.h"
#include "tests/support/simulatednetwork.h"

#include <QFile>
#include <QtTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = JobLog::State;

namespace {

//! A workflow of two jobs side by side, of 40 s and 5 min, on the simulator, with the runs of a test.
Scenario scenarioOf(const QByteArray &runs)
{
    const Expected<Scenario> scenario = Scenario::parse(R"({
        "seed": 1, "history": "1h",
        "people": [{"login": "octocat"}, {"login": "hubot"}, {"login": "acme", "type": "Organization"}],
        "accounts": [{"login": "octocat", "host": "github.com", "token": "token"}],
        "repositories": [{"name": "acme/app", "access": ["octocat"], "workflows": [{
            "name": "CI", "file": "ci.yml", "on": ["push"],
            "jobs": [{"id": "lint", "steps": [["Lint", 40]]}, {"id": "test", "steps": [["Test", 300]]}]}],
            "runs": [)" + runs + "]}]}");
    if (!scenario)
        qFatal("%s: %s", qPrintable(scenario.error().field), qPrintable(scenario.error().message));
    return *scenario;
}

//! Watched by octocat, with the runs on screen and none of them opened.
struct Watched
{
    explicit Watched(const QByteArray &runs)
        : simulator(scenarioOf(runs), clock)
        , network(simulatedNetwork(simulator))
        , harness(
              clock, [this](const FakeRequest &request) { return answer(request); }, {}, u"octocat"_s, {},
              simulator.baseUrl())
    {
        harness.keepLogs();
        QObject::connect(&harness.monitor, &Monitor::runsChanged, &harness.monitor,
                         [this](const QList<RunChange> &changes) { run = changes.last().after; });
        harness.monitor.setVisibleRepositories({harness.ref(u"acme/app"_s)});
        harness.watch({u"acme/app"_s});
        harness.pass(1s);
        run.reset(); // from now on: not the past
    }

    FakeAnswer answer(const FakeRequest &request)
    {
        if (request.url.path().endsWith("/logs"_L1))
            asked.append(request.url.path().section(u'/', -2, -2).toLongLong());
        return network(request);
    }

    Job job(const QString &name)
    {
        const QList<Job> jobs = harness.details(run->id.value).jobs;
        const auto found = std::find_if(jobs.begin(), jobs.end(), [&](const Job &each) { return each.name == name; });
        return found == jobs.end() ? Job() : *found;
    }
    QString path(const QString &name)
    {
        const Job of = job(name);
        return harness.logs->cache.pathOf({u"github.com"_s, u"acme"_s, u"app"_s, run->id, of.attempt, of.id});
    }
    bool isKept(const QString &name) { return QFile::exists(path(name)); }

    VirtualClock clock;
    Simulator simulator;
    FakeNetwork::Handler network;
    QList<qint64> asked; //!< Jobs whose logs were asked for.
    std::optional<Run> run;
    MonitorHarness harness;
};

//! Runs told by the test as they go, with logs.
struct Told
{
    explicit Told(const QString &file = {})
        : harness(
            clock, [this](const FakeRequest &request) { return answer(request); }, file)
    {
        harness.keepLogs();
    }

    FakeAnswer answer(const FakeRequest &request)
    {
        if (isAway)
            return FakeAnswer{.error = QNetworkReply::HostNotFoundError};
        const QString path = request.url.path();
        if (!path.endsWith("/logs"_L1))
            return path.startsWith("/blob/"_L1) ? storage(path) : github.answer(request);
        const QString job = path.section(u'/', -2, -2);
        asked.append(job.toLongLong());
        // Counted as any other request.
        FakeAnswer answer = github.answer({"GET", QUrl(u"https://api.github.com/repos/o/r/nothing"_s), {}, {}});
        answer.status = 302;
        answer.headers.append({"Location", "https://storage.example/blob/" + job.toLatin1()});
        return answer;
    }
    FakeAnswer storage(const QString &path)
    {
        FakeAnswer answer{.body = path.toUtf8() + '\n'};
        answer.hangs = isStuck;
        return answer;
    }

    FakeGitHub::FakeRun &add(const QString &actor, const QString &status = u"in_progress"_s)
    {
        FakeGitHub::FakeRun &run = github.addRun(u"o/r"_s, status);
        run.actor = actor;
        return run;
    }
    void watch()
    {
        github.addOldRun(u"o/r"_s, 48h);
        harness.monitor.setVisibleRepositories({harness.ref(u"o/r"_s)});
        harness.watch({u"o/r"_s});
        harness.pass(1s);
    }
    //! Jobs that ended so, of these ids.
    static QList<FakeGitHub::FakeJob> jobs(const QList<qint64> &ids, const QString &conclusion)
    {
        QList<FakeGitHub::FakeJob> jobs;
        for (const qint64 id : ids)
            jobs.append({id, u"completed"_s, conclusion, 1, 1});
        return jobs;
    }
    bool isKept(qint64 run, qint64 job) const
    {
        return QFile::exists(harness.logs->cache.pathOf({u"github.com"_s, u"o"_s, u"r"_s, RunId{run}, 1, JobId{job}}));
    }

    VirtualClock clock;
    FakeGitHub github{clock};
    QList<qint64> asked;
    bool isAway = false;
    bool isStuck = false;
    MonitorHarness harness;
};

const FakeGitHub::FakeJob running{99, u"in_progress"_s, {}, 1, 1};

} // namespace

//! Logs of what is watched and not looked at.
class TestWatchedLogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownJobsAreKeptWhileTheirRunGoesOn()
    {
        Watched watched(R"({"at": "10s", "workflow": "ci.yml", "title": "Mine", "actor": "octocat"})");
        watched.harness.pass(20s);
        QVERIFY(watched.run);
        QVERIFY(watched.asked.isEmpty());
        watched.harness.pass(80s);
        QVERIFY(!watched.run->state.isCompleted());
        QVERIFY(watched.isKept(u"lint"_s));
        QVERIFY(!watched.isKept(u"test"_s));
        QCOMPARE(watched.asked, QList<qint64>{watched.job(u"lint"_s).id.value});
        watched.harness.pass(5min);
        QVERIFY(watched.run->state.isCompleted());
        QVERIFY(watched.isKept(u"test"_s));
        QCOMPARE(watched.asked.size(), 2);

        // Opened now, they are there at once.
        const RunDetails details = watched.harness.details(watched.run->id.value);
        LogStreamer &streamer = watched.harness.logs->streamer;
        streamer.follow(watched.harness.key(details.run.id.value), details.run.repository, details.attempt,
                        details.jobs);
        for (const Job &job : details.jobs)
            streamer.want({watched.harness.account.id, job.id});
        watched.harness.settle();
        for (const Job &job : details.jobs)
            QCOMPARE(streamer.logOf({watched.harness.account.id, job.id}).state, State::Ready);
        QCOMPARE(watched.asked.size(), 2);
    }

    void othersJobsAreLeft()
    {
        Watched watched(R"({"at": "10s", "workflow": "ci.yml", "title": "Theirs", "actor": "hubot"})");
        watched.harness.pass(10min);
        QVERIFY(watched.run->state.isCompleted());
        QVERIFY(watched.job(u"test"_s).state.isCompleted());
        QVERIFY(watched.asked.isEmpty());
    }

    void othersFailuresAreKept()
    {
        Watched watched(R"({"at": "10s", "workflow": "ci.yml", "title": "Theirs", "actor": "hubot",
                            "fails": ["lint / Lint"]})");
        watched.harness.pass(100s);
        QVERIFY(!watched.run->state.isCompleted());
        QVERIFY(watched.isKept(u"lint"_s));
        watched.harness.pass(10min);
        QVERIFY(!watched.isKept(u"test"_s));
        QCOMPARE(watched.asked.size(), 1);
    }

    void thePastIsLeft()
    {
        Watched watched(R"({"at": "-10m", "workflow": "ci.yml", "title": "Mine", "actor": "octocat",
                            "fails": ["test / Test"]})");
        watched.harness.pass(30min);
        QVERIFY(watched.asked.isEmpty());
    }

    void whatIsLookedAtIsNotFetchedTwice()
    {
        Watched watched(R"({"at": "10s", "workflow": "ci.yml", "title": "Mine", "actor": "octocat"})");
        watched.harness.pass(20s);
        const RunKey key = watched.harness.key(watched.run->id.value);
        LogStreamer &streamer = watched.harness.logs->streamer;
        const auto follow = [&] {
            const RunDetails details = watched.harness.details(key.run.value);
            streamer.follow(key, details.run.repository, details.attempt, details.jobs);
        };
        watched.harness.monitor.setFocusedRun(key, watched.run->repository);
        QObject::connect(&watched.harness.monitor, &Monitor::runDetailsChanged, &streamer, follow,
                         Qt::QueuedConnection);
        watched.harness.pass(60s);
        QVERIFY(watched.isKept(u"lint"_s));
        const qsizetype asked = watched.asked.size(); // It was asked for so soon that GitHub did not have it yet.
        QCOMPARE(watched.asked, QList<qint64>(asked, watched.job(u"lint"_s).id.value));
        // The user turns to something else: the rest comes all the same, and what is there is not asked for.
        watched.harness.monitor.setFocusedRun({});
        QObject::disconnect(&watched.harness.monitor, nullptr, &streamer, nullptr);
        streamer.unfollow(key);
        watched.harness.pass(10min);
        QVERIFY(watched.isKept(u"test"_s));
        QCOMPARE(watched.asked.size(), asked + 1);
        QCOMPARE(watched.asked.last(), watched.job(u"test"_s).id.value);
    }

    void aRunThatEndsBetweenTwoPollsKeepsItsFirstFailure()
    {
        Told told;
        told.watch();
        // Not seen before, and seen just before: of neither were jobs seen.
        const qint64 seen = told.add(u"octocat"_s).id;
        told.harness.pass(16s);
        QVERIFY(told.harness.stored(seen));
        told.github.run(seen).jobs = told.jobs({21}, u"success"_s) + told.jobs({22, 23}, u"failure"_s);
        told.github.move(seen, u"completed"_s, u"failure"_s);
        FakeGitHub::FakeRun &unseen = told.add(u"hubot"_s, u"completed"_s);
        unseen.conclusion = u"failure"_s;
        unseen.jobs = told.jobs({11}, u"success"_s) + told.jobs({12, 13}, u"failure"_s);
        const qint64 unseenId = unseen.id;
        FakeGitHub::FakeRun &fine = told.add(u"octocat"_s, u"completed"_s);
        fine.conclusion = u"success"_s;
        fine.jobs = told.jobs({31}, u"success"_s);
        told.harness.pass(10min);
        std::sort(told.asked.begin(), told.asked.end());
        QCOMPARE(told.asked, (QList<qint64>{12, 22}));
        QVERIFY(told.isKept(unseenId, 12));
        QVERIFY(told.isKept(seen, 22));
        QCOMPARE(told.github.requests(u"/actions/runs/%1/jobs"_s.arg(fine.id)), 0);
        // A rerun that ends as quickly is another.
        FakeGitHub::FakeRun &again = told.github.run(unseenId);
        told.github.rerun(unseenId);
        again.jobs.append({42, u"completed"_s, u"failure"_s, 1, 2});
        told.github.move(unseenId, u"completed"_s, u"failure"_s);
        told.harness.pass(10min);
        QCOMPARE(told.asked.size(), 3);
        QCOMPARE(told.asked.last(), 42);
    }

    void fewComeAtOnceAndWhatFailedFirst()
    {
        Told told;
        told.watch();
        told.isStuck = true;
        FakeGitHub::FakeRun &run = told.add(u"octocat"_s);
        run.jobs = told.jobs({1, 2, 3, 4}, u"success"_s) + told.jobs({5, 6}, u"failure"_s);
        run.jobs.append(running);
        const qint64 id = run.id;
        told.harness.pass(50s);
        QCOMPARE(told.asked.size(), WatchedLogs::maxAtOnce);
        // Who looks does not wait for them.
        LogStreamer &streamer = told.harness.logs->streamer;
        const RunDetails other = told.harness.details(id);
        Job looked;
        looked.id = JobId{77};
        looked.state = RunState::of(u"completed", u"success");
        streamer.follow(told.harness.key(500), other.run.repository, 1, {looked});
        streamer.want({told.harness.account.id, looked.id});
        told.harness.settle();
        QCOMPARE(told.asked.last(), 77);
        // What is opened of those that wait goes ahead, too.
        streamer.follow(told.harness.key(id), other.run.repository, 1, other.jobs);
        streamer.want({told.harness.account.id, JobId{4}});
        told.harness.settle();
        QCOMPARE(told.asked.at(3), 4);
        told.isStuck = false;
        told.harness.pass(5min);
        for (const qint64 job : {5, 6})
            QVERIFY(told.isKept(id, job));
    }

    void nothingIsAskedForWhileLimited()
    {
        Told told;
        told.watch();
        const qint64 id = told.add(u"octocat"_s).id;
        told.harness.pass(40s);
        // Somebody else spends nearly all of it.
        for (int i = 0; i < 4600; ++i)
            told.github.answer({"GET", QUrl(u"https://api.github.com/repos/o/r/actions/workflows"_s), {}, {}});
        told.harness.monitor.refresh(); // the user's own: it is told of the limit
        told.github.run(id).jobs = told.jobs({1, 2}, u"failure"_s);
        told.github.run(id).jobs.append(running);
        told.harness.pass(30min);
        QVERIFY(told.asked.isEmpty());
        told.harness.pass(35min);
        QVERIFY(told.isKept(id, 1));
        QVERIFY(told.isKept(id, 2));
    }

    void theBudgetIsKept()
    {
        Told told;
        told.github.setHourlyLimit(200); // of which polling may spend a half
        told.watch();
        QList<qint64> ids;
        for (int i = 1; i <= 300; ++i)
            ids.append(i);
        FakeGitHub::FakeRun &run = told.add(u"octocat"_s);
        run.jobs = told.jobs(ids, u"success"_s);
        run.jobs.append(running);
        told.harness.pass(1h - 1min);
        QVERIFY2(told.github.counted() <= 100, qPrintable(QString::number(told.github.counted())));
        QVERIFY(told.asked.size() > 20);
    }

    void whatTheNetworkKeptBackComesLater()
    {
        Told told;
        told.watch();
        FakeGitHub::FakeRun &run = told.add(u"octocat"_s);
        const qint64 id = run.id;
        run.jobs = {running};
        told.harness.pass(40s);
        run.jobs.prepend({1, u"completed"_s, u"failure"_s, 1, 1});
        told.isAway = true;
        told.harness.pass(10min);
        QVERIFY(told.harness.monitor.status().offline);
        QVERIFY(told.asked.isEmpty());
        told.isAway = false;
        told.harness.pass(5min);
        QVERIFY(told.isKept(id, 1));
        QCOMPARE(told.asked.size(), 1);
    }

    void aNewStartAsksForNothingThatIsThere()
    {
        QTemporaryDir folder;
        Told told(folder.filePath(u"runlight.sqlite"_s));
        told.watch();
        FakeGitHub::FakeRun &run = told.add(u"octocat"_s);
        run.jobs = told.jobs({1}, u"success"_s);
        run.jobs.append(running);
        told.harness.pass(1min);
        QCOMPARE(told.asked, QList<qint64>{1});
        // The same cache, watched anew.
        MonitorHarness::Logs &logs = *told.harness.logs;
        MonitorHarness again(told.clock, [&told](const FakeRequest &request) { return told.answer(request); });
        LogStreamer streamer(logs.cache, told.clock);
        streamer.addAccount(again.account, again.github);
        WatchedLogs watched(again.monitor, streamer, told.clock);
        again.watch({u"o/r"_s});
        again.pass(5min);
        told.harness.pass(5min);
        QCOMPARE(told.asked, QList<qint64>{1});
    }

    void runsThatAreGoneAreForgotten()
    {
        Told told;
        told.watch();
        told.isStuck = true;
        FakeGitHub::FakeRun &run = told.add(u"octocat"_s);
        run.jobs = told.jobs({1, 2, 3, 4}, u"success"_s);
        run.jobs.append(running);
        const qint64 id = run.id;
        told.harness.pass(50s);
        QCOMPARE(told.asked.size(), WatchedLogs::maxAtOnce);
        told.github.removeRun(id);
        told.harness.pass(2min);
        QVERIFY(!told.harness.stored(id));
        told.isStuck = false;
        told.harness.pass(30min);
        QVERIFY(!told.asked.contains(4));
    }
};

QTEST_GUILESS_MAIN(TestWatchedLogs)
#include "tst_watchedlogs.moc"
