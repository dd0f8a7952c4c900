// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/represent.h"

#include "core/simulator/world.h"

#include <QDateTime>
#include <QUrl>

#include <array>

namespace Runlight::Sim {

namespace {

struct Link
{
    const char *name;
    const char *path; // After the URL of the thing itself.
};

template <std::size_t Count>
void addLinks(QJsonObject &object, const QString &url, const std::array<Link, Count> &links)
{
    for (const Link &link : links)
        object.insert(QLatin1String(link.name), url + QLatin1String(link.path));
}

constexpr std::array userLinks{
    Link{"followers_url", "/followers"},
    Link{"following_url", "/following{/other_user}"},
    Link{"gists_url", "/gists{/gist_id}"},
    Link{"starred_url", "/starred{/owner}{/repo}"},
    Link{"subscriptions_url", "/subscriptions"},
    Link{"organizations_url", "/orgs"},
    Link{"repos_url", "/repos"},
    Link{"events_url", "/events{/privacy}"},
    Link{"received_events_url", "/received_events"},
};

constexpr std::array repositoryPaths{
    Link{"archive_url", "/{archive_format}{/ref}"},
    Link{"assignees_url", "/assignees{/user}"},
    Link{"blobs_url", "/git/blobs{/sha}"},
    Link{"branches_url", "/branches{/branch}"},
    Link{"collaborators_url", "/collaborators{/collaborator}"},
    Link{"comments_url", "/comments{/number}"},
    Link{"commits_url", "/commits{/sha}"},
    Link{"compare_url", "/compare/{base}...{head}"},
    Link{"contents_url", "/contents/{+path}"},
    Link{"contributors_url", "/contributors"},
    Link{"deployments_url", "/deployments"},
    Link{"downloads_url", "/downloads"},
    Link{"events_url", "/events"},
    Link{"forks_url", "/forks"},
    Link{"git_commits_url", "/git/commits{/sha}"},
    Link{"git_refs_url", "/git/refs{/sha}"},
    Link{"git_tags_url", "/git/tags{/sha}"},
    Link{"hooks_url", "/hooks"},
    Link{"issue_comment_url", "/issues/comments{/number}"},
    Link{"issue_events_url", "/issues/events{/number}"},
    Link{"issues_url", "/issues{/number}"},
    Link{"keys_url", "/keys{/key_id}"},
    Link{"labels_url", "/labels{/name}"},
    Link{"languages_url", "/languages"},
    Link{"merges_url", "/merges"},
    Link{"milestones_url", "/milestones{/number}"},
    Link{"notifications_url", "/notifications{?since,all,participating}"},
    Link{"pulls_url", "/pulls{/number}"},
    Link{"releases_url", "/releases{/id}"},
    Link{"stargazers_url", "/stargazers"},
    Link{"statuses_url", "/statuses/{sha}"},
    Link{"subscribers_url", "/subscribers"},
    Link{"subscription_url", "/subscription"},
    Link{"tags_url", "/tags"},
    Link{"teams_url", "/teams"},
    Link{"trees_url", "/git/trees{/sha}"},
};

} // namespace

Represent::Represent(World &world, QString api)
    : m_world(world)
    , m_api(std::move(api))
{ }

QString Represent::nodeId(const char *kind, qint64 id)
{
    return QString::fromLatin1((QByteArray(kind) + QByteArray::number(id)).toBase64());
}

QJsonValue Represent::time(Moment moment)
{
    if (moment == 0)
        return QJsonValue::Null;
    // GitHub's times are whole seconds.
    return QDateTime::fromSecsSinceEpoch(moment / 1000, Qt::UTC).toString(Qt::ISODate);
}

QString Represent::repositoryUrl(const Repository &repository) const
{
    return m_api + QStringLiteral("/repos/") + repository.fullName();
}

QString Represent::repositoryPage(const Repository &repository) const
{
    return QStringLiteral("https://") + repository.plan->host + QLatin1Char('/') + repository.fullName();
}

QJsonObject Represent::user(const User &user) const
{
    // A bot's login has brackets, which no URL may hold.
    const QString name = QString::fromLatin1(QUrl::toPercentEncoding(user.login));
    const QString url = m_api + QStringLiteral("/users/") + name;
    QJsonObject json{
        {QStringLiteral("login"), user.login},
        {QStringLiteral("id"), user.id},
        {QStringLiteral("node_id"), nodeId("04:User", user.id)},
        {QStringLiteral("avatar_url"), QStringLiteral("https://avatars.example.com/u/%1?v=4").arg(user.id)},
        {QStringLiteral("gravatar_id"), QString()},
        {QStringLiteral("url"), url},
        {QStringLiteral("html_url"), QStringLiteral("https://github.com/") + name},
        {QStringLiteral("type"), user.type},
        {QStringLiteral("site_admin"), false},
    };
    addLinks(json, url, userLinks);
    return json;
}

QJsonObject Represent::fullUser(const User &who, int publicRepositories) const
{
    QJsonObject json = user(who);
    json.insert(QStringLiteral("name"), who.name);
    for (const char *empty : {"company", "location", "email", "hireable", "bio", "twitter_username"})
        json.insert(QLatin1String(empty), QJsonValue::Null);
    json.insert(QStringLiteral("blog"), QString());
    json.insert(QStringLiteral("public_repos"), publicRepositories);
    for (const char *count : {"public_gists", "followers", "following"})
        json.insert(QLatin1String(count), 0);
    const QJsonValue since = time(m_world.timeline.start() - qint64(700) * 24 * 3600 * 1000);
    json.insert(QStringLiteral("created_at"), since);
    json.insert(QStringLiteral("updated_at"), since);
    return json;
}

QJsonObject Represent::team(const QString &slug, const Repository &repository) const
{
    const QString owner = repository.owner->login;
    const QString url = m_api + QStringLiteral("/organizations/%1/team/%2").arg(repository.owner->id).arg(slug);
    return {
        {QStringLiteral("id"), qint64(qHash(slug) % 1'000'000)},
        {QStringLiteral("node_id"), nodeId("04:Team", repository.owner->id)},
        {QStringLiteral("name"), slug},
        {QStringLiteral("slug"), slug},
        {QStringLiteral("description"), QJsonValue::Null},
        {QStringLiteral("privacy"), QStringLiteral("closed")},
        {QStringLiteral("permission"), QStringLiteral("push")},
        {QStringLiteral("url"), url},
        {QStringLiteral("html_url"),
         QStringLiteral("https://%1/orgs/%2/teams/%3").arg(repository.plan->host, owner, slug)},
        {QStringLiteral("members_url"), url + QStringLiteral("/members{/member}")},
        {QStringLiteral("repositories_url"), url + QStringLiteral("/repos")},
        {QStringLiteral("type"), QStringLiteral("organization")},
        {QStringLiteral("parent"), QJsonValue::Null},
    };
}

QJsonObject Represent::repositoryLinks(const QString &fullName) const
{
    QJsonObject json;
    addLinks(json, m_api + QStringLiteral("/repos/") + fullName, repositoryPaths);
    return json;
}

QJsonObject Represent::minimalRepository(const Repository &repository) const
{
    const auto known = m_minimal.constFind(&repository);
    if (known != m_minimal.constEnd())
        return *known;
    const Scenario::Repository &plan = *repository.plan;
    QJsonObject json = repositoryLinks(repository.fullName());
    json.insert(QStringLiteral("id"), repository.id);
    json.insert(QStringLiteral("node_id"), nodeId("010:Repository", repository.id));
    json.insert(QStringLiteral("name"), plan.name.name);
    json.insert(QStringLiteral("full_name"), repository.fullName());
    json.insert(QStringLiteral("owner"), user(*repository.owner));
    json.insert(QStringLiteral("private"), plan.isPrivate);
    json.insert(QStringLiteral("html_url"), repositoryPage(repository));
    json.insert(QStringLiteral("description"), plan.description);
    json.insert(QStringLiteral("fork"), false);
    json.insert(QStringLiteral("url"), repositoryUrl(repository));
    m_minimal.insert(&repository, json);
    return json;
}

QJsonObject Represent::fullRepository(const Repository &repository, const QString &login) const
{
    QJsonObject json = minimalRepository(repository);
    const QString page = repositoryPage(repository);
    json.insert(QStringLiteral("default_branch"), repository.plan->defaultBranch);
    json.insert(QStringLiteral("visibility"),
                repository.plan->isPrivate ? QStringLiteral("private") : QStringLiteral("public"));
    for (const char *count : {"forks_count", "stargazers_count", "watchers_count", "open_issues_count", "forks",
                              "open_issues", "watchers", "subscribers_count", "network_count"})
        json.insert(QLatin1String(count), 0);
    json.insert(QStringLiteral("size"), 4096);
    for (const char *yes : {"has_issues", "has_projects", "has_wiki", "has_downloads"})
        json.insert(QLatin1String(yes), true);
    for (const char *no : {"has_pages", "has_discussions", "archived", "disabled", "is_template"})
        json.insert(QLatin1String(no), false);
    for (const char *nothing : {"homepage", "language", "license", "mirror_url"})
        json.insert(QLatin1String(nothing), QJsonValue::Null);
    json.insert(QStringLiteral("git_url"),
                QStringLiteral("git://%1/%2.git").arg(repository.plan->host, repository.fullName()));
    json.insert(QStringLiteral("ssh_url"),
                QStringLiteral("git@%1:%2.git").arg(repository.plan->host, repository.fullName()));
    json.insert(QStringLiteral("clone_url"), page + QStringLiteral(".git"));
    json.insert(QStringLiteral("svn_url"), page);
    json.insert(QStringLiteral("topics"), QJsonArray());
    json.insert(QStringLiteral("pushed_at"), time(repository.pushedAt));
    json.insert(QStringLiteral("updated_at"), time(repository.pushedAt));
    json.insert(QStringLiteral("created_at"), time(m_world.timeline.start() - qint64(500) * 24 * 3600 * 1000));
    const bool mayWrite = repository.plan->access.contains(login);
    QJsonObject permissions;
    for (const char *right : {"admin", "maintain", "push", "triage"})
        permissions.insert(QLatin1String(right), mayWrite);
    permissions.insert(QStringLiteral("pull"), true);
    json.insert(QStringLiteral("permissions"), permissions);
    return json;
}

QJsonObject Represent::headRepository(const Run &run) const
{
    if (run.headRepository.isEmpty())
        return minimalRepository(*run.repository);
    QJsonObject json = minimalRepository(*run.repository);
    const QJsonObject links = repositoryLinks(run.headRepository);
    for (auto it = links.begin(); it != links.end(); ++it)
        json.insert(it.key(), it.value());
    json.insert(QStringLiteral("id"), run.repository->id + 7);
    json.insert(QStringLiteral("full_name"), run.headRepository);
    json.insert(QStringLiteral("name"), run.headRepository.section(QLatin1Char('/'), 1));
    json.insert(QStringLiteral("owner"), user(*m_world.user(run.headRepository.section(QLatin1Char('/'), 0, 0))));
    json.insert(QStringLiteral("url"), m_api + QStringLiteral("/repos/") + run.headRepository);
    json.insert(QStringLiteral("html_url"),
                QStringLiteral("https://%1/%2").arg(run.repository->plan->host, run.headRepository));
    json.insert(QStringLiteral("fork"), true);
    return json;
}

QJsonObject Represent::branch(const Repository &repository, const QString &name) const
{
    const QString sha = World::hashOf(repository.fullName() + name);
    return {
        {QStringLiteral("name"), name},
        {QStringLiteral("commit"),
         QJsonObject{{QStringLiteral("sha"), sha},
                     {QStringLiteral("url"), repositoryUrl(repository) + QStringLiteral("/commits/") + sha}}},
        {QStringLiteral("protected"), name == repository.plan->defaultBranch},
    };
}

QJsonObject Represent::tag(const Repository &repository, const QString &name) const
{
    QJsonObject json = branch(repository, name);
    json.remove(QStringLiteral("protected"));
    json.insert(QStringLiteral("node_id"), nodeId("03:Ref", qint64(qHash(name))));
    json.insert(QStringLiteral("zipball_url"), repositoryUrl(repository) + QStringLiteral("/zipball/") + name);
    json.insert(QStringLiteral("tarball_url"), repositoryUrl(repository) + QStringLiteral("/tarball/") + name);
    return json;
}

QJsonObject Represent::ref(const Repository &repository, const QString &fullName) const
{
    const QString sha = World::hashOf(repository.fullName() + fullName.section(QLatin1Char('/'), 2));
    const QString git = repositoryUrl(repository) + QStringLiteral("/git/");
    return {
        {QStringLiteral("ref"), fullName},
        {QStringLiteral("node_id"), nodeId("03:Ref", qint64(qHash(fullName)))},
        {QStringLiteral("url"), git + fullName},
        {QStringLiteral("object"),
         QJsonObject{{QStringLiteral("type"), QStringLiteral("commit")},
                     {QStringLiteral("sha"), sha},
                     {QStringLiteral("url"), git + QStringLiteral("commits/") + sha}}},
    };
}

} // namespace Runlight::Sim
