// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVarLengthArray>

#include <optional>
#include <vector>

namespace Runlight {

//! How well a text answers what was typed. Smaller is better.
struct FuzzyRank
{
    //! Best first. Several words rank as the worst of them.
    enum Kind {
        Prefix, //!< The text begins with it.
        WordStart, //!< A word begins with it, or several words begin with its parts: "rerun" and "Re-run".
        Inside, //!< It stands within a word.
        Scattered, //!< Its characters come in this order, the first at the start of a word.
    };

    Kind kind = Prefix;
    int skipped = 0; //!< Characters between those that were typed, all words together.
    int start = 0; //!< Where the first of them is.

    friend auto operator<=>(const FuzzyRank &, const FuzzyRank &) = default;
};

//! Characters of a text that answer what was typed, for marking them.
struct FuzzySpan
{
    int start = 0;
    int length = 0;

    friend bool operator==(const FuzzySpan &, const FuzzySpan &) = default;
};

//! What somebody typed to find one of many things: words in any order, each found as a whole, in parts, or scattered.
//! Case does not matter. Pure; its cost grows with the length of both texts only, whatever stands in them.
class FuzzyPattern
{
public:
    static constexpr int longestTyped = 64; //!< UTF-16 units; what is beyond is not looked at.
    static constexpr int longestText = 256; //!< As above.

    explicit FuzzyPattern(QStringView typed);

    bool isEmpty() const { return m_words.empty(); }
    //! Nothing where one of the words is not in \a text. An empty pattern is in every text.
    std::optional<FuzzyRank> rank(QStringView text) const;
    //! What of \a text answers, in its order; empty where rank() is nothing.
    std::vector<FuzzySpan> spans(QStringView text) const;

private:
    using Positions = QVarLengthArray<int, longestTyped>;

    std::optional<FuzzyRank> find(QStringView text, Positions *positions) const;

    std::vector<QString> m_words; //!< Case-folded.
};

} // namespace Runlight
