// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace Runlight {

class Theme;

//! One line of plain text that gives way: what does not fit is elided, and the tooltip has the whole.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    enum class Ground { None, Chip };

    explicit ElidedLabel(const Theme &theme, Ground ground = Ground::None, QWidget *parent = nullptr);

    //! \a toolTip instead of the whole text, such as the exact time.
    void setLine(const QString &line, const QString &toolTip = {});

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Ground m_ground;
};

} // namespace Runlight
