// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logscan.h"

#include "core/logs/newlines.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>

namespace Runlight {

namespace {

//! The bytes that a mark's text, or a byte order mark in front of it, can begin with.
constexpr std::array<bool, 256> markStarts = [] {
    std::array<bool, 256> starts{};
    for (const unsigned char c : {'#', '[', 'P', 'C', '\xEF'})
        starts[c] = true;
    return starts;
}();

constexpr qsizetype usualStampBytes = 29; // "2026-06-07T07:20:48.7205841Z "

//! Whether it is worth while to look closer at the line, of which usualStampBytes + 1 bytes can be read. Nearly all
//! lines have the usual timestamp and no mark: they are told by nine bytes.
bool mayBeMarked(const char *line)
{
    if (line[0] < '0' || line[0] > '9')
        return markStarts[quint8(line[0])];
    quint64 fraction = 0; // "7205841Z"
    std::memcpy(&fraction, line + 20, sizeof fraction);
    const quint64 shape = qFromLittleEndian(fraction) & Q_UINT64_C(0xF0F0F0F0F0F0F0F0);
    const bool isUsual =
        shape == Q_UINT64_C(0x5030303030303030) && line[19] == '.' && line[27] == 'Z' && line[28] == ' ';
    return !isUsual || markStarts[quint8(line[usualStampBytes])];
}

MarkKinds marksAt(QByteArrayView log, qint64 start)
{
    const qint64 left = log.size() - start;
    if (left > usualStampBytes && !mayBeMarked(log.data() + start))
        return {};
    return marksOf(log.sliced(start, std::min<qint64>(left, lineHeadBytes)));
}

} // namespace

LogScan scanLog(QByteArrayView log, qint64 begin, qint64 end, std::optional<qint64> openLineStart)
{
    LogScan scan{.begin = begin, .end = end, .openLineRead = openLineStart.has_value()};
    qint64 line = 0;
    const auto look = [&](qint64 start) {
        if (const MarkKinds kinds = marksAt(log, start))
            scan.marks.push_back({{line}, kinds});
    };
    if (openLineStart)
        look(*openLineStart);
    std::vector<quint16> positions(size_t(std::min(logBlockBytes, end - begin)) + 1);
    for (qint64 at = begin; at < end;) {
        const qint64 blockEnd = std::min((at / logBlockBytes + 1) * logBlockBytes, end);
        const int count = findNewlines(log.data() + at, int(blockEnd - at), positions.data());
        scan.newlines.push_back(quint32(count));
        for (int i = 0; i < count; ++i) {
            ++line;
            look(at + positions[i] + 1);
        }
        if (count > 0)
            scan.lastNewline = at + positions[count - 1];
        at = blockEnd;
    }
    return scan;
}

} // namespace Runlight
