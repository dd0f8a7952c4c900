// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/logmatcher.h"
#include "core/logs/shownlines.h"

#include <QByteArrayView>

#include <atomic>
#include <optional>
#include <vector>

namespace Runlight {

//! What was found in the lines that begin in a part of a log.
struct FoundLines
{
    qint64 lines = 0;
    std::vector<quint32> matches; //!< Counted from the part's first line.
    qint64 untold = 0; //!< Lines that took too long to tell.
    std::optional<qint64> openLine; //!< Where the last line begins, if it has no "\n" yet.
};

//! Looks for the lines of a log that match a pattern. One thread at a time.
class LogSearcher
{
public:
    //! Of a longer line, pieces of so many bytes are searched as if each were a line; they overlap by 64 KB.
    static constexpr qint64 maxLineBytes = 16'777'216;

    explicit LogSearcher(std::shared_ptr<const LogPattern> pattern);

    //! Searches the lines of \a log that begin from \a begin on, in front of \a end, to their own ends. A line begins
    //! at \a begin if \a isLineStart, or behind the "\n" in front of it. Returns early when \a isCancelled.
    FoundLines search(QByteArrayView log, qint64 begin, qint64 end, bool isLineStart,
                      const std::atomic<bool> &isCancelled);

private:
    qint64 searchBatch(QByteArrayView log, qint64 begin, qint64 end, FoundLines &found);
    qint64 searchHugeLine(QByteArrayView log, qint64 begin, FoundLines &found, const std::atomic<bool> &isCancelled);
    void addMatches(QByteArrayView log, qint64 begin, qint64 end, FoundLines &found);

    LogMatcher m_matcher;
    std::vector<RawLines> m_chosen;
    ShownLines m_lines; //!< Of those.
    std::vector<qsizetype> m_ahead; //!< How many are in front of each of m_chosen.
    std::vector<quint32> m_matches;
};

} // namespace Runlight
