// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/eventtable.h"

#include "core/store/database.h"
#include "core/store/runrows.h"

namespace Runlight {

namespace {

constexpr std::pair<EventState, const char *> eventStates[] = {
    {EventState::Sending, "sending"},
    {EventState::Sent, "sent"},
    {EventState::Lost, "lost"},
    {EventState::Refused, "refused"},
};

const QString selectEvents =
    QStringLiteral("SELECT account, owner, name, correlation, event_type, state, asked_at, message "
                   "FROM repository_events CROSS JOIN accounts USING (account_key) ");

//! Lost for a word that we do not know: nothing is sent again for it.
EventState eventStateFromWord(const QString &word)
{
    for (const auto &[state, known] : eventStates) {
        if (word == QLatin1String(known))
            return state;
    }
    return EventState::Lost;
}

QList<EventRecord> readEvents(Rows rows)
{
    QList<EventRecord> records;
    while (rows.next())
        records.append({{AccountId{rows.text(0)}, RepoName{rows.text(1), rows.text(2)}},
                        rows.text(3),
                        rows.text(4),
                        eventStateFromWord(rows.text(5)),
                        rows.time(6),
                        rows.text(7)});
    return records;
}

} // namespace

QLatin1String eventStateWord(EventState state)
{
    for (const auto &[known, word] : eventStates) {
        if (known == state)
            return QLatin1String(word);
    }
    return {};
}

EventClaim claimEvent(Database &database, const EventRecord &wanted, std::chrono::milliseconds window, bool again)
{
    const qint64 account = accountKey(database, wanted.ref.account);
    // A clock that was ahead must not make an event the same for ever.
    database.exec(
        QStringLiteral("DELETE FROM repository_events WHERE account_key = ? AND (asked_at <= ? OR asked_at > ?) "
                       "AND state != 'sending'"),
        account, wanted.askedAt.addMSecs(-qint64(window.count())), wanted.askedAt.addMSecs(qint64(window.count())));
    const QList<EventRecord> known = readEvents(database.select(
        selectEvents
            + QStringLiteral("WHERE repository_events.account_key = ? AND owner = ? AND name = ? AND correlation = ?"),
        account, wanted.ref.repository.owner, wanted.ref.repository.name, wanted.correlation));
    if (!known.isEmpty() && known.first().state != EventState::Refused && !again)
        return {known.first(), false};
    saveEvent(database, wanted);
    return {wanted, true};
}

bool saveEvent(Database &database, const EventRecord &record)
{
    static const QString sql =
        QStringLiteral("INSERT OR REPLACE INTO repository_events (account_key, owner, name, correlation, event_type, "
                       "state, asked_at, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    return database.exec(sql, accountKey(database, record.ref.account), record.ref.repository.owner,
                         record.ref.repository.name, record.correlation, record.type,
                         QString(eventStateWord(record.state)), record.askedAt, record.message)
        > 0;
}

QList<EventRecord> unfinishedEvents(Database &database, const AccountId &account)
{
    return readEvents(database.select(
        selectEvents + QStringLiteral("WHERE account = ? AND state = 'sending' ORDER BY asked_at"), account.value));
}

} // namespace Runlight
