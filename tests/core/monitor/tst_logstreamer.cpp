// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/monitor/logbench.h"
#include "tests/core/simulator/simulatorclient.h"
#include "tests/support/simulatednetwork.h"

#include <QJsonDocument>
#include <QLoggingCategory>
#include <QTest>

#ifdef Q_OS_UNIX
#    include <sys/resource.h>

#    include <csignal>
#endif

using namespace Runlight;
using namespace std::chrono_literals;
using State = JobLog::State;

namespace {

const QByteArray token = "ghp_averysecrettoken";
const QByteArray tag = "\"0x8DE\"";

QStringList messages;

void keepMessage(QtMsgType, const QMessageLogContext &, const QString &message)
{
    messages.append(message);
}

} // namespace

class TestLogStreamer : public QObject
{
    Q_OBJECT

    VirtualClock m_clock;
    std::unique_ptr<LogBench> m_bench;
    QHash<qint64, QByteArray> m_logs; //!< What the storage holds, by job.
    // What happens instead; by the API or the storage.
    std::function<std::optional<FakeAnswer>(const FakeRequest &)> m_fault;

    FakeAnswer answer(const FakeRequest &request)
    {
        if (m_fault) {
            if (const std::optional<FakeAnswer> fault = m_fault(request))
                return *fault;
        }
        const QString path = request.url.path();
        if (path.endsWith(QLatin1String("/logs"))) {
            const QByteArray id = path.section(QLatin1Char('/'), -2, -2).toLatin1();
            return {302, {}, {{"Location", "https://storage.example/blob/" + id + "?se=1&sig=s3cr3tsignature"}}};
        }
        if (path.startsWith(QLatin1String("/blob/"))) {
            const qint64 id = path.mid(6).toLongLong();
            return m_logs.contains(id) ? log(request, m_logs.value(id)) : refusal(404);
        }
        const QJsonObject job{{QStringLiteral("id"), path.section(QLatin1Char('/'), -1).toLongLong()},
                              {QStringLiteral("run_id"), 5},
                              {QStringLiteral("name"), QStringLiteral("build")},
                              {QStringLiteral("status"), QStringLiteral("completed")},
                              {QStringLiteral("conclusion"), QStringLiteral("failure")}};
        return {200, QJsonDocument(job).toJson()};
    }

    static FakeAnswer log(const FakeRequest &request, const QByteArray &body)
    {
        const QByteArray range = request.headers.rawHeader("Range");
        const qsizetype from = range.isEmpty() ? 0 : range.mid(6).chopped(1).toLongLong();
        FakeAnswer answer{range.isEmpty() ? 200 : 206, body.mid(from)};
        answer.headers = {{"ETag", tag}, {"Content-Length", QByteArray::number(body.size() - from)}};
        if (!range.isEmpty())
            answer.headers.append({"Content-Range",
                                   "bytes " + QByteArray::number(from) + '-' + QByteArray::number(body.size() - 1) + '/'
                                       + QByteArray::number(body.size())});
        return answer;
    }

    static FakeAnswer refusal(int status)
    {
        return {status,
                R"({"message": "GitHub says no"})",
                {{"X-Accepted-GitHub-Permissions", "actions=read"}, {"X-GitHub-Request-Id", "1:2"}}};
    }

    static bool isStorage(const FakeRequest &request) { return request.url.host() == QLatin1String("storage.example"); }

    Job job(qint64 id, const char *conclusion = "success", std::chrono::seconds endedAgo = 0s) const
    {
        Job job;
        job.id = JobId{id};
        job.runId = RunId{5};
        job.name = QStringLiteral("build %1").arg(id);
        const QLatin1String word(conclusion);
        job.state = RunState::of(word.isEmpty() ? u"in_progress" : u"completed", QString(word));
        job.startedAt = m_clock.now().addSecs(-1000);
        if (!word.isEmpty())
            job.completedAt = m_clock.now().addSecs(-endedAgo.count());
        job.steps.append(Step{1, QStringLiteral("Set up job"), job.state, {}, {}});
        return job;
    }

    void follow(const QList<Job> &jobs)
    {
        m_bench->streamer->follow(m_bench->run(), acme, 1, jobs);
        m_bench->settle();
    }

    void want(qint64 id)
    {
        m_bench->streamer->want(m_bench->job(id));
        m_bench->settle();
    }

    JobLog of(qint64 id) const { return m_bench->streamer->logOf(m_bench->job(id)); }
    int asks() const { return m_bench->asked(QStringLiteral("/logs")); }

private Q_SLOTS:
    void init()
    {
        m_fault = {};
        m_logs = {{1, "one\n"}, {2, "two\n"}, {3, "three\n"}};
        m_bench = std::make_unique<LogBench>(m_clock, QUrl(QStringLiteral("https://api.github.com")), token,
                                             [this](const FakeRequest &request) { return answer(request); });
    }

    void cleanup() { m_bench.reset(); }

    void aLogComesTheMomentItsJobEnds()
    {
        QList<State> states;
        connect(m_bench->streamer.get(), &LogStreamer::changed, this, [&](const JobKey &id) {
            if (id == m_bench->job(1) && (states.isEmpty() || states.last() != of(1).state))
                states.append(of(1).state);
        });
        follow({job(1, ""), job(2, "")});
        QCOMPARE(of(1).state, State::Waiting);
        QCOMPARE(of(9).state, State::Unknown);
        QCOMPARE(asks(), 0);
        follow({job(1), job(2, "")});
        QCOMPARE(of(1).state, State::Ready);
        QCOMPARE(contentOf(of(1).path), "one\n");
        QCOMPARE(of(1).receivedBytes, 4);
        QCOMPARE(of(2).state, State::Waiting);
        QCOMPARE(states.first(), State::Waiting);
        QVERIFY(states.contains(State::Fetching));
        QCOMPARE(states.last(), State::Ready);
        // The last job ends the run, which was followed until then.
        follow({job(1), job(2)});
        QCOMPARE(of(2).state, State::Ready);
        QCOMPARE(asks(), 2);
        follow({job(1), job(2)});
        QCOMPARE(asks(), 2);
    }

    void ofAnEndedRunOnlyTheFirstFailureIsFetched()
    {
        follow({job(1), job(2, "failure"), job(3, "failure")});
        QCOMPARE(of(1).state, State::Unknown);
        QCOMPARE(of(2).state, State::Ready);
        QCOMPARE(of(3).state, State::Unknown);
        want(3);
        QCOMPARE(of(3).state, State::Ready);
        QCOMPARE(asks(), 2);
        m_bench->streamer->wantAll();
        m_bench->settle();
        QCOMPARE(of(1).state, State::Ready);
        QCOMPARE(asks(), 3);
    }

    void whatIsOnTheDiskIsNotAskedFor()
    {
        follow({job(1, "failure")});
        const QString path = of(1).path;
        m_bench->streamer = std::make_unique<LogStreamer>(m_bench->cache, m_clock);
        m_bench->streamer->addAccount(m_bench->account, m_bench->github);
        follow({job(1, "failure"), job(2)});
        QCOMPARE(of(1).state, State::Ready);
        QCOMPARE(of(1).path, path);
        QCOMPARE(of(1).receivedBytes, 4);
        QCOMPARE(asks(), 1);
        // Unless someone has thrown it away.
        QFile::remove(path);
        want(1);
        QCOMPARE(of(1).state, State::Ready);
        QCOMPARE(asks(), 2);
        QCOMPARE(contentOf(path), "one\n");
    }

    void neverRanNeverAsked()
    {
        Job cancelled = job(2, "cancelled");
        cancelled.steps.clear();
        follow({job(1, "skipped"), cancelled, job(3, "")});
        want(1);
        want(2);
        QCOMPARE(of(1).state, State::Never);
        QCOMPARE(of(2).state, State::Never);
        QCOMPARE(of(3).state, State::Waiting);
        QCOMPARE(asks(), 0);
    }

    void whatIsNotThereYetIsAskedForAgain()
    {
        int missing = 3;
        m_fault = [&](const FakeRequest &request) {
            // As it happens, by the API or by the storage behind it.
            const bool isHit = request.url.path().endsWith(QLatin1String("/logs")) ? missing == 3 : isStorage(request);
            return isHit && missing-- > 0 ? std::optional(refusal(404)) : std::nullopt;
        };
        follow({job(1, ""), job(2, "")});
        follow({job(1), job(2, "")});
        QCOMPARE(of(1).state, State::Fetching);
        QVERIFY(of(1).path.isEmpty());
        m_bench->pass(3s);
        QCOMPARE(of(1).state, State::Fetching);
        QCOMPARE(asks(), 3);
        m_bench->pass(500ms);
        QCOMPARE(of(1).state, State::Ready);
        QCOMPARE(asks(), 4);
    }

    void whatNeverComesIsGivenUp()
    {
        m_logs.clear();
        follow({job(1, ""), job(2, "")});
        follow({job(1, "failure"), job(2, "")});
        m_bench->pass(10min);
        QCOMPARE(of(1).state, State::Never);
        QCOMPARE(asks(), 8); // 0.5, 1, 2, 4, 8, 16 and 16 s apart.
        QCOMPARE(m_bench->requests.last().url.path(), QStringLiteral("/repos/acme/api/actions/jobs/1"));
        follow({job(1, "failure"), job(2, "")});
        QCOMPARE(asks(), 8);
        want(1);
        QCOMPARE(of(1).state, State::Never);
        QCOMPARE(asks(), 9);
        m_logs[1] = "late\n";
        want(1);
        QCOMPARE(of(1).state, State::Ready);
    }

    void aWrongClockDoesNotAskForHours()
    {
        m_logs.clear();
        follow({job(1, "failure", -5h)}); // By our clock it ends in five hours.
        m_bench->pass(10min);
        QCOMPARE(of(1).state, State::Never);
        QCOMPARE(asks(), 9); // Eight times for the log, and once for the archive of all.
    }

    void whoLooksDoesNotWaitForThePause()
    {
        m_fault = [this](const FakeRequest &request) {
            return isStorage(request) && asks() < 5 ? std::optional(refusal(404)) : std::nullopt;
        };
        follow({job(1, "failure")});
        m_bench->pass(4s);
        QCOMPARE(asks(), 4); // The next is due in 4 s.
        want(1);
        QCOMPARE(of(1).state, State::Ready);
    }

    void refusalsAreToldApart_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("permission");
        QTest::newRow("deleted with its run") << 404 << State::Failed << QString();
        QTest::newRow("expired") << 410 << State::Expired << QString();
        QTest::newRow("not permitted") << 403 << State::Denied << QStringLiteral("actions=read");
        QTest::newRow("token revoked") << 401 << State::Failed << QString();
    }

    void refusalsAreToldApart()
    {
        QFETCH(int, status);
        QFETCH(State, state);
        QFETCH(QString, permission);
        m_fault = [status](const FakeRequest &) {
            return refusal(status);
        };
        follow({job(1, "failure", 1h)});
        QCOMPARE(of(1).state, state);
        QCOMPARE(of(1).error->httpStatus, status);
        QCOMPARE(of(1).error->message, QStringLiteral("GitHub says no"));
        QCOMPARE(of(1).error->neededPermission, permission);
        QVERIFY(of(1).path.isEmpty());
        m_fault = {};
        want(1);
        QCOMPARE(of(1).state, state == State::Expired ? State::Expired : State::Ready);
        QCOMPARE(of(1).error.has_value(), state == State::Expired);
    }

    void itIsReadWhileItComes()
    {
        m_logs[1] = QByteArray(5000, 'x');
        m_fault = [this](const FakeRequest &request) {
            FakeAnswer slow = log(request, m_logs[1]);
            slow.bytesPerSecond = 1000;
            return isStorage(request) ? std::optional(slow) : std::nullopt;
        };
        follow({job(1, "failure")});
        for (int second = 1; second < 5; ++second) {
            QCOMPARE(of(1).state, State::Fetching);
            QCOMPARE(of(1).receivedBytes, second * 1000);
            QCOMPARE(of(1).totalBytes, 5000);
            QCOMPARE(contentOf(of(1).path), m_logs[1].left(second * 1000));
            m_bench->pass(1s);
        }
        QCOMPARE(of(1).state, State::Ready);
        QCOMPARE(contentOf(of(1).path), m_logs[1]);
    }

    void aBrokenConnectionGoesOn()
    {
        m_logs[1] = QByteArray(3000, 'a') + QByteArray(2000, 'b');
        int cuts = 1;
        m_fault = [&](const FakeRequest &request) {
            FakeAnswer cut = log(request, m_logs[1]);
            cut.cutAt = 3000;
            return isStorage(request) && cuts-- > 0 ? std::optional(cut) : std::nullopt;
        };
        follow({job(1, "failure")});
        QCOMPARE(of(1).state, State::Fetching);
        QCOMPARE(contentOf(of(1).path), QByteArray(3000, 'a'));
        m_bench->pass(1s);
        QCOMPARE(of(1).state, State::Ready);
        QCOMPARE(contentOf(of(1).path), m_logs[1]);
        QCOMPARE(m_bench->requests.last().headers.rawHeader("Range"), "bytes=3000-");
        QCOMPARE(m_bench->requests.last().headers.rawHeader("If-Range"), tag);
        QCOMPARE(asks(), 2);
    }

    void whatWasShownStays()
    {
        m_logs[1] = QByteArray(5000, 'x');
        m_fault = [this](const FakeRequest &request) {
            FakeAnswer cut = log(request, m_logs[1]);
            cut.headers.removeFirst(); // No ETag, so no part.
            cut.cutAt = 3000;
            return isStorage(request) ? std::optional(cut) : std::nullopt;
        };
        follow({job(1, "failure")});
        m_bench->pass(1min);
        QCOMPARE(of(1).state, State::Failed);
        QCOMPARE(of(1).error->kind, ErrorKind::Transport);
        const QString shown = of(1).path;
        QCOMPARE(of(1).receivedBytes, 3000);
        QCOMPARE(contentOf(shown), QByteArray(3000, 'x'));
        follow({job(1, "failure")});
        QCOMPARE(asks(), 4); // Nobody asked for it anew.

        m_fault = [this](const FakeRequest &request) {
            FakeAnswer slow = log(request, m_logs[1]);
            slow.bytesPerSecond = 2000;
            return isStorage(request) ? std::optional(slow) : std::nullopt;
        };
        want(1);
        QCOMPARE(of(1).state, State::Fetching);
        QVERIFY(!of(1).error);
        QCOMPARE(of(1).path, shown); // 2000 of the new: less than was shown.
        QCOMPARE(of(1).receivedBytes, 3000);
        m_bench->pass(1s);
        QVERIFY(of(1).path != shown);
        QCOMPARE(contentOf(of(1).path), QByteArray(4000, 'x'));
        m_bench->pass(1s);
        QCOMPARE(of(1).state, State::Ready);
        QCOMPARE(contentOf(of(1).path), m_logs[1]);
        QVERIFY(!QFile::exists(shown));
    }

    void aWrongLengthIsNoLog()
    {
        m_fault = [](const FakeRequest &request) {
            FakeAnswer answer = log(request, "short");
            answer.headers.last().second = "900";
            return isStorage(request) ? std::optional(answer) : std::nullopt;
        };
        follow({job(1, "failure")});
        m_bench->pass(1min);
        QCOMPARE(of(1).state, State::Failed);
        QCOMPARE(contentOf(of(1).path), "short");
    }

    void aSilentHostFailsInTheEnd()
    {
        m_fault = [](const FakeRequest &request) {
            return isStorage(request) ? std::optional(FakeAnswer{.hangs = true}) : std::nullopt;
        };
        follow({job(1, "failure")});
        m_bench->pass(10min);
        QCOMPARE(of(1).state, State::Failed);
        QCOMPARE(of(1).error->kind, ErrorKind::Timeout);
    }

    void aDeadHostFails()
    {
        m_fault = [](const FakeRequest &request) {
            return isStorage(request) ? std::optional(FakeAnswer{.error = QNetworkReply::ConnectionRefusedError})
                                      : std::nullopt;
        };
        follow({job(1, "failure")});
        m_bench->pass(1min);
        QCOMPARE(of(1).state, State::Failed);
        QCOMPARE(of(1).error->kind, ErrorKind::Offline);
    }

#ifdef Q_OS_UNIX
    void aFullDiskKeepsWhatIsThere()
    {
        m_logs[1] = QByteArray(100'000, 'x');
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit former{};
        ::getrlimit(RLIMIT_FSIZE, &former);
        const rlimit small{50'000, former.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small); // No file may grow beyond: a disk that is full, for this process.
        follow({job(1, "failure")});
        ::setrlimit(RLIMIT_FSIZE, &former);
        QCOMPARE(of(1).state, State::Failed);
        QCOMPARE(of(1).error->kind, ErrorKind::FileUnwritable);
        QCOMPARE(asks(), 1);
        QCOMPARE(contentOf(of(1).path), QByteArray(50'000, 'x'));
        want(1); // There is room again.
        QCOMPARE(of(1).state, State::Ready);
        QCOMPARE(contentOf(of(1).path), m_logs[1]);
    }
#endif

    void whatIsLookedAtGoesFirst()
    {
        m_fault = [](const FakeRequest &request) {
            return isStorage(request) ? std::optional(FakeAnswer{.hangs = true}) : std::nullopt;
        };
        QList<Job> jobs{job(100, "")};
        for (int id = 1; id <= 20; ++id)
            jobs.append(job(id, id == 15 ? "failure" : "success", std::chrono::seconds(100 - id)));
        follow(jobs);
        QCOMPARE(asks(), LogStreamer::maxBackground);
        QCOMPARE(m_bench->asked(QStringLiteral("/jobs/15/logs")), 1);
        want(17);
        QCOMPARE(m_bench->asked(QStringLiteral("/jobs/17/logs")), 1);
        want(18);
        want(19);
        QCOMPARE(asks(), LogStreamer::maxAtOnce);
        QCOMPARE(of(19).state, State::Fetching);
    }

    void whatIsUnderWayEndsEvenIfNobodyLooks()
    {
        m_logs[1] = QByteArray(3000, 'x');
        m_fault = [this](const FakeRequest &request) {
            FakeAnswer slow = log(request, m_logs[1]);
            slow.bytesPerSecond = 1000;
            return isStorage(request) ? std::optional(slow) : std::nullopt;
        };
        follow({job(1, "failure"), job(2)});
        m_bench->streamer->unfollow(m_bench->run());
        m_bench->pass(5s);
        QCOMPARE(of(1).state, State::Unknown);
        follow({job(1, "failure"), job(2)});
        QCOMPARE(of(1).state, State::Ready);
        QCOMPARE(asks(), 1);
    }

    void anAccountMayComeLater()
    {
        m_bench->streamer = std::make_unique<LogStreamer>(m_bench->cache, m_clock);
        follow({job(1, "failure")});
        QCOMPARE(of(1).state, State::Unknown);
        m_bench->streamer->addAccount(m_bench->account, m_bench->github);
        m_bench->settle();
        QCOMPARE(of(1).state, State::Ready);
    }

    void jobsOfTwoHostsAreKeptApart()
    {
        const QUrl api(QStringLiteral("https://ghe.example/api/v3"));
        const Account other = Account::of(QStringLiteral("kim"), QStringLiteral("ghe.example"), api);
        GitHub github({api, token, other.id.value}, m_bench->network, m_clock, m_bench->circuits, m_bench->responses);
        m_bench->streamer->addAccount(other, github);
        m_fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (request.url.host() == QLatin1String("ghe.example"))
                return FakeAnswer{302, {}, {{"Location", "https://storage.ghe.example/blob/1"}}};
            if (request.url.host() == QLatin1String("storage.ghe.example"))
                return log(request, "the enterprise's\n");
            return {};
        };
        const JobKey theirs{other.id, JobId{1}};
        QList<JobKey> told;
        connect(m_bench->streamer.get(), &LogStreamer::changed, this, [&](const JobKey &id) { told.append(id); });
        follow({job(1, "failure")});
        QVERIFY(!told.contains(theirs));
        QCOMPARE(m_bench->streamer->logOf(theirs).state, State::Unknown);
        m_bench->streamer->follow({other.id, RunId{5}}, acme, 1, {job(1)});
        m_bench->settle();
        QCOMPARE(m_bench->streamer->logOf(theirs).state, State::Unknown);
        m_bench->streamer->want(theirs);
        m_bench->settle();
        QCOMPARE(contentOf(of(1).path), "one\n");
        QCOMPARE(contentOf(m_bench->streamer->logOf(theirs).path), "the enterprise's\n");
        // Nobody looks at the one any more; the other stays.
        m_bench->streamer->unfollow(m_bench->run());
        m_bench->settle();
        QCOMPARE(of(1).state, State::Unknown);
        QCOMPARE(m_bench->streamer->logOf(theirs).state, State::Ready);
        // Gone before the account that it asks.
        m_bench->streamer.reset();
    }

    void anotherAttemptIsAnotherPlace()
    {
        follow({job(1, "failure")});
        Job again = job(2, "failure");
        again.attempt = 2;
        m_bench->streamer->follow(m_bench->run(), acme, 2, {job(1, "failure"), again});
        m_bench->settle();
        want(2);
        QVERIFY(of(1).path.endsWith(QStringLiteral("/acme/api/5/1/1.log")));
        QVERIFY(of(2).path.endsWith(QStringLiteral("/acme/api/5/2/2.log")));
    }

    void deletedLogsAreGoneAndNotAskedFor()
    {
        Job again = job(2, "failure");
        again.attempt = 2;
        const QList<Job> jobs{job(1, "failure"), again, job(3)};
        m_bench->streamer->follow(m_bench->run(), acme, 2, jobs);
        m_bench->settle();
        for (const qint64 id : {1, 2})
            want(id);
        const QString first = of(1).path;
        QVERIFY(QFile::exists(first));
        const int before = asks();
        QStringList told;
        connect(m_bench->streamer.get(), &LogStreamer::changed, this,
                [&](const JobKey &key) { told.append(QString::number(key.job.value)); });
        m_bench->streamer->logsDeleted(m_bench->run(), acme, 1);
        m_bench->settle();
        QCOMPARE(of(1).state, State::Deleted);
        QVERIFY(of(1).path.isEmpty());
        QVERIFY(told.contains(QStringLiteral("1")));
        QVERIFY(!QFile::exists(first));
        // A later attempt has logs of its own.
        QCOMPARE(of(2).state, State::Ready);
        QVERIFY(QFile::exists(of(2).path));
        for (const qint64 id : {1, 3}) {
            want(id);
            QCOMPARE(of(id).state, State::Deleted);
        }
        QCOMPARE(asks(), before);
        // Opened anew it is the same.
        m_bench->streamer->unfollow(m_bench->run());
        m_bench->settle();
        m_bench->streamer->follow(m_bench->run(), acme, 2, jobs);
        want(1);
        QCOMPARE(of(1).state, State::Deleted);
        QCOMPARE(asks(), before);
    }

    void aLogOnItsWayIsDeleted()
    {
        m_fault = [](const FakeRequest &request) {
            return isStorage(request) ? std::optional(FakeAnswer{.hangs = true}) : std::nullopt;
        };
        follow({job(1, "failure")});
        QCOMPARE(of(1).state, State::Fetching);
        m_bench->streamer->logsDeleted(m_bench->run(), acme, 0);
        m_bench->settle();
        QCOMPARE(of(1).state, State::Deleted);
        m_bench->pass(5min);
        QCOMPARE(of(1).state, State::Deleted);
    }

    void theTokenStaysAtHome()
    {
        messages.clear();
        QLoggingCategory::setFilterRules(QStringLiteral("*.debug=true"));
        const QtMessageHandler former = qInstallMessageHandler(keepMessage);
        aBrokenConnectionGoesOn();
        qInstallMessageHandler(former);
        QLoggingCategory::setFilterRules({});
        int atStorage = 0;
        for (const FakeRequest &request : std::as_const(m_bench->requests)) {
            QCOMPARE(request.headers.hasRawHeader("Authorization"), !isStorage(request));
            QVERIFY(!request.url.toString().contains(QString::fromLatin1(token)));
            atStorage += isStorage(request);
        }
        QCOMPARE(atStorage, 2);
        const QString log = messages.join(QLatin1Char('\n'));
        QVERIFY(log.contains(QStringLiteral("storage.example")));
        QVERIFY(!log.contains(QString::fromLatin1(token)));
        QVERIFY(!log.contains(QStringLiteral("s3cr3t")));
    }

    void againstTheSimulator_data()
    {
        QTest::addColumn<QJsonObject>("faults");
        QTest::addColumn<State>("state");
        const auto row = [](const char *name, const QByteArray &faults, State state) {
            QTest::newRow(name) << QJsonDocument::fromJson(faults).object() << state;
        };
        row("all is well", "{}", State::Ready);
        row("slow", R"({"slow": 2000, "path": "/logs/"})", State::Ready);
        row("cut", R"({"truncate": 1, "path": "/logs/", "count": 2})", State::Ready);
        row("404, then 200", R"({"status": 404, "path": "/logs", "count": 4})", State::Ready);
        row("silent, then not", R"({"silent": 1, "path": "/logs/", "count": 1})", State::Ready);
        row("expired", R"({"status": 410, "path": "/logs"})", State::Expired);
        row("not permitted", R"({"status": 403, "path": "/logs"})", State::Denied);
        row("gone", R"({"status": 404, "path": "/jobs/"})", State::Failed);
        row("wrong length", R"({"wrong-length": 10, "path": "/logs/"})", State::Failed);
        row("dead storage", R"({"dead-storage": 1})", State::Failed);
    }

    void againstTheSimulator()
    {
        QFETCH(QJsonObject, faults);
        QFETCH(State, state);
        SimulatorClient client;
        LogBench bench(client.clock, client.simulator.baseUrl(), client.token, simulatedNetwork(client.simulator));
        const qint64 run = client.dispatch();
        const auto follow = [&] {
            QList<Job> jobs;
            bench.github.jobs.list(acme, RunId{run}, JobsService::Filter::Latest, {this},
                                   [&](const Expected<Page<Job>> &page) { jobs = page->items; });
            bench.settle();
            bench.streamer->follow(bench.run(run), acme, 1, jobs);
            bench.settle();
        };
        const JobKey build = bench.job(client.jobId(run, QStringLiteral("build")));
        bench.pass(30s);
        follow();
        QCOMPARE(bench.streamer->logOf(build).state, State::Waiting);
        client.post(QStringLiteral("/_simulator/faults"), faults);
        bench.pass(50s); // It has ended, its run has not.
        follow();
        bench.pass(10min);
        const JobLog log = bench.streamer->logOf(build);
        QCOMPARE(log.state, state);
        QCOMPARE(log.error.has_value(), state != State::Ready);
        client.post(QStringLiteral("/_simulator/faults"), {});
        if (state == State::Ready) {
            const SimulatorAnswer answer =
                client.get(SimulatorClient::repo(QStringLiteral("/actions/jobs/%1/logs").arg(build.job.value)));
            const QUrl url = QUrl::fromEncoded(answer.header("Location"));
            QCOMPARE(contentOf(log.path), client.send("GET", url, {}, {}).reply.body);
        }
    }
};

QTEST_GUILESS_MAIN(TestLogStreamer)
#include "tst_logstreamer.moc"
