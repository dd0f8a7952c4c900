// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/world.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace Runlight::Sim {

namespace {

qint64 milliseconds(Scenario::Seconds seconds)
{
    return std::chrono::milliseconds(seconds).count();
}

QList<Runner> runnersOf(const QList<Scenario::Runner> &plans, World &world)
{
    QList<Runner> runners;
    for (const Scenario::Runner &plan : plans)
        runners.append({world.nextId(), plan.name, plan.os, plan.labels, plan.online});
    return runners;
}

QList<Setting> settingsOf(const QList<Scenario::Variable> &plans, Moment at)
{
    QList<Setting> settings;
    for (const Scenario::Variable &plan : plans)
        settings.append({plan.name, plan.value, plan.environment, at, at, {}});
    return settings;
}

QStringList branchesOf(const Scenario::Repository &plan)
{
    QStringList branches{plan.defaultBranch};
    for (const Scenario::PullRequest &pullRequest : plan.pullRequests)
        branches.append(pullRequest.branch);
    for (const Scenario::Run &run : plan.runs) {
        if (run.headRepository.isEmpty())
            branches.append(run.branch);
    }
    branches += plan.branches;
    branches.removeDuplicates();
    return branches;
}

} // namespace

World::World(Scenario scenario, Moment start, double speed)
    : timeline(start - milliseconds(scenario.history), start, speed)
    , m_scenario(std::move(scenario))
{
    for (const Scenario::Person &person : m_scenario.people) {
        const User user{nextId(), person.login, person.name, person.type};
        m_users.insert(person.login.toLower(), std::make_shared<User>(user));
    }
    for (const Scenario::Repository &plan : m_scenario.repositories)
        addRepository(plan);
}

const User *World::user(const QString &login)
{
    std::shared_ptr<User> &user = m_users[login.toLower()];
    if (!user)
        user = std::make_shared<User>(User{nextId(), login, login, QStringLiteral("User")});
    return user.get();
}

void World::addRepository(const Scenario::Repository &plan)
{
    const Moment now = timeline.now();
    Repository &repository = m_repositories.emplace_back();
    repository.id = 600'000'000 + nextId();
    repository.plan = &plan;
    repository.owner = user(plan.name.owner);
    repository.pushedAt = now;
    for (const Scenario::Workflow &workflow : plan.workflows) {
        repository.workflows.push_back(
            {90'000'000 + nextId(), &workflow, workflow.state, workflow.firstNumber, now, now});
    }
    for (const Scenario::Environment &environment : plan.environments)
        repository.environments.append({nextId(), &environment});
    for (const Scenario::Cache &cache : plan.caches)
        repository.caches.append({nextId(), cache.key, cache.ref, cache.size, now, now});
    repository.variables = settingsOf(plan.variables, now);
    repository.secrets = settingsOf(plan.secrets, now);
    repository.runners = runnersOf(plan.runners, *this);
    repository.branches = branchesOf(plan);
    m_byName.insert(repository.fullName().toLower(), &repository);
}

Repository *World::repository(const QString &fullName) const
{
    return m_byName.value(fullName.toLower());
}

Run *World::run(qint64 id) const
{
    Run *run = m_runById.value(id);
    return run && !run->deleted ? run : nullptr;
}

Job *World::job(qint64 id) const
{
    Job *job = m_jobById.value(id);
    return job && run(job->runId) ? job : nullptr;
}

Workflow *World::workflow(Repository &repository, const QString &idOrFile) const
{
    for (Workflow &workflow : repository.workflows) {
        if (QString::number(workflow.id) == idOrFile || workflow.plan->file == idOrFile)
            return &workflow;
    }
    return nullptr;
}

Run &World::addRun(Repository &repository, Workflow &workflow)
{
    m_lastRunId += 1 + qint64(chance(m_lastRunId).bounded(90'000));
    Run &run = m_runs.emplace_back();
    run.id = m_lastRunId;
    run.checkSuiteId = 31'000'000'000 + run.id % 1'000'000'000;
    run.repository = &repository;
    run.workflow = &workflow;
    run.number = workflow.nextNumber++;
    run.createdAt = timeline.now();
    m_runById.insert(run.id, &run);
    repository.runs.push_back(&run);
    touch(repository);
    return run;
}

Job &World::addJob(Run &run)
{
    Job &job = m_jobs.emplace_back();
    job.id = ++m_lastJobId;
    job.runId = run.id;
    job.attempt = run.latest().number;
    job.createdAt = timeline.now();
    m_jobById.insert(job.id, &job);
    run.latest().jobs.append(job.id);
    return job;
}

void World::addArtifact(Run &run, const QString &name, qint64 payload, Artifact::Content content)
{
    run.repository->artifacts.push_back({++m_lastArtifactId, run.id, name, payload, timeline.now(), content});
}

QRandomGenerator World::chance(qint64 thing, const QString &purpose) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(m_scenario.seed) + ':' + QByteArray::number(thing) + ':' + purpose.toUtf8());
    quint32 seed = 0;
    memcpy(&seed, hash.result().constData(), sizeof seed);
    return QRandomGenerator(seed);
}

QString World::hashOf(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toHex());
}

} // namespace Runlight::Sim
