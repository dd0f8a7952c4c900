// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"

namespace Runlight::Sim {

namespace {

// The one question that GitHub's command line client asks of a run over GraphQL: its pull request. Any other is
// answered with what GraphQL calls an error.
Answer query(Call &call)
{
    if (call.visitor().isAnonymous())
        return Answer::problem(401, QStringLiteral("This endpoint requires you to be authenticated."));
    const QString text = call.body().value(QLatin1String("query")).toString();
    if (text.contains(QLatin1String("pullRequests(headRefName"))) {
        const QJsonObject none{{QStringLiteral("nodes"), QJsonArray()}};
        const QJsonObject repository{{QStringLiteral("pullRequests"), none}};
        return Answer::json(
            QJsonObject{{QStringLiteral("data"), QJsonObject{{QStringLiteral("repository"), repository}}}});
    }
    const QJsonObject error{{QStringLiteral("type"), QStringLiteral("NOT_SIMULATED")},
                            {QStringLiteral("message"), QStringLiteral("This query is not simulated.")}};
    return Answer::json(QJsonObject{{QStringLiteral("errors"), QJsonArray{error}}}, 501);
}

} // namespace

void addGraphQlRoutes(Router &router)
{
    router.add("POST", "/graphql", query);
}

} // namespace Runlight::Sim
