// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace Runlight {

//! A state's glyph as a widget. What it shows is said in words beside it.
class GlyphLabel final : public QWidget
{
    Q_OBJECT

public:
    GlyphLabel(const Theme &theme, int size, QWidget *parent = nullptr);

    void setGlyph(StatusGlyph glyph);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    StatusGlyph m_glyph = StatusGlyph::Neutral;
};

} // namespace Runlight
