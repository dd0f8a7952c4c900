// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/accounts/account.h"
#include "core/github/transport/apirequest.h"
#include "core/github/types/job.h"
#include "core/github/types/run.h"
#include "core/logs/logcache.h"
#include "core/monitor/joblog.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace Runlight {

class Clock;
class GitHub;
class LogFetch;
class RunLogsFetch;

//! Brings the logs of jobs to the disk: of a run that goes on each the moment its job ends, of others what is wanted;
//! and what is to be there before anybody looks.
//! GitHub gives a job's log as a whole when the job has ended; what has come of it can be read while it comes. On the
//! GUI thread; nothing of it waits.
class LogStreamer : public QObject
{
    Q_OBJECT

public:
    //! Logs, or archives of logs, that are fetched at once, and how many of them may be such as nobody waits for.
    static constexpr int maxAtOnce = 4;
    static constexpr int maxBackground = 3;

    //! \a cache and \a clock must outlive this.
    LogStreamer(LogCache &cache, Clock &clock, QObject *parent = nullptr);
    ~LogStreamer() override;

    //! \a github must outlive this. Runs of an account that is not there (yet) are fetched once it is added.
    void addAccount(const Account &account, GitHub &github);

    //! The logs of \a run's \a attempt are of interest, whose \a jobs are known so far: to be called again whenever
    //! they change. While the run goes on every job's log is fetched the moment the job ends; of a run that had ended
    //! before it was followed, only that of its first failed job and what is wanted.
    void follow(const RunKey &run, const RepoName &repository, int attempt, const QList<Job> &jobs);
    //! No more of interest. What is under way goes on to its end, for the next time.
    void unfollow(const RunKey &run);
    //! The user looks at \a job's log: it goes first. Asks again where it could not be had before.
    void want(const JobKey &job);
    //! The logs of all ended jobs of all followed runs, to be searched. Where several of a run that has ended are
    //! missing they come in one archive; those that are not in it, singly.
    void wantAll();

    //! The log of \a job, which has ended, is to be on the disk although nobody looks: it is not asked for while
    //! anything else is due. \a room is held until GitHub answers. Nothing where the account is not there.
    void fetch(const RunKey &run, const RepoName &repository, const Job &job, std::shared_ptr<void> room);

    //! The logs of \a run were deleted at GitHub, those of its attempts up to \a attempt (0: of all that are known).
    //! They go from the disk as well, and are not asked for any more.
    void logsDeleted(const Runlight::RunKey &run, const Runlight::RepoName &repository, int attempt);

    JobLog logOf(const JobKey &job) const;

Q_SIGNALS:
    //! logOf(\a job) has changed: its state, its path or how much has come.
    void changed(const Runlight::JobKey &job);

private:
    struct Followed
    {
        RepoName repository;
        int attempt = 1;
        QList<Job> jobs;
        bool sawGoingOn = false;
        bool isAllWanted = false; //!< And it is not decided yet whether as an archive.
    };
    struct Known
    {
        Account account;
        GitHub *github = nullptr;
    };
    struct Entry
    {
        LogFetch *fetch = nullptr;
        AccountId account;
        bool isKept = false; //!< Until it is over, though nobody looks.
        std::shared_ptr<void> room; //!< Of one that is kept, until GitHub answers.
    };

    bool isDeleted(const RunKey &run, int attempt) const;
    void update(const RunKey &run, Followed &followed);
    LogFetch *fetchOf(const RunKey &run, const RepoName &repository, const Job &job);
    void drop();
    void schedulePump();
    void pump();
    void noteAnswer(const JobKey &job);
    bool isFollowed(const Entry &entry) const;
    bool startOne(Priority priority);
    void startKept();
    int underWay() const;

    void considerArchive(const RunKey &run);
    void startArchive(const RunKey &run, const Followed &followed, const QList<LogFetch *> &wanted);
    QList<JobKey> waitingFor(const RunLogsFetch *archive) const;
    void archiveProgressed(const RunLogsFetch *archive);
    void archiveEnded(RunLogsFetch *archive);
    void giveUpAbsent();
    bool mayBeInArchive(const Entry &entry) const;
    RunLogsFetch *archiveOf(const LogFetch *fetch) const;

    LogCache &m_cache;
    Clock &m_clock;
    QHash<AccountId, Known> m_accounts;
    QHash<RunKey, Followed> m_runs;
    QHash<JobKey, Entry> m_fetches; //!< The followed runs', what is kept, and what is still under way of others.
    QList<RunLogsFetch *> m_archives; //!< Under way.
    QHash<RunKey, LogKey> m_deleted; //!< Those of the attempts up to the key's.
    bool m_isPumpScheduled = false;
};

} // namespace Runlight
