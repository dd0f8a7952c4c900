// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/objectreader.h"
#include "core/github/types/parse.h"

namespace Runlight::Parse {

using namespace Qt::StringLiterals;

namespace {

Expected<Step> step(const QJsonValue &json)
{
    ObjectReader in(json);
    Step step;
    step.number = in.requiredNumber("number"_L1);
    step.name = in.requiredText("name"_L1);
    step.state = RunState::of(in.text("status"_L1), in.text("conclusion"_L1));
    step.startedAt = in.time("started_at"_L1);
    step.completedAt = in.time("completed_at"_L1);
    return in.result(std::move(step));
}

} // namespace

Expected<Job> job(const QJsonValue &json)
{
    ObjectReader in(json);
    Job job;
    job.id = in.requiredId<JobId>("id"_L1);
    job.runId = in.requiredId<RunId>("run_id"_L1);
    job.attempt = std::max(1, in.count("run_attempt"_L1));
    job.name = in.requiredText("name"_L1);
    job.state = RunState::of(in.text("status"_L1), in.text("conclusion"_L1));
    job.createdAt = in.time("created_at"_L1);
    job.startedAt = in.time("started_at"_L1);
    job.completedAt = in.time("completed_at"_L1);
    job.runnerName = in.text("runner_name"_L1);
    job.labels = in.texts("labels"_L1);
    job.steps = in.list<Step>("steps"_L1, step);
    job.htmlUrl = in.webUrl("html_url"_L1);
    return in.result(std::move(job));
}

Expected<Annotation> annotation(const QJsonValue &json, JobId jobId)
{
    ObjectReader in(json);
    Annotation annotation;
    annotation.jobId = jobId;
    annotation.level = annotationLevelFromWord(in.text("annotation_level"_L1));
    annotation.path = in.text("path"_L1);
    annotation.startLine = in.count("start_line"_L1);
    annotation.endLine = in.count("end_line"_L1);
    annotation.title = in.text("title"_L1);
    annotation.message = in.text("message"_L1);
    return in.result(std::move(annotation));
}

} // namespace Runlight::Parse
