// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIcon>
#include <QWidget>

class QAction;
class QGridLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace Runlight {

class Theme;

//! The bar above a log: which job, what to find in it, where to go, how it looks. In up to three rows, as
//! narrow as it is.
class LogToolBar final : public QWidget
{
    Q_OBJECT

public:
    //! What stands at the right, in this order.
    struct Tools
    {
        QAction *nextError;
        QAction *times;
        QMenu *timesMenu; //!< Pops up below `times`.
        QAction *wrap;
        QAction *follow;
        QAction *save;
    };

    LogToolBar(const Tools &tools, const Theme &theme, QWidget *parent = nullptr);

    //! At the left, for who knows of jobs; hidden until there is one.
    void setJob(const QString &name, const QIcon &icon);
    void setJobMenu(QMenu *menu);
    QLineEdit *field() const { return m_field; }
    QAction *matchCase() const { return m_matchCase; }
    QAction *wholeWord() const { return m_wholeWord; }
    QAction *regularExpression() const { return m_regularExpression; }
    QAction *allJobs() const { return m_allJobs; }
    QAction *filter() const { return m_filter; }
    //! "2 of 7", within the field.
    void setCount(const QString &text);
    //! Why what is in the field cannot be searched for; empty for nothing wrong.
    void setProblem(const QString &text);
    void setAllJobsVisible(bool visible);

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void findNextRequested();
    void findPreviousRequested();
    //! The user is done with the field.
    void left();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAction *addToggle(QWidget *row, const QString &text, const QString &toolTip);
    QToolButton *addButton(QWidget *row, QAction *action, bool withText);
    void createField();
    QWidget *createToggles();
    QWidget *createTools(const Tools &tools);
    void placeCount();
    void elideJob();
    void arrange();

    const Theme &m_theme;
    QGridLayout *m_grid;
    QToolButton *m_job;
    QLineEdit *m_field;
    QLabel *m_count;
    QLabel *m_problem;
    QAction *m_matchCase = nullptr;
    QAction *m_wholeWord = nullptr;
    QAction *m_regularExpression = nullptr;
    QAction *m_allJobs = nullptr;
    QAction *m_filter = nullptr;
    QToolButton *m_nextError = nullptr; //!< One of the tools, unless it is narrow.
    QString m_jobName;
    QWidget *m_toggles;
    QWidget *m_tools;
    int m_rows = 0; //!< That its parts are placed in.
};

} // namespace Runlight
