// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;

namespace Runlight {

//! What is being waited for while there is nothing to show yet.
class LoadingPage : public QWidget
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit LoadingPage(Theme &theme, QWidget *parent = nullptr);

    void setText(const QString &text);

private:
    QLabel *m_text;
};

} // namespace Runlight
