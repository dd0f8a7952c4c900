// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/monitor/fakegithub.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>

namespace Runlight {

using namespace Qt::StringLiterals;

namespace {

QString isoTime(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

FakeAnswer answerWith(const QJsonValue &json)
{
    FakeAnswer answer;
    answer.body = (json.isArray() ? QJsonDocument(json.toArray()) : QJsonDocument(json.toObject()))
                      .toJson(QJsonDocument::Compact);
    return answer;
}

FakeAnswer notFound()
{
    FakeAnswer answer = answerWith(QJsonObject{{u"message"_s, u"Not Found"_s}});
    answer.status = 404;
    return answer;
}

QJsonObject list(const QString &key, const QJsonArray &items)
{
    return {{u"total_count"_s, items.size()}, {key, items}};
}

QJsonValue wordOrNull(const QString &word)
{
    return word.isEmpty() ? QJsonValue() : QJsonValue(word);
}

QJsonObject toJson(const QString &repository, const FakeGitHub::FakeRun &run)
{
    const QJsonObject actor{{u"id"_s, 1}, {u"login"_s, run.actor}, {u"type"_s, u"User"_s}};
    return {{u"id"_s, run.id},
            {u"name"_s, u"CI"_s},
            {u"workflow_id"_s, 7},
            {u"path"_s, u".github/workflows/ci.yml"_s},
            {u"display_title"_s, u"Change %1"_s.arg(run.id)},
            {u"run_number"_s, run.id - 1000},
            {u"run_attempt"_s, run.attempt},
            {u"status"_s, run.status},
            {u"conclusion"_s, wordOrNull(run.conclusion)},
            {u"event"_s, u"push"_s},
            {u"head_branch"_s, u"main"_s},
            {u"head_sha"_s, QString::number(run.id, 16).rightJustified(40, u'0')},
            {u"repository"_s, QJsonObject{{u"full_name"_s, repository}}},
            {u"head_repository"_s, QJsonObject{{u"full_name"_s, repository}}},
            {u"actor"_s, actor},
            {u"triggering_actor"_s, actor},
            {u"created_at"_s, isoTime(run.createdAt)},
            {u"updated_at"_s, isoTime(run.updatedAt)},
            {u"run_started_at"_s, isoTime(run.createdAt)}};
}

QJsonObject withBallast(QJsonObject json, int bytes)
{
    const QString address = u"https://api.github.com/repos/o/r/some/thing/that/has/an/address/like/this/%1"_s;
    QJsonObject addresses;
    for (int i = 0; i < bytes / 100; ++i)
        addresses.insert(u"address_url_%1"_s.arg(i), address.arg(i));
    if (bytes > 0)
        json.insert(u"head_commit"_s, addresses);
    return json;
}

QJsonObject toJson(const FakeGitHub::FakeRun &run, const FakeGitHub::FakeJob &job)
{
    QJsonArray steps;
    for (int number = 1; number <= job.steps; ++number)
        steps.append(QJsonObject{{u"number"_s, number},
                                 {u"name"_s, u"Step %1"_s.arg(number)},
                                 {u"status"_s, u"completed"_s},
                                 {u"conclusion"_s, u"success"_s}});
    return {{u"id"_s, job.id},
            {u"run_id"_s, run.id},
            {u"run_attempt"_s, job.attempt},
            {u"name"_s, u"Job %1"_s.arg(job.id)},
            {u"status"_s, job.status},
            {u"conclusion"_s, wordOrNull(job.conclusion)},
            {u"steps"_s, steps}};
}

QJsonArray jobsOf(const FakeGitHub::FakeRun &run, int attempt)
{
    QJsonArray jobs;
    for (const auto &job : run.jobs)
        if (job.attempt == attempt)
            jobs.append(toJson(run, job));
    return jobs;
}

QJsonArray artifactsOf(const FakeGitHub::FakeRun &run)
{
    QJsonArray artifacts;
    for (const QString &name : run.artifacts)
        artifacts.append(QJsonObject{{u"id"_s, run.id * 100 + artifacts.size()}, {u"name"_s, name}});
    return artifacts;
}

QJsonArray waitsOf(const FakeGitHub::FakeRun &run)
{
    QJsonArray waits;
    for (const QString &name : run.waitsFor) {
        const QJsonObject environment{{u"id"_s, 1 + waits.size()}, {u"name"_s, name}};
        waits.append(QJsonObject{{u"environment"_s, environment}, {u"current_user_can_approve"_s, true}});
    }
    return waits;
}

} // namespace

FakeGitHub::FakeGitHub(Clock &clock)
    : m_clock(clock)
{ }

FakeAnswer FakeGitHub::answer(const FakeRequest &request)
{
    const QString path = request.url.path();
    m_seen.append(Seen{path});
    if (m_fault)
        if (const auto fault = m_fault(request))
            return *fault;
    FakeAnswer answer = resource(path, QUrlQuery(request.url));
    const QByteArray etag = '"' + QCryptographicHash::hash(answer.body, QCryptographicHash::Sha1).toHex() + '"';
    if (answer.status == 200 && request.headers.rawHeader("If-None-Match") == etag) {
        answer.status = 304;
        answer.body.clear();
        m_seen.last().isCounted = false;
    }
    if (answer.status != 404)
        answer.headers.append({"ETag", etag});
    addLimits(answer, m_seen.last().isCounted);
    return answer;
}

void FakeGitHub::addLimits(FakeAnswer &answer, bool isCounted)
{
    if (!m_resetAt.isValid() || m_clock.now() >= m_resetAt) {
        m_resetAt = m_clock.now().addSecs(3600);
        m_used = 0;
    }
    m_used += isCounted ? 1 : 0;
    answer.headers.append({"x-ratelimit-limit", QByteArray::number(m_limit)});
    answer.headers.append({"x-ratelimit-used", QByteArray::number(m_used)});
    answer.headers.append({"x-ratelimit-remaining", QByteArray::number(m_limit - m_used)});
    answer.headers.append({"x-ratelimit-reset", QByteArray::number(m_resetAt.toSecsSinceEpoch())});
    answer.headers.append({"x-ratelimit-resource", QByteArray("core")});
}

FakeAnswer FakeGitHub::resource(const QString &path, const QUrlQuery &query)
{
    static const QRegularExpression below(u"^/repos/([^/]+/[^/]+)/(actions/runs/(\\d+)(.*)|.*)$"_s);
    const QRegularExpressionMatch match = below.match(path);
    const QString repository = match.captured(1);
    if (!m_runs.contains(repository))
        return notFound();
    if (match.captured(2) == "actions/runs"_L1)
        return runList(repository, query);
    if (match.captured(2) == "actions/workflows"_L1)
        return answerWith(list(u"workflows"_s, {QJsonObject{{u"id"_s, 7}, {u"name"_s, u"CI"_s}}}));
    if (match.captured(2).endsWith("/annotations"_L1))
        return answerWith(QJsonArray{QJsonObject{{u"annotation_level"_s, u"failure"_s}, {u"message"_s, u"Broken"_s}}});
    for (const FakeRun &run : std::as_const(m_runs[repository]))
        if (QString::number(run.id) == match.captured(3))
            return runResource(repository, run, match.captured(4));
    return notFound();
}

FakeAnswer FakeGitHub::runResource(const QString &repository, const FakeRun &run, const QString &rest)
{
    static const QRegularExpression ofAttempt(u"^/attempts/(\\d+)(/jobs)?$"_s);
    if (rest.isEmpty())
        return answerWith(toJson(repository, run));
    if (rest == "/jobs"_L1)
        return answerWith(list(u"jobs"_s, jobsOf(run, run.attempt)));
    if (rest == "/artifacts"_L1)
        return answerWith(list(u"artifacts"_s, artifactsOf(run)));
    if (rest == "/pending_deployments"_L1)
        return answerWith(waitsOf(run));
    const QRegularExpressionMatch match = ofAttempt.match(rest);
    const int attempt = match.captured(1).toInt();
    if (!match.hasMatch() || attempt > run.attempt)
        return notFound();
    if (!match.captured(2).isEmpty())
        return answerWith(list(u"jobs"_s, jobsOf(run, attempt)));
    FakeRun past = run;
    past.attempt = attempt;
    past.status = u"completed"_s;
    past.conclusion = u"failure"_s;
    return answerWith(toJson(repository, past));
}

FakeAnswer FakeGitHub::runList(const QString &repository, const QUrlQuery &query)
{
    const QList<FakeRun> &runs = m_runs[repository];
    const int perPage = std::max(1, query.queryItemValue(u"per_page"_s).toInt());
    const int page = std::max(1, query.queryItemValue(u"page"_s).toInt());
    QJsonArray items;
    for (const FakeRun &run : runs.mid((page - 1) * perPage, perPage))
        items.append(withBallast(toJson(repository, run), m_ballast));
    QJsonObject json = list(u"workflow_runs"_s, items);
    json[u"total_count"_s] = runs.size();
    FakeAnswer answer = answerWith(json);
    if (page * perPage < runs.size())
        answer.headers.append(
            {"Link",
             u"<https://api.github.com/repos/%1/actions/runs?per_page=%2&page=%3>; rel=\"next\""_s.arg(repository)
                 .arg(perPage)
                 .arg(page + 1)
                 .toUtf8()});
    return answer;
}

FakeGitHub::FakeRun &FakeGitHub::addRun(const QString &repository, const QString &status, const QString &conclusion)
{
    FakeRun run;
    run.id = ++m_lastId;
    run.status = status;
    run.conclusion = conclusion;
    run.createdAt = run.updatedAt = m_clock.now();
    m_runs[repository].prepend(run);
    return m_runs[repository].first();
}

FakeGitHub::FakeRun &FakeGitHub::addOldRun(const QString &repository, std::chrono::milliseconds age)
{
    FakeRun &run = addRun(repository, u"completed"_s, u"success"_s);
    run.createdAt = run.updatedAt = m_clock.now().addMSecs(-age.count());
    return run;
}

FakeGitHub::FakeRun &FakeGitHub::run(qint64 id)
{
    for (auto &runs : m_runs)
        for (FakeRun &run : runs)
            if (run.id == id)
                return run;
    qFatal("No run %lld", id);
}

void FakeGitHub::move(qint64 id, const QString &status, const QString &conclusion)
{
    FakeRun &moved = run(id);
    moved.status = status;
    moved.conclusion = conclusion;
    moved.updatedAt = m_clock.now();
}

void FakeGitHub::rerun(qint64 id)
{
    move(id, u"queued"_s);
    ++run(id).attempt;
}

void FakeGitHub::removeRun(qint64 id)
{
    for (auto &runs : m_runs)
        runs.removeIf([id](const FakeRun &run) { return run.id == id; });
}

int FakeGitHub::requests(const QString &part) const
{
    return int(std::count_if(m_seen.begin(), m_seen.end(), [&](const Seen &seen) { return seen.path.contains(part); }));
}

int FakeGitHub::counted(const QString &part) const
{
    return int(std::count_if(m_seen.begin(), m_seen.end(),
                             [&](const Seen &seen) { return seen.isCounted && seen.path.contains(part); }));
}

} // namespace Runlight
