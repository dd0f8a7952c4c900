// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/services/caller.h"
#include "core/github/types/deployment.h"
#include "core/github/types/reponame.h"

namespace Runlight {

class ApiClient;
class ApiJob;

//! A review of deployments that wait, as GitHub takes it.
struct DeploymentDecision
{
    QList<EnvironmentId> environments; //!< All of one run; at least one.
    bool approved = true; //!< False: rejected.
    QString comment;
};

//! What is done to runs and workflows. Each call is one write: it is sent again only where the server cannot have seen
//! it. What failed otherwise with Error::outcomeUnknown may have been carried out all the same. Refusals: RunInProgress
//! (the run still goes on), RunNotCancellable (409), AccessDenied with the permission that is missing, RunNotFound,
//! JobNotFound, WorkflowNotFound; each with GitHub's own message.
//! https://docs.github.com/en/rest/actions/workflow-runs and /workflows.
class ActionsService
{
public:
    explicit ActionsService(ApiClient &client);

    //! All jobs again, as a new attempt. At most 30 days after the run was created, and at most 50 times.
    ApiJob *rerun(const RepoName &repository, RunId run, bool debugLogging, Caller caller, Done<void> done);
    //! The failed jobs and those that need them.
    ApiJob *rerunFailed(const RepoName &repository, RunId run, bool debugLogging, Caller caller, Done<void> done);
    //! One job and those that need it.
    ApiJob *rerunJob(const RepoName &repository, JobId job, bool debugLogging, Caller caller, Done<void> done);

    //! Accepted is not done: the run goes on until its runners have been told.
    ApiJob *cancel(const RepoName &repository, RunId run, Caller caller, Done<void> done);
    //! Without waiting for runners, and without steps that run `always()`: only for what cancel() does not end.
    ApiJob *forceCancel(const RepoName &repository, RunId run, Caller caller, Done<void> done);

    ApiJob *deleteRun(const RepoName &repository, RunId run, Caller caller, Done<void> done);
    ApiJob *deleteLogs(const RepoName &repository, RunId run, Caller caller, Done<void> done);

    //! Lets the run of a fork's pull request begin.
    ApiJob *approve(const RepoName &repository, RunId run, Caller caller, Done<void> done);
    ApiJob *review(const RepoName &repository, RunId run, const DeploymentDecision &decision, Caller caller,
                   Done<void> done);
    //! Who decided what about the deployments of \a run, in GitHub's order. A read.
    ApiJob *approvals(const RepoName &repository, RunId run, Caller caller, Done<QList<DeploymentReview>> done);

    ApiJob *setWorkflowEnabled(const RepoName &repository, WorkflowId workflow, bool enabled, Caller caller,
                               Done<void> done);

private:
    ApiJob *write(const RepoName &repository, Verb verb, const QString &below, const QByteArray &body, Caller caller,
                  Done<void> done);

    ApiClient &m_client;
};

} // namespace Runlight
