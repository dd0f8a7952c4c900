// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/world.h"

namespace Runlight::Sim {

namespace {

Answer getCheckRun(Call &call)
{
    const Job *job = call.job("check_run_id");
    return job ? Answer::json(call.represent().checkRun(*call.world().run(job->runId), *job)) : Answer::notFound();
}

Answer listAnnotations(Call &call)
{
    const Job *job = call.job("check_run_id");
    if (!job)
        return Answer::notFound();
    const QJsonArray all = call.represent().annotations(*call.world().run(job->runId), *job);
    return call.list(nullptr, all.size(), [&](qsizetype i) { return all[i]; });
}

} // namespace

void addCheckRoutes(Router &router)
{
    router.add("GET", "/repos/{owner}/{repo}/check-runs/{check_run_id}", getCheckRun);
    router.add("GET", "/repos/{owner}/{repo}/check-runs/{check_run_id}/annotations", listAnnotations);
}

} // namespace Runlight::Sim
