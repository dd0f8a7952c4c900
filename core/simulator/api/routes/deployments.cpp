// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/runengine.h"
#include "core/simulator/world.h"

#include <algorithm>

namespace Runlight::Sim {

namespace {

bool mayReview(const Call &call, const Environment &environment)
{
    const Visitor &visitor = call.visitor();
    if (visitor.isAnonymous())
        return false;
    const QString owner = call.repository().owner->login;
    const QStringList &reviewers = environment.plan->reviewers;
    return std::any_of(reviewers.begin(), reviewers.end(), [&](const QString &reviewer) {
        if (reviewer.startsWith(QLatin1Char('@')))
            return visitor.account->teams.contains(owner + QLatin1Char('/') + reviewer.mid(1));
        return reviewer == visitor.account->login;
    });
}

std::vector<const Environment *> waiting(const Call &call, const Run &run)
{
    const QStringList names = call.engine().waitingEnvironments(run);
    std::vector<const Environment *> found;
    for (const Environment &environment : call.repository().environments) {
        if (names.contains(environment.plan->name))
            found.push_back(&environment);
    }
    return found;
}

Answer listPending(Call &call)
{
    const Run *run = call.run();
    if (!run)
        return Answer::notFound();
    QJsonArray pending;
    for (const Environment *environment : waiting(call, *run))
        pending.append(call.represent().pendingDeployment(*run, *environment, mayReview(call, *environment)));
    return Answer::json(pending);
}

// What of the body is missing, in GitHub's words; empty: nothing.
QString missing(const QJsonObject &body)
{
    QStringList missing;
    for (const char *name : {"environment_ids", "state", "comment"}) {
        if (!body.contains(QLatin1String(name)))
            missing.append(QLatin1Char('"') + QLatin1String(name) + QLatin1Char('"'));
    }
    if (missing.isEmpty())
        return {};
    return QStringLiteral("Invalid request.\n\n%1 weren't supplied.").arg(missing.join(QStringLiteral(", ")));
}

Answer review(Call &call)
{
    Run *run = call.run();
    if (!run)
        return Answer::notFound();
    const QJsonObject body = call.body();
    const QString fault = missing(body);
    if (!fault.isEmpty())
        return Answer::problem(422, fault);
    const QString state = body.value(QLatin1String("state")).toString();
    if (state != QLatin1String("approved") && state != QLatin1String("rejected"))
        return Answer::problem(422, QStringLiteral("Invalid request.\n\nstate is not one of approved, rejected."));

    const QJsonArray ids = body.value(QLatin1String("environment_ids")).toArray();
    Review review{
        call.visitor().user, {}, state == QLatin1String("approved"), body.value(QLatin1String("comment")).toString()};
    QJsonArray deployments;
    for (const Environment *environment : waiting(call, *run)) {
        if (!ids.contains(environment->id))
            continue;
        if (!mayReview(call, *environment))
            return Answer::problem(
                403, QStringLiteral("You are not a required reviewer of %1.").arg(environment->plan->name));
        review.environments.append(environment->plan->name);
        deployments.append(call.represent().deployment(*run, *environment, *run->actor, call.world().timeline.now()));
    }
    if (deployments.isEmpty())
        return Answer::problem(422, QStringLiteral("No pending deployment requests to approve or reject"));
    call.engine().review(*run, review);
    return Answer::json(deployments);
}

Answer listApprovals(Call &call)
{
    const Run *run = call.run();
    if (!run)
        return Answer::notFound();
    QJsonArray approvals;
    for (const Review &review : run->reviews)
        approvals.append(call.represent().approval(*run, review));
    return Answer::json(approvals);
}

Answer listEnvironments(Call &call)
{
    const Repository &repository = call.repository();
    return call.list("environments", repository.environments.size(),
                     [&](qsizetype i) { return call.represent().environment(repository, repository.environments[i]); });
}

Answer getEnvironment(Call &call)
{
    const Environment *environment = call.environment();
    return environment ? Answer::json(call.represent().environment(call.repository(), *environment))
                       : Answer::notFound();
}

} // namespace

void addDeploymentRoutes(Router &router)
{
    router.add("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments", listPending);
    router.add("POST", "/repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments", review, "deployments=write");
    router.add("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}/approvals", listApprovals);
    router.add("GET", "/repos/{owner}/{repo}/environments", listEnvironments);
    router.add("GET", "/repos/{owner}/{repo}/environments/{environment_name}", getEnvironment);
}

} // namespace Runlight::Sim
