// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/parse.h"
#include "scriptedgithub.h"
#include "tests/core/github/types/samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

const RepoName helloWorld{u"octocat"_s, u"hello-world"_s};

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

QByteArray list(const QString &key, const QJsonObject &item)
{
    if (key.isEmpty())
        return QJsonDocument(QJsonArray{item}).toJson();
    return json({{u"total_count"_s, 1}, {key, QJsonArray{item}}});
}

} // namespace

//! What each service asks for and what it makes of the answer.
class TestServices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void repositories();
    void repositorySearch();
    void workflows();
    void runs();
    void runFilters();
    void jobs();
    void artifacts();
    void annotations();
    void deployments();
    void deploymentRecords();
    void pageSizesAreBounded();
    void textIsEncoded();

private:
    //! Makes \a call, which takes a Done<T>, with \a body for the answer: the target asked for and what came of it.
    template <typename T, typename Call>
    std::pair<QByteArray, Expected<T>> ask(const QByteArray &body, Call call);
    template <typename T>
    void askPage(const QByteArray &body, const QByteArray &target, const T &item,
                 const std::function<void(ScriptedGitHub &, Done<Page<T>>)> &call);
};

template <typename T, typename Call>
std::pair<QByteArray, Expected<T>> TestServices::ask(const QByteArray &body, Call call)
{
    ScriptedGitHub github;
    github.server.enqueue(ScriptedServer::ok(body));
    Outcome<T> outcome;
    call(github, outcome.done());
    if (outcome.calls != 0 || !QTest::qWaitFor([&] { return outcome.calls == 1; }))
        return {"done was called at once, or not at all", outcome.result};
    return {github.server.requestCount() == 1 ? github.target(0) : "not one request", outcome.result};
}

template <typename T>
void TestServices::askPage(const QByteArray &body, const QByteArray &target, const T &item,
                           const std::function<void(ScriptedGitHub &, Done<Page<T>>)> &call)
{
    const auto [asked, page] = ask<Page<T>>(body, call);
    QCOMPARE(asked, target);
    QVERIFY2(page, page ? "" : qPrintable(page.error().message));
    QCOMPARE(page->items, QList<T>{item});
    QVERIFY(page->next.isEmpty());
    QVERIFY(!page->notModified);
}

void TestServices::repositories()
{
    const Repository expected = Parse::repository(Samples::repository()).value();
    const auto [userTarget, user] = ask<User>(json(Samples::user()), [](ScriptedGitHub &github, Done<User> done) {
        github->repositories.currentUser(github.caller(), done);
    });
    QCOMPARE(userTarget, "/user");
    QCOMPARE(user->login, u"octocat"_s);

    askPage<Repository>(list({}, Samples::repository()), "/user/repos?sort=pushed&per_page=50&page=2", expected,
                        [](ScriptedGitHub &github, auto done) {
                            github->repositories.list({50, 2}, github.caller(), done);
                        });
    askPage<Repository>(list({}, Samples::repository()), "/user/repos?page=3", expected,
                        [](ScriptedGitHub &github, auto done) {
                            const QUrl link = github.server.url(u"/user/repos?page=3"_s);
                            github->repositories.next(link, github.caller(), done);
                        });
    const auto [target, one] = ask<Repository>(json(Samples::repository()), [](ScriptedGitHub &github, auto done) {
        github->repositories.get(helloWorld, github.caller(), done);
    });
    QCOMPARE(target, "/repos/octocat/hello-world");
    QCOMPARE(one.value(), expected);
}

void TestServices::repositorySearch()
{
    const Repository expected = Parse::repository(Samples::repository()).value();
    askPage<Repository>(list(u"items"_s, Samples::repository()),
                        "/search/repositories?q=hello%20user%3Aoctocat&per_page=30&page=1", expected,
                        [](ScriptedGitHub &github, auto done) {
                            github->repositories.search(u"hello user:octocat"_s, {}, github.caller(), done);
                        });
    askPage<Repository>(list(u"items"_s, Samples::repository()), "/search/repositories?q=x&page=2", expected,
                        [](ScriptedGitHub &github, auto done) {
                            const QUrl link = github.server.url(u"/search/repositories?q=x&page=2"_s);
                            github->repositories.next(link, github.caller(), done);
                        });
}

void TestServices::workflows()
{
    const Workflow expected = Parse::workflow(Samples::workflow()).value();
    askPage<Workflow>(list(u"workflows"_s, Samples::workflow()),
                      "/repos/octocat/hello-world/actions/workflows?per_page=100&page=1", expected,
                      [](ScriptedGitHub &github, auto done) {
                          github->workflows.list(helloWorld, {100, 1}, github.caller(), done);
                      });
    askPage<Workflow>(list(u"workflows"_s, Samples::workflow()), "/repositories/1/actions/workflows?page=2", expected,
                      [](ScriptedGitHub &github, auto done) {
                          const QUrl link = github.server.url(u"/repositories/1/actions/workflows?page=2"_s);
                          github->workflows.next(link, github.caller(), done);
                      });
    const auto [target, one] = ask<Workflow>(json(Samples::workflow()), [](ScriptedGitHub &github, auto done) {
        github->workflows.get(helloWorld, WorkflowId{161335}, github.caller(), done);
    });
    QCOMPARE(target, "/repos/octocat/hello-world/actions/workflows/161335");
    QCOMPARE(one.value(), expected);
}

void TestServices::runs()
{
    const Run expected = Parse::run(Samples::run()).value();
    askPage<Run>(list(u"workflow_runs"_s, Samples::run()), "/repos/octocat/hello-world/actions/runs?per_page=30&page=1",
                 expected, [](ScriptedGitHub &github, auto done) {
                     github->runs.list(helloWorld, {}, {}, github.caller(), done);
                 });
    askPage<Run>(list(u"workflow_runs"_s, Samples::run()), "/repositories/1/actions/runs?page=2", expected,
                 [](ScriptedGitHub &github, auto done) {
                     const QUrl link = github.server.url(u"/repositories/1/actions/runs?page=2"_s);
                     github->runs.next(link, github.caller(), done);
                 });
    const auto [target, one] = ask<Run>(json(Samples::run()), [](ScriptedGitHub &github, auto done) {
        github->runs.get(helloWorld, RunId{27123456789}, github.caller(), done);
    });
    QCOMPARE(target, "/repos/octocat/hello-world/actions/runs/27123456789");
    QCOMPARE(one.value(), expected);
    const auto [pastTarget, past] = ask<Run>(json(Samples::run()), [](ScriptedGitHub &github, auto done) {
        github->runs.attempt(helloWorld, RunId{7}, 2, github.caller(), done);
    });
    QCOMPARE(pastTarget, "/repos/octocat/hello-world/actions/runs/7/attempts/2");
    QCOMPARE(past.value(), expected);
}

void TestServices::runFilters()
{
    RunListFilter filter;
    filter.workflow = WorkflowId{5};
    filter.actor = u"dependabot[bot]"_s;
    filter.branch = u"feature/c++ & 100%41"_s;
    filter.event = u"push"_s;
    filter.status = u"in_progress"_s;
    filter.created = u">=2026-01-01"_s;
    filter.headSha = u"acb58"_s;
    filter.checkSuiteId = 42;
    filter.excludePullRequests = true;
    askPage<Run>(list(u"workflow_runs"_s, Samples::run()),
                 "/repos/octocat/hello-world/actions/workflows/5/runs?actor=dependabot%5Bbot%5D"
                 "&branch=feature%2Fc%2B%2B%20%26%20100%2541&event=push&status=in_progress&created=%3E%3D2026-01-01"
                 "&head_sha=acb58&check_suite_id=42&exclude_pull_requests=true&per_page=30&page=1",
                 Parse::run(Samples::run()).value(), [&](ScriptedGitHub &github, auto done) {
                     github->runs.list(helloWorld, filter, {}, github.caller(), done);
                 });
}

void TestServices::jobs()
{
    const Job expected = Parse::job(Samples::job()).value();
    const QByteArray body = list(u"jobs"_s, Samples::job());
    askPage<Job>(body, "/repos/octocat/hello-world/actions/runs/7/jobs?per_page=100&filter=latest", expected,
                 [](ScriptedGitHub &github, auto done) {
                     github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::Latest, github.caller(), done);
                 });
    askPage<Job>(body, "/repos/octocat/hello-world/actions/runs/7/jobs?per_page=100&filter=all", expected,
                 [](ScriptedGitHub &github, auto done) {
                     github->jobs.list(helloWorld, RunId{7}, JobsService::Filter::All, github.caller(), done);
                 });
    askPage<Job>(body, "/repos/octocat/hello-world/actions/runs/7/attempts/3/jobs?per_page=100", expected,
                 [](ScriptedGitHub &github, auto done) {
                     github->jobs.listAttempt(helloWorld, RunId{7}, 3, github.caller(), done);
                 });
    const auto [target, one] = ask<Job>(json(Samples::job()), [](ScriptedGitHub &github, auto done) {
        github->jobs.get(helloWorld, JobId{399444496}, github.caller(), done);
    });
    QCOMPARE(target, "/repos/octocat/hello-world/actions/jobs/399444496");
    QCOMPARE(one.value(), expected);
}

void TestServices::artifacts()
{
    askPage<Artifact>(
        list(u"artifacts"_s, Samples::artifact()), "/repos/octocat/hello-world/actions/runs/7/artifacts?per_page=100",
        Parse::artifact(Samples::artifact()).value(),
        [](ScriptedGitHub &github, auto done) { github->artifacts.list(helloWorld, RunId{7}, github.caller(), done); });
}

void TestServices::annotations()
{
    askPage<Annotation>(
        list({}, Samples::annotation()), "/repos/octocat/hello-world/check-runs/9/annotations?per_page=100",
        Parse::annotation(Samples::annotation(), JobId{9}).value(), [](ScriptedGitHub &github, auto done) {
            github->annotations.list(helloWorld, JobId{9}, github.caller(), done);
        });
}

void TestServices::deployments()
{
    using Pending = QList<PendingDeployment>;
    const auto [target, pending] =
        ask<Pending>(list({}, Samples::pendingDeployment()), [](ScriptedGitHub &github, auto done) {
            github->deployments.pending(helloWorld, RunId{7}, github.caller(), done);
        });
    QCOMPARE(target, "/repos/octocat/hello-world/actions/runs/7/pending_deployments");
    QCOMPARE(pending.value(), Pending{Parse::pendingDeployment(Samples::pendingDeployment()).value()});

    const Environment environment = Parse::environment(Samples::environment()).value();
    askPage<Environment>(list(u"environments"_s, Samples::environment()),
                         "/repos/octocat/hello-world/environments?per_page=30&page=1", environment,
                         [](ScriptedGitHub &github, auto done) {
                             github->deployments.environments(helloWorld, {}, github.caller(), done);
                         });
    askPage<Environment>(list(u"environments"_s, Samples::environment()), "/repositories/1/environments?page=2",
                         environment, [](ScriptedGitHub &github, auto done) {
                             const QUrl link = github.server.url(u"/repositories/1/environments?page=2"_s);
                             github->deployments.next(link, github.caller(), done);
                         });
}

void TestServices::deploymentRecords()
{
    const QJsonObject record{{u"id"_s, 42},
                             {u"sha"_s, u"a84d88e7554fc1fa21bcbc4efae3c782a70d2b9d"_s},
                             {u"ref"_s, u"topic-branch"_s},
                             {u"environment"_s, u"production"_s},
                             {u"created_at"_s, u"2012-07-20T01:19:13Z"_s}};
    askPage<DeploymentRecord>(
        list({}, record), "/repos/octocat/hello-world/deployments?environment=eu%2Fwest%20%26%201&per_page=6&page=1",
        Parse::deploymentRecord(record).value(), [](ScriptedGitHub &github, auto done) {
            github->deployments.records(helloWorld, u"eu/west & 1"_s, {6}, github.caller(), done);
        });
    using Statuses = QList<DeploymentStatus>;
    const QJsonObject status{{u"state"_s, u"success"_s}, {u"created_at"_s, u"2012-07-20T01:19:13Z"_s}};
    const auto [target, statuses] = ask<Statuses>(list({}, status), [](ScriptedGitHub &github, auto done) {
        github->deployments.statuses(helloWorld, DeploymentId{42}, github.caller(), done);
    });
    QCOMPARE(target, "/repos/octocat/hello-world/deployments/42/statuses?per_page=100");
    QCOMPARE(statuses.value(), Statuses{Parse::deploymentStatus(status).value()});
    // Of the second page: the files come with the first.
    const QJsonObject comparison{{u"ahead_by"_s, 6}, {u"behind_by"_s, 1}, {u"html_url"_s, u"https://github.com/x"_s}};
    const auto [asked, compared] = ask<CommitComparison>(json(comparison), [](ScriptedGitHub &github, auto done) {
        github->deployments.compare(helloWorld, u"aa"_s, u"b/../b"_s, github.caller(), done);
    });
    QCOMPARE(asked, "/repos/octocat/hello-world/compare/aa...b%2F..%2Fb?per_page=1&page=2");
    QCOMPARE(compared.value(), (CommitComparison{6, 1, QUrl(u"https://github.com/x"_s)}));
}

void TestServices::pageSizesAreBounded()
{
    const auto targetOf = [this](PageRequest page) {
        return ask<Page<Run>>("{}",
                              [&](ScriptedGitHub &github, auto done) {
                                  github->runs.list(helloWorld, {}, page, github.caller(), done);
                              })
            .first;
    };
    QVERIFY(targetOf({1000, 1}).endsWith("?per_page=100&page=1"));
    QVERIFY(targetOf({0, -4}).endsWith("?per_page=1&page=1"));
}

void TestServices::textIsEncoded()
{
    const auto [target, page] = ask<Page<Repository>>("{}", [](ScriptedGitHub &github, auto done) {
        github->repositories.search(u"a+b&per_page=1 #%20 ü"_s, {}, github.caller(), done);
    });
    QCOMPARE(target, "/search/repositories?q=a%2Bb%26per_page%3D1%20%23%2520%20%C3%BC&per_page=30&page=1");
    QCOMPARE(page.error().field, u"items"_s);
}

QTEST_GUILESS_MAIN(TestServices)

#include "tst_services.moc"
