// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringView>

#include <vector>

namespace Runlight {

//! How many UTF-16 units at the front of a text are looked at. What is further right, nobody points at.
inline constexpr qsizetype linkReach = 65'536;

//! An http or https address in a text. The text is all there is to it: `text.sliced(start, length)`.
struct TextLink
{
    qsizetype start = 0;
    qsizetype length = 0;

    friend bool operator==(const TextLink &, const TextLink &) = default;
};

//! The addresses in \a text, in order. The punctuation of the sentence around one does not belong to it, a bracket only
//! where it was opened inside. Addresses are ASCII (RFC 3986); other letters end one. Linear in time.
std::vector<TextLink> findLinks(QStringView text);

//! A place in a source file that a text names.
struct SourcePlace
{
    qsizetype start = 0; //!< Of the file's name; the length reaches to the end of the numbers.
    qsizetype length = 0;
    QString file; //!< As it is written: whatever folder it is relative to, "/" or "\".
    int line = 0; //!< From 1.
    int column = 0; //!< 0 where there is none.

    friend bool operator==(const SourcePlace &, const SourcePlace &) = default;
};

//! The places in \a text, in order, as compilers, test runners and stack traces write them:
//!
//!     src/main.rs:4:5      foo.go:12      C:\a\b.cpp:3      file:///a/b.mjs:1:2      Foo.cs:line 12
//!     b.cpp(12): error     a.ts(10,5): error
//!     File "/a/b.py", line 12
//!
//! A name without a folder needs an ending that is no domain's ("example.com:443" is no place); one with spaces is
//! found in quotes only. Linear in time.
std::vector<SourcePlace> findSourcePlaces(QStringView text);

} // namespace Runlight
