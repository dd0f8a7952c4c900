// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/rawfilter.h"

#include "core/logs/newlines.h"
#include "core/logs/shownlines.h"

#include <bit>

namespace Runlight {

namespace {

constexpr qint64 filterOverread = 64;
constexpr qsizetype maxLiteral = 64; // As many places as a number has bits. A front of the literal will do.

char lowerCase(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

bool isPlain(char c)
{
    return (c >= 0x20 && c < 0x7f) || c == '\n';
}

char upperCase(char c)
{
    return c >= 'a' && c <= 'z' ? char(c - ('a' - 'A')) : c;
}

} // namespace

RawFilter::RawFilter(const QByteArray &literal, bool matchCase, const hs_database_t *database)
    : m_literal((matchCase ? literal : literal.toLower()).left(maxLiteral))
    , m_matchCase(matchCase)
    , m_database(database)
    , m_nonText(maxBytes + 8)
{
    hs_scratch_t *made = nullptr;
    if (hs_alloc_scratch(database, &made) != HS_SUCCESS)
        m_database = nullptr;
    m_scratch.reset(made);
    for (qsizetype place = 0; place < m_literal.size(); ++place) {
        m_places[uchar(m_literal[place])] |= Q_UINT64_C(1) << place;
        if (!matchCase)
            m_places[uchar(upperCase(m_literal[place]))] |= Q_UINT64_C(1) << place;
    }
}

bool RawFilter::mayHold(QByteArrayView lines, qint64 readable, qint64 &lineCount) const
{
    if (!m_database || lines.size() > maxBytes || readable < filterOverread || !lines.endsWith('\n') || holds(lines))
        return true;
    // In a row it stands nowhere. It may with something within that is not shown; and a line that overwrites itself may
    // show anything.
    lineCount = 0;
    const int count = findNonText(lines.data(), int(lines.size()), m_nonText.data());
    for (int i = 0; i < count; ++i) {
        const char *at = lines.data() + m_nonText[size_t(i)];
        const auto c = uchar(*at);
        if (c == '\n')
            ++lineCount;
        else if (c == 0x1b ? isInTheWay(lines, at) : (c < 0x80 || c == 0xef) && (c != '\r' || at[1] != '\n'))
            return true;
    }
    return false;
}

bool RawFilter::holds(QByteArrayView lines) const
{
    const auto onHit = [](unsigned, unsigned long long, unsigned long long, unsigned, void *) {
        return 1;
    };
    return hs_scan(m_database, lines.data(), unsigned(lines.size()), 0, m_scratch.get(), onHit, nullptr) != HS_SUCCESS;
}

//! Whether the escape sequence at \a at may stand within the literal, as the first thing to do so, or is of a kind that
//! may do more than that.
bool RawFilter::isInTheWay(QByteArrayView lines, const char *at) const
{
    const char *next = at;
    while (uchar(*next) == 0x1b) {
        const qsizetype length = invisibleBytes(next);
        if (length == 0)
            return true;
        next += length;
    }
    const qsizetype before = at - lines.data();
    if (before == 0)
        return false;
    // The places in the literal that may be in front of the sequence, by what is on both sides.
    quint64 places = m_places[uchar(at[-1])] << 1;
    if (isPlain(*next))
        places &= m_places[uchar(*next)];
    for (; places; places &= places - 1) {
        const int length = std::countr_zero(places);
        int same = 0;
        while (same < length && same < before && isAt(at[-1 - same], length - 1 - same))
            ++same;
        if (same == length)
            return true;
    }
    return false;
}

bool RawFilter::isAt(char c, qsizetype place) const
{
    return (m_matchCase ? c : lowerCase(c)) == m_literal[place];
}

} // namespace Runlight
