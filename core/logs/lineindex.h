// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/linenumber.h"
#include "core/logs/logmarks.h"
#include "core/logs/logscan.h"

#include <QByteArrayView>

#include <vector>

namespace Runlight {

//! Where the lines of a log are, and which are marked. Of the lines themselves only their number in front of each block
//! of 64 KB is kept: 8 bytes a block (16 while the list grows), which is a hundredth of a byte a line as lines usually
//! are, and would be two only with lines of 8 KB on average. To find a line, the newlines of its block are found again,
//! which takes a few microseconds; those of the last block are remembered.
//!
//! It stands for the first end() bytes of the log, as if there were no more. The calls that take \a log want the bytes
//! of the file from its start, end() at least; what has changed in them makes answers wrong, never unsafe. A value; one
//! thread at a time.
class LineIndex
{
public:
    //! \a scan must begin at end(), and have read the open line where another one began in between.
    void append(const LogScan &scan);

    qint64 end() const { return m_end; }
    //! Lines with a line ending, and what follows the last of them unless it is nothing.
    qint64 lineCount() const { return m_newlines + (m_openLineStart < m_end ? 1 : 0); }
    //! Where the line begins that goes on at end().
    qint64 openLineStart() const { return m_openLineStart; }
    const LogMarks &marks() const { return m_marks; }

    //! Line \a number without its line ending ("\n" or "\r\n"); empty where there is no such line.
    QByteArrayView line(LineNumber number, QByteArrayView log) const;
    //! Where line \a number (at most lineCount()) begins, in bytes.
    qint64 offsetOf(LineNumber number, QByteArrayView log) const;
    //! The line that the byte at \a offset is in; its line ending is part of it.
    LineNumber lineAt(qint64 offset, QByteArrayView log) const;

    //! Bytes on the heap, without those remembered of one block.
    qint64 memoryUse() const;

private:
    //! The newlines of a block, as last found.
    struct Remembered
    {
        qint64 block = -1;
        qint64 bytes = 0;
        int count = 0;
        std::vector<quint16> positions;
    };

    const Remembered &newlinesOf(qint64 block, QByteArrayView log) const;

    std::vector<qint64> m_newlinesBefore{0}; //!< Of each block up to the one that end() is in.
    qint64 m_newlines = 0;
    qint64 m_end = 0;
    qint64 m_openLineStart = 0;
    LogMarks m_marks;
    mutable Remembered m_remembered;
};

} // namespace Runlight
