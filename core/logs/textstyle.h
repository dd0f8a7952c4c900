// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace Runlight {

//! A colour as a program asked for it. What it looks like is the theme's business, but for Rgb.
struct TextColor
{
    enum class Kind : quint8 {
        Default, //!< The view's own.
        Basic, //!< One of the 16 that a theme names: 0–7, and 8–15 for the bright ones.
        Palette, //!< 16–255 of the 256-colour palette. Its first 16 are Basic.
        Rgb,
    };

    Kind kind = Kind::Default;
    quint32 value = 0; //!< The index, or 0xRRGGBB.

    static TextColor indexed(quint32 index) { return {index < 16 ? Kind::Basic : Kind::Palette, index}; }
    static TextColor rgb(quint32 value) { return {Kind::Rgb, value}; }

    friend bool operator==(const TextColor &, const TextColor &) = default;
};

//! How a stretch of text is to look.
struct TextStyle
{
    TextColor foreground;
    TextColor background;
    bool bold = false;
    bool dim = false;
    bool italic = false;
    bool underline = false;
    bool inverse = false;
    bool strikethrough = false;

    friend bool operator==(const TextStyle &, const TextStyle &) = default;
};

//! A stretch of text with one style, in UTF-16 units.
struct StyleRun
{
    qsizetype start = 0;
    qsizetype length = 0;
    TextStyle style;

    qsizetype end() const { return start + length; }

    friend bool operator==(const StyleRun &, const StyleRun &) = default;
};

} // namespace Runlight
