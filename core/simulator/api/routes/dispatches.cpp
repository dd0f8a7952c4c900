// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/faults.h"
#include "core/simulator/api/router.h"
#include "core/simulator/runengine.h"
#include "core/simulator/world.h"

#include <algorithm>

namespace Runlight::Sim {

namespace {

constexpr int longestEventType = 100;
constexpr int mostPayloadKeys = 10;
constexpr int mostInputs = 25;

// "main" of "main", "refs/heads/main" or "refs/tags/main"; empty where the repository has no such ref.
QString shortRef(const Repository &repository, QString ref)
{
    for (const char *prefix : {"refs/heads/", "refs/tags/"}) {
        if (ref.startsWith(QLatin1String(prefix)))
            ref.remove(0, qsizetype(qstrlen(prefix)));
    }
    return repository.branches.contains(ref) || repository.plan->tags.contains(ref) ? ref : QString();
}

// What GitHub has to say against these inputs; empty: nothing.
QString faultOf(const QJsonObject &given, const QList<Scenario::Input> &inputs)
{
    if (given.size() > mostInputs)
        return QStringLiteral("Too many inputs: at most %1 are allowed").arg(mostInputs);
    QStringList unexpected;
    for (const QString &name : given.keys()) {
        if (std::none_of(inputs.begin(), inputs.end(),
                         [&](const Scenario::Input &input) { return input.name == name; }))
            unexpected.append(QLatin1Char('"') + name + QLatin1Char('"'));
    }
    if (!unexpected.isEmpty())
        return QStringLiteral("Unexpected inputs provided: [%1]").arg(unexpected.join(QStringLiteral(", ")));
    for (const Scenario::Input &input : inputs) {
        const QString value = given.value(input.name).toVariant().toString();
        if (value.isEmpty() && input.required && input.fallback.isEmpty())
            return QStringLiteral("Required input '%1' not provided").arg(input.name);
        if (!value.isEmpty() && !input.options.isEmpty() && !input.options.contains(value))
            return QStringLiteral("Provided value '%1' for input '%2' not in the list of allowed values")
                .arg(value, input.name);
    }
    return {};
}

Run &startRun(Call &call, Workflow &workflow, QLatin1String event, const QString &title, const QString &ref)
{
    NewRun run;
    run.repository = &call.repository();
    run.workflow = &workflow;
    run.title = title;
    run.event = event;
    run.branch = ref;
    run.sha = World::hashOf(call.repository().fullName() + ref);
    run.actor = call.visitor().user;
    return call.engine().start(run);
}

const QLatin1String runDetailsKey("return_run_details");

// What a server says that does not know the key yet; empty of one that does.
std::optional<Answer> refusalOfKey(const Call &call, const QJsonObject &body)
{
    const int status = call.faults().oldServer();
    if (status < 400 || !body.contains(runDetailsKey))
        return {};
    return Answer::problem(status,
                           QStringLiteral("Invalid request.\n\n\"%1\" is not a permitted key.").arg(runDetailsKey));
}

Answer dispatchWorkflow(Call &call)
{
    Workflow *workflow = call.world().workflow(call.repository(), call.parameter("workflow_id"));
    if (!workflow)
        return Answer::notFound();
    const QJsonObject body = call.body();
    if (const std::optional<Answer> refused = refusalOfKey(call, body))
        return *refused;
    const QString asked = body.value(QLatin1String("ref")).toString();
    if (asked.isEmpty())
        return Answer::problem(422, QStringLiteral("Invalid request.\n\n\"ref\" wasn't supplied."));
    if (workflow->state != QLatin1String("active"))
        return Answer::problem(422, QStringLiteral("Cannot trigger a 'workflow_dispatch' on a disabled workflow"));
    if (!workflow->startsOn(QStringLiteral("workflow_dispatch")))
        return Answer::problem(422, QStringLiteral("Workflow does not have 'workflow_dispatch' trigger"));
    const QString ref = shortRef(call.repository(), asked);
    if (ref.isEmpty())
        return Answer::problem(422, QStringLiteral("No ref found for: %1").arg(asked));
    const QString fault = faultOf(body.value(QLatin1String("inputs")).toObject(), workflow->plan->inputs);
    if (!fault.isEmpty())
        return Answer::problem(422, fault);

    const Run &run = startRun(call, *workflow, QLatin1String("workflow_dispatch"), workflow->plan->name, ref);
    // Enterprise servers are older: they do not tell which run it became.
    const bool tells = call.repository().plan->host == QLatin1String("github.com") && call.faults().oldServer() == 0;
    if (!tells || !body.value(runDetailsKey).toBool())
        return Answer::nothing();
    const QString url =
        QStringLiteral("%1/actions/runs/%2").arg(call.represent().repositoryUrl(call.repository())).arg(run.id);
    return Answer::json(QJsonObject{{QStringLiteral("workflow_run_id"), run.id},
                                    {QStringLiteral("run_url"), url},
                                    {QStringLiteral("html_url"), call.represent().runPage(run)}});
}

Answer dispatchRepository(Call &call)
{
    const QJsonObject body = call.body();
    const QString type = body.value(QLatin1String("event_type")).toString();
    if (type.isEmpty() || type.size() > longestEventType)
        return Answer::problem(422, QStringLiteral("Invalid request.\n\n\"event_type\" must be 1 to 100 characters."));
    if (body.value(QLatin1String("client_payload")).toObject().size() > mostPayloadKeys)
        return Answer::problem(422, QStringLiteral("Invalid request.\n\nNo more than 10 properties are allowed."));
    for (Workflow &workflow : call.repository().workflows) {
        if (workflow.startsOn(QStringLiteral("repository_dispatch")) && workflow.state == QLatin1String("active"))
            startRun(call, workflow, QLatin1String("repository_dispatch"), type, call.repository().plan->defaultBranch);
    }
    return Answer::nothing();
}

} // namespace

void addDispatchRoutes(Router &router)
{
    router.add("POST", "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", dispatchWorkflow,
               "actions=write");
    router.add("POST", "/repos/{owner}/{repo}/dispatches", dispatchRepository, "contents=write");
}

} // namespace Runlight::Sim
