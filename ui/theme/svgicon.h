// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

#include <QIconEngine>
#include <QPixmap>
#include <QPointer>

#include <functional>

namespace Runlight {

//! The SVG resources/icons/NAME.svg drawn in one colour and turned by \a degrees, as a pixmap of exactly \a pixels.
//! Cached. GUI thread.
QPixmap svgPixmap(const QString &name, const QColor &color, const QSize &pixels, int degrees = 0);

//! An icon that asks for its colour each time it is painted, so that icons already set follow light and dark.
class SvgIconEngine final : public QIconEngine
{
public:
    using ColorSource = std::function<QColor(const Theme &)>;

    SvgIconEngine(QString name, const Theme &theme, ColorSource color);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override;

private:
    QColor colorFor(QIcon::Mode mode) const;

    QString m_name;
    QPointer<const Theme> m_theme;
    ColorSource m_color;
};

} // namespace Runlight
