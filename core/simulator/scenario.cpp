// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/scenario.h"

#include "core/simulator/scenarionode.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// Q_INIT_RESOURCE must stand outside of any namespace.
static void initResource()
{
    Q_INIT_RESOURCE(simulator);
}

namespace Runlight {

namespace {

using Seconds = Scenario::Seconds;

QLatin1String operator""_key(const char *text, std::size_t size)
{
    return QLatin1String(text, qsizetype(size));
}

RepoName readRepoName(const ScenarioNode &node)
{
    const std::optional<RepoName> name = RepoName::parse(node.text());
    if (!name)
        node.complain(ScenarioNode::tr("must be OWNER/NAME"));
    return name.value_or(RepoName());
}

// Written ["Run tests", 52] or ["Run tests", 52, 0.04]: name, seconds, odds of failing.
Scenario::Step readStep(const ScenarioNode &node)
{
    const QList<ScenarioNode> parts = node.items();
    if (parts.size() < 2 || parts.size() > 3) {
        node.complain(ScenarioNode::tr("must be [name, seconds] or [name, seconds, odds of failing]"));
        return {};
    }
    const double odds = parts.size() == 3 ? parts[2].number(0) : 0;
    return {parts[0].text(), parts[1].duration(Seconds(1)), odds};
}

QList<QHash<QString, QString>> readMatrix(const ScenarioNode &node)
{
    QList<QHash<QString, QString>> rows;
    for (const ScenarioNode &item : node.items()) {
        QHash<QString, QString> row;
        const QJsonObject object = item.value().toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            row.insert(it.key(), it->toString());
        if (row.isEmpty())
            item.complain(ScenarioNode::tr("must be an object of texts"));
        rows.append(row);
    }
    return rows;
}

Scenario::Job readJob(const ScenarioNode &node)
{
    node.expectKeys({"id"_key, "name"_key, "matrix"_key, "needs"_key, "runsOn"_key, "environment"_key, "branches"_key,
                     "steps"_key, "artifacts"_key});
    Scenario::Job job;
    job.id = node["id"_key].text();
    job.name = node["name"_key].text(job.id);
    job.matrix = readMatrix(node["matrix"_key]);
    job.needs = node["needs"_key].texts();
    job.runsOn = node["runsOn"_key].text(QStringLiteral("ubuntu-24.04"));
    job.environment = node["environment"_key].text(QString());
    job.branches = node["branches"_key].texts();
    for (const ScenarioNode &step : node["steps"_key].items())
        job.steps.append(readStep(step));
    for (const ScenarioNode &artifact : node["artifacts"_key].items()) {
        artifact.expectKeys({"name"_key, "size"_key, "testReport"_key});
        job.artifacts.append({artifact["name"_key].text(), qint64(artifact["size"_key].number(0)),
                              artifact["testReport"_key].flag(false)});
    }
    return job;
}

Scenario::Failure readFailure(const ScenarioNode &node)
{
    node.expectKeys({"step"_key, "log"_key, "annotations"_key});
    Scenario::Failure failure;
    failure.step = node["step"_key].text();
    failure.log = node["log"_key].texts();
    for (const ScenarioNode &item : node["annotations"_key].items()) {
        item.expectKeys({"path"_key, "line"_key, "level"_key, "title"_key, "message"_key});
        const QString level = item["level"_key].text(QStringLiteral("failure"));
        if (level != "failure"_key && level != "warning"_key && level != "notice"_key)
            item["level"_key].complain(ScenarioNode::tr("must be failure, warning or notice"));
        failure.annotations.append({item["path"_key].text(), int(item["line"_key].number(1)), level,
                                    item["title"_key].text(QString()), item["message"_key].text()});
    }
    return failure;
}

Scenario::Input readInput(const ScenarioNode &node)
{
    node.expectKeys({"name"_key, "required"_key, "type"_key, "default"_key, "options"_key, "description"_key});
    return {node["name"_key].text(),
            node["required"_key].flag(false),
            node["type"_key].text(QStringLiteral("string")),
            node["default"_key].text(QString()),
            node["options"_key].texts(),
            node["description"_key].text(QString())};
}

void checkJobs(const ScenarioNode &node, const QList<Scenario::Job> &jobs)
{
    QStringList before;
    for (int i = 0; i < jobs.size(); ++i) {
        for (const QString &need : jobs[i].needs) {
            if (!before.contains(need))
                node.items().at(i)["needs"_key].complain(ScenarioNode::tr("must name jobs that come before this one"));
        }
        before.append(jobs[i].id);
    }
}

Scenario::Workflow readWorkflow(const ScenarioNode &node)
{
    node.expectKeys({"name"_key, "file"_key, "on"_key, "state"_key, "every"_key, "lastScheduled"_key, "brokenSince"_key,
                     "brokenAt"_key, "firstNumber"_key, "inputs"_key, "jobs"_key, "failures"_key});
    Scenario::Workflow workflow;
    workflow.name = node["name"_key].text();
    workflow.file = node["file"_key].text();
    workflow.events = node["on"_key].texts();
    workflow.state = node["state"_key].text(QStringLiteral("active"));
    workflow.every = node["every"_key].duration(Seconds(0));
    workflow.lastScheduled = node["lastScheduled"_key].duration(Seconds(0));
    if (node.has("brokenSince"_key)) {
        workflow.brokenSince = node["brokenSince"_key].duration(Seconds(0));
        workflow.brokenAt = node["brokenAt"_key].text();
    }
    workflow.firstNumber = int(node["firstNumber"_key].number(1));
    for (const ScenarioNode &input : node["inputs"_key].items())
        workflow.inputs.append(readInput(input));
    for (const ScenarioNode &job : node["jobs"_key].items())
        workflow.jobs.append(readJob(job));
    for (const ScenarioNode &failure : node["failures"_key].items())
        workflow.failures.append(readFailure(failure));
    if (workflow.jobs.isEmpty())
        node["jobs"_key].complain(ScenarioNode::tr("must name at least one job"));
    if (workflow.every.count() < 0)
        node["every"_key].complain(ScenarioNode::tr("must not be in the past"));
    checkJobs(node["jobs"_key], workflow.jobs);
    return workflow;
}

Scenario::Run readRun(const ScenarioNode &node, const Scenario::Repository &repository)
{
    node.expectKeys({"workflow"_key, "at"_key, "title"_key, "branch"_key, "event"_key, "actor"_key,
                     "headRepository"_key, "pullRequest"_key, "attempts"_key, "fails"_key, "cancelAfter"_key,
                     "needsApproval"_key, "startupFailure"_key, "reviewer"_key});
    Scenario::Run run;
    run.workflow = node["workflow"_key].text();
    const auto &workflows = repository.workflows;
    if (std::none_of(workflows.begin(), workflows.end(), [&](const auto &each) { return each.file == run.workflow; }))
        node["workflow"_key].complain(ScenarioNode::tr("must be the file of one of the repository's workflows"));
    run.at = node["at"_key].duration(Seconds(0));
    run.title = node["title"_key].text();
    run.branch = node["branch"_key].text(repository.defaultBranch);
    run.event = node["event"_key].text(QStringLiteral("push"));
    run.actor = node["actor"_key].text();
    run.headRepository = node["headRepository"_key].text(QString());
    run.pullRequest = int(node["pullRequest"_key].number(0));
    run.attempts = qMax(1, int(node["attempts"_key].number(1)));
    run.fails = node["fails"_key].texts();
    if (node.has("cancelAfter"_key))
        run.cancelAfter = node["cancelAfter"_key].duration(Seconds(0));
    run.needsApproval = node["needsApproval"_key].flag(false);
    run.reviewer = node["reviewer"_key].text(QString());
    run.startupFailure = node["startupFailure"_key].flag(false);
    return run;
}

void readActivity(const ScenarioNode &node, Scenario::Repository &repository)
{
    if (node.value().isUndefined())
        return;
    node.expectKeys({"pushesPerDay"_key, "until"_key, "pushEvery"_key, "titles"_key, "actors"_key});
    Scenario::Activity &activity = repository.activity;
    activity.pushesPerDay = node["pushesPerDay"_key].number(0);
    activity.until = node["until"_key].duration(Seconds(0));
    activity.pushEvery = node["pushEvery"_key].duration(Seconds(0));
    activity.titles = node["titles"_key].texts();
    activity.actors = node["actors"_key].texts();
    if (activity.titles.isEmpty() || activity.actors.isEmpty())
        node.complain(ScenarioNode::tr("must name titles and actors"));
    if (activity.until.count() > 0)
        node["until"_key].complain(ScenarioNode::tr("must not be in the future"));
}

void readSettings(const ScenarioNode &node, Scenario::Repository &repository)
{
    for (const ScenarioNode &item : node["environments"_key].items()) {
        item.expectKeys({"name"_key, "reviewers"_key, "waitMinutes"_key});
        repository.environments.append(
            {item["name"_key].text(), item["reviewers"_key].texts(), int(item["waitMinutes"_key].number(0))});
    }
    for (const ScenarioNode &item : node["caches"_key].items()) {
        item.expectKeys({"key"_key, "ref"_key, "size"_key});
        repository.caches.append({item["key"_key].text(), item["ref"_key].text(), qint64(item["size"_key].number(0))});
    }
    for (const ScenarioNode &item : node["variables"_key].items()) {
        item.expectKeys({"name"_key, "value"_key, "environment"_key});
        repository.variables.append(
            {item["name"_key].text(), item["value"_key].text(QString()), item["environment"_key].text(QString())});
    }
    for (const ScenarioNode &item : node["secrets"_key].items()) {
        item.expectKeys({"name"_key, "environment"_key});
        repository.secrets.append({item["name"_key].text(), QString(), item["environment"_key].text(QString())});
    }
    for (const ScenarioNode &item : node["runners"_key].items()) {
        item.expectKeys({"name"_key, "os"_key, "labels"_key, "online"_key});
        repository.runners.append({item["name"_key].text(), item["os"_key].text(QStringLiteral("Linux")),
                                   item["labels"_key].texts(), item["online"_key].flag(true)});
    }
}

Scenario::Repository readRepository(const ScenarioNode &node)
{
    node.expectKeys({"name"_key, "host"_key, "description"_key, "defaultBranch"_key, "private"_key, "access"_key,
                     "tags"_key, "branches"_key, "workflows"_key, "environments"_key, "runs"_key, "activity"_key,
                     "pullRequests"_key, "caches"_key, "variables"_key, "secrets"_key, "runners"_key});
    Scenario::Repository repository;
    repository.name = readRepoName(node["name"_key]);
    repository.host = node["host"_key].text(QStringLiteral("github.com"));
    repository.description = node["description"_key].text(QString());
    repository.defaultBranch = node["defaultBranch"_key].text(QStringLiteral("main"));
    repository.isPrivate = node["private"_key].flag(false);
    repository.access = node["access"_key].texts();
    repository.tags = node["tags"_key].texts();
    repository.branches = node["branches"_key].texts();
    for (const ScenarioNode &workflow : node["workflows"_key].items())
        repository.workflows.append(readWorkflow(workflow));
    for (const ScenarioNode &run : node["runs"_key].items())
        repository.runs.append(readRun(run, repository));
    for (const ScenarioNode &item : node["pullRequests"_key].items()) {
        item.expectKeys({"number"_key, "branch"_key, "title"_key, "author"_key});
        repository.pullRequests.append({int(item["number"_key].number(0)), item["branch"_key].text(),
                                        item["title"_key].text(), item["author"_key].text()});
    }
    readActivity(node["activity"_key], repository);
    readSettings(node, repository);
    return repository;
}

void checkRuns(const ScenarioNode &node, const Scenario &scenario)
{
    for (int i = 0; i < scenario.repositories.size(); ++i) {
        const QList<Scenario::Run> &runs = scenario.repositories[i].runs;
        for (int j = 0; j < runs.size(); ++j) {
            if (runs[j].at < -scenario.history)
                node.items().at(i)["runs"_key].items().at(j)["at"_key].complain(
                    ScenarioNode::tr("must not be before the history"));
        }
    }
}

Scenario readScenario(const ScenarioNode &node)
{
    node.expectKeys({"seed"_key, "history"_key, "people"_key, "accounts"_key, "repositories"_key});
    Scenario scenario;
    scenario.seed = quint32(node["seed"_key].number(1));
    scenario.history = node["history"_key].duration(Seconds(0));
    for (const ScenarioNode &item : node["people"_key].items()) {
        item.expectKeys({"login"_key, "name"_key, "type"_key});
        const QString login = item["login"_key].text();
        scenario.people.append({login, item["name"_key].text(login), item["type"_key].text(QStringLiteral("User"))});
    }
    for (const ScenarioNode &item : node["accounts"_key].items()) {
        item.expectKeys({"login"_key, "host"_key, "token"_key, "teams"_key});
        scenario.accounts.append(
            {item["login"_key].text(), item["host"_key].text(), item["token"_key].text(), item["teams"_key].texts()});
    }
    for (const ScenarioNode &item : node["repositories"_key].items())
        scenario.repositories.append(readRepository(item));
    checkRuns(node["repositories"_key], scenario);
    if (scenario.repositories.isEmpty())
        node["repositories"_key].complain(ScenarioNode::tr("must name at least one repository"));
    return scenario;
}

} // namespace

Expected<Scenario> Scenario::parse(const QByteArray &json)
{
    QJsonParseError syntax;
    const QJsonDocument document = QJsonDocument::fromJson(json, &syntax);
    std::optional<Error> problem;
    const ScenarioNode root(document.object(), QString(), problem);
    if (document.isNull())
        root.complain(ScenarioNode::tr("is no JSON: %1 at byte %2").arg(syntax.errorString()).arg(syntax.offset));
    const Scenario scenario = readScenario(root);
    if (problem)
        return Unexpected(*problem);
    return scenario;
}

Expected<Scenario> Scenario::builtIn()
{
    initResource();
    QFile file(QStringLiteral(":/simulator/scenario.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        Error error;
        error.message = file.errorString();
        return Unexpected(error);
    }
    return parse(file.readAll());
}

QString Scenario::filledIn(QString text, const QHash<QString, QString> &row)
{
    for (auto it = row.begin(); it != row.end(); ++it)
        text.replace(QLatin1Char('{') + it.key() + QLatin1Char('}'), it.value());
    return text;
}

} // namespace Runlight
