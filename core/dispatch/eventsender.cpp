// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/eventsender.h"

#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/github/github.h"
#include "core/store/store.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <utility>

namespace Runlight {

namespace {

// Blanks do not count for GitHub, but who pastes so much has pasted something else.
constexpr qsizetype longestPayloadText = 1 << 20;

QString eventKey(const EventRecord &record)
{
    const QStringList parts{record.ref.account.value, record.ref.repository.fullName().toLower(), record.correlation};
    return parts.join(QLatin1Char('\n'));
}

//! The same for the same event, however its payload was laid out.
QString correlationOf(const RepositoryEvent &event)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(event.type.toUtf8() + '\n');
    hash.addData(QJsonDocument(event.payload).toJson(QJsonDocument::Compact));
    return QString::fromLatin1(hash.result().toHex());
}

Error eventError(ErrorKind kind, const QString &message)
{
    Error error;
    error.kind = kind;
    error.message = message;
    return error;
}

QString placeText(const QByteArray &json, qsizetype offset)
{
    const QByteArray before = json.left(offset);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return EventSender::tr("line %1, column %2")
        .arg(before.count('\n') + 1)
        .arg(QString::fromUtf8(before.mid(lineStart)).size() + 1);
}

} // namespace

Expected<QJsonObject> parsePayload(const QString &text)
{
    if (text.size() > longestPayloadText)
        return Unexpected(eventError(ErrorKind::InvalidInputs, EventSender::tr("The payload is larger than 64 KB.")));
    if (text.trimmed().isEmpty())
        return QJsonObject();
    const QByteArray json = text.toUtf8();
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError)
        return Unexpected(eventError(ErrorKind::InvalidInputs,
                                     EventSender::tr("This is no JSON, %1: %2", "where, what is wrong there")
                                         .arg(placeText(json, problem.offset), problem.errorString())));
    if (!document.isObject())
        return Unexpected(
            eventError(ErrorKind::InvalidInputs, EventSender::tr("The payload has to be an object: {\"name\": …}")));
    // Whatever its type.
    if (const auto objection =
            DispatchesService::objectionTo(RepositoryEvent{QStringLiteral("any"), document.object()}))
        return Unexpected(*objection);
    return document.object();
}

EventSender::EventSender(Store &store, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
{ }

void EventSender::addAccount(const Account &account, GitHub &github)
{
    m_accounts.insert(account.id, &github);
    m_store.unfinishedEvents(account.id, this, [this](const Expected<QList<EventRecord>> &unfinished) {
        for (EventRecord record : unfinished.value_or(QList<EventRecord>())) {
            // Those of this session are under way.
            if (m_underway.contains(eventKey(record)))
                continue;
            record.state = EventState::Lost;
            record.message = tr("Runlight ended before the answer came.");
            conclude(record, QString(eventStateWord(record.state)));
        }
    });
}

//! Why \a request is not even sent.
std::optional<Error> EventSender::objectionTo(const EventRequest &request) const
{
    const GitHub *github = m_accounts.value(request.ref.account);
    if (!github)
        return eventError(ErrorKind::Unauthorized, tr("This account is not signed in."));
    // GitHub would answer as if there were no such repository.
    const auto scopes = github->client.tokenScopes();
    if (scopes && !scopes->contains(QLatin1String("repo")) && !scopes->contains(QLatin1String("public_repo"))) {
        Error error = eventError(ErrorKind::AccessDenied, tr("The token must not write to repositories."));
        error.neededPermission = QStringLiteral("repo");
        return error;
    }
    return DispatchesService::objectionTo(request.event);
}

void EventSender::send(const EventRequest &request, QObject *context, Done<EventResult> done)
{
    if (const std::optional<Error> objection = objectionTo(request)) {
        QMetaObject::invokeMethod(
            context, [done = std::move(done), objection] { done(Unexpected(*objection)); }, Qt::QueuedConnection);
        return;
    }
    EventRecord record;
    record.ref = request.ref;
    record.correlation = correlationOf(request.event);
    record.type = request.event.type;
    record.askedAt = m_clock.now();
    const QString key = eventKey(record);
    const bool hasJoined = m_underway.contains(key);
    Underway &wish = m_underway[key];
    wish.waiters.append({context, std::move(done), hasJoined});
    if (hasJoined)
        return;
    wish.record = record;
    wish.payload = request.event.payload;
    m_store.claimEvent(record, repeatWindow, request.again, this,
                       [this, key](const Expected<EventClaim> &claim) { claimed(key, claim); });
}

void EventSender::claimed(const QString &key, const Expected<EventClaim> &claim)
{
    const Underway wish = m_underway.value(key);
    if (!claim) {
        end(key, wish.record, false, claim.error());
        return;
    }
    if (!claim->isNew) {
        EventRecord known = claim->record;
        // It is of an earlier session: of this one it would be under way.
        if (known.state == EventState::Sending)
            known.state = EventState::Lost;
        end(key, known, true, {});
        return;
    }
    GitHub &github = *m_accounts.value(wish.record.ref.account);
    github.dispatches.repositoryEvent(wish.record.ref.repository, {wish.record.type, wish.payload},
                                      {this, Priority::Foreground},
                                      [this, key](const Expected<void> &answer) { answered(key, answer); });
}

void EventSender::answered(const QString &key, const Expected<void> &answer)
{
    EventRecord ended = m_underway.value(key).record;
    if (answer) {
        ended.state = EventState::Sent;
        conclude(ended, QStringLiteral("done"));
        end(key, ended, false, {});
        return;
    }
    Error error = answer.error();
    ended.message = error.message;
    if (error.outcomeUnknown) {
        ended.state = EventState::Lost;
        conclude(ended, QString(eventStateWord(ended.state)));
        end(key, ended, false, {});
        return;
    }
    ended.state = EventState::Refused;
    if (error.kind == ErrorKind::AccessDenied && error.neededPermission.isEmpty())
        error.neededPermission = QStringLiteral("contents=write");
    conclude(ended, errorKindName(error.kind));
    end(key, ended, false, error);
}

//! What has become of it, in the store and for the audit.
void EventSender::conclude(const EventRecord &ended, const QString &result)
{
    m_store.saveEvent(ended, this, [](const Expected<bool> &saved) {
        // The store tells of its own trouble; at the next start the event would be said to be lost.
        if (!saved)
            qCWarning(lcStore, "What came of an event is not written down: %s", qPrintable(saved.error().message));
    });
    CommandRecord audit;
    audit.at = ended.askedAt;
    audit.endedAt = m_clock.now();
    audit.account = ended.ref.account;
    audit.repository = ended.ref.repository;
    audit.action = QStringLiteral("repository_event");
    audit.details = QStringLiteral("type %1, correlation %2").arg(ended.type, ended.correlation);
    audit.result = result;
    audit.message = ended.message;
    Q_EMIT performed(audit);
}

void EventSender::end(const QString &key, const EventRecord &record, bool isRepeat, const std::optional<Error> &error)
{
    const Underway ended = m_underway.take(key);
    for (const Waiter &waiter : ended.waiters) {
        if (!waiter.context)
            continue;
        if (error)
            waiter.done(Unexpected(*error));
        else
            waiter.done(EventResult{record, isRepeat || waiter.hasJoined});
    }
}

} // namespace Runlight
