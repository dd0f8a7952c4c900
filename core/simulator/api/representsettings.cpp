// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/represent.h"

#include "core/simulator/world.h"

#include <QUrl>

namespace Runlight::Sim {

QJsonArray Represent::reviewers(const Repository &repository, const Environment &environment) const
{
    QJsonArray json;
    for (const QString &name : environment.plan->reviewers) {
        const bool isTeam = name.startsWith(QLatin1Char('@'));
        json.append(QJsonObject{
            {QStringLiteral("type"), isTeam ? QStringLiteral("Team") : QStringLiteral("User")},
            {QStringLiteral("reviewer"), isTeam ? team(name.mid(1), repository) : user(*m_world.user(name))},
        });
    }
    return json;
}

QJsonObject Represent::environmentLinks(const Repository &repository, const Environment &environment) const
{
    const QString name = QString::fromLatin1(QUrl::toPercentEncoding(environment.plan->name));
    return {
        {QStringLiteral("id"), environment.id},
        {QStringLiteral("node_id"), nodeId("EN_kw", environment.id)},
        {QStringLiteral("name"), environment.plan->name},
        {QStringLiteral("url"), repositoryUrl(repository) + QStringLiteral("/environments/") + name},
        {QStringLiteral("html_url"),
         repositoryPage(repository) + QStringLiteral("/deployments/activity_log?environments_filter=") + name},
    };
}

QJsonObject Represent::environment(const Repository &repository, const Environment &environment) const
{
    QJsonArray rules;
    const auto add = [&](const char *type, QJsonObject rule) {
        rule.insert(QStringLiteral("id"), environment.id * 10 + rules.size());
        rule.insert(QStringLiteral("node_id"), nodeId("GA_kw", environment.id * 10 + rules.size()));
        rule.insert(QStringLiteral("type"), QLatin1String(type));
        rules.append(rule);
    };
    if (environment.plan->waitMinutes > 0)
        add("wait_timer", {{QStringLiteral("wait_timer"), environment.plan->waitMinutes}});
    if (!environment.plan->reviewers.isEmpty()) {
        add("required_reviewers",
            {{QStringLiteral("prevent_self_review"), false},
             {QStringLiteral("reviewers"), reviewers(repository, environment)}});
    }
    QJsonObject json = environmentLinks(repository, environment);
    json.insert(QStringLiteral("protection_rules"), rules);
    json.insert(QStringLiteral("deployment_branch_policy"), QJsonValue::Null);
    const QJsonValue since = time(m_world.timeline.start() - qint64(200) * 24 * 3600 * 1000);
    json.insert(QStringLiteral("created_at"), since);
    json.insert(QStringLiteral("updated_at"), since);
    return json;
}

QJsonObject Represent::pendingDeployment(const Run &run, const Environment &environment, bool mayApprove) const
{
    const bool hasTimer = environment.plan->waitMinutes > 0;
    return {
        {QStringLiteral("environment"), environmentLinks(*run.repository, environment)},
        {QStringLiteral("wait_timer"), environment.plan->waitMinutes},
        {QStringLiteral("wait_timer_started_at"), hasTimer ? time(run.latest().updatedAt) : QJsonValue::Null},
        {QStringLiteral("current_user_can_approve"), mayApprove},
        {QStringLiteral("reviewers"), reviewers(*run.repository, environment)},
    };
}

QJsonObject Represent::approval(const Run &run, const Review &review) const
{
    QJsonArray environments;
    for (const Environment &each : run.repository->environments) {
        if (review.environments.contains(each.plan->name))
            environments.append(environmentLinks(*run.repository, each));
    }
    return {
        {QStringLiteral("environments"), environments},
        {QStringLiteral("state"), review.approved ? QStringLiteral("approved") : QStringLiteral("rejected")},
        {QStringLiteral("user"), user(*review.user)},
        {QStringLiteral("comment"), review.comment},
    };
}

QJsonObject Represent::cache(const Cache &cache) const
{
    return {
        {QStringLiteral("id"), cache.id},
        {QStringLiteral("ref"), cache.ref},
        {QStringLiteral("key"), cache.key},
        {QStringLiteral("version"), World::hashOf(cache.key)},
        {QStringLiteral("last_accessed_at"), time(cache.usedAt)},
        {QStringLiteral("created_at"), time(cache.createdAt)},
        {QStringLiteral("size_in_bytes"), cache.size},
    };
}

QJsonObject Represent::secret(const Setting &setting) const
{
    return {
        {QStringLiteral("name"), setting.name},
        {QStringLiteral("created_at"), time(setting.createdAt)},
        {QStringLiteral("updated_at"), time(setting.updatedAt)},
    };
}

QJsonObject Represent::variable(const Setting &setting) const
{
    QJsonObject json = secret(setting);
    json.insert(QStringLiteral("value"), setting.value);
    return json;
}

QJsonObject Represent::runner(const Runner &runner) const
{
    QJsonArray labels;
    for (const QString &name : QStringList{QStringLiteral("self-hosted"), runner.os, QStringLiteral("X64")}) {
        labels.append(QJsonObject{{QStringLiteral("id"), int(labels.size()) + 1},
                                  {QStringLiteral("name"), name},
                                  {QStringLiteral("type"), QStringLiteral("read-only")}});
    }
    for (const QString &name : runner.labels) {
        labels.append(QJsonObject{{QStringLiteral("id"), int(labels.size()) + 1},
                                  {QStringLiteral("name"), name},
                                  {QStringLiteral("type"), QStringLiteral("custom")}});
    }
    return {
        {QStringLiteral("id"), runner.id},
        {QStringLiteral("runner_group_id"), 1},
        {QStringLiteral("name"), runner.name},
        {QStringLiteral("os"), runner.os},
        {QStringLiteral("status"), runner.online ? QStringLiteral("online") : QStringLiteral("offline")},
        {QStringLiteral("busy"), false},
        {QStringLiteral("ephemeral"), false},
        {QStringLiteral("labels"), labels},
    };
}

} // namespace Runlight::Sim
