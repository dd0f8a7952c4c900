// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/svgicon.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace Runlight {

namespace {

QByteArray coloredSvg(const QString &name, const QColor &color)
{
    QFile file(QStringLiteral(":/runlight/icons/%1.svg").arg(name));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "svgPixmap", qPrintable(file.fileName()));
    return opened ? file.readAll().replace("currentColor", color.name().toLatin1()) : QByteArray();
}

} // namespace

QPixmap svgPixmap(const QString &name, const QColor &color, const QSize &pixels, int degrees)
{
    const QString key = QStringLiteral("runlight/%1/%2/%3x%4/%5")
                            .arg(name, color.name(QColor::HexArgb))
                            .arg(pixels.width())
                            .arg(pixels.height())
                            .arg(degrees);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(color.alphaF());
    const QPointF centre(pixels.width() / 2.0, pixels.height() / 2.0);
    painter.translate(centre);
    painter.rotate(degrees);
    painter.translate(-centre);
    QSvgRenderer renderer(coloredSvg(name, color));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(&painter, QRectF(QPointF(), QSizeF(pixels)));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

SvgIconEngine::SvgIconEngine(QString name, const Theme &theme, ColorSource color)
    : m_name(std::move(name))
    , m_theme(&theme)
    , m_color(std::move(color))
{ }

void SvgIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(rect, pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state));
}

QPixmap SvgIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State)
{
    return m_theme ? svgPixmap(m_name, colorFor(mode), size) : QPixmap();
}

QIconEngine *SvgIconEngine::clone() const
{
    return new SvgIconEngine(*this);
}

QColor SvgIconEngine::colorFor(QIcon::Mode mode) const
{
    QColor color = m_color(*m_theme);
    if (mode == QIcon::Disabled)
        color.setAlphaF(0.4F);
    return color;
}

} // namespace Runlight
