// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/patternsyntax.h"

#include <algorithm>

namespace Runlight {

namespace {

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

//! Reads an expression from left to right, what is in groups aside.
class PatternReader
{
public:
    PatternReader(const QByteArray &expression, bool matchCase)
        : m_rest(expression)
        , m_matchCase(matchCase)
    { }

    QByteArrayList read();

private:
    qsizetype readOne();
    qsizetype readEscaped();
    qsizetype readClass();
    qsizetype readGroup();
    qsizetype readRepeat();
    void readLiteral(char c);
    void endRun();
    void endBranch();

    QByteArrayView m_rest;
    const bool m_matchCase;
    int m_depth = 0;
    bool m_isUnknown = false;
    QByteArray m_run; //!< Characters that follow one another in every match of the branch.
    QByteArray m_longest;
    QByteArrayList m_branches; //!< The longest run of each.
};

QByteArrayList PatternReader::read()
{
    while (!m_rest.isEmpty() && !m_isUnknown)
        m_rest = m_rest.sliced(std::min(readOne(), m_rest.size()));
    endBranch();
    return m_isUnknown ? QByteArrayList() : m_branches;
}

//! Returns how long it is.
qsizetype PatternReader::readOne()
{
    switch (const char c = m_rest.front()) {
    case '\\':
        return readEscaped();
    case '[':
        return readClass();
    case '(':
        return readGroup();
    case '{':
    case '*':
    case '?':
    case '+':
        return readRepeat();
    case '|':
        if (m_depth == 0)
            endBranch();
        return 1;
    case ')':
        --m_depth;
        [[fallthrough]];
    case '^':
    case '$':
    case '.':
        endRun();
        return 1;
    default:
        readLiteral(c);
        return 1;
    }
}

qsizetype PatternReader::readEscaped()
{
    const char c = m_rest.size() > 1 ? m_rest[1] : '\\';
    constexpr QByteArrayView alone = "dDwWsSbBtnr";
    if (!isLetterOrDigit(c)) {
        readLiteral(c);
    } else {
        endRun();
        m_isUnknown = m_isUnknown || !alone.contains(c); // What follows may belong to it: \x41, \k<name>, \Qa.b\E.
    }
    return 2;
}

qsizetype PatternReader::readClass()
{
    endRun();
    qsizetype end = m_rest.startsWith("[^") ? 2 : 1;
    if (m_rest.sliced(end).startsWith(']'))
        ++end;
    for (; end < m_rest.size() && m_rest[end] != ']'; ++end) {
        if (m_rest[end] == '\\')
            ++end;
        else if (m_rest[end] == '[') // [:alpha:] has a bracket of its own.
            m_isUnknown = true;
    }
    return end + 1;
}

qsizetype PatternReader::readGroup()
{
    endRun();
    ++m_depth;
    const QByteArrayView kind = m_rest.sliced(std::min<qsizetype>(2, m_rest.size()));
    constexpr QByteArrayView groups = ":=!<>";
    if (m_rest.startsWith("(?")) // Others switch something, or are comments.
        m_isUnknown = m_isUnknown || kind.isEmpty() || !groups.contains(kind.front());
    else if (m_rest.startsWith("(*"))
        m_isUnknown = true;
    return m_rest.startsWith("(?") ? 3 : 1;
}

qsizetype PatternReader::readRepeat()
{
    if (m_rest.front() != '+')
        m_run.chop(1);
    endRun();
    // What is in braces could be text that happens to be there: it is left out as well.
    return m_rest.front() == '{' ? m_rest.indexOf('}') + 1 + (m_rest.contains('}') ? 0 : 1) : 1;
}

void PatternReader::readLiteral(char c)
{
    // "ſ" and "K" (Kelvin) are these, if their case is ignored.
    constexpr QByteArrayView otherCases = "sSkK";
    if (m_depth > 0 || uchar(c) < 0x20 || uchar(c) >= 0x7f || (!m_matchCase && otherCases.contains(c)))
        return endRun();
    m_run.append(c);
}

void PatternReader::endRun()
{
    if (m_run.size() > m_longest.size())
        m_longest = m_run;
    m_run.clear();
}

void PatternReader::endBranch()
{
    endRun();
    m_isUnknown = m_isUnknown || m_longest.isEmpty();
    m_branches.append(m_longest);
    m_longest.clear();
}

} // namespace

QByteArrayList requiredTexts(const QByteArray &expression, bool matchCase)
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
