// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/call.h"

#include "core/simulator/world.h"

#include <QJsonDocument>

namespace Runlight::Sim {

namespace {

// Where the client thinks the API begins: enterprise servers have it below a path.
QString apiRoot(const HttpRequest &request)
{
    const QUrl origin = request.url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    const bool enterprise = request.url.path().startsWith(QLatin1String("/api/v3/"));
    return origin.toString() + (enterprise ? QStringLiteral("/api/v3") : QString());
}

} // namespace

bool Visitor::maySee(const Repository &repository) const
{
    if (account && account->host != repository.plan->host)
        return false;
    return !repository.plan->isPrivate || mayChange(repository);
}

bool Visitor::mayChange(const Repository &repository) const
{
    return account && account->host == repository.plan->host && repository.plan->access.contains(account->login);
}

Call::Call(const HttpRequest &request, const Visitor &visitor, Server server)
    : m_request(request)
    , m_query(request.url)
    , m_visitor(visitor)
    , m_server(server)
    , m_represent(server.world, apiRoot(request))
{ }

QString Call::query(const char *name) const
{
    // Forms write a space as "+", which QUrl leaves alone.
    const QString encoded = m_query.queryItemValue(QLatin1String(name), QUrl::FullyEncoded);
    return QUrl::fromPercentEncoding(encoded.toUtf8().replace('+', ' '));
}

QJsonObject Call::body() const
{
    return QJsonDocument::fromJson(m_request.body).object();
}

Run *Call::run() const
{
    Run *run = world().run(number("run_id"));
    return run && run->repository == m_repository ? run : nullptr;
}

Job *Call::job(const char *name) const
{
    Job *job = world().job(number(name));
    return job && world().run(job->runId)->repository == m_repository ? job : nullptr;
}

Environment *Call::environment() const
{
    for (Environment &environment : m_repository->environments) {
        if (environment.plan->name == parameter("environment_name"))
            return &environment;
    }
    return nullptr;
}

Answer Call::list(const char *key, qsizetype count, const std::function<QJsonValue(qsizetype)> &item,
                  int defaultPerPage, int maxPerPage) const
{
    const int asked = query("per_page").toInt();
    const int perPage = asked > 0 ? qMin(asked, maxPerPage) : defaultPerPage;
    const int page = qMax(1, query("page").toInt());
    const qsizetype first = qsizetype(page - 1) * perPage;
    QJsonArray items;
    for (qsizetype i = first; i < qMin(count, first + perPage); ++i)
        items.append(item(i));
    Answer answer = key ? Answer::json(QJsonObject{{QStringLiteral("total_count"), count}, {QLatin1String(key), items}})
                        : Answer::json(items);
    const qsizetype pages = (count + perPage - 1) / perPage;
    if (pages > 1)
        answer.headers.append(HttpHeader{"Link", pageLinks(page, pages)});
    return answer;
}

QByteArray Call::pageLinks(int page, qsizetype pages) const
{
    const auto link = [this](qsizetype target, const char *relation) {
        QUrl url = m_request.url;
        QUrlQuery query = m_query;
        query.removeAllQueryItems(QStringLiteral("page"));
        query.addQueryItem(QStringLiteral("page"), QString::number(target));
        url.setQuery(query);
        return '<' + url.toEncoded() + ">; rel=\"" + relation + '"';
    };
    QByteArrayList links;
    if (page > 1)
        links.append(link(page - 1, "prev"));
    if (page < pages) {
        links.append(link(page + 1, "next"));
        links.append(link(pages, "last"));
    }
    if (page > 1)
        links.append(link(1, "first"));
    return links.join(", ");
}

void Call::setRoute(QHash<QString, QString> parameters, Repository *repository)
{
    m_parameters = std::move(parameters);
    m_repository = repository;
}

} // namespace Runlight::Sim
