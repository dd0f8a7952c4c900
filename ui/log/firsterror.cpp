// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/firsterror.h"

#include "core/base/logging.h"
#include "core/logs/logexcerpt.h"
#include "core/logs/logfile.h"
#include "ui/log/logdocument.h"

#include <algorithm>

namespace Runlight {

FirstErrorFinder::FirstErrorFinder(LogStreamer &logs, QObject *parent)
    : QObject(parent)
    , m_logs(logs)
{
    connect(&logs, &LogStreamer::changed, this, [this](const JobKey &job) {
        if (m_job && job == JobKey{m_account, m_job->id})
            look();
    });
}

FirstErrorFinder::~FirstErrorFinder() = default;

void FirstErrorFinder::setJobs(const AccountId &account, const QList<Job> &jobs)
{
    const auto failed = std::find_if(jobs.begin(), jobs.end(), [](const Job &job) { return job.state.isFailure(); });
    if (failed == jobs.end()) {
        m_job.reset();
        m_file.reset();
        set({}, false);
        return;
    }
    const bool isAnother = !m_job || m_job->id != failed->id || account != m_account;
    m_account = account;
    m_job = *failed;
    if (!isAnother)
        return;
    m_file.reset();
    set({}, false);
    look();
}

void FirstErrorFinder::look()
{
    const JobLog log = m_logs.logOf({m_account, m_job->id});
    if (m_file || m_error)
        return;
    if (log.state != JobLog::State::Ready) {
        set({}, log.state == JobLog::State::Fetching);
        return;
    }
    Expected<std::unique_ptr<LogFile>> file = LogFile::open(log.path);
    if (!file) {
        set({}, false);
        qCWarning(lcLogs, "The log of a failed job could not be read: %s", qUtf8Printable(file.error().message));
        return;
    }
    m_file = std::move(*file);
    set({}, true);
    connect(m_file.get(), &LogFile::completed, this, &FirstErrorFinder::read);
}

void FirstErrorFinder::read()
{
    const std::optional<LogExcerpt> excerpt = firstErrorOf(*m_file);
    std::optional<FirstError> error;
    if (excerpt) {
        error = FirstError{m_job->id, m_job->name, {}, excerpt->errorLine, {}};
        const JobLog log = m_logs.logOf({m_account, m_job->id});
        for (const StepStart &start : stepStartsOf(*m_file, logStepsOf(headingsOf(m_job->steps)), log.stepStarts)) {
            const auto step = std::find_if(m_job->steps.begin(), m_job->steps.end(),
                                           [&](const Step &each) { return each.number == start.stepNumber; });
            if (start.firstLine <= excerpt->errorLine && step != m_job->steps.end())
                error->stepName = step->name;
        }
        for (LineNumber line = excerpt->range.first; line <= excerpt->range.last; ++line.value)
            error->lines.push_back({line, parseLogLine(m_file->line(line))});
    }
    // It is in the middle of telling us: it goes when that is over.
    m_file.release()->deleteLater();
    set(std::move(error), false);
}

void FirstErrorFinder::set(std::optional<FirstError> error, bool looking)
{
    if (!error && !m_error && looking == m_isLooking)
        return;
    m_error = std::move(error);
    m_isLooking = looking;
    Q_EMIT changed();
}

} // namespace Runlight
