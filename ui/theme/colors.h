// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

namespace Runlight {

//! The one table of colours. Every pair that meets in the window keeps WCAG AA contrast; tst_colors checks it.
class Colors
{
public:
    explicit Colors(bool dark = false)
        : m_dark(dark)
    { }

    bool isDark() const { return m_dark; }
    QColor color(ColorRole role) const;
    QColor glyph(StatusGlyph glyph) const;
    QColor bar(StatusGlyph glyph) const;

private:
    bool m_dark;
};

} // namespace Runlight
