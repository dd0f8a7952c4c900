// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/textstyle.h"

#include <QByteArrayView>

namespace Runlight {

//! What stands at an escape character. Facts: ECMA-48, and xterm's "Control Sequences".
struct EscapeSequence
{
    enum class Kind : quint8 {
        Ignored, //!< Nothing that changes one line: other control sequences, strings, and what is broken.
        Style, //!< Select Graphic Rendition.
        EraseInLine, //!< Erase in Display as well: a line is a part of it.
        CursorForward,
        CursorBack,
        CursorToColumn,
    };

    Kind kind = Kind::Ignored;
    qsizetype length = 1; //!< Bytes, the escape character included; never more than there are.
    QByteArrayView parameters; //!< Of a control sequence, between "[" and its final byte; empty where Ignored.

    //! The only parameter, or \a fallback where it is left out.
    int parameter(int fallback) const;
};

//! Reads the sequence at the front of \a bytes, which begin with an escape character. What is broken or unfinished is
//! as long as the part that certainly belongs to it, so no text is lost to it: a control sequence up to the byte that
//! cannot be in one; of a string (a hyperlink, a title) without its end only the introducer. Looks no further than the
//! next escape character, so reading all of a line takes linear time.
EscapeSequence readEscape(QByteArrayView bytes);

//! Applies the \a parameters of a Style sequence to \a style. Those that are unknown or incomplete change nothing.
void applyStyle(QByteArrayView parameters, TextStyle &style);

} // namespace Runlight
