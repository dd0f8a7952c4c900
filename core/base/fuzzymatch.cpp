// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/fuzzymatch.h"

#include <algorithm>

namespace Runlight {

namespace {

// Thousands of texts are looked at for each key: most of them are ASCII, for which Unicode's tables can be left alone.

QChar folded(QChar unit)
{
    if (unit.unicode() >= 0x80)
        return unit.toCaseFolded();
    return unit >= u'A' && unit <= u'Z' ? QChar(unit.unicode() | 0x20) : unit;
}

//! What tells where words begin.
enum class UnitKind : quint8 { Other, Lower, Upper, Digit };

UnitKind kindOf(QChar unit)
{
    if (unit.unicode() < 0x80) {
        if (unit >= u'a' && unit <= u'z')
            return UnitKind::Lower;
        if (unit >= u'A' && unit <= u'Z')
            return UnitKind::Upper;
        return unit >= u'0' && unit <= u'9' ? UnitKind::Digit : UnitKind::Other;
    }
    if (unit.isDigit())
        return UnitKind::Digit;
    if (!unit.isLetterOrNumber())
        return UnitKind::Other;
    return unit.isUpper() ? UnitKind::Upper : UnitKind::Lower;
}

bool beginsWord(UnitKind before, UnitKind kind)
{
    if (kind == UnitKind::Other || kind == before)
        return false;
    return kind != UnitKind::Lower || before != UnitKind::Upper;
}

//! A text made ready for looking at it more than once.
struct FoldedText
{
    explicit FoldedText(QStringView text)
        : length(int(qMin<qsizetype>(text.size(), FuzzyPattern::longestText)))
    {
        units.resize(length);
        starts.resize(length);
        UnitKind before = UnitKind::Other;
        for (int i = 0; i < length; ++i) {
            const UnitKind kind = kindOf(text[i]);
            units[i] = folded(text[i]);
            starts[i] = beginsWord(before, kind);
            before = kind;
        }
    }

    QStringView view() const { return {units.constData(), units.size()}; }

    int length;
    QVarLengthArray<QChar, FuzzyPattern::longestText> units;
    QVarLengthArray<bool, FuzzyPattern::longestText> starts; //!< A word begins here.
};

using WordPositions = QVarLengthArray<int, FuzzyPattern::longestTyped>;

void setConsecutive(WordPositions &positions, int start, qsizetype count)
{
    positions.clear();
    for (int i = 0; i < count; ++i)
        positions.append(start + i);
}

//! Whether the whole of \a word stands in \a text: where a word begins if it does so anywhere, else anywhere.
std::optional<FuzzyRank::Kind> findWhole(const QString &word, const FoldedText &text, WordPositions &positions)
{
    std::optional<FuzzyRank::Kind> kind;
    for (qsizetype at = text.view().indexOf(word); at >= 0; at = text.view().indexOf(word, at + 1)) {
        // What does not begin with a letter or a digit ("#8", "/api") begins no word either, but is meant as it stands.
        const bool begins = text.starts[at] || !word[0].isLetterOrNumber();
        if (!kind || begins)
            setConsecutive(positions, int(at), word.size());
        kind = at == 0 ? FuzzyRank::Prefix : begins ? FuzzyRank::WordStart : FuzzyRank::Inside;
        if (begins)
            break;
    }
    return kind;
}

//! Whether \a word is made of the beginnings of words of \a text, in its order. Every way to divide it is looked at
//! together, character by character, so that no text takes longer than another of its length.
bool findParts(const QString &word, const FoldedText &text, WordPositions &positions)
{
    const int width = text.length;
    const auto count = int(word.size());
    QVarLengthArray<bool, 16 * FuzzyPattern::longestText> reached(qsizetype(count) * width);
    std::fill(reached.begin(), reached.end(), false);
    const auto cell = [&reached, width](int i, int at) -> bool & {
        return reached[qsizetype(i) * width + at];
    };
    for (int i = 0; i < count; ++i) {
        bool anyBefore = i == 0;
        for (int at = 0; at < width; ++at) {
            const bool goesOn = i > 0 && at > 0 && cell(i - 1, at - 1);
            cell(i, at) = text.units[at] == word[i] && (goesOn || (text.starts[at] && anyBefore));
            anyBefore = anyBefore || (i > 0 && cell(i - 1, at));
        }
    }
    const auto last = std::find(&cell(count - 1, 0), &cell(count - 1, 0) + width, true);
    auto at = int(last - &cell(count - 1, 0));
    if (at == width)
        return false;
    positions.resize(count);
    for (int i = count - 1; i >= 0; --i) {
        positions[i] = at;
        if (i == 0)
            break;
        for (--at; !cell(i - 1, at); --at) { }
    }
    return true;
}

//! Whether the characters of \a word come in \a text in their order, the first at the start of a word.
bool findScattered(const QString &word, const FoldedText &text, WordPositions &positions)
{
    positions.clear();
    for (int at = 0; at < text.length && positions.size() < word.size(); ++at) {
        if (text.units[at] == word[positions.size()] && (!positions.isEmpty() || text.starts[at]))
            positions.append(at);
    }
    return positions.size() == word.size();
}

//! As findScattered(), wherever the first stands: what is not so is not found in any way. Looks at nothing twice.
bool mayHold(const QString &word, QStringView text)
{
    qsizetype i = 0;
    for (const QChar unit : text) {
        if (folded(unit) == word[i] && ++i == word.size())
            return true;
    }
    return false;
}

std::optional<FuzzyRank::Kind> findWord(const QString &word, const FoldedText &text, WordPositions &positions)
{
    std::optional<FuzzyRank::Kind> kind = findWhole(word, text, positions);
    if (kind && *kind != FuzzyRank::Inside)
        return kind;
    WordPositions others;
    if (findParts(word, text, others))
        kind = FuzzyRank::WordStart;
    else if (!kind && findScattered(word, text, others))
        kind = FuzzyRank::Scattered;
    else
        return kind;
    positions = others;
    return kind;
}

} // namespace

FuzzyPattern::FuzzyPattern(QStringView typed)
{
    const auto isSpace = [](QChar unit) {
        return unit.isSpace();
    };
    const QStringView looked = typed.first(qMin<qsizetype>(typed.size(), longestTyped));
    for (auto begin = looked.begin(); begin != looked.end();) {
        begin = std::find_if_not(begin, looked.end(), isSpace);
        const auto end = std::find_if(begin, looked.end(), isSpace);
        QString word;
        std::transform(begin, end, std::back_inserter(word), folded);
        if (!word.isEmpty())
            m_words.push_back(word);
        begin = end;
    }
}

std::optional<FuzzyRank> FuzzyPattern::rank(QStringView text) const
{
    return find(text, nullptr);
}

std::optional<FuzzyRank> FuzzyPattern::find(QStringView text, Positions *positions) const
{
    const QStringView looked = text.first(qMin<qsizetype>(text.size(), longestText));
    for (const QString &word : m_words) {
        if (!mayHold(word, looked))
            return {};
    }
    FuzzyRank rank;
    const FoldedText folded(looked);
    rank.start = m_words.empty() ? 0 : folded.length;
    for (const QString &word : m_words) {
        Positions found;
        const auto kind = findWord(word, folded, found);
        if (!kind)
            return {};
        rank.kind = qMax(rank.kind, *kind);
        rank.skipped += found.last() - found.first() + 1 - int(found.size());
        rank.start = qMin(rank.start, found.first());
        if (positions)
            positions->append(found.constData(), found.size());
    }
    return rank;
}

std::vector<FuzzySpan> FuzzyPattern::spans(QStringView text) const
{
    Positions positions;
    std::vector<FuzzySpan> spans;
    if (!find(text, &positions))
        return spans;
    std::sort(positions.begin(), positions.end());
    for (const int at : positions) {
        if (!spans.empty() && at < spans.back().start + spans.back().length)
            continue; // two words found the same
        if (!spans.empty() && at == spans.back().start + spans.back().length)
            ++spans.back().length;
        else
            spans.push_back({at, 1});
    }
    return spans;
}

} // namespace Runlight
