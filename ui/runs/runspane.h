// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/place.h"
#include "ui/runs/runsmodel.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QStackedWidget;

namespace Runlight {

class EmptyRuns;
class InlineBar;
class RunsView;
class Theme;

//! The middle of the window: the runs of a place, filtered, with their count above. The run once chosen stays the
//! current one even when its row leaves the list (it has finished, it is mended), until another is chosen.
class RunsPane : public QWidget
{
    Q_OBJECT

public:
    //! All must outlive this.
    RunsPane(RunCatalog &catalog, Clock &clock, Theme &theme, QWidget *parent = nullptr);

    std::optional<RunKey> currentRun() const { return m_current; }
    //! All that are selected, from above to below; the current one where its row is not in the list.
    QList<RunKey> selectedRuns() const;
    //! What can be done with the selected runs, for the list's menu; a null one is a line between the others. Call
    //! once; all must outlive this.
    void setRowActions(const QList<QAction *> &actions);
    //! In place of what the row of \a run has to note; empty: nothing.
    void setNote(const RunKey &run, const QString &note) { m_model.setNote(run, note); }
    //! Above the list: what becomes of many runs. Whoever fills it hears its buttons.
    InlineBar &noticeBar() { return *m_notice; }
    //! False where \a run is not in the list, as it is placed and filtered now.
    bool selectRun(const RunKey &run);
    //! Shows \a place from its top, with the current run selected where it is there, else the first.
    void setPlace(const Place &place);
    void setFilter(const RunFilter &filter);
    //! Gives the list the focus, with its first run selected where the current one is not in it. An empty list stays
    //! as it is.
    void enterList();

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    //! selectedRuns() has changed.
    void selectedRunsChanged();
    void currentRunChanged(const std::optional<Runlight::RunKey> &run, const Runlight::RepoName &repository);
    //! Enter or a double click: the run is to be opened.
    void activated(const Runlight::RunKey &run);
    //! The repositories of the rows in sight, a moment after they changed.
    void visibleRepositoriesChanged(const QList<Runlight::RepositoryRef> &repositories);
    //! The filter hides every run, and the user wants it gone. Whoever holds its text clears it.
    void clearFilterRequested();

private:
    QWidget *makeHeader();
    void connectParts(Theme &theme);
    void modelUpdated();
    void updateTexts();
    void keepSelection();
    void selectFirst();
    void selectionChanged();
    void setCurrent(const std::optional<RunKey> &run);
    void tellVisibleRepositories();
    void refreshTimes();

    RunCatalog &m_catalog;
    RunsModel m_model;
    QLabel *m_count;
    QStackedWidget *m_pages;
    RunsView *m_view;
    InlineBar *m_notice;
    QWidget *m_noticeArea; //!< The bar with its distance to the rest.
    EmptyRuns *m_empty;
    QTimer m_visibleTimer;
    QTimer m_timesTimer;
    std::optional<RunKey> m_current;
    QList<RepositoryRef> m_visible;
};

} // namespace Runlight
