// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/patternsyntax.h"

namespace Runlight {

namespace {

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void readEscaped(char c, PatternTraits &traits)
{
    constexpr QByteArrayView withinLine = "dwbBSt";
    if (!isLetterOrDigit(c) || withinLine.contains(c))
        return;
    constexpr QByteArrayView crossing = "sDWnrxpPhHvVRXN0ef";
    traits.findsTooMuch = true;
    traits.fitsManyLines = traits.fitsManyLines && crossing.contains(c);
}

} // namespace

PatternTraits traitsOf(const QByteArray &expression)
{
    PatternTraits traits;
    for (qsizetype i = 0; i < expression.size(); ++i) {
        const QByteArrayView rest = QByteArrayView(expression).sliced(i);
        if (rest.startsWith('\\') && rest.size() > 1) {
            readEscaped(rest[1], traits);
            ++i;
        } else if (rest.startsWith("[^") || rest.startsWith("[[:") || rest.startsWith('\n')) {
            traits.findsTooMuch = true;
        } else if (rest.startsWith("(*")) {
            traits.fitsManyLines = false;
        } else if (rest.startsWith("(?")) {
            // Other flags than that of the case change what "^", "$" and "." are.
            const QByteArrayView kind = rest.sliced(2);
            constexpr QByteArrayView groups = ":=!<>";
            const bool isHarmless = (!kind.isEmpty() && groups.contains(kind.front())) || kind.startsWith("P<")
                || kind.startsWith("i)") || kind.startsWith("i:");
            traits.fitsManyLines = traits.fitsManyLines && isHarmless;
        } else if (rest.startsWith('-') || rest.startsWith("[:")) {
            traits.findsTooMuch = true; // A range in a class may begin before "\n".
        }
    }
    return traits;
}

QByteArray literalExpression(const QString &text)
{
    QByteArray expression;
    for (const char c : text.toUtf8()) {
        if (uchar(c) < 0x80 && !isLetterOrDigit(c) && c != ' ' && c != '\t')
            expression.append('\\');
        expression.append(c);
    }
    return expression;
}

} // namespace Runlight
