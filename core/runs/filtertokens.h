// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace Runlight {

//! One value of a token, with its place in the text (quotes included there, but not in `text`).
struct FilterValue
{
    QString text;
    qsizetype start = 0;
    qsizetype length = 0;
};

//! A stretch of filter text between spaces that are not quoted: `word`, `"two words"` or `key:value,"value two"`.
struct FilterToken
{
    QString key; //!< Lower case; null where there is no colon outside quotes.
    QList<FilterValue> values; //!< Empty ones included: "branch:" has one. Exactly one without a key.
    qsizetype start = 0;
    qsizetype length = 0;

    bool hasKey() const { return !key.isNull(); }
    qsizetype end() const { return start + length; }
};

//! Splits \a text. Every text is valid: a quote left open reaches to the end.
QList<FilterToken> filterTokens(const QString &text);

//! \a value as it must be written to be one value: quoted where it holds a space, a comma or a colon.
QString quotedFilterValue(const QString &value);

} // namespace Runlight
