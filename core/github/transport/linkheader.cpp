// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/linkheader.h"

namespace Runlight {

namespace {

bool isNext(const QByteArray &parameter)
{
    const qsizetype equals = parameter.indexOf('=');
    if (equals < 0 || parameter.left(equals).trimmed().toLower() != "rel")
        return false;
    QByteArray value = parameter.mid(equals + 1).trimmed();
    value.replace('"', "");
    return value.toLower().split(' ').contains("next");
}

bool hasNext(const QByteArray &parameters)
{
    const QList<QByteArray> all = parameters.split(';');
    return std::any_of(all.begin(), all.end(), isNext);
}

} // namespace

QUrl nextLink(const QByteArray &header, const QUrl &from)
{
    // Targets may hold commas and semicolons, so links are told apart by their angle brackets.
    for (qsizetype open = header.indexOf('<'); open >= 0;) {
        const qsizetype close = header.indexOf('>', open);
        if (close < 0)
            return {};
        const qsizetype following = header.indexOf('<', close);
        const qsizetype end = following < 0 ? header.size() : following;
        // The comma before the following link would else belong to the last parameter.
        QByteArray parameters = header.mid(close + 1, end - close - 1).trimmed();
        if (parameters.endsWith(','))
            parameters.chop(1);
        if (hasNext(parameters))
            return from.resolved(QUrl::fromEncoded(header.mid(open + 1, close - open - 1), QUrl::StrictMode));
        open = following;
    }
    return {};
}

} // namespace Runlight
