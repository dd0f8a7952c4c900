// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"

#include <QDateTime>

namespace Runlight {

//! How far a repository event has come. Kept in the store by its word.
enum class EventState {
    Sending, //!< Written down; it may have been sent.
    Sent, //!< GitHub took it. What it has started is not told.
    Lost, //!< No answer came: it may have arrived or not, and nothing tells.
    Refused, //!< GitHub said no, with `message`: nothing was started.
};

//! The state's word in the store, for audit and logs: "sent". Not for people.
QLatin1String eventStateWord(EventState state);

//! One repository event sent by hand. Told apart by account, repository and correlation. Its payload is not kept.
struct EventRecord
{
    RepositoryRef ref;
    QString correlation; //!< The same for the same type and payload.
    QString type;
    EventState state = EventState::Sending;
    QDateTime askedAt; //!< UTC. When it was last written down to be sent.
    QString message; //!< Refused and Lost: GitHub's or the network's reason. Plain text.

    friend bool operator==(const EventRecord &, const EventRecord &) = default;
};

//! What came of writing an event down.
struct EventClaim
{
    EventRecord record; //!< The one now in the store.
    bool isNew = false; //!< It is the one given; else it was there before.
};

} // namespace Runlight
