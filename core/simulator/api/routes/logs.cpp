// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/blobs.h"
#include "core/simulator/world.h"

namespace Runlight::Sim {

namespace {

Answer gone()
{
    return Answer::problem(410, QStringLiteral("Server Error"));
}

Answer getJobLog(Call &call)
{
    const Job *job = call.job();
    // What was skipped, or cancelled before it had a runner, never wrote anything.
    if (!job || !job->isCompleted() || job->steps.isEmpty())
        return Answer::notFound();
    const Run &run = *call.world().run(job->runId);
    if (run.attempts[std::size_t(job->attempt - 1)].logsDeleted)
        return gone();
    return Answer::redirect(call.blobs().urlOf(*job));
}

Answer logsOf(const Call &call, const Run *run, qint64 number)
{
    if (!run || number < 1 || number > qint64(run->attempts.size()))
        return Answer::notFound();
    const Attempt &attempt = run->attempts[std::size_t(number - 1)];
    if (attempt.logsDeleted)
        return gone();
    return attempt.isCompleted() ? Answer::redirect(call.blobs().urlOf(*run, attempt)) : Answer::notFound();
}

Answer getRunLogs(Call &call)
{
    const Run *run = call.run();
    return logsOf(call, run, run ? run->latest().number : 0);
}

Answer getAttemptLogs(Call &call)
{
    return logsOf(call, call.run(), call.number("attempt_number"));
}

Answer deleteLogs(Call &call)
{
    Run *run = call.run();
    if (!run)
        return Answer::notFound();
    if (!run->latest().isCompleted())
        return Answer::problem(403, QStringLiteral("Could not delete the logs: the workflow run is in progress."));
    for (Attempt &attempt : run->attempts)
        attempt.logsDeleted = true;
    return Answer::nothing();
}

} // namespace

void addLogRoutes(Router &router)
{
    router.add("GET", "/repos/{owner}/{repo}/actions/jobs/{job_id}/logs", getJobLog, "actions=read");
    router.add("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}/logs", getRunLogs, "actions=read");
    router.add("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/logs", getAttemptLogs,
               "actions=read");
    router.add("DELETE", "/repos/{owner}/{repo}/actions/runs/{run_id}/logs", deleteLogs, "actions=write");
}

} // namespace Runlight::Sim
