// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/paint.h"

#include "ui/theme/plaintext.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOption>

namespace Runlight {

int drawElidedText(QPainter &painter, const QRect &rect, const QString &text, Qt::Alignment flags)
{
    if (rect.width() <= 0)
        return 0;
    const QFontMetrics metrics = painter.fontMetrics();
    const QString line = metrics.elidedText(oneLine(text), Qt::ElideRight, rect.width());
    painter.drawText(rect, int(flags) | Qt::TextSingleLine, line);
    return qMin(rect.width(), metrics.horizontalAdvance(line));
}

void drawRoundedBox(QPainter &painter, const QRectF &rect, qreal radius, const QColor &ground, const QColor &line)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(ground.isValid() ? QBrush(ground) : QBrush(Qt::NoBrush));
    painter.setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    const qreal inset = line.isValid() ? 0.5 : 0;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void drawFocusRing(QPainter &painter, const QRectF &rect, qreal radius, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    const qreal inner = qMax(0.0, radius - 1);
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), inner, inner);
    painter.restore();
}

bool showsKeyboardFocus(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange);
}

} // namespace Runlight
