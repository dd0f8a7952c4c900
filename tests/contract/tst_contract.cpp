// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "contractclient.h"
#include "prism.h"

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

const RepoName helloWorld{u"octocat"_s, u"Hello-World"_s};

QDateTime utc(const char *text)
{
    return QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate);
}

//! Where nothing arrives.
class UnusedSink : public DownloadSink
{
public:
    void begin(const DownloadHead &) override { }
    void take(const QByteArray &) override { }
    bool isBehind() const override { return false; }
};

} // namespace

//! The services against GitHub's published description: each request must be one that GitHub takes, and the answer that
//! GitHub gives as its example must become what it shows.
class TestContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wrongRequestsAreNoticed();
    void currentUser();
    void repositories();
    void repositorySearch();
    void repository();
    void workflows();
    void workflow();
    void runs();
    void runsOfAWorkflowWithEveryFilter();
    void run();
    void attempt();
    void jobs();
    void jobsOfAnAttempt();
    void job();
    void logs();
    void artifacts();
    void annotations();
    void pendingDeployments();
    void environments();
    void files();
    void branchesAndTags();
    void dispatches();
    void approvals();
    void actions_data();
    void actions();

private:
    Prism m_prism;
    std::optional<ContractClient> m_client;
};

void TestContract::initTestCase()
{
    if (!m_prism.missing().isEmpty())
        QSKIP(qPrintable(m_prism.missing()));
    QVERIFY2(m_prism.mock(), qPrintable(m_prism.problem()));
    m_client.emplace(m_prism.url(), "any");
}

void TestContract::wrongRequestsAreNoticed()
{
    ApiRequest request;
    request.path = u"/repos/octocat/Hello-World/actions/runs"_s;
    request.query.addQueryItem(u"status"_s, u"teleporting"_s);
    const auto answer = tryAwait<ApiResponse>([&](QObject *context, Done<ApiResponse> done) {
        m_client->github().client.send(request, context, std::move(done));
    });
    QVERIFY(answer);
    QVERIFY(!*answer);
    QCOMPARE(answer->error().httpStatus, 422);
}

void TestContract::currentUser()
{
    const User user = m_client->ask<User>(
        [&](GitHub &github, Caller caller, auto done) { github.repositories.currentUser(caller, done); });
    QCOMPARE(user, (User{UserId{1}, u"octocat"_s, u"User"_s}));
}

void TestContract::repositories()
{
    const auto page = m_client->ask<Page<Repository>>([&](GitHub &github, Caller caller, auto done) {
        github.repositories.list({100, 1}, caller, done);
    });
    QCOMPARE(page.items.size(), 1);
    const Repository repository = page.items.first();
    QCOMPARE(repository.id, RepositoryId{1296269});
    QCOMPARE(repository.name, helloWorld);
    QCOMPARE(repository.pushedAt, utc("2011-01-26T19:06:43Z"));
    QVERIFY(!repository.isPrivate);
    QVERIFY(page.next.isValid());
}

void TestContract::repositorySearch()
{
    const auto page = m_client->ask<Page<Repository>>(
        [&](GitHub &github, Caller caller, auto done) { github.repositories.search(u"tetris"_s, {}, caller, done); });
    QCOMPARE(page.items.size(), 1);
    QCOMPARE(page.totalCount, 40);
    QCOMPARE(page.items.first().name.fullName(), u"dtrupenn/Tetris"_s);
}

void TestContract::repository()
{
    const auto repository = m_client->ask<Repository>(
        [&](GitHub &github, Caller caller, auto done) { github.repositories.get(helloWorld, caller, done); });
    QCOMPARE(repository.id, RepositoryId{1296269});
    QCOMPARE(repository.name, helloWorld);
    QCOMPARE(repository.defaultBranch, u"master"_s);
    QCOMPARE(repository.description, u"This your first repo!"_s);
}

void TestContract::workflows()
{
    const auto page = m_client->ask<Page<Workflow>>([&](GitHub &github, Caller caller, auto done) {
        github.workflows.list(helloWorld, {100, 1}, caller, done);
    });
    QCOMPARE(page.totalCount, 2);
    QCOMPARE(page.items.size(), 2);
    QCOMPARE(page.items.at(0).id, WorkflowId{161335});
    QCOMPARE(page.items.at(0).name, u"CI"_s);
    QCOMPARE(page.items.at(0).path, u".github/workflows/blank.yaml"_s);
    QCOMPARE(page.items.at(0).state, WorkflowState::Active);
    QCOMPARE(page.items.at(0).createdAt, utc("2020-01-09T07:48:37Z"));
}

void TestContract::workflow()
{
    const auto workflow = m_client->ask<Workflow>([&](GitHub &github, Caller caller, auto done) {
        github.workflows.get(helloWorld, WorkflowId{161335}, caller, done);
    });
    QCOMPARE(workflow.id, WorkflowId{161335});
    QCOMPARE(workflow.state, WorkflowState::Active);
}

void TestContract::runs()
{
    const auto page = m_client->ask<Page<Run>>([&](GitHub &github, Caller caller, auto done) {
        github.runs.list(helloWorld, {}, {100, 1}, caller, done);
    });
    QCOMPARE(page.totalCount, 1);
    QCOMPARE(page.items.size(), 1);
    const Run run = page.items.first();
    QCOMPARE(run.id, RunId{30433642});
    QCOMPARE(run.repository, helloWorld);
    QCOMPARE(run.workflowName, u"Build"_s);
    QCOMPARE(run.workflowId, WorkflowId{159038});
    QCOMPARE(run.title, u"Update README.md"_s);
    QCOMPARE(run.number, 562);
    QCOMPARE(run.state, RunState::of(u"queued", {}));
    QCOMPARE(run.event, u"push"_s);
    QCOMPARE(run.headBranch, u"master"_s);
    QCOMPARE(run.createdAt, utc("2020-01-22T19:33:08Z"));
    QCOMPARE(run.actor.login, u"octocat"_s);
}

void TestContract::runsOfAWorkflowWithEveryFilter()
{
    RunListFilter filter;
    filter.workflow = WorkflowId{159038};
    filter.actor = u"octocat"_s;
    filter.branch = u"master"_s;
    filter.event = u"push"_s;
    filter.status = u"in_progress"_s;
    // The description knows but one time here; GitHub's documentation gives ranges.
    filter.created = u"2020-01-22T19:33:08Z"_s;
    filter.headSha = u"acb5820ced9479c074f688cc328bf03f341a511d"_s;
    filter.checkSuiteId = 42;
    filter.excludePullRequests = true;
    const auto page = m_client->ask<Page<Run>>(
        [&](GitHub &github, Caller caller, auto done) { github.runs.list(helloWorld, filter, {}, caller, done); });
    QCOMPARE(page.items.size(), 1);
    QCOMPARE(page.items.first().id, RunId{30433642});
}

void TestContract::run()
{
    const auto run = m_client->ask<Run>(
        [&](GitHub &github, Caller caller, auto done) { github.runs.get(helloWorld, RunId{30433642}, caller, done); });
    QCOMPARE(run.id, RunId{30433642});
    QCOMPARE(run.attempt, 1);
    QCOMPARE(run.headRepository.section(u'/', 0, 0), u"octo-org"_s);
}

void TestContract::attempt()
{
    const auto run = m_client->ask<Run>([&](GitHub &github, Caller caller, auto done) {
        github.runs.attempt(helloWorld, RunId{30433642}, 1, caller, done);
    });
    QCOMPARE(run.id, RunId{30433642});
}

void TestContract::jobs()
{
    const auto page = m_client->ask<Page<Job>>([&](GitHub &github, Caller caller, auto done) {
        github.jobs.list(helloWorld, RunId{29679449}, JobsService::Filter::All, caller, done);
    });
    QCOMPARE(page.totalCount, 1);
    QCOMPARE(page.items.size(), 1);
    const Job job = page.items.first();
    QCOMPARE(job.id, JobId{399444496});
    QCOMPARE(job.runId, RunId{29679449});
    QCOMPARE(job.name, u"build"_s);
    QCOMPARE(job.state, RunState::of(u"completed", u"success"));
    QCOMPARE(job.startedAt, utc("2020-01-20T17:42:40Z"));
    QCOMPARE(job.steps.size(), 10);
    QCOMPARE(job.steps.last().number, 17);
    QCOMPARE(job.steps.last().name, u"Complete job"_s);
    QCOMPARE(job.steps.last().completedAt, utc("2020-01-20T17:44:39Z"));
}

void TestContract::jobsOfAnAttempt()
{
    const auto page = m_client->ask<Page<Job>>([&](GitHub &github, Caller caller, auto done) {
        github.jobs.listAttempt(helloWorld, RunId{29679449}, 1, caller, done);
    });
    QCOMPARE(page.items.size(), 1);
    QCOMPARE(page.items.first().id, JobId{399444496});
}

void TestContract::job()
{
    const auto job = m_client->ask<Job>(
        [&](GitHub &github, Caller caller, auto done) { github.jobs.get(helloWorld, JobId{399444496}, caller, done); });
    QCOMPARE(job.id, JobId{399444496});
    QVERIFY(!job.labels.isEmpty());
    QVERIFY(!job.runnerName.isEmpty());
}

// The description's examples lead to a host of GitHub's: that they would be followed is all that can be seen here. As a
// proxy Prism follows redirects itself, so the simulator's are left to its own tests.
void TestContract::logs()
{
    UnusedSink sink;
    GitHub &github = m_client->github();
    const auto ignore = [](const Expected<void> &) {
    };
    const QPointer<ApiJob> one = github.logs.jobLog(helloWorld, JobId{399444496}, sink, {this}, ignore);
    QTRY_COMPARE(m_client->strayed().size(), 1);
    one->cancel();
    QVERIFY(m_client->strayed().last().path().endsWith(u"/jobs/19/signedlogcontent"));
    const QPointer<ApiJob> all = github.logs.runLogs(helloWorld, RunId{29679449}, 1, sink, {this}, ignore);
    QTRY_COMPARE(m_client->strayed().size(), 2);
    all->cancel();
    QVERIFY(m_client->strayed().last().path().endsWith(u"/runs/19/signedlogcontent"));
}

void TestContract::artifacts()
{
    const auto page = m_client->ask<Page<Artifact>>(
        [&](GitHub &github, Caller caller, auto done) { github.artifacts.list(helloWorld, RunId{7}, caller, done); });
    QCOMPARE(page.totalCount, 2);
    QCOMPARE(page.items.size(), 2);
    const Artifact artifact = page.items.first();
    QCOMPARE(artifact.id, ArtifactId{11});
    QCOMPARE(artifact.name, u"Rails"_s);
    QCOMPARE(artifact.sizeBytes, 556);
    QVERIFY(artifact.digest.startsWith(u"sha256:"));
    QVERIFY(!artifact.expired);
    QCOMPARE(artifact.runId, RunId{2332938});

    UnusedSink sink;
    const qsizetype strayed = m_client->strayed().size();
    const QPointer<ApiJob> download = m_client->github().artifacts.download(helloWorld, ArtifactId{11}, sink, {},
                                                                            {this}, [](const Expected<void> &) {});
    QTRY_COMPARE(m_client->strayed().size(), strayed + 1);
    download->cancel();
}

void TestContract::annotations()
{
    const auto page = m_client->ask<Page<Annotation>>(
        [&](GitHub &github, Caller caller, auto done) { github.annotations.list(helloWorld, JobId{4}, caller, done); });
    const Annotation expected{JobId{4},
                              AnnotationLevel::Warning,
                              u"README.md"_s,
                              2,
                              2,
                              u"Spell Checker"_s,
                              u"Check your spelling for 'banaas'."_s};
    QCOMPARE(page.items, QList<Annotation>{expected});
}

void TestContract::pendingDeployments()
{
    const auto pending = m_client->ask<QList<PendingDeployment>>([&](GitHub &github, Caller caller, auto done) {
        github.deployments.pending(helloWorld, RunId{7}, caller, done);
    });
    const PendingDeployment expected{EnvironmentId{161088068},    u"staging"_s, 30,
                                     utc("2020-11-23T22:00:40Z"), true,         {u"octocat"_s, u"justice-league"_s}};
    QCOMPARE(pending, QList<PendingDeployment>{expected});
}

void TestContract::environments()
{
    const auto page = m_client->ask<Page<Environment>>([&](GitHub &github, Caller caller, auto done) {
        github.deployments.environments(helloWorld, {}, caller, done);
    });
    QCOMPARE(page.totalCount, 1);
    QCOMPARE(page.items.size(), 1);
    QCOMPARE(page.items.first().name, u"staging"_s);
    QCOMPARE(page.items.first().waitTimerMinutes, 30);
    QCOMPARE(page.items.first().reviewers, (QStringList{u"octocat"_s, u"justice-league"_s}));
}

// The description's paths hold no slash: that of a workflow's file, which does, is left to other tests. Its example of
// a file's content is a sentence, which is no base64: that it came to that shows that the request is right.
void TestContract::files()
{
    const auto answer = tryAwait<QByteArray>([&](QObject *context, Done<QByteArray> done) {
        m_client->github().contents.file(helloWorld, u"README.md"_s, u"refs/heads/main"_s,
                                         {context, Priority::Foreground}, done);
    });
    QVERIFY(answer && !*answer);
    QCOMPARE(answer->error().field, u"content"_s);
    QCOMPARE(answer->error().httpStatus, 0);
}

void TestContract::branchesAndTags()
{
    const auto refs = [&](GitRef::Kind kind) {
        return m_client
            ->ask<Page<GitRef>>([&](GitHub &github, Caller caller, auto done) {
                github.refs.list(helloWorld, kind, {100, 1}, caller, done);
            })
            .items;
    };
    QCOMPARE(refs(GitRef::Kind::Branch), (QList<GitRef>{{GitRef::Kind::Branch, u"master"_s}}));
    QCOMPARE(refs(GitRef::Kind::Tag), (QList<GitRef>{{GitRef::Kind::Tag, u"v0.1"_s}}));
}

void TestContract::dispatches()
{
    const WorkflowDispatch dispatch{WorkflowId{161335}, u"main"_s, {{u"name"_s, u"Mona"_s}}};
    const auto run = m_client->ask<DispatchedRun>([&](GitHub &github, Caller caller, auto done) {
        github.dispatches.workflow(helloWorld, dispatch, caller, done);
    });
    QVERIFY(run.run.isValid());
    const RepositoryEvent event{u"on-demand-test"_s, {{u"unit"_s, false}}};
    const auto sent = tryAwait<void>([&](QObject *context, Done<void> done) {
        m_client->github().dispatches.repositoryEvent(helloWorld, event, {context, Priority::Foreground}, done);
    });
    QVERIFY(sent && sent->has_value());
}

void TestContract::approvals()
{
    const auto reviews = m_client->ask<QList<DeploymentReview>>([&](GitHub &github, Caller caller, auto done) {
        github.actions.approvals(helloWorld, RunId{7}, caller, done);
    });
    QCOMPARE(reviews.size(), 1);
    QCOMPARE(reviews.first().state, u"approved"_s);
    QCOMPARE(reviews.first().comment, u"Ship it!"_s);
    QCOMPARE(reviews.first().user.login, u"octocat"_s);
    QCOMPARE(reviews.first().environments, QStringList{u"staging"_s});
}

using Action = std::function<void(ActionsService &, Caller, Done<void>)>;

void TestContract::actions_data()
{
    QTest::addColumn<Action>("action");
    const RunId run{30433642};
    const auto add = [](const char *name, const Action &action) {
        QTest::newRow(name) << action;
    };
    for (const bool debug : {true, false}) {
        add(debug ? "rerun with debug logging" : "rerun",
            [=](auto &actions, auto caller, auto done) { actions.rerun(helloWorld, run, debug, caller, done); });
        add(debug ? "rerun failed with debug logging" : "rerun failed",
            [=](auto &actions, auto caller, auto done) { actions.rerunFailed(helloWorld, run, debug, caller, done); });
        add(debug ? "rerun job with debug logging" : "rerun job", [=](auto &actions, auto caller, auto done) {
            actions.rerunJob(helloWorld, JobId{399444496}, debug, caller, done);
        });
        add(debug ? "enable workflow" : "disable workflow", [=](auto &actions, auto caller, auto done) {
            actions.setWorkflowEnabled(helloWorld, WorkflowId{161335}, debug, caller, done);
        });
        add(debug ? "approve deployments" : "reject deployments", [=](auto &actions, auto caller, auto done) {
            const DeploymentDecision decision{
                {EnvironmentId{161171787}, EnvironmentId{2}}, debug, debug ? u"Ship it!"_s : QString()};
            actions.review(helloWorld, run, decision, caller, done);
        });
    }
    add("cancel", [=](auto &actions, auto caller, auto done) { actions.cancel(helloWorld, run, caller, done); });
    add("force-cancel",
        [=](auto &actions, auto caller, auto done) { actions.forceCancel(helloWorld, run, caller, done); });
    add("delete run", [=](auto &actions, auto caller, auto done) { actions.deleteRun(helloWorld, run, caller, done); });
    add("delete logs",
        [=](auto &actions, auto caller, auto done) { actions.deleteLogs(helloWorld, run, caller, done); });
    add("approve run", [=](auto &actions, auto caller, auto done) { actions.approve(helloWorld, run, caller, done); });
}

void TestContract::actions()
{
    QFETCH(Action, action);
    const auto answer = tryAwait<void>([&](QObject *context, Done<void> done) {
        action(m_client->github().actions, {context, Priority::Foreground}, std::move(done));
    });
    QVERIFY(answer);
    QVERIFY2(*answer, *answer ? "" : qPrintable(answer->error().message));
}

QTEST_GUILESS_MAIN(TestContract)

#include "tst_contract.moc"
