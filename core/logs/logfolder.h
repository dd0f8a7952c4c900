// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/logcache.h"
#include "core/logs/partfile.h"

#include <QHash>
#include <QObject>

#include <map>
#include <optional>

namespace Runlight {

//! The folder of a LogCache and all that is done to it, on the cache's own thread. Every `now` is UTC.
class LogFolder : public QObject
{
public:
    LogFolder(const QString &root, qint64 maxBytes);
    ~LogFolder() override;

    //! Takes stock, and sweeps away what was left unfinished more than a day ago.
    void open(const QDateTime &now);

    //! The log at \a path if it is there; marks it as used.
    std::optional<CachedLog> find(const QString &path, const QDateTime &now);
    Expected<QString> insert(const QString &path, const QString &file, const std::vector<StepStart> &steps,
                             const QDateTime &now);

    //! The logs in the attempts' folders of \a runFolder, up to \a attempt.
    void removeAttempts(const QString &runFolder, int attempt);

    //! Begins to write \a part; the number is the caller's.
    Expected<void> begin(quint64 writer, const QString &part);
    //! How much is in the file now, and why not all that was to be.
    struct Written
    {
        qint64 bytes = 0;
        std::optional<Error> error;
    };
    Written write(quint64 writer, const QByteArray &bytes);
    Expected<QString> commit(quint64 writer, const QString &path, const QDateTime &now);
    void abandon(quint64 writer);

    void pin(const QString &path) { ++m_pins[path]; }
    void unpin(const QString &path);

private:
    struct Entry
    {
        qint64 bytes = 0;
        qint64 usedAt = 0; //!< ms since the epoch; on disk it is the file's access time.
    };

    void add(const QString &path, const QDateTime &now);
    void forget(const QString &path);
    void makeRoom(const QString &kept = {});
    void evict(const QString &path);

    const QString m_root;
    const qint64 m_maxBytes;
    QHash<QString, Entry> m_entries;
    QHash<QString, int> m_pins;
    std::map<quint64, std::unique_ptr<PartFile>> m_parts;
    qint64 m_bytes = 0; //!< Of the entries.
};

} // namespace Runlight
