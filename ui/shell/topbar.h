// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/shell/band.h"

class QMenu;
class QToolButton;

namespace Runlight {

class Actions;

//! The filter, and what concerns the whole window: starting a workflow, refresh and the menu.
class TopBar : public Band
{
    Q_OBJECT

public:
    //! Takes \a filter as a child. \a actions and \a theme must outlive this.
    TopBar(QWidget &filter, Actions &actions, Theme &theme, QWidget *parent = nullptr);

private:
    QMenu *makeMenu(Actions &actions);
};

} // namespace Runlight
