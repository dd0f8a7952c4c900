// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/runengine.h"
#include "core/simulator/world.h"

namespace Runlight::Sim {

namespace {

Answer listJobs(Call &call, const Run &run, const QList<Job *> &jobs)
{
    return call.list("jobs", jobs.size(), [&](qsizetype i) { return call.represent().job(run, *jobs[i]); });
}

Answer listRunsJobs(Call &call)
{
    const Run *run = call.run();
    if (!run)
        return Answer::notFound();
    if (call.query("filter") != QLatin1String("all"))
        return listJobs(call, *run, call.engine().jobs(run->latest()));
    QList<Job *> all;
    for (const Attempt &attempt : run->attempts)
        all += call.engine().jobs(attempt);
    return listJobs(call, *run, all);
}

Answer listAttemptsJobs(Call &call)
{
    const Run *run = call.run();
    const qint64 number = call.number("attempt_number");
    if (!run || number < 1 || number > qint64(run->attempts.size()))
        return Answer::notFound();
    return listJobs(call, *run, call.engine().jobs(run->attempts[std::size_t(number - 1)]));
}

Answer getJob(Call &call)
{
    const Job *job = call.job();
    return job ? Answer::json(call.represent().job(*call.world().run(job->runId), *job)) : Answer::notFound();
}

} // namespace

void addJobRoutes(Router &router)
{
    router.add("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}/jobs", listRunsJobs);
    router.add("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs", listAttemptsJobs);
    router.add("GET", "/repos/{owner}/{repo}/actions/jobs/{job_id}", getJob);
}

} // namespace Runlight::Sim
