// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/objectreader.h"

#include <QCoreApplication>

#include <limits>

namespace Runlight::Parse {

Error fieldError(const QString &path)
{
    Error error;
    error.kind = ErrorKind::ParseError;
    error.field = path;
    error.message = path.isEmpty()
        ? QCoreApplication::translate("Parse", "The answer is not of the expected form.")
        : QCoreApplication::translate("Parse", "The field %1 of the answer is missing or not of the expected form.")
              .arg(path);
    return error;
}

QString joinedPath(const QString &parent, const QString &path)
{
    const bool direct = parent.isEmpty() || path.isEmpty() || path.startsWith(QLatin1Char('['));
    return direct ? parent + path : parent + QLatin1Char('.') + path;
}

ObjectReader::ObjectReader(const QJsonValue &json)
    : m_object(json.toObject())
{
    if (!json.isObject())
        fail(QString());
}

int ObjectReader::requiredNumber(QLatin1String key)
{
    const int found = count(key, -1);
    return noted(key, found < 0 ? std::nullopt : std::optional(found));
}

QString ObjectReader::requiredText(QLatin1String key)
{
    const QString found = text(key);
    return noted(key, found.isEmpty() ? std::nullopt : std::optional(found));
}

RepoName ObjectReader::requiredRepoName(QLatin1String key)
{
    return noted(key, RepoName::parse(text(key)));
}

QStringList ObjectReader::texts(QLatin1String key) const
{
    QStringList result;
    const QJsonArray found = array(key);
    for (const QJsonValue &item : found) {
        if (item.isString())
            result.append(item.toString());
    }
    return result;
}

int ObjectReader::count(QLatin1String key, int fallback) const
{
    const qint64 number = value(key).toInteger(-1);
    return number >= 0 && number <= std::numeric_limits<int>::max() ? int(number) : fallback;
}

qint64 ObjectReader::bigCount(QLatin1String key) const
{
    return std::max<qint64>(0, value(key).toInteger());
}

QDateTime ObjectReader::time(QLatin1String key) const
{
    const QDateTime found = QDateTime::fromString(text(key), Qt::ISODate);
    if (!found.isValid())
        return {};
    // A time without a zone is GitHub's, which is UTC, and not this machine's.
    return found.timeSpec() == Qt::LocalTime ? QDateTime(found.date(), found.time(), Qt::UTC) : found.toUTC();
}

QUrl ObjectReader::webUrl(QLatin1String key) const
{
    const QUrl url(text(key), QUrl::StrictMode);
    const bool isWeb = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    return isWeb && url.isValid() ? url : QUrl();
}

std::optional<qint64> ObjectReader::positive(QLatin1String key) const
{
    const qint64 number = value(key).toInteger();
    return number > 0 ? std::optional(number) : std::nullopt;
}

void ObjectReader::fail(const QString &path)
{
    if (!m_failed)
        m_failed = path;
}

} // namespace Runlight::Parse
