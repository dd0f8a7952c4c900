// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/transport/responsecache.h"
#include "core/github/types/annotation.h"
#include "core/github/types/artifact.h"
#include "core/github/types/deployment.h"
#include "core/github/types/job.h"
#include "core/github/types/repository.h"
#include "core/github/types/run.h"
#include "core/github/types/workflow.h"
#include "core/store/commandrecords.h"
#include "core/store/dispatchrecord.h"
#include "core/store/eventrecord.h"
#include "core/store/storageproblem.h"
#include "core/store/storedtransfer.h"

#include <QObject>
#include <QStringList>

#include <chrono>
#include <memory>

namespace Runlight {

class Clock;

//! How long runs are kept. The newest `minRunsPerRepository` of each repository stay whatever their age.
struct Retention
{
    int days = 90;
    int minRunsPerRepository = 1000;
};

//! How large the store may grow.
struct StoreLimits
{
    qint64 responseBytes = 64LL * 1024 * 1024; //!< Of all cached bodies together, compressed.
    qint64 fileBytes = 0; //!< Of the whole file; 0: what the disk holds.
    int foldedLogs = 5000; //!< Logs of which it is kept what is folded.
};

//! Which runs, newest first. An empty field does not restrict; several values of one field are alternatives.
struct RunQuery
{
    QList<AccountId> accounts;
    QList<RepositoryRef> repositories;
    QStringList workflows; //!< Names, without regard to case.
    QList<Status> statuses;
    QList<Conclusion> conclusions;
    QStringList branches;
    QStringList actors; //!< Logins: who caused the run or started its latest attempt.
    QStringList events;
    QList<int> pullRequests;
    QString headSha; //!< A whole sha or its beginning.
    QString text; //!< Part of the title, without regard to case.
    int offset = 0;
    int limit = 200;
};

struct RunPage
{
    QList<Run> runs;
    QList<AccountId> accounts; //!< Of each run, in the same order.
    int totalCount = 0;
};

//! A repository that Runlight has seen, with its workflows.
struct StoredRepository
{
    AccountId account;
    Repository repository;
    QList<Workflow> workflows;
};

//! All that is known of one run at one attempt.
struct RunDetails
{
    Run run; //!< The latest attempt.
    QList<Run> attempts; //!< The attempts seen, oldest first; the latest included.
    int attempt = 0; //!< The attempt that `jobs` are of.
    QList<Job> jobs; //!< As GitHub listed them.
    QList<Artifact> artifacts;
    QList<Annotation> annotations;
    QList<PendingDeployment> pendingDeployments;
};

//! Runlight's memory: an SQLite file (WAL) on a thread of its own. All calls return at once; `done` is called exactly
//! once on the calling (GUI) thread, in the order of the calls, unless `context` (never null) is gone. The only room
//! with SQL.
//!
//! A file that is damaged, newer than this program, read-only, locked or on a full disk is never overwritten: failed()
//! says what is the matter, and the store goes on in memory with what could be read of it and all that is saved from
//! then on, the call that failed included.
class Store : public QObject, public ResponseStorage
{
    Q_OBJECT

public:
    //! \a file is the database's path, or empty for a store in memory only.
    Store(const QString &file, Clock &clock, QObject *parent = nullptr, const StoreLimits &limits = {});
    //! Waits for what was asked so far to be written. What was not answered by then is not any more.
    ~Store() override;

    QString file() const;
    //! True once failed() was emitted: what is seen now is not written to the file.
    bool isInMemoryOnly() const;
    //! Why; None while the file is in use.
    StorageProblem problem() const;
    //! Calls queued and not yet answered. 0: the store is at rest.
    int pendingCalls() const;

    // Writing. Each call is one transaction. Nothing is kept that hangs on a run that is not known.

    void saveRepositories(const AccountId &account, const QList<Repository> &repositories, QObject *context,
                          Done<bool> done);
    void saveWorkflows(const RepositoryRef &ref, const QList<Workflow> &workflows, QObject *context, Done<bool> done);
    //! One workflow anew; true where it was known and has changed.
    void updateWorkflow(const RepositoryRef &ref, const Workflow &workflow, QObject *context, Done<bool> done);
    //! Keeps the newest by transition(): answers that arrive late or are impossible change nothing. Hands back what has
    //! really changed, each change exactly once, also across restarts: a change stays in the store's outbox until
    //! acknowledgeChanges().
    void saveRuns(const AccountId &account, const QList<Run> &runs, QObject *context, Done<QList<RunChange>> done);
    //! A past attempt; never replaces the run itself.
    void saveAttempt(const AccountId &account, const Run &attempt, QObject *context, Done<bool> done);
    //! The jobs of one attempt, whole. True where anything changed. A completed job never opens again.
    void saveJobs(const RunKey &run, int attempt, const QList<Job> &jobs, QObject *context, Done<bool> done);
    void saveArtifacts(const RunKey &run, const QList<Artifact> &artifacts, QObject *context, Done<bool> done);
    void saveAnnotations(const RunKey &run, JobId job, const QList<Annotation> &annotations, QObject *context,
                         Done<bool> done);
    void savePendingDeployments(const RunKey &run, const QList<PendingDeployment> &deployments, QObject *context,
                                Done<bool> done);
    //! Removes the run with all that hangs on it (it was deleted on GitHub).
    void removeRun(const RunKey &run, QObject *context, Done<bool> done);

    // Changes that were stored but not yet acted on when the program ended.

    void unacknowledgedChanges(QObject *context, Done<QList<RunChange>> done);
    void acknowledgeChanges(qint64 upToSequence);

    // Reading.

    void runs(const RunQuery &query, QObject *context, Done<RunPage> done);
    //! All runs, newest first, handed to \a chunk piece by piece (a small piece first) with the account of each run in
    //! the same order; then \a done. Other calls are answered between the pieces. A run that changes meanwhile comes in
    //! its old or new form, one that is new meanwhile may not come: both are told as a RunChange. Not one transaction.
    void allRuns(QObject *context, std::function<void(const QList<Run> &, const QList<AccountId> &)> chunk,
                 Done<bool> done);
    void repositories(QObject *context, Done<QList<StoredRepository>> done);
    //! \a attempt 0: the latest. RunNotFound where the run is not known.
    void runDetails(const RunKey &run, int attempt, QObject *context, Done<RunDetails> done);
    //! All runs waiting for a review, with what they wait for.
    void pendingDeployments(QObject *context, Done<QHash<RunKey, QList<PendingDeployment>>> done);

    // What is folded in the log of a job, in the viewer's own words: up to 64 KB, gone with the run.

    //! Empty forgets it. Of too many logs those saved longest ago are forgotten.
    void saveLogFolds(const RunKey &run, JobId job, const QByteArray &folds);
    //! Empty where nothing is kept.
    void logFolds(const RunKey &run, JobId job, QObject *context, Done<QByteArray> done);

    // Workflows started by hand. Of each workflow the newest 500 are kept.

    //! Writes \a wanted down, unless the same (account, repository, workflow, correlation) was within \a window before
    //! its `askedAt`, and was not refused: then that is handed back.
    void claimDispatch(const DispatchRecord &wanted, std::chrono::milliseconds window, QObject *context,
                       Done<DispatchClaim> done);
    //! Replaces the record of the same account, repository, workflow and correlation.
    void saveDispatch(const DispatchRecord &record, QObject *context, Done<bool> done);
    //! Those whose end is not known, oldest first.
    void unfinishedDispatches(const AccountId &account, QObject *context, Done<QList<DispatchRecord>> done);
    //! Newest first.
    void recentDispatches(const RepositoryRef &ref, WorkflowId workflow, int limit, QObject *context,
                          Done<QList<DispatchRecord>> done);
    //! What \a run was started with, or nothing.
    void dispatchOf(const RunKey &run, QObject *context, Done<std::optional<DispatchRecord>> done);

    // What was done to runs, and is to be done.

    //! Writes \a wanted down, unless the same (account, repository, correlation) was within \a window before its
    //! `askedAt`, and was not refused: then that is handed back, unless it is wanted \a again. What is older is
    //! forgotten.
    void claimEvent(const EventRecord &wanted, std::chrono::milliseconds window, bool again, QObject *context,
                    Done<EventClaim> done);
    //! Replaces the record of the same account, repository and correlation.
    void saveEvent(const EventRecord &record, QObject *context, Done<bool> done);
    //! Those whose end is not known, oldest first.
    void unfinishedEvents(const AccountId &account, QObject *context, Done<QList<EventRecord>> done);

    //! Writes down that \a record is about to be sent. Hands it back with its id and, where the run is known, its
    //! attempt. The newest 10 000 are kept.
    void beginCommand(const CommandRecord &record, QObject *context, Done<CommandRecord> done);
    //! What came of the command \a id.
    void endCommand(qint64 id, const QString &result, const QString &message);
    //! Writes down a command that has ended, whole: with its times and its result.
    void addCommand(const CommandRecord &record);
    //! Commands that an earlier session began and did not end are "interrupted".
    void endInterruptedCommands();
    void commands(const CommandRecordQuery &query, QObject *context, Done<QList<CommandRecord>> done);

    //! New, or in place of the one for the same run.
    void savePendingRerun(const PendingRerun &rerun, QObject *context, Done<bool> done);
    void removePendingRerun(const RunKey &run);
    void pendingReruns(QObject *context, Done<QList<PendingRerun>> done);

    // What runs came to.

    //! Written once an attempt: true where there was none for this attempt or a later one. Not of a run that is not
    //! known.
    void saveRunReport(const RunReport &report, QObject *context, Done<bool> done);
    //! Nothing where there is none (yet).
    void runReport(const RunKey &run, QObject *context, Done<std::optional<RunReport>> done);
    //! The newest \a limit of \a repository, latest completed first.
    void runReports(const RepositoryRef &repository, int limit, QObject *context, Done<QList<RunReport>> done);

    // Downloads of artifacts. Where one of the same number is known it is replaced.

    void saveTransfer(const StoredTransfer &transfer, QObject *context, Done<bool> done);
    void removeTransfers(const QList<qint64> &ids, QObject *context, Done<bool> done);
    //! Newest first.
    void transfers(QObject *context, Done<QList<StoredTransfer>> done);

    // Keeping house.

    //! Removes completed runs that \a retention no longer covers, with all that hangs on them; says which.
    void applyRetention(const Retention &retention, QObject *context, Done<QList<RunKey>> done);

    // ResponseStorage: ETags and bodies, bounded, least recently used dropped first.

    void findResponse(const QString &key, QObject *context,
                      std::function<void(std::optional<CachedResponse>)> done) override;
    void saveResponse(const QString &key, const CachedResponse &response) override;

Q_SIGNALS:
    //! The file cannot be used (any more); told once.
    void failed(const Runlight::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Runlight
