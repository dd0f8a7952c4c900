// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/monitor/logbench.h"
#include "tests/core/simulator/simulatorclient.h"
#include "tests/support/madezip.h"
#include "tests/support/simulatednetwork.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QSemaphore>
#include <QTest>

#ifdef Q_OS_UNIX
#    include <sys/resource.h>

#    include <csignal>
#endif

using namespace Runlight;
using namespace std::chrono_literals;
using State = JobLog::State;

//! The archive of a run's logs in place of each log by itself.
class TestRunLogsFetch : public QObject
{
    Q_OBJECT

    VirtualClock m_clock;
    std::unique_ptr<LogBench> m_bench;
    QHash<qint64, QByteArray> m_logs; //!< Each by itself, by job.
    QHash<int, QByteArray> m_zips; //!< By attempt.
    std::function<std::optional<FakeAnswer>(const FakeRequest &)> m_fault;

    FakeAnswer answer(const FakeRequest &request)
    {
        if (m_fault) {
            if (const std::optional<FakeAnswer> fault = m_fault(request))
                return *fault;
        }
        const QString path = request.url.path();
        const QString id = path.section(QLatin1Char('/'), -2, -2);
        if (path.endsWith(QLatin1String("/logs"))) {
            const QString kind =
                path.contains(QLatin1String("/attempts/")) ? QStringLiteral("zip") : QStringLiteral("log");
            return {302, {}, {{"Location", "https://storage.example/" + kind.toLatin1() + '/' + id.toLatin1() + "/x"}}};
        }
        if (isStorage(request)) {
            const bool isZip = path.startsWith(QLatin1String("/zip/"));
            const QByteArray body = isZip ? m_zips.value(id.toInt()) : m_logs.value(id.toLongLong());
            return body.isNull() ? FakeAnswer{404, {}, {}} : blob(body);
        }
        const QJsonObject job{{QStringLiteral("id"), path.section(QLatin1Char('/'), -1).toLongLong()},
                              {QStringLiteral("run_id"), 5},
                              {QStringLiteral("name"), QStringLiteral("build")},
                              {QStringLiteral("status"), QStringLiteral("completed")},
                              {QStringLiteral("conclusion"), QStringLiteral("failure")}};
        return {200, QJsonDocument(job).toJson()};
    }

    static FakeAnswer blob(const QByteArray &body)
    {
        return {200, body, {{"Content-Length", QByteArray::number(body.size())}}};
    }
    static bool isStorage(const FakeRequest &request) { return request.url.host() == QLatin1String("storage.example"); }
    static bool isZip(const FakeRequest &request)
    {
        return isStorage(request) && request.url.path().startsWith(QLatin1String("/zip/"));
    }

    Job job(qint64 id, const char *name, int attempt = 1, const char *conclusion = "success") const
    {
        Job job;
        job.id = JobId{id};
        job.runId = RunId{5};
        job.attempt = attempt;
        job.name = QString::fromLatin1(name);
        const QLatin1String word(conclusion);
        job.state = RunState::of(word.isEmpty() ? u"in_progress" : u"completed", QString(word));
        job.startedAt = m_clock.now().addSecs(-1000);
        job.completedAt = m_clock.now().addSecs(-500 + id);
        job.steps.append(Step{1, QStringLiteral("Set up job"), job.state, {}, {}});
        return job;
    }

    void follow(const QList<Job> &jobs, int attempt = 1)
    {
        m_bench->streamer->follow(m_bench->run(), acme, attempt, jobs);
        m_bench->settle();
    }
    void wantAll()
    {
        m_bench->streamer->wantAll();
        m_bench->settle();
    }
    void want(qint64 id)
    {
        m_bench->streamer->want(m_bench->job(id));
        m_bench->settle();
    }
    void restart()
    {
        m_bench->streamer = std::make_unique<LogStreamer>(m_bench->cache, m_clock);
        m_bench->streamer->addAccount(m_bench->account, m_bench->github);
    }

    JobLog of(qint64 id) const { return m_bench->streamer->logOf(m_bench->job(id)); }
    int zips() const
    {
        return m_bench->asked(QStringLiteral("api.github.com/repos/acme/api/actions/runs/5/attempts/"));
    }
    int singles() const { return m_bench->asked(QStringLiteral("/logs")) - zips(); }
    //! What is in the cache's folder beside logs.
    QStringList leftOvers() const
    {
        QStringList files;
        QDirIterator all(m_bench->folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString name = all.next();
            if (!name.endsWith(QLatin1String(".log")) && !name.endsWith(QLatin1String(".log.steps")))
                files.append(all.fileName());
        }
        return files;
    }
    QList<Job> threeJobs() const { return {job(1, "a"), job(2, "b / c"), job(3, "d")}; }

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("runlight.logs.info=true")); }

    void init()
    {
        m_fault = {};
        m_logs = {{1, "one\n"}, {2, "two\n"}, {3, "three\n"}};
        m_zips = {{1,
                   madeZip({{.name = "0_a.txt", .content = "one\n"},
                            {.name = "a/1_Set up job.txt", .content = "one\n"},
                            {.name = "1_b  c.txt", .content = "two\n"},
                            {.name = "d/2_Build.txt", .content = "ee\n"},
                            {.name = "d/1_Set up job.txt", .content = "thr"}})}};
        m_bench =
            std::make_unique<LogBench>(m_clock, QUrl(QStringLiteral("https://api.github.com")), "ghp_averysecrettoken",
                                       [this](const FakeRequest &request) { return answer(request); });
    }

    void cleanup()
    {
        m_bench.reset();
        QThreadPool::globalInstance()->waitForDone();
    }

    void oneArchiveForAll()
    {
        follow(threeJobs());
        QCOMPARE(m_bench->requests.size(), 0);
        QSet<State> states;
        connect(m_bench->streamer.get(), &LogStreamer::changed, this,
                [&](const JobKey &id) { states.insert(of(id.job.value).state); });
        wantAll();
        QCOMPARE(zips(), 1);
        QCOMPARE(singles(), 0);
        QCOMPARE(states, (QSet<State>{State::Fetching, State::Ready}));
        for (const qint64 id : {1, 2, 3})
            QCOMPARE(of(id).state, State::Ready);
        QCOMPARE(contentOf(of(1).path), "one\n");
        QCOMPARE(contentOf(of(2).path), "two\n");
        QCOMPARE(contentOf(of(3).path), "thr\nee\n"); // It has only its steps' files.
        QCOMPARE(of(3).receivedBytes, 7);
        QVERIFY(of(3).path.endsWith(QStringLiteral("/acme/api/5/1/3.log")));
        QCOMPARE(QFile::permissions(of(3).path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QCOMPARE(leftOvers(), QStringList());
        wantAll();
        QCOMPARE(m_bench->requests.size(), 2);
    }

    void anArchiveSaysWhereStepsBegin()
    {
        follow(threeJobs());
        wantAll();
        const auto check = [this] {
            QCOMPARE(of(1).stepStarts, (std::vector<StepStart>{{1, {0}}}));
            QVERIFY(of(2).stepStarts.empty()); // it has no files of its steps
            QCOMPARE(of(3).stepStarts, (std::vector<StepStart>{{1, {0}}, {2, {1}}}));
        };
        check();
        restart();
        follow(threeJobs());
        wantAll();
        QCOMPARE(zips(), 1);
        check();
    }

    void tellsHowTheArchiveComes()
    {
        QByteArray noise(3'000'000, 'x');
        QRandomGenerator random(1);
        for (char &byte : noise)
            byte = char(random.bounded(256));
        m_zips[1] = madeZip({{.name = "0_a.txt", .content = noise}, {.name = "1_b  c.txt", .content = "two\n"}});
        QList<JobLog::Archive> told;
        connect(m_bench->streamer.get(), &LogStreamer::changed, this, [&](const JobKey &key) {
            if (const JobLog log = m_bench->streamer->logOf(key); key.job == JobId{2} && log.archive) {
                QCOMPARE(log.state, State::Fetching);
                if (told.isEmpty() || told.last() != *log.archive)
                    told.append(*log.archive);
            }
        });
        follow({job(1, "a"), job(2, "b / c")});
        wantAll();
        QVERIFY(told.size() > 3);
        QVERIFY(told.size() < 110);
        for (qsizetype i = 2; i < told.size(); ++i)
            QVERIFY(told[i].receivedBytes >= told[i - 1].receivedBytes);
        QVERIFY(told.last().isUnpacked);
        QCOMPARE(told.last().receivedBytes, m_zips[1].size());
        QCOMPARE(told.last().totalBytes, m_zips[1].size());
        QCOMPARE(of(2).state, State::Ready);
        QVERIFY(!of(2).archive);
    }

    void whatIsThereStays()
    {
        follow(threeJobs());
        want(1);
        const QByteArray former = "had before\n";
        QFile file(of(1).path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(former) == former.size());
        file.close();
        wantAll();
        QCOMPARE(zips(), 1);
        QCOMPARE(singles(), 1);
        QCOMPARE(contentOf(of(1).path), former);
        QCOMPARE(contentOf(of(2).path), "two\n");
        restart();
        follow(threeJobs());
        wantAll();
        QCOMPARE(of(3).state, State::Ready);
        QCOMPARE(zips(), 1);
        QCOMPARE(singles(), 1);
        // What was thrown away meanwhile comes again.
        QFile::remove(of(2).path);
        QFile::remove(of(3).path);
        wantAll();
        QCOMPARE(contentOf(of(3).path), "thr\nee\n");
        QCOMPARE(zips(), 2);
        QCOMPARE(singles(), 1);
    }

    void oneLogIsNoArchive()
    {
        follow({job(1, "a"), job(2, "b / c", 1, "skipped")});
        wantAll();
        QCOMPARE(of(1).state, State::Ready);
        QCOMPARE(of(2).state, State::Never);
        QCOMPARE(zips(), 0);
        QCOMPARE(singles(), 1);
    }

    void aRunThatGoesOnHasNone()
    {
        follow({job(1, "a"), job(2, "b / c"), job(3, "d", 1, "")});
        wantAll();
        QCOMPARE(of(2).state, State::Ready);
        QCOMPARE(zips(), 0);
        QCOMPARE(singles(), 2);
    }

    void whatTheArchiveLacksComesSingly()
    {
        // Two of one name cannot be told apart; the last is from an attempt before.
        follow({job(11, "a", 2), job(12, "b", 2), job(13, "b", 2), job(14, "e", 2), job(3, "d", 1)}, 2);
        m_zips[2] = madeZip({{.name = "0_a.txt", .content = "again\n"},
                             {.name = "1_b.txt", .content = "?\n"},
                             {.name = "2_d.txt", .content = "?\n"}});
        m_logs.insert(12, "twelve\n");
        m_logs.insert(13, "thirteen\n");
        m_logs.insert(14, "fourteen\n");
        wantAll();
        QCOMPARE(contentOf(of(11).path), "again\n");
        QCOMPARE(contentOf(of(12).path), "twelve\n");
        QCOMPARE(contentOf(of(13).path), "thirteen\n");
        QCOMPARE(contentOf(of(14).path), "fourteen\n");
        QCOMPARE(contentOf(of(3).path), "three\n");
        QVERIFY(of(3).path.endsWith(QStringLiteral("/5/1/3.log")));
        QCOMPARE(zips(), 1);
        QCOMPARE(singles(), 4);
    }

    void badArchives_data()
    {
        QTest::addColumn<QByteArray>("zip");
        QTest::addColumn<QString>("said");
        const MadeEntry good{.name = "0_a.txt", .content = "wrong\n"};
        const QByteArray large(9000, 'b');
        const auto row = [](const char *name, const QByteArray &zip, const char *said) {
            QTest::newRow(name) << zip << QString::fromLatin1(said);
        };
        row("no bytes", "", "Archive 0: .* empty");
        row("empty", madeZip({}), "Archive 0: .* none of the logs");
        row("no zip", "<html>", "Archive 0: .* not a zip");
        row("truncated", madeZip({good, {.name = "1_b  c.txt", .content = large, .isStored = true}}).first(5000),
            "Archive 0: .* ends too early");
        row("encrypted", madeZip({good, {.name = "1_b  c.txt", .content = "b", .isEncrypted = true}}),
            "Archive 0: .* encrypted");
        row("checksum", madeZip({good, {.name = "1_b  c.txt", .content = large, .isStored = true, .checksum = 1}}),
            "Archive 0: .* checksum");
        row("wrong names", madeZip({{.name = "../../0_a.txt", .content = "x"}, {.name = "/d/1_x.txt", .content = "x"}}),
            "Archive 0: .* none of the logs");
        row("none", QByteArray(), "404");
    }

    void badArchives()
    {
        QFETCH(QByteArray, zip);
        QFETCH(QString, said);
        m_zips[1] = zip;
        follow(threeJobs());
        const QString warning =
            QStringLiteral("^The logs of run 5, attempt 1, cannot be had in one archive: .*") + said;
        QTest::ignoreMessage(zip.isNull() ? QtInfoMsg : QtWarningMsg, QRegularExpression(warning));
        wantAll();
        QCOMPARE(contentOf(of(1).path), "one\n");
        QCOMPARE(contentOf(of(2).path), "two\n");
        QCOMPARE(contentOf(of(3).path), "three\n");
        QCOMPARE(zips(), 1);
        QCOMPARE(singles(), 3);
        QCOMPARE(leftOvers(), QStringList());
        // It is not asked for again for them.
        for (const qint64 id : {1, 2, 3})
            QFile::remove(of(id).path);
        wantAll();
        QCOMPARE(of(3).state, State::Ready);
        QCOMPARE(zips(), 1);
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<State>("state");
        QTest::newRow("expired") << 410 << State::Expired;
        QTest::newRow("not permitted") << 403 << State::Denied;
        QTest::newRow("token revoked") << 401 << State::Failed;
        QTest::newRow("offline") << 0 << State::Failed;
    }

    void refusals()
    {
        QFETCH(int, status);
        QFETCH(State, state);
        m_fault = [status](const FakeRequest &) {
            FakeAnswer refusal{status, R"({"message": "No for ghp_0123456789012345678901234567890123456789"})", {}};
            if (status == 0)
                refusal.error = QNetworkReply::ConnectionRefusedError;
            return refusal;
        };
        follow(threeJobs());
        QTest::ignoreMessage(status == 0 ? QtWarningMsg : QtInfoMsg,
                             QRegularExpression(QStringLiteral("cannot be had in one archive(?!.*ghp_0)")));
        wantAll();
        m_bench->pass(1min);
        QCOMPARE(singles(), 0);
        for (const qint64 id : {1, 2, 3}) {
            QCOMPARE(of(id).state, state);
            QCOMPARE(of(id).error->httpStatus, status);
        }
        m_fault = {};
        wantAll();
        QCOMPARE(of(1).state, state == State::Expired ? State::Expired : State::Ready);
        QCOMPARE(singles(), 0);
    }

    void whatIsLookedAtDoesNotWait()
    {
        m_fault = [this](const FakeRequest &request) {
            FakeAnswer slow = blob(m_zips[1]);
            slow.bytesPerSecond = slow.body.size() / 4;
            return isZip(request) ? std::optional(slow) : std::nullopt;
        };
        follow(threeJobs());
        wantAll();
        QCOMPARE(of(2).state, State::Fetching);
        want(2);
        QCOMPARE(of(2).state, State::Ready);
        QCOMPARE(of(1).state, State::Fetching);
        QCOMPARE(singles(), 1);
        wantAll();
        m_bench->streamer->unfollow(m_bench->run()); // It goes on to its end.
        m_bench->pass(10s);
        follow(threeJobs());
        QCOMPARE(of(1).state, State::Ready);
        QCOMPARE(of(3).state, State::Ready);
        QCOMPARE(contentOf(of(2).path), "two\n");
        QCOMPARE(zips(), 1);
        QCOMPARE(singles(), 1);
    }

    void whatWasShownStays()
    {
        m_logs[1] = QByteArray(1000, 'x');
        m_zips[1] = "no zip";
        m_fault = [this](const FakeRequest &request) {
            FakeAnswer cut = blob(m_logs[1]);
            cut.cutAt = 600;
            return isStorage(request) && !isZip(request) ? std::optional(cut) : std::nullopt;
        };
        follow({job(1, "a", 1, "failure"), job(2, "b / c")});
        m_bench->pass(1min);
        QCOMPARE(of(1).state, State::Failed);
        const QByteArray shown = contentOf(of(1).path);
        QCOMPARE(shown, QByteArray(600, 'x'));
        bool isLost = false;
        connect(m_bench->streamer.get(), &LogStreamer::changed, this, [&](const JobKey &id) {
            isLost = isLost || (id == m_bench->job(1) && !contentOf(of(1).path).startsWith(shown));
        });
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("not a zip")));
        wantAll();
        m_bench->pass(1min);
        QCOMPARE(zips(), 1);
        QVERIFY(!isLost);
        QCOMPARE(contentOf(of(1).path), shown);
    }

    void whatHasNoLogOfItsOwnMayBeInTheArchive()
    {
        m_logs.clear();
        follow({job(1, "a", 1, "failure"), job(3, "d"), job(4, "nowhere")});
        m_bench->pass(10min);
        QCOMPARE(contentOf(of(1).path), "one\n");
        QCOMPARE(of(3).state, State::Unknown);
        QCOMPARE(zips(), 1);
        const int asked = singles();
        want(4);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("none of the logs")));
        m_bench->pass(10min);
        QCOMPARE(of(4).state, State::Never);
        QVERIFY(singles() > asked);
        QCOMPARE(zips(), 2);
        want(4);
        m_bench->pass(10min);
        QCOMPARE(of(4).state, State::Never);
        QCOMPARE(zips(), 2);
    }

    void whatHadNoLogWhileTheRunWentOnIsLookedForAgain()
    {
        m_logs.remove(1);
        follow({job(1, "a"), job(2, "b / c", 1, "")});
        want(1);
        m_bench->pass(10min);
        QCOMPARE(of(1).state, State::Never);
        QCOMPARE(zips(), 0);
        follow({job(1, "a"), job(2, "b / c")});
        want(1);
        m_bench->pass(10min);
        QCOMPARE(contentOf(of(1).path), "one\n");
        QCOMPARE(zips(), 1);
    }

    void itEndsWithTheStreamer()
    {
        m_fault = [this](const FakeRequest &request) {
            FakeAnswer slow = blob(m_zips[1]);
            slow.bytesPerSecond = slow.body.size() / 4;
            return isZip(request) ? std::optional(slow) : std::nullopt;
        };
        follow(threeJobs());
        wantAll();
        m_bench->pass(1s);
        QCOMPARE(leftOvers().size(), 1);
        m_bench->streamer.reset();
        QTRY_COMPARE(leftOvers(), QStringList());
        QCOMPARE(m_bench->network.aborted(), 1);
        QCOMPARE(singles(), 0);
    }

    void whatWasUnpackedGoesWithTheStreamer()
    {
        QThreadPool &workers = *QThreadPool::globalInstance();
        QSemaphore gate;
        for (int i = 0; i < workers.maxThreadCount(); ++i)
            workers.start([&gate] { gate.acquire(); });
        m_bench->waitsForWorkers = false;
        follow(threeJobs());
        wantAll();
        QCOMPARE(leftOvers().size(), 1);
        gate.release(workers.maxThreadCount());
        workers.waitForDone(); // It has been unpacked, and nobody has heard of it.
        QCOMPARE(leftOvers().size(), 4);
        const QStringList staged = leftOvers();
        for (const QString &name : staged)
            QVERIFY(name.endsWith(QLatin1String(".part"))); // A crash now, and they are swept away.
        m_bench->streamer.reset();
        QTRY_COMPARE(leftOvers(), QStringList());
        QCOMPARE(singles(), 0);
    }

    void itTakesNoMoreRoomThanTheCacheMay_data()
    {
        QTest::addColumn<QByteArray>("zip");
        QTest::newRow("zip") << madeZip({{.name = "0_a.txt", .content = QByteArray(5000, 'x'), .isStored = true}});
        QTest::newRow("log") << madeZip({{.name = "0_a.txt", .content = QByteArray(5000, 'x')}});
    }

    void itTakesNoMoreRoomThanTheCacheMay()
    {
        QFETCH(QByteArray, zip);
        m_zips[1] = zip;
        QTemporaryDir folder;
        LogCache small(folder.path(), m_clock, 4000);
        LogStreamer streamer(small, m_clock);
        streamer.addAccount(m_bench->account, m_bench->github);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("cannot be had in one archive")));
        streamer.follow(m_bench->run(), acme, 1, threeJobs());
        streamer.wantAll();
        QTRY_COMPARE(streamer.logOf(m_bench->job(3)).state, State::Ready);
        QTRY_COMPARE(streamer.logOf(m_bench->job(1)).state, State::Ready);
        QCOMPARE(contentOf(streamer.logOf(m_bench->job(1)).path), "one\n");
        QCOMPARE(zips(), 1);
        QCOMPARE(singles(), 3);
    }

#ifdef Q_OS_UNIX
    void aFullDisk_data()
    {
        QTest::addColumn<bool>("isStored");
        QTest::newRow("while it comes") << true;
        QTest::newRow("while it is unpacked") << false;
    }

    void aFullDisk()
    {
        QFETCH(bool, isStored);
        m_zips[1] = madeZip({{.name = "0_a.txt", .content = QByteArray(100'000, 'x'), .isStored = isStored}});
        follow(threeJobs());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("one archive: FileUnwritable 0")));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit former{};
        ::getrlimit(RLIMIT_FSIZE, &former);
        const rlimit small{50'000, former.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small); // No file may grow beyond: a disk that is full, for this process.
        wantAll();
        ::setrlimit(RLIMIT_FSIZE, &former);
        QCOMPARE(contentOf(of(1).path), "one\n"); // For the logs there is room.
        QCOMPARE(contentOf(of(3).path), "three\n");
        QCOMPARE(zips(), 1);
        QCOMPARE(singles(), 3);
        QCOMPARE(leftOvers(), QStringList());
    }
#endif

    void againstTheSimulator_data()
    {
        QTest::addColumn<QJsonObject>("faults");
        QTest::addColumn<int>("zips");
        QTest::addColumn<int>("singles");
        const auto row = [](const char *name, const QByteArray &faults, int zips, int singles) {
            QTest::newRow(name) << QJsonDocument::fromJson(faults).object() << zips << singles;
        };
        row("all is well", "{}", 1, 1);
        row("slow", R"({"slow": 2000, "path": "/run-logs/"})", 1, 1);
        row("cut", R"({"truncate": 1, "path": "/run-logs/", "count": 1})", 2, 1);
        row("404", R"({"status": 404, "path": "/attempts/2/logs"})", 1, 2);
        row("wrong length", R"({"wrong-length": 10, "path": "/run-logs/"})", 4, 2);
    }

    void againstTheSimulator()
    {
        QFETCH(QJsonObject, faults);
        SimulatorClient client;
        LogBench bench(client.clock, client.simulator.baseUrl(), client.token, simulatedNetwork(client.simulator));
        const qint64 run = client.dispatch();
        bench.pass(5min);
        // The rerun repeats "test"; "build" is carried over with another id, which the archive has nothing of.
        const qint64 first = client.jobId(run, QStringLiteral("test"));
        QCOMPARE(client.post(client.repo(QStringLiteral("/actions/jobs/%1/rerun").arg(first))).status(), 201);
        bench.pass(5min);
        client.post(QStringLiteral("/_simulator/faults"), faults);
        const auto wantAttempt = [&](int attempt) {
            QList<Job> jobs;
            bench.github.jobs.listAttempt(acme, RunId{run}, attempt, {this},
                                          [&](const Expected<Page<Job>> &page) { jobs = page->items; });
            bench.settle();
            bench.requests.clear();
            bench.streamer->follow(bench.run(run), acme, attempt, jobs);
            bench.streamer->wantAll();
            bench.pass(10min);
            return jobs;
        };
        const QString zip = QStringLiteral("/actions/runs/%1/attempts/").arg(run);
        const auto singles = [&] {
            return bench.asked(QStringLiteral("/actions/jobs/"));
        };
        const QList<Job> jobs = wantAttempt(2);
        QCOMPARE(jobs.size(), 2);
        QTEST(bench.asked(zip), "zips");
        QTEST(singles(), "singles");
        client.post(QStringLiteral("/_simulator/faults"), {});
        const QList<Job> past = wantAttempt(1);
        QCOMPARE(bench.asked(zip), 1);
        QCOMPARE(singles(), 0);
        for (const Job &job : jobs + past) {
            const SimulatorAnswer answer =
                client.get(SimulatorClient::repo(QStringLiteral("/actions/jobs/%1/logs").arg(job.id.value)));
            const QByteArray log = client.send("GET", QUrl::fromEncoded(answer.header("Location")), {}, {}).reply.body;
            const LogKey key{bench.account.host, acme.owner, acme.name, RunId{run}, job.attempt, job.id};
            QVERIFY(log.size() > 100);
            QCOMPARE(contentOf(bench.cache.pathOf(key)), log);
        }
    }
};

QTEST_GUILESS_MAIN(TestRunLogsFetch)
#include "tst_runlogsfetch.moc"
