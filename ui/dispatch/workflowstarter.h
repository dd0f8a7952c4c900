// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dispatch/dispatchdialog.h"
#include "ui/dispatch/eventdialog.h"

#include <QPointer>

namespace Runlight {

class NoticeBar;

//! Starts workflows for a window: opens the form, sends what it asks for, also when it is closed meanwhile, and follows
//! each run that has come of it to its end.
class WorkflowStarter final : public QObject
{
    Q_OBJECT

public:
    //! How long a run is followed: a job's longest time on GitHub's own machines.
    static constexpr std::chrono::hours followTime{6};

    //! All must outlive this; \a window is the form's parent, and owns this.
    WorkflowStarter(Store &store, Dispatcher &dispatcher, Clock &clock, Theme &theme, QWidget &window);
    ~WorkflowStarter() override;

    //! Shows the form, without waiting for it. One that is open is kept, and comes to the front.
    void open(const DispatchSubject &subject = {});
    //! Shows the form as \a run was started with it from here; tells where it was not.
    void openAgain(const RunKey &run, const RepoName &repository);

    //! Shows the form to send an event, to \a repository or to the first that is known.
    void openEvent(const std::optional<RepositoryRef> &repository);

    //! Tells what has become of what was started, to be put into the window. Hidden where there is nothing to tell.
    NoticeBar &bar() { return *m_bar; }

Q_SIGNALS:
    //! A run has come of the form in front: it is to be shown as soon as it is known.
    void runStarted(const Runlight::RunKey &run, const Runlight::RepoName &repository);
    //! The user wants to see this run.
    void runRequested(const Runlight::RunKey &run, const Runlight::RepoName &repository);
    //! Comes from GitHub and is not checked.
    void openUrlRequested(const QUrl &url, const Runlight::AccountId &account);

private:
    void start(const DispatchRequest &request);
    void ended(const DispatchRequest &request, const Expected<DispatchResult> &result);
    void started(const DispatchRequest &request, const DispatchResult &result);
    void sendEvent(const EventRequest &request);
    void eventEnded(const RepositoryRef &repository, const Expected<EventResult> &result);
    void follow(const RunKey &run, const DispatchRequest &request);
    void tell(const DispatchNotice &notice, const std::optional<RunKey> &run, const DispatchRequest &request);

    Store &m_store;
    Dispatcher &m_dispatcher;
    Clock &m_clock;
    Theme &m_theme;
    QWidget &m_window;
    DispatchDrafts m_drafts;
    EventDraft m_eventDraft;
    QPointer<DispatchDialog> m_dialog;
    QPointer<EventDialog> m_eventDialog;
    QPointer<NoticeBar> m_bar;
    QList<RunKey> m_followed;
};

} // namespace Runlight
