// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <Qt>

class QAbstractItemView;
class QWidget;

namespace Runlight {

//! Moves in the list or log of \a window that has the focus as \a key (Down, Up, Home, End) would. Where none has it,
//! \a list takes the focus and moves.
void moveInList(const QWidget &window, QAbstractItemView *list, Qt::Key key);

//! Gives the focus to \a pane, or, where what it would pass it on to is hidden now, to the first control in it.
void focusInto(QWidget &pane);

} // namespace Runlight
