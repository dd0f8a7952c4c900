// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/types/annotation.h"
#include "core/github/types/artifact.h"
#include "core/github/types/deployment.h"
#include "core/github/types/deploymentrecord.h"
#include "core/github/types/job.h"
#include "core/github/types/page.h"
#include "core/github/types/ratelimit.h"
#include "core/github/types/repository.h"
#include "core/github/types/run.h"
#include "core/github/types/workflow.h"

class QJsonValue;

//! From GitHub's JSON to values. Pure, safe on any thread. A missing, null or wrong-typed field that a thing cannot do
//! without (its id, its name) is a ParseError naming the field's path; any other falls back to "unknown". Unknown
//! fields and words are kept or ignored, never an error.
namespace Runlight::Parse {

Expected<User> user(const QJsonValue &json);
Expected<Repository> repository(const QJsonValue &json);
Expected<Workflow> workflow(const QJsonValue &json);
Expected<Run> run(const QJsonValue &json);
Expected<Job> job(const QJsonValue &json);
Expected<Artifact> artifact(const QJsonValue &json);
//! Annotations do not name their job: \a jobId is set in the result.
Expected<Annotation> annotation(const QJsonValue &json, JobId jobId);
Expected<PendingDeployment> pendingDeployment(const QJsonValue &json);
//! One entry of a run's approvals.
Expected<DeploymentReview> deploymentReview(const QJsonValue &json);
Expected<Environment> environment(const QJsonValue &json);
Expected<DeploymentRecord> deploymentRecord(const QJsonValue &json);
Expected<DeploymentStatus> deploymentStatus(const QJsonValue &json);
Expected<CommitComparison> commitComparison(const QJsonValue &json);
//! GET /rate_limit: one entry a resource.
Expected<QList<RateLimit>> rateLimits(const QJsonValue &json);

//! A whole body as JSON; ParseError with the offset where it is none.
Expected<QJsonValue> body(const QByteArray &bytes);

} // namespace Runlight::Parse
