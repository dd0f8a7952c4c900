// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace Runlight {

//! \a text on one line within \a rect, elided at its end, vertically centred unless \a flags say otherwise. It is
//! drawn as oneLine() has it: text from the network keeps to its place. Returns the width used.
int drawElidedText(QPainter &painter, const QRect &rect, const QString &text,
                   Qt::Alignment flags = Qt::AlignLeft | Qt::AlignVCenter);

//! A filled rectangle with a hairline, both sharp at every scale. An invalid \a line draws none.
void drawRoundedBox(QPainter &painter, const QRectF &rect, qreal radius, const QColor &ground, const QColor &line);

} // namespace Runlight
