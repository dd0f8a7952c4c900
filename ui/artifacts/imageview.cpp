// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/artifacts/imageview.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace Runlight {

ImageView::ImageView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Image"));
}

void ImageView::setImage(const QImage &image)
{
    m_image = image;
    setAccessibleDescription(image.isNull() ? QString() : tr("%1 × %2 pixels").arg(image.width()).arg(image.height()));
    update();
}

void ImageView::paintEvent(QPaintEvent *)
{
    if (m_image.isNull())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const int margin = 3 * Theme::grid;
    const QRect room = rect().adjusted(margin, margin, -margin, -margin);
    const QSizeF size = QSizeF(m_image.size()) / devicePixelRatioF();
    const QSizeF shown = size.width() <= room.width() && size.height() <= room.height()
        ? size
        : size.scaled(room.size(), Qt::KeepAspectRatio);
    QRectF place({0, 0}, shown);
    place.moveCenter(QRectF(room).center());
    if (m_image.hasAlphaChannel())
        painter.fillRect(place, QBrush(m_theme.color(ColorRole::Chip), Qt::Dense4Pattern));
    painter.drawImage(place, m_image);
}

} // namespace Runlight
