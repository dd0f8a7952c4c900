// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>

namespace Runlight {

//! What a program means by one of the 16 colours of a terminal: 0–7, and 8–15 for the bright ones. Not yet legible on
//! every ground.
QColor terminalColor(int index, bool dark);

//! One of the 256 colours above those 16, as xterm fixed them: 16–231 a cube, 232–255 greys.
QColor terminalPaletteColor(int index);

//! \a color, as far towards black or white as it takes to be read on \a ground: WCAG's contrast of 4.5 to 1 for text.
//! Programs choose their colours for a ground that they do not know.
QColor legibleOn(const QColor &ground, const QColor &color);

//! WCAG 2's contrast ratio, from 1 to 21.
double contrastRatio(const QColor &one, const QColor &other);

} // namespace Runlight
