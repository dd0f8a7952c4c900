// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Runlight {

// Text from the network is data: these keep it from being taken for anything else when it is shown.

//! \a text without the characters that turn the direction of what stands around it (Trojan Source), and without control
//! characters other than line breaks. Line breaks of every kind become "\n".
QString harmlessText(const QString &text);

//! harmlessText() on one line: line breaks become spaces.
QString oneLine(const QString &text);

//! Rich text that shows \a text as it is: Qt takes a tool tip for markup by its looks, and would load the images that
//! it names. Long lines wrap, at any place if need be; too long ones, too many, and too long a whole end in an
//! ellipsis, so that a tool tip fits on a screen. Empty for an empty \a text.
QString plainToolTip(const QString &text);

} // namespace Runlight
