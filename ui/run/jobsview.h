// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/id.h"

#include <QSet>
#include <QTreeView>

class QAction;
class QUrl;

namespace Runlight {

class JobsDelegate;
class JobsModel;
class Theme;

//! The tree of jobs and steps. Opens what failed or runs, once; what the user opens or closes stays so.
//! As high as its rows, where there is room.
class JobsView final : public QTreeView
{
    Q_OBJECT

public:
    JobsView(JobsModel &model, const Theme &theme, QWidget *parent = nullptr);

    //! Another run or attempt: everything opens and closes by itself again, and the first failure is selected.
    void startAfresh();
    //! The job that is selected or whose step is; invalid where none is.
    JobId currentJob() const;
    //! Adds \a action to what can be done with a row.
    void addRowAction(QAction &action);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void openUrlRequested(const QUrl &url);
    //! \a step is GitHub's number, or 0 for the job as a whole.
    void openLogRequested(Runlight::JobId job, int step);
    void currentJobChanged(Runlight::JobId job);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void focusInEvent(QFocusEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;

private:
    void addRowActions();
    void openLogOf(const QModelIndex &index);
    void openWhatMatters(int firstRow, int lastRow);
    void updateTurningGlyphs();
    void layoutColumns();
    int contentHeight() const;

    JobsModel &m_model;
    const Theme &m_theme;
    JobsDelegate *m_delegate;
    QSet<JobId> m_decided; //!< Jobs that were opened by us or touched by the user.
};

} // namespace Runlight
