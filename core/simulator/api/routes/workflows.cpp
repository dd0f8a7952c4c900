// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/world.h"

namespace Runlight::Sim {

namespace {

Answer listWorkflows(Call &call)
{
    const Repository &repository = call.repository();
    return call.list("workflows", qsizetype(repository.workflows.size()), [&](qsizetype i) {
        return call.represent().workflow(repository, repository.workflows[std::size_t(i)]);
    });
}

Answer getWorkflow(Call &call)
{
    const Workflow *workflow = call.world().workflow(call.repository(), call.parameter("workflow_id"));
    return workflow ? Answer::json(call.represent().workflow(call.repository(), *workflow)) : Answer::notFound();
}

Answer setState(Call &call, const char *state)
{
    Workflow *workflow = call.world().workflow(call.repository(), call.parameter("workflow_id"));
    if (!workflow)
        return Answer::notFound();
    workflow->state = QLatin1String(state);
    workflow->updatedAt = call.world().timeline.now();
    return Answer::nothing();
}

Answer enable(Call &call)
{
    return setState(call, "active");
}

Answer disable(Call &call)
{
    return setState(call, "disabled_manually");
}

} // namespace

void addWorkflowRoutes(Router &router)
{
    router.add("GET", "/repos/{owner}/{repo}/actions/workflows", listWorkflows);
    router.add("GET", "/repos/{owner}/{repo}/actions/workflows/{workflow_id}", getWorkflow);
    router.add("PUT", "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/enable", enable, "actions=write");
    router.add("PUT", "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable", disable, "actions=write");
}

} // namespace Runlight::Sim
