// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;
class QStyleOption;

namespace Runlight {

//! \a text on one line within \a rect, elided at its end, vertically centred unless \a flags say otherwise. It is
//! drawn as oneLine() has it: text from the network keeps to its place. Returns the width used.
int drawElidedText(QPainter &painter, const QRect &rect, const QString &text,
                   Qt::Alignment flags = Qt::AlignLeft | Qt::AlignVCenter);

//! A filled rectangle with a hairline, both sharp at every scale. An invalid \a line draws none.
void drawRoundedBox(QPainter &painter, const QRectF &rect, qreal radius, const QColor &ground, const QColor &line);

//! The mark of what has the keyboard's focus: two pixels along the inside of \a rect.
void drawFocusRing(QPainter &painter, const QRectF &rect, qreal radius, const QColor &color);

//! Whether what \a option describes has the focus, and got it by the keyboard: a mouse needs no mark of where it is.
bool showsKeyboardFocus(const QStyleOption &option);

} // namespace Runlight
