// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/services/caller.h"
#include "core/github/types/annotation.h"
#include "core/github/types/artifact.h"
#include "core/github/types/deployment.h"
#include "core/github/types/deploymentrecord.h"
#include "core/github/types/job.h"
#include "core/github/types/page.h"
#include "core/github/types/repository.h"
#include "core/github/types/run.h"
#include "core/github/types/workflow.h"

#include <QDateTime>

namespace Runlight {

class ApiClient;
class ApiJob;
class DownloadSink;
struct DownloadPoint;

// Every call is asynchronous: it returns its job, a handle to cancel it with (hold it in a QPointer), and calls `done`
// exactly once. Bodies that are large are parsed on a worker thread. Each list that
// is not joined has a `next` form that follows a page's link; GitHub's paging is by that link only. A joined list's
// `next` is set only where the list goes on at an address that is not the client's server.

//! https://docs.github.com/en/rest/repos/repos and /users.
class RepositoriesService
{
public:
    explicit RepositoriesService(ApiClient &client);

    //! Who the token belongs to.
    ApiJob *currentUser(Caller caller, Done<User> done);
    //! The repositories the account can see, latest push first. \a page as in PageRequest.
    ApiJob *list(PageRequest page, Caller caller, Done<Page<Repository>> done);
    //! Repositories matching \a text on the host (the search resource has a limit of its own: 30 a minute).
    ApiJob *search(const QString &text, PageRequest page, Caller caller, Done<Page<Repository>> done);
    ApiJob *next(const QUrl &link, Caller caller, Done<Page<Repository>> done);
    ApiJob *get(const RepoName &repository, Caller caller, Done<Repository> done);

private:
    ApiClient &m_client;
};

//! https://docs.github.com/en/rest/actions/workflows
class WorkflowsService
{
public:
    explicit WorkflowsService(ApiClient &client);

    ApiJob *list(const RepoName &repository, PageRequest page, Caller caller, Done<Page<Workflow>> done);
    ApiJob *next(const QUrl &link, Caller caller, Done<Page<Workflow>> done);
    ApiJob *get(const RepoName &repository, WorkflowId workflow, Caller caller, Done<Workflow> done);

private:
    ApiClient &m_client;
};

//! GitHub's filters of a run list. With any of them set, GitHub returns at most 1 000 runs.
struct RunListFilter
{
    WorkflowId workflow; //!< Asks that workflow's own list.
    QString actor;
    QString branch;
    QString event;
    QString status; //!< One status or one conclusion.
    QString created; //!< GitHub's date range syntax: ">=2026-01-01", "2026-01-01..2026-02-01".
    QString headSha;
    qint64 checkSuiteId = 0;
    bool excludePullRequests = false;
};

//! https://docs.github.com/en/rest/actions/workflow-runs
class RunsService
{
public:
    explicit RunsService(ApiClient &client);

    ApiJob *list(const RepoName &repository, const RunListFilter &filter, PageRequest page, Caller caller,
                 Done<Page<Run>> done);
    ApiJob *next(const QUrl &link, Caller caller, Done<Page<Run>> done);
    ApiJob *get(const RepoName &repository, RunId run, Caller caller, Done<Run> done);
    //! A past (or the latest) attempt of \a run.
    ApiJob *attempt(const RepoName &repository, RunId run, int attempt, Caller caller, Done<Run> done);

private:
    ApiClient &m_client;
};

//! https://docs.github.com/en/rest/actions/workflow-jobs
class JobsService
{
public:
    enum class Filter { Latest, All };

    explicit JobsService(ApiClient &client);

    //! All pages, joined: a run may have hundreds of jobs.
    ApiJob *list(const RepoName &repository, RunId run, Filter filter, Caller caller, Done<Page<Job>> done);
    ApiJob *listAttempt(const RepoName &repository, RunId run, int attempt, Caller caller, Done<Page<Job>> done);
    ApiJob *get(const RepoName &repository, JobId job, Caller caller, Done<Job> done);

private:
    ApiClient &m_client;
};

//! https://docs.github.com/en/rest/actions/artifacts
class ArtifactsService
{
public:
    explicit ArtifactsService(ApiClient &client);

    //! All pages of a run's artifacts, joined.
    ApiJob *list(const RepoName &repository, RunId run, Caller caller, Done<Page<Artifact>> done);
    //! What was uploaded: a zip, or the file itself (`archive: false`), which the sink is told of. Ends well only once
    //! the sink has taken all of it. \a goesOnFrom: where an earlier call, cancelled or failed, has left off. Fails
    //! with ArtifactExpired (410), ArtifactNotFound (deleted, or its run was), AccessDenied, or the storage's failure.
    ApiJob *download(const RepoName &repository, ArtifactId artifact, DownloadSink &sink,
                     const DownloadPoint &goesOnFrom, Caller caller, Done<void> done);

private:
    ApiClient &m_client;
};

//! What jobs wrote. Each is one download, which ends well only once the sink has taken all of it.
class LogsService
{
public:
    explicit LogsService(ApiClient &client);

    //! The log of \a job, which must have ended. Before, for some seconds after and for a job that never wrote any:
    //! JobNotFound (404); JobNotFound with the status 410 once it has expired or was deleted.
    ApiJob *jobLog(const RepoName &repository, JobId job, DownloadSink &sink, Caller caller, Done<void> done);
    //! The zip of all logs of a past or the latest attempt of \a run, which must have ended.
    ApiJob *runLogs(const RepoName &repository, RunId run, int attempt, DownloadSink &sink, Caller caller,
                    Done<void> done);

private:
    ApiClient &m_client;
};

//! https://docs.github.com/en/rest/checks/runs: a job is a check run.
class AnnotationsService
{
public:
    explicit AnnotationsService(ApiClient &client);

    //! All pages, joined.
    ApiJob *list(const RepoName &repository, JobId job, Caller caller, Done<Page<Annotation>> done);

private:
    ApiClient &m_client;
};

//! Deployments of runs that wait and that were made, and the environments they go to.
class DeploymentsService
{
public:
    explicit DeploymentsService(ApiClient &client);

    ApiJob *pending(const RepoName &repository, RunId run, Caller caller, Done<QList<PendingDeployment>> done);
    ApiJob *environments(const RepoName &repository, PageRequest page, Caller caller, Done<Page<Environment>> done);
    ApiJob *next(const QUrl &link, Caller caller, Done<Page<Environment>> done);

    //! Deployments to \a environment, newest first: those that wait or failed too.
    ApiJob *records(const RepoName &repository, const QString &environment, PageRequest page, Caller caller,
                    Done<Page<DeploymentRecord>> done);
    //! How \a deployment stood, newest first.
    ApiJob *statuses(const RepoName &repository, DeploymentId deployment, Caller caller,
                     Done<QList<DeploymentStatus>> done);
    //! How the commit \a head stands to \a base; both are shas. Counts them only: neither commits nor files are asked
    //! for.
    ApiJob *compare(const RepoName &repository, const QString &base, const QString &head, Caller caller,
                    Done<CommitComparison> done);

private:
    ApiClient &m_client;
};

} // namespace Runlight
