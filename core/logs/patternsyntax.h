// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace Runlight {

//! What an expression that is known to be valid asks of an engine that sees many lines as one text, each with its "\n".
struct PatternTraits
{
    bool fitsManyLines = true; //!< Not where it may depend on where all of the text begins or ends.
    bool findsTooMuch = false; //!< May match across a "\n", so what it finds must be looked at in its line alone.
};

//! Errs on the safe side: what is not known for sure is taken for the worse. \a expression is UTF-8.
PatternTraits traitsOf(const QByteArray &expression);

//! An expression, in UTF-8, that matches \a text and nothing else.
QByteArray literalExpression(const QString &text);

} // namespace Runlight
