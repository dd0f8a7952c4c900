// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/github/github.h"
#include "core/logs/logcache.h"
#include "core/monitor/joblog.h"

#include <QPointer>

namespace Runlight {

class LogSink;

//! The way of one job's log: it waits for the job's end, is looked for on the disk, and asked for where it is wanted
//! and told to. Decides what the answer means; not when to ask: that is LogStreamer's.
class LogFetch : public QObject
{
    Q_OBJECT

public:
    enum class Phase {
        Waiting, //!< For the job's end.
        LookingUp, //!< On the disk.
        Missing, //!< There it is not. start() may be called.
        Pausing, //!< GitHub does not have it yet. Missing again in a while.
        UnderWay,
        Absent, //!< It has none of its own, though the job ran. See awaitArchive() and giveUp().
        InArchive, //!< Expected from the archive of the attempt's logs.
        Over,
    };

    //! The references must outlive this.
    LogFetch(const LogKey &key, const RepoName &repository, LogCache &cache, Clock &clock, QObject *parent);
    ~LogFetch() override;

    //! It was deleted: to be called before setJob(). It is not asked for.
    void setDeleted() { m_isDeleted = true; }
    //! What is known of the job now.
    void setJob(const Job &job);
    //! It is to be fetched once it can be. \a again: also if it could not be had before.
    void ask(Priority priority, bool again);
    //! Asks GitHub, in phase Missing.
    void start(GitHub &github);

    //! Missing or Absent, it may be in the archive of the attempt's logs, which is on its way: see archiveEnded().
    void awaitArchive();
    //! Whatever the archive had is on the disk by now. Where this log is not, nothing has changed but that it need not
    //! be looked for in the archive again. \a refusal: why it cannot be had from GitHub at all now.
    void archiveEnded(const std::optional<Error> &refusal);
    //! Absent, and no archive has it.
    void giveUp() { end(JobLog::State::Never); }

    const LogKey &key() const { return m_key; }
    const Job &job() const { return m_job; }
    Phase phase() const { return m_phase; }
    //! The disk has not said yet whether it is there.
    bool isLookedUp() const { return m_phase == Phase::LookingUp || m_isLookedUpAgain; }
    bool isAsked() const { return m_isAsked; }
    //! It was not looked for in the archive of the attempt's logs yet.
    bool mayBeInArchive() const { return !m_wasInNoArchive; }
    //! There was none when it was asked for before.
    bool wasAbsent() const { return m_outcome == JobLog::State::Never; }
    Priority priority() const { return m_priority; }
    JobLog log() const;

Q_SIGNALS:
    //! log() has changed.
    void changed();
    //! phase() has changed.
    void moved();

private:
    void moveTo(Phase phase);
    void end(JobLog::State state, const std::optional<Error> &error = {});
    void lookUp();
    void lookAgain();
    void found(const CachedLog &log);
    void answered(const Expected<void> &result);
    void missed(GitHub &github);
    void jobAnswered(const Expected<Job> &job);
    void diskFailed(const Error &error);
    Clock::Milliseconds sinceEnd() const;

    const LogKey m_key;
    const RepoName m_repository;
    LogCache &m_cache;
    Clock &m_clock;
    Job m_job;
    Phase m_phase = Phase::Waiting;
    bool m_isDeleted = false;
    bool m_isAsked = false;
    bool m_isLookedUpAgain = false;
    bool m_isAbsent = false;
    bool m_wasInNoArchive = false;
    Priority m_priority = Priority::Background;

    std::unique_ptr<LogSink> m_sink; //!< From the first bytes on.
    QPointer<ApiJob> m_call;
    QPointer<QObject> m_pause;
    int m_pauses = 0;
    std::optional<Clock::Milliseconds> m_askedFirst; //!< Monotonic, as the next.
    std::optional<Clock::Milliseconds> m_sawEnd; //!< When the job ended under our eyes.
    std::optional<Error> m_diskError;

    JobLog::State m_outcome = JobLog::State::Unknown; //!< When over.
    std::optional<Error> m_error;
    CachedLog m_ready;
    std::shared_ptr<void> m_pin;
};

} // namespace Runlight
