// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/linenumber.h"
#include "ui/log/shownline.h"

#include <compare>
#include <limits>

namespace Runlight {

//! Between two characters of a log: in front of \a column of the line's shown text.
struct LogPosition
{
    LineNumber line;
    int column = 0;

    friend constexpr auto operator<=>(const LogPosition &, const LogPosition &) = default;
};

//! From where the user began to where the user is. However much it spans, it is two positions.
struct LogSelection
{
    //! A column behind every line's text.
    static constexpr int endless = std::numeric_limits<int>::max();

    LogPosition anchor;
    LogPosition cursor;

    bool isEmpty() const { return anchor == cursor; }
    LogPosition first() const { return std::min(anchor, cursor); }
    LogPosition last() const { return std::max(anchor, cursor); }

    //! What of \a line is selected; endless where the selection goes on in the next line.
    TextRange in(LineNumber line) const
    {
        if (isEmpty() || line < first().line || line > last().line)
            return {};
        const int from = line == first().line ? first().column : 0;
        const int to = line == last().line ? last().column : endless;
        return {from, to - from};
    }
};

} // namespace Runlight
