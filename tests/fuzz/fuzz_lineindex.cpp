// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The index of any bytes, in whatever steps they arrive, is that of the bytes split plainly. The first byte says how
// much stands in front of the log, so that a block ends in its midst; the second says in which steps it grows.

#include "core/logs/newlines.h"
#include "tests/core/logs/naiveindex.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace Runlight;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const qint64 before = data[0] % 2 ? logBlockBytes - data[0] : 0;
    const qint64 step = 1 + data[1];
    const QByteArray log =
        QByteArray(before, 'x') + QByteArray(reinterpret_cast<const char *>(data + 2), qsizetype(size - 2));

    LineIndex index;
    extendIndex(index, log, before);
    while (index.end() < log.size())
        extendIndex(index, log, step);
    LineIndex atOnce;
    extendIndex(atOnce, log, log.size());
    if (!difference(index, log).isEmpty() || !difference(atOnce, log).isEmpty())
        std::abort();
    for (qint64 line = -1; line <= index.lineCount(); ++line)
        index.marks().groupAt({line}, index.lineCount());
    return 0;
}
