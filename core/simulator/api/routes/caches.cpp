// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/router.h"

#include <algorithm>

namespace Runlight::Sim {

namespace {

QList<Cache> matching(const Call &call, bool wholeKey)
{
    const QString key = call.query("key");
    const QString ref = call.query("ref");
    QList<Cache> found;
    for (const Cache &cache : call.repository().caches) {
        const bool keyFits = wholeKey ? cache.key == key : cache.key.startsWith(key);
        if (keyFits && (ref.isEmpty() || cache.ref == ref))
            found.append(cache);
    }
    return found;
}

void sort(const Call &call, QList<Cache> &caches)
{
    const QString by = call.query("sort");
    const auto value = [&by](const Cache &cache) {
        if (by == QLatin1String("size_in_bytes"))
            return cache.size;
        return by == QLatin1String("created_at") ? cache.createdAt : cache.usedAt;
    };
    const bool ascending = call.query("direction") == QLatin1String("asc");
    std::stable_sort(caches.begin(), caches.end(), [&](const Cache &a, const Cache &b) {
        return ascending ? value(a) < value(b) : value(a) > value(b);
    });
}

Answer listCaches(Call &call)
{
    QList<Cache> caches = matching(call, false);
    sort(call, caches);
    return call.list("actions_caches", caches.size(), [&](qsizetype i) { return call.represent().cache(caches[i]); });
}

Answer usage(Call &call)
{
    qint64 size = 0;
    for (const Cache &cache : call.repository().caches)
        size += cache.size;
    return Answer::json(QJsonObject{{QStringLiteral("full_name"), call.repository().fullName()},
                                    {QStringLiteral("active_caches_size_in_bytes"), size},
                                    {QStringLiteral("active_caches_count"), call.repository().caches.size()}});
}

Answer deleteByKey(Call &call)
{
    const QList<Cache> doomed = matching(call, true);
    if (doomed.isEmpty())
        return Answer::notFound();
    const Answer answer =
        call.list("actions_caches", doomed.size(), [&](qsizetype i) { return call.represent().cache(doomed[i]); });
    call.repository().caches.removeIf([&](const Cache &cache) {
        return std::any_of(doomed.begin(), doomed.end(), [&](const Cache &each) { return each.id == cache.id; });
    });
    return answer;
}

Answer deleteById(Call &call)
{
    const qint64 id = call.number("cache_id");
    const auto removed = call.repository().caches.removeIf([id](const Cache &cache) { return cache.id == id; });
    return removed ? Answer::nothing() : Answer::notFound();
}

} // namespace

void addCacheRoutes(Router &router)
{
    router.add("GET", "/repos/{owner}/{repo}/actions/caches", listCaches);
    router.add("GET", "/repos/{owner}/{repo}/actions/cache/usage", usage);
    router.add("DELETE", "/repos/{owner}/{repo}/actions/caches", deleteByKey, "actions=write");
    router.add("DELETE", "/repos/{owner}/{repo}/actions/caches/{cache_id}", deleteById, "actions=write");
}

} // namespace Runlight::Sim
