// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLineEdit>
#include <QList>

class QFrame;
class QLabel;
class QListView;
class QStandardItemModel;

namespace Runlight {

class Theme;

//! One thing of many that can be picked. All texts are data.
struct Pick
{
    QString id; //!< What it is known by; not shown.
    QString text;
    QString detail; //!< Muted, behind the text.

    friend bool operator==(const Pick &, const Pick &) = default;
};

//! Those of \a picks that have \a text in their text or detail, without regard to case; those that begin with it first.
QList<Pick> matchingPicks(const QList<Pick> &picks, const QString &text);

//! A field that shows what is picked, and, as one types, what answers to that in a list below. Worked by keys alone:
//! type, arrows, Enter; Esc gives up. Whoever owns it says what is offered: see searched().
class PickBox final : public QLineEdit
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit PickBox(const Theme &theme, QWidget *parent = nullptr);
    ~PickBox() override;

    void setCurrent(const Pick &pick);
    const Pick &current() const { return m_current; }
    //! What is offered for what was last searched for, best first. \a note: a line below it, such as why there is none.
    //! \a isAll: nothing more is on its way, so that Enter need not wait for it.
    void offer(const QList<Pick> &picks, const QString &note = {}, bool isAll = true);
    bool isOpen() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    //! The list opens, or the text that is looked for has changed; empty: anything.
    void searched(const QString &text);
    void picked(const Runlight::Pick &pick);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void mousePressEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void open();
    void giveUp();
    void place();
    void typed(const QString &text);
    bool handleKey(const QKeyEvent &event);
    bool handleOpenKey(const QKeyEvent &event);
    void pickRow(int row);
    void move(int key);
    void showCurrent();
    void updateLook();

    const Theme &m_theme;
    Pick m_current;
    QList<Pick> m_picks;
    QStandardItemModel *m_model;
    QFrame *m_popup;
    QListView *m_list;
    QLabel *m_note;
    QString m_looked; //!< What was typed since the list opened.
    bool m_isAll = true;
    bool m_picksWhenFound = false; //!< Enter was pressed before anything was found.
};

} // namespace Runlight
