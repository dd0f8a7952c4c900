// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

namespace Runlight {

//! Numbers of lines, ascending, in about one byte each: the distances as variable-length numbers, with a place to start
//! reading at every 256. Finding one reads at most that many. A value; one thread at a time.
class LineSet
{
public:
    qint64 size() const { return m_size; }
    //! -1 where the set is empty.
    qint64 last() const { return m_last; }
    //! \a line must be greater than last().
    void append(qint64 line);
    //! The set must not be empty.
    void removeLast();

    //! The first line behind \a line.
    std::optional<qint64> nextAfter(qint64 line) const;
    //! The last line in front of \a line.
    std::optional<qint64> previousBefore(qint64 line) const;
    //! How many lines in front of \a line there are.
    qint64 countBefore(qint64 line) const;
    //! Appends all lines from \a first to \a last, both included, to \a lines.
    void collect(qint64 first, qint64 last, std::vector<qint64> &lines) const;

    //! Bytes on the heap.
    qint64 memoryUse() const;

private:
    //! Where reading can start.
    struct Entry
    {
        qint64 before; //!< The line in front of the entry's first; -1 for none.
        size_t at; //!< The first one's place in m_distances.
    };

    size_t entryBefore(qint64 line) const;
    void read(Entry &entry) const;

    std::vector<quint8> m_distances;
    std::vector<Entry> m_entries;
    qint64 m_size = 0;
    qint64 m_last = -1;
};

} // namespace Runlight
