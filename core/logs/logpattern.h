// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"

#include <QCoreApplication>
#include <QString>
#include <QStringView>

#include <memory>
#include <vector>

namespace Runlight {

struct SearchOptions
{
    QString text;
    bool matchCase = false;
    bool wholeWord = false; //!< No letter, digit or underscore stands beside it.
    bool regularExpression = false; //!< As PCRE2 has them.

    friend bool operator==(const SearchOptions &, const SearchOptions &) = default;
};

//! In UTF-16 units.
struct TextRange
{
    qsizetype start = 0;
    qsizetype length = 0;

    friend bool operator==(const TextRange &, const TextRange &) = default;
};

//! What is searched for. Never changes; any thread. Matches are within a line, and never empty: `x*` finds what `x+`
//! does, and `^$` nothing. Letters are Unicode's.
class LogPattern
{
    Q_DECLARE_TR_FUNCTIONS(LogPattern)

public:
    //! More characters than that are refused.
    static constexpr qsizetype maxLength = 2000;

    //! Takes microseconds. Fails with InvalidInputs and a sentence to be shown under the field, in which the engine's
    //! words may stand: plain text.
    static Expected<std::shared_ptr<const LogPattern>> compile(const SearchOptions &options);
    ~LogPattern();
    Q_DISABLE_COPY_MOVE(LogPattern)

    //! The places in one line as it is shown, the first thousand at most, in their order and apart. None where finding
    //! them takes too long. For painting.
    std::vector<TextRange> matchesIn(QStringView shown) const;

private:
    friend class LogMatcher;
    struct Engines;

    LogPattern();

    std::unique_ptr<Engines> m_engines;
};

} // namespace Runlight
