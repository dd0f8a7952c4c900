// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/answerheaders.h"

#include <QDateTime>

#include <algorithm>

namespace Runlight {

namespace {

// A server's mistake in `Retry-After` must not silence an account for ever.
constexpr qint64 longestRetryAfter = 24 * 60 * 60;

QDateTime httpDate(const QByteArray &text)
{
    // Qt's RFC 2822 parser wants a numeric zone; HTTP dates are always GMT.
    QByteArray numericZone = text;
    numericZone.replace("GMT", "+0000");
    return QDateTime::fromString(QString::fromLatin1(numericZone), Qt::RFC2822Date).toUTC();
}

} // namespace

AnswerHeaders::AnswerHeaders(const Fields &fields)
{
    for (const auto &[name, value] : fields)
        m_fields.insert(name.toLower(), value.trimmed());
}

std::optional<qint64> AnswerHeaders::number(const QByteArray &name) const
{
    bool isNumber = false;
    const qint64 number = m_fields.value(name).toLongLong(&isNumber);
    return isNumber && number >= 0 ? std::optional(number) : std::nullopt;
}

QDateTime AnswerHeaders::date() const
{
    return httpDate(m_fields.value("date"));
}

std::optional<std::chrono::seconds> AnswerHeaders::retryAfter(const QDateTime &now) const
{
    std::optional<qint64> seconds = number("retry-after");
    if (!seconds) {
        const QDateTime until = httpDate(m_fields.value("retry-after"));
        if (!until.isValid())
            return std::nullopt;
        // Both dates are the server's, so that a wrong clock here does no harm.
        const QDateTime sent = date();
        seconds = (sent.isValid() ? sent : now).secsTo(until);
    }
    return std::chrono::seconds(std::clamp<qint64>(*seconds, 0, longestRetryAfter));
}

} // namespace Runlight
