// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/linenumber.h"
#include "core/logs/lineset.h"
#include "core/logs/logmarks.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace Runlight {

//! The lines of one step, in a list of all steps in their order.
struct StepLines
{
    qint64 first = 0;
    qint64 end = 0; //!< Behind the last. Equal to `first` where the step has written nothing.
};

//! What the user has opened and closed in one log. Survives that the log grows.
struct LogFolds
{
    std::set<qint64> otherGroups; //!< By their first line: those that are not as `groupsOpen` says.
    bool groupsOpen = false;
    std::map<int, bool> steps; //!< Open or not, by the step's place in the list; the others are as `stepsOpen` says.
    bool stepsOpen = true;

    bool isStepOpen(int step) const;
    //! \a line is that of the group's `##[group]`.
    bool isGroupOpen(qint64 line) const { return groupsOpen != otherGroups.contains(line); }
    void setGroupOpen(qint64 line, bool open);

    friend bool operator==(const LogFolds &, const LogFolds &) = default;
};

//! One row of the viewer.
struct LogRow
{
    enum class Kind {
        Line,
        Step, //!< The heading of a step.
        Gap, //!< Stands for lines that the filter leaves out.
    };

    Kind kind = Kind::Line;
    LineNumber line; //!< Of a Line. Of others the line that follows.
    int step = -1; //!< Of a Step.

    friend bool operator==(const LogRow &, const LogRow &) = default;
};

//! Which rows there are and what stands in each: all lines but those that are folded away, with the headings of the
//! steps between them, or the lines that a filter lets through. Only the places where the one does not follow from the
//! other are kept, so millions of lines cost nothing. A value.
class LogRows
{
public:
    //! Everything, folded as \a folds says. `##[endgroup]` lines are never shown: they say nothing.
    static LogRows folded(qint64 lineCount, const std::vector<StepLines> &steps, const LogMarks &marks,
                          const LogFolds &folds);
    //! The first \a most of \a lines with \a context lines around each. Lines that there are not (yet) have no row. Any
    //! thread.
    static LogRows filtered(qint64 lineCount, const LineSet &lines, qint64 most, qint64 context);

    qint64 count() const { return m_count; }
    //! \a row must be one.
    LogRow at(qint64 row) const;
    //! The row of \a line; nothing where it is not shown.
    std::optional<qint64> rowOf(LineNumber line) const;
    //! The row of \a line or, where it is not shown, of what stands for it: the last row above.
    qint64 rowAtOrAbove(LineNumber line) const;
    std::optional<qint64> rowOfStep(int step) const;
    //! The row of the heading that \a row stands under, or its own; nothing above the first.
    std::optional<qint64> headingAbove(qint64 row) const;

private:
    //! Rows that follow from the first of them: lines in a row, or one heading or gap.
    struct Segment
    {
        qint64 row;
        qint64 line;
        LogRow::Kind kind;
        int step;
    };

    void add(LogRow::Kind kind, qint64 line, int step = -1);
    void addLines(qint64 first, qint64 end);
    void addUnfolded(qint64 first, qint64 end, const LogMarks &marks, const LogFolds &folds);
    std::vector<Segment>::const_iterator segmentOf(qint64 row) const;
    qint64 lengthOf(std::vector<Segment>::const_iterator segment) const;

    std::vector<Segment> m_segments;
    std::vector<size_t> m_headings; //!< Which of them are headings: a filtered log has millions of others.
    qint64 m_count = 0;
};

} // namespace Runlight
