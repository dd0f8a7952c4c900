// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/logfetch.h"

#include "core/monitor/logsink.h"

namespace Runlight {

using namespace std::chrono_literals;

namespace {

// GitHub may take so long to put a log where it can be had. Then it is known not to come.
constexpr Clock::Milliseconds comesWithin = 60s;
// A job that ends under our eyes is asked for at once, when its log is a moment away; what takes longer is left time.
constexpr Clock::Milliseconds firstPause = 500ms;
constexpr Clock::Milliseconds longestPause = 16s;

// Some jobs end without ever having had a runner that could have written.
bool neverRan(const Job &job)
{
    const Conclusion conclusion = job.state.conclusion;
    return conclusion == Conclusion::Skipped || (conclusion == Conclusion::Cancelled && job.steps.isEmpty());
}

} // namespace

LogFetch::LogFetch(const LogKey &key, const RepoName &repository, LogCache &cache, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_key(key)
    , m_repository(repository)
    , m_cache(cache)
    , m_clock(clock)
{ }

LogFetch::~LogFetch() = default;

void LogFetch::setJob(const Job &job)
{
    const bool isNew = !m_job.id.isValid();
    m_job = job;
    if (m_phase != Phase::Waiting)
        return;
    if (!job.state.isCompleted()) {
        if (isNew)
            Q_EMIT changed();
        return;
    }
    if (!isNew)
        m_sawEnd = m_clock.monotonic();
    if (neverRan(job))
        end(JobLog::State::Never);
    else if (m_isDeleted)
        end(JobLog::State::Deleted);
    else
        lookUp();
}

void LogFetch::ask(Priority priority, bool again)
{
    const bool wasAsked = std::exchange(m_isAsked, true);
    if (priority == Priority::Foreground)
        m_priority = priority;
    if (m_phase == Phase::Over && again)
        return lookAgain();
    if (m_phase == Phase::Pausing && priority == Priority::Foreground) {
        delete m_pause;
        return moveTo(Phase::Missing);
    }
    // By itself it is here sooner.
    if (m_phase == Phase::InArchive && priority == Priority::Foreground && !m_isAbsent)
        return moveTo(Phase::Missing);
    if (!wasAsked)
        Q_EMIT changed();
}

// What was had or refused before may be otherwise by now.
void LogFetch::lookAgain()
{
    if (m_outcome == JobLog::State::Expired || m_outcome == JobLog::State::Deleted || neverRan(m_job))
        return;
    if (m_outcome == JobLog::State::Ready) {
        m_isLookedUpAgain = true;
        m_cache.find(m_key, this, [this](const std::optional<CachedLog> &log) {
            m_isLookedUpAgain = false;
            if (!log && m_phase == Phase::Over)
                moveTo(Phase::Missing);
            else
                Q_EMIT moved();
        });
        return;
    }
    moveTo(Phase::Missing);
}

void LogFetch::moveTo(Phase phase)
{
    m_phase = phase;
    Q_EMIT changed();
    Q_EMIT moved();
}

void LogFetch::end(JobLog::State state, const std::optional<Error> &error)
{
    m_outcome = state;
    m_error = error;
    moveTo(Phase::Over);
}

// ---- On the disk

void LogFetch::lookUp()
{
    moveTo(Phase::LookingUp);
    m_cache.find(m_key, this, [this](const std::optional<CachedLog> &log) {
        if (log)
            found(*log);
        else
            moveTo(Phase::Missing);
    });
}

void LogFetch::found(const CachedLog &log)
{
    m_ready = log;
    m_pin = m_cache.pin(log.path);
    m_sink.reset();
    end(JobLog::State::Ready);
}

// ---- From the archive

void LogFetch::awaitArchive()
{
    moveTo(Phase::InArchive);
}

void LogFetch::archiveEnded(const std::optional<Error> &refusal)
{
    m_diskError.reset();
    if (refusal)
        return answered(Unexpected(*refusal));
    m_wasInNoArchive = true;
    m_cache.find(m_key, this, [this](const std::optional<CachedLog> &log) {
        if (m_phase != Phase::InArchive)
            return;
        if (log)
            found(*log);
        else if (m_isAbsent)
            giveUp();
        else
            moveTo(Phase::Missing);
    });
}

// ---- From GitHub

void LogFetch::start(GitHub &github)
{
    m_diskError.reset();
    m_isAbsent = false;
    m_askedFirst = m_askedFirst.value_or(m_clock.monotonic());
    if (!m_sink) {
        m_sink = std::make_unique<LogSink>(m_cache, m_key);
        connect(m_sink.get(), &LogSink::progressed, this, &LogFetch::changed);
        connect(m_sink.get(), &LogSink::failed, this, &LogFetch::diskFailed);
    }
    m_call = github.logs.jobLog(m_repository, m_job.id, *m_sink, {this, m_priority},
                                [this, &github](const Expected<void> &result) {
                                    const bool isMissing = !result && result.error().httpStatus == 404;
                                    // With something of it in hand, a 404 does not mean that there was nothing.
                                    if (isMissing && m_sink->path().isEmpty())
                                        missed(github);
                                    else
                                        answered(result);
                                });
    moveTo(Phase::UnderWay);
}

void LogFetch::diskFailed(const Error &error)
{
    m_diskError = error;
    if (m_call)
        m_call->cancel();
}

void LogFetch::answered(const Expected<void> &result)
{
    if (m_diskError)
        return end(JobLog::State::Failed, m_diskError);
    if (result) {
        return m_sink->commit(this, [this](const Expected<QString> &path) {
            path ? found({*path, m_sink->receivedBytes(), {}}) : end(JobLog::State::Failed, path.error());
        });
    }
    if (result.error().httpStatus == 410)
        end(JobLog::State::Expired, result.error());
    else if (result.error().kind == ErrorKind::AccessDenied)
        end(JobLog::State::Denied, result.error());
    else
        end(JobLog::State::Failed, result.error());
}

void LogFetch::missed(GitHub &github)
{
    const Clock::Milliseconds pause = std::min(firstPause * (1 << std::min(m_pauses++, 10)), longestPause);
    const Clock::Milliseconds asking = m_clock.monotonic() - m_askedFirst.value_or(m_clock.monotonic());
    if (std::max(sinceEnd(), asking) + pause <= comesWithin) {
        m_pause = m_clock.singleShot(pause, this, [this] { moveTo(Phase::Missing); });
        return moveTo(Phase::Pausing);
    }
    // Not there yet, never there, or the run deleted under us: the job itself tells.
    github.jobs.get(m_repository, m_job.id, {this, m_priority}, [this](const Expected<Job> &job) { jobAnswered(job); });
}

void LogFetch::jobAnswered(const Expected<Job> &job)
{
    m_pauses = 0;
    m_askedFirst.reset();
    if (!job)
        return end(JobLog::State::Failed, job.error());
    if (job->state.isCompleted()) {
        m_isAbsent = true;
        return moveTo(Phase::Absent);
    }
    m_job = *job;
    moveTo(Phase::Waiting);
}

// Where we saw the job end, the server's clock is not asked.
Clock::Milliseconds LogFetch::sinceEnd() const
{
    if (m_sawEnd)
        return m_clock.monotonic() - *m_sawEnd;
    if (!m_job.completedAt.isValid())
        return comesWithin;
    return Clock::Milliseconds(m_job.completedAt.msecsTo(m_clock.now()));
}

JobLog LogFetch::log() const
{
    JobLog log;
    log.state = m_phase == Phase::Waiting ? JobLog::State::Waiting
        : m_phase == Phase::Over          ? m_outcome
        : m_isAsked                       ? JobLog::State::Fetching
                                          : JobLog::State::Unknown;
    if (log.state == JobLog::State::Ready) {
        log.path = m_ready.path;
        log.receivedBytes = m_ready.bytes;
        log.totalBytes = m_ready.bytes;
        log.stepStarts = m_ready.stepStarts;
    } else if (m_sink) {
        log.path = m_sink->path();
        log.receivedBytes = m_sink->receivedBytes();
        log.totalBytes = m_sink->totalBytes();
    }
    if (m_phase == Phase::Over)
        log.error = m_error;
    return log;
}

} // namespace Runlight
