// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/world.h"

#include <algorithm>

namespace Runlight::Sim {

namespace {

// The first run of each commit, oldest first: there are no commits but those, and all are in one line.
std::vector<const Run *> commits(const Repository &repository)
{
    std::vector<const Run *> found;
    for (const Run *run : repository.runs) {
        if (std::none_of(found.begin(), found.end(), [run](const Run *each) { return each->sha == run->sha; }))
            found.push_back(run);
    }
    return found;
}

QString statusOf(qsizetype ahead)
{
    return ahead == 0 ? QStringLiteral("identical") : ahead > 0 ? QStringLiteral("ahead") : QStringLiteral("behind");
}

Answer compare(Call &call)
{
    const QString spec = call.parameter("basehead");
    const std::vector<const Run *> all = commits(call.repository());
    const auto find = [&all](const QString &sha) {
        return std::find_if(all.begin(), all.end(), [&sha](const Run *run) { return run->sha == sha; });
    };
    const auto base = find(spec.section(QStringLiteral("..."), 0, 0));
    const auto head = find(spec.section(QStringLiteral("..."), 1));
    if (base == all.end() || head == all.end())
        return Answer::notFound();
    const auto commitAt = [&](auto at) {
        return call.represent().commit(**at, at == all.begin() ? QString() : (*std::prev(at))->sha);
    };
    const qsizetype ahead = head - base;
    const int perPage = qBound(1, call.query("per_page").isEmpty() ? 30 : call.query("per_page").toInt(), 100);
    const qsizetype first = (qMax(1, call.query("page").toInt()) - 1) * qsizetype(perPage);
    QJsonArray shown;
    for (qsizetype i = first; i < qMin<qsizetype>(first + perPage, ahead); ++i)
        shown.append(commitAt(base + 1 + i));
    const QString page = call.represent().repositoryPage(call.repository()) + QStringLiteral("/compare/") + spec;
    const QString url = call.represent().repositoryUrl(call.repository()) + QStringLiteral("/compare/") + spec;
    return Answer::json(QJsonObject{
        {QStringLiteral("url"), url},
        {QStringLiteral("html_url"), page},
        {QStringLiteral("permalink_url"), page},
        {QStringLiteral("diff_url"), page + QStringLiteral(".diff")},
        {QStringLiteral("patch_url"), page + QStringLiteral(".patch")},
        {QStringLiteral("base_commit"), commitAt(base)},
        {QStringLiteral("merge_base_commit"), commitAt(ahead >= 0 ? base : head)},
        {QStringLiteral("status"), statusOf(ahead)},
        {QStringLiteral("ahead_by"), qMax<qsizetype>(0, ahead)},
        {QStringLiteral("behind_by"), qMax<qsizetype>(0, -ahead)},
        {QStringLiteral("total_commits"), qMax<qsizetype>(0, ahead)},
        {QStringLiteral("commits"), shown},
        {QStringLiteral("files"), QJsonArray()},
    });
}

} // namespace

void addComparisonRoutes(Router &router)
{
    router.add("GET", "/repos/{owner}/{repo}/compare/{basehead}", compare);
}

} // namespace Runlight::Sim
