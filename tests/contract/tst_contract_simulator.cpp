// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "contractclient.h"
#include "prism.h"

using namespace Runlight;
using namespace Qt::StringLiterals;

//! The services against the simulator, with Prism between that notes what breaks GitHub's published description: no
//! request of ours may, and no answer of the simulator's.
class TestContractSimulator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void repositories();
    void workflows();
    void runs();
    void runFilters();
    void attempts();
    void jobs();
    void artifacts();
    void annotations();
    void deployments();
    void branchesAndTags();
    void dispatches();
    void deploymentRecords();
    void actionsOnRuns();
    void reviews();
    void actionsOnWorkflows();
    void wrongRequestsAreNoticed();

private:
    bool startSimulator();
    //! Sends one write; what it is refused with is \a refusal, 0: it is not.
    void act(const std::function<void(ActionsService &, Caller, Done<void>)> &action, int refusal = 0);
    //! Keeps of \a runs one of each state of each repository.
    void keepExamples(const QList<Run> &runs);

    QProcess m_simulator;
    QUrl m_simulatorUrl;
    Prism m_prism;
    std::optional<ContractClient> m_client;
    // What the tests before found.
    QList<Repository> m_repositories;
    QList<Run> m_runs;
    QList<Job> m_jobs;
    std::optional<std::pair<Run, PendingDeployment>> m_reviewable;
};

bool TestContractSimulator::startSimulator()
{
    m_simulator.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_simulator.start(QStringLiteral(RUNLIGHT_SIMULATOR), {u"--port"_s, u"0"_s});
    while (!m_simulator.canReadLine() && m_simulator.waitForReadyRead()) { }
    m_simulatorUrl = QUrl(QString::fromUtf8(m_simulator.readLine()).trimmed());
    return m_simulatorUrl.isValid();
}

void TestContractSimulator::initTestCase()
{
    if (!m_prism.missing().isEmpty())
        QSKIP(qPrintable(m_prism.missing()));
    QVERIFY(startSimulator());
    QVERIFY2(m_prism.proxy(m_simulatorUrl), qPrintable(m_prism.problem()));
    m_client.emplace(m_prism.url(), "sim-kim-token");
}

void TestContractSimulator::cleanup()
{
    if (m_prism.missing().isEmpty())
        QCOMPARE(m_prism.takeViolations().join(u'\n'), QString());
}

void TestContractSimulator::cleanupTestCase()
{
    m_simulator.kill();
    m_simulator.waitForFinished();
}

void TestContractSimulator::repositories()
{
    const User user = m_client->ask<User>(
        [&](GitHub &github, Caller caller, auto done) { github.repositories.currentUser(caller, done); });
    QCOMPARE(user.login, u"kim"_s);

    m_repositories = m_client
                         ->ask<Page<Repository>>([&](GitHub &github, Caller caller, auto done) {
                             github.repositories.list({100, 1}, caller, done);
                         })
                         .items;
    QVERIFY(!m_repositories.isEmpty());
    const RepoName first = m_repositories.first().name;
    const auto found = m_client->ask<Page<Repository>>(
        [&](GitHub &github, Caller caller, auto done) { github.repositories.search(first.name, {}, caller, done); });
    QVERIFY(!found.items.isEmpty());
    const auto one = m_client->ask<Repository>(
        [&](GitHub &github, Caller caller, auto done) { github.repositories.get(first, caller, done); });
    QCOMPARE(one.id, m_repositories.first().id);
}

void TestContractSimulator::workflows()
{
    for (const Repository &repository : std::as_const(m_repositories)) {
        const auto page = m_client->ask<Page<Workflow>>([&](GitHub &github, Caller caller, auto done) {
            github.workflows.list(repository.name, {100, 1}, caller, done);
        });
        QVERIFY2(!page.items.isEmpty(), qPrintable(repository.name.fullName()));
        const auto one = m_client->ask<Workflow>([&](GitHub &github, Caller caller, auto done) {
            github.workflows.get(repository.name, page.items.first().id, caller, done);
        });
        QCOMPARE(one, page.items.first());
    }
}

void TestContractSimulator::keepExamples(const QList<Run> &runs)
{
    for (const Run &run : runs) {
        const bool known = std::any_of(m_runs.cbegin(), m_runs.cend(), [&](const Run &kept) {
            return kept.repository == run.repository && kept.state == run.state && kept.attempt == run.attempt;
        });
        if (!known)
            m_runs.append(run);
    }
}

void TestContractSimulator::runs()
{
    for (const Repository &repository : std::as_const(m_repositories)) {
        const auto page = m_client->ask<Page<Run>>(
            [&](GitHub &github, Caller caller, auto done) { github.runs.list(repository.name, {}, {}, caller, done); });
        QVERIFY2(!page.items.isEmpty(), qPrintable(repository.name.fullName()));
        keepExamples(page.items);
    }
    QVERIFY(m_runs.size() > m_repositories.size());
    const Run first = m_runs.first();
    const auto one = m_client->ask<Run>(
        [&](GitHub &github, Caller caller, auto done) { github.runs.get(first.repository, first.id, caller, done); });
    QCOMPARE(one.id, first.id);
}

void TestContractSimulator::runFilters()
{
    const Run wanted = m_runs.last();
    RunListFilter filter;
    filter.workflow = wanted.workflowId;
    filter.actor = wanted.actor.login;
    filter.branch = wanted.headBranch;
    filter.event = wanted.event;
    filter.headSha = wanted.headSha;
    filter.excludePullRequests = true;
    const auto page = m_client->ask<Page<Run>>([&](GitHub &github, Caller caller, auto done) {
        github.runs.list(wanted.repository, filter, {}, caller, done);
    });
    QVERIFY(!page.items.isEmpty());
    for (const auto &status : {u"queued"_s, u"in_progress"_s, u"waiting"_s, u"failure"_s, u"success"_s}) {
        RunListFilter byStatus;
        byStatus.status = status;
        keepExamples(m_client
                         ->ask<Page<Run>>([&](GitHub &github, Caller caller, auto done) {
                             github.runs.list(wanted.repository, byStatus, {10, 1}, caller, done);
                         })
                         .items);
    }
}

void TestContractSimulator::attempts()
{
    int rerun = 0;
    for (const Run &run : std::as_const(m_runs)) {
        if (run.attempt == 1)
            continue;
        ++rerun;
        const auto past = m_client->ask<Run>([&](GitHub &github, Caller caller, auto done) {
            github.runs.attempt(run.repository, run.id, run.attempt - 1, caller, done);
        });
        QCOMPARE(past.attempt, run.attempt - 1);
        const auto jobs = m_client->ask<Page<Job>>([&](GitHub &github, Caller caller, auto done) {
            github.jobs.listAttempt(run.repository, run.id, run.attempt - 1, caller, done);
        });
        QVERIFY(!jobs.items.isEmpty());
    }
    QVERIFY(rerun > 0);
}

void TestContractSimulator::jobs()
{
    for (const Run &run : std::as_const(m_runs)) {
        m_jobs += m_client
                      ->ask<Page<Job>>([&](GitHub &github, Caller caller, auto done) {
                          github.jobs.list(run.repository, run.id, JobsService::Filter::Latest, caller, done);
                      })
                      .items;
    }
    QVERIFY(!m_jobs.isEmpty());
    const RepoName repository = m_runs.first().repository;
    const auto one = m_client->ask<Job>([&](GitHub &github, Caller caller, auto done) {
        github.jobs.get(repository, m_jobs.first().id, caller, done);
    });
    QCOMPARE(one.id, m_jobs.first().id);
}

void TestContractSimulator::artifacts()
{
    qsizetype found = 0;
    for (const Run &run : std::as_const(m_runs)) {
        found += m_client
                     ->ask<Page<Artifact>>([&](GitHub &github, Caller caller, auto done) {
                         github.artifacts.list(run.repository, run.id, caller, done);
                     })
                     .items.size();
    }
    QVERIFY(found > 0);
}

void TestContractSimulator::annotations()
{
    qsizetype found = 0;
    for (const Job &job : std::as_const(m_jobs)) {
        if (!job.state.isFailure())
            continue;
        const auto run = std::find_if(m_runs.cbegin(), m_runs.cend(), [&](const Run &r) { return r.id == job.runId; });
        QVERIFY(run != m_runs.cend());
        found += m_client
                     ->ask<Page<Annotation>>([&](GitHub &github, Caller caller, auto done) {
                         github.annotations.list(run->repository, job.id, caller, done);
                     })
                     .items.size();
    }
    QVERIFY(found > 0);
}

void TestContractSimulator::deployments()
{
    qsizetype pending = 0;
    for (const Run &run : std::as_const(m_runs)) {
        if (run.state.status != Status::Waiting)
            continue;
        const auto waiting = m_client->ask<QList<PendingDeployment>>([&](GitHub &github, Caller caller, auto done) {
            github.deployments.pending(run.repository, run.id, caller, done);
        });
        pending += waiting.size();
        if (!waiting.isEmpty() && waiting.first().currentUserCanApprove)
            m_reviewable = {run, waiting.first()};
    }
    QVERIFY(pending > 0);
    qsizetype environments = 0;
    for (const Repository &repository : std::as_const(m_repositories)) {
        environments += m_client
                            ->ask<Page<Environment>>([&](GitHub &github, Caller caller, auto done) {
                                github.deployments.environments(repository.name, {}, caller, done);
                            })
                            .items.size();
    }
    QVERIFY(environments > 0);
}

void TestContractSimulator::branchesAndTags()
{
    qsizetype found = 0;
    for (const Repository &repository : std::as_const(m_repositories)) {
        for (const auto kind : {GitRef::Kind::Branch, GitRef::Kind::Tag})
            found += m_client
                         ->ask<Page<GitRef>>([&](GitHub &github, Caller caller, auto done) {
                             github.refs.list(repository.name, kind, {}, caller, done);
                         })
                         .items.size();
    }
    QVERIFY(found > m_repositories.size());
}

// What a refusal looks like, the description does not say: only what can be started is.
void TestContractSimulator::dispatches()
{
    const auto run = std::find_if(m_runs.cbegin(), m_runs.cend(), [](const Run &seen) {
        return seen.repository.fullName() == "acme/api"_L1 && seen.workflowName == "CI"_L1;
    });
    QVERIFY(run != m_runs.cend());
    const auto started = m_client->ask<DispatchedRun>([&](GitHub &github, Caller caller, auto done) {
        github.dispatches.workflow(run->repository, {run->workflowId, u"main"_s, {}}, caller, done);
    });
    QVERIFY(started.run.isValid());
}

void TestContractSimulator::deploymentRecords()
{
    QVERIFY(m_reviewable);
    const Run &run = m_reviewable->first;
    const QString &environment = m_reviewable->second.environment;
    const auto records = m_client->ask<Page<DeploymentRecord>>([&](GitHub &github, Caller caller, auto done) {
        github.deployments.records(run.repository, environment, {}, caller, done);
    });
    QVERIFY(!records.items.isEmpty());
    qsizetype successes = 0;
    for (const DeploymentRecord &record : records.items) {
        const auto statuses = m_client->ask<QList<DeploymentStatus>>([&](GitHub &github, Caller caller, auto done) {
            github.deployments.statuses(run.repository, record.id, caller, done);
        });
        successes += std::count_if(statuses.begin(), statuses.end(),
                                   [](const DeploymentStatus &status) { return status.state == u"success"_s; });
        const auto since = m_client->ask<CommitComparison>([&](GitHub &github, Caller caller, auto done) {
            github.deployments.compare(run.repository, record.sha, run.headSha, caller, done);
        });
        QCOMPARE(since.behind, 0);
        QVERIFY(since.htmlUrl.isValid());
    }
    QVERIFY(successes > 0);
}

void TestContractSimulator::act(const std::function<void(ActionsService &, Caller, Done<void>)> &action, int refusal)
{
    const auto answer = tryAwait<void>([&](QObject *context, Done<void> done) {
        action(m_client->github().actions, {context, Priority::Foreground}, std::move(done));
    });
    QVERIFY(answer);
    QCOMPARE(*answer ? 0 : answer->error().httpStatus, refusal);
}

void TestContractSimulator::actionsOnRuns()
{
    const auto failed = std::find_if(m_runs.cbegin(), m_runs.cend(), [](const Run &run) {
        return run.state.conclusion == Conclusion::Failure && run.attempt == 1;
    });
    QVERIFY(failed != m_runs.cend());
    const RepoName repository = failed->repository;
    const RunId run = failed->id;
    act([&](auto &actions, auto caller, auto done) { actions.cancel(repository, run, caller, done); }, 409);
    act([&](auto &actions, auto caller, auto done) { actions.rerunFailed(repository, run, true, caller, done); });
    act([&](auto &actions, auto caller, auto done) { actions.cancel(repository, run, caller, done); });
    act([&](auto &actions, auto caller, auto done) { actions.forceCancel(repository, run, caller, done); }, 409);
    act([&](auto &actions, auto caller, auto done) { actions.rerun(repository, run, false, caller, done); });
    act([&](auto &actions, auto caller, auto done) { actions.forceCancel(repository, run, caller, done); });
    const auto jobs = m_client->ask<Page<Job>>([&](GitHub &github, Caller caller, auto done) {
        github.jobs.list(repository, run, JobsService::Filter::Latest, caller, done);
    });
    const JobId job = jobs.items.first().id;
    act([&](auto &actions, auto caller, auto done) { actions.rerunJob(repository, job, false, caller, done); });
    act([&](auto &actions, auto caller, auto done) { actions.rerunJob(repository, job, false, caller, done); }, 403);
    act([&](auto &actions, auto caller, auto done) { actions.forceCancel(repository, run, caller, done); });
    act([&](auto &actions, auto caller, auto done) { actions.deleteLogs(repository, run, caller, done); });
    act([&](auto &actions, auto caller, auto done) { actions.deleteRun(repository, run, caller, done); });
}

void TestContractSimulator::reviews()
{
    QVERIFY(m_reviewable);
    const auto &[run, pending] = *m_reviewable;
    const DeploymentDecision decision{{pending.environmentId}, true, u"Ship it"_s};
    act([&, run = run](auto &actions, auto caller, auto done) {
        actions.review(run.repository, run.id, decision, caller, done);
    });
    const auto reviews =
        m_client->ask<QList<DeploymentReview>>([&, run = run](GitHub &github, Caller caller, auto done) {
            github.actions.approvals(run.repository, run.id, caller, done);
        });
    QCOMPARE(reviews.last().comment, u"Ship it"_s);
    QCOMPARE(reviews.last().environments, QStringList{pending.environment});
}

void TestContractSimulator::actionsOnWorkflows()
{
    const Run &run = m_runs.first();
    for (const bool enabled : {false, true})
        act([&](auto &actions, auto caller, auto done) {
            actions.setWorkflowEnabled(run.repository, run.workflowId, enabled, caller, done);
        });
}

// Comes last: with its own violation everything that Prism noted before has been seen.
void TestContractSimulator::wrongRequestsAreNoticed()
{
    RunListFilter filter;
    filter.status = u"teleporting"_s;
    m_client->ask<Page<Run>>([&](GitHub &github, Caller caller, auto done) {
        github.runs.list(m_repositories.first().name, filter, {}, caller, done);
    });
    QStringList violations;
    QTRY_VERIFY(!(violations += m_prism.takeViolations()).isEmpty());
    QCOMPARE(violations.size(), 1);
    QVERIFY2(violations.first().contains(u"request.query.status"), qPrintable(violations.first()));
}

QTEST_GUILESS_MAIN(TestContractSimulator)

#include "tst_contract_simulator.moc"
