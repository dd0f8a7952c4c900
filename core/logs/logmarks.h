// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/linenumber.h"
#include "core/logs/lineset.h"

#include <QByteArrayView>
#include <QFlags>

#include <array>
#include <optional>
#include <vector>

namespace Runlight {

//! What a line of a log stands out as.
enum class MarkKind {
    //! A step begins, as far as a job log shows it: `##[group]Run …`, `Post job cleanup.` or `Cleaning up orphan
    //! processes`. What comes before the first is "Set up job". The steps inside a composite action look the same.
    Step = 1 << 0,
    Group = 1 << 1,
    EndGroup = 1 << 2,
    Error = 1 << 3,
    Warning = 1 << 4,
    Notice = 1 << 5,
    Section = 1 << 6,
    Command = 1 << 7, //!< `##[command]` and `[command]`.
};
Q_DECLARE_FLAGS(MarkKinds, MarkKind)
Q_DECLARE_OPERATORS_FOR_FLAGS(MarkKinds)

constexpr int markKindCount = 8;

struct LogMark
{
    LineNumber line;
    MarkKinds kinds;

    friend bool operator==(const LogMark &, const LogMark &) = default;
};

//! Both ends included.
struct LineRange
{
    LineNumber first;
    LineNumber last;

    friend bool operator==(const LineRange &, const LineRange &) = default;
};

//! So much of a line tells what it is.
constexpr qsizetype lineHeadBytes = 128;

//! What the line that begins with \a head is: its first lineHeadBytes bytes, or what there is of them. What follows the
//! line itself in \a head does no harm. A tag counts at the start of the text, which may have byte order marks and a
//! timestamp in front of it. Any thread.
MarkKinds marksOf(QByteArrayView head);

//! The marked lines of a log, one to two bytes each. A value; one thread at a time.
class LogMarks
{
public:
    //! \a line must be behind all that are in.
    void append(LineNumber line, MarkKinds kinds);
    //! Forgets what was told of \a line, the last one that is in or one behind it.
    void removeLast(LineNumber line);

    //! How many lines are marked so. \a kind is one kind.
    qint64 count(MarkKind kind) const;
    //! The first line behind \a line that has one of \a kinds; those of \a kinds that it has.
    std::optional<LogMark> nextAfter(LineNumber line, MarkKinds kinds) const;
    //! The last line in front of \a line that has one of \a kinds.
    std::optional<LogMark> previousBefore(LineNumber line, MarkKinds kinds) const;
    //! All lines in \a range that have one of \a kinds, in their order.
    std::vector<LogMark> marksIn(LineRange range, MarkKinds kinds) const;
    //! The group that \a line is in, from its `##[group]` to its `##[endgroup]`. Groups do not nest: one that is not
    //! closed ends in front of the next group or step, or with the log's last line of \a lineCount.
    std::optional<LineRange> groupAt(LineNumber line, qint64 lineCount) const;

    //! Bytes on the heap.
    qint64 memoryUse() const;

private:
    std::array<LineSet, markKindCount> m_lines; //!< By the kind's bit.
};

} // namespace Runlight
