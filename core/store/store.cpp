// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/store.h"

#include "core/base/clock.h"
#include "core/store/commandtables.h"
#include "core/store/detailtables.h"
#include "core/store/dispatchtable.h"
#include "core/store/eventtable.h"
#include "core/store/jobtable.h"
#include "core/store/logfoldtable.h"
#include "core/store/outbox.h"
#include "core/store/repositorytable.h"
#include "core/store/responsetable.h"
#include "core/store/runreporttable.h"
#include "core/store/runsearch.h"
#include "core/store/runtable.h"
#include "core/store/storeworker.h"
#include "core/store/transfertable.h"

#include <QPointer>
#include <QThread>

namespace Runlight {

using Access = Database::Access;

struct Store::Private
{
    Private(Store *owner, const QString &path, Clock &time, const StoreLimits &bounds)
        : store(owner)
        , file(path)
        , clock(time)
        , limits(bounds)
        , worker(path, bounds)
    { }

    //! Calls \a function on the store's thread, after all that was asked before.
    void onThread(std::function<void()> function)
    {
        QMetaObject::invokeMethod(&worker, std::move(function), Qt::QueuedConnection);
    }

    //! Calls \a function on the caller's thread, after all that was answered before.
    void onCaller(std::function<void()> function)
    {
        QMetaObject::invokeMethod(store, std::move(function), Qt::QueuedConnection);
    }

    template <typename T>
    void call(Access access, StoreWork<T> work, QObject *context, Done<T> done)
    {
        Q_ASSERT(context);
        ++pending;
        onThread(
            [this, access, work = std::move(work), guard = QPointer<QObject>(context),
             done = std::move(done)]() mutable { answer(guard, std::move(done), worker.perform<T>(access, work)); });
    }

    template <typename T>
    void answer(const QPointer<QObject> &guard, Done<T> done, Expected<T> result)
    {
        onCaller([this, guard, done = std::move(done), result = std::move(result)]() mutable {
            --pending;
            // Out of the posted function, which the store's thread may be the last to let go of: what `done` holds on
            // to belongs to the caller's thread.
            const Done<T> call = std::move(done);
            if (guard)
                call(std::move(result));
        });
    }

    struct Reading;
    void readOn(const std::shared_ptr<Reading> &reading);

    Store *store;
    const QString file;
    Clock &clock;
    const StoreLimits limits;
    int pending = 0;
    StorageProblem problem = StorageProblem::None;
    StoreWorker worker;
    QThread thread;
};

//! A reading of all runs on its way, on the store's thread.
struct Store::Private::Reading
{
    QPointer<QObject> guard; //!< Looked at on the caller's thread only.
    std::function<void(const QList<Run> &, const QList<AccountId> &)> chunk;
    Done<bool> done;
    RunCursor cursor;
    int chunkSize = 200; //!< What a window shows first is there first.
};

void Store::Private::readOn(const std::shared_ptr<Reading> &reading)
{
    const auto read = worker.perform<RunChunk>(Access::Read, [&reading](Database &database) {
        return nextRuns(database, reading->cursor, reading->chunkSize);
    });
    if (!read || (read->runs.isEmpty() && reading->cursor.atEnd)) {
        answer<bool>(reading->guard, std::move(reading->done), read.map([](const RunChunk &) { return true; }));
        return;
    }
    reading->chunkSize = 1000;
    // The next piece is read while this one is used, and not sooner: they would pile up before a slower caller.
    onCaller([this, reading, piece = *read] {
        if (!reading->guard) {
            --pending;
            return;
        }
        onThread([this, reading] { readOn(reading); });
        reading->chunk(piece.runs, piece.accounts);
    });
}

Store::Store(const QString &file, Clock &clock, QObject *parent, const StoreLimits &limits)
    : QObject(parent)
    , d(std::make_unique<Private>(this, file, clock, limits))
{
    connect(&d->worker, &StoreWorker::failed, this, [this](StorageProblem problem, const Error &error) {
        d->problem = problem;
        Q_EMIT failed(error);
    });
    d->thread.setObjectName(QStringLiteral("store"));
    d->worker.moveToThread(&d->thread);
    d->thread.start();
    d->onThread([this] { d->worker.open(); });
}

Store::~Store()
{
    d->onThread([this] {
        d->worker.close();
        d->thread.quit();
    });
    d->thread.wait();
}

QString Store::file() const
{
    return d->file;
}

bool Store::isInMemoryOnly() const
{
    return d->problem != StorageProblem::None;
}

StorageProblem Store::problem() const
{
    return d->problem;
}

int Store::pendingCalls() const
{
    return d->pending;
}

void Store::saveRepositories(const AccountId &account, const QList<Repository> &repositories, QObject *context,
                             Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::saveRepositories(database, account, repositories); },
        context, std::move(done));
}

void Store::saveWorkflows(const RepositoryRef &ref, const QList<Workflow> &workflows, QObject *context, Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::saveWorkflows(database, ref, workflows); }, context,
        std::move(done));
}

void Store::updateWorkflow(const RepositoryRef &ref, const Workflow &workflow, QObject *context, Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::updateWorkflow(database, ref, workflow); }, context,
        std::move(done));
}

void Store::saveRuns(const AccountId &account, const QList<Run> &runs, QObject *context, Done<QList<RunChange>> done)
{
    d->call<QList<RunChange>>(
        Access::Write,
        [=, now = d->clock.now()](Database &database) { return Runlight::saveRuns(database, account, runs, now); },
        context, std::move(done));
}

void Store::saveAttempt(const AccountId &account, const Run &attempt, QObject *context, Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::saveAttempt(database, account, attempt); }, context,
        std::move(done));
}

void Store::saveJobs(const RunKey &run, int attempt, const QList<Job> &jobs, QObject *context, Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::saveJobs(database, run, attempt, jobs); }, context,
        std::move(done));
}

void Store::saveArtifacts(const RunKey &run, const QList<Artifact> &artifacts, QObject *context, Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::saveArtifacts(database, run, artifacts); }, context,
        std::move(done));
}

void Store::saveAnnotations(const RunKey &run, JobId job, const QList<Annotation> &annotations, QObject *context,
                            Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::saveAnnotations(database, run, job, annotations); },
        context, std::move(done));
}

void Store::savePendingDeployments(const RunKey &run, const QList<PendingDeployment> &deployments, QObject *context,
                                   Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::savePendingDeployments(database, run, deployments); },
        context, std::move(done));
}

void Store::removeRun(const RunKey &run, QObject *context, Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::removeRun(database, run); }, context,
        std::move(done));
}

void Store::unacknowledgedChanges(QObject *context, Done<QList<RunChange>> done)
{
    d->call<QList<RunChange>>(
        Access::Read, [](Database &database) { return outbox(database); }, context, std::move(done));
}

void Store::acknowledgeChanges(qint64 upToSequence)
{
    d->call<bool>(
        Access::Write,
        [=](Database &database) {
            removeFromOutbox(database, upToSequence);
            return true;
        },
        this, [](const Expected<bool> &) {});
}

void Store::runs(const RunQuery &query, QObject *context, Done<RunPage> done)
{
    d->call<RunPage>(
        Access::Read, [=](Database &database) { return findRuns(database, query); }, context, std::move(done));
}

void Store::allRuns(QObject *context, std::function<void(const QList<Run> &, const QList<AccountId> &)> chunk,
                    Done<bool> done)
{
    Q_ASSERT(context);
    ++d->pending;
    const auto reading = std::make_shared<Private::Reading>();
    reading->guard = context;
    reading->chunk = std::move(chunk);
    reading->done = std::move(done);
    d->onThread([this, reading] { d->readOn(reading); });
}

void Store::repositories(QObject *context, Done<QList<StoredRepository>> done)
{
    d->call<QList<StoredRepository>>(
        Access::Read, [](Database &database) { return storedRepositories(database); }, context, std::move(done));
}

void Store::runDetails(const RunKey &run, int attempt, QObject *context, Done<RunDetails> done)
{
    d->call<RunDetails>(
        Access::Read, [=](Database &database) { return findRunDetails(database, run, attempt); }, context,
        std::move(done));
}

void Store::pendingDeployments(QObject *context, Done<QHash<RunKey, QList<PendingDeployment>>> done)
{
    d->call<QHash<RunKey, QList<PendingDeployment>>>(
        Access::Read, [](Database &database) { return allPendingDeployments(database); }, context, std::move(done));
}

void Store::saveLogFolds(const RunKey &run, JobId job, const QByteArray &folds)
{
    d->call<bool>(
        Access::Write,
        [=, mostLogs = d->limits.foldedLogs](Database &database) {
            Runlight::saveLogFolds(database, run, job, folds, mostLogs);
            return true;
        },
        this, [](const Expected<bool> &) {});
}

void Store::logFolds(const RunKey &run, JobId job, QObject *context, Done<QByteArray> done)
{
    d->call<QByteArray>(
        Access::Read, [=](Database &database) { return findLogFolds(database, run, job); }, context, std::move(done));
}

void Store::claimDispatch(const DispatchRecord &wanted, std::chrono::milliseconds window, QObject *context,
                          Done<DispatchClaim> done)
{
    d->call<DispatchClaim>(
        Access::Write, [=](Database &database) { return Runlight::claimDispatch(database, wanted, window); }, context,
        std::move(done));
}

void Store::saveDispatch(const DispatchRecord &record, QObject *context, Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::saveDispatch(database, record); }, context,
        std::move(done));
}

void Store::unfinishedDispatches(const AccountId &account, QObject *context, Done<QList<DispatchRecord>> done)
{
    d->call<QList<DispatchRecord>>(
        Access::Read, [=](Database &database) { return Runlight::unfinishedDispatches(database, account); }, context,
        std::move(done));
}

void Store::recentDispatches(const RepositoryRef &ref, WorkflowId workflow, int limit, QObject *context,
                             Done<QList<DispatchRecord>> done)
{
    d->call<QList<DispatchRecord>>(
        Access::Read, [=](Database &database) { return Runlight::recentDispatches(database, ref, workflow, limit); },
        context, std::move(done));
}

void Store::dispatchOf(const RunKey &run, QObject *context, Done<std::optional<DispatchRecord>> done)
{
    d->call<std::optional<DispatchRecord>>(
        Access::Read, [=](Database &database) { return Runlight::dispatchOf(database, run); }, context,
        std::move(done));
}

void Store::claimEvent(const EventRecord &wanted, std::chrono::milliseconds window, bool again, QObject *context,
                       Done<EventClaim> done)
{
    d->call<EventClaim>(
        Access::Write, [=](Database &database) { return Runlight::claimEvent(database, wanted, window, again); },
        context, std::move(done));
}

void Store::saveEvent(const EventRecord &record, QObject *context, Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::saveEvent(database, record); }, context,
        std::move(done));
}

void Store::unfinishedEvents(const AccountId &account, QObject *context, Done<QList<EventRecord>> done)
{
    d->call<QList<EventRecord>>(
        Access::Read, [=](Database &database) { return Runlight::unfinishedEvents(database, account); }, context,
        std::move(done));
}

void Store::beginCommand(const CommandRecord &record, QObject *context, Done<CommandRecord> done)
{
    d->call<CommandRecord>(
        Access::Write,
        [=, now = d->clock.now()](Database &database) { return Runlight::beginCommand(database, record, now); },
        context, std::move(done));
}

void Store::endCommand(qint64 id, const QString &result, const QString &message)
{
    d->call<bool>(
        Access::Write,
        [=, now = d->clock.now()](Database &database) {
            return Runlight::endCommand(database, id, result, message, now);
        },
        this, [](const Expected<bool> &) {});
}

void Store::addCommand(const CommandRecord &record)
{
    d->call<qint64>(
        Access::Write, [=](Database &database) { return Runlight::addCommand(database, record); }, this,
        [](const Expected<qint64> &) {});
}

void Store::endInterruptedCommands()
{
    d->call<bool>(
        Access::Write, [](Database &database) { return Runlight::endInterruptedCommands(database); }, this,
        [](const Expected<bool> &) {});
}

void Store::commands(const CommandRecordQuery &query, QObject *context, Done<QList<CommandRecord>> done)
{
    d->call<QList<CommandRecord>>(
        Access::Read, [=](Database &database) { return findCommands(database, query); }, context, std::move(done));
}

void Store::savePendingRerun(const PendingRerun &rerun, QObject *context, Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::savePendingRerun(database, rerun); }, context,
        std::move(done));
}

void Store::removePendingRerun(const RunKey &run)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::removePendingRerun(database, run); }, this,
        [](const Expected<bool> &) {});
}

void Store::pendingReruns(QObject *context, Done<QList<PendingRerun>> done)
{
    d->call<QList<PendingRerun>>(
        Access::Read, [](Database &database) { return findPendingReruns(database); }, context, std::move(done));
}

void Store::saveRunReport(const RunReport &report, QObject *context, Done<bool> done)
{
    d->call<bool>(
        Access::Write, [=](Database &database) { return Runlight::saveRunReport(database, report); }, context,
        std::move(done));
}

void Store::runReport(const RunKey &run, QObject *context, Done<std::optional<RunReport>> done)
{
    d->call<std::optional<RunReport>>(
        Access::Read, [=](Database &database) { return findRunReport(database, run); }, context, std::move(done));
}

void Store::runReports(const RepositoryRef &repository, int limit, QObject *context, Done<QList<RunReport>> done)
{
    d->call<QList<RunReport>>(
        Access::Read, [=](Database &database) { return findRunReports(database, repository, limit); }, context,
        std::move(done));
}

void Store::saveTransfer(const StoredTransfer &transfer, QObject *context, Done<bool> done)
{
    d->call<bool>(
        Access::Write,
        [=](Database &database) {
            Runlight::saveTransfer(database, transfer);
            return true;
        },
        context, std::move(done));
}

void Store::removeTransfers(const QList<qint64> &ids, QObject *context, Done<bool> done)
{
    d->call<bool>(
        Access::Write,
        [=](Database &database) {
            Runlight::removeTransfers(database, ids);
            return true;
        },
        context, std::move(done));
}

void Store::transfers(QObject *context, Done<QList<StoredTransfer>> done)
{
    d->call<QList<StoredTransfer>>(
        Access::Read, [](Database &database) { return storedTransfers(database); }, context, std::move(done));
}

void Store::applyRetention(const Retention &retention, QObject *context, Done<QList<RunKey>> done)
{
    d->call<QList<RunKey>>(
        Access::Write,
        [=, now = d->clock.now()](Database &database) { return Runlight::applyRetention(database, retention, now); },
        context, std::move(done));
}

void Store::findResponse(const QString &key, QObject *context, std::function<void(std::optional<CachedResponse>)> done)
{
    d->call<std::optional<CachedResponse>>(
        Access::Write, [=](Database &database) { return Runlight::findResponse(database, key); }, context,
        [done = std::move(done)](const Expected<std::optional<CachedResponse>> &found) {
            done(found.value_or(std::nullopt));
        });
}

void Store::saveResponse(const QString &key, const CachedResponse &response)
{
    d->call<bool>(
        Access::Write,
        [=, maxBytes = d->limits.responseBytes](Database &database) {
            Runlight::saveResponse(database, key, response, maxBytes);
            return true;
        },
        this, [](const Expected<bool> &) {});
}

} // namespace Runlight
