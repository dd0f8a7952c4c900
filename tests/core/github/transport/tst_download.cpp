// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/github.h"
#include "core/github/transport/httpexchange.h"
#include "tests/core/github/transport/clientbench.h"

#include <QLoggingCategory>
#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;
using Fault = ScriptedServer::Reply::Fault;
using Headers = QList<QPair<QByteArray, QByteArray>>;

namespace {

const QByteArray token = "ghp_averysecrettoken";
const QByteArray tag = "\"0x8DE\"";
const QString signedPath = QStringLiteral("/blob/1?se=60&sig=s3cr3tsignature");

class TestSink final : public DownloadSink
{
public:
    void begin(const DownloadHead &begun) override
    {
        ++begins;
        head = begun;
        total = begun.totalBytes;
        body.clear();
        if (onBegin)
            onBegin();
    }
    void take(const QByteArray &bytes) override
    {
        body += bytes;
        largestPiece = std::max(largestPiece, bytes.size());
        isFull = isFull || pausesAt >= 0;
        if (onTake)
            onTake();
    }
    bool isBehind() const override { return isFull && body.size() >= pausesAt; }
    void goOn()
    {
        pausesAt = -1;
        isFull = false;
        Q_EMIT caughtUp();
    }

    QByteArray body;
    DownloadHead head;
    qint64 total = 0;
    qint64 pausesAt = -1; //!< Behind once so much has been taken.
    qsizetype largestPiece = 0;
    int begins = 0;
    bool isFull = false;
    std::function<void()> onBegin;
    std::function<void()> onTake;
};

QByteArray madeBody(qsizetype size)
{
    QByteArray body(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        body[i] = char('a' + i * 7 % 26 + (i / 1000) % 3);
    return body;
}

QStringList messages;

void keepMessage(QtMsgType, const QMessageLogContext &, const QString &message)
{
    messages.append(message);
}

} // namespace

//! The API of m_bench redirects every download to its other server, which is what is scripted.
class TestDownload : public QObject
{
    Q_OBJECT

    std::unique_ptr<ClientBench> m_bench;
    std::unique_ptr<TestSink> m_sink;
    DownloadPoint m_from;
    ClientBench::CallPtr m_call;

    ScriptedServer &storage() { return m_bench->elsewhere; }
    QByteArray storageHeader(int request, const char *name)
    {
        return storage().requests().at(request).headers.value(name);
    }

    void start(Priority priority = Priority::Background)
    {
        ApiRequest request = ClientBench::get(QStringLiteral("/repos/o/r/actions/jobs/1/logs"), priority);
        request.sink = m_sink.get();
        request.goesOnFrom = std::exchange(m_from, {});
        m_call = m_bench->send(request);
    }

    // Lets retries come due, but no timeout.
    bool isOver()
    {
        const auto next = m_bench->clock.untilNextTimer();
        if (next >= 0ms && next < 9s)
            m_bench->clock.advanceToNextTimer();
        return m_call->isDone();
    }

    void download()
    {
        start();
        QTRY_VERIFY(isOver());
    }

    static ScriptedServer::Reply cut(const QByteArray &body, qsizetype at, const Headers &headers = {{"ETag", tag}})
    {
        ScriptedServer::Reply reply = ScriptedServer::ok(body.left(at), headers);
        reply.announcedBytes = body.size();
        return reply;
    }

    static ScriptedServer::Reply rest(const QByteArray &body, qsizetype from, const QByteArray &etag = tag)
    {
        const QByteArray range = "bytes " + QByteArray::number(from) + '-' + QByteArray::number(body.size() - 1) + '/'
            + QByteArray::number(body.size());
        return ScriptedServer::status(206, body.mid(from), {{"ETag", etag}, {"Content-Range", range}});
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<ClientBench>(token);
        m_sink = std::make_unique<TestSink>();
        m_bench->api.setHandler([this](const ScriptedServer::Request &) {
            return ScriptedServer::redirect(302, storage().url().toEncoded() + signedPath.toLatin1());
        });
    }

    void cleanup()
    {
        m_call.reset();
        m_bench.reset();
        m_sink.reset();
    }

    void theBodyGoesToTheSink()
    {
        const QByteArray body = madeBody(3'000'000);
        storage().enqueue(ScriptedServer::ok(body, {{"ETag", tag}}));
        download();
        QVERIFY(m_call->results.first());
        QCOMPARE(m_call->finished, 1);
        QCOMPARE(m_call->response().body, QByteArray());
        QCOMPARE(m_sink->begins, 1);
        QCOMPARE(m_sink->total, body.size());
        QVERIFY(m_sink->body == body);
        QVERIFY(m_sink->largestPiece <= 256 * 1024);
    }

    void aLengthThatIsNotSaidIsUnknown()
    {
        ScriptedServer::Reply reply = ScriptedServer::ok("some lines");
        reply.isChunked = true;
        storage().enqueue(reply);
        download();
        QVERIFY(m_call->results.first());
        QCOMPARE(m_sink->total, -1);
        QCOMPARE(m_sink->body, "some lines");
    }

    void theOtherServerLearnsNothingOfTheAccount()
    {
        storage().enqueue(ScriptedServer::ok("x"));
        messages.clear();
        QLoggingCategory::setFilterRules(QStringLiteral("*.debug=true"));
        const QtMessageHandler former = qInstallMessageHandler(keepMessage);
        download();
        qInstallMessageHandler(former);
        QLoggingCategory::setFilterRules({});
        QCOMPARE(m_bench->api.requests().first().headers.value("authorization"), "Bearer " + token);
        QCOMPARE(storage().requestCount(), 1);
        for (const char *name : {"authorization", "x-github-api-version", "if-none-match", "range", "cookie"})
            QVERIFY2(!storage().requests().first().headers.contains(name), name);
        QCOMPARE(storageHeader(0, "accept"), "*/*");
        QCOMPARE(storageHeader(0, "accept-encoding"), "identity");
        for (const QByteArray &value : storage().requests().first().headers)
            QVERIFY(!value.contains(token));
        const QString log = messages.join(QLatin1Char('\n'));
        QVERIFY(log.contains(QStringLiteral("/blob/1")));
        QVERIFY(!log.contains(QString::fromLatin1(token)));
        QVERIFY(!log.contains(QStringLiteral("s3cr3t")));
    }

    void goesOnWhereItBroke()
    {
        const QByteArray body = madeBody(100'000);
        storage().enqueue(cut(body, 40'000));
        storage().enqueue(rest(body, 40'000));
        download();
        QVERIFY(m_call->results.first());
        QVERIFY(m_sink->body == body);
        QCOMPARE(m_sink->begins, 1);
        // The address is good for a minute: the API is asked for a new one.
        QCOMPARE(m_bench->api.requestCount(), 2);
        QCOMPARE(storageHeader(1, "range"), "bytes=40000-");
        QCOMPARE(storageHeader(1, "if-range"), tag);
        QVERIFY(!storage().requests().at(1).headers.contains("authorization"));
    }

    void theHeadSaysWhatItIs_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("plain") << QByteArray("application/zip");
        QTest::newRow("with a parameter") << QByteArray("Application/ZIP; charset=binary");
    }

    void theHeadSaysWhatItIs()
    {
        QFETCH(QByteArray, type);
        storage().enqueue(ScriptedServer::ok(
            "x", {{"ETag", tag}, {"Content-Type", type}, {"Content-Disposition", "attachment; filename=\"a b.zip\""}}));
        download();
        QVERIFY(m_call->results.first());
        QCOMPARE(m_sink->head.totalBytes, 1);
        QCOMPARE(m_sink->head.contentType, "application/zip");
        QCOMPARE(m_sink->head.fileName, QStringLiteral("a b.zip"));
        QCOMPARE(m_sink->head.validator, tag);
    }

    void goesOnWhereAnEarlierRequestLeftOff()
    {
        const QByteArray body = madeBody(100'000);
        m_from = {40'000, 100'000, tag};
        storage().enqueue(rest(body, 40'000));
        download();
        QVERIFY(m_call->results.first());
        QCOMPARE(m_sink->begins, 0);
        QVERIFY(m_sink->body == body.mid(40'000));
        QCOMPARE(storageHeader(0, "range"), "bytes=40000-");
        QCOMPARE(storageHeader(0, "if-range"), tag);
    }

    void anEarlierRequestsRestThatIsAnotherBodyStartsOver()
    {
        const QByteArray body = madeBody(100'000);
        m_from = {40'000, 100'000, "\"other\""};
        storage().enqueue(ScriptedServer::ok(body, {{"ETag", tag}}));
        download();
        QVERIFY(m_call->results.first());
        QCOMPARE(m_sink->begins, 1);
        QVERIFY(m_sink->body == body);
    }

    void startsOver_data()
    {
        const QByteArray body = madeBody(100'000);
        QTest::addColumn<ScriptedServer::Reply>("second");
        QTest::addColumn<int>("asked");
        QTest::newRow("ranges are not served") << ScriptedServer::ok(body, {{"ETag", tag}}) << 2;
        QTest::newRow("another part") << rest(body, 30'000) << 3;
        QTest::newRow("another body") << rest(body, 40'000, "\"other\"") << 3;
        QTest::newRow("another length") << rest(body + "more", 40'000) << 3;
        QTest::newRow("no part said") << ScriptedServer::status(206, body.mid(40'000)) << 3;
        QTest::newRow("nothing there") << ScriptedServer::status(416, "<xml/>", {{"Content-Range", "bytes */9"}}) << 3;
        QTest::newRow("compressed") << ScriptedServer::ok(body, {{"Content-Encoding", "gzip"}}) << 3;
    }

    void startsOver()
    {
        QFETCH(ScriptedServer::Reply, second);
        QFETCH(int, asked);
        const QByteArray body = madeBody(100'000);
        storage().enqueue(cut(body, 40'000));
        storage().enqueue(second);
        storage().setHandler([body](const ScriptedServer::Request &) { return ScriptedServer::ok(body); });
        download();
        QVERIFY(m_call->results.first());
        QVERIFY(m_sink->body == body);
        QCOMPARE(m_sink->begins, 2);
        QCOMPARE(storage().requestCount(), asked);
        QCOMPARE(storage().requests().last().headers.contains("range"), asked == 2);
    }

    void aWeakTagPromisesNothing()
    {
        const QByteArray body = madeBody(1000);
        storage().enqueue(cut(body, 400, {{"ETag", "W/" + tag}}));
        storage().enqueue(ScriptedServer::ok(body));
        download();
        QVERIFY(!storage().requests().at(1).headers.contains("range"));
        QVERIFY(m_sink->body == body);
    }

    void allHadComeBeforeItBroke()
    {
        ScriptedServer::Reply chunked = ScriptedServer::ok("0123456789", {{"ETag", tag}});
        chunked.isChunked = true;
        chunked.fault = Fault::Truncate; // Its first half is all of it, but its end does not come.
        storage().enqueue(chunked);
        storage().enqueue(ScriptedServer::status(416, {}, {{"Content-Range", "bytes */5"}}));
        download();
        QVERIFY(m_call->results.first());
        QCOMPARE(m_sink->body, "01234");
        QCOMPARE(storage().requestCount(), 2);
    }

    void aShortBodyIsNeverDone()
    {
        storage().setHandler([](const ScriptedServer::Request &) { return cut("0123456789", 5, {}); });
        download();
        QVERIFY(!m_call->results.first());
        QCOMPARE(m_call->error().kind, ErrorKind::Transport);
        QCOMPARE(storage().requestCount(), 4);
        QCOMPARE(m_sink->body, "01234");
    }

    void breaksThatGetOnAreNoFailure()
    {
        const QByteArray body = madeBody(3'000'000);
        storage().setHandler([&body](const ScriptedServer::Request &request) {
            const qsizetype from =
                request.headers.value("range").mid(6).chopped(request.headers.contains("range")).toLongLong();
            ScriptedServer::Reply reply = from == 0 ? ScriptedServer::ok(body, {{"ETag", tag}}) : rest(body, from);
            reply.announcedBytes = reply.body.size();
            reply.body.truncate(300'000);
            return reply;
        });
        download();
        QVERIFY(m_call->results.first());
        QVERIFY(m_sink->body == body);
        QCOMPARE(storage().requestCount(), 10);
        QCOMPARE(m_sink->begins, 1);
    }

    void refusalsNeverReachTheSink_data()
    {
        QTest::addColumn<bool>("byTheApi");
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<int>("asked");
        QTest::newRow("not there") << true << 404 << ErrorKind::JobNotFound << 1;
        QTest::newRow("not there yet") << false << 404 << ErrorKind::JobNotFound << 1;
        QTest::newRow("expired") << true << 410 << ErrorKind::JobNotFound << 1;
        QTest::newRow("not allowed") << true << 403 << ErrorKind::AccessDenied << 1;
        QTest::newRow("old address") << false << 403 << ErrorKind::ServiceUnavailable << 4;
        QTest::newRow("down") << false << 503 << ErrorKind::ServiceUnavailable << 4;
    }

    void refusalsNeverReachTheSink()
    {
        QFETCH(bool, byTheApi);
        QFETCH(int, status);
        QFETCH(ErrorKind, kind);
        QFETCH(int, asked);
        ScriptedServer &refusing = byTheApi ? m_bench->api : storage();
        refusing.setHandler([status](const ScriptedServer::Request &) {
            return ScriptedServer::status(status, "<Error/>", {{"X-Accepted-GitHub-Permissions", "actions=read"}});
        });
        int unauthorized = 0;
        connect(m_bench->client.get(), &ApiClient::unauthorized, this, [&] { ++unauthorized; });
        download();
        QVERIFY(!m_call->results.first());
        QCOMPARE(m_call->error().kind, kind);
        QCOMPARE(m_call->error().httpStatus, status);
        QCOMPARE(m_call->error().neededPermission,
                 kind == ErrorKind::AccessDenied ? QStringLiteral("actions=read") : QString());
        QCOMPARE(refusing.requestCount(), asked);
        QCOMPARE(m_sink->begins, 0);
        QCOMPARE(m_sink->body, QByteArray());
        QCOMPARE(unauthorized, 0);
    }

    void anotherServersLimitIsNotTheAccounts()
    {
        storage().setHandler([](const ScriptedServer::Request &) {
            return ScriptedServer::status(429, {}, {{"Retry-After", "600"}, {"X-RateLimit-Remaining", "0"}});
        });
        download();
        QVERIFY(!m_call->results.first());
        QVERIFY(!m_bench->client->limitedUntil().isValid());
    }

    void readsNoFasterThanTheSink()
    {
        constexpr qint64 most = 20'000'000; // What the kernel's and Qt's buffers may hold.
        const QByteArray body = madeBody(80'000'000);
        m_sink->pausesAt = 100'000;
        storage().enqueue(ScriptedServer::ok(body));
        start();
        QTRY_VERIFY(m_sink->isBehind());
        const qsizetype taken = m_sink->body.size();
        qint64 waiting = -1;
        for (int turns = 0; turns < 20; ++turns) { // Until nothing moves any more.
            QTest::qWait(5);
            turns = storage().bytesWaiting() == waiting ? turns : 0;
            waiting = storage().bytesWaiting();
        }
        QCOMPARE(m_sink->body.size(), taken);
        QVERIFY2(waiting > body.size() - most, QByteArray::number(waiting));
        // However long it takes, that is not the server's silence.
        m_bench->clock.advance(10 * HttpExchange::idleTimeout);
        QVERIFY(!m_call->isDone());
        m_sink->goOn();
        QTRY_VERIFY(m_call->isDone());
        QVERIFY(m_call->results.first());
        QVERIFY(m_sink->body == body);
        QCOMPARE(storage().requestCount(), 1);
    }

    void whatArrivedBeforeABreakIsTaken()
    {
        const QByteArray body = madeBody(600'000);
        m_sink->pausesAt = 100'000;
        storage().enqueue(cut(body, 500'000));
        storage().enqueue(rest(body, 500'000));
        start();
        QTRY_VERIFY(m_sink->isBehind());
        QTest::qWait(20);
        m_sink->goOn();
        QTRY_VERIFY(isOver());
        QVERIFY(m_call->results.first());
        QVERIFY(m_sink->body == body);
        QCOMPARE(storageHeader(1, "range"), "bytes=500000-");
    }

    void silenceEndsARequest()
    {
        storage().setHandler([](const ScriptedServer::Request &) { return ScriptedServer::fault(Fault::Hang); });
        start();
        for (int attempt = 1; attempt <= 4; ++attempt) {
            QTRY_COMPARE(storage().requestCount(), attempt);
            QTest::qWait(1); // Qt tells that it is sent.
            m_bench->clock.advance(HttpExchange::idleTimeout);
            QTRY_COMPARE(storage().abortedCount(), attempt);
            m_bench->clock.advance(9s); // The pause before the next.
        }
        QTRY_VERIFY(m_call->isDone());
        QCOMPARE(m_call->error().kind, ErrorKind::Timeout);
        QCOMPARE(m_sink->begins, 0);
    }

    void aDeadHostIsAnError()
    {
        storage().stop();
        download();
        QCOMPARE(m_call->error().kind, ErrorKind::Offline);
        QCOMPARE(m_bench->api.requestCount(), 4);
    }

    void cancels_data()
    {
        QTest::addColumn<QString>("when");
        for (const char *when : {"waiting", "beginning", "taking", "paused", "without a sink"})
            QTest::newRow(when) << QString::fromLatin1(when);
    }

    void cancels()
    {
        QFETCH(QString, when);
        const QByteArray body = madeBody(5'000'000);
        storage().enqueue(ScriptedServer::ok(body));
        if (when == QLatin1String("beginning"))
            m_sink->onBegin = [this] {
                m_call->job->cancel();
            };
        if (when == QLatin1String("taking"))
            m_sink->onTake = [this] {
                m_call->job->cancel();
            };
        m_sink->pausesAt = 1;
        start();
        if (when == QLatin1String("waiting"))
            m_call->job->cancel();
        if (when == QLatin1String("paused") || when == QLatin1String("without a sink"))
            QTRY_VERIFY(m_sink->isBehind());
        if (when == QLatin1String("paused"))
            m_call->job->cancel();
        if (when == QLatin1String("without a sink"))
            m_sink.reset();
        QTRY_VERIFY(m_call->isDone());
        QCOMPARE(m_call->error().kind, ErrorKind::Cancelled);
        QCOMPARE(m_call->finished, 1);
        QCOMPARE(m_bench->client->activeJobs(), 0);
        if (m_sink)
            QVERIFY(m_sink->body.size() < body.size());
    }

    void downloadsLeaveRoom()
    {
        storage().setHandler([](const ScriptedServer::Request &) { return ScriptedServer::fault(Fault::Hang); });
        QList<ClientBench::CallPtr> calls;
        for (int i = 0; i < 8; ++i) {
            start();
            calls.append(m_call);
        }
        QTRY_COMPARE(storage().requestCount(), 4);
        for (int i = 0; i < 3; ++i) {
            start(Priority::Foreground);
            calls.append(m_call);
        }
        QTRY_COMPARE(storage().requestCount(), 6);
        // Whatever goes on elsewhere, the API has its connections to itself.
        m_bench->api.enqueue(ScriptedServer::ok("{}"));
        const ClientBench::CallPtr other = m_bench->send(ClientBench::get(QStringLiteral("/user")));
        QTRY_VERIFY(other->isDone());
        QVERIFY(other->results.first());
        QCOMPARE(storage().requestCount(), 6);
        calls.first()->job->cancel();
        QTRY_VERIFY(calls.first()->isDone());
        calls.at(1)->job->cancel();
        QTRY_COMPARE(storage().requestCount(), 7); // A foreground one: of the others four are under way.
    }

    void asksForTheLogs()
    {
        GitHub github({m_bench->api.url(), token, {}}, m_bench->network, m_bench->clock, m_bench->circuits,
                      m_bench->cache);
        storage().setHandler([](const ScriptedServer::Request &) { return ScriptedServer::ok("log"); });
        int good = 0;
        const Done<void> done = [&good](const Expected<void> &result) {
            good += result ? 1 : 0;
        };
        const RepoName repository{QStringLiteral("o"), QStringLiteral("r")};
        github.logs.jobLog(repository, JobId{7}, *m_sink, {this}, done);
        QTRY_COMPARE(good, 1);
        QCOMPARE(m_sink->body, "log");
        github.logs.runLogs(repository, RunId{8}, 2, *m_sink, {this}, done);
        QTRY_COMPARE(good, 2);
        QCOMPARE(m_bench->api.requests().at(0).target, "/repos/o/r/actions/jobs/7/logs");
        QCOMPARE(m_bench->api.requests().at(1).target, "/repos/o/r/actions/runs/8/attempts/2/logs");
    }
};

QTEST_GUILESS_MAIN(TestDownload)
#include "tst_download.moc"
