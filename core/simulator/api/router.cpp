// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/router.h"

#include <QUrl>

namespace Runlight::Sim {

namespace {

bool isParameter(const QString &segment)
{
    return segment.startsWith(QLatin1Char('{'));
}

bool takesTheRest(const QString &segment)
{
    return segment.endsWith(QLatin1String("...}"));
}

} // namespace

void Router::add(const char *method, const char *pattern, Handler handler, const char *permission)
{
    const QString text = QString::fromLatin1(pattern);
    m_routes.push_back({method, text, text.split(QLatin1Char('/'), Qt::SkipEmptyParts), permission, handler});
}

std::optional<Router::Match> Router::find(const QByteArray &method, const QString &path) const
{
    const QStringList segments = path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (const Route &route : m_routes) {
        if (route.method == method && matches(route, segments))
            return Match{&route, parametersOf(route, segments)};
    }
    return std::nullopt;
}

bool Router::matches(const Route &route, const QStringList &segments)
{
    const bool open = takesTheRest(route.segments.last());
    if (open ? segments.size() < route.segments.size() : segments.size() != route.segments.size())
        return false;
    for (qsizetype i = 0; i < route.segments.size(); ++i) {
        if (!isParameter(route.segments[i]) && route.segments[i] != segments[i])
            return false;
    }
    return true;
}

QHash<QString, QString> Router::parametersOf(const Route &route, const QStringList &segments)
{
    QHash<QString, QString> parameters;
    for (qsizetype i = 0; i < route.segments.size(); ++i) {
        const QString &segment = route.segments[i];
        if (!isParameter(segment))
            continue;
        const bool rest = takesTheRest(segment);
        const QString value = rest ? segments.mid(i).join(QLatin1Char('/')) : segments[i];
        const QString name = segment.mid(1, segment.size() - (rest ? 5 : 2));
        parameters.insert(name, QUrl::fromPercentEncoding(value.toUtf8()));
    }
    return parameters;
}

} // namespace Runlight::Sim
