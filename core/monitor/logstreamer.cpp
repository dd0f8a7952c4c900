// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/logstreamer.h"

#include "core/monitor/logfetch.h"

#include <QSet>

#include <algorithm>

namespace Runlight {

using Phase = LogFetch::Phase;

namespace {

bool goesOn(const QList<Job> &jobs)
{
    return std::any_of(jobs.begin(), jobs.end(), [](const Job &job) { return !job.state.isCompleted(); });
}

const Job *firstFailed(const QList<Job> &jobs)
{
    const auto failed = std::find_if(jobs.begin(), jobs.end(), [](const Job &job) { return job.state.isFailure(); });
    return failed == jobs.end() ? nullptr : &*failed;
}

// What failed is looked at first; of the rest, what ended first.
bool goesBefore(const LogFetch *a, const LogFetch *b)
{
    const bool aFailed = a->job().state.isFailure();
    const bool bFailed = b->job().state.isFailure();
    return aFailed != bFailed ? aFailed : a->job().completedAt < b->job().completedAt;
}

} // namespace

LogStreamer::LogStreamer(LogCache &cache, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_cache(cache)
    , m_clock(clock)
{ }

LogStreamer::~LogStreamer()
{
    for (const Entry &entry : std::as_const(m_fetches))
        delete entry.fetch;
}

void LogStreamer::addAccount(const Account &account, GitHub &github)
{
    m_accounts[account.id] = {account, &github};
    for (auto run = m_runs.begin(); run != m_runs.end(); ++run) {
        if (run.key().account == account.id)
            update(run.key(), *run);
    }
}

void LogStreamer::follow(const RunKey &run, const RepoName &repository, int attempt, const QList<Job> &jobs)
{
    Followed &followed = m_runs[run];
    if (followed.attempt != attempt)
        followed.sawGoingOn = false;
    followed.repository = repository;
    followed.attempt = attempt;
    followed.jobs = jobs;
    followed.sawGoingOn = followed.sawGoingOn || goesOn(jobs);
    update(run, followed);
    drop();
}

void LogStreamer::unfollow(const RunKey &run)
{
    m_runs.remove(run);
    drop();
}

void LogStreamer::update(const RunKey &run, Followed &followed)
{
    if (!m_accounts.contains(run.account))
        return;
    const Job *failed = firstFailed(followed.jobs);
    for (const Job &job : std::as_const(followed.jobs)) {
        LogFetch *fetch = fetchOf(run, followed, job);
        fetch->setJob(job);
        if (followed.sawGoingOn || &job == failed)
            fetch->ask(Priority::Background, false);
    }
    schedulePump();
}

LogFetch *LogStreamer::fetchOf(const RunKey &run, const Followed &followed, const Job &job)
{
    if (LogFetch *known = m_fetches.value(job.id).fetch)
        return known;
    // A job that a rerun did not repeat belongs to the attempt that it ran in.
    const LogKey key{m_accounts[run.account].account.host,
                     followed.repository.owner,
                     followed.repository.name,
                     run.run,
                     job.attempt,
                     job.id};
    auto *fetch = new LogFetch(key, followed.repository, m_cache, m_clock, this);
    m_fetches[job.id] = {fetch, run.account};
    connect(fetch, &LogFetch::changed, this, [this, id = job.id] { Q_EMIT changed(id); });
    connect(fetch, &LogFetch::moved, this, &LogStreamer::schedulePump);
    return fetch;
}

void LogStreamer::want(JobId job)
{
    if (LogFetch *fetch = m_fetches.value(job).fetch)
        fetch->ask(Priority::Foreground, true);
    schedulePump();
}

void LogStreamer::wantAll()
{
    for (const Entry &entry : std::as_const(m_fetches))
        entry.fetch->ask(Priority::Background, true);
    schedulePump();
}

JobLog LogStreamer::logOf(JobId job) const
{
    const LogFetch *fetch = m_fetches.value(job).fetch;
    return fetch ? fetch->log() : JobLog();
}

// What nobody follows any more, unless it is under way.
void LogStreamer::drop()
{
    QSet<JobId> followed;
    for (const Followed &run : std::as_const(m_runs)) {
        for (const Job &job : run.jobs)
            followed.insert(job.id);
    }
    for (auto it = m_fetches.begin(); it != m_fetches.end();) {
        if (it->fetch->phase() == Phase::UnderWay || followed.contains(it.key())) {
            ++it;
            continue;
        }
        it->fetch->disconnect(this);
        it->fetch->deleteLater();
        it = m_fetches.erase(it);
    }
}

// From the event loop, so that of all that is wanted in one go the most urgent is fetched first.
void LogStreamer::schedulePump()
{
    if (std::exchange(m_isPumpScheduled, true))
        return;
    QMetaObject::invokeMethod(this, &LogStreamer::pump, Qt::QueuedConnection);
}

void LogStreamer::pump()
{
    m_isPumpScheduled = false;
    drop();
    while (startOne(Priority::Foreground) || startOne(Priority::Background)) { }
}

bool LogStreamer::startOne(Priority priority)
{
    const Entry *next = nullptr;
    int underWay = 0;
    bool isLookingUp = false;
    for (const Entry &entry : std::as_const(m_fetches)) {
        const LogFetch *fetch = entry.fetch;
        underWay += fetch->phase() == Phase::UnderWay;
        isLookingUp = isLookingUp || fetch->phase() == Phase::LookingUp;
        const bool isDue = fetch->phase() == Phase::Missing && fetch->isAsked() && fetch->priority() == priority;
        if (isDue && (!next || goesBefore(fetch, next->fetch)))
            next = &entry;
    }
    // What nobody waits for is begun in its order, once it is known what is missing.
    const bool isUrgent = priority == Priority::Foreground;
    if (!next || (isLookingUp && !isUrgent) || underWay >= (isUrgent ? maxAtOnce : maxBackground))
        return false;
    // Whoever hears of it may ask for more.
    const Entry chosen = *next;
    chosen.fetch->start(*m_accounts[chosen.account].github);
    return true;
}

} // namespace Runlight
