// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
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
    //! Calls \a done exactly once with what is kept under \a key, later, on the calling thread, unless \a context is gone.
    virtual void findResponse(const QString &key, QObject *context,
                              std::function<void(std::optional<CachedResponse>)> done) = 0;
    virtual void saveResponse(const QString &key, const CachedResponse &response) = 0;
};

} // namespace Runlight
