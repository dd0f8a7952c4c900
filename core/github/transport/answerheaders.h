// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPair>

#include <chrono>
#include <optional>

class QDateTime;

namespace Runlight {

//! The header fields of one HTTP answer. Names are compared without regard to case.
class AnswerHeaders
{
public:
    using Fields = QList<QPair<QByteArray, QByteArray>>;

    AnswerHeaders() = default;
    explicit AnswerHeaders(const Fields &fields);

    //! The field's value, or nothing. \a name in lower case.
    QByteArray value(const QByteArray &name) const { return m_fields.value(name); }
    //! Whether there is such a field, be it empty.
    bool contains(const QByteArray &name) const { return m_fields.contains(name); }
    //! The field as a number that is not negative.
    std::optional<qint64> number(const QByteArray &name) const;
    //! The server's own time (`Date`), or an invalid time.
    QDateTime date() const;
    //! `Retry-After`, given in seconds or as a date, seen at \a now (UTC). Never negative, at most a day.
    std::optional<std::chrono::seconds> retryAfter(const QDateTime &now) const;

    friend bool operator==(const AnswerHeaders &, const AnswerHeaders &) = default;

private:
    QHash<QByteArray, QByteArray> m_fields;
};

} // namespace Runlight
