// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/runengine.h"
#include "core/simulator/world.h"

#include <algorithm>

namespace Runlight::Sim {

namespace {

// What the latest attempt of a run deploys to one environment.
struct Deployment
{
    const Run *run = nullptr;
    const Environment *environment = nullptr;
    Moment createdAt = 0;
    Moment updatedAt = 0;
    QString state;
};

QString stateOf(const QList<const Job *> &jobs)
{
    const auto any = [&](auto condition) {
        return std::any_of(jobs.begin(), jobs.end(), condition);
    };
    if (any([](const Job *job) { return job->isCompleted() && !job->isGood(); }))
        return QStringLiteral("failure");
    if (any([](const Job *job) { return job->status == Status::Waiting; }))
        return QStringLiteral("pending");
    if (any([](const Job *job) { return job->status == Status::Queued; }))
        return QStringLiteral("queued");
    if (any([](const Job *job) { return !job->isCompleted(); }))
        return QStringLiteral("in_progress");
    return QStringLiteral("success");
}

std::optional<Deployment> deploymentOf(const Call &call, const Run &run, const Environment &environment)
{
    QList<const Job *> deploying;
    Deployment deployment{&run, &environment, 0, 0, {}};
    for (const Job *job : call.engine().jobs(run.latest())) {
        if (job->plan->environment != environment.plan->name || job->conclusion == Conclusion::Skipped)
            continue;
        deploying.append(job);
        deployment.createdAt = deployment.createdAt ? qMin(deployment.createdAt, job->createdAt) : job->createdAt;
        deployment.updatedAt = std::max({deployment.updatedAt, job->createdAt, job->startedAt, job->completedAt});
    }
    if (deploying.isEmpty())
        return std::nullopt;
    deployment.state = stateOf(deploying);
    return deployment;
}

// Newest first; empty strings and a 0 allow all.
std::vector<Deployment> deployments(const Call &call, const QString &name, const QString &sha, qint64 id = 0)
{
    std::vector<Deployment> found;
    const Repository &repository = call.repository();
    for (auto run = repository.runs.rbegin(); run != repository.runs.rend(); ++run) {
        for (const Environment &environment : repository.environments) {
            const bool isWanted = !(*run)->deleted && (name.isEmpty() || environment.plan->name == name)
                && (sha.isEmpty() || (*run)->sha == sha) && (id == 0 || deploymentId(**run, environment) == id);
            const auto deployment = isWanted ? deploymentOf(call, **run, environment) : std::nullopt;
            if (deployment)
                found.push_back(*deployment);
        }
    }
    return found;
}

Answer listDeployments(Call &call)
{
    const auto found = deployments(call, call.query("environment"), call.query("sha"));
    return call.list(nullptr, qsizetype(found.size()), [&](qsizetype i) {
        const Deployment &each = found[std::size_t(i)];
        return call.represent().deployment(*each.run, *each.environment, *each.run->actor, each.createdAt);
    });
}

Answer listStatuses(Call &call)
{
    const auto found = deployments(call, {}, {}, call.number("deployment_id"));
    if (found.empty())
        return Answer::notFound();
    const Deployment &deployment = found.front();
    // What is deployed over it makes an earlier one inactive.
    const auto later = deployments(call, deployment.environment->plan->name, {});
    const auto over = std::find_if(later.begin(), later.end(), [&](const Deployment &each) {
        return each.state == QLatin1String("success") && each.updatedAt > deployment.updatedAt;
    });
    QList<std::pair<QString, Moment>> states;
    if (over != later.end() && deployment.state == QLatin1String("success"))
        states.append({QStringLiteral("inactive"), over->updatedAt});
    states.append({deployment.state, deployment.updatedAt});
    if (deployment.state == QLatin1String("success") || deployment.state == QLatin1String("failure"))
        states.append({QStringLiteral("in_progress"), deployment.createdAt});
    return call.list(nullptr, states.size(), [&](qsizetype i) {
        return call.represent().deploymentStatus(*deployment.run, *deployment.environment, states[i].first,
                                                 states[i].second);
    });
}

} // namespace

void addDeploymentRecordRoutes(Router &router)
{
    router.add("GET", "/repos/{owner}/{repo}/deployments", listDeployments);
    router.add("GET", "/repos/{owner}/{repo}/deployments/{deployment_id}/statuses", listStatuses);
}

} // namespace Runlight::Sim
