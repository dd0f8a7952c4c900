// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/rawfilter.h"

#include "core/logs/shownlines.h"

#include <bit>

#if defined(__x86_64__) && defined(__GNUC__)
#    define RUNLIGHT_FILTER_AVX2
#    include <immintrin.h>
#endif

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

#ifdef RUNLIGHT_FILTER_AVX2

//! 64 bytes, to ask all at once.
class Block
{
public:
    __attribute__((target("avx2"))) explicit Block(const char *at)
        : m_low(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(at)))
        , m_high(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(at + 32)))
    { }

    __attribute__((target("avx2"))) quint64 equal(char c) const
    {
        const __m256i wanted = _mm256_set1_epi8(c);
        return bits(_mm256_cmpeq_epi8(m_low, wanted), _mm256_cmpeq_epi8(m_high, wanted));
    }

    //! \a first and \a last are ASCII.
    __attribute__((target("avx2"))) quint64 between(char first, char last) const
    {
        const __m256i below = _mm256_set1_epi8(char(first - 1));
        const __m256i above = _mm256_set1_epi8(char(last + 1));
        return bits(_mm256_and_si256(_mm256_cmpgt_epi8(m_low, below), _mm256_cmpgt_epi8(above, m_low)),
                    _mm256_and_si256(_mm256_cmpgt_epi8(m_high, below), _mm256_cmpgt_epi8(above, m_high)));
    }

    __attribute__((target("avx2"))) quint64 below(char c) const { return between('\0', char(c - 1)); }

    //! Those that are ASCII and whose bit, by their high half, is set in \a highs, by their low one.
    __attribute__((target("avx2"))) quint64 among(const std::array<quint8, 16> &highs) const
    {
        const __m256i table = _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i *>(&highs)));
        return ~bits(isNotAmong(m_low, table), isNotAmong(m_high, table));
    }

private:
    __attribute__((target("avx2"))) static __m256i isNotAmong(__m256i bytes, __m256i table)
    {
        const __m256i bitOfHigh =
            _mm256_broadcastsi128_si256(_mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, char(128), 0, 0, 0, 0, 0, 0, 0, 0));
        const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0f));
        const __m256i found = _mm256_and_si256(_mm256_shuffle_epi8(table, bytes), // 0 where it is no ASCII.
                                               _mm256_shuffle_epi8(bitOfHigh, high));
        return _mm256_cmpeq_epi8(found, _mm256_setzero_si256());
    }

    __attribute__((target("avx2"))) static quint64 bits(__m256i low, __m256i high)
    {
        return quint64(quint32(_mm256_movemask_epi8(high))) << 32 | quint32(_mm256_movemask_epi8(low));
    }

    __m256i m_low;
    __m256i m_high;
};

#endif

} // namespace

RawFilter::RawFilter(const QByteArray &literal, bool matchCase, const hs_database_t *database)
    : m_literal((matchCase ? literal : literal.toLower()).left(maxLiteral))
    , m_matchCase(matchCase)
    , m_otherFirst(matchCase ? literal.front() : upperCase(m_literal.front()))
    , m_database(database)
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
    for (size_t c = 0; c < 0x80; ++c) {
        const quint64 inner = (Q_UINT64_C(1) << (m_literal.size() - 1)) - 1; // Something follows.
        if (m_places[c] & inner)
            m_innerHighs[c & 0x0f] |= quint8(1 << (c >> 4));
    }
}

bool RawFilter::mayHold(QByteArrayView lines, qint64 readable, qint64 &lineCount) const
{
    if (!m_database || readable < filterOverread || !lines.endsWith('\n') || holds(lines))
        return true;
        // In a row it stands nowhere. It may with something within that is not shown; and a line that overwrites itself
        // may show anything.
#ifdef RUNLIGHT_FILTER_AVX2
    static const bool hasAvx2 =
        __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
    if (hasAvx2)
        return mayHoldWithin(lines, lineCount);
#endif
    return true;
}

#ifdef RUNLIGHT_FILTER_AVX2

//! In each block of 64 bytes, a bit a byte.
__attribute__((target("avx2,bmi,popcnt"))) bool RawFilter::mayHoldWithin(QByteArrayView lines, qint64 &lineCount) const
{
    lineCount = 0;
    quint64 escapedBefore = 0;
    quint64 bracketBefore = 0;
    quint64 returnBefore = 0;
    quint64 unfinished = 0;
    quint64 innerBefore = 0; // Two bits.
    quint64 firstBefore = 0;
    for (qsizetype at = 0; at < lines.size(); at += 64) {
        const Block block(lines.data() + at);
        const qsizetype left = lines.size() - at;
        const quint64 valid = left < 64 ? (Q_UINT64_C(1) << left) - 1 : ~Q_UINT64_C(0);
        const quint64 newlines = block.equal('\n') & valid;
        const quint64 escapes = block.equal('\x1b') & valid;
        const quint64 returns = block.equal('\r') & valid;
        const quint64 odd = block.below(0x20) & valid & ~(newlines | escapes | returns | block.equal('\t'));
        lineCount += std::popcount(newlines);

        // "ESC [", digits and semicolons, "m". Adding the places where digits may begin to those that have some carries
        // on to what is behind them.
        const quint64 escaped = escapes << 1 | escapedBefore;
        const quint64 brackets = block.equal('[');
        const quint64 begins = escaped << 1 | bracketBefore | unfinished;
        const quint64 digits = block.between('0', ';');
        quint64 sum = 0;
        const bool goesOn = __builtin_add_overflow(digits, begins, &sum);
        const quint64 finals = sum & ~digits;
        const quint64 harmless = block.equal('m') | (block.equal('K') & (brackets << 1 | bracketBefore));
        const quint64 returned = returns << 1 | returnBefore;
        if (odd | (escaped & ~brackets) | (finals & ~harmless) | (returned & ~newlines))
            return true;
        escapedBefore = escapes >> 63;
        bracketBefore = escaped >> 63;
        returnBefore = returns >> 63;
        unfinished = goesOn;

        for (quint64 marks = block.equal('\xef') & valid; marks; marks &= marks - 1) {
            if (lines.sliced(at + std::countr_zero(marks)).startsWith("\xef\xbb\xbf"))
                return true;
        }
        // In front of a sequence that stands within the literal are its first byte, or two that others follow.
        const quint64 inner = block.among(m_innerHighs);
        const quint64 first = block.equal(m_literal.front()) | block.equal(m_otherFirst);
        const quint64 isBroken =
            ((inner << 1 | innerBefore >> 1) & (inner << 2 | innerBefore)) | first << 1 | firstBefore;
        innerBefore = inner >> 62;
        firstBefore = first >> 63;
        for (quint64 rest = escapes & isBroken; rest; rest &= rest - 1) {
            if (isInTheWay(lines, lines.data() + at + std::countr_zero(rest)))
                return true;
        }
    }
    return false;
}

#endif

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
