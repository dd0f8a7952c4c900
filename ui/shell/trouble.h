// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/monitor/monitor.h"

#include <QList>
#include <QUrl>

#include <optional>

namespace Runlight {

//! The click that mends a trouble.
enum class Mend {
    None, //!< It passes by itself.
    Retry,
    OpenUrl, //!< Trouble::url
    OpenFolder, //!< Trouble::url, a folder of this machine.
    StopWatching, //!< Trouble::repository
};

//! Something the user should know of, in words. Text from the network is in it: plain text only.
struct Trouble
{
    //! Worst first.
    enum class Kind { Offline, Tls, Unauthorized, Storage, Limited, Repository };

    Kind kind = Kind::Repository;
    QString title; //!< What happened.
    QString detail; //!< GitHub's own words where there are any, and what can be done.
    Mend mend = Mend::None;
    QString mendText; //!< The button's; empty for Mend::None.
    QUrl url;
    RepositoryRef repository;

    friend bool operator==(const Trouble &, const Trouble &) = default;
};

//! Its words and ours: the server's message where it gave one, and what can be done. Plain text only.
QString wordsOf(const Error &error);
//! As above, with another sentence about what can be done; it may be empty.
QString wordsOf(const Error &error, const QString &advice);

//! All that can be in a bad way.
struct TroubleSources
{
    MonitorStatus status;
    std::optional<Error> storeFailure;
    QString storeFile; //!< Empty for a store in memory.
    std::optional<Error> signInFailure; //!< Of an account that the monitor does not know yet.
};

//! Everything that is amiss at \a now (UTC), the worst first; each cause once, however many repositories suffer from
//! it.
QList<Trouble> troublesOf(const TroubleSources &sources, const QDateTime &now);

} // namespace Runlight
