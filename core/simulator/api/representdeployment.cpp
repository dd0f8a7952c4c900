// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/represent.h"

#include "core/simulator/world.h"

namespace Runlight::Sim {

qint64 deploymentId(const Run &run, const Environment &environment)
{
    return 2'000'000'000 + run.id % 1'000'000 * 10'000 + environment.id % 10'000;
}

QJsonObject Represent::deployment(const Run &run, const Environment &environment, const User &by, Moment at) const
{
    const qint64 id = deploymentId(run, environment);
    const QString repository = repositoryUrl(*run.repository);
    const QString url = QStringLiteral("%1/deployments/%2").arg(repository).arg(id);
    return {
        {QStringLiteral("url"), url},
        {QStringLiteral("id"), id},
        {QStringLiteral("node_id"), nodeId("DE_kw", id)},
        {QStringLiteral("sha"), run.sha},
        {QStringLiteral("ref"), run.branch},
        {QStringLiteral("task"), QStringLiteral("deploy")},
        {QStringLiteral("payload"), QJsonObject()},
        {QStringLiteral("original_environment"), environment.plan->name},
        {QStringLiteral("environment"), environment.plan->name},
        {QStringLiteral("description"), QJsonValue::Null},
        {QStringLiteral("creator"), user(by)},
        {QStringLiteral("created_at"), time(at)},
        {QStringLiteral("updated_at"), time(at)},
        {QStringLiteral("statuses_url"), url + QStringLiteral("/statuses")},
        {QStringLiteral("repository_url"), repository},
        {QStringLiteral("transient_environment"), false},
        {QStringLiteral("production_environment"), environment.plan->name == QLatin1String("production")},
    };
}

QJsonObject Represent::deploymentStatus(const Run &run, const Environment &environment, const QString &state,
                                        Moment at) const
{
    const qint64 deployment = deploymentId(run, environment);
    const QString repository = repositoryUrl(*run.repository);
    const QString url = QStringLiteral("%1/deployments/%2").arg(repository).arg(deployment);
    const qint64 id = deployment + qint64(qHash(state) % 1000) * 100'000'000'000;
    return {
        {QStringLiteral("url"), QStringLiteral("%1/statuses/%2").arg(url).arg(id)},
        {QStringLiteral("id"), id},
        {QStringLiteral("node_id"), nodeId("DES_kw", id)},
        {QStringLiteral("state"), state},
        {QStringLiteral("creator"), user(*run.actor)},
        {QStringLiteral("description"), QString()},
        {QStringLiteral("environment"), environment.plan->name},
        {QStringLiteral("target_url"), runPage(run)},
        {QStringLiteral("created_at"), time(at)},
        {QStringLiteral("updated_at"), time(at)},
        {QStringLiteral("deployment_url"), url},
        {QStringLiteral("repository_url"), repository},
        {QStringLiteral("environment_url"), repositoryPage(*run.repository)},
        {QStringLiteral("log_url"), runPage(run)},
    };
}

QJsonObject Represent::commit(const Run &run, const QString &parent) const
{
    const QString commits = repositoryUrl(*run.repository) + QStringLiteral("/commits/");
    const QString page = repositoryPage(*run.repository) + QStringLiteral("/commit/");
    const QString tree = World::hashOf(run.sha);
    const QString mail = QString::number(run.actor->id) + QStringLiteral("@users.noreply.example.com");
    const QJsonObject author{{QStringLiteral("name"), run.actor->name},
                             {QStringLiteral("email"), mail},
                             {QStringLiteral("date"), time(run.createdAt - 30'000)}};
    const QJsonObject git{
        {QStringLiteral("url"), repositoryUrl(*run.repository) + QStringLiteral("/git/commits/") + run.sha},
        {QStringLiteral("author"), author},
        {QStringLiteral("committer"), author},
        {QStringLiteral("message"), run.title},
        {QStringLiteral("comment_count"), 0},
        {QStringLiteral("tree"),
         QJsonObject{{QStringLiteral("sha"), tree},
                     {QStringLiteral("url"), repositoryUrl(*run.repository) + QStringLiteral("/git/trees/") + tree}}},
    };
    QJsonArray parents;
    if (!parent.isEmpty())
        parents.append(QJsonObject{{QStringLiteral("sha"), parent},
                                   {QStringLiteral("url"), commits + parent},
                                   {QStringLiteral("html_url"), page + parent}});
    return {
        {QStringLiteral("sha"), run.sha},
        {QStringLiteral("node_id"), nodeId("C_kw", qint64(qHash(run.sha)))},
        {QStringLiteral("url"), commits + run.sha},
        {QStringLiteral("html_url"), page + run.sha},
        {QStringLiteral("comments_url"), commits + run.sha + QStringLiteral("/comments")},
        {QStringLiteral("commit"), git},
        {QStringLiteral("author"), user(*run.actor)},
        {QStringLiteral("committer"), user(*run.actor)},
        {QStringLiteral("parents"), parents},
    };
}

} // namespace Runlight::Sim
