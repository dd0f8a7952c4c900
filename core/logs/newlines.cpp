// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/newlines.h"

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

#ifdef RUNLIGHT_AVX2

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

#endif

} // namespace

int findNewlines(const char *data, int size, quint16 *positions)
{
#ifdef RUNLIGHT_AVX2
    static const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
    if (hasAvx2)
        return findWithAvx2(data, size, positions);
#endif
    return findPlain(data, 0, size, positions);
}

} // namespace Runlight
