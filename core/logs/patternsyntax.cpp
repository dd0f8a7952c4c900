// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/patternsyntax.h"

#include <algorithm>

namespace Runlight {

namespace {

//! Vectorscan makes of each of Unicode's classes some hundred states.
constexpr qint64 classWeight = 100;
constexpr qint64 heaviest = 1500;

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

//! Reads an expression from left to right.
class PatternReader
{
public:
    PatternReader(const QByteArray &expression, bool matchCase)
        : m_rest(expression)
        , m_matchCase(matchCase)
    { }

    PatternTraits read();

private:
    void readOne();
    void readEscaped(char c);
    void readClass();
    void readGroup();
    void readRepeat();
    void readLineBreak(bool isAtEdge);
    void readBranch();
    void readLiteral(char c);
    void endRun();
    void take(qsizetype count);

    QByteArrayView m_rest;
    const bool m_matchCase;
    PatternTraits m_traits;
    qint64 m_classes = 0;
    qint64 m_repeats = 1;
    int m_depth = 0;
    bool m_hasBranches = false;
    bool m_changesCase = false;
    int m_starts = 0; //!< In this branch.
    int m_ends = 0;
    QByteArray m_run; //!< Characters that follow one another in every match.
};

PatternTraits PatternReader::read()
{
    while (!m_rest.isEmpty())
        readOne();
    endRun();
    if (m_hasBranches || m_changesCase)
        m_traits.required.clear();
    if ((1 + m_classes * classWeight) * m_repeats > heaviest)
        m_traits.fitsManyLines = false;
    return m_traits;
}

void PatternReader::readOne()
{
    switch (const char c = m_rest.front()) {
    case '\\':
        return readEscaped(m_rest.size() > 1 ? m_rest[1] : '\\');
    case '[':
        return readClass();
    case '(':
        return readGroup();
    case '{':
    case '*':
    case '?':
    case '+':
        return readRepeat();
    case '^':
        m_traits.fitsManyLines = m_traits.fitsManyLines && ++m_starts == 1;
        return readLineBreak(m_traits.expression.isEmpty());
    case '$':
        m_traits.fitsManyLines = m_traits.fitsManyLines && ++m_ends == 1;
        return readLineBreak(m_rest.size() == 1);
    case '|':
        return readBranch();
    case ')':
        --m_depth;
        [[fallthrough]];
    case '.':
        endRun();
        return take(1);
    default:
        readLiteral(c);
        return take(1);
    }
}

void PatternReader::readEscaped(char c)
{
    constexpr QByteArrayView classes = "dwbBSsDWpPhHvV";
    constexpr QByteArrayView withinLine = "dwbBSt";
    constexpr QByteArrayView crossing = "sDWnrxpPhHvVRXN0ef";
    if (isLetterOrDigit(c)) {
        endRun();
        m_classes += classes.contains(c);
        m_traits.findsTooMuch = m_traits.findsTooMuch || !withinLine.contains(c);
        m_traits.fitsManyLines = m_traits.fitsManyLines && (withinLine.contains(c) || crossing.contains(c));
        // What follows may belong to it: \x41, \p{Lu}, \k<name>, \Qa.b\E.
        if (!withinLine.contains(c) && !QByteArrayView("sDW").contains(c))
            m_hasBranches = true;
    } else {
        readLiteral(c);
    }
    take(std::min<qsizetype>(2, m_rest.size()));
}

void PatternReader::readClass()
{
    endRun();
    ++m_classes;
    qsizetype end = 1;
    if (m_rest.sliced(end).startsWith('^'))
        ++end;
    if (m_rest.sliced(end).startsWith(']'))
        ++end;
    for (; end < m_rest.size() && m_rest[end] != ']'; ++end) {
        if (m_rest[end] == '[') // [:alpha:] has a bracket of its own.
            m_traits.fitsManyLines = false;
        if (m_rest[end] == '\\')
            ++end;
    }
    m_traits.findsTooMuch = true; // Unless it is read closer, it may hold the "\n".
    take(std::min(end + 1, m_rest.size()));
}

void PatternReader::readGroup()
{
    endRun();
    ++m_depth;
    if (m_rest.startsWith("(*"))
        m_traits.fitsManyLines = false;
    if (m_rest.startsWith("(?")) {
        // Other flags than that of the case change what "^", "$" and "." are.
        const QByteArrayView kind = m_rest.sliced(2);
        constexpr QByteArrayView groups = ":=!<>";
        const bool isGroup = (!kind.isEmpty() && groups.contains(kind.front())) || kind.startsWith("P<");
        m_changesCase = m_changesCase || !isGroup;
        m_traits.fitsManyLines = m_traits.fitsManyLines && (isGroup || kind.startsWith("i)") || kind.startsWith("i:"));
        return take(2);
    }
    take(1);
}

void PatternReader::readRepeat()
{
    if (m_rest.front() != '+' && !m_run.isEmpty())
        m_run.chop(1);
    endRun();
    if (m_rest.front() != '{')
        return take(1);
    qint64 most = 1;
    qint64 number = 0;
    qsizetype end = 1;
    for (; end < m_rest.size() && m_rest[end] != '}'; ++end) {
        const char c = m_rest[end];
        number = c >= '0' && c <= '9' ? std::min<qint64>(number * 10 + (c - '0'), heaviest) : 0;
        most = std::max(most, number);
    }
    m_repeats = std::min(m_repeats * most, heaviest);
    take(std::min(end + 1, m_rest.size()));
}

void PatternReader::readLineBreak(bool isAtEdge)
{
    endRun();
    m_traits.hasLineEdge = true;
    m_traits.findsTooMuch = m_traits.findsTooMuch || !isAtEdge;
    m_traits.expression.append("\\n");
    m_rest = m_rest.sliced(1);
}

void PatternReader::readBranch()
{
    endRun();
    m_starts = m_ends = 0;
    m_hasBranches = m_hasBranches || m_depth == 0;
    take(1);
}

void PatternReader::readLiteral(char c)
{
    // "ſ" and "K" (Kelvin) are these, if their case is ignored.
    constexpr QByteArrayView otherCases = "sSkK";
    if (m_depth > 0 || c < 0x20 || c == 0x7f || (!m_matchCase && otherCases.contains(c)))
        return endRun();
    m_run.append(c);
}

void PatternReader::endRun()
{
    if (m_run.size() > m_traits.required.size())
        m_traits.required = m_run;
    m_run.clear();
}

void PatternReader::take(qsizetype count)
{
    m_traits.expression.append(m_rest.first(count));
    m_rest = m_rest.sliced(count);
}

} // namespace

PatternTraits traitsOf(const QByteArray &expression, bool matchCase)
{
    return PatternReader(expression, matchCase).read();
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
