// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace Runlight {

//! A strip along an edge of the window: the pane's ground with a hairline towards the middle.
class Band : public QWidget
{
    Q_OBJECT

public:
    //! \a line is Qt::TopEdge or Qt::BottomEdge; \a theme must outlive this.
    Band(Theme &theme, Qt::Edge line, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    Qt::Edge m_line;
};

} // namespace Runlight
