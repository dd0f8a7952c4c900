// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/lineindex.h"

#include "core/logs/newlines.h"

#include <algorithm>

namespace Runlight {

void LineIndex::append(const LogScan &scan)
{
    Q_ASSERT(scan.begin == m_end);
    // The open line may have been cut within its tag.
    if (scan.openLineRead)
        m_marks.removeLast({m_newlines});
    for (const LogMark &mark : scan.marks)
        m_marks.append({m_newlines + mark.line.value}, mark.kinds);
    for (const quint32 count : scan.newlines) {
        m_newlines += count;
        m_end = std::min((m_end / logBlockBytes + 1) * logBlockBytes, scan.end);
        if (m_end % logBlockBytes == 0)
            m_newlinesBefore.push_back(m_newlines);
    }
    if (scan.lastNewline)
        m_openLineStart = *scan.lastNewline + 1;
}

QByteArrayView LineIndex::line(LineNumber number, QByteArrayView log) const
{
    if (number.value < 0 || number.value >= lineCount())
        return {};
    const qint64 start = offsetOf(number, log);
    if (number.value == m_newlines)
        return log.sliced(start, m_end - start);
    const qint64 end = std::max(start, offsetOf({number.value + 1}, log) - 1);
    const bool hasReturn = end > start && log[end - 1] == '\r';
    return log.sliced(start, end - start - (hasReturn ? 1 : 0));
}

qint64 LineIndex::offsetOf(LineNumber number, QByteArrayView log) const
{
    if (number.value <= 0)
        return 0;
    if (number.value >= m_newlines)
        return number.value == m_newlines ? m_openLineStart : m_end;
    // Line n begins behind the nth newline: in the last block that has fewer in front of it.
    const auto behind = std::lower_bound(m_newlinesBefore.begin(), m_newlinesBefore.end(), number.value);
    const qint64 block = behind - m_newlinesBefore.begin() - 1;
    const Remembered &newlines = newlinesOf(block, log);
    const qint64 nth = number.value - m_newlinesBefore[size_t(block)];
    if (nth > newlines.count) // The file has changed.
        return std::min((block + 1) * logBlockBytes, m_end);
    return block * logBlockBytes + newlines.positions[size_t(nth - 1)] + 1;
}

LineNumber LineIndex::lineAt(qint64 offset, QByteArrayView log) const
{
    if (offset >= m_openLineStart)
        return {std::max<qint64>(0, lineCount() - 1)};
    if (offset <= 0)
        return {0};
    const qint64 block = offset / logBlockBytes;
    const Remembered &newlines = newlinesOf(block, log);
    const auto first = newlines.positions.begin();
    const auto at = std::lower_bound(first, first + newlines.count, quint16(offset % logBlockBytes));
    return {m_newlinesBefore[size_t(block)] + (at - first)};
}

qint64 LineIndex::memoryUse() const
{
    return qint64(m_newlinesBefore.capacity() * sizeof(qint64)) + m_marks.memoryUse();
}

const LineIndex::Remembered &LineIndex::newlinesOf(qint64 block, QByteArrayView log) const
{
    const qint64 start = block * logBlockBytes;
    const qint64 bytes = std::min(logBlockBytes, m_end - start);
    if (m_remembered.block != block || m_remembered.bytes != bytes) {
        m_remembered.positions.resize(size_t(bytes) + 1);
        m_remembered.count = findNewlines(log.data() + start, int(bytes), m_remembered.positions.data());
        m_remembered.block = block;
        m_remembered.bytes = bytes;
    }
    return m_remembered;
}

} // namespace Runlight
