// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace Runlight {

//! What a valid expression is to an engine that sees many lines as one text, with a "\n" in front of it and behind
//! each. What is not known for sure is taken for the worse.
struct PatternTraits
{
    //! For that engine: "^" and "$" are line breaks. (Vectorscan 5.4.9 misses some matches of "^\S+:".)
    QByteArray expression;
    bool fitsManyLines = true; //!< Not where it can't be put so, or would take seconds to compile.
    bool findsTooMuch = false; //!< May match across a "\n", so what it finds must be looked at in its line alone.
    bool hasLineEdge = false;
    QByteArray required; //!< ASCII that is a part of every match; empty where none is known. Fits the case asked for.
};

//! \a expression is UTF-8.
PatternTraits traitsOf(const QByteArray &expression, bool matchCase);

//! An expression, in UTF-8, that matches \a text and nothing else.
QByteArray literalExpression(const QString &text);

} // namespace Runlight
