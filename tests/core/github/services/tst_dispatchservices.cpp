// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scriptedgithub.h"

#include <QJsonDocument>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

const RepoName helloWorld{u"octocat"_s, u"hello-world"_s};

QByteArray fileAnswer(const QByteArray &content, const char *encoding = "base64")
{
    return R"({"type": "file", "sha": "abc", "encoding": ")" + QByteArray(encoding) + R"(", "content": ")" + content
        + R"("})";
}

QJsonObject bodyOf(const ScriptedServer::Request &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

} // namespace

//! Files, branches and tags, dispatches: what is asked for and what is made of the answer.
class TestDispatchServices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void files();
    void largeFilesAreBlobs();
    void brokenFilesAreErrors_data();
    void brokenFilesAreErrors();
    void branchesAndTags();
    void beginnings();
    void aDispatchAsksForItsRun();
    void aDispatchThatWasTakenIsNoError_data();
    void aDispatchThatWasTakenIsNoError();
    void onlyARefusedQuestionIsSentAgain_data();
    void onlyARefusedQuestionIsSentAgain();
    void events();

private:
    //! Waits for \a call, which takes a Done<T>.
    template <typename T, typename Call>
    Expected<T> ask(ScriptedGitHub &github, Call call)
    {
        Outcome<T> outcome;
        call(github, outcome.done());
        if (!QTest::qWaitFor([&] { return outcome.calls == 1; }, 20'000))
            qFatal("No answer");
        return outcome.result;
    }
    Expected<QByteArray> file(ScriptedGitHub &github, const QString &path, const QString &ref)
    {
        return ask<QByteArray>(github, [&](ScriptedGitHub &asked, auto done) {
            asked->contents.file(helloWorld, path, ref, asked.caller(), done);
        });
    }
    Expected<DispatchedRun> dispatch(ScriptedGitHub &github)
    {
        return ask<DispatchedRun>(github, [](ScriptedGitHub &asked, auto done) {
            asked->dispatches.workflow(helloWorld, {WorkflowId{7}, u"main"_s, {{u"a"_s, u"b"_s}}}, asked.caller(),
                                       done);
        });
    }
};

void TestDispatchServices::files()
{
    ScriptedGitHub github;
    // GitHub breaks the lines of what it encodes.
    github.server.enqueue(ScriptedServer::ok(fileAnswer("bmFtZ\\nTogQ0k=\\n")));
    QCOMPARE(file(github, u".github/workflows/c i#1.yml"_s, u"feature/a&b"_s), QByteArray("name: CI"));
    QCOMPARE(github.target(0),
             "/repos/octocat/hello-world/contents/.github/workflows/c%20i%231.yml?ref=feature%2Fa%26b");
    github.server.enqueue(ScriptedServer::ok(fileAnswer("")));
    QCOMPARE(file(github, u"empty"_s, {}), QByteArray());
    QCOMPARE(github.target(1), "/repos/octocat/hello-world/contents/empty");
}

void TestDispatchServices::largeFilesAreBlobs()
{
    ScriptedGitHub github;
    const QByteArray large(2 * 1024 * 1024, 'x');
    github.server.enqueue(ScriptedServer::ok(fileAnswer("", "none")));
    github.server.enqueue(ScriptedServer::ok(R"({"encoding": "base64", "content": ")" + large.toBase64() + R"("})"));
    QCOMPARE(file(github, u"ci.yml"_s, u"main"_s), large);
    QCOMPARE(github.target(1), "/repos/octocat/hello-world/git/blobs/abc");
}

void TestDispatchServices::brokenFilesAreErrors_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("folder") << QByteArray("[]");
    QTest::newRow("submodule") << QByteArray(R"({"type": "submodule"})");
    QTest::newRow("no base64") << fileAnswer("*");
    QTest::newRow("no hash") << QByteArray(R"({"type": "file", "encoding": "none"})");
    QTest::newRow("no JSON") << QByteArray("<html>");
}

void TestDispatchServices::brokenFilesAreErrors()
{
    QFETCH(QByteArray, answer);
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok(answer));
    const Expected<QByteArray> bytes = file(github, u"ci.yml"_s, {});
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().kind, ErrorKind::ParseError);
    QVERIFY(!file(github, u"../../../user"_s, {}));
    QCOMPARE(github.server.requestCount(), 1);
}

void TestDispatchServices::branchesAndTags()
{
    ScriptedGitHub github;
    using Refs = Page<GitRef>;
    github.server.enqueue(ScriptedServer::ok(R"([{"name": "main"}, {"name": "feature/a"}])",
                                             github.nextLink(u"/repositories/1/branches?page=2"_s)));
    const auto branches = ask<Refs>(github, [](ScriptedGitHub &asked, auto done) {
        asked->refs.list(helloWorld, GitRef::Kind::Branch, {100, 1}, asked.caller(), done);
    });
    QCOMPARE(branches->items,
             (QList<GitRef>{{GitRef::Kind::Branch, u"main"_s}, {GitRef::Kind::Branch, u"feature/a"_s}}));
    QCOMPARE(github.target(0), "/repos/octocat/hello-world/branches?per_page=100&page=1");
    github.server.enqueue(ScriptedServer::ok("[]"));
    const auto more = ask<Refs>(github, [&](ScriptedGitHub &asked, auto done) {
        asked->refs.next(branches->next, GitRef::Kind::Branch, asked.caller(), done);
    });
    QVERIFY(more->items.isEmpty() && more->next.isEmpty());
    github.server.enqueue(ScriptedServer::ok(R"([{"name": "v1"}, {"no": "name"}])"));
    const auto tags = ask<Refs>(github, [](ScriptedGitHub &asked, auto done) {
        asked->refs.list(helloWorld, GitRef::Kind::Tag, {}, asked.caller(), done);
    });
    QCOMPARE(tags.error().field, u"[1].name"_s);
    QCOMPARE(github.target(2), "/repos/octocat/hello-world/tags?per_page=30&page=1");
}

void TestDispatchServices::beginnings()
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok(R"([{"ref": "refs/tags/v1/a b"}])"));
    const auto found = ask<Page<GitRef>>(github, [](ScriptedGitHub &asked, auto done) {
        asked->refs.startingWith(helloWorld, GitRef::Kind::Tag, u"v1/a b?"_s, asked.caller(), done);
    });
    QCOMPARE(found->items, (QList<GitRef>{{GitRef::Kind::Tag, u"v1/a b"_s}}));
    QCOMPARE(github.target(0), "/repos/octocat/hello-world/git/matching-refs/tags/v1/a%20b%3F");
    const auto refused = ask<Page<GitRef>>(github, [](ScriptedGitHub &asked, auto done) {
        asked->refs.startingWith(helloWorld, GitRef::Kind::Tag, u"../.."_s, asked.caller(), done);
    });
    QCOMPARE(refused.error().kind, ErrorKind::InvalidRef);
    QCOMPARE(github.server.requestCount(), 1);
}

void TestDispatchServices::aDispatchAsksForItsRun()
{
    ScriptedGitHub github;
    github.server.enqueue(
        ScriptedServer::ok(R"({"workflow_run_id": 42, "html_url": "https://github.com/o/r/runs/42"})"));
    const Expected<DispatchedRun> run = dispatch(github);
    QCOMPARE(run->run, RunId{42});
    QCOMPARE(run->htmlUrl, QUrl(u"https://github.com/o/r/runs/42"_s));
    QCOMPARE(github.server.requests().first().verb, "POST");
    QCOMPARE(github.target(0), "/repos/octocat/hello-world/actions/workflows/7/dispatches");
    const QJsonObject expected{
        {u"ref"_s, u"main"_s}, {u"inputs"_s, QJsonObject{{u"a"_s, u"b"_s}}}, {u"return_run_details"_s, true}};
    QCOMPARE(bodyOf(github.server.requests().first()), expected);
}

void TestDispatchServices::aDispatchThatWasTakenIsNoError_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("204") << 204 << QByteArray();
    QTest::newRow("nothing") << 200 << QByteArray("{}");
    QTest::newRow("no JSON") << 200 << QByteArray("done!");
    QTest::newRow("wrong type") << 200 << QByteArray(R"({"workflow_run_id": "42"})");
}

void TestDispatchServices::aDispatchThatWasTakenIsNoError()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::status(status, body));
    const Expected<DispatchedRun> run = dispatch(github);
    QVERIFY(run);
    QVERIFY(!run->run.isValid());
    QCOMPARE(github.server.requestCount(), 1);
}

void TestDispatchServices::onlyARefusedQuestionIsSentAgain_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("requests");
    const QByteArray key = R"(\"return_run_details\" is not a permitted key.)";
    QTest::newRow("the key, 422") << 422 << key << 2;
    QTest::newRow("the key, 400") << 400 << key << 2;
    QTest::newRow("a 400 without a word") << 400 << QByteArray("Problems parsing JSON") << 2;
    QTest::newRow("inputs") << 422 << QByteArray("Unexpected inputs provided") << 1;
    QTest::newRow("no permission") << 403 << QByteArray("Resource not accessible") << 1;
    QTest::newRow("no workflow") << 404 << QByteArray("Not Found") << 1;
    QTest::newRow("trouble") << 500 << QByteArray("Server Error") << 1;
}

void TestDispatchServices::onlyARefusedQuestionIsSentAgain()
{
    QFETCH(int, status);
    QFETCH(QByteArray, message);
    QFETCH(int, requests);
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::status(status, R"({"message": ")" + message + R"("})"));
    github.server.setHandler([](const ScriptedServer::Request &) { return ScriptedServer::status(204); });
    const Expected<DispatchedRun> run = dispatch(github);
    QCOMPARE(run.has_value(), requests == 2);
    QCOMPARE(github.server.requestCount(), requests);
    if (requests == 2)
        QVERIFY(!bodyOf(github.server.requests().last()).contains(u"return_run_details"_s));
}

void TestDispatchServices::events()
{
    ScriptedGitHub github;
    const auto send = [&](const RepositoryEvent &event) {
        return ask<void>(github, [&](ScriptedGitHub &asked, auto done) {
            asked->dispatches.repositoryEvent(helloWorld, event, asked.caller(), done);
        });
    };
    github.server.enqueue(ScriptedServer::status(204));
    QVERIFY(send({u"nightly"_s, {{u"a"_s, 1}}}));
    QCOMPARE(github.target(0), "/repos/octocat/hello-world/dispatches");
    const QJsonObject expected{{u"event_type"_s, u"nightly"_s}, {u"client_payload"_s, QJsonObject{{u"a"_s, 1}}}};
    QCOMPARE(bodyOf(github.server.requests().first()), expected);
    QCOMPARE(send({QString(), {}}).error().kind, ErrorKind::InvalidInputs);
    QCOMPARE(github.server.requestCount(), 1);
}

QTEST_GUILESS_MAIN(TestDispatchServices)

#include "tst_dispatchservices.moc"
