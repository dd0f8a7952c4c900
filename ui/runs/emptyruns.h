// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace Runlight {

class Theme;
struct EmptyText;

//! What stands where the list has no row: why, and what can be done.
class EmptyRuns : public QWidget
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit EmptyRuns(const Theme &theme, QWidget *parent = nullptr);

    //! \a filtered: a filter hides what there is, and the button to clear it is shown.
    void setText(const EmptyText &text, bool filtered);
    QString headline() const;

Q_SIGNALS:
    void clearFilterRequested();

private:
    QLabel *m_headline;
    QLabel *m_explanation;
    QPushButton *m_clear;
};

} // namespace Runlight
