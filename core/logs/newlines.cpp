// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/newlines.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#    define RUNLIGHT_AVX2
#    include <immintrin.h>
#endif

namespace Runlight {

namespace {

//! For the end of a block, and for machines without AVX2: the system's memchr() knows their vector unit.
int findPlain(const char *data, int begin, int size, quint16 *positions)
{
    int count = 0;
    const char *at = data + begin;
    const char *const end = data + size;
    while ((at = static_cast<const char *>(std::memchr(at, '\n', size_t(end - at))))) {
        positions[count++] = quint16(at - data);
        ++at;
    }
    return count;
}

bool isText(uchar c)
{
    return (c >= 0x20 && c < 0x7f) || c == '\t';
}

int findNonTextPlain(const char *data, int begin, int size, quint16 *positions)
{
    int count = 0;
    for (int at = begin; at < size; ++at) {
        positions[count] = quint16(at);
        count += !isText(uchar(data[at]));
    }
    return count;
}

//! Of bytes up to 127.
qint64 sumOfBytes(quint64 bytes)
{
    constexpr quint64 every2nd = Q_UINT64_C(0x00ff00ff00ff00ff);
    return qint64((((bytes & every2nd) + (bytes >> 8 & every2nd)) * Q_UINT64_C(0x0001000100010001)) >> 48);
}

template <int width>
[[gnu::always_inline]] inline qint64 countNewlinesBy(const char *at, const char *end)
{
    using Bytes __attribute__((vector_size(width))) = signed char;
    constexpr qsizetype most = 127; // What a byte can count.
    qint64 count = 0;
    while (end - at >= width) {
        Bytes counts{};
        for (qsizetype i = std::min<qsizetype>((end - at) / width, most); i > 0; --i, at += width) {
            Bytes bytes;
            std::memcpy(&bytes, at, width);
            counts -= bytes == '\n'; // True is -1.
        }
        std::array<quint64, width / 8> words;
        std::memcpy(words.data(), &counts, width);
        for (const quint64 word : words)
            count += sumOfBytes(word);
    }
    return count + std::count(at, end, '\n');
}

#ifdef RUNLIGHT_AVX2

__attribute__((target("avx2"))) qint64 countNewlinesWithAvx2(const char *begin, const char *end)
{
    return countNewlinesBy<32>(begin, end);
}

//! A bit for each of the 64 bytes at \a at.
__attribute__((target("avx2"))) inline quint64 newlineBits(const char *at)
{
    const __m256i newline = _mm256_set1_epi8('\n');
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at + 32));
    const quint32 lowBits = quint32(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, newline)));
    const quint32 highBits = quint32(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, newline)));
    return quint64(highBits) << 32 | lowBits;
}

__attribute__((target("avx2,bmi"))) int findWithAvx2(const char *data, int size, quint16 *positions)
{
    // The processor's own look-ahead ends at each page. A prefetch behind the mapping is no fault.
    constexpr int prefetchBytes = 4096;
    int count = 0;
    int at = 0;
    for (; at + 64 <= size; at += 64) {
        _mm_prefetch(data + at + prefetchBytes, _MM_HINT_T0);
        quint64 bits = newlineBits(data + at);
        // Most often there is one or none: written without a branch, which could not be foretold.
        positions[count] = quint16(at + std::countr_zero(bits));
        count += bits != 0;
        bits &= bits - 1;
        while (bits)
            [[unlikely]]
            {
                positions[count++] = quint16(at + std::countr_zero(bits));
                bits &= bits - 1;
            }
    }
    return count + findPlain(data, at, size, positions + count);
}

__attribute__((target("avx2"))) inline quint32 nonTextBits(__m256i bytes)
{
    const __m256i control = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), bytes); // What is not ASCII is below 0.
    const __m256i tab = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\t'));
    const __m256i del = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x7f));
    return quint32(_mm256_movemask_epi8(_mm256_or_si256(_mm256_andnot_si256(tab, control), del)));
}

__attribute__((target("avx2,bmi,popcnt"))) int findNonTextWithAvx2(const char *data, int size, quint16 *positions)
{
    constexpr int prefetchBytes = 4096;
    constexpr int usualCount = 4;
    int count = 0;
    int at = 0;
    for (; at + 64 <= size; at += 64) {
        _mm_prefetch(data + at + prefetchBytes, _MM_HINT_T0);
        const quint32 low = nonTextBits(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(data + at)));
        const quint32 high = nonTextBits(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(data + at + 32)));
        quint64 bits = quint64(high) << 32 | low;
        // How many there are cannot be foretold, so as many as there mostly are are written, and those too many are
        // written over.
        const int found = std::popcount(bits);
        int written = 0;
        do {
            for (int i = 0; i < usualCount; ++i, bits &= bits - 1)
                positions[count + written + i] = quint16(at + std::countr_zero(bits));
            written += usualCount;
        } while (written < found);
        count += found;
    }
    return count + findNonTextPlain(data, at, size, positions + count);
}

bool hasAvx2()
{
    static const bool has =
        __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
    return has;
}

#endif

} // namespace

int findNewlines(const char *data, int size, quint16 *positions)
{
#ifdef RUNLIGHT_AVX2
    if (hasAvx2())
        return findWithAvx2(data, size, positions);
#endif
    return findPlain(data, 0, size, positions);
}

int findNonText(const char *data, int size, quint16 *positions)
{
#ifdef RUNLIGHT_AVX2
    if (hasAvx2())
        return findNonTextWithAvx2(data, size, positions);
#endif
    return findNonTextPlain(data, 0, size, positions);
}

qint64 countNewlines(QByteArrayView bytes)
{
#ifdef RUNLIGHT_AVX2
    if (hasAvx2())
        return countNewlinesWithAvx2(bytes.begin(), bytes.end());
#endif
    return countNewlinesBy<16>(bytes.begin(), bytes.end());
}

} // namespace Runlight
