// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/shownlines.h"

#include "core/logs/lineparser.h"
#include "core/logs/newlines.h"
#include "core/logs/terminalline.h"
#include "core/logs/utf8.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace Runlight {

namespace {

//! So many bytes are copied at once, whether they are needed or not.
constexpr qsizetype copiedBytes = 64;
//! What is read at most behind the lines: a copy, or a look at a stamp, that begins at their end.
constexpr qsizetype overreadBytes = 64;
constexpr qsizetype usualStampBytes = 29; // "2026-06-07T07:20:48.7205841Z "

inline void copyRun(const char *begin, const char *end, char *out)
{
    std::memcpy(out, begin, copiedBytes);
    if (end - begin > copiedBytes) [[unlikely]]
        std::memcpy(out + copiedBytes, begin + copiedBytes, size_t(end - begin - copiedBytes));
}

constexpr quint64 eightBytes(const char (&bytes)[9])
{
    quint64 value = 0;
    for (int i = 7; i >= 0; --i)
        value = value << 8 | uchar(bytes[i]);
    return value;
}

//! Whether the eight bytes at \a at have the shape of \a pattern, in which 9 stands for any digit and 5 for 0 to 5.
template <quint64 pattern>
inline bool hasShape(const char *at)
{
    quint64 highHalves = 0;
    quint64 shape = 0;
    quint64 roomAbove = 0; // What may be added to the highest digit.
    for (int shift = 0; shift < 64; shift += 8) {
        const auto c = uchar(pattern >> shift);
        const bool isDigit = c == '9' || c == '5';
        highHalves |= quint64(isDigit ? 0xf0 : 0xff) << shift;
        shape |= quint64(isDigit ? 0x30 : c) << shift;
        roomAbove |= quint64(isDigit ? 0x3f - c : 0) << shift;
    }
    quint64 bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    bytes = qFromLittleEndian(bytes);
    return (bytes & highHalves) == shape && ((bytes + roomAbove) & highHalves) == shape;
}

//! How long the character at \a at is, where it is no ASCII and shown as it stands; 0 otherwise.
qsizetype shownCharacter(const char *at, const char *end)
{
    if (uchar(*at) < 0x80)
        return 0;
    QByteArrayView rest(at, end);
    const char32_t character = takeUtf8(rest);
    const bool isShownOtherwise = character < 0xa0 || character == U'\u2028' || character == U'\u2029'
        || character == U'\ufeff' || character == U'\ufffd';
    return isShownOtherwise ? 0 : rest.data() - at;
}

} // namespace

qsizetype invisibleBytes(const char *at)
{
    switch (uchar(*at)) {
    case 0x1b: {
        if (at[1] != '[')
            return 0;
        const char *final = at + 2;
        while (*final >= '0' && *final <= ';')
            ++final;
        if (*final == 'm')
            return final + 1 - at;
        const bool clearsNothing = *final == 'K' && (final == at + 2 || (final == at + 3 && at[2] == '0'));
        return clearsNothing ? final + 1 - at : 0;
    }
    case 0x00: // As on a terminal.
    case 0x07:
    case 0x0e:
    case 0x0f:
        return 1;
    case '\r':
        return at[1] == '\n' ? 1 : 0;
    case 0xef:
        return uchar(at[1]) == 0xbb && uchar(at[2]) == 0xbf ? 3 : 0;
    default:
        return 0;
    }
}

void ShownLines::append(QByteArrayView lines, qint64 readable)
{
    if (lines.isEmpty())
        return;
    if (readable < overreadBytes || !lines.endsWith('\n'))
        lines = padded(lines);
    m_end = lines.data() + lines.size();
    const qsizetype before = text().size();
    makeRoom(before + lines.size());
    m_out = m_text.data() + before;
    m_nonText.resize(size_t(logBlockBytes) + 8);
    beginLine(lines.data());
    for (const char *block = lines.data(); block < m_end;) {
        const int size = int(std::min<qint64>(m_end - block, logBlockBytes));
        readBlock(block, size);
        block += size;
    }
}

QByteArrayView ShownLines::line(qsizetype number) const
{
    const qsizetype begin = number == 0 ? 0 : m_ends[size_t(number) - 1];
    return {m_text.data() + begin, qsizetype(m_ends[size_t(number)]) - 1 - begin};
}

qsizetype ShownLines::lineAt(qsizetype offset, qsizetype from) const
{
    constexpr qsizetype near = 8; // Mostly it is one of the next.
    for (const qsizetype last = std::min(from + near, size()); from < last; ++from) {
        if (qsizetype(m_ends[size_t(from)]) > offset)
            return from;
    }
    return std::upper_bound(m_ends.begin() + from, m_ends.end(), quint32(offset)) - m_ends.begin();
}

//! \a lines with a "\n" at their end and something to read behind it.
QByteArrayView ShownLines::padded(QByteArrayView lines)
{
    m_padded.resize(0);
    m_padded.append(lines);
    if (!lines.endsWith('\n'))
        m_padded.append('\n');
    const qsizetype size = m_padded.size();
    m_padded.append(overreadBytes, '\0');
    return {m_padded.constData(), size};
}

void ShownLines::readBlock(const char *block, int size)
{
    // Not the slow way for the last ones of a few lines: what is behind them is looked at as well.
    int count = findNonText(block, (size + 63) / 64 * 64, m_nonText.data());
    while (count > 0 && m_nonText[size_t(count) - 1] >= size)
        --count;
    for (int i = 0; i < count; ++i) {
        const char *at = block + m_nonText[size_t(i)];
        if (at < m_runStart)
            continue; // Has been dealt with.
        copyRun(m_runStart, at, m_out);
        m_out += at - m_runStart;
        m_runStart = at;
        if (*at == '\n')
            finishLine();
        else if (const qsizetype skipped = invisibleBytes(at))
            m_runStart += skipped;
        else
            readOther(at);
    }
}

//! What is at \a at is shown somehow.
void ShownLines::readOther(const char *at)
{
    const qsizetype length = shownCharacter(at, m_end);
    if (length == 0)
        return showLine();
    std::memcpy(m_out, at, size_t(length));
    m_out += length;
    m_runStart += length;
}

//! The slow way, for lines that are not what is shown of them.
void ShownLines::showLine()
{
    const qsizetype begin = text().size();
    const auto *lineEnd = static_cast<const char *>(std::memchr(m_lineStart, '\n', size_t(m_end - m_lineStart)));
    const QByteArray shown = showOnTerminal(logLineText({m_lineStart, lineEnd})).text.toUtf8();
    makeRoom(begin + shown.size() + (m_end - lineEnd));
    m_out = std::copy(shown.begin(), shown.end(), m_text.data() + begin);
    m_runStart = lineEnd;
    finishLine();
}

//! m_runStart is at its "\n".
void ShownLines::finishLine()
{
    *m_out++ = '\n';
    m_ends.push_back(quint32(m_out - m_text.data()));
    beginLine(m_runStart + 1);
}

void ShownLines::beginLine(const char *start)
{
    m_lineStart = m_runStart = start;
    if (start == m_end)
        return;
    if (std::memcmp(start, m_hour.data(), m_hour.size()) == 0 && hasShape<eightBytes("59:59.99")>(start + 14)
        && hasShape<eightBytes("9999999Z")>(start + 20) && start[28] == ' ') [[likely]]
        m_runStart += usualStampBytes;
    else if ((*start >= '0' && *start <= '9') || uchar(*start) == 0xef)
        return skipUnusualFront();
    if (*m_runStart == '#' || *m_runStart == '[')
        skipTag();
    else if (uchar(*m_runStart) == 0xef)
        skipUnusualFront();
}

void ShownLines::skipTag()
{
    constexpr qint64 longestTag = 16;
    QByteArrayView text(m_runStart, std::min<qint64>(longestTag, m_end - m_runStart));
    takeLogTag(text);
    m_runStart = text.data();
}

void ShownLines::skipUnusualFront()
{
    const auto *lineEnd = static_cast<const char *>(std::memchr(m_lineStart, '\n', size_t(m_end - m_lineStart)));
    m_runStart = logLineText({m_lineStart, lineEnd}).data();
    if (m_runStart - m_lineStart == usualStampBytes)
        std::copy_n(m_lineStart, m_hour.size(), m_hour.begin());
}

void ShownLines::makeRoom(qsizetype bytes)
{
    const auto needed = size_t(bytes + copiedBytes);
    if (m_text.size() < needed)
        m_text.resize(needed);
}

} // namespace Runlight
