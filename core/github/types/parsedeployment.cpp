// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/objectreader.h"
#include "core/github/types/parse.h"

namespace Runlight::Parse {

using namespace Qt::StringLiterals;

namespace {

//! Users are known by their login, teams by their slug.
QStringList reviewerNames(const QJsonArray &reviewers)
{
    QStringList names;
    for (const QJsonValue &entry : reviewers) {
        const ObjectReader reviewer = ObjectReader(entry).object("reviewer"_L1);
        const QString login = reviewer.text("login"_L1);
        const QString name = login.isEmpty() ? reviewer.text("slug"_L1) : login;
        if (!name.isEmpty())
            names.append(name);
    }
    return names;
}

Expected<Environment> reference(const QJsonValue &json)
{
    ObjectReader in(json);
    Environment environment;
    environment.id = in.requiredId<EnvironmentId>("id"_L1);
    environment.name = in.requiredText("name"_L1);
    return in.result(std::move(environment));
}

} // namespace

Expected<PendingDeployment> pendingDeployment(const QJsonValue &json)
{
    ObjectReader in(json);
    const auto environment = in.required<Environment>("environment"_L1, reference);
    PendingDeployment pending;
    pending.environmentId = environment.id;
    pending.environment = environment.name;
    pending.waitTimerMinutes = in.count("wait_timer"_L1);
    pending.waitTimerStartedAt = in.time("wait_timer_started_at"_L1);
    pending.currentUserCanApprove = in.flag("current_user_can_approve"_L1);
    pending.reviewers = reviewerNames(in.array("reviewers"_L1));
    return in.result(std::move(pending));
}

Expected<DeploymentReview> deploymentReview(const QJsonValue &json)
{
    ObjectReader in(json);
    DeploymentReview review;
    review.state = in.requiredText("state"_L1);
    review.comment = in.text("comment"_L1);
    review.user = user(in.value("user"_L1)).value_or(User()); // An account may be gone.
    for (const Environment &environment : in.list<Environment>("environments"_L1, reference))
        review.environments.append(environment.name);
    return in.result(std::move(review));
}

Expected<Environment> environment(const QJsonValue &json)
{
    Expected<Environment> environment = reference(json);
    if (!environment)
        return environment;
    const QJsonArray rules = ObjectReader(json).array("protection_rules"_L1);
    for (const QJsonValue &entry : rules) {
        const ObjectReader rule(entry);
        environment->waitTimerMinutes = rule.count("wait_timer"_L1, environment->waitTimerMinutes);
        environment->reviewers += reviewerNames(rule.array("reviewers"_L1));
    }
    return environment;
}

Expected<DeploymentRecord> deploymentRecord(const QJsonValue &json)
{
    ObjectReader in(json);
    DeploymentRecord record;
    record.id = in.requiredId<DeploymentId>("id"_L1);
    record.sha = in.requiredText("sha"_L1);
    record.ref = in.text("ref"_L1);
    record.environment = in.text("environment"_L1);
    record.createdAt = in.time("created_at"_L1);
    return in.result(std::move(record));
}

Expected<DeploymentStatus> deploymentStatus(const QJsonValue &json)
{
    ObjectReader in(json);
    DeploymentStatus status;
    status.state = in.requiredText("state"_L1);
    status.createdAt = in.time("created_at"_L1);
    return in.result(std::move(status));
}

Expected<CommitComparison> commitComparison(const QJsonValue &json)
{
    ObjectReader in(json);
    CommitComparison comparison;
    comparison.ahead = in.requiredNumber("ahead_by"_L1);
    comparison.behind = in.requiredNumber("behind_by"_L1);
    comparison.htmlUrl = in.webUrl("html_url"_L1);
    return in.result(std::move(comparison));
}

} // namespace Runlight::Parse
