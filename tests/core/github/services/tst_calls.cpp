// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/services/answers.h"
#include "scriptedgithub.h"
#include "tests/core/github/types/samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

const RepoName helloWorld{u"octocat"_s, u"hello-world"_s};

QByteArray jobsBody(const QList<qint64> &ids)
{
    QJsonArray jobs;
    for (const qint64 id : ids)
        jobs.append(Samples::with(Samples::job(), u"id"_s, id));
    return QJsonDocument(QJsonObject{{u"total_count"_s, 5}, {u"jobs"_s, jobs}}).toJson();
}

const QByteArray largeBody = "{" + QByteArray(100 * 1024, ' ') + "}";

//! Parses on demand: it waits on a worker thread until the test lets it.
struct SlowParser
{
    QSemaphore started;
    QSemaphore mayGoOn;

    Parser<int> parser()
    {
        return [this](const ApiResponse &) {
            started.release();
            mayGoOn.acquire();
            return 42;
        };
    }
};

ApiRequest anyRequest()
{
    ApiRequest request;
    request.path = u"/user"_s;
    return request;
}

} // namespace

//! What all calls have in common: threads, pages, cancelling, callers that go away, errors.
class TestCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void largeBodiesAreParsedOnAWorker();
    void cancelWhileParsing();
    void callerGoneWhileParsing();
    void clientGoneWhileParsing();
    void callerGoneWhileAsking();
    void pagesAreJoined();
    void errorOnALaterPageIsTheResult();
    void cancelStopsTheWholeList();
    void endlessListsEnd();
    void unchangedPagesAreSaidSo();
    void unchangedItemsCanBeLeftOut();
    void brokenAnswersAreNotKept();
    void partlyChangedListIsNotUnchanged();
    void badNamesAreNotSent_data();
    void badNamesAreNotSent();
    void noFurtherPage();
    void foreignLinksAreNotFollowed();
    void parseErrorsSayWhere();
    void serverErrorsPassThrough();
    void callerMayDeleteTheClient();
    void finishedIsToldOnce();
};

void TestCalls::largeBodiesAreParsedOnAWorker()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok("{}"));
    github.server.enqueue(ScriptedServer::ok(largeBody));
    const Parser<bool> isOnWorker = [](const ApiResponse &) {
        return QThread::currentThread() != QCoreApplication::instance()->thread();
    };
    Outcome<bool> small;
    call(github->client, anyRequest(), github.caller(), isOnWorker, small.done());
    QTRY_COMPARE(small.calls, 1);
    QCOMPARE(small.result.value(), false);

    bool deliveredHere = false;
    Expected<bool> large;
    call<bool>(github->client, anyRequest(), github.caller(), isOnWorker, [&](Expected<bool> result) {
        deliveredHere = QThread::currentThread() == thread();
        large = result;
    });
    QTRY_VERIFY(deliveredHere);
    QCOMPARE(large.value(), true);
}

void TestCalls::cancelWhileParsing()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok(largeBody));
    SlowParser slow;
    Outcome<int> outcome;
    ApiJob *job = call(github->client, anyRequest(), github.caller(), slow.parser(), outcome.done());
    QTRY_COMPARE(slow.started.available(), 1);
    job->cancel();
    slow.mayGoOn.release();
    QTRY_COMPARE(outcome.calls, 1);
    QCOMPARE(outcome.result.error().kind, ErrorKind::Cancelled);
}

void TestCalls::callerGoneWhileParsing()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok(largeBody));
    SlowParser slow;
    Outcome<int> outcome;
    auto caller = std::make_unique<QObject>();
    ApiJob *job = call(github->client, anyRequest(), github.caller(caller.get()), slow.parser(), outcome.done());
    QSignalSpy gone(job, &QObject::destroyed);
    QTRY_COMPARE(slow.started.available(), 1);
    caller.reset();
    slow.mayGoOn.release();
    QTRY_COMPARE(gone.count(), 1);
    QCOMPARE(outcome.calls, 0);
}

void TestCalls::clientGoneWhileParsing()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok(largeBody));
    SlowParser slow;
    Outcome<int> outcome;
    call(github->client, anyRequest(), github.caller(), slow.parser(), outcome.done());
    QTRY_COMPARE(slow.started.available(), 1);
    github.services.reset();
    slow.mayGoOn.release();
    QVERIFY(QThreadPool::globalInstance()->waitForDone());
    QCoreApplication::processEvents();
    QCOMPARE(outcome.calls, 0);
}

void TestCalls::callerGoneWhileAsking()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::fault(ScriptedServer::Reply::Fault::Hang));
    Outcome<Page<Job>> outcome;
    auto caller = std::make_unique<QObject>();
    github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::Latest, github.caller(caller.get()), outcome.done());
    QTRY_COMPARE(github.server.requestCount(), 1);
    caller.reset();
    QTRY_COMPARE(github.server.abortedCount(), 1);
    QTRY_COMPARE(github->client.activeJobs(), 0);
    QCOMPARE(outcome.calls, 0);
}

void TestCalls::pagesAreJoined()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok(jobsBody({1, 2}), github.nextLink(u"/jobs?page=2"_s)));
    github.server.enqueue(ScriptedServer::ok(jobsBody({3, 4}), github.nextLink(u"/jobs?page=3"_s)));
    github.server.enqueue(ScriptedServer::ok(jobsBody({5})));
    Outcome<Page<Job>> outcome;
    github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::All, github.caller(), outcome.done());
    QTRY_COMPARE(outcome.calls, 1);
    QList<qint64> ids;
    for (const Job &job : outcome.result->items)
        ids.append(job.id.value);
    QCOMPARE(ids, (QList<qint64>{1, 2, 3, 4, 5}));
    QCOMPARE(outcome.result->totalCount, 5);
    QVERIFY(outcome.result->next.isEmpty());
    QCOMPARE(github.server.requestCount(), 3);
    QCOMPARE(github.target(2), "/jobs?page=3");
}

void TestCalls::errorOnALaterPageIsTheResult()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok(jobsBody({1}), github.nextLink(u"/jobs?page=2"_s)));
    github.server.enqueue(ScriptedServer::ok("{\"jobs\": [{\"id\": 2}]}"));
    Outcome<Page<Job>> outcome;
    github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::All, github.caller(), outcome.done());
    QTRY_COMPARE(outcome.calls, 1);
    QCOMPARE(outcome.result.error().field, u"jobs[0].run_id"_s);
}

void TestCalls::cancelStopsTheWholeList()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok(jobsBody({1}), github.nextLink(u"/jobs?page=2"_s)));
    github.server.enqueue(ScriptedServer::fault(ScriptedServer::Reply::Fault::Hang));
    Outcome<Page<Job>> outcome;
    ApiJob *job = github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::All, github.caller(), outcome.done());
    QTRY_COMPARE(github.server.requestCount(), 2);
    QSignalSpy finished(job, &ApiJob::finished);
    job->cancel();
    job->cancel();
    QTRY_COMPARE(outcome.calls, 1);
    QCOMPARE(outcome.result.error().kind, ErrorKind::Cancelled);
    QCOMPARE(finished.count(), 1);
    QTRY_COMPARE(github.server.abortedCount(), 1);
}

void TestCalls::endlessListsEnd()
{
    ScriptedGitHub github;
    github.server.setHandler(
        [&](const auto &) { return ScriptedServer::ok(jobsBody({1}), github.nextLink(u"/jobs?page=2"_s)); });
    Outcome<Page<Job>> outcome;
    github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::All, github.caller(), outcome.done());
    QTRY_COMPARE_WITH_TIMEOUT(outcome.calls, 1, 30'000);
    QCOMPARE(outcome.result.error().kind, ErrorKind::ParseError);
    QCOMPARE(github.server.requestCount(), 200);
}

void TestCalls::unchangedPagesAreSaidSo()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok(jobsBody({1, 2}), {{"ETag", "\"a\""}}));
    github.server.enqueue(ScriptedServer::status(304));
    for (const bool notModified : {false, true}) {
        Outcome<Page<Job>> outcome;
        github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::All, github.caller(), outcome.done());
        QTRY_COMPARE(outcome.calls, 1);
        QCOMPARE(outcome.result->notModified, notModified);
        QCOMPARE(outcome.result->items.size(), 2);
    }
}

void TestCalls::unchangedItemsCanBeLeftOut()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok(R"({"total_count": 0, "workflow_runs": []})", {{"ETag", "\"a\""}}));
    github.server.enqueue(ScriptedServer::status(304));
    for (const bool notModified : {false, true}) {
        Outcome<Page<Run>> outcome;
        github->runs.list(helloWorld, {}, {30, 1, true}, github.caller(), outcome.done());
        QTRY_COMPARE(outcome.calls, 1);
        QCOMPARE(outcome.result->notModified, notModified);
        // An unchanged answer is not read again, so it is not counted either.
        QCOMPARE(outcome.result->totalCount, notModified ? -1 : 0);
    }
}

void TestCalls::brokenAnswersAreNotKept()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok("{broken", {{"ETag", "\"a\""}}));
    github.server.enqueue(ScriptedServer::status(304));
    github.server.enqueue(ScriptedServer::ok(jobsBody({1}), {{"ETag", "\"a\""}}));
    Outcome<Page<Job>> broken;
    github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::All, github.caller(), broken.done());
    QTRY_COMPARE(broken.calls, 1);
    QCOMPARE(broken.result.error().kind, ErrorKind::ParseError);
    Outcome<Page<Job>> outcome;
    github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::All, github.caller(), outcome.done());
    QTRY_COMPARE(outcome.calls, 1);
    QVERIFY(outcome.result);
    QCOMPARE(outcome.result->items.size(), 1);
    QCOMPARE(github.server.requestCount(), 3);
}

void TestCalls::partlyChangedListIsNotUnchanged()
{
    ScriptedGitHub github;
    auto first = github.nextLink(u"/jobs?page=2"_s);
    first.append(qMakePair(QByteArray("ETag"), QByteArray("\"a\"")));
    github.server.enqueue(ScriptedServer::ok(jobsBody({1}), first));
    github.server.enqueue(ScriptedServer::ok(jobsBody({2}), {{"ETag", "\"b\""}}));
    github.server.enqueue(ScriptedServer::status(304));
    github.server.enqueue(ScriptedServer::ok(jobsBody({3}), {{"ETag", "\"c\""}}));
    for (const qint64 lastId : {2, 3}) {
        Outcome<Page<Job>> outcome;
        github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::All, github.caller(), outcome.done());
        QTRY_COMPARE(outcome.calls, 1);
        QVERIFY(!outcome.result->notModified);
        QCOMPARE(outcome.result->items.last().id, JobId{lastId});
    }
    QCOMPARE(github.server.requestCount(), 4);
}

void TestCalls::badNamesAreNotSent_data()
{
    QTest::addColumn<QString>("owner");
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("upwards") << u"octocat"_s << u".."_s;
    QTest::newRow("deeper") << u"octocat"_s << u"a/b"_s;
    QTest::newRow("query") << u"octocat"_s << u"a?b=c"_s;
    QTest::newRow("encoded") << u"octocat"_s << u"a%2Fb"_s;
    QTest::newRow("line") << u"octo\r\ncat"_s << u"a"_s;
}

void TestCalls::badNamesAreNotSent()
{
    QFETCH(QString, owner);
    QFETCH(QString, name);
    ScriptedGitHub github;
    Outcome<Run> outcome;
    github->runs.get({owner, name}, RunId{7}, github.caller(), outcome.done());
    QCOMPARE(outcome.calls, 0);
    QTRY_COMPARE(outcome.calls, 1);
    QCOMPARE(outcome.result.error().kind, ErrorKind::RepositoryNotFound);
    QVERIFY(outcome.result.error().message.contains(name));
    QCOMPARE(github.server.requestCount(), 0);
}

void TestCalls::noFurtherPage()
{
    ScriptedGitHub github;
    Outcome<Page<Run>> outcome;
    github->runs.next(QUrl(), github.caller(), outcome.done());
    QTRY_COMPARE(outcome.calls, 1);
    QCOMPARE(outcome.result.error().kind, ErrorKind::Internal);
    QCOMPARE(github.server.requestCount(), 0);
}

void TestCalls::foreignLinksAreNotFollowed()
{
    ScriptedGitHub github;
    const ScriptedServer foreign;
    const QByteArray link = '<' + foreign.url(u"/jobs?page=2"_s).toEncoded() + ">; rel=\"next\"";
    github.server.enqueue(ScriptedServer::ok(jobsBody({1}), {{"Link", link}}));
    Outcome<Page<Job>> outcome;
    github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::All, github.caller(), outcome.done());
    QTRY_COMPARE(outcome.calls, 1);
    QCOMPARE(outcome.result->items.size(), 1);
    QCOMPARE(outcome.result->next, foreign.url(u"/jobs?page=2"_s));
    QCOMPARE(foreign.requestCount(), 0);
}

void TestCalls::parseErrorsSayWhere()
{
    ScriptedGitHub github;
    const QByteArray body = "{\"total_count\": 1, \"workflow_runs\": [{\"id\": null}]}";
    github.server.enqueue(ScriptedServer::ok(body, {{"X-GitHub-Request-Id", "C0FF:EE"}}));
    github.server.enqueue(ScriptedServer::ok("<html>Sign in to the hotel's network</html>"));
    Outcome<Page<Run>> broken;
    github->runs.list(helloWorld, {}, {}, github.caller(), broken.done());
    QTRY_COMPARE(broken.calls, 1);
    const Error error = broken.result.error();
    QCOMPARE(error.kind, ErrorKind::ParseError);
    QCOMPARE(error.field, u"workflow_runs[0].id"_s);
    QCOMPARE(error.httpStatus, 200);
    QCOMPARE(error.requestId, u"C0FF:EE"_s);

    Outcome<Run> portal;
    github->runs.get(helloWorld, RunId{7}, github.caller(), portal.done());
    QTRY_COMPARE(portal.calls, 1);
    QCOMPARE(portal.result.error().kind, ErrorKind::ParseError);
}

void TestCalls::serverErrorsPassThrough()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::status(404, "{\"message\": \"Not Found\"}"));
    Outcome<Run> outcome;
    github->runs.get(helloWorld, RunId{7}, github.caller(), outcome.done());
    QTRY_COMPARE(outcome.calls, 1);
    QCOMPARE(outcome.result.error().kind, ErrorKind::RunNotFound);
    QCOMPARE(outcome.result.error().httpStatus, 404);
}

void TestCalls::callerMayDeleteTheClient()
{
    ScriptedGitHub github;
    github.server.setHandler([](const auto &) { return ScriptedServer::ok(jobsBody({1})); });
    int calls = 0;
    github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::All, github.caller(), [&](const auto &) {
        ++calls;
        github.services.reset();
    });
    QTRY_COMPARE(calls, 1);
    QVERIFY(!github.services);
}

void TestCalls::finishedIsToldOnce()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok(jobsBody({1}), github.nextLink(u"/jobs?page=2"_s)));
    github.server.enqueue(ScriptedServer::ok(jobsBody({2})));
    Outcome<Page<Job>> outcome;
    ApiJob *job = github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::All, github.caller(), outcome.done());
    QSignalSpy finished(job, &ApiJob::finished);
    QSignalSpy destroyed(job, &QObject::destroyed);
    QTRY_COMPARE(destroyed.count(), 1);
    QCOMPARE(finished.count(), 1);
    QCOMPARE(outcome.calls, 1);
}

QTEST_GUILESS_MAIN(TestCalls)

#include "tst_calls.moc"
