// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/place.h"
#include "ui/runs/runsmodel.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QStackedWidget;

namespace Runlight {

class EmptyRuns;
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
    //! False where \a run is not in the list, as it is placed and filtered now.
    bool selectRun(const RunKey &run);
    //! Shows \a place from its top, with the current run selected where it is there, else the first.
    void setPlace(const Place &place);
    void setFilter(const RunFilter &filter);
    //! Gives the list the focus, with its first run selected where the current one is not in it. An empty list stays
    //! as it is.
    void enterList();

Q_SIGNALS:
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
    EmptyRuns *m_empty;
    QTimer m_visibleTimer;
    QTimer m_timesTimer;
    std::optional<RunKey> m_current;
    QList<RepositoryRef> m_visible;
};

} // namespace Runlight
