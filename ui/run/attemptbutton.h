// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QToolButton>

namespace Runlight {

class Theme;

//! "attempt 2 ⌄" within a line of text: looks like its neighbours until it is needed, and opens a menu.
class AttemptButton final : public QToolButton
{
    Q_OBJECT

public:
    explicit AttemptButton(const Theme &theme, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace Runlight
