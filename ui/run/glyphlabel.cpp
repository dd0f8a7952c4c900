// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/glyphlabel.h"

#include <QPainter>

namespace Runlight {

GlyphLabel::GlyphLabel(const Theme &theme, int size, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedSize(size, size);
    connect(&theme, &Theme::animationFrame, this, [this] {
        if (m_glyph == StatusGlyph::InProgress)
            update();
    });
}

void GlyphLabel::setGlyph(StatusGlyph glyph)
{
    m_glyph = glyph;
    update();
}

void GlyphLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_theme.paintGlyph(painter, rect(), m_glyph);
}

} // namespace Runlight
