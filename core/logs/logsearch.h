// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/linenumber.h"
#include "core/logs/lineset.h"
#include "core/logs/logmapping.h"
#include "core/logs/logmarks.h"
#include "core/logs/logpattern.h"
#include "core/logs/logsearcher.h"
#include "core/logs/piecejob.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace Runlight {

//! The lines of one log that match a pattern, found on the global thread pool from the first line to the last. It needs
//! no index. A line matches when what is shown of it does, without its stamp and its tag. About a byte a match.
//! Lives on the GUI thread.
class LogSearch : public QObject
{
    Q_OBJECT

public:
    //! Begins at once; signals come from the event loop only.
    LogSearch(std::shared_ptr<const LogMapping> mapping, std::shared_ptr<const LogPattern> pattern,
              QObject *parent = nullptr);
    //! Does not wait for the search.
    ~LogSearch() override;

    const LogPattern &pattern() const { return *m_pattern; }
    //! Matching lines so far.
    qint64 matchCount() const { return m_matches.size(); }
    //! Lines looked at so far.
    qint64 searchedLines() const { return m_lines; }
    //! Lines, among those looked at, that were left out since the pattern takes too long on them. To be told.
    qint64 untoldLines() const { return m_untold; }
    bool isComplete() const { return m_isComplete; }

    //! The matching lines so far.
    const LineSet &matches() const { return m_matches; }
    bool contains(LineNumber line) const;
    //! The first match behind \a line.
    std::optional<LineNumber> nextAfter(LineNumber line) const;
    //! The last match in front of \a line.
    std::optional<LineNumber> previousBefore(LineNumber line) const;
    //! How many matches there are in front of \a line. Quick: one more is the place of \a line if it matches.
    qint64 countBefore(LineNumber line) const { return m_matches.countBefore(line.value); }
    //! All matches in \a range, in their order.
    std::vector<LineNumber> matchesIn(LineRange range) const;

    //! Goes on with what \a mapping, of the same log, has more. While searching it is remembered for afterwards.
    void extend(std::shared_ptr<const LogMapping> mapping);
    //! Stops where it is. What was found stays; isComplete() stays false.
    void cancel();

Q_SIGNALS:
    //! More matches, or a last line that was matched before it was whole and no longer does.
    void found();
    //! At most a hundred times for all of a log.
    void progressed(qint64 searchedBytes, qint64 totalBytes);
    //! isComplete(): once, and again after what extend() has brought.
    void completed();

private:
    void start();
    void take(const FoundLines &lines);
    void finish();

    std::shared_ptr<const LogMapping> m_mapping;
    std::shared_ptr<const LogMapping> m_nextMapping; //!< To go on with.
    const std::shared_ptr<const LogPattern> m_pattern;
    std::shared_ptr<PieceJob<FoundLines>> m_job; //!< While searching.
    LineSet m_matches;
    qint64 m_lines = 0;
    qint64 m_untold = 0;
    qint64 m_begin = 0; //!< Of the job, in bytes.
    qint64 m_piece = 0; //!< Delivered.
    qint64 m_pieces = 0;
    qint64 m_told = 0; //!< Pieces at the last progressed().
    bool m_hasNews = false;
    std::optional<qint64> m_openLine; //!< Where the last line begins, while it has no "\n".
    qint64 m_openUntold = 0;
    bool m_isComplete = false;
};

} // namespace Runlight
