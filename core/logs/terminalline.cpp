// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/terminalline.h"

#include "core/logs/ansi.h"
#include "core/logs/utf8.h"

#include <algorithm>

namespace Runlight {

namespace {

//! How far a cursor moves beyond the text, so that no sequence makes a line of a billion blanks.
constexpr qsizetype widestJump = 1000;

struct Cell
{
    char32_t character = U' ';
    quint32 style = 0; //!< Index into the line's styles.
};

//! A run without a length goes on.
void beginRun(std::vector<StyleRun> &runs, qsizetype at, const TextStyle &style)
{
    if (!runs.empty() && runs.back().end() == at && runs.back().style == style)
        runs.back().length = 0;
    else
        runs.push_back({at, 0, style});
}

void endRun(std::vector<StyleRun> &runs, qsizetype at)
{
    if (!runs.empty() && runs.back().length == 0)
        runs.back().length = at - runs.back().start;
}

//! The cells of a line while bytes write on them.
class Screen
{
public:
    Screen(qsizetype capacity, const TextStyle &start);

    void write(QByteArrayView bytes);
    TerminalLine line() const;

private:
    void control(uchar c);
    void obey(const EscapeSequence &sequence);
    void show(char32_t character);
    void put(char32_t character);
    void erase(int parameter);
    void moveTo(qint64 column);
    void setStyle(const TextStyle &style);

    std::vector<Cell> m_cells;
    std::vector<TextStyle> m_styles{TextStyle()}; //!< The default first.
    quint32 m_style = 0;
    qsizetype m_column = 0;
};

Screen::Screen(qsizetype capacity, const TextStyle &start)
{
    m_cells.reserve(size_t(capacity));
    setStyle(start);
}

void Screen::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto c = uchar(bytes.front());
        if (c == '\x1b') {
            const EscapeSequence sequence = readEscape(bytes);
            obey(sequence);
            bytes = bytes.sliced(sequence.length);
        } else if (c < 0x20 || c == 0x7f) {
            control(c);
            bytes = bytes.sliced(1);
        } else if (c < 0x80) {
            put(c);
            bytes = bytes.sliced(1);
        } else {
            show(takeUtf8(bytes));
        }
    }
}

void Screen::control(uchar c)
{
    switch (c) {
    case '\r':
        m_column = 0;
        break;
    case '\b':
        m_column = std::max<qsizetype>(m_column - 1, 0);
        break;
    case '\t':
        put(U'\t');
        break;
    case 0x00: // Dropped, UTF-16 written into a log (wsl.exe does) can be read.
    case 0x07:
    case 0x0e:
    case 0x0f:
        break;
    case 0x7f:
        put(U'\u2421');
        break;
    default:
        put(U'\u2400' + c);
        break;
    }
}

void Screen::obey(const EscapeSequence &sequence)
{
    using Kind = EscapeSequence::Kind;
    switch (sequence.kind) {
    case Kind::Ignored:
        break;
    case Kind::Style: {
        TextStyle style = m_styles[m_style];
        applyStyle(sequence.parameters, style);
        setStyle(style);
        break;
    }
    case Kind::EraseInLine:
        erase(sequence.parameter(0));
        break;
    case Kind::CursorForward:
        moveTo(m_column + std::max(sequence.parameter(1), 1));
        break;
    case Kind::CursorBack:
        moveTo(m_column - std::max(sequence.parameter(1), 1));
        break;
    case Kind::CursorToColumn:
        moveTo(sequence.parameter(1) - 1);
        break;
    }
}

//! A character that is not ASCII.
void Screen::show(char32_t character)
{
    if (character == U'\ufeff')
        return; // A byte order mark: the runner joins blocks that have one each.
    if (character < 0xa0)
        put(U'\ufffd'); // No terminal shows these control characters, and mostly they are text that was encoded twice.
    else if (character == U'\u2028' || character == U'\u2029')
        put(U'\u2424'); // A text layout would break the line here.
    else
        put(character);
}

void Screen::put(char32_t character)
{
    const Cell cell{character, m_style};
    if (m_column > qsizetype(m_cells.size()))
        m_cells.resize(size_t(m_column));
    if (m_column == qsizetype(m_cells.size()))
        m_cells.push_back(cell);
    else
        m_cells[size_t(m_column)] = cell;
    ++m_column;
}

void Screen::erase(int parameter)
{
    // What would erase the line's beginning alone is left out: it is rare, and repeated on a long line it takes long.
    if (parameter == 0 && m_column < qsizetype(m_cells.size()))
        m_cells.resize(size_t(m_column));
    if (parameter != 2)
        return;
    m_cells.clear();
    moveTo(m_column); // Not as far behind nothing as it was behind the text.
}

void Screen::moveTo(qint64 column)
{
    m_column = std::clamp<qint64>(column, 0, std::max<qint64>(qint64(m_cells.size()), widestJump));
}

void Screen::setStyle(const TextStyle &style)
{
    if (style == m_styles[m_style])
        return;
    if (style == m_styles.front()) {
        m_style = 0;
        return;
    }
    m_style = quint32(m_styles.size());
    m_styles.push_back(style);
}

TerminalLine Screen::line() const
{
    const auto pairs = std::count_if(m_cells.begin(), m_cells.end(),
                                     [](const Cell &cell) { return QChar::requiresSurrogates(cell.character); });
    TerminalLine line{QString(qsizetype(m_cells.size()) + pairs, Qt::Uninitialized), {}, m_styles[m_style]};
    QChar *const begin = line.text.data();
    QChar *out = begin;
    quint32 previous = 0;
    for (const Cell &cell : m_cells) {
        if (cell.style != previous) {
            endRun(line.runs, out - begin);
            if (cell.style != 0)
                beginRun(line.runs, out - begin, m_styles[cell.style]);
            previous = cell.style;
        }
        if (QChar::requiresSurrogates(cell.character)) {
            *out++ = QChar::highSurrogate(cell.character);
            *out++ = QChar::lowSurrogate(cell.character);
        } else {
            *out++ = char16_t(cell.character);
        }
    }
    endRun(line.runs, out - begin);
    return line;
}

} // namespace

TerminalLine showOnTerminal(QByteArrayView bytes, const TextStyle &start)
{
    Screen screen(bytes.size(), start);
    screen.write(bytes);
    return screen.line();
}

} // namespace Runlight
