// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSplitter>

class QSettings;
class QStackedWidget;

namespace Runlight {

class LoadingPage;
class Theme;
class Veil;

//! Sidebar, runs and run side by side, with dividers that the user moves. While there is nothing to show yet, runs and
//! run make room for what is being waited for.
class Panes : public QSplitter
{
    Q_OBJECT

public:
    //! Takes the three as children. \a theme must outlive this.
    Panes(QWidget &sidebar, QWidget &runs, QWidget &run, Theme &theme, QWidget *parent = nullptr);

    //! Shows \a text in place of runs and run; empty shows those.
    void setWaitingFor(const QString &text);
    //! Dims runs and run: they are no longer current.
    void setStale(bool stale);

    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

private:
    void updateVeil();

    QSplitter *m_inner;
    QStackedWidget *m_stack;
    LoadingPage *m_loading;
    Veil *m_veil;
    bool m_stale = false;
};

} // namespace Runlight
