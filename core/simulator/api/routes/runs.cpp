// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/api/runfilter.h"
#include "core/simulator/world.h"

namespace Runlight::Sim {

namespace {

bool withPullRequests(const Call &call)
{
    return call.query("exclude_pull_requests") != QLatin1String("true");
}

Answer listMatching(Call &call, const Workflow *workflow)
{
    const std::vector<const Run *> runs = RunFilter(call, workflow).applyTo(call.repository());
    return call.list("workflow_runs", qsizetype(runs.size()), [&](qsizetype i) {
        const Run &run = *runs[std::size_t(i)];
        return call.represent().run(run, run.latest(), withPullRequests(call));
    });
}

Answer listRuns(Call &call)
{
    return listMatching(call, nullptr);
}

Answer listWorkflowsRuns(Call &call)
{
    const Workflow *workflow = call.world().workflow(call.repository(), call.parameter("workflow_id"));
    return workflow ? listMatching(call, workflow) : Answer::notFound();
}

Answer getRun(Call &call)
{
    const Run *run = call.run();
    return run ? Answer::json(call.represent().run(*run, run->latest(), withPullRequests(call))) : Answer::notFound();
}

Answer getAttempt(Call &call)
{
    const Run *run = call.run();
    const qint64 number = call.number("attempt_number");
    if (!run || number < 1 || number > qint64(run->attempts.size()))
        return Answer::notFound();
    return Answer::json(call.represent().run(*run, run->attempts[std::size_t(number - 1)], withPullRequests(call)));
}

} // namespace

void addRunRoutes(Router &router)
{
    router.add("GET", "/repos/{owner}/{repo}/actions/runs", listRuns);
    router.add("GET", "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs", listWorkflowsRuns);
    router.add("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}", getRun);
    router.add("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}", getAttempt);
}

} // namespace Runlight::Sim
