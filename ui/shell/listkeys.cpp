// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/listkeys.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QKeyEvent>

namespace Runlight {

void moveInList(const QWidget &window, QAbstractItemView *list, Qt::Key key)
{
    auto *focused = qobject_cast<QAbstractItemView *>(QApplication::focusWidget());
    if (focused && window.isAncestorOf(focused))
        list = focused;
    if (!list)
        return;
    list->setFocus(Qt::ShortcutFocusReason);
    // The view knows best what a step is: rows that cannot be chosen, collapsed ones, pages.
    QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier);
    QCoreApplication::sendEvent(list, &press);
}

} // namespace Runlight
