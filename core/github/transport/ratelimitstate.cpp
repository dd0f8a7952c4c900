// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/ratelimitstate.h"

#include "core/github/transport/answerheaders.h"

#include <algorithm>
#include <limits>

namespace Runlight {

namespace {

using std::chrono::seconds;

constexpr seconds shortestPause{60};
constexpr seconds longestPause{3600};
// GitHub's servers disagree by a second or two on when the same window ends.
constexpr qint64 sameWindow = 5;

QDateTime after(const QDateTime &now, seconds wait)
{
    return now.addSecs(wait.count());
}

QDateTime onOurClock(qint64 serverTime, const AnswerHeaders &headers, const QDateTime &now)
{
    // Windows last an hour. What claims more is no time to wait for, but a clock or a server gone wrong.
    constexpr qint64 longestWindow = 2 * 3600;
    const QDateTime serverNow = headers.date();
    const qint64 left = serverTime - (serverNow.isValid() ? serverNow : now).toSecsSinceEpoch();
    return now.addSecs(std::min(left, longestWindow));
}

int toInt(std::optional<qint64> number)
{
    return int(std::min<qint64>(number.value_or(-1), std::numeric_limits<int>::max()));
}

bool namesSecondaryLimit(const QString &message)
{
    return message.contains(QLatin1String("secondary rate limit"), Qt::CaseInsensitive)
        || message.contains(QLatin1String("abuse detection"), Qt::CaseInsensitive);
}

} // namespace

QString RateLimitState::resourceOf(const QString &path)
{
    if (path.startsWith(QLatin1String("/search/code")))
        return QStringLiteral("code_search");
    if (path.startsWith(QLatin1String("/search/")))
        return QStringLiteral("search");
    return QStringLiteral("core");
}

bool RateLimitState::learn(const AnswerHeaders &headers, const QDateTime &now)
{
    const std::optional<qint64> total = headers.number("x-ratelimit-limit");
    const std::optional<qint64> remaining = headers.number("x-ratelimit-remaining");
    const std::optional<qint64> reset = headers.number("x-ratelimit-reset");
    if (!total || !remaining || !reset)
        return false;
    const QByteArray named = headers.value("x-ratelimit-resource");
    const QString resource = named.isEmpty() ? QStringLiteral("core") : QString::fromUtf8(named);

    Limit &known = m_limits[resource];
    const RateLimit before = known.shown;
    const bool isCurrent = before.isKnown() && before.resetAt > now;
    const bool isSameWindow = isCurrent && qAbs(*reset - known.serverReset) <= sameWindow;
    // Answers overtake each other: within a window only the lowest count is the latest.
    const bool isLate =
        isCurrent && ((isSameWindow && *remaining > before.remaining) || (!isSameWindow && *reset < known.serverReset));
    if (isLate)
        return false;
    const QDateTime resetAt = isSameWindow ? before.resetAt : onOurClock(*reset, headers, now);
    known.shown = {resource, toInt(total), toInt(remaining), toInt(headers.number("x-ratelimit-used")), resetAt};
    known.serverReset = isSameWindow ? known.serverReset : *reset;
    return known.shown != before;
}

std::optional<LimitHit> RateLimitState::refused(int status, const AnswerHeaders &headers, const QString &message,
                                                const QString &resource, const QDateTime &now)
{
    if (status != 403 && status != 429)
        return std::nullopt;
    const bool isSecondary = namesSecondaryLimit(message);
    if (!isSecondary && headers.number("x-ratelimit-remaining") == 0)
        return primaryHit(headers, resource, now);
    if (isSecondary || status == 429 || headers.retryAfter(now))
        return secondaryHit(headers, now);
    return std::nullopt;
}

LimitHit RateLimitState::primaryHit(const AnswerHeaders &headers, const QString &resource, const QDateTime &now)
{
    QDateTime until = after(now, shortestPause);
    if (const auto wait = headers.retryAfter(now))
        until = after(now, *wait);
    else if (const auto reset = headers.number("x-ratelimit-reset"))
        until = std::max(onOurClock(*reset, headers, now), after(now, seconds(1)));
    // The refusal may be counted under another name than the request was sent under.
    m_limits[resource].heldUntil = until;
    return {ErrorKind::RateLimited, until};
}

LimitHit RateLimitState::secondaryHit(const AnswerHeaders &headers, const QDateTime &now)
{
    // What was under way when the first refusal came is refused as well; that is one and the same hit.
    const bool isNew = !m_secondaryUntil.isValid() || m_secondaryUntil <= now;
    if (isNew)
        ++m_secondaryHits;
    const int doublings = std::clamp(m_secondaryHits - 1, 0, 10);
    const seconds pause = std::min(shortestPause * (1 << doublings), longestPause);
    const QDateTime until = after(now, headers.retryAfter(now).value_or(pause));
    m_secondaryUntil = isNew ? until : std::max(until, m_secondaryUntil);
    return {ErrorKind::SecondaryRateLimit, m_secondaryUntil};
}

QDateTime RateLimitState::heldUntil(const QString &resource, const QDateTime &now) const
{
    const Limit known = m_limits.value(resource);
    QDateTime until = m_secondaryUntil;
    const auto extend = [&until](const QDateTime &time) {
        if (time.isValid() && (!until.isValid() || time > until))
            until = time;
    };
    extend(known.heldUntil);
    if (known.shown.remaining == 0)
        extend(known.shown.resetAt);
    return until.isValid() && until > now ? until : QDateTime();
}

int RateLimitState::spare(const QString &resource, const QDateTime &now) const
{
    if (heldUntil(resource, now).isValid())
        return 0;
    const RateLimit known = m_limits.value(resource).shown;
    const bool isCurrent = known.isKnown() && known.resetAt > now;
    return isCurrent ? known.remaining : std::numeric_limits<int>::max();
}

} // namespace Runlight
