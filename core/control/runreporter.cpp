// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/runreporter.h"

#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/github/github.h"
#include "core/store/store.h"

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

// Jobs may end a moment after their run, and a network comes back.
constexpr Clock::Milliseconds reportRetry = 30s;
constexpr int mostReportTries = 5;

qint64 durationOf(const Job &job)
{
    const bool ran =
        job.startedAt.isValid() && job.completedAt.isValid() && job.state.conclusion != Conclusion::Skipped;
    return ran ? std::max<qint64>(0, job.startedAt.msecsTo(job.completedAt)) : -1;
}

bool hasConcluded(const Run &run)
{
    // Without an approval it has not begun.
    return run.state.isCompleted() && run.state.conclusion != Conclusion::None
        && run.state.conclusion != Conclusion::ActionRequired;
}

bool areAllCompleted(const QList<Job> &jobs)
{
    return std::all_of(jobs.begin(), jobs.end(), [](const Job &job) { return job.state.isCompleted(); });
}

void count(RunReport &report, const RunState &state)
{
    ++report.totalJobs;
    if (state.isFailure())
        ++report.failedJobs;
    else if (state.conclusion == Conclusion::Success || state.conclusion == Conclusion::Neutral)
        ++report.successfulJobs;
    else if (state.conclusion == Conclusion::Skipped)
        ++report.skippedJobs;
}

} // namespace

RunReport runReportOf(const RunKey &key, const Run &run, const QList<Job> &jobs, const QList<Artifact> &artifacts,
                      const QUrl &apiUrl)
{
    RunReport report;
    report.run = key;
    report.repository = run.repository;
    report.attempt = run.attempt;
    report.state = run.state;
    report.durationMs = run.durationMs(run.updatedAt);
    report.completedAt = run.updatedAt;
    for (const Job &job : jobs) {
        count(report, job.state);
        report.jobs.append({job.id, job.name, job.state, durationOf(job)});
    }
    for (const Artifact &artifact : artifacts)
        report.artifacts.append({artifact.id, artifact.name, artifact.sizeBytes, artifact.digest});
    report.logs = apiUrl;
    report.logs.setPath(apiUrl.path()
                        + QStringLiteral("/repos/%1/actions/runs/%2/attempts/%3/logs")
                              .arg(run.repository.fullName())
                              .arg(key.run.value)
                              .arg(run.attempt));
    return report;
}

RunReporter::RunReporter(Store &store, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
{ }

void RunReporter::addAccount(const Account &account, GitHub &github)
{
    m_accounts.insert(account.id, {account, &github});
    next();
}

void RunReporter::runsChanged(const QList<RunChange> &changes)
{
    for (const RunChange &change : changes) {
        // What had ended before it was first seen is history, of which there may be thousands.
        if (change.before && hasConcluded(change.after)
            && (!hasConcluded(*change.before) || change.before->attempt < change.after.attempt))
            m_wanted.append({change.key(), change.after});
    }
    next();
}

void RunReporter::runDetailsFetched(const RunKey &run)
{
    m_store.runDetails(run, 0, this, [this, run](const Expected<RunDetails> &details) {
        const auto known = m_accounts.constFind(run.account);
        if (!details || known == m_accounts.cend() || !details->run.state.isCompleted() || details->jobs.isEmpty()
            || !areAllCompleted(details->jobs))
            return;
        save(runReportOf(run, details->run, details->jobs, details->artifacts, known->account.apiUrl));
    });
}

void RunReporter::next()
{
    if (m_isBusy)
        return;
    const auto ready = std::find_if(m_wanted.begin(), m_wanted.end(),
                                    [this](const Wanted &wanted) { return m_accounts.contains(wanted.key.account); });
    if (ready == m_wanted.end())
        return;
    std::rotate(m_wanted.begin(), ready, ready + 1);
    m_isBusy = true;
    askJobs();
}

GitHub *RunReporter::github() const
{
    return m_accounts.value(m_wanted.first().key.account).github;
}

void RunReporter::askJobs()
{
    const Run &run = m_wanted.first().run;
    github()->jobs.listAttempt(run.repository, run.id, run.attempt, {this, Priority::Background},
                               [this](const Expected<Page<Job>> &jobs) {
                                   if (!jobs)
                                       return failed(jobs.error());
                                   if (areAllCompleted(jobs->items))
                                       return askArtifacts(jobs->items);
                                   Error error;
                                   error.message = QStringLiteral("some jobs still go on");
                                   error.kind = ErrorKind::RunInProgress;
                                   failed(error);
                               });
}

void RunReporter::askArtifacts(const QList<Job> &jobs)
{
    const Run &run = m_wanted.first().run;
    github()->artifacts.list(run.repository, run.id, {this, Priority::Background},
                             [this, jobs](const Expected<Page<Artifact>> &artifacts) {
                                 artifacts ? report(jobs, artifacts->items) : failed(artifacts.error());
                             });
}

void RunReporter::report(const QList<Job> &jobs, const QList<Artifact> &artifacts)
{
    const Wanted &wanted = m_wanted.first();
    save(runReportOf(wanted.key, wanted.run, jobs, artifacts, m_accounts.value(wanted.key.account).account.apiUrl));
    done();
}

void RunReporter::failed(const Error &error)
{
    Wanted wanted = m_wanted.first();
    const bool isGone = error.kind == ErrorKind::RunNotFound || error.kind == ErrorKind::RepositoryNotFound;
    if (!isGone && ++wanted.failures < mostReportTries)
        m_clock.singleShot(reportRetry * wanted.failures, this, [this, wanted] {
            m_wanted.append(wanted);
            next();
        });
    else if (!isGone)
        qCWarning(lcMonitor) << "No report of run" << wanted.key.run.value << error.message;
    done();
}

void RunReporter::done()
{
    m_wanted.removeFirst();
    m_isBusy = false;
    next();
}

void RunReporter::save(const RunReport &report)
{
    m_store.saveRunReport(report, this, [this, run = report.run](const Expected<bool> &saved) {
        if (!saved)
            qCWarning(lcMonitor) << "A report is not kept:" << saved.error().message;
        else if (*saved)
            Q_EMIT reported(run);
    });
}

} // namespace Runlight
