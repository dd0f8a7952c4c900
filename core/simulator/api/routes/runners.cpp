// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/api/settingscope.h"
#include "core/simulator/world.h"

#include <algorithm>

namespace Runlight::Sim {

namespace {

Answer listRunners(Call &call)
{
    const SettingScope scope(call);
    if (!scope.exists())
        return Answer::notFound();
    const QString name = call.query("name");
    QList<Runner> found = scope.runners();
    found.removeIf([&](const Runner &runner) { return !name.isEmpty() && runner.name != name; });
    return call.list("runners", found.size(), [&](qsizetype i) { return call.represent().runner(found[i]); });
}

Answer getRunner(Call &call)
{
    const SettingScope scope(call);
    if (!scope.exists())
        return Answer::notFound();
    for (const Runner &runner : scope.runners()) {
        if (runner.id == call.number("runner_id"))
            return Answer::json(call.represent().runner(runner));
    }
    return Answer::notFound();
}

// Tokens that register or remove a runner, for an hour. These open nothing.
Answer createToken(Call &call)
{
    if (!SettingScope(call).exists())
        return Answer::notFound();
    const Moment expires = call.world().timeline.now() + 3'600'000;
    return Answer::json(QJsonObject{{QStringLiteral("token"), QStringLiteral("SIMULATED-RUNNER-TOKEN")},
                                    {QStringLiteral("expires_at"), Represent::time(expires)}},
                        201);
}

Answer generateJitConfig(Call &call)
{
    const SettingScope scope(call);
    if (!scope.exists())
        return Answer::notFound();
    const QJsonObject body = call.body();
    const QString name = body.value(QLatin1String("name")).toString();
    const QJsonArray labels = body.value(QLatin1String("labels")).toArray();
    if (name.isEmpty() || labels.isEmpty() || !body.value(QLatin1String("runner_group_id")).isDouble())
        return Answer::problem(
            422, QStringLiteral("Invalid request.\n\n\"name\", \"runner_group_id\" and \"labels\" are required."));
    const auto &existing = scope.runners();
    if (std::any_of(existing.begin(), existing.end(), [&](const Runner &runner) { return runner.name == name; }))
        return Answer::problem(409,
                               QStringLiteral("Already exists - A runner with the name %1 already exists").arg(name));
    Runner runner{call.world().nextId(), name, QStringLiteral("unknown"), {}, false};
    for (const QJsonValue &label : labels)
        runner.labels.append(label.toString());
    scope.runners().append(runner);
    const QByteArray config = QByteArray("{\"simulated\":\"") + name.toUtf8() + "\"}";
    return Answer::json(QJsonObject{{QStringLiteral("runner"), call.represent().runner(runner)},
                                    {QStringLiteral("encoded_jit_config"), QString::fromLatin1(config.toBase64())}},
                        201);
}

Answer deleteRunner(Call &call)
{
    const SettingScope scope(call);
    if (!scope.exists())
        return Answer::notFound();
    const qint64 id = call.number("runner_id");
    const auto removed = scope.runners().removeIf([id](const Runner &runner) { return runner.id == id; });
    return removed ? Answer::nothing() : Answer::notFound();
}

} // namespace

void addRunnerRoutes(Router &router)
{
    for (const char *list : {"/repos/{owner}/{repo}/actions/runners", "/orgs/{org}/actions/runners"}) {
        const auto below = [list](const char *rest) {
            return QByteArray(list) + rest;
        };
        router.add("GET", list, listRunners, "administration=read");
        router.add("GET", below("/{runner_id}").constData(), getRunner, "administration=read");
        router.add("POST", below("/registration-token").constData(), createToken, "administration=write");
        router.add("POST", below("/remove-token").constData(), createToken, "administration=write");
        router.add("POST", below("/generate-jitconfig").constData(), generateJitConfig, "administration=write");
        router.add("DELETE", below("/{runner_id}").constData(), deleteRunner, "administration=write");
    }
}

} // namespace Runlight::Sim
