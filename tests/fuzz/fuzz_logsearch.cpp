// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/lineparser.h"
#include "core/logs/logmatcher.h"
#include "core/logs/terminalline.h"

#include <cstdlib>

using namespace Runlight;

//! The first byte tells how to search, what follows up to a "\n" what for, and the rest is the log.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype end = input.indexOf('\n');
    if (end < 1)
        return 0;
    const char how = input.front();
    const auto pattern =
        LogPattern::compile({QString::fromUtf8(input.mid(1, end - 1)), (how & 1) != 0, (how & 2) != 0, (how & 4) != 0});
    const QByteArray log = input.sliced(end + 1);
    ShownLines lines;
    lines.append(log);
    for (qsizetype i = 0, begin = 0; i < lines.size(); ++i) {
        const qsizetype newline = log.indexOf('\n', begin);
        const QByteArray line = log.mid(begin, newline < 0 ? -1 : newline - begin);
        if (lines.line(i) != showOnTerminal(logLineText(line)).text.toUtf8())
            std::abort();
        begin = newline + 1;
    }
    if (!pattern)
        return 0;
    LogMatcher matcher(*pattern);
    std::vector<quint32> found;
    matcher.match(lines, found);
    const QByteArray readable = log + QByteArray(RawFilter::overreadBytes, '\0');
    std::vector<RawLines> chosen;
    const QByteArrayView raw = QByteArrayView(readable).first(log.size());
    matcher.choose(raw, RawFilter::overreadBytes, chosen);
    std::vector<quint32> foundInChosen;
    for (const RawLines &some : chosen) {
        ShownLines shown;
        shown.append(raw.sliced(some.begin, some.end - some.begin));
        const size_t before = foundInChosen.size();
        matcher.match(shown, foundInChosen);
        for (size_t i = before; i < foundInChosen.size(); ++i)
            foundInChosen[i] += quint32(log.first(some.begin).count('\n'));
    }
    if (foundInChosen != found)
        std::abort();
    (*pattern)->matchesIn(QString::fromUtf8(log));
    return 0;
}
