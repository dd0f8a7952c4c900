// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QApplication>
#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace Runlight {

//! The controls of \a window that Tab stops at, from the one that has the focus on, whose looks do not tell that they
//! have it: no pixel in them or close around them turned \a accent.
inline QString stopsWithoutFocusMark(QWidget &window, const QColor &accent, int mostStops = 40)
{
    QStringList unmarked;
    QWidget *const first = QApplication::focusWidget();
    for (int stop = 0; stop < mostStops; ++stop) {
        QWidget *focused = QApplication::focusWidget();
        constexpr int around = 12;
        const QRect place = QRect(focused->mapTo(&window, QPoint()), focused->size())
                                .adjusted(-around, -around, around, around)
                                .intersected(window.rect());
        const QImage with = window.grab(place).toImage();
        QTest::keyClick(focused, Qt::Key_Tab);
        const QImage without = window.grab(place).toImage();
        int turned = 0;
        for (int y = 0; y < with.height(); ++y) {
            for (int x = 0; x < with.width(); ++x)
                turned += with.pixelColor(x, y) == accent && without.pixelColor(x, y) != accent;
        }
        if (turned < 2 * focused->height() / 3)
            unmarked += QStringLiteral("%1 '%2' (%3 pixels)")
                            .arg(QLatin1String(focused->metaObject()->className()), focused->accessibleName())
                            .arg(turned);
        if (QApplication::focusWidget() == first)
            break;
    }
    return unmarked.join(QStringLiteral(", "));
}

} // namespace Runlight
