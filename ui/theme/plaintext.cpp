// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/plaintext.h"

#include <QStringList>

#include <algorithm>

namespace Runlight {

namespace {

constexpr qsizetype longestLine = 400; //!< So that one long line leaves room for those after it.
constexpr qsizetype longestToolTip = 1500;
constexpr qsizetype mostLines = 20;
constexpr qsizetype longestWord = 80; //!< A tool tip wraps between words only.
constexpr QChar ellipsis(u'…');
constexpr QChar wordBreak(u'\u200B');

bool turnsDirection(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F
        || code == 0x061C;
}

bool breaksLine(QChar c)
{
    return c == QLatin1Char('\n') || c == QLatin1Char('\r') || c == QChar::LineSeparator
        || c == QChar::ParagraphSeparator;
}

bool isHarmful(QChar c)
{
    return turnsDirection(c) || breaksLine(c) || c.category() == QChar::Other_Control;
}

QString clean(const QString &text, QChar lineBreak)
{
    // Most texts are fine as they are, and rows are drawn often.
    if (std::none_of(text.begin(), text.end(), isHarmful))
        return text;
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool isFirstOfTwo = c == QLatin1Char('\r') && i + 1 < text.size() && text.at(i + 1) == QLatin1Char('\n');
        if (turnsDirection(c) || isFirstOfTwo)
            continue;
        if (breaksLine(c))
            result += lineBreak;
        else
            result += c.category() == QChar::Other_Control ? QChar(u' ') : c;
    }
    return result;
}

//! Not in the middle of a character.
QString shortened(const QString &text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    const bool splits = text.at(most - 2).isHighSurrogate();
    return text.left(most - (splits ? 2 : 1)) + ellipsis;
}

QString withWordBreaks(const QString &line)
{
    QString result;
    qsizetype length = 0;
    for (const QChar c : line) {
        length = c.isSpace() ? 0 : length + 1;
        if (length > longestWord && !c.isLowSurrogate()) {
            result += wordBreak;
            length = 1;
        }
        result += c;
    }
    return result;
}

} // namespace

QString harmlessText(const QString &text)
{
    return clean(text, u'\n');
}

QString oneLine(const QString &text)
{
    return clean(text, u' ');
}

QString plainToolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    QStringList lines = harmlessText(text).split(QLatin1Char('\n'));
    if (lines.size() > mostLines)
        lines = lines.mid(0, mostLines - 1) << ellipsis;
    for (QString &line : lines)
        line = shortened(line, longestLine);
    lines = shortened(lines.join(QLatin1Char('\n')), longestToolTip).split(QLatin1Char('\n'));
    for (QString &line : lines)
        line = withWordBreaks(line);
    const QString escaped = lines.join(QLatin1Char('\n')).toHtmlEscaped();
    return QStringLiteral("<p style=\"white-space:pre-wrap\">%1</p>").arg(escaped);
}

} // namespace Runlight
