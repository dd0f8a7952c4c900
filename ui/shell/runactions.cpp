// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/runactions.h"

#include "core/runs/runcatalog.h"
#include "core/runs/runrecords.h"
#include "ui/shell/actions.h"

#include <QAction>
#include <QWidget>

#include <algorithm>

namespace Runlight {

namespace {

void allow(QAction &action, const Availability &availability)
{
    action.setEnabled(availability.when != Availability::When::No);
    describe(action, availability.reason);
}

Availability notPossible(const QString &reason)
{
    return {Availability::When::No, reason};
}

} // namespace

RunActions::RunActions(const Control &control, const RunCatalog &catalog, QWidget &window)
    : QObject(&window)
    , rerunFailed(add(tr("Re-run failed jobs"), Qt::Key_R))
    , rerunAll(add(tr("Re-run all jobs"), int(Qt::SHIFT) | int(Qt::Key_R)))
    , rerunFailedWithDebug(add(tr("Re-run failed jobs with debug logging")))
    , rerunAllWithDebug(add(tr("Re-run all jobs with debug logging")))
    , rerunJob(add(tr("Re-run this job")))
    , cancel(add(tr("Cancel the run"), Qt::Key_C))
    , forceCancel(add(tr("Force-cancel the run")))
    , approve(add(tr("Approve…"), Qt::Key_A))
    , reject(add(tr("Reject…")))
    , download(add(tr("Download artifacts"), Qt::Key_D))
    , deleteLogs(add(tr("Delete the logs…")))
    , deleteRun(add(tr("Delete the run…")))
    , enableWorkflow(add(tr("Enable the workflow")))
    , disableWorkflow(add(tr("Disable the workflow")))
    , m_control(control)
    , m_catalog(catalog)
{
    window.addActions({rerunFailed, rerunAll, cancel, approve, download});
    connect(&control, &Control::requestedChanged, this, &RunActions::refresh);
    connect(&control, &Control::knowledgeChanged, this, &RunActions::refresh);
    connect(&control, &Control::pendingRerunsChanged, this, &RunActions::refresh);
    connect(&catalog, &RunCatalog::changed, this, &RunActions::refresh);
    refresh();
}

//! A key held down is one press.
QAction *RunActions::add(const QString &text, int key)
{
    auto *action = new QAction(text, this);
    if (key != 0)
        action->setShortcut(QKeySequence(key));
    action->setAutoRepeat(false);
    return action;
}

void RunActions::setRuns(const QList<RunKey> &runs, const std::optional<RunKey> &shown)
{
    m_runs = runs;
    m_shown = shown;
    refresh();
}

void RunActions::setShown(const RunDetails &details, const std::optional<Job> &job)
{
    m_details = details;
    m_job = job;
    refresh();
}

void RunActions::setWorkflows(const QList<StoredRepository> &stored)
{
    m_workflows.clear();
    for (const StoredRepository &each : stored)
        m_workflows.insert({each.account, each.repository.name}, each.workflows);
    refresh();
}

RunFacts RunActions::factsOf(const RunKey &run) const
{
    RunFacts facts;
    const auto index = m_catalog.find(run);
    if (!index)
        return facts;
    const RunEntry entry = m_catalog.run(*index);
    const bool isShown = m_shown == run && m_details.run.id == run.run;
    if (isShown) {
        facts.run = m_details.run;
        const bool isLatest = m_details.attempt == entry.attempt() && !m_details.jobs.isEmpty();
        if (isLatest)
            facts.jobs = m_details.jobs;
        if (!m_details.pendingDeployments.isEmpty())
            facts.pendingDeployments = m_details.pendingDeployments;
    }
    facts.run.id = run.run;
    facts.run.repository = entry.repository().repository;
    facts.run.number = entry.number();
    facts.run.attempt = entry.attempt();
    facts.run.state = entry.state();
    facts.run.event = entry.event();
    facts.run.createdAt = entry.createdAt();
    return facts;
}

Availability RunActions::availability(CommandKind kind, const RunKey &run) const
{
    if (!m_catalog.find(run))
        return notPossible(tr("Select a run first."));
    return m_control.availability(kind, run.account, factsOf(run));
}

std::optional<Command> RunActions::commandFor(CommandKind kind, const RunKey &run) const
{
    const auto index = m_catalog.find(run);
    if (!index)
        return {};
    Command command;
    command.kind = kind;
    command.account = run.account;
    command.repository = m_catalog.run(*index).repository().repository;
    if (isOfWorkflow(kind)) {
        const auto workflow = workflowOf(run);
        if (!workflow)
            return {};
        command.workflow = workflow->id;
        return command;
    }
    command.run = run.run;
    if (kind == CommandKind::RerunJob)
        command.job = m_job ? m_job->id : JobId();
    return command;
}

QList<Command> RunActions::possible(CommandKind kind) const
{
    QList<Command> commands;
    for (const RunKey &run : m_runs) {
        if (!availability(kind, run).isNow())
            continue;
        if (const auto command = commandFor(kind, run))
            commands.append(*command);
    }
    return commands;
}

QString RunActions::nameOf(const RunKey &run) const
{
    const auto index = m_catalog.find(run);
    if (!index)
        return {};
    const RunEntry entry = m_catalog.run(*index);
    return tr("%1 #%2", "repository and run number").arg(entry.repository().repository.fullName()).arg(entry.number());
}

std::optional<Workflow> RunActions::workflowOf(const RunKey &run) const
{
    const auto index = m_catalog.find(run);
    if (!index)
        return {};
    const RunRecords &records = m_catalog.records();
    const WorkflowId wanted{records.groups().key(records[*index].group).workflow};
    for (const Workflow &workflow : m_workflows.value(m_catalog.run(*index).repository())) {
        if (workflow.id == wanted)
            return workflow;
    }
    return {};
}

void RunActions::refresh()
{
    updateNames();
    updateRerunFailed();
    update(*rerunAll, CommandKind::RerunAll);
    update(*rerunAllWithDebug, CommandKind::RerunAll);
    updateRerunJob();
    updateOfMany(*cancel, CommandKind::Cancel);
    update(*forceCancel, CommandKind::ForceCancel);
    updateApprove();
    updateDownload();
    update(*deleteLogs, CommandKind::DeleteLogs);
    updateOfMany(*deleteRun, CommandKind::DeleteRun);
    updateWorkflow(*enableWorkflow, CommandKind::EnableWorkflow);
    updateWorkflow(*disableWorkflow, CommandKind::DisableWorkflow);
}

//! What is done to several runs at once says to how many.
void RunActions::updateNames()
{
    const auto count = int(m_runs.size());
    for (QAction *action : {cancel, rerunFailed})
        action->setData(count);
    cancel->setText(isAboutMany() ? tr("Cancel %n run(s)…", nullptr, count) : tr("Cancel the run"));
    deleteRun->setText(isAboutMany() ? tr("Delete %n run(s)…", nullptr, count) : tr("Delete the run…"));
}

void RunActions::update(QAction &action, CommandKind kind)
{
    if (m_runs.isEmpty())
        allow(action, notPossible(tr("Select a run first.")));
    else if (isAboutMany())
        allow(action, notPossible(tr("This is done to one run at a time.")));
    else
        allow(action, availability(kind, m_runs.first()));
}

void RunActions::updateOfMany(QAction &action, CommandKind kind)
{
    if (!isAboutMany()) {
        update(action, kind);
        return;
    }
    const bool any =
        std::any_of(m_runs.begin(), m_runs.end(), [&](const RunKey &run) { return availability(kind, run).isNow(); });
    allow(action, any ? Availability() : notPossible(tr("This is not possible for any of the selected runs.")));
}

void RunActions::updateRerunFailed()
{
    using When = Availability::When;
    const bool isLater =
        m_runs.size() == 1 && availability(CommandKind::RerunFailed, m_runs.first()).when == When::WhenFinished;
    const auto count = int(m_runs.size());
    rerunFailed->setText(isAboutMany() ? tr("Re-run failed jobs of %n run(s)", nullptr, count)
                             : isLater ? tr("Re-run failed jobs when the run finishes")
                                       : tr("Re-run failed jobs"));
    updateOfMany(*rerunFailed, CommandKind::RerunFailed);
    update(*rerunFailedWithDebug, CommandKind::RerunFailed);
}

void RunActions::updateRerunJob()
{
    const bool isKnown = m_runs.size() == 1 && m_shown == m_runs.first() && m_details.run.id == m_shown->run;
    if (m_runs.size() == 1 && (!isKnown || !m_job))
        allow(*rerunJob, notPossible(tr("Select a job first.")));
    else if (m_runs.size() == 1 && m_job->attempt != factsOf(m_runs.first()).run.attempt)
        allow(*rerunJob, notPossible(tr("This job is of an earlier attempt.")));
    else
        update(*rerunJob, CommandKind::RerunJob);
}

//! One key for both that wait for a person: a deployment, and a fork's run.
void RunActions::updateApprove()
{
    update(*approve, CommandKind::ReviewDeployments);
    update(*reject, CommandKind::ReviewDeployments);
    if (!approve->isEnabled() && m_runs.size() == 1 && availability(CommandKind::ApproveRun, m_runs.first()).isNow())
        allow(*approve, {});
}

void RunActions::updateDownload()
{
    const bool isKnown = m_runs.size() == 1 && m_shown == m_runs.first() && m_details.run.id == m_shown->run;
    if (m_runs.size() != 1)
        update(*download, CommandKind::RerunAll); // as of every other: no run, or too many
    else if (!isKnown || m_details.artifacts.isEmpty())
        allow(*download, notPossible(tr("This run has no artifacts.")));
    else
        allow(*download, {});
}

void RunActions::updateWorkflow(QAction &action, CommandKind kind)
{
    const auto workflow = m_runs.size() == 1 ? workflowOf(m_runs.first()) : std::nullopt;
    if (m_runs.size() != 1)
        update(action, kind);
    else if (!workflow)
        allow(action, notPossible(tr("The workflow is not known yet.")));
    else
        allow(action,
              m_control.availability(kind, m_catalog.run(*m_catalog.find(m_runs.first())).repository(), *workflow));
}

ActionSection RunActions::section() const
{
    QString about;
    if (isAboutMany())
        about = tr("%n run(s)", nullptr, int(m_runs.size()));
    else if (!m_runs.isEmpty())
        about = nameOf(m_runs.first());
    return {tr("Run"),
            {rerunFailed, rerunAll, cancel, approve, reject, download, rerunFailedWithDebug, rerunAllWithDebug,
             rerunJob, forceCancel, deleteLogs, deleteRun, enableWorkflow, disableWorkflow},
            about};
}

RunHeaderActions RunActions::headerActions() const
{
    return {rerunFailed,
            cancel,
            {rerunFailed, rerunAll, nullptr, rerunFailedWithDebug, rerunAllWithDebug},
            {approve, reject, download, nullptr, forceCancel, deleteLogs, deleteRun, nullptr, enableWorkflow,
             disableWorkflow}};
}

QList<QAction *> RunActions::rowActions() const
{
    return {rerunFailed, rerunAll, cancel, nullptr, approve, download, nullptr, forceCancel, deleteLogs, deleteRun};
}

} // namespace Runlight
