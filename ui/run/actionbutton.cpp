// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/actionbutton.h"

#include <QAction>

namespace Runlight {

ActionButton::ActionButton(const QString &text, QWidget *parent)
    : QPushButton(text, parent)
    , m_text(text)
{
    setFocusPolicy(Qt::TabFocus);
    hide();
}

void ActionButton::setAction(QAction &action)
{
    connect(this, &QPushButton::clicked, &action, &QAction::trigger);
    connect(&action, &QAction::changed, this, [this, &action] { follow(action); });
    follow(action);
}

void ActionButton::follow(const QAction &action)
{
    const int runs = action.data().toInt();
    setText(runs > 1 ? tr("%1 (%2)", "what a button does, and to how many runs").arg(m_text).arg(runs) : m_text);
    setEnabled(action.isEnabled());
    setToolTip(action.toolTip());
    setAccessibleName(action.iconText());
    setAccessibleDescription(action.statusTip());
}

} // namespace Runlight
