// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QImage>
#include <QWidget>

namespace Runlight {

class Theme;

//! An image, whole and never enlarged, on a ground that shows what of it is transparent.
class ImageView final : public QWidget
{
    Q_OBJECT

public:
    explicit ImageView(const Theme &theme, QWidget *parent = nullptr);

    void setImage(const QImage &image);
    const QImage &image() const { return m_image; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QImage m_image;
};

} // namespace Runlight
