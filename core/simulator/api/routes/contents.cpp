// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/workflowfile.h"
#include "core/simulator/world.h"

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

Answer getContents(Call &call)
{
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
        json.insert(QStringLiteral("encoding"), QStringLiteral("base64"));
        json.insert(QStringLiteral("content"), QString::fromLatin1(text.toBase64()));
        return Answer::json(json);
    }
    return Answer::notFound();
}

} // namespace

void addContentRoutes(Router &router)
{
    router.add("GET", "/repos/{owner}/{repo}/contents/{path...}", getContents);
}

} // namespace Runlight::Sim
