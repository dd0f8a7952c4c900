// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/workflowfile.h"
#include "core/simulator/world.h"

#include <algorithm>

namespace Runlight::Sim {

namespace {

QJsonObject entry(const Call &call, const Workflow &workflow, const QByteArray &text)
{
    const Repository &repository = call.repository();
    const QString url = call.represent().repositoryUrl(repository) + QStringLiteral("/contents/") + workflow.path();
    const QString sha = World::hashOf(QString::fromUtf8(text));
    const QString page =
        QStringLiteral("%1/blob/%2/%3")
            .arg(call.represent().repositoryPage(repository), repository.plan->defaultBranch, workflow.path());
    const QString git = QStringLiteral("%1/git/blobs/%2").arg(call.represent().repositoryUrl(repository), sha);
    return {
        {QStringLiteral("type"), QStringLiteral("file")},
        {QStringLiteral("size"), text.size()},
        {QStringLiteral("name"), workflow.plan->file},
        {QStringLiteral("path"), workflow.path()},
        {QStringLiteral("sha"), sha},
        {QStringLiteral("url"), url},
        {QStringLiteral("git_url"), git},
        {QStringLiteral("html_url"), page},
        {QStringLiteral("download_url"), QJsonValue::Null},
        {QStringLiteral("_links"),
         QJsonObject{{QStringLiteral("self"), url}, {QStringLiteral("git"), git}, {QStringLiteral("html"), page}}},
    };
}

Answer listFiles(Call &call)
{
    QJsonArray files;
    for (const Workflow &workflow : call.repository().workflows)
        files.append(entry(call, workflow, workflowFile(*workflow.plan)));
    return Answer::json(files);
}

bool hasRef(const Repository &repository, QString ref)
{
    for (const char *prefix : {"refs/heads/", "refs/tags/", "heads/", "tags/"}) {
        if (ref.startsWith(QLatin1String(prefix)))
            ref.remove(0, qsizetype(qstrlen(prefix)));
    }
    const auto isItsCommit = [&](const QString &branch) {
        return World::hashOf(repository.fullName() + branch) == ref;
    };
    return ref.isEmpty() || repository.branches.contains(ref) || repository.plan->tags.contains(ref)
        || std::any_of(repository.branches.begin(), repository.branches.end(), isItsCommit);
}

// The bytes as GitHub puts them into JSON.
void addContent(QJsonObject &json, const QByteArray &text)
{
    json.insert(QStringLiteral("encoding"), QStringLiteral("base64"));
    json.insert(QStringLiteral("content"), QString::fromLatin1(text.toBase64()));
}

Answer getBlob(Call &call)
{
    for (const Workflow &workflow : call.repository().workflows) {
        const QByteArray text = workflowFile(*workflow.plan);
        const QString sha = World::hashOf(QString::fromUtf8(text));
        if (sha != call.parameter("sha"))
            continue;
        const QString url =
            QStringLiteral("%1/git/blobs/%2").arg(call.represent().repositoryUrl(call.repository()), sha);
        QJsonObject json{{QStringLiteral("sha"), sha},
                         {QStringLiteral("node_id"), sha},
                         {QStringLiteral("size"), text.size()},
                         {QStringLiteral("url"), url}};
        addContent(json, text);
        return Answer::json(json);
    }
    return Answer::notFound();
}

Answer getContents(Call &call)
{
    if (const QString ref = call.query("ref"); !hasRef(call.repository(), ref))
        return Answer::problem(404, QStringLiteral("No commit found for the ref %1").arg(ref));
    const QString path = call.parameter("path");
    if (path == QLatin1String(".github/workflows"))
        return listFiles(call);
    for (const Workflow &workflow : call.repository().workflows) {
        if (workflow.path() != path)
            continue;
        const QByteArray text = workflowFile(*workflow.plan);
        if (headerValue(call.request().headers, "Accept").contains("raw"))
            return {200, text, {{"Content-Type", "application/vnd.github.raw; charset=utf-8"}}};
        QJsonObject json = entry(call, workflow, text);
        addContent(json, text);
        return Answer::json(json);
    }
    return Answer::notFound();
}

} // namespace

void addContentRoutes(Router &router)
{
    router.add("GET", "/repos/{owner}/{repo}/contents/{path...}", getContents);
    router.add("GET", "/repos/{owner}/{repo}/git/blobs/{sha}", getBlob);
}

} // namespace Runlight::Sim
