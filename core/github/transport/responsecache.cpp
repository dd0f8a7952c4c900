// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/responsecache.h"

namespace Runlight {

ResponseCache::ResponseCache(ResponseStorage *storage, qsizetype maxBytes)
    : m_storage(storage)
    , m_memory(maxBytes)
{ }

void ResponseCache::find(const QString &key, QObject *context, std::function<void(std::optional<CachedResponse>)> done)
{
    if (const CachedResponse *hit = m_memory.object(key)) {
        done(*hit);
    } else if (!m_storage) {
        done(std::nullopt);
    } else {
        m_storage->findResponse(key, context, [this, key, done](std::optional<CachedResponse> found) {
            // A newer answer may have come while the storage was searched.
            if (const CachedResponse *newer = m_memory.object(key))
                found = *newer;
            else if (found)
                remember(key, *found);
            done(std::move(found));
        });
    }
}

void ResponseCache::save(const QString &key, const CachedResponse &response)
{
    remember(key, response);
    if (m_storage)
        m_storage->saveResponse(key, response);
}

void ResponseCache::remember(const QString &key, const CachedResponse &response)
{
    const qsizetype bytes = response.body.size() + response.etag.size() + key.size() * qsizetype(sizeof(QChar));
    m_memory.insert(key, new CachedResponse(response), bytes);
}

} // namespace Runlight
