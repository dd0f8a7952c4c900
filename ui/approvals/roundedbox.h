// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace Runlight {

class Theme;

//! A box with a hairline around what is in it. Shows the focus of what has no ring of its own.
class RoundedBox : public QWidget
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit RoundedBox(const Theme &theme, QWidget *parent = nullptr);

    //! The ring is drawn while \a widget, which must outlive this or be in it, has the focus.
    void setRingOf(QWidget &widget);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    bool m_hasRing = false;
};

} // namespace Runlight
