// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/textstyle.h"

#include <QByteArrayView>
#include <QString>

#include <vector>

namespace Runlight {

//! What a terminal shows of one line.
struct TerminalLine
{
    QString text; //!< Without control characters, but for tabs.
    std::vector<StyleRun> runs; //!< In order; only where the style is not the default.
    TextStyle end; //!< As the line leaves it.
};

//! Shows \a bytes (UTF-8) as a terminal does, from column 0 and in \a start.
//!
//! What follows a carriage return or a backspace overwrites, so a progress bar shows its last state. A column is a code
//! point: wide and combining characters that are overwritten by others of another width leave a rest. Cursor moves
//! between lines do nothing.
//!
//! Invalid UTF-8 is shown as U+FFFD. NUL, BEL, shift in and out are dropped, as terminals do; other control characters
//! are shown as their pictures (␛ and so on), for they are at times why a step failed.
//!
//! Linear in time; takes 8 bytes of memory a byte meanwhile.
TerminalLine showOnTerminal(QByteArrayView bytes, const TextStyle &start = {});

} // namespace Runlight
