// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/logpattern.h"
#include "core/logs/rawfilter.h"
#include "core/logs/shownlines.h"

#include <memory>
#include <vector>

namespace Runlight {

//! Finds the lines that a pattern matches: the pattern with the memory that one thread needs to search.
//!
//! Vectorscan looks for the text that each match must have, through many lines at once, and PCRE2 looks at the lines
//! that have it; at all lines where there is no such text, or one of several. Vectorscan is not asked for more, since
//! release 5.4.9 misses matches: of "ec|cod", that of "cod" where it ends a block of 65 bytes to some hundred; of
//! "^\S+:" and "\n\w+:", depending on where in memory they are (seen on a processor with AVX-512). Its issue 304 tells
//! the same of 5.4.11.
class LogMatcher
{
public:
    explicit LogMatcher(std::shared_ptr<const LogPattern> pattern);
    ~LogMatcher();
    Q_DISABLE_COPY_MOVE(LogMatcher)

    //! Appends those of \a lines, as they stand in the file, that can match, ascending. Much quicker than to know what
    //! is shown of them. \a readable are bytes behind them that may be read.
    void choose(QByteArrayView lines, qint64 readable, std::vector<RawLines> &chosen);
    //! Appends the numbers of the lines that match to \a matches, ascending. Returns how many lines could not be told,
    //! because it would have taken too long (`(a+)+$`).
    int match(const ShownLines &lines, std::vector<quint32> &matches);

private:
    struct Memory;

    int matchEachLine(const ShownLines &lines, std::vector<quint32> &matches);

    const std::shared_ptr<const LogPattern> m_pattern;
    std::unique_ptr<Memory> m_memory;
};

} // namespace Runlight
