// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/logstreamer.h"

#include "core/monitor/logfetch.h"
#include "core/monitor/runlogsfetch.h"

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

LogKey archiveKeyOf(LogKey log)
{
    log.job = {};
    return log;
}

// Missing, and nobody waits for it by itself.
bool isLeftToArchive(const LogFetch &fetch)
{
    return fetch.phase() == Phase::Missing && fetch.isAsked() && fetch.priority() == Priority::Background
        && !fetch.wasAbsent();
}

// So many missing logs are worth an archive that may have others, too.
constexpr int fewestForArchive = 2;

} // namespace

LogStreamer::LogStreamer(LogCache &cache, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_cache(cache)
    , m_clock(clock)
{ }

LogStreamer::~LogStreamer()
{
    qDeleteAll(m_archives);
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
        followed = {};
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
        LogFetch *fetch = fetchOf(run, followed.repository, job);
        fetch->setJob(job);
        if (followed.sawGoingOn || &job == failed)
            fetch->ask(Priority::Background, false);
    }
    schedulePump();
}

LogFetch *LogStreamer::fetchOf(const RunKey &run, const RepoName &repository, const Job &job)
{
    const JobKey id{run.account, job.id};
    if (LogFetch *known = m_fetches.value(id).fetch)
        return known;
    // A job that a rerun did not repeat belongs to the attempt that it ran in.
    const LogKey key{
        m_accounts[run.account].account.host, repository.owner, repository.name, run.run, job.attempt, job.id};
    auto *fetch = new LogFetch(key, repository, m_cache, m_clock, this);
    if (isDeleted(run, job.attempt))
        fetch->setDeleted();
    m_fetches[id] = {fetch, run.account, false, {}};
    connect(fetch, &LogFetch::changed, this, [this, id] {
        noteAnswer(id);
        Q_EMIT changed(id);
    });
    connect(fetch, &LogFetch::moved, this, &LogStreamer::schedulePump);
    return fetch;
}

void LogStreamer::want(const JobKey &job)
{
    if (LogFetch *fetch = m_fetches.value(job).fetch)
        fetch->ask(Priority::Foreground, true);
    schedulePump();
}

void LogStreamer::wantAll()
{
    for (Followed &run : m_runs)
        run.isAllWanted = true;
    for (const Entry &entry : std::as_const(m_fetches)) {
        if (isFollowed(entry))
            entry.fetch->ask(Priority::Background, true);
    }
    schedulePump();
}

void LogStreamer::fetch(const RunKey &run, const RepoName &repository, const Job &job, std::shared_ptr<void> room)
{
    if (!m_accounts.contains(run.account))
        return;
    LogFetch *fetch = fetchOf(run, repository, job);
    if (fetch->log().state == JobLog::State::Ready)
        return;
    Entry &entry = m_fetches[{run.account, job.id}];
    entry.isKept = true;
    entry.room = std::move(room);
    fetch->setJob(job);
    fetch->ask(Priority::Background, true);
    schedulePump();
}

bool LogStreamer::isDeleted(const RunKey &run, int attempt) const
{
    const auto deleted = m_deleted.constFind(run);
    return deleted != m_deleted.cend() && attempt <= deleted->attempt;
}

void LogStreamer::logsDeleted(const RunKey &run, const RepoName &repository, int attempt)
{
    if (!m_accounts.contains(run.account))
        return;
    const auto isOfRun = [&run](const Entry &entry) {
        return entry.account == run.account && entry.fetch->key().run == run.run;
    };
    LogKey key{m_accounts[run.account].account.host, repository.owner, repository.name, run.run, attempt, {}};
    for (const Entry &entry : std::as_const(m_fetches)) {
        if (attempt == 0 && isOfRun(entry))
            key.attempt = std::max(key.attempt, entry.fetch->key().attempt);
    }
    m_deleted.insert(run, key);
    QList<JobKey> gone;
    for (auto it = m_fetches.begin(); it != m_fetches.end();) {
        if (!isOfRun(*it) || !isDeleted(run, it->fetch->key().attempt)) {
            ++it;
            continue;
        }
        // With what is on its way.
        gone.append(it.key());
        delete it->fetch;
        it = m_fetches.erase(it);
    }
    m_cache.removeRun(key);
    if (const auto followed = m_runs.find(run); followed != m_runs.end())
        update(run, *followed);
    for (const JobKey &job : std::as_const(gone))
        Q_EMIT changed(job);
}

JobLog LogStreamer::logOf(const JobKey &job) const
{
    const LogFetch *fetch = m_fetches.value(job).fetch;
    if (!fetch)
        return {};
    JobLog log = fetch->log();
    const RunLogsFetch *archive = fetch->phase() == Phase::InArchive ? archiveOf(fetch) : nullptr;
    if (archive)
        log.archive = archive->progress();
    return log;
}

// What nobody follows any more, unless it is kept or under way.
void LogStreamer::drop()
{
    QSet<JobKey> followed;
    for (auto run = m_runs.cbegin(); run != m_runs.cend(); ++run) {
        for (const Job &job : run->jobs)
            followed.insert({run.key().account, job.id});
    }
    for (auto it = m_fetches.begin(); it != m_fetches.end();) {
        const Phase phase = it->fetch->phase();
        if (phase == Phase::UnderWay || phase == Phase::InArchive || it->isKept || followed.contains(it.key())) {
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
    giveUpAbsent();
    const QList<RunKey> runs = m_runs.keys();
    for (const RunKey &run : runs)
        considerArchive(run);
    while (startOne(Priority::Foreground) || startOne(Priority::Background)) { }
    startKept();
}

void LogStreamer::noteAnswer(const JobKey &job)
{
    Entry &entry = m_fetches[job];
    const bool isOver = entry.fetch->phase() == Phase::Over;
    entry.isKept = entry.isKept && !isOver;
    if (isOver || entry.fetch->log().receivedBytes > 0)
        entry.room.reset();
}

bool LogStreamer::isFollowed(const Entry &entry) const
{
    return m_runs.contains({entry.account, entry.fetch->key().run});
}

bool LogStreamer::startOne(Priority priority)
{
    const Entry *next = nullptr;
    bool isLookingUp = false;
    for (const Entry &entry : std::as_const(m_fetches)) {
        if (entry.isKept && !isFollowed(entry))
            continue;
        const LogFetch *fetch = entry.fetch;
        isLookingUp = isLookingUp || fetch->isLookedUp();
        const bool isDue = fetch->phase() == Phase::Missing && fetch->isAsked() && fetch->priority() == priority;
        if (isDue && (!next || goesBefore(fetch, next->fetch)))
            next = &entry;
    }
    // What nobody waits for is begun in its order, once it is known what is missing.
    const bool isUrgent = priority == Priority::Foreground;
    if (!next || (isLookingUp && !isUrgent) || underWay() >= (isUrgent ? maxAtOnce : maxBackground))
        return false;
    // Whoever hears of it may ask for more.
    const Entry chosen = *next;
    chosen.fetch->start(*m_accounts[chosen.account].github);
    return true;
}

// Once nothing else is due; how many of them is decided by who has them fetched.
void LogStreamer::startKept()
{
    QList<Entry> due;
    for (const Entry &entry : std::as_const(m_fetches)) {
        if (entry.fetch->isLookedUp() && isFollowed(entry))
            return;
        if (entry.fetch->phase() != Phase::Missing || !entry.fetch->isAsked())
            continue;
        if (isFollowed(entry))
            return;
        due.append(entry);
    }
    std::sort(due.begin(), due.end(), [](const Entry &a, const Entry &b) { return goesBefore(a.fetch, b.fetch); });
    for (const Entry &entry : std::as_const(due))
        entry.fetch->start(*m_accounts[entry.account].github);
}

// What is kept has places of its own.
int LogStreamer::underWay() const
{
    const auto isUnderWay = [this](const Entry &entry) {
        return entry.fetch->phase() == Phase::UnderWay && (!entry.isKept || isFollowed(entry));
    };
    return int(m_archives.size() + std::count_if(m_fetches.begin(), m_fetches.end(), isUnderWay));
}

// ---- Archives

// Decided once the disk has said which logs are missing, and begun once a download may begin.
void LogStreamer::considerArchive(const RunKey &run)
{
    const auto followed = m_runs.find(run);
    if (followed == m_runs.end() || goesOn(followed->jobs) || !m_accounts.contains(run.account))
        return;
    QList<LogFetch *> missing;
    QList<LogFetch *> absent;
    for (const Job &job : std::as_const(followed->jobs)) {
        const Entry entry = m_fetches.value({run.account, job.id});
        if (!entry.fetch || !mayBeInArchive(entry))
            continue;
        if (entry.fetch->isLookedUp())
            return;
        if (entry.fetch->phase() == Phase::Absent)
            absent.append(entry.fetch);
        else if (isLeftToArchive(*entry.fetch))
            missing.append(entry.fetch);
    }
    const bool isWorthIt = followed->isAllWanted && missing.size() + absent.size() >= fewestForArchive;
    const QList<LogFetch *> wanted = isWorthIt ? absent + missing : absent;
    const RunLogsFetch *former = wanted.isEmpty() ? nullptr : archiveOf(wanted.first());
    if (!wanted.isEmpty() && !former && underWay() >= maxBackground)
        return;
    followed->isAllWanted = false;
    // What is not to come with one that is under way is looked for in the next.
    if (!wanted.isEmpty() && !former)
        startArchive(run, *followed, wanted);
}

void LogStreamer::startArchive(const RunKey &run, const Followed &followed, const QList<LogFetch *> &wanted)
{
    std::vector<RunLogJob> jobs;
    for (const Job &job : followed.jobs) {
        if (job.attempt == followed.attempt)
            jobs.push_back({job.id, job.name});
    }
    QSet<JobId> ids;
    Priority priority = Priority::Background;
    for (const LogFetch *fetch : wanted) {
        ids.insert(fetch->job().id);
        if (fetch->priority() == Priority::Foreground)
            priority = Priority::Foreground;
    }
    auto *archive = new RunLogsFetch(archiveKeyOf(wanted.first()->key()), followed.repository, m_cache, this);
    m_archives.append(archive);
    connect(archive, &RunLogsFetch::ended, this, [this, archive] { archiveEnded(archive); });
    connect(archive, &RunLogsFetch::progressed, this, [this, archive] { archiveProgressed(archive); });
    archive->start(*m_accounts[run.account].github, priority, std::move(jobs), ids);
    for (LogFetch *fetch : wanted)
        fetch->awaitArchive();
}

QList<JobKey> LogStreamer::waitingFor(const RunLogsFetch *archive) const
{
    QList<JobKey> waiting;
    for (auto entry = m_fetches.cbegin(); entry != m_fetches.cend(); ++entry) {
        if (entry->fetch->phase() == Phase::InArchive && archiveOf(entry->fetch) == archive)
            waiting.append(entry.key());
    }
    return waiting;
}

void LogStreamer::archiveProgressed(const RunLogsFetch *archive)
{
    const QList<JobKey> waiting = waitingFor(archive);
    for (const JobKey &job : waiting)
        Q_EMIT changed(job);
}

void LogStreamer::archiveEnded(RunLogsFetch *archive)
{
    const QList<JobKey> waiting = waitingFor(archive);
    m_archives.removeOne(archive);
    archive->deleteLater();
    // It may have brought what was deleted meanwhile.
    for (const LogKey &deleted : std::as_const(m_deleted)) {
        if (deleted.host == archive->key().host && deleted.run == archive->key().run)
            m_cache.removeRun(deleted);
    }
    // Whoever hears of the one may have the others dropped.
    for (const JobKey &job : waiting) {
        if (LogFetch *fetch = m_fetches.value(job).fetch)
            fetch->archiveEnded(archive->refusal());
    }
    schedulePump();
}

// What GitHub has no log of, though it ran, may still be in the archive; nowhere else.
void LogStreamer::giveUpAbsent()
{
    QList<LogFetch *> absent;
    for (const Entry &entry : std::as_const(m_fetches)) {
        if (entry.fetch->phase() == Phase::Absent && !mayBeInArchive(entry))
            absent.append(entry.fetch);
    }
    for (LogFetch *fetch : std::as_const(absent))
        fetch->giveUp();
}

// An archive holds the jobs that ran in its attempt, once all of them have.
bool LogStreamer::mayBeInArchive(const Entry &entry) const
{
    const LogFetch *fetch = entry.fetch;
    const auto followed = m_runs.constFind({entry.account, fetch->key().run});
    return followed != m_runs.cend() && fetch->mayBeInArchive() && fetch->key().attempt == followed->attempt
        && !goesOn(followed->jobs);
}

RunLogsFetch *LogStreamer::archiveOf(const LogFetch *fetch) const
{
    const LogKey key = archiveKeyOf(fetch->key());
    const auto archive = std::find_if(m_archives.begin(), m_archives.end(),
                                      [&](const RunLogsFetch *other) { return other->key() == key; });
    return archive == m_archives.end() ? nullptr : *archive;
}

} // namespace Runlight
