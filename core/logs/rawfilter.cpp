// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/rawfilter.h"

#include "core/logs/newlines.h"
#include "core/logs/shownlines.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#ifdef __x86_64__
#    include <immintrin.h>
#endif

namespace Runlight {

namespace {

constexpr qsizetype mostFilterTexts = 4; // Each takes time.
constexpr char caseBit = 0x20; // Makes a letter lower case.
constexpr char anyBits = char(0xff); // Make anything this.
constexpr int blockBytes = 64;
constexpr qsizetype fewBytesALine = 512; // Where more are chosen it takes longer than to show them all:
constexpr int skippedTimes = 31; // that is done so many times.

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lowerCase(char c)
{
    return isLetter(c) ? char(c | 0x20) : c;
}

//! A bit for each of 64 bytes that are all ones or all zeros.
inline quint64 bitsOfBytes(const void *bytes)
{
    constexpr quint64 oneEach = Q_UINT64_C(0x0101010101010101);
    constexpr quint64 gather = Q_UINT64_C(0x0102040810204080); // Each to its place in the highest byte.
    quint64 bits = 0;
    for (int i = 0; i < blockBytes; i += 8) {
        const auto word = qFromLittleEndian<quint64>(static_cast<const char *>(bytes) + i);
        bits |= ((word & oneEach) * gather >> 56) << i;
    }
    return bits;
}

#ifdef __x86_64__

//! The same.
__attribute__((target("avx2"))) inline quint64 bitsOfBytesWithAvx2(const void *bytes)
{
    const auto *const halves = static_cast<const __m256i *>(bytes);
    const auto low = quint32(_mm256_movemask_epi8(_mm256_loadu_si256(halves)));
    const auto high = quint32(_mm256_movemask_epi8(_mm256_loadu_si256(halves + 1)));
    return quint64(high) << 32 | low;
}

//! The same.
__attribute__((target("avx512bw"))) inline quint64 bitsOfBytesWithAvx512(const void *bytes)
{
    return _mm512_movepi8_mask(_mm512_loadu_si512(bytes));
}

#endif

//! A blank can be shown without being there, where the cursor moves forward, so in front of it need not be anything.
bool canBeFirst(char c)
{
    return c != ' ';
}

//! Whether the byte at \a last may belong to an escape sequence, or be all that is left of a broken one.
bool mayEndSequence(const char *last, const char *begin)
{
    while (last > begin) {
        --last;
        if (*last == '\x1b' || (*last == '[' && last > begin && last[-1] == '\x1b'))
            return true;
        if (*last < 0x20 || *last >= 0x40)
            return false;
    }
    return false;
}

//! Whether the byte at \a last may end something that is not shown. Others that are no text are shown, as what they
//! are, as a picture, or as what stands for broken UTF-8: a text of ASCII is never on both sides of them.
bool mayEndHidden(const char *last, const char *begin)
{
    switch (uchar(*last)) {
    case 0x00:
    case 0x07:
    case 0x0e:
    case 0x0f:
    case 0x1b:
    case 0xbf: // Of a byte order mark.
        return true;
    default:
        return mayEndSequence(last, begin);
    }
}

} // namespace

std::optional<RawFilter> RawFilter::make(const QByteArrayList &texts, bool matchCase)
{
    const auto isLong = [](const QByteArray &text) {
        return std::any_of(text.begin(), text.end() - 1, canBeFirst);
    };
    if (texts.isEmpty() || texts.size() > mostFilterTexts || !std::all_of(texts.begin(), texts.end(), isLong))
        return {};
    RawFilter filter;
    filter.m_texts = texts;
    filter.m_matchCase = matchCase;
    return filter;
}

void RawFilter::choose(QByteArrayView lines, std::vector<RawLines> &chosen)
{
    if (m_skipped > 0) {
        --m_skipped;
        chosen.push_back({0, lines.size()});
        return;
    }
    m_places.resize(size_t(logBlockBytes));
    if (m_fronts.empty())
        chooseFronts(lines);
    const char *const begin = lines.data();
    const char *const end = begin + lines.size();
    const char *next = begin; // What is in front of it has been chosen.
    qsizetype chosenLines = 0;
    for (const char *block = begin; block < end; block += logBlockBytes) {
        const int size = int(std::min<qint64>(end - block, logBlockBytes));
        const int found = findPlaces(block, size, m_places.data());
        for (int i = 0; i < found; ++i) {
            const char *const at = block + m_places[size_t(i)];
            if (at < next || !mayMatter(at, begin))
                continue;
            const auto *const newline = static_cast<const char *>(memrchr(next, '\n', size_t(at - next)));
            const char *const line = newline ? newline + 1 : next;
            next = static_cast<const char *>(std::memchr(at, '\n', size_t(end - at))) + 1;
            ++chosenLines;
            if (!chosen.empty() && chosen.back().end == line - begin)
                chosen.back().end = next - begin;
            else
                chosen.push_back({line - begin, next - begin});
        }
    }
    if (chosenLines * fewBytesALine > lines.size())
        m_skipped = skippedTimes;
}

//! Of each text the place that is the rarest in \a lines.
void RawFilter::chooseFronts(QByteArrayView lines)
{
    constexpr qsizetype mostFronts = 64; // Of a long text the rest will do no better.
    const int sampled = int(std::min<qint64>(lines.size(), logBlockBytes));
    std::vector<Front> chosen;
    for (const QByteArray &text : m_texts) {
        std::optional<Front> rarest;
        int fewest = 0;
        for (qsizetype at = 0; at + 1 < std::min(text.size(), mostFronts); ++at) {
            if (!canBeFirst(text[at]))
                continue;
            m_fronts = {frontAt(m_matchCase ? text : text.toLower(), at)};
            const int places = findPlaces(lines.data(), sampled, m_places.data());
            if (!rarest || places < fewest) {
                rarest = m_fronts.front();
                fewest = places;
            }
        }
        chosen.push_back(*std::move(rarest));
    }
    m_fronts = std::move(chosen);
}

RawFilter::Front RawFilter::frontAt(const QByteArray &text, qsizetype at) const
{
    Front front{.before = text.first(at), .behind = text.sliced(at + 1)};
    for (size_t i = 0; i < frontSize; ++i, ++at) {
        front.bits[i] = at >= text.size() ? anyBits : !m_matchCase && isLetter(text[at]) ? caseBit : char(0);
        front.characters[i] = at >= text.size() ? anyBits : text[at];
    }
    return front;
}

//! Writes to \a places which of \a size bytes may matter, and returns how many they are. Asks of 64 at a time, whether
//! each of them is
//! - the first of three characters, in front of the second, and that of the third, or of what may not be shown;
//! - "\b", or a "\r" that does not end the line: the line overwrites itself;
//! - in front of the last byte of a sequence that moves the cursor back (CSI D, CSI G), or of a few others;
//! - the first byte of a byte order mark, which is not shown either, or of a few other characters.
//! The answers are differences, so 0 is a yes; "and" is then "|", and "or" the lesser one, which processors are quick
//! at.
template <int width, size_t texts, auto bitsOf>
[[gnu::always_inline]] inline int RawFilter::findPlacesBy(const char *bytes, int size, quint16 *places) const
{
    using Bytes __attribute__((vector_size(width))) = uchar;
    constexpr int prefetchBytes = 4096; // The processor's own look-ahead ends at each page.
    constexpr int count = blockBytes / width;
    constexpr uchar notControl = 0xe0;
    const auto orElse = [](Bytes &answer, const Bytes &other) {
        answer = answer < other ? answer : other;
    };
    Bytes bits[texts][frontSize];
    Bytes characters[texts][frontSize];
    for (size_t text = 0; text < texts; ++text) {
        const Front &front = m_fronts[std::min(text, m_fronts.size() - 1)];
        for (size_t i = 0; i < frontSize; ++i) {
            bits[text][i] = Bytes{} + uchar(front.bits[i]);
            characters[text][i] = Bytes{} + uchar(front.characters[i]);
        }
    }
    const quint16 *const begin = places;
    for (int at = 0; at < size; at += blockBytes) {
        __builtin_prefetch(bytes + at + prefetchBytes);
        Bytes found[count];
        for (int i = 0; i < count; ++i) {
            Bytes here;
            Bytes next;
            Bytes third;
            std::memcpy(&here, bytes + at + i * width, width);
            std::memcpy(&next, bytes + at + i * width + 1, width);
            std::memcpy(&third, bytes + at + i * width + 2, width);
            Bytes matters = (here & 0xf0) ^ '0';
            orElse(matters, here ^ '[');
            matters |= (next & 0xfc) ^ 'D';
            orElse(matters, (here ^ '\r') | Bytes(next == '\n'));
            orElse(matters, here ^ '\b');
            orElse(matters, here ^ 0xef);
            for (size_t text = 0; text < texts; ++text) {
                Bytes goesOn = (next | bits[text][1]) ^ characters[text][1];
                if constexpr (texts == 1) { // For several it takes too long.
                    Bytes isThird = (third | bits[text][2]) ^ characters[text][2];
                    orElse(isThird, third & notControl);
                    goesOn |= isThird;
                }
                orElse(goesOn, next & notControl);
                orElse(matters, goesOn | ((here | bits[text][0]) ^ characters[text][0]));
            }
            found[i] = Bytes(matters == 0);
        }
        for (quint64 rest = bitsOf(found); rest; rest &= rest - 1)
            *places++ = quint16(at + std::countr_zero(rest));
    }
    while (places > begin && places[-1] >= size)
        --places;
    return int(places - begin);
}

#ifdef __x86_64__

__attribute__((target("avx2,bmi"))) int RawFilter::findPlacesWithAvx2(const char *bytes, int size,
                                                                      quint16 *places) const
{
    return m_texts.size() == 1 ? findPlacesBy<32, 1, bitsOfBytesWithAvx2>(bytes, size, places)
                               : findPlacesBy<32, mostFilterTexts, bitsOfBytesWithAvx2>(bytes, size, places);
}

__attribute__((target("avx512bw,bmi"))) int RawFilter::findPlacesWithAvx512(const char *bytes, int size,
                                                                            quint16 *places) const
{
    return m_texts.size() == 1 ? findPlacesBy<64, 1, bitsOfBytesWithAvx512>(bytes, size, places)
                               : findPlacesBy<64, mostFilterTexts, bitsOfBytesWithAvx512>(bytes, size, places);
}

#endif

int RawFilter::findPlaces(const char *bytes, int size, quint16 *places) const
{
#ifdef __x86_64__
    static const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
    static const bool hasAvx512 = hasAvx2 && __builtin_cpu_supports("avx512bw");
    if (hasAvx512)
        return findPlacesWithAvx512(bytes, size, places);
    if (hasAvx2)
        return findPlacesWithAvx2(bytes, size, places);
#endif
    return m_texts.size() == 1 ? findPlacesBy<16, 1, bitsOfBytes>(bytes, size, places)
                               : findPlacesBy<16, mostFilterTexts, bitsOfBytes>(bytes, size, places);
}

bool RawFilter::mayMatter(const char *at, const char *begin) const
{
    if (*at == '\b' || *at == '\r' || (*at == '\xef' && invisibleBytes(at) > 0)
        || ((at[1] == 'D' || at[1] == 'G') && mayEndSequence(at + 1, begin)))
        return true;
    return std::any_of(m_fronts.begin(), m_fronts.end(), [&](const Front &front) {
        return isSame(*at, front.characters[0]) && mayGoOn(front.behind, at + 1) && mayEnd(front.before, at, begin);
    });
}

//! Compares as far as it is certain what is shown.
bool RawFilter::mayGoOn(QByteArrayView text, const char *at) const
{
    while (!text.isEmpty()) {
        if (isSame(*at, text.front())) {
            text = text.sliced(1);
            ++at;
        } else if (const qsizetype skipped = invisibleBytes(at)) {
            at += skipped;
        } else {
            return *at == '\x1b';
        }
    }
    return true;
}

//! The same for what is in front of \a at.
bool RawFilter::mayEnd(QByteArrayView text, const char *at, const char *begin) const
{
    for (; !text.isEmpty(); text.chop(1)) {
        if (at-- == begin)
            return false;
        if (!isSame(*at, text.back()))
            return mayEndHidden(at, begin);
    }
    return true;
}

bool RawFilter::isSame(char c, char wanted) const
{
    return (m_matchCase ? c : lowerCase(c)) == wanted;
}

} // namespace Runlight
