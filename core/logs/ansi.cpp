// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/ansi.h"

#include <QVarLengthArray>

#include <algorithm>
#include <optional>

namespace Runlight {

namespace {

constexpr char escape = '\x1b';
constexpr char bell = '\a';
constexpr int missing = -1;
//! No parameter means more than this.
constexpr int largestParameter = 100'000;

bool isBetween(char c, char first, char last)
{
    return c >= first && c <= last;
}

EscapeSequence::Kind controlSequenceKind(char final)
{
    using Kind = EscapeSequence::Kind;
    switch (final) {
    case 'm':
        return Kind::Style;
    case 'J': // Erase in Display has the same parameters.
    case 'K':
        return Kind::EraseInLine;
    case 'C':
        return Kind::CursorForward;
    case 'D':
        return Kind::CursorBack;
    case 'G':
        return Kind::CursorToColumn;
    default:
        return Kind::Ignored;
    }
}

EscapeSequence controlSequence(QByteArrayView bytes)
{
    qsizetype at = 2;
    while (at < bytes.size() && isBetween(bytes[at], '0', '?'))
        ++at;
    const QByteArrayView parameters = bytes.sliced(2, at - 2);
    const qsizetype intermediates = at;
    while (at < bytes.size() && isBetween(bytes[at], ' ', '/'))
        ++at;
    if (at == bytes.size() || !isBetween(bytes[at], '@', '~'))
        return {.length = at};
    // "?", ">" and their like in front make another, private sequence of it; an intermediate byte does as well.
    const bool isPlain = at == intermediates && (parameters.isEmpty() || parameters.front() < '<');
    const EscapeSequence::Kind kind = isPlain ? controlSequenceKind(bytes[at]) : EscapeSequence::Kind::Ignored;
    if (kind == EscapeSequence::Kind::Ignored)
        return {.length = at + 1};
    return {kind, at + 1, parameters};
}

//! A title, a hyperlink, …: up to BEL or ESC \.
EscapeSequence stringSequence(QByteArrayView bytes)
{
    for (qsizetype at = 2; at < bytes.size(); ++at) {
        if (bytes[at] == bell)
            return {.length = at + 1};
        if (bytes[at] == escape && at + 1 < bytes.size() && bytes[at + 1] == '\\')
            return {.length = at + 2};
        if (isBetween(bytes[at], '\0', '\x1f'))
            break;
    }
    return {.length = 2};
}

EscapeSequence intermediateSequence(QByteArrayView bytes)
{
    qsizetype at = 1;
    while (at < bytes.size() && isBetween(bytes[at], ' ', '/'))
        ++at;
    return {.length = at < bytes.size() && isBetween(bytes[at], '0', '~') ? at + 1 : at};
}

//! One number of a style sequence.
struct StyleCode
{
    int value = missing;
    bool joined = false; //!< By a colon to the one before: no code of its own.
};

using StyleCodes = QVarLengthArray<StyleCode, 16>;

StyleCodes styleCodes(QByteArrayView parameters)
{
    StyleCodes codes;
    codes.append(StyleCode());
    for (const char c : parameters) {
        if (c == ';' || c == ':') {
            codes.append({missing, c == ':'});
        } else if (isBetween(c, '0', '9')) {
            int &value = codes.last().value;
            value = std::min(std::max(value, 0) * 10 + (c - '0'), largestParameter);
        }
    }
    return codes;
}

bool isByte(int value)
{
    return value >= 0 && value <= 255;
}

//! The colour after a 38, 48 or 58 at \a at, which moves to the last code that belongs to it. Nothing where that is
//! unknown or incomplete.
std::optional<TextColor> extendedColor(const StyleCodes &codes, qsizetype &at)
{
    const qsizetype first = at + 1;
    const bool isJoined = first < codes.size() && codes[first].joined;
    qsizetype end = first;
    while (isJoined && end < codes.size() && codes[end].joined)
        ++end;
    const int model = first < codes.size() ? codes[first].value : missing;
    const qsizetype needed = model == 5 ? 2 : model == 2 ? 4 : 1;
    if (!isJoined)
        end = std::min<qsizetype>(first + needed, codes.size());
    at = end - 1;
    if (end - first < needed)
        return {};
    if (model == 5 && isByte(codes[first + 1].value))
        return TextColor::indexed(quint32(codes[first + 1].value));
    // With colons, a colour space may stand before red: 38:2::R:G:B.
    const qsizetype red = isJoined && end - first > needed ? first + 2 : first + 1;
    if (model != 2 || !isByte(codes[red].value) || !isByte(codes[red + 1].value) || !isByte(codes[red + 2].value))
        return {};
    return TextColor::rgb(quint32(codes[red].value << 16 | codes[red + 1].value << 8 | codes[red + 2].value));
}

//! Codes that switch one thing on or off.
void applySwitch(int code, TextStyle &style)
{
    switch (code) {
    case 0:
        style = {};
        break;
    case 1:
        style.bold = true;
        break;
    case 2:
        style.dim = true;
        break;
    case 3:
        style.italic = true;
        break;
    case 4:
    case 21:
        style.underline = true;
        break; // 21: a double one.
    case 7:
        style.inverse = true;
        break;
    case 9:
        style.strikethrough = true;
        break;
    case 22:
        style.bold = style.dim = false;
        break;
    case 23:
        style.italic = false;
        break;
    case 24:
        style.underline = false;
        break;
    case 27:
        style.inverse = false;
        break;
    case 29:
        style.strikethrough = false;
        break;
    case 39:
        style.foreground = {};
        break;
    case 49:
        style.background = {};
        break;
    default:
        break;
    }
}

//! Codes for one of the 16 colours; false for others.
bool applyBasicColor(int code, TextStyle &style)
{
    const int digit = code % 10;
    if (digit > 7)
        return false;
    switch (code / 10) {
    case 3:
        style.foreground = TextColor::indexed(quint32(digit));
        return true;
    case 4:
        style.background = TextColor::indexed(quint32(digit));
        return true;
    case 9:
        style.foreground = TextColor::indexed(quint32(digit + 8));
        return true;
    case 10:
        style.background = TextColor::indexed(quint32(digit + 8));
        return true;
    default:
        return false;
    }
}

} // namespace

int EscapeSequence::parameter(int fallback) const
{
    const StyleCode first = styleCodes(parameters).front();
    return first.value == missing ? fallback : first.value;
}

EscapeSequence readEscape(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return {};
    switch (bytes[1]) {
    case '[':
        return controlSequence(bytes);
    case ']': // Operating system command
    case 'P': // Device control string
    case 'X': // Start of string
    case '^': // Privacy message
    case '_': // Application program command
        return stringSequence(bytes);
    default:
        break;
    }
    if (isBetween(bytes[1], ' ', '/'))
        return intermediateSequence(bytes);
    return {.length = isBetween(bytes[1], '0', '~') ? 2 : 1};
}

void applyStyle(QByteArrayView parameters, TextStyle &style)
{
    const StyleCodes codes = styleCodes(parameters);
    for (qsizetype i = 0; i < codes.size(); ++i) {
        const int code = std::max(codes[i].value, 0);
        if (codes[i].joined) {
            continue; // Details of the code before.
        } else if (code == 38 || code == 48 || code == 58) {
            const std::optional<TextColor> color = extendedColor(codes, i);
            // 58 colours the underline.
            if (color && code != 58)
                (code == 38 ? style.foreground : style.background) = *color;
        } else if (code == 4 && i + 1 < codes.size() && codes[i + 1].joined) {
            style.underline = codes[i + 1].value != 0; // 4:3 is a wavy one, 4:0 none.
        } else if (!applyBasicColor(code, style)) {
            applySwitch(code, style);
        }
    }
}

} // namespace Runlight
