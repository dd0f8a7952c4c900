// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/lineset.h"

#include <algorithm>

namespace Runlight {

namespace {

constexpr qint64 linesOfEntry = 256;
constexpr quint8 moreFollows = 0x80;

} // namespace

void LineSet::append(qint64 line)
{
    Q_ASSERT(line > m_last);
    if (m_size % linesOfEntry == 0)
        m_entries.push_back({m_last, m_distances.size()});
    quint64 distance = quint64(line - m_last - 1);
    for (; distance >= moreFollows; distance >>= 7)
        m_distances.push_back(quint8(distance) | moreFollows);
    m_distances.push_back(quint8(distance));
    m_last = line;
    ++m_size;
}

void LineSet::removeLast()
{
    Q_ASSERT(m_size > 0);
    size_t start = m_distances.size() - 1;
    while (start > m_entries.back().at && (m_distances[start - 1] & moreFollows))
        --start;
    Entry distance{-1, start};
    read(distance);
    m_last -= distance.before + 1;
    m_distances.resize(start);
    if (--m_size % linesOfEntry == 0)
        m_entries.pop_back();
}

std::optional<qint64> LineSet::nextAfter(qint64 line) const
{
    if (line >= m_last)
        return {};
    Entry entry = m_entries[entryBefore(line + 1)];
    do
        read(entry);
    while (entry.before <= line);
    return entry.before;
}

std::optional<qint64> LineSet::previousBefore(qint64 line) const
{
    if (m_size == 0)
        return {};
    if (line > m_last)
        return m_last;
    Entry entry = m_entries[entryBefore(line)];
    qint64 found = entry.before;
    for (read(entry); entry.before < line; read(entry))
        found = entry.before;
    return found < 0 ? std::nullopt : std::optional(found);
}

qint64 LineSet::countBefore(qint64 line) const
{
    if (line > m_last)
        return m_size;
    const size_t start = entryBefore(line);
    qint64 count = qint64(start) * linesOfEntry;
    Entry entry = m_entries[start];
    for (read(entry); entry.before < line; read(entry))
        ++count;
    return count;
}

void LineSet::collect(qint64 first, qint64 last, std::vector<qint64> &lines) const
{
    last = std::min(last, m_last);
    if (first > last)
        return;
    Entry entry = m_entries[entryBefore(first)];
    while (entry.before < last) {
        read(entry);
        if (entry.before >= first && entry.before <= last)
            lines.push_back(entry.before);
    }
}

qint64 LineSet::memoryUse() const
{
    return qint64(m_distances.capacity()) + qint64(m_entries.capacity()) * qint64(sizeof(Entry));
}

//! Which entry is the last that begins in front of \a line, or 0. The set must not be empty.
size_t LineSet::entryBefore(qint64 line) const
{
    const auto isBefore = [](const Entry &entry, qint64 number) {
        return entry.before < number;
    };
    const auto behind = std::lower_bound(m_entries.begin(), m_entries.end(), line, isBefore);
    return behind == m_entries.begin() ? 0 : size_t(behind - m_entries.begin()) - 1;
}

//! Moves \a entry on by one line.
void LineSet::read(Entry &entry) const
{
    quint64 distance = 0;
    int shift = 0;
    quint8 byte = moreFollows;
    for (; byte & moreFollows; shift += 7) {
        byte = m_distances[entry.at++];
        distance |= quint64(byte & ~moreFollows) << shift;
    }
    entry.before += qint64(distance) + 1;
}

} // namespace Runlight
