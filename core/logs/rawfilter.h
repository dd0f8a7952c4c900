// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

#include <array>
#include <optional>
#include <vector>

namespace Runlight {

//! Lines that follow one another, as they stand in the file, among others.
struct RawLines
{
    qsizetype begin = 0;
    qsizetype end = 0; //!< The last one's "\n" included.
};

//! Tells of lines as they stand in the file which of them may be shown with one of some texts, in a fraction of the
//! time that it takes to know what is shown. One thread at a time.
//!
//! Of each text it looks for the three characters (two, of several texts) that seem the rarest. Where a text is shown,
//! each of them stands in front of the next or of something that is not shown (a colour), unless the line overwrites
//! itself.
class RawFilter
{
public:
    //! Bytes behind the lines that must be readable.
    static constexpr qint64 overreadBytes = 66;

    //! \a texts are printable ASCII. Nothing where they are too many or too short.
    static std::optional<RawFilter> make(const QByteArrayList &texts, bool matchCase);

    //! Appends those that may be shown with one of the texts, ascending. Each of \a lines has its "\n".
    void choose(QByteArrayView lines, std::vector<RawLines> &chosen);

private:
    static constexpr size_t frontSize = 3;

    //! What is looked for.
    struct Front
    {
        std::array<char, frontSize> bits{}; //!< What is to be set in front of comparing, as letters differ in case.
        std::array<char, frontSize> characters{};
        QByteArray before; //!< What of the text is in front of the first.
        QByteArray behind;
    };

    void chooseFronts(QByteArrayView lines);
    Front frontAt(const QByteArray &text, qsizetype at) const;
    template <int width, size_t texts, auto bitsOf>
    int findPlacesBy(const char *bytes, int size, quint16 *places) const;
    int findPlacesWithAvx2(const char *bytes, int size, quint16 *places) const;
    int findPlacesWithAvx512(const char *bytes, int size, quint16 *places) const;
    int findPlaces(const char *bytes, int size, quint16 *places) const;
    bool mayMatter(const char *at, const char *begin) const;
    bool mayGoOn(QByteArrayView text, const char *at) const;
    bool mayEnd(QByteArrayView text, const char *at, const char *begin) const;
    bool isSame(char c, char wanted) const;

    QByteArrayList m_texts;
    bool m_matchCase = false;
    std::vector<Front> m_fronts; //!< One a text; none yet in front of the first lines.
    std::vector<quint16> m_places; //!< Memory for choose().
    int m_skipped = 0; //!< So many times all lines are chosen.
};

} // namespace Runlight
