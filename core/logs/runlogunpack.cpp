// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/runlogunpack.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryFile>

#include <algorithm>
#include <map>

namespace Runlight {

namespace {

constexpr qint64 copiedBlockBytes = 65'536;

Unexpected unwritable(const QFileDevice &file)
{
    return Unexpected(Error{
        .kind = ErrorKind::FileUnwritable,
        .message = QCoreApplication::translate("RunLogs", "The log cannot be written: %1").arg(file.errorString())});
}

class LineCounter
{
public:
    void add(QByteArrayView bytes)
    {
        if (bytes.isEmpty())
            return;
        m_newlines += std::count(bytes.begin(), bytes.end(), '\n');
        m_bytes += bytes.size();
        m_isLineOpen = bytes.back() != '\n';
    }
    qint64 bytes() const { return m_bytes; }
    qint64 lines() const { return m_newlines + (m_isLineOpen ? 1 : 0); }
    bool isLineOpen() const { return m_isLineOpen; }

private:
    qint64 m_newlines = 0;
    qint64 m_bytes = 0;
    bool m_isLineOpen = false;
};

//! A log that is being written. It is gone again if it was not kept.
class LogToBe
{
public:
    explicit LogToBe(const QString &path)
        : m_file(path)
    { }
    LogToBe(const LogToBe &) = delete;
    LogToBe &operator=(const LogToBe &) = delete;
    ~LogToBe()
    {
        if (m_isNew)
            m_file.remove();
    }

    Expected<void> open()
    {
        constexpr auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
        // One that exists would keep its permissions.
        if ((m_file.exists() && !m_file.remove()) || !m_file.open(QFile::WriteOnly | QFile::Unbuffered, owner))
            return unwritable(m_file);
        m_isNew = true;
        return {};
    }
    Expected<void> write(QByteArrayView bytes)
    {
        m_counter.add(bytes);
        if (m_file.write(bytes.data(), bytes.size()) != bytes.size())
            return unwritable(m_file);
        return {};
    }
    void close() { m_file.close(); }
    void keep() { m_isNew = false; }
    const LineCounter &written() const { return m_counter; }

private:
    QFile m_file;
    LineCounter m_counter;
    bool m_isNew = false;
};

class RunLogUnpacking
{
public:
    RunLogUnpacking(const QString &zipPath, const std::vector<RunLogJob> &jobs,
                    const std::function<QString(JobId)> &pathFor, const std::atomic_bool &cancelled,
                    const ArchiveLimits &limits);

    Expected<std::vector<UnpackedJobLog>> run();

private:
    //! What is to be done with an entry.
    struct Task
    {
        size_t job = 0;
        std::optional<size_t> step; //!< Index in the job's steps.
    };

    Expected<void> plan();
    Expected<void> unpack();
    Expected<void> unpackJobFile(ArchiveReader &reader, size_t job);
    Expected<void> unpackStepFile(ArchiveReader &reader, const Task &task);
    Expected<void> join(size_t job);
    Expected<void> copyStored(qint64 from, qint64 bytes, LogToBe &log);
    void finish(size_t job, LogToBe &log);

    const QString m_zipPath;
    const std::vector<RunLogJob> &m_jobs;
    const std::function<QString(JobId)> &m_pathFor;
    const std::atomic_bool &m_cancelled;
    const ArchiveLimits m_limits;
    std::map<size_t, Task> m_tasks; //!< By the entry's index.
    std::vector<UnpackedJobLog> m_logs;
    std::vector<std::unique_ptr<LogToBe>> m_written;
    QTemporaryFile m_stored; //!< Files of steps that are to be joined; they come in any order.
    std::map<std::pair<size_t, size_t>, qint64> m_storedAt; //!< By job and step.
};

RunLogUnpacking::RunLogUnpacking(const QString &zipPath, const std::vector<RunLogJob> &jobs,
                                 const std::function<QString(JobId)> &pathFor, const std::atomic_bool &cancelled,
                                 const ArchiveLimits &limits)
    : m_zipPath(zipPath)
    , m_jobs(jobs)
    , m_pathFor(pathFor)
    , m_cancelled(cancelled)
    , m_limits(limits)
    , m_stored(zipPath + QStringLiteral(".XXXXXX.part"))
{ }

Expected<std::vector<UnpackedJobLog>> RunLogUnpacking::run()
{
    auto done = plan();
    if (done)
        done = unpack();
    for (size_t job = 0; job < m_logs.size() && done; ++job) {
        if (m_logs[job].source == UnpackedJobLog::Source::StepFiles)
            done = join(job);
    }
    if (!done)
        return Unexpected(done.error());
    for (const auto &log : m_written)
        log->keep();
    return std::move(m_logs);
}

//! Only the list of entries is read.
Expected<void> RunLogUnpacking::plan()
{
    const auto reader = ArchiveReader::open(m_zipPath, m_cancelled, m_limits);
    if (!reader)
        return Unexpected(reader.error());
    std::vector<RunLogEntry> entries;
    while (true) {
        const auto entry = (*reader)->next();
        if (!entry)
            return Unexpected(entry.error());
        if (!*entry)
            break;
        const bool isFile = (*entry)->kind == ArchiveEntry::Kind::File;
        entries.push_back({isFile ? (*entry)->name : QString(), (*entry)->size.value_or(0)});
    }
    const std::vector<JobLogMatch> matches = matchRunLog(entries, m_jobs);
    for (size_t job = 0; job < m_jobs.size(); ++job) {
        UnpackedJobLog &log = m_logs.emplace_back(UnpackedJobLog{.id = m_jobs[job].id});
        if (m_pathFor(log.id).isEmpty())
            continue;
        for (const JobLogMatch::Step &step : matches[job].steps) {
            m_tasks[step.entry] = {job, log.steps.size()};
            log.steps.push_back({.number = step.number});
        }
        if (matches[job].jobFile)
            m_tasks[*matches[job].jobFile] = {job, {}};
        if (matches[job].jobFile)
            log.source = UnpackedJobLog::Source::JobFile;
        else if (!log.steps.empty())
            log.source = UnpackedJobLog::Source::StepFiles;
    }
    return {};
}

Expected<void> RunLogUnpacking::unpack()
{
    const auto reader = ArchiveReader::open(m_zipPath, m_cancelled, m_limits);
    if (!reader)
        return Unexpected(reader.error());
    for (size_t i = 0;; ++i) {
        const auto entry = (*reader)->next();
        if (!entry)
            return Unexpected(entry.error());
        if (!*entry)
            return {};
        const auto task = m_tasks.find(i);
        if (task == m_tasks.end())
            continue;
        const auto done =
            task->second.step ? unpackStepFile(**reader, task->second) : unpackJobFile(**reader, task->second.job);
        if (!done)
            return done;
    }
}

Expected<void> RunLogUnpacking::unpackJobFile(ArchiveReader &reader, size_t job)
{
    LogToBe &log = *m_written.emplace_back(std::make_unique<LogToBe>(m_pathFor(m_jobs[job].id)));
    auto done = log.open();
    if (done)
        done = reader.read([&](QByteArrayView block) { return log.write(block); });
    if (done)
        finish(job, log);
    return done;
}

Expected<void> RunLogUnpacking::unpackStepFile(ArchiveReader &reader, const Task &task)
{
    const bool isStored = m_logs[task.job].source == UnpackedJobLog::Source::StepFiles;
    if (isStored && !m_stored.isOpen() && !m_stored.open())
        return unwritable(m_stored);
    m_storedAt[{task.job, *task.step}] = m_stored.size();
    LineCounter counter;
    const auto done = reader.read([&](QByteArrayView block) -> Expected<void> {
        counter.add(block);
        if (isStored && m_stored.write(block.data(), block.size()) != block.size())
            return unwritable(m_stored);
        return {};
    });
    UnpackedJobLog::Step &step = m_logs[task.job].steps[*task.step];
    step.bytes = counter.bytes();
    step.lines = counter.lines();
    return done;
}

Expected<void> RunLogUnpacking::join(size_t job)
{
    LogToBe &log = *m_written.emplace_back(std::make_unique<LogToBe>(m_pathFor(m_jobs[job].id)));
    auto done = log.open();
    for (size_t step = 0; step < m_logs[job].steps.size() && done; ++step) {
        if (log.written().isLineOpen())
            done = log.write("\n");
        if (done)
            done = copyStored(m_storedAt[{job, step}], m_logs[job].steps[step].bytes, log);
    }
    if (done)
        finish(job, log);
    return done;
}

Expected<void> RunLogUnpacking::copyStored(qint64 from, qint64 bytes, LogToBe &log)
{
    if (!m_stored.seek(from))
        return unwritable(m_stored);
    for (qint64 left = bytes; left > 0;) {
        if (m_cancelled)
            return Unexpected(Error{.kind = ErrorKind::Cancelled});
        const QByteArray block = m_stored.read(std::min(left, copiedBlockBytes));
        if (block.isEmpty())
            return unwritable(m_stored);
        if (const auto done = log.write(block); !done)
            return done;
        left -= block.size();
    }
    return {};
}

void RunLogUnpacking::finish(size_t job, LogToBe &log)
{
    log.close();
    m_logs[job].bytes = log.written().bytes();
    m_logs[job].lines = log.written().lines();
}

} // namespace

Expected<std::vector<UnpackedJobLog>> unpackRunLogs(const QString &zipPath, const std::vector<RunLogJob> &jobs,
                                                    const std::function<QString(JobId)> &pathFor,
                                                    const std::atomic_bool &cancelled, const ArchiveLimits &limits)
{
    return RunLogUnpacking(zipPath, jobs, pathFor, cancelled, limits).run();
}

std::vector<StepStart> exactStepStarts(const UnpackedJobLog &log)
{
    std::vector<StepStart> starts;
    qint64 line = 0;
    for (const UnpackedJobLog::Step &step : log.steps) {
        if (step.lines > 0)
            starts.push_back({step.number, {line}});
        line += step.lines;
    }
    if (line != log.lines)
        starts.clear();
    return starts;
}

} // namespace Runlight
