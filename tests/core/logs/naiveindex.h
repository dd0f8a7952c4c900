// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/lineindex.h"

#include <QByteArrayList>

#include <algorithm>
#include <optional>

namespace Runlight {

//! Lines split in the plainest way, to hold the index against.
inline QByteArrayList naiveLines(const QByteArray &log)
{
    QByteArrayList lines = log.split('\n');
    const QByteArray open = lines.takeLast();
    for (QByteArray &line : lines) {
        if (line.endsWith('\r'))
            line.chop(1);
    }
    if (!open.isEmpty())
        lines.append(open);
    return lines;
}

inline std::vector<LogMark> naiveMarks(const QByteArrayList &lines)
{
    std::vector<LogMark> marks;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (const MarkKinds kinds = marksOf(lines[i]))
            marks.push_back({{i}, kinds});
    }
    return marks;
}

inline constexpr MarkKinds allMarkKinds = MarkKinds::fromInt((1 << markKindCount) - 1);

inline std::vector<LogMark> allMarks(const LineIndex &index)
{
    return index.marks().marksIn({{0}, {index.lineCount()}}, allMarkKinds);
}

//! Scans \a log's next \a bytes as if the file had no more than that yet.
inline void extendIndex(LineIndex &index, QByteArrayView log, qint64 bytes)
{
    const qint64 end = std::min<qint64>(index.end() + bytes, log.size());
    index.append(scanLog(log.first(end), index.end(), end, index.openLineStart()));
}

//! The first way in which \a index differs from \a log split plainly; empty where it does not.
inline QByteArray difference(const LineIndex &index, const QByteArray &log)
{
    const QByteArrayList lines = naiveLines(log);
    if (index.lineCount() != lines.size())
        return "lines: " + QByteArray::number(index.lineCount()) + " for " + QByteArray::number(lines.size());
    qint64 offset = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArray where = " of line " + QByteArray::number(i);
        if (index.line({i}, log) != lines[i])
            return "text" + where;
        if (index.offsetOf({i}, log) != offset)
            return "offset" + where;
        const qint64 next = log.indexOf('\n', offset) + 1;
        const qint64 last = (next > 0 ? next : log.size()) - 1;
        if (index.lineAt(offset, log).value != i || index.lineAt(last, log).value != i)
            return "place" + where;
        offset = last + 1;
    }
    return allMarks(index) == naiveMarks(lines) ? QByteArray() : QByteArrayLiteral("marks");
}

} // namespace Runlight
