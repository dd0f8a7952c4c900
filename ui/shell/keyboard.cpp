// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/keyboard.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QKeyEvent>

namespace Runlight {

void moveInList(const QWidget &window, QAbstractItemView *list, Qt::Key key)
{
    auto *focused = qobject_cast<QAbstractScrollArea *>(QApplication::focusWidget());
    QAbstractScrollArea *moved = focused && window.isAncestorOf(focused) ? focused : list;
    if (!moved)
        return;
    moved->setFocus(Qt::ShortcutFocusReason);
    // The view knows best what a step is: rows that cannot be chosen, collapsed ones, pages.
    QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier);
    QCoreApplication::sendEvent(moved, &press);
}

void focusInto(QWidget &pane)
{
    pane.setFocus(Qt::ShortcutFocusReason);
    if (const QWidget *focused = QApplication::focusWidget(); focused == &pane || pane.isAncestorOf(focused))
        return;
    for (QWidget *child = pane.nextInFocusChain(); child != &pane; child = child->nextInFocusChain()) {
        if (pane.isAncestorOf(child) && child->isVisible() && child->isEnabled()
            && (child->focusPolicy() & Qt::TabFocus)) {
            child->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

} // namespace Runlight
