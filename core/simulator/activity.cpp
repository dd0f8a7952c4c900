// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/activity.h"

#include "core/simulator/runengine.h"
#include "core/simulator/world.h"

#include <QRandomGenerator>

#include <cmath>

namespace Runlight::Sim {

namespace {

constexpr double dayMs = 24 * 3600 * 1000.0;

qint64 milliseconds(Scenario::Seconds seconds)
{
    return std::chrono::milliseconds(seconds).count();
}

// The time until something that happens once in `mean` on the whole.
qint64 waitingTime(double mean, QRandomGenerator &chance)
{
    return qint64(-std::log(1 - chance.generateDouble()) * mean);
}

// The first time of a schedule within the history.
Moment firstOf(const Scenario::Workflow &workflow, const Timeline &timeline)
{
    const Moment last = timeline.start() + milliseconds(workflow.lastScheduled);
    const qint64 every = milliseconds(workflow.every);
    return last - (last - timeline.now()) / every * every;
}

template <typename List>
const auto &oneOf(const List &list, QRandomGenerator &chance)
{
    return list.at(chance.bounded(int(list.size())));
}

} // namespace

Activity::Activity(World &world, RunEngine &engine)
    : m_world(world)
    , m_engine(engine)
{ }

void Activity::begin()
{
    for (Repository &repository : m_world.repositories()) {
        if (!repository.plan->activity.titles.isEmpty())
            planNextPush(repository, 0);
        for (Workflow &workflow : repository.workflows) {
            if (workflow.plan->every.count() > 0)
                planSchedule(repository, workflow, firstOf(*workflow.plan, m_world.timeline));
        }
        for (const Scenario::Run &run : repository.plan->runs)
            planToldRun(repository, run);
    }
}

void Activity::planNextPush(Repository &repository, int count)
{
    const Scenario::Activity &activity = repository.plan->activity;
    Timeline &timeline = m_world.timeline;
    QRandomGenerator chance = m_world.chance(repository.id + count, QStringLiteral("push"));
    const auto happen = [this, &repository, count] {
        push(repository, count);
        planNextPush(repository, count + 1);
    };
    if (activity.pushesPerDay > 0) {
        const Moment next = timeline.now() + waitingTime(dayMs / activity.pushesPerDay, chance);
        if (next < timeline.start() + milliseconds(activity.until))
            return timeline.at(next, happen);
    }
    if (activity.pushEvery.count() > 0) {
        const qint64 wait = waitingTime(double(milliseconds(activity.pushEvery)), chance);
        timeline.after(qMax<qint64>(0, timeline.start() - timeline.now()) + wait, happen);
    }
}

void Activity::push(Repository &repository, int count)
{
    const Scenario::Repository &plan = *repository.plan;
    QRandomGenerator chance = m_world.chance(repository.id + count, QStringLiteral("what"));
    const QString sha = World::hashOf(QStringLiteral("%1 %2").arg(repository.fullName()).arg(count));
    if (plan.pullRequests.isEmpty() || chance.bounded(2) == 0) {
        const QString title = plan.activity.titles.at(count % plan.activity.titles.size());
        startAll(repository, QStringLiteral("push"), title, plan.defaultBranch, oneOf(plan.activity.actors, chance), 0,
                 sha);
    } else {
        const Scenario::PullRequest &pullRequest = oneOf(plan.pullRequests, chance);
        startAll(repository, QStringLiteral("pull_request"), pullRequest.title, pullRequest.branch, pullRequest.author,
                 pullRequest.number, sha);
    }
}

void Activity::startAll(Repository &repository, const QString &event, const QString &title, const QString &branch,
                        const QString &actor, int pullRequest, const QString &sha)
{
    repository.pushedAt = m_world.timeline.now();
    for (Workflow &workflow : repository.workflows) {
        if (!workflow.startsOn(event) || workflow.state != QLatin1String("active"))
            continue;
        NewRun run;
        run.repository = &repository;
        run.workflow = &workflow;
        run.title = title;
        run.event = event;
        run.branch = branch;
        run.sha = sha;
        run.actor = m_world.user(actor);
        run.pullRequest = pullRequest;
        run.fails = brokenSteps(workflow);
        m_engine.start(run);
    }
}

void Activity::planSchedule(Repository &repository, Workflow &workflow, Moment at)
{
    m_world.timeline.at(at, [this, &repository, &workflow] {
        Timeline &timeline = m_world.timeline;
        if (workflow.state == QLatin1String("active")) {
            NewRun run;
            run.repository = &repository;
            run.workflow = &workflow;
            run.title = workflow.plan->name;
            run.event = QStringLiteral("schedule");
            run.branch = repository.plan->defaultBranch;
            run.sha = World::hashOf(QStringLiteral("%1 %2").arg(repository.fullName()).arg(repository.pushedAt));
            run.actor = m_world.user(repository.plan->access.value(0, repository.owner->login));
            run.fails = brokenSteps(workflow);
            m_engine.start(run);
        }
        // A schedule is bound to the clock on the wall: it does not come faster when the play does.
        planSchedule(repository, workflow, timeline.now() + milliseconds(workflow.plan->every));
    });
}

void Activity::planToldRun(Repository &repository, const Scenario::Run &plan)
{
    Timeline &timeline = m_world.timeline;
    timeline.after(timeline.start() + milliseconds(plan.at) - timeline.now(), [this, &repository, &plan] {
        NewRun run;
        run.repository = &repository;
        run.workflow = m_world.workflow(repository, plan.workflow);
        run.title = plan.title;
        run.event = plan.event;
        run.branch = plan.branch;
        run.sha = World::hashOf(repository.fullName() + plan.title + plan.branch);
        run.headRepository = plan.headRepository;
        run.actor = m_world.user(plan.actor);
        run.pullRequest = plan.pullRequest;
        run.fails = plan.fails;
        run.leftToChance = false;
        run.rerunsToCome = plan.attempts - 1;
        run.cancelAfter = plan.cancelAfter;
        run.needsApproval = plan.needsApproval;
        run.reviewer = plan.reviewer.isEmpty() ? nullptr : m_world.user(plan.reviewer);
        run.startupFailure = plan.startupFailure;
        repository.pushedAt = m_world.timeline.now();
        m_engine.start(run);
    });
}

QStringList Activity::brokenSteps(const Workflow &workflow) const
{
    const auto &since = workflow.plan->brokenSince;
    const bool broken = since && m_world.timeline.now() >= m_world.timeline.start() + milliseconds(*since);
    return broken ? QStringList{workflow.plan->brokenAt} : QStringList{};
}

} // namespace Runlight::Sim
