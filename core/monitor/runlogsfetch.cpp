// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/runlogsfetch.h"

#include "core/base/logging.h"
#include "core/base/redact.h"
#include "core/logs/piecejob.h"
#include "core/monitor/logsink.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace Runlight {

namespace {

// Files that are on their way into the cache. What did not get there goes with the last who knows of them, whoever has
// been deleted meanwhile, and not on his thread.
class StagedLogs
{
public:
    explicit StagedLogs(QStringList paths)
        : m_paths(std::move(paths))
    { }
    ~StagedLogs()
    {
        QThreadPool::globalInstance()->start([paths = m_paths] {
            for (const QString &path : paths)
                QFile::remove(path);
        });
    }
    StagedLogs(const StagedLogs &) = delete;
    StagedLogs &operator=(const StagedLogs &) = delete;

private:
    const QStringList m_paths;
};

// Beside the archive, under a name that no log bears and that is swept away after a crash.
QString stagedPath(const QString &zip, JobId job)
{
    return QStringLiteral("%1.%2.part").arg(zip).arg(job.value);
}

// Asking for each log would bring the same answer for each.
bool isTrueOfEach(const Error &error)
{
    return error.httpStatus == 410 || error.kind == ErrorKind::AccessDenied || error.kind == ErrorKind::Unauthorized
        || error.kind == ErrorKind::Offline;
}

} // namespace

//! What came of unpacking an archive.
struct UnpackedLogs
{
    QString zip;
    Expected<std::vector<UnpackedJobLog>> logs;
    std::shared_ptr<void> staged; //!< Its StagedLogs.
};

RunLogsFetch::RunLogsFetch(const LogKey &archive, const RepoName &repository, LogCache &cache, QObject *parent)
    : QObject(parent)
    , m_key(archive)
    , m_repository(repository)
    , m_cache(cache)
{ }

RunLogsFetch::~RunLogsFetch()
{
    if (m_unpacking)
        m_unpacking->cancel();
}

void RunLogsFetch::start(GitHub &github, Priority priority, std::vector<RunLogJob> jobs, const QSet<JobId> &wanted)
{
    m_jobs = std::move(jobs);
    m_wanted = wanted;
    m_sink = std::make_unique<LogSink>(m_cache, m_key);
    connect(m_sink.get(), &LogSink::progressed, this, &RunLogsFetch::checkSize);
    connect(m_sink.get(), &LogSink::progressed, this, &RunLogsFetch::tellProgress);
    connect(m_sink.get(), &LogSink::failed, this, &RunLogsFetch::giveUp);
    m_call = github.logs.runLogs(m_repository, m_key.run, m_key.attempt, *m_sink, {this, priority},
                                 [this](const Expected<void> &result) { answered(result); });
}

void RunLogsFetch::giveUp(const Error &error)
{
    m_problem = error;
    if (m_call)
        m_call->cancel();
}

void RunLogsFetch::checkSize()
{
    if (std::max(m_sink->totalBytes(), m_sink->receivedBytes()) > m_cache.maxBytes())
        giveUp(
            {.kind = ErrorKind::FileUnwritable, .message = tr("The archive is larger than all logs may be together.")});
}

JobLog::Archive RunLogsFetch::progress() const
{
    if (!m_sink)
        return {};
    return {m_sink->receivedBytes(), m_sink->totalBytes(), m_unpacking != nullptr};
}

// Many jobs may wait for it, and each is told of it.
void RunLogsFetch::tellProgress()
{
    constexpr qint64 step = 256 << 10;
    const qint64 received = m_sink->receivedBytes();
    if (std::abs(received - m_toldBytes) < std::max(step, m_sink->totalBytes() / 100))
        return;
    m_toldBytes = received;
    Q_EMIT progressed();
}

void RunLogsFetch::answered(const Expected<void> &result)
{
    if (m_problem)
        return fail(*m_problem);
    if (!result)
        return fail(result.error());
    m_sink->flush(this, [this](const Expected<QString> &zip) {
        if (!zip || m_problem)
            fail(m_problem ? *m_problem : zip.error());
        else
            unpack(*zip);
    });
}

void RunLogsFetch::unpack(const QString &zip)
{
    const auto makeWork = [zip, jobs = m_jobs, wanted = m_wanted, most = m_cache.maxBytes()] {
        return [=](qint64, const std::atomic_bool &isCancelled) {
            const auto pathFor = [&](JobId job) {
                return wanted.contains(job) ? stagedPath(zip, job) : QString();
            };
            auto logs = unpackRunLogs(zip, jobs, pathFor, isCancelled, {.bytes = most});
            QStringList paths;
            for (const UnpackedJobLog &log : logs.value_or(std::vector<UnpackedJobLog>())) {
                if (log.source != UnpackedJobLog::Source::None)
                    paths.append(pathFor(log.id));
            }
            return UnpackedLogs{zip, std::move(logs), std::make_shared<StagedLogs>(paths)};
        };
    };
    m_unpacking =
        PieceJob<UnpackedLogs>::start(1, makeWork, this, [this](const UnpackedLogs &logs) { unpacked(logs); });
    Q_EMIT progressed();
}

void RunLogsFetch::unpacked(const UnpackedLogs &logs)
{
    // Before the logs take their place in the cache: none is thrown away for the archive's sake.
    m_sink.reset();
    if (!logs.logs)
        return fail(logs.logs.error());
    for (const UnpackedJobLog &log : *logs.logs) {
        if (log.source == UnpackedJobLog::Source::None)
            continue;
        ++m_inserting;
        LogKey key = m_key;
        key.job = log.id;
        m_cache.insert(key, stagedPath(logs.zip, log.id), exactStepStarts(log), this,
                       [this, staged = logs.staged](const Expected<QString> &path) {
                           if (!path)
                               qCWarning(lcLogs, "%s", qUtf8Printable(path.error().message));
                           if (--m_inserting == 0)
                               Q_EMIT ended();
                       });
    }
    if (m_inserting == 0)
        fail({.kind = ErrorKind::Archive, .message = tr("The archive has none of the logs.")});
}

void RunLogsFetch::fail(const Error &error)
{
    const QString message = QStringLiteral("The logs of run %1, attempt %2, cannot be had in one archive: %3 %4: %5")
                                .arg(m_key.run.value)
                                .arg(m_key.attempt)
                                .arg(errorKindName(error.kind))
                                .arg(error.httpStatus)
                                .arg(redact(error.message));
    // That there is none is an answer as good as any.
    if (error.httpStatus == 0)
        qCWarning(lcLogs, "%s", qUtf8Printable(message));
    else
        qCInfo(lcLogs, "%s", qUtf8Printable(message));
    m_sink.reset();
    if (isTrueOfEach(error))
        m_refusal = error;
    Q_EMIT ended();
}

} // namespace Runlight
