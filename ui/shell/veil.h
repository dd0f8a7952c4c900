// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace Runlight {

//! Dims what it lies over without being in the way: what is seen is no longer current.
class Veil : public QWidget
{
    Q_OBJECT

public:
    //! Covers \a covered, which owns this. Hidden until shown. \a theme must outlive this.
    Veil(Theme &theme, QWidget &covered);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
};

} // namespace Runlight
