// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/patternengines.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>

namespace Runlight {

//! Tells of lines as they stand in the file whether the text that is shown of them may hold some ASCII characters, in
//! a fraction of the time that it takes to know the text. One thread at a time.
class RawFilter
{
public:
    //! \a database finds \a literal, which is not empty.
    RawFilter(const QByteArray &literal, bool matchCase, const hs_database_t *database);

    //! \a readable are bytes behind \a lines that may be read. Where it is false, \a lineCount is how many lines they
    //! are.
    bool mayHold(QByteArrayView lines, qint64 readable, qint64 &lineCount) const;

private:
    bool mayHoldWithin(QByteArrayView lines, qint64 &lineCount) const;
    bool holds(QByteArrayView lines) const;
    bool isInTheWay(QByteArrayView lines, const char *at) const;
    bool isAt(char c, qsizetype place) const;

    const QByteArray m_literal; //!< Lower case, unless the case counts.
    const bool m_matchCase;
    const char m_otherFirst; //!< Its first one as a capital letter.
    const hs_database_t *m_database;
    HsScratch m_scratch;
    std::array<quint64, 256> m_places{}; //!< By byte: a bit for each place in the literal that has it.
    std::array<quint8, 16>
        m_innerHighs{}; //!< Bytes that others of the literal follow: by the low half, a bit for the high one.
};

} // namespace Runlight
