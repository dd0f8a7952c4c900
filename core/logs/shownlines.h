// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <vector>

namespace Runlight {

//! How many bytes at \a at, the first of which is no printable ASCII, are not shown and change nothing of a line but
//! its colours. 0 where they are shown, or may change something. Reads up to the first byte that can not belong to
//! them.
qsizetype invisibleBytes(const char *at);

//! The lines of a part of a log as text to search in: what a terminal shows of each behind its stamp and its tag, as valid UTF-8 without NULs, and a "\n" after each. So a search never meets an escape sequence, a stamp or a
//! byte that is no character.
//!
//! Written at a good part of the speed of memory where lines are text, colours and "\r\n"; a line that overwrites
//! itself or has broken UTF-8 takes as long as showing it. The memory of one part serves the next. One thread at a
//! time.
class ShownLines
{
public:
    void clear() { m_ends.clear(); }
    //! \a lines are whole ones; only the last may be without its "\n". \a readable are bytes behind them that may be
    //! read, though they are no part of them.
    void append(QByteArrayView lines, qint64 readable = 0);

    qsizetype size() const { return qsizetype(m_ends.size()); }
    //! All lines, each with its "\n".
    QByteArrayView text() const { return {m_text.data(), m_ends.empty() ? 0 : qsizetype(m_ends.back())}; }
    //! Without its "\n".
    QByteArrayView line(qsizetype number) const;
    //! Where the line ends in text(), its "\n" included.
    qsizetype end(qsizetype number) const { return qsizetype(m_ends[size_t(number)]); }
    //! The line, \a from or a later one, that the byte of text() at \a offset is in.
    qsizetype lineAt(qsizetype offset, qsizetype from) const;

private:
    QByteArrayView padded(QByteArrayView lines);
    void readBlock(const char *block, int size);
    void readOther(const char *at);
    void beginLine(const char *start);
    void skipUnusualFront();
    void skipTag();
    void showLine();
    void finishLine();
    void makeRoom(qsizetype bytes);

    std::vector<char> m_text; //!< What lies behind the last end is scribble.
    std::vector<quint32> m_ends; //!< Behind each line's "\n".
    QByteArray m_padded; //!< Lines behind which nothing can be read.
    std::vector<quint16> m_nonText;
    std::array<char, 14> m_hour{}; //!< "2026-06-07T07:", where such a stamp was found.

    // While reading.
    const char *m_end = nullptr; //!< Of the lines.
    const char *m_lineStart = nullptr;
    const char *m_runStart = nullptr; //!< From here on nothing is in m_text yet.
    char *m_out = nullptr;
};

} // namespace Runlight
