// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/accounts/account.h"
#include "core/base/expected.h"
#include "core/github/types/dispatch.h"
#include "core/store/commandrecords.h"
#include "core/store/eventrecord.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QPointer>

#include <chrono>

namespace Runlight {

class Clock;
class GitHub;
class Store;

//! A wish to send an event of one's own to a repository.
struct EventRequest
{
    RepositoryRef ref;
    RepositoryEvent event;
    bool again = false; //!< Also where the same was sent lately, or may have been: somebody has seen that and decided.
};

//! What came of it where something was, or may have been, sent.
struct EventResult
{
    EventRecord record; //!< Sent or Lost.
    bool isRepeat = false; //!< Nothing was sent now: this is what came of the same within the last 24 hours.
};

//! What \a text says as an event's payload; blank text: nothing. InvalidInputs, with the line and column of what is no
//! JSON, where it is not one object that GitHub would take.
Expected<QJsonObject> parsePayload(const QString &text);

//! Sends repository events, each wish once: what is to be sent is written to the store before it is. GitHub does not
//! tell what an event has started, so nothing can be looked up: what was lost, or cut off by the program's end, is said
//! to be so, and sent again only for somebody who knows. All on the GUI thread; the work behind it is asynchronous.
class EventSender : public QObject
{
    Q_OBJECT

public:
    //! The same type and payload again gives what came of the first for so long.
    static constexpr std::chrono::hours repeatWindow{24};

    //! \a store and \a clock must outlive this.
    EventSender(Store &store, Clock &clock, QObject *parent = nullptr);

    //! \a github must outlive this. What an earlier session was not told the end of is lost.
    void addAccount(const Account &account, GitHub &github);

    //! Sends an event, also where \a context is gone meanwhile. An error means that nothing was sent, or that GitHub
    //! refused it: InvalidInputs, AccessDenied (with the permission that is missing), RepositoryNotFound, RateLimited,
    //! … with GitHub's reason, Storage, Unauthorized; it may be sent again. The same while the first is under way is
    //! told the same, as a repeat.
    void send(const EventRequest &request, QObject *context, Done<EventResult> done);

Q_SIGNALS:
    //! An event has ended, once for each that was sent, whatever came of it: Store::addCommand(). Without its payload.
    void performed(const Runlight::CommandRecord &record);

private:
    struct Waiter
    {
        QPointer<QObject> context;
        Done<EventResult> done;
        bool hasJoined = false; //!< Asked for while another had asked before.
    };
    struct Underway
    {
        EventRecord record;
        QJsonObject payload;
        QList<Waiter> waiters;
    };

    std::optional<Error> objectionTo(const EventRequest &request) const;
    void claimed(const QString &key, const Expected<EventClaim> &claim);
    void answered(const QString &key, const Expected<void> &answer);
    void conclude(const EventRecord &ended, const QString &result);
    void end(const QString &key, const EventRecord &record, bool isRepeat, const std::optional<Error> &error);

    Store &m_store;
    Clock &m_clock;
    QHash<AccountId, GitHub *> m_accounts;
    QHash<QString, Underway> m_underway;
};

} // namespace Runlight
