// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/filtertokens.h"

#include <algorithm>

namespace Runlight {

namespace {

//! Reads one token from \a start on, which is no space.
FilterToken readToken(const QString &text, qsizetype start)
{
    FilterToken token;
    token.start = start;
    FilterValue value;
    value.start = start;
    bool quoted = false;
    bool wasQuoted = false;
    qsizetype i = start;
    const auto endValue = [&] {
        value.length = i - value.start;
        token.values.append(value);
        value = {QString(), i + 1, 0};
    };
    for (; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QLatin1Char('"')) {
            quoted = !quoted;
            wasQuoted = true;
        } else if (!quoted && c.isSpace()) {
            break;
        } else if (!quoted && !wasQuoted && c == QLatin1Char(':') && !token.hasKey() && i > start) {
            token.key = value.text.toLower();
            value = {QString(), i + 1, 0};
        } else if (!quoted && c == QLatin1Char(',') && token.hasKey()) {
            endValue();
        } else {
            value.text += c;
        }
    }
    endValue();
    token.length = i - start;
    return token;
}

} // namespace

QList<FilterToken> filterTokens(const QString &text)
{
    QList<FilterToken> tokens;
    qsizetype i = 0;
    while (i < text.size()) {
        if (text[i].isSpace()) {
            ++i;
            continue;
        }
        tokens.append(readToken(text, i));
        i = tokens.last().end();
    }
    return tokens;
}

QString quotedFilterValue(const QString &value)
{
    const bool plain = std::none_of(value.begin(), value.end(), [](QChar c) {
        return c.isSpace() || c == QLatin1Char(',') || c == QLatin1Char(':');
    });
    return plain && !value.isEmpty() ? value : QLatin1Char('"') + value + QLatin1Char('"');
}

} // namespace Runlight
