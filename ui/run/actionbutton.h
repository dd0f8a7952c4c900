// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPushButton>

class QAction;

namespace Runlight {

//! A button with words that does what an action does, as long as that is possible, and says why it is not.
class ActionButton final : public QPushButton
{
    Q_OBJECT

public:
    //! \a text is shorter than the action's own. Hidden until shown.
    explicit ActionButton(const QString &text, QWidget *parent = nullptr);

    //! Call once. Where the action's data is a number above 1, it is of so many runs, and the button says so. \a action
    //! must outlive this.
    void setAction(QAction &action);

private:
    void follow(const QAction &action);

    QString m_text;
};

} // namespace Runlight
