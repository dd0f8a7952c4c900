// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/runengine.h"
#include "core/simulator/world.h"

#include <algorithm>

namespace Runlight::Sim {

namespace {

constexpr qint64 rerunnableFor = qint64(30) * 24 * 3600 * 1000;
constexpr std::size_t mostAttempts = 51;

Answer done(int status)
{
    return Answer::json(QJsonObject(), status);
}

// Why GitHub would not run this again; empty: it would.
QString whyNotAgain(const Call &call, const Run &run)
{
    if (!run.latest().isCompleted())
        return QStringLiteral("This workflow is already running");
    if (run.latest().jobs.isEmpty() || run.attempts.size() >= mostAttempts)
        return QStringLiteral("This workflow run cannot be retried");
    if (run.createdAt < call.world().timeline.now() - rerunnableFor)
        return QStringLiteral("Unable to retry this workflow run because it was created over a month ago");
    return {};
}

template <typename Rerun>
Answer rerun(Call &call, Run *run, Rerun again)
{
    if (!run)
        return Answer::notFound();
    const QString whyNot = whyNotAgain(call, *run);
    if (!whyNot.isEmpty())
        return Answer::problem(403, whyNot);
    // What the scenario told about this run has been told: from here on it is left to chance.
    run->fails.clear();
    run->rerunsToCome = 0;
    again(*run);
    return done(201);
}

Answer rerunAll(Call &call)
{
    return rerun(call, call.run(), [&](Run &run) { call.engine().rerunAll(run, call.visitor().user); });
}

Answer rerunFailed(Call &call)
{
    Run *run = call.run();
    if (run) {
        const QList<Job *> jobs = call.engine().jobs(run->latest());
        if (std::all_of(jobs.begin(), jobs.end(), [](const Job *job) { return job->isGood(); }))
            return Answer::problem(403, QStringLiteral("This workflow run cannot be retried"));
    }
    return rerun(call, run, [&](Run &failed) { call.engine().rerunFailed(failed, call.visitor().user); });
}

Answer rerunJob(Call &call)
{
    const Job *job = call.job();
    Run *run = job ? call.world().run(job->runId) : nullptr;
    return rerun(call, run, [&](Run &whole) { call.engine().rerunJob(whole, *job, call.visitor().user); });
}

template <typename Cancel>
Answer cancelWith(Call &call, Cancel cancel)
{
    Run *run = call.run();
    if (!run)
        return Answer::notFound();
    if (run->latest().isCompleted())
        return Answer::problem(409, QStringLiteral("Cannot cancel a workflow run that is completed."));
    cancel(*run);
    return done(202);
}

Answer cancel(Call &call)
{
    return cancelWith(call, [&](Run &run) { call.engine().cancel(run); });
}

Answer forceCancel(Call &call)
{
    return cancelWith(call, [&](Run &run) { call.engine().forceCancel(run); });
}

Answer approve(Call &call)
{
    Run *run = call.run();
    if (!run)
        return Answer::notFound();
    if (run->latest().conclusion != Conclusion::ActionRequired)
        return Answer::problem(403, QStringLiteral("This run is not from a fork pull request"));
    call.engine().approve(*run, call.visitor().user);
    return done(201);
}

Answer deleteRun(Call &call)
{
    Run *run = call.run();
    if (!run)
        return Answer::notFound();
    if (!run->latest().isCompleted())
        return Answer::problem(403, QStringLiteral("Could not delete the workflow run: it is in progress."));
    run->deleted = true;
    std::erase(call.repository().runs, run);
    return Answer::nothing();
}

} // namespace

void addRunActionRoutes(Router &router)
{
    router.add("POST", "/repos/{owner}/{repo}/actions/runs/{run_id}/rerun", rerunAll, "actions=write");
    router.add("POST", "/repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs", rerunFailed, "actions=write");
    router.add("POST", "/repos/{owner}/{repo}/actions/jobs/{job_id}/rerun", rerunJob, "actions=write");
    router.add("POST", "/repos/{owner}/{repo}/actions/runs/{run_id}/cancel", cancel, "actions=write");
    router.add("POST", "/repos/{owner}/{repo}/actions/runs/{run_id}/force-cancel", forceCancel, "actions=write");
    router.add("POST", "/repos/{owner}/{repo}/actions/runs/{run_id}/approve", approve, "actions=write");
    router.add("DELETE", "/repos/{owner}/{repo}/actions/runs/{run_id}", deleteRun, "actions=write");
}

} // namespace Runlight::Sim
