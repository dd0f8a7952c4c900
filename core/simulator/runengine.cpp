// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/runengine.h"

#include "core/simulator/world.h"

#include <QRandomGenerator>

#include <algorithm>

namespace Runlight::Sim {

namespace {

constexpr qint64 cancelTakes = 4'000;
constexpr qint64 rerunComesAfter = 40'000;

const Environment *environmentOf(const Run &run, const Job &job)
{
    for (const Environment &environment : run.repository->environments) {
        if (environment.plan->name == job.plan->environment)
            return &environment;
    }
    return nullptr;
}

bool isPostStep(const Step &step)
{
    return step.name.startsWith(QLatin1String("Post ")) || step.name == QLatin1String("Complete job");
}

Conclusion concluded(const QList<Job *> &jobs)
{
    const auto any = [&jobs](Conclusion conclusion) {
        return std::any_of(jobs.begin(), jobs.end(), [&](const Job *job) { return job->conclusion == conclusion; });
    };
    for (const Conclusion conclusion : {Conclusion::Cancelled, Conclusion::Failure, Conclusion::Success}) {
        if (any(conclusion))
            return conclusion;
    }
    return Conclusion::Skipped;
}

} // namespace

RunEngine::RunEngine(World &world)
    : m_world(world)
{ }

Run &RunEngine::start(const NewRun &newRun)
{
    Run &run = m_world.addRun(*newRun.repository, *newRun.workflow);
    run.title = newRun.title;
    run.event = newRun.event;
    run.branch = newRun.branch;
    run.sha = newRun.sha;
    run.headRepository = newRun.headRepository;
    run.actor = newRun.actor;
    run.pullRequest = newRun.pullRequest;
    run.fails = newRun.fails;
    run.leftToChance = newRun.leftToChance;
    run.rerunsToCome = newRun.rerunsToCome;
    run.reviewer = newRun.reviewer;
    run.attempts.push_back({1, newRun.actor, Status::Queued, Conclusion::None, run.createdAt, run.createdAt, {}});
    if (newRun.startupFailure)
        conclude(run, Conclusion::StartupFailure);
    else if (newRun.needsApproval)
        conclude(run, Conclusion::ActionRequired);
    else
        advance(run);
    if (newRun.cancelAfter) {
        m_world.timeline.after(std::chrono::milliseconds(*newRun.cancelAfter).count(), [this, &run] {
            if (!run.latest().isCompleted())
                cancel(run);
        });
    }
    return run;
}

QList<Job *> RunEngine::jobs(const Attempt &attempt) const
{
    QList<Job *> jobs;
    for (const qint64 id : attempt.jobs)
        jobs.append(m_world.job(id));
    jobs.removeAll(nullptr);
    return jobs;
}

QStringList RunEngine::waitingEnvironments(const Run &run) const
{
    QStringList names;
    for (const Job *job : jobs(run.latest())) {
        if (job->status == Status::Waiting && !names.contains(job->plan->environment))
            names.append(job->plan->environment);
    }
    return names;
}

void RunEngine::rerunAll(Run &run, const User *by)
{
    QStringList all;
    for (const Planned &planned : plannedJobs(run))
        all.append(planned.name);
    beginAttempt(run, by, all);
}

void RunEngine::rerunFailed(Run &run, const User *by)
{
    QStringList again;
    for (const Job *job : jobs(run.latest())) {
        if (!job->isGood())
            again.append(job->name);
    }
    beginAttempt(run, by, again);
}

void RunEngine::rerunJob(Run &run, const Job &job, const User *by)
{
    QStringList ids{job.plan->id};
    QStringList again{job.name};
    // Jobs are planned in an order in which needs come first, so one pass finds all that follow from it.
    for (const Planned &planned : plannedJobs(run)) {
        const auto &needs = planned.plan->needs;
        if (std::any_of(needs.begin(), needs.end(), [&ids](const QString &need) { return ids.contains(need); })) {
            ids.append(planned.plan->id);
            again.append(planned.name);
        }
    }
    beginAttempt(run, by, again);
}

void RunEngine::beginAttempt(Run &run, const User *by, const QStringList &again)
{
    const QList<Job *> before = jobs(run.latest());
    const Moment now = m_world.timeline.now();
    run.attempts.push_back({run.latest().number + 1, by, Status::Queued, Conclusion::None, now, now, {}});
    run.approvedEnvironments.clear();
    for (const Job *job : before) {
        if (!again.contains(job->name))
            carryOver(run, *job);
    }
    changed(run);
    advance(run);
}

void RunEngine::carryOver(Run &run, const Job &job)
{
    Job &copy = m_world.addJob(run);
    const qint64 id = copy.id;
    copy = job;
    copy.id = id;
    copy.attempt = run.latest().number;
    copy.carriedOver = true;
}

void RunEngine::cancel(Run &run)
{
    for (Job *job : jobs(run.latest())) {
        if (job->status == Status::InProgress)
            m_world.timeline.after(cancelTakes, [this, job] { cancelJob(*job); });
        else
            cancelJob(*job);
    }
}

void RunEngine::forceCancel(Run &run)
{
    for (Job *job : jobs(run.latest()))
        cancelJob(*job);
}

void RunEngine::cancelJob(Job &job)
{
    if (job.isCompleted())
        return;
    const Moment now = m_world.timeline.now();
    for (Step &step : job.steps) {
        if (step.status == Status::Completed)
            continue;
        step.conclusion = step.status == Status::InProgress ? Conclusion::Cancelled : Conclusion::Skipped;
        step.status = Status::Completed;
        step.startedAt = step.startedAt ? step.startedAt : now;
        step.completedAt = now;
    }
    endJob(job, Conclusion::Cancelled);
}

void RunEngine::approve(Run &run, const User *by)
{
    Attempt &attempt = run.latest();
    attempt.status = Status::Queued;
    attempt.conclusion = Conclusion::None;
    attempt.triggeredBy = by;
    changed(run);
    advance(run);
}

void RunEngine::review(Run &run, const Review &review)
{
    run.reviews.append(review);
    if (review.approved)
        run.approvedEnvironments += review.environments;
    for (Job *job : jobs(run.latest())) {
        if (job->status != Status::Waiting || !review.environments.contains(job->plan->environment))
            continue;
        if (review.approved)
            queueWhenReleased(*job);
        else
            endJob(*job, Conclusion::Failure);
    }
    changed(run);
}

QList<RunEngine::Planned> RunEngine::plannedJobs(const Run &run)
{
    QList<Planned> planned;
    for (const Scenario::Job &plan : run.workflow->plan->jobs) {
        const auto rows = plan.matrix.isEmpty() ? QList<QHash<QString, QString>>{{}} : plan.matrix;
        for (const auto &row : rows)
            planned.append({&plan, row, Scenario::filledIn(plan.name, row)});
    }
    return planned;
}

void RunEngine::advance(Run &run)
{
    // A job that is skipped at once may be what the next one needs.
    while (createReadyJobs(run)) { }
    updateStatus(run);
}

bool RunEngine::createReadyJobs(Run &run)
{
    bool created = false;
    for (const Planned &planned : plannedJobs(run))
        created = create(run, planned) || created;
    return created;
}

bool RunEngine::create(Run &run, const Planned &planned)
{
    const QList<Job *> existing = jobs(run.latest());
    bool needsAreGood = true;
    QStringList missing = planned.plan->needs;
    for (const Job *job : existing) {
        if (job->plan == planned.plan && job->name == planned.name)
            return false;
        if (!planned.plan->needs.contains(job->plan->id))
            continue;
        if (!job->isCompleted())
            return false;
        needsAreGood = needsAreGood && job->isGood();
        missing.removeAll(job->plan->id);
    }
    if (!missing.isEmpty())
        return false;

    Job &job = m_world.addJob(run);
    job.plan = planned.plan;
    job.matrix = planned.matrix;
    job.name = planned.name;
    job.label = Scenario::filledIn(planned.plan->runsOn, planned.matrix);
    const bool onThisBranch = planned.plan->branches.isEmpty() || planned.plan->branches.contains(run.branch);
    if (!needsAreGood || !onThisBranch) {
        job.status = Status::Completed;
        job.conclusion = Conclusion::Skipped;
        job.startedAt = job.completedAt = job.createdAt;
    } else {
        job.status = Status::Waiting;
        queueWhenReleased(job);
        if (job.status == Status::Waiting && run.reviewer)
            m_world.timeline.after(60'000, [this, &run, &job] {
                if (job.status == Status::Waiting && !run.approvedEnvironments.contains(job.plan->environment))
                    review(run, {run.reviewer, {job.plan->environment}, true, QStringLiteral("Go")});
            });
    }
    changed(run);
    return true;
}

void RunEngine::queueWhenReleased(Job &job)
{
    const Run &run = *m_world.run(job.runId);
    if (const Environment *environment = environmentOf(run, job)) {
        const bool reviewed =
            environment->plan->reviewers.isEmpty() || run.approvedEnvironments.contains(environment->plan->name);
        const Moment timer = job.createdAt + qint64(environment->plan->waitMinutes) * 60'000;
        if (!reviewed)
            return;
        if (timer > m_world.timeline.now()) {
            m_world.timeline.at(timer, [this, &job] {
                if (job.status == Status::Waiting)
                    queueWhenReleased(job);
            });
            return;
        }
    }
    job.status = Status::Queued;
    const qint64 pickup = 2'000 + m_world.chance(job.id, QStringLiteral("pickup")).bounded(5'000);
    m_world.timeline.after(pickup, [this, &job] { startJob(job); });
}

void RunEngine::startJob(Job &job)
{
    Run *run = m_world.run(job.runId);
    if (!run || job.status != Status::Queued)
        return;
    job.status = Status::InProgress;
    job.startedAt = m_world.timeline.now();
    job.runnerId = 1'000 + job.id % 1'000;
    job.steps = stepsOf(job, *run);
    changed(*run);
    updateStatus(*run);
    startStep(job, 0);
}

QList<Step> RunEngine::stepsOf(const Job &job, const Run &run) const
{
    QRandomGenerator chance = m_world.chance(job.id, QStringLiteral("steps"));
    QList<Step> steps;
    const auto add = [&steps](int number, const QString &name, qint64 duration, bool fails) {
        steps.append({number, name, Status::Queued, Conclusion::None, 0, 0, duration, fails});
    };
    add(1, QStringLiteral("Set up job"), 1'500 + chance.bounded(1'500), false);
    for (const Scenario::Step &plan : job.plan->steps) {
        const double spread = 0.85 + 0.3 * chance.generateDouble();
        const bool unlucky = chance.generateDouble() < plan.failureOdds && run.leftToChance;
        const bool told = run.fails.contains(job.name + QStringLiteral(" / ") + plan.name);
        const double duration = spread * double(std::chrono::milliseconds(plan.duration).count());
        add(int(steps.size()) + 1, plan.name, qint64(duration), unlucky || told);
    }
    // GitHub leaves a gap in the numbers before what runs at the end in any case.
    const int ordinary = int(steps.size());
    for (int i = ordinary - 1; i > 0; --i) {
        if (steps[i].name.startsWith(QLatin1String("Run actions/checkout")))
            add(2 * ordinary, QStringLiteral("Post ") + steps[i].name, 300, false);
    }
    add(2 * ordinary + 1, QStringLiteral("Complete job"), 500, false);
    return steps;
}

void RunEngine::startStep(Job &job, int index)
{
    job.steps[index].status = Status::InProgress;
    job.steps[index].startedAt = m_world.timeline.now();
    m_world.touch(*m_world.run(job.runId)->repository);
    m_world.timeline.after(job.steps[index].duration, [this, &job, index] { endStep(job, index); });
}

void RunEngine::endStep(Job &job, int index)
{
    if (!m_world.run(job.runId) || job.status != Status::InProgress)
        return;
    const Moment now = m_world.timeline.now();
    Step &step = job.steps[index];
    step.status = Status::Completed;
    step.conclusion = step.willFail ? Conclusion::Failure : Conclusion::Success;
    step.completedAt = now;
    int next = index + 1;
    for (; step.willFail && next < job.steps.size() && !isPostStep(job.steps[next]); ++next) {
        Step &skipped = job.steps[next];
        skipped.status = Status::Completed;
        skipped.conclusion = Conclusion::Skipped;
        skipped.startedAt = skipped.completedAt = now;
    }
    if (next < job.steps.size())
        return startStep(job, next);
    const bool failed = std::any_of(job.steps.begin(), job.steps.end(), [](const Step &each) { return each.willFail; });
    endJob(job, failed ? Conclusion::Failure : Conclusion::Success);
}

void RunEngine::endJob(Job &job, Conclusion conclusion)
{
    Run *run = m_world.run(job.runId);
    if (!run)
        return;
    const Moment now = m_world.timeline.now();
    job.status = Status::Completed;
    job.conclusion = conclusion;
    job.startedAt = job.startedAt ? job.startedAt : now;
    job.completedAt = now;
    using Content = Artifact::Content;
    const bool isSuccess = conclusion == Conclusion::Success;
    for (const Scenario::Artifact &artifact : job.plan->artifacts) {
        const Content tests = isSuccess ? Content::PassedTests : Content::FailedTests;
        if (isSuccess || (artifact.isTestReport && conclusion == Conclusion::Failure))
            m_world.addArtifact(*run, Scenario::filledIn(artifact.name, job.matrix), artifact.size,
                                artifact.isTestReport ? tests : Content::Binary);
    }
    changed(*run);
    advance(*run);
}

void RunEngine::updateStatus(Run &run)
{
    Attempt &attempt = run.latest();
    if (attempt.isCompleted())
        return;
    const QList<Job *> all = jobs(attempt);
    const auto any = [&all](Status status) {
        return std::any_of(all.begin(), all.end(), [status](const Job *job) { return job->status == status; });
    };
    Status status = attempt.status;
    if (any(Status::InProgress))
        status = Status::InProgress;
    else if (any(Status::Queued))
        status = attempt.status == Status::InProgress ? Status::InProgress : Status::Queued;
    else if (any(Status::Waiting))
        status = Status::Waiting;
    else
        return conclude(run, concluded(all));
    if (status != attempt.status) {
        attempt.status = status;
        changed(run);
    }
}

void RunEngine::conclude(Run &run, Conclusion conclusion)
{
    run.latest().status = Status::Completed;
    run.latest().conclusion = conclusion;
    changed(run);
    if (run.rerunsToCome == 0 || conclusion != Conclusion::Failure)
        return;
    --run.rerunsToCome;
    m_world.timeline.after(rerunComesAfter, [this, &run] {
        if (run.latest().isCompleted())
            rerunFailed(run, run.actor);
    });
}

void RunEngine::changed(Run &run)
{
    run.latest().updatedAt = m_world.timeline.now();
    m_world.touch(*run.repository);
}

} // namespace Runlight::Sim
