// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "samples.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace Runlight::Samples {

using namespace Qt::StringLiterals;

namespace {

QJsonObject object(const char *json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    Q_ASSERT(document.isObject());
    return document.object();
}

//! The first name or [index] of \a path, and what follows it.
std::pair<QString, QString> split(const QString &path)
{
    const auto end = path.indexOf(QLatin1Char('['), 1);
    const auto dot = path.indexOf(QLatin1Char('.'));
    if (dot >= 0 && (end < 0 || dot < end))
        return {path.left(dot), path.mid(dot + 1)};
    return end < 0 ? std::pair(path, QString()) : std::pair(path.left(end), path.mid(end));
}

QJsonValue inArray(QJsonArray array, const QString &first, const QString &rest, const QJsonValue &by)
{
    const int index = first.mid(1, first.size() - 2).toInt();
    if (rest.isEmpty() && by.isUndefined())
        array.removeAt(index);
    else
        array[index] = with(array.at(index), rest, by);
    return array;
}

} // namespace

QJsonValue with(const QJsonValue &value, const QString &path, const QJsonValue &by)
{
    if (path.isEmpty())
        return by;
    const auto [first, rest] = split(path);
    if (first.startsWith(QLatin1Char('[')))
        return inArray(value.toArray(), first, rest, by);
    QJsonObject object = value.toObject();
    if (rest.isEmpty() && by.isUndefined())
        object.remove(first);
    else
        object.insert(first, with(object.value(first), rest, by));
    return object;
}

QStringList pathsIn(const QJsonValue &value)
{
    QStringList paths;
    const auto add = [&](const QString &here, const QJsonValue &below) {
        paths.append(here);
        const QStringList inner = pathsIn(below);
        for (const QString &path : inner)
            paths.append(here + (path.startsWith(QLatin1Char('[')) ? QString() : u"."_s) + path);
    };
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        add(it.key(), it.value());
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i)
        add(u"[%1]"_s.arg(i), array.at(i));
    return paths;
}

QJsonObject user()
{
    return object(R"json({"login": "octocat", "id": 583231, "type": "User", "site_admin": false})json");
}

QJsonObject repository()
{
    return object(R"json({
        "id": 1296269, "name": "hello-world", "full_name": "octocat/hello-world", "private": true, "fork": true,
        "archived": true, "description": "Greets", "default_branch": "main", "pushed_at": "2026-01-26T19:06:43Z"
    })json");
}

QJsonObject workflow()
{
    return object(R"json({
        "id": 161335, "name": "CI", "path": ".github/workflows/ci.yml", "state": "disabled_inactivity",
        "created_at": "2025-01-08T23:48:37.000-08:00", "updated_at": "2026-01-08T23:50:21Z",
        "html_url": "https://github.com/octocat/hello-world/blob/main/.github/workflows/ci.yml"
    })json");
}

QJsonObject run()
{
    QJsonObject run = object(R"json({
        "id": 27123456789, "name": "CI", "path": ".github/workflows/ci.yml", "display_title": "Greet everybody",
        "run_number": 562, "run_attempt": 3, "status": "completed", "conclusion": "timed_out", "workflow_id": 161335,
        "event": "pull_request", "head_branch": "greet", "head_sha": "acb5820ced9479c074f688cc328bf03f341a511d",
        "head_repository": {"id": 7, "full_name": "friend/hello-world"},
        "pull_requests": [{"id": 1, "number": 12}, {"id": 2, "number": 34}],
        "created_at": "2026-01-22T19:33:08Z", "updated_at": "2026-01-22T20:03:08Z",
        "run_started_at": "2026-01-22T19:43:08Z",
        "html_url": "https://github.com/octocat/hello-world/actions/runs/27123456789"
    })json");
    run.insert(u"repository"_s, repository());
    run.insert(u"actor"_s, user());
    run.insert(u"triggering_actor"_s, object(R"json({"login": "dependabot[bot]", "id": 49699333, "type": "Bot"})json"));
    return run;
}

QJsonObject job()
{
    return object(R"json({
        "id": 399444496, "run_id": 27123456789, "run_attempt": 2, "name": "build (linux)", "status": "in_progress",
        "conclusion": null, "created_at": "2026-01-22T19:33:00Z", "started_at": "2026-01-22T19:33:08Z",
        "completed_at": null, "runner_name": "runner-7", "labels": ["ubuntu-24.04", "big"],
        "html_url": "https://github.com/octocat/hello-world/actions/runs/27123456789/job/399444496",
        "steps": [
            {"name": "Set up job", "status": "completed", "conclusion": "success", "number": 1,
             "started_at": "2026-01-22T09:33:08.000-10:00", "completed_at": "2026-01-22T19:33:10Z"},
            {"name": "Test", "status": "in_progress", "conclusion": null, "number": 4,
             "started_at": "2026-01-22T19:33:10Z", "completed_at": null}
        ]
    })json");
}

QJsonObject artifact()
{
    return object(R"json({
        "id": 11, "name": "logs", "size_in_bytes": 5000000000, "digest": "sha256:0c9b", "expired": true,
        "created_at": "2026-01-10T14:59:22Z", "expires_at": "2026-03-21T14:59:22Z", "workflow_run": {"id": 2332938}
    })json");
}

QJsonObject annotation()
{
    return object(R"json({
        "path": "src/greet.cpp", "start_line": 2, "end_line": 3, "annotation_level": "warning", "title": "Spelling",
        "message": "Did you mean \"hello\"?"
    })json");
}

QJsonObject pendingDeployment()
{
    return object(R"json({
        "environment": {"id": 161088068, "name": "production"}, "wait_timer": 30,
        "wait_timer_started_at": "2026-01-23T22:00:40Z", "current_user_can_approve": true,
        "reviewers": [{"type": "User", "reviewer": {"login": "octocat", "id": 1}},
                      {"type": "Team", "reviewer": {"id": 1, "name": "The Releasers", "slug": "the-releasers"}}]
    })json");
}

QJsonObject deploymentReview()
{
    return object(R"json({
        "state": "approved", "comment": "Ship it!", "user": {"login": "octocat", "id": 1, "type": "User"},
        "environments": [{"id": 161088068, "name": "staging"}, {"id": 161088069, "name": "production"}]
    })json");
}

QJsonObject environment()
{
    return object(R"json({
        "id": 161088068, "name": "production",
        "protection_rules": [
            {"id": 3736, "type": "wait_timer", "wait_timer": 30},
            {"id": 3755, "type": "required_reviewers",
             "reviewers": [{"type": "User", "reviewer": {"login": "octocat", "id": 1}}]},
            {"id": 3756, "type": "branch_policy"}
        ]
    })json");
}

QJsonObject rateLimits()
{
    return object(R"json({"resources": {
        "core": {"limit": 5000, "remaining": 4999, "used": 1, "reset": 1767225600},
        "search": {"limit": 30, "remaining": 18, "used": 12, "reset": 1767225700}
    }})json");
}

} // namespace Runlight::Samples
