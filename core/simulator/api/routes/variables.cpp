// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/api/settingscope.h"
#include "core/simulator/world.h"

#include <QRegularExpression>

namespace Runlight::Sim {

namespace {

Answer listVariables(Call &call)
{
    const SettingScope scope(call);
    if (!scope.exists())
        return Answer::notFound();
    const QList<Setting> variables = scope.of(scope.variables());
    const auto item = [&](qsizetype i) {
        return scope.shown(call.represent().variable(variables[i]), variables[i]);
    };
    return call.list("variables", variables.size(), item, 10, 30);
}

Answer getVariable(Call &call)
{
    const SettingScope scope(call);
    const Setting *variable = scope.exists() ? scope.find(scope.variables(), call.parameter("name")) : nullptr;
    return variable ? Answer::json(scope.shown(call.represent().variable(*variable), *variable)) : Answer::notFound();
}

bool isGoodName(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
    return form.match(name).hasMatch() && !name.startsWith(QLatin1String("GITHUB_"), Qt::CaseInsensitive);
}

Answer createVariable(Call &call)
{
    const SettingScope scope(call);
    if (!scope.exists())
        return Answer::notFound();
    const QJsonObject body = call.body();
    const QString name = body.value(QLatin1String("name")).toString();
    if (!isGoodName(name) || !body.value(QLatin1String("value")).isString())
        return Answer::problem(422,
                               QStringLiteral("Variable names may only contain letters, numbers and underscores."));
    if (scope.isOrganization() && !body.contains(QLatin1String("visibility")))
        return Answer::problem(422, QStringLiteral("Invalid request.\n\n\"visibility\" wasn't supplied."));
    if (scope.find(scope.variables(), name))
        return Answer::problem(409, QStringLiteral("Already exists - Variable already exists"));
    scope.add(scope.variables(), name, body.value(QLatin1String("value")).toString());
    return Answer::json(QJsonObject(), 201);
}

Answer updateVariable(Call &call)
{
    const SettingScope scope(call);
    Setting *variable = scope.exists() ? scope.find(scope.variables(), call.parameter("name")) : nullptr;
    if (!variable)
        return Answer::notFound();
    const QJsonObject body = call.body();
    const QString name = body.value(QLatin1String("name")).toString(variable->name);
    if (!isGoodName(name))
        return Answer::problem(422,
                               QStringLiteral("Variable names may only contain letters, numbers and underscores."));
    variable->name = name.toUpper();
    variable->value = body.value(QLatin1String("value")).toString(variable->value);
    variable->visibility = body.value(QLatin1String("visibility")).toString(variable->visibility);
    variable->updatedAt = call.world().timeline.now();
    return Answer::nothing();
}

Answer deleteVariable(Call &call)
{
    const SettingScope scope(call);
    return scope.exists() && scope.remove(scope.variables(), call.parameter("name")) ? Answer::nothing()
                                                                                     : Answer::notFound();
}

} // namespace

void addVariableRoutes(Router &router)
{
    for (const char *list :
         {"/repos/{owner}/{repo}/actions/variables", "/repos/{owner}/{repo}/environments/{environment_name}/variables",
          "/orgs/{org}/actions/variables"}) {
        const QByteArray one = QByteArray(list) + "/{name}";
        router.add("GET", list, listVariables, "actions_variables=read");
        router.add("POST", list, createVariable, "actions_variables=write");
        router.add("GET", one.constData(), getVariable, "actions_variables=read");
        router.add("PATCH", one.constData(), updateVariable, "actions_variables=write");
        router.add("DELETE", one.constData(), deleteVariable, "actions_variables=write");
    }
}

} // namespace Runlight::Sim
