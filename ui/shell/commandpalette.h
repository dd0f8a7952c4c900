// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/shell/palettemodel.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;

namespace Runlight {

//! A field to type what one wants to do or see, with what answers it below: worked by keys alone, over the window.
//! Hidden until open().
class CommandPalette final : public QWidget
{
    Q_OBJECT

public:
    //! Lies over \a window, which owns it. \a theme must outlive this.
    CommandPalette(Theme &theme, QWidget &window);

    //! Begins with nothing typed. Esc and a click elsewhere close it, and give the focus back.
    void open(PaletteItems items);
    //! More to be found, for what takes a moment.
    void addItems(PaletteItems items);
    void close();

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    //! The palette has closed; an action has been triggered already.
    void chosen(const Runlight::PaletteItem &item);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    void search();
    void place();
    void choose();
    void move(int key);
    bool handleKey(int key);
    void tellCurrent();

    Theme &m_theme;
    PaletteModel m_model;
    QLineEdit *m_edit;
    QListView *m_list;
    QLabel *m_nothing;
    QPointer<QWidget> m_focusBefore;
};

} // namespace Runlight
