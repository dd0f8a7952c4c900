// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/detailsfetcher.h"

#include "core/github/github.h"
#include "core/monitor/accountwatcher.h"
#include "core/monitor/watchcontext.h"
#include "core/store/store.h"

#include <algorithm>

namespace Runlight {

DetailsFetcher::DetailsFetcher(AccountWatcher &account, WatchContext &context, const RunId &run,
                               const RepoName &repository, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_context(context)
    , m_run{account.id(), run}
    , m_repository(repository)
{ }

template <typename T>
bool DetailsFetcher::failed(const Expected<T> &answer)
{
    m_account.answered(answer ? std::nullopt : std::optional(answer.error()));
    return !answer;
}

Done<bool> DetailsFetcher::tellChange(std::function<void(const std::optional<Error> &)> then)
{
    return [this, then = std::move(then)](const Expected<bool> &changed) {
        if (changed && *changed)
            Q_EMIT this->changed(m_run);
        then(changed ? std::nullopt : std::optional(changed.error()));
    };
}

// A 304 may repeat what an earlier session had answered and did not come to store: the first answer is always stored.
bool DetailsFetcher::isFirst(const QString &part)
{
    if (m_stored.contains(part))
        return false;
    m_stored.insert(part);
    return true;
}

void DetailsFetcher::latestJobs(int knownAttempt, Priority priority, Done<Page<Job>> done)
{
    m_account.github().jobs.list(m_repository, m_run.run, JobsService::Filter::Latest, {this, priority},
                                 [this, knownAttempt, done = std::move(done)](const Expected<Page<Job>> &page) {
                                     if (failed(page))
                                         return done(page);
                                     // A rerun may have begun since the run was listed.
                                     int attempt = knownAttempt;
                                     for (const Job &job : page->items)
                                         attempt = std::max(attempt, job.attempt);
                                     saveJobs(attempt, *page, done);
                                 });
}

void DetailsFetcher::jobsOfAttempt(int attempt, Priority priority, Done<Page<Job>> done)
{
    m_account.github().jobs.listAttempt(m_repository, m_run.run, attempt, {this, priority},
                                        [this, attempt, done = std::move(done)](const Expected<Page<Job>> &page) {
                                            if (failed(page))
                                                return done(page);
                                            saveJobs(attempt, *page, done);
                                        });
}

void DetailsFetcher::saveJobs(int attempt, const Page<Job> &page, const Done<Page<Job>> &done)
{
    if (!isFirst(QStringLiteral("jobs/%1").arg(attempt)) && page.notModified)
        return done(page);
    m_context.store.saveJobs(
        m_run, attempt, page.items, this,
        tellChange([page, done](const std::optional<Error> &error) { error ? done(Unexpected(*error)) : done(page); }));
}

namespace {

std::function<void(const std::optional<Error> &)> asResult(Done<bool> done)
{
    return [done = std::move(done)](const std::optional<Error> &error) {
        error ? done(Unexpected(*error)) : done(true);
    };
}

} // namespace

void DetailsFetcher::artifacts(Priority priority, Done<bool> done)
{
    m_account.github().artifacts.list(m_repository, m_run.run, {this, priority},
                                      [this, done = std::move(done)](const Expected<Page<Artifact>> &page) {
                                          if (failed(page))
                                              return done(Unexpected(page.error()));
                                          if (!isFirst(QStringLiteral("artifacts")) && page->notModified)
                                              return done(false);
                                          m_context.store.saveArtifacts(m_run, page->items, this,
                                                                        tellChange(asResult(done)));
                                      });
}

void DetailsFetcher::annotations(JobId job, Priority priority, Done<bool> done)
{
    const auto store = [this, job, done = std::move(done)](const Expected<Page<Annotation>> &page) {
        if (failed(page)) {
            // Annotations hang on the checks API, which a fine-grained token may not read: then the run simply shows
            // none, for that is no trouble of the run's.
            return page.error().kind == ErrorKind::AccessDenied ? done(false) : done(Unexpected(page.error()));
        }
        m_context.store.saveAnnotations(m_run, job, page->items, this, tellChange(asResult(done)));
    };
    m_account.github().annotations.list(m_repository, job, {this, priority}, store);
}

void DetailsFetcher::pendingDeployments(Priority priority, Done<bool> done)
{
    m_account.github().deployments.pending(
        m_repository, m_run.run, {this, priority},
        [this, done = std::move(done)](const Expected<QList<PendingDeployment>> &pending) {
            if (failed(pending))
                return done(Unexpected(pending.error()));
            m_context.store.savePendingDeployments(m_run, *pending, this, tellChange(asResult(done)));
        });
}

void DetailsFetcher::clearPendingDeployments()
{
    m_context.store.savePendingDeployments(m_run, {}, this, tellChange([](const std::optional<Error> &) {}));
}

void DetailsFetcher::attempt(int attempt, Priority priority, Done<bool> done)
{
    m_account.github().runs.attempt(
        m_repository, m_run.run, attempt, {this, priority}, [this, done = std::move(done)](const Expected<Run> &run) {
            if (failed(run))
                return done(Unexpected(run.error()));
            m_context.store.saveAttempt(m_account.id(), *run, this, tellChange(asResult(done)));
        });
}

} // namespace Runlight
