// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QCache>
#include <QObject>
#include <QString>
#include <QUrl>

#include <functional>
#include <optional>

namespace Runlight {

//! What a conditional request needs of the last answer.
struct CachedResponse
{
    QByteArray etag; //!< With its quotes, and W/ where weak.
    QByteArray body;
    QUrl next; //!< The page's `Link: rel="next"`.
};

//! Where ETags and bodies outlive the process. Implemented by core/store; ResponseCache keeps the newest in memory.
class ResponseStorage
{
public:
    virtual ~ResponseStorage() = default;
    //! Calls \a done exactly once with what is kept under \a key, later, on the calling thread, unless \a context is
    //! gone.
    virtual void findResponse(const QString &key, QObject *context,
                              std::function<void(std::optional<CachedResponse>)> done) = 0;
    virtual void saveResponse(const QString &key, const CachedResponse &response) = 0;
};

//! The last answers with an ETag, for conditional requests. The newest are kept in memory, least recently used dropped
//! first; all go to the storage as well. Shared between clients of one thread.
class ResponseCache
{
public:
    static constexpr qsizetype defaultMaxBytes = 16 * 1024 * 1024;

    //! \a storage may be null: memory only. Else it must outlive this. \a maxBytes bounds what memory holds.
    explicit ResponseCache(ResponseStorage *storage = nullptr, qsizetype maxBytes = defaultMaxBytes);

    //! Calls \a done exactly once, unless \a context is gone: at once where memory has the answer or there is no
    //! storage to ask, later otherwise.
    void find(const QString &key, QObject *context, std::function<void(std::optional<CachedResponse>)> done);
    void save(const QString &key, const CachedResponse &response);

private:
    void remember(const QString &key, const CachedResponse &response);

    ResponseStorage *m_storage;
    QCache<QString, CachedResponse> m_memory; // Costs are bytes.
};

} // namespace Runlight
