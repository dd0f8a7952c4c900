// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"
#include "core/simulator/world.h"

#include <algorithm>

namespace Runlight::Sim {

namespace {

// Those that `keep` keeps, latest push first.
template <typename Keep>
std::vector<const Repository *> repositoriesBy(const Call &call, Keep keep)
{
    std::vector<const Repository *> found;
    for (const Repository &repository : call.world().repositories()) {
        if (keep(repository))
            found.push_back(&repository);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Repository *a, const Repository *b) { return a->pushedAt > b->pushedAt; });
    return found;
}

QJsonObject shown(const Call &call, const Repository &repository)
{
    const SimulatedAccount *account = call.visitor().account;
    return call.represent().fullRepository(repository, account ? account->login : QString());
}

Answer listOf(const Call &call, const std::vector<const Repository *> &found)
{
    return call.list(nullptr, qsizetype(found.size()),
                     [&](qsizetype i) { return shown(call, *found[std::size_t(i)]); });
}

Answer currentUser(Call &call)
{
    if (call.visitor().isAnonymous())
        return Answer::problem(401, QStringLiteral("Requires authentication"));
    const auto owned =
        repositoriesBy(call, [&](const Repository &repository) { return repository.owner == call.visitor().user; });
    return Answer::json(call.represent().fullUser(*call.visitor().user, int(owned.size())));
}

Answer currentUsersRepositories(Call &call)
{
    if (call.visitor().isAnonymous())
        return Answer::problem(401, QStringLiteral("Requires authentication"));
    return listOf(
        call, repositoriesBy(call, [&](const Repository &repository) { return call.visitor().mayChange(repository); }));
}

Answer ownersRepositories(Call &call)
{
    const QString owner = call.parameter("owner");
    return listOf(call, repositoriesBy(call, [&](const Repository &repository) {
                      return call.visitor().maySee(repository)
                          && repository.owner->login.compare(owner, Qt::CaseInsensitive) == 0;
                  }));
}

Answer getUser(Call &call)
{
    for (const Scenario::Person &person : call.world().scenario().people) {
        if (person.login.compare(call.parameter("username"), Qt::CaseInsensitive) == 0)
            return Answer::json(call.represent().fullUser(*call.world().user(person.login), 0));
    }
    return Answer::notFound();
}

Answer getRepository(Call &call)
{
    return Answer::json(shown(call, call.repository()));
}

bool matches(const Repository &repository, const QStringList &words)
{
    const QString text = repository.fullName() + QLatin1Char(' ') + repository.plan->description;
    return std::all_of(words.begin(), words.end(), [&](const QString &word) {
        const QString value = word.section(QLatin1Char(':'), 1);
        if (word.startsWith(QLatin1String("user:")) || word.startsWith(QLatin1String("org:")))
            return repository.owner->login.compare(value, Qt::CaseInsensitive) == 0;
        return !value.isEmpty() || text.contains(word, Qt::CaseInsensitive);
    });
}

Answer search(Call &call)
{
    const QStringList words = call.query("q").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return Answer::problem(422, QStringLiteral("Validation Failed"));
    const auto found = repositoriesBy(call, [&](const Repository &repository) {
        return call.visitor().maySee(repository) && matches(repository, words);
    });
    QJsonArray items;
    for (const Repository *repository : found) {
        QJsonObject item = shown(call, *repository);
        item.insert(QStringLiteral("score"), 1);
        items.append(item);
    }
    return Answer::json(QJsonObject{{QStringLiteral("total_count"), items.size()},
                                    {QStringLiteral("incomplete_results"), false},
                                    {QStringLiteral("items"), items}});
}

Answer listBranches(Call &call)
{
    const Repository &repository = call.repository();
    return call.list(nullptr, repository.branches.size(),
                     [&](qsizetype i) { return call.represent().branch(repository, repository.branches[i]); });
}

Answer listTags(Call &call)
{
    const Repository &repository = call.repository();
    const QStringList &tags = repository.plan->tags;
    return call.list(nullptr, tags.size(), [&](qsizetype i) { return call.represent().tag(repository, tags[i]); });
}

// Below "heads/" or "tags/" those that begin so, all of them at once.
Answer matchingRefs(Call &call)
{
    const Repository &repository = call.repository();
    const QString asked = QLatin1String("refs/") + call.parameter("ref");
    QJsonArray found;
    const auto add = [&](const char *folder, const QStringList &names) {
        for (const QString &name : names) {
            const QString ref = QLatin1String(folder) + name;
            if (ref.startsWith(asked))
                found.append(call.represent().ref(repository, ref));
        }
    };
    add("refs/heads/", repository.branches);
    add("refs/tags/", repository.plan->tags);
    return Answer::json(found);
}

} // namespace

void addRepositoryRoutes(Router &router)
{
    router.add("GET", "/user", currentUser);
    router.add("GET", "/user/repos", currentUsersRepositories);
    router.add("GET", "/users/{username}", getUser);
    router.add("GET", "/users/{owner}/repos", ownersRepositories);
    router.add("GET", "/orgs/{owner}/repos", ownersRepositories);
    router.add("GET", "/search/repositories", search);
    router.add("GET", "/repos/{owner}/{repo}", getRepository);
    router.add("GET", "/repos/{owner}/{repo}/branches", listBranches);
    router.add("GET", "/repos/{owner}/{repo}/tags", listTags);
    router.add("GET", "/repos/{owner}/{repo}/git/matching-refs/{ref...}", matchingRefs);
}

} // namespace Runlight::Sim
