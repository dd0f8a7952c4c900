// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dispatch/workflowstarter.h"

#include "ui/dispatch/noticebar.h"

#include <QCoreApplication>

namespace Runlight {

WorkflowStarter::WorkflowStarter(Store &store, Dispatcher &dispatcher, Clock &clock, Theme &theme, QWidget &window)
    : QObject(&window)
    , m_store(store)
    , m_dispatcher(dispatcher)
    , m_clock(clock)
    , m_theme(theme)
    , m_window(window)
    , m_bar(new NoticeBar(theme))
{ }

WorkflowStarter::~WorkflowStarter()
{
    // It keeps what was typed, here, as it goes.
    delete m_dialog;
    delete m_eventDialog;
}

void WorkflowStarter::open(const DispatchSubject &subject)
{
    if (m_dialog && m_dialog->isVisible()) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_dialog = new DispatchDialog({m_store, m_dispatcher, m_clock, m_theme, m_drafts}, subject, &m_window);
    connect(m_dialog, &DispatchDialog::startRequested, this, &WorkflowStarter::start);
    connect(m_dialog, &DispatchDialog::runRequested, this, &WorkflowStarter::runRequested);
    connect(m_dialog, &DispatchDialog::openUrlRequested, this, &WorkflowStarter::openUrlRequested);
    m_dialog->open();
}

void WorkflowStarter::openAgain(const RunKey &run, const RepoName &repository)
{
    m_dispatcher.inputsOf(run, this, [this, run, repository](const Expected<std::optional<RememberedInputs>> &found) {
        if (found && *found) {
            open({RepositoryRef{run.account, repository}, {}, **found});
            return;
        }
        const QString headline = tr("What this run was started with is not known");
        const QString detail = found
            ? tr("GitHub does not tell; Runlight remembers it of runs that were started from here.")
            : reasonText(found.error());
        m_bar->tell({InlineBar::Kind::Info, headline, detail, {}, {}}, {});
    });
}

void WorkflowStarter::start(const DispatchRequest &request)
{
    m_dispatcher.dispatch(request, this,
                          [this, request](const Expected<DispatchResult> &result) { ended(request, result); });
}

void WorkflowStarter::ended(const DispatchRequest &request, const Expected<DispatchResult> &result)
{
    DispatchDraft &draft = m_drafts[{request.ref, request.workflow.value}];
    draft.isUnderWay = false;
    const bool isOpen = m_dialog && m_dialog->isVisible() && m_dialog->isAbout(request);
    if (result && result->record.state == DispatchState::Started) {
        started(request, *result);
        return;
    }
    if (!result || result->record.state == DispatchState::Ambiguous)
        draft.sent.reset();
    if (isOpen) {
        m_dialog->showOutcome(request, result);
        return;
    }
    DispatchNotice notice = result ? outcomeNotice(result->record) : refusedNotice(result.error());
    notice.headline = tr("%1: %2", "workflow, what became of it").arg(request.workflowName, notice.headline);
    notice.primary = tr("Open the form");
    notice.secondary.clear();
    m_bar->tell(notice, [this, request] { open({request.ref, request.workflowName, {}}); });
}

void WorkflowStarter::started(const DispatchRequest &request, const DispatchResult &result)
{
    m_drafts.remove({request.ref, request.workflow.value});
    const RunKey run{request.ref.account, result.record.run};
    follow(run, request);
    if (m_dialog && m_dialog->isVisible() && m_dialog->isAbout(request)) {
        m_dialog->disconnect(this);
        m_dialog->accept();
        // What was typed has done its work; the store remembers it.
        m_drafts.remove({request.ref, request.workflow.value});
        Q_EMIT runStarted(run, request.ref.repository);
        return;
    }
    tell({InlineBar::Kind::Info,
          tr("%1 was started", "a workflow").arg(request.workflowName),
          request.ref.repository.fullName(),
          tr("Go to the run"),
          {}},
         run, request);
}

void WorkflowStarter::openEvent(const std::optional<RepositoryRef> &repository)
{
    if (m_eventDialog && m_eventDialog->isVisible()) {
        m_eventDialog->raise();
        m_eventDialog->activateWindow();
        return;
    }
    m_eventDialog = new EventDialog(m_store, m_clock, m_theme, m_eventDraft, repository, &m_window);
    connect(m_eventDialog, &EventDialog::sendRequested, this, &WorkflowStarter::sendEvent);
    m_eventDialog->open();
}

void WorkflowStarter::sendEvent(const EventRequest &request)
{
    m_dispatcher.events().send(
        request, this, [this, ref = request.ref](const Expected<EventResult> &result) { eventEnded(ref, result); });
}

void WorkflowStarter::eventEnded(const RepositoryRef &repository, const Expected<EventResult> &result)
{
    const bool isSent = result && result->record.state == EventState::Sent && !result->isRepeat;
    const bool isOpen = m_eventDialog && m_eventDialog->isVisible() && m_eventDialog->isSending();
    if (isOpen && !isSent) {
        m_eventDialog->showOutcome(result);
        return;
    }
    DispatchNotice notice = result ? eventNotice(*result, m_clock.now()) : eventRefusedNotice(result.error());
    if (isSent) {
        if (isOpen)
            m_eventDialog->accept();
        m_eventDraft = {};
        m_bar->tell(notice, {});
        return;
    }
    notice.primary = tr("Open the form");
    m_bar->tell(notice, [this, repository] { openEvent(repository); });
}

void WorkflowStarter::follow(const RunKey &run, const DispatchRequest &request)
{
    if (m_followed.contains(run))
        return;
    RunWait *wait = m_dispatcher.waitFor(run, request.ref.repository, followTime);
    if (!wait)
        return;
    m_followed.append(run);
    connect(wait, &RunWait::finished, this, [this, run, request](const Expected<FinishedRun> &result) {
        m_followed.removeAll(run);
        const bool isGone = !result && result.error().kind == ErrorKind::RunNotFound;
        tell(result ? finishedNotice(request.workflowName, *result)
                    : waitEndedNotice(request.workflowName, result.error()),
             isGone ? std::nullopt : std::optional(run), request);
    });
}

void WorkflowStarter::tell(const DispatchNotice &notice, const std::optional<RunKey> &run,
                           const DispatchRequest &request)
{
    m_bar->tell(notice, [this, run, repository = request.ref.repository] {
        if (run)
            Q_EMIT runRequested(*run, repository);
    });
}

} // namespace Runlight
