// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/types/reponame.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLatin1String>
#include <QStringList>

#include <optional>

namespace Runlight::Parse {

//! The ParseError of the field at \a path; an empty path is the value itself.
Error fieldError(const QString &path);
//! \a path below \a parent: "steps[2]" and "number" give "steps[2].number".
QString joinedPath(const QString &parent, const QString &path);

//! Calls \a parse on each of \a array; the first failure names its item below \a path.
template <typename T, typename Parser>
Expected<QList<T>> items(const QJsonArray &array, const QString &path, Parser parse)
{
    QList<T> result;
    result.reserve(array.size());
    for (qsizetype i = 0; i < array.size(); ++i) {
        Expected<T> item = parse(array.at(i));
        if (!item)
            return Unexpected(fieldError(joinedPath(path + QStringLiteral("[%1]").arg(i), item.error().field)));
        result.append(std::move(*item));
    }
    return result;
}

//! Reads the fields of one JSON object. The required… functions note the first field that is missing or wrong, so that
//! a parse function reads straight through and asks for the result() at its end; all others fall back.
class ObjectReader
{
public:
    explicit ObjectReader(const QJsonValue &json);

    template <typename IdType>
    IdType requiredId(QLatin1String key)
    {
        return IdType{noted(key, positive(key))};
    }
    int requiredNumber(QLatin1String key); //!< From 0.
    QString requiredText(QLatin1String key);
    RepoName requiredRepoName(QLatin1String key);
    //! What \a parse makes of the value at \a key.
    template <typename T, typename Parser>
    T required(QLatin1String key, Parser parse)
    {
        return taken(key, Expected<T>(parse(value(key))));
    }
    //! Empty where there is no array; the items that it has must be good.
    template <typename T, typename Parser>
    QList<T> list(QLatin1String key, Parser parse)
    {
        return taken(QLatin1String(), items<T>(array(key), key, parse));
    }

    QJsonValue value(QLatin1String key) const { return m_object.value(key); }
    QJsonArray array(QLatin1String key) const { return value(key).toArray(); }
    //! A reader without any field where there is no object.
    ObjectReader object(QLatin1String key) const { return ObjectReader(value(key)); }
    template <typename IdType>
    IdType id(QLatin1String key) const
    {
        return IdType{positive(key).value_or(0)};
    }
    QString text(QLatin1String key) const { return value(key).toString(); }
    QStringList texts(QLatin1String key) const;
    bool flag(QLatin1String key) const { return value(key).toBool(); }
    //! A number of things; \a fallback where it is none, negative or too large.
    int count(QLatin1String key, int fallback = 0) const;
    qint64 bigCount(QLatin1String key) const;
    QDateTime time(QLatin1String key) const; //!< In UTC.
    QUrl webUrl(QLatin1String key) const; //!< Only http and https: it may be opened one day.

    //! \a value, or the error of the first required field that failed.
    template <typename T>
    Expected<T> result(T value) const
    {
        if (m_failed)
            return Unexpected(fieldError(*m_failed));
        return value;
    }

private:
    std::optional<qint64> positive(QLatin1String key) const;
    void fail(const QString &path);

    template <typename T>
    T noted(QLatin1String key, std::optional<T> found)
    {
        if (!found)
            fail(key);
        return std::move(found).value_or(T());
    }
    template <typename T>
    T taken(QLatin1String key, Expected<T> parsed)
    {
        if (!parsed)
            fail(joinedPath(key, parsed.error().field));
        return std::move(parsed).value_or(T());
    }

    QJsonObject m_object;
    std::optional<QString> m_failed;
};

} // namespace Runlight::Parse
