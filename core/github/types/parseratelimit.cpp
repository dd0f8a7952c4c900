// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/objectreader.h"
#include "core/github/types/parse.h"

namespace Runlight::Parse {

using namespace Qt::StringLiterals;

namespace {

QDateTime resetTime(const ObjectReader &in)
{
    const int seconds = in.count("reset"_L1);
    return seconds > 0 ? QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC) : QDateTime();
}

} // namespace

Expected<QList<RateLimit>> rateLimits(const QJsonValue &json)
{
    const QJsonValue resources = json.toObject().value("resources"_L1);
    if (!resources.isObject())
        return Unexpected(fieldError(QStringLiteral("resources")));
    QList<RateLimit> limits;
    const QJsonObject object = resources.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const ObjectReader in(it.value());
        limits.append(
            {it.key(), in.count("limit"_L1, -1), in.count("remaining"_L1, -1), in.count("used"_L1, -1), resetTime(in)});
    }
    return limits;
}

} // namespace Runlight::Parse
