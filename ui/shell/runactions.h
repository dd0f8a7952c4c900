// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/control.h"
#include "core/store/store.h"
#include "ui/run/runheader.h"

#include <QHash>
#include <QObject>

#include <optional>

class QAction;
class QWidget;

namespace Runlight {

class RunCatalog;
struct ActionSection;

//! Everything that can be done to runs, in one set of QActions: the header's buttons, the menus of runs and jobs, the
//! keys and the command palette hang on these. They are about the runs that are selected, and know whether that is
//! possible and why not. Does nothing itself: see RunCommands.
class RunActions : public QObject
{
    Q_OBJECT

public:
    //! The keys work in all of \a window, unless a text field takes them; \a window owns this. The others must outlive
    //! this.
    RunActions(const Control &control, const RunCatalog &catalog, QWidget &window);

    QAction *const rerunFailed;
    QAction *const rerunAll;
    QAction *const rerunFailedWithDebug;
    QAction *const rerunAllWithDebug;
    QAction *const rerunJob;
    QAction *const cancel;
    QAction *const forceCancel;
    QAction *const approve; //!< A deployment, or a fork's run.
    QAction *const reject; //!< A deployment.
    QAction *const download; //!< Artifacts.
    QAction *const deleteLogs;
    QAction *const deleteRun;
    QAction *const enableWorkflow;
    QAction *const disableWorkflow;

    //! Which runs the actions are about, the shown one among them.
    void setRuns(const QList<RunKey> &runs, const std::optional<RunKey> &shown);
    //! All that is known of the shown run, and which of its jobs is selected.
    void setShown(const RunDetails &details, const std::optional<Job> &job);
    //! Every workflow that the store knows.
    void setWorkflows(const QList<StoredRepository> &stored);
    //! Asks again what is possible.
    void refresh();

    const QList<RunKey> &runs() const { return m_runs; }
    bool isAboutMany() const { return m_runs.size() > 1; }
    //! The selected job of the shown run.
    const std::optional<Job> &job() const { return m_job; }
    //! \a kind to \a run as the catalog knows it; nothing where it does not.
    std::optional<Command> commandFor(CommandKind kind, const RunKey &run) const;
    //! As commandFor(), and possible now, for every run that the actions are about.
    QList<Command> possible(CommandKind kind) const;
    Availability availability(CommandKind kind, const RunKey &run) const;
    //! "acme/api #812"; empty for a run that is not known.
    QString nameOf(const RunKey &run) const;
    //! What is known of \a run: all of the shown one, else what its row shows.
    RunFacts factsOf(const RunKey &run) const;

    ActionSection section() const;
    RunHeaderActions headerActions() const;
    //! For the menu of the list of runs; null for a line.
    QList<QAction *> rowActions() const;

private:
    QAction *add(const QString &text, int key = 0);
    std::optional<Workflow> workflowOf(const RunKey &run) const;
    void update(QAction &action, CommandKind kind);
    void updateOfMany(QAction &action, CommandKind kind);
    void updateNames();
    void updateRerunFailed();
    void updateRerunJob();
    void updateApprove();
    void updateDownload();
    void updateWorkflow(QAction &action, CommandKind kind);

    const Control &m_control;
    const RunCatalog &m_catalog;
    QList<RunKey> m_runs;
    std::optional<RunKey> m_shown;
    RunDetails m_details; //!< Of the shown run; another's, or none, while they are being read.
    std::optional<Job> m_job;
    QHash<RepositoryRef, QList<Workflow>> m_workflows;
};

} // namespace Runlight
