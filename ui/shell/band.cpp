// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/band.h"

#include <QPainter>

namespace Runlight {

Band::Band(Theme &theme, Qt::Edge line, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_line(line)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Band::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Pane));
    const int y = m_line == Qt::TopEdge ? 0 : height() - 1;
    painter.fillRect(0, y, width(), 1, m_theme.color(ColorRole::Line));
}

} // namespace Runlight
