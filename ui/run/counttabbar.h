// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTabBar>

namespace Runlight {

class Theme;

//! Underlined tabs, each with a count in a pill where there is something to count.
class CountTabBar final : public QTabBar
{
    Q_OBJECT

public:
    //! Left of the first tab, and at least between two: the room for the ring around the current one.
    static constexpr int side = 6;

    explicit CountTabBar(const Theme &theme, QWidget *parent = nullptr);

    int addCountTab(const QString &text);
    //! 0 hides the pill.
    void setCount(int index, int count);
    int countAt(int index) const;

    QSize minimumSizeHint() const override;

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    void paintTab(QPainter &painter, const QRect &rect, int index) const;
    int contentWidth(int index) const;
    int gap() const;
    QString countText(int index) const;
    int pillWidth(int index) const;

    const Theme &m_theme;
};

} // namespace Runlight
