// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/github.h"
#include "core/logs/logcache.h"
#include "core/logs/runlogunpack.h"
#include "core/monitor/joblog.h"

#include <QPointer>
#include <QSet>

namespace Runlight {

class LogSink;
struct UnpackedLogs;
template <typename Result>
class PieceJob;

//! The way of the archive of an attempt's logs: it is fetched to the cache's folder, unpacked there on a worker thread,
//! and each log that is wanted of it becomes the cache's. It and what it unpacks to take at most as much room as the
//! cache may, beside the cache's own; what a crash leaves of them is swept away as any part of a log is.
class RunLogsFetch : public QObject
{
    Q_OBJECT

public:
    //! The archive of \a archive's attempt, which names no job. The references must outlive this.
    RunLogsFetch(const LogKey &archive, const RepoName &repository, LogCache &cache, QObject *parent);
    //! Gives up what is under way, and waits for none of it.
    ~RunLogsFetch() override;

    //! Once. \a jobs are all of the attempt's, for their names tell them apart; of those the \a wanted ones' logs are
    //! put into the cache.
    void start(GitHub &github, Priority priority, std::vector<RunLogJob> jobs, const QSet<JobId> &wanted);

    const LogKey &key() const { return m_key; }
    JobLog::Archive progress() const;
    //! When it has ended: why each job's own log cannot be had now, either. Any other failure is the archive's own.
    const std::optional<Error> &refusal() const { return m_refusal; }

Q_SIGNALS:
    //! progress() is another: a hundred times at most where it is known how much there is.
    void progressed();
    //! Once: what there was for the wanted jobs is in the cache.
    void ended();

private:
    void giveUp(const Error &error);
    void checkSize();
    void tellProgress();
    void answered(const Expected<void> &result);
    void unpack(const QString &zip);
    void unpacked(const UnpackedLogs &logs);
    void fail(const Error &error);

    const LogKey m_key;
    const RepoName m_repository;
    LogCache &m_cache;
    std::vector<RunLogJob> m_jobs;
    QSet<JobId> m_wanted;
    std::unique_ptr<LogSink> m_sink;
    QPointer<ApiJob> m_call;
    std::optional<Error> m_problem; //!< Ours, with what arrives.
    qint64 m_toldBytes = 0; //!< At the last progressed().
    std::shared_ptr<PieceJob<UnpackedLogs>> m_unpacking;
    int m_inserting = 0;
    std::optional<Error> m_refusal;
};

} // namespace Runlight
