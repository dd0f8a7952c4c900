// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace Runlight {

//! What is shown while nothing is watched: the ways in that work.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit WelcomePage(Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void demoRequested();

private:
    void addWay(QVBoxLayout &layout, const QString &title, const QString &text);

    Theme &m_theme;
};

} // namespace Runlight
