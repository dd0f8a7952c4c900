// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/log/firsterror.h"
#include "ui/log/shownline.h"

#include <QWidget>

#include <vector>

namespace Runlight {

class Theme;

//! A few lines of a log with their numbers; what is longer than the view is wide is cut off.
class ExcerptView final : public QWidget
{
    Q_OBJECT

public:
    explicit ExcerptView(const Theme &theme, QWidget *parent = nullptr);

    void setError(const FirstError &error);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    int lineHeight() const;

    const Theme &m_theme;
    FirstError m_error;
    std::vector<ShownLine> m_lines;
};

} // namespace Runlight
