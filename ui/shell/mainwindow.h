// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/monitor/monitor.h"
#include "core/runs/place.h"
#include "ui/shell/windowcontent.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QPointer>

#include <optional>

class QSettings;
class QStackedWidget;

namespace Runlight {

class Actions;
class Approvals;
class Clock;
class CommandPalette;
class Control;
class Dispatcher;
class Downloads;
class FilterBar;
class LogStreamer;
class Panes;
class RunActions;
class RunCatalog;
class RunCommands;
class RunPane;
class RunsPane;
class Sidebar;
class StatusBar;
class Store;
class TroubleBar;
class WelcomePage;
class WorkflowStarter;
struct DispatchSubject;
struct PaletteItem;

//! The window: the filter on top, sidebar, runs and run side by side, the status below. It composes its parts and tells
//! each what the others found out; what they show is theirs.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    //! Everything must outlive this. Without \a settings nothing is remembered.
    MainWindow(Store &store, Monitor &monitor, Control &control, LogStreamer &logs, Downloads &downloads,
               RunCatalog &catalog, Clock &clock, Theme &theme, QSettings *settings = nullptr,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    //! While an account is asked who it is and what it can see, no repository means "not yet" instead of "none".
    //! \a failure: why an account could not sign in.
    void setSignIn(bool signingIn, const std::optional<Error> &failure);
    //! Workflows can be started from now on. \a dispatcher must outlive this. Call once.
    void setDispatcher(Dispatcher &dispatcher);
    //! Says for good that what is shown is simulated, so that nobody takes it for GitHub.
    void markAsDemo();

    //! Everything that the window shows is loaded: what was kept, each watched repository, the shown run.
    bool isSettled() const;
    //! The run with this id or, else, the newest with this number; false where there is none.
    bool selectRun(const QString &idOrNumber);
    //! Shows \a run in a list that it is in; false where it is not known.
    bool selectRun(const RunKey &run);
    void setPlace(const Place &place);

Q_SIGNALS:
    //! isSettled() has become true.
    void settled();
    void demoRequested();
    //! The user wants to go on at once, whatever is in the way.
    void retryRequested();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    void connectParts();
    void connectActions();
    void connectLog();
    void connectRunActions();
    void openReview(const RunKey &run, bool approve);
    void updateSubject();
    void readWorkflows();
    void find();
    void openPalette();
    void goTo(const PaletteItem &item);
    void connectSources();
    void restore();

    void updateStatus();
    void updateContent();
    void showContent(const WindowContent &content);
    void updateTitle();
    void updateSettled();
    void tellVisibility();
    void showRun(const std::optional<RunKey> &run, const RepoName &repository);
    void updateRunPage();
    void openRunPage(const QUrl &url);
    void openPage(const QUrl &url, const QString &host);
    void startWorkflow();
    DispatchSubject startSubject() const;
    void updateRunAgain();
    void awaitRun(const RunKey &run, const RepoName &repository);
    void showAwaited();
    void chooseTheme(Theme::Scheme scheme);
    void connectDownloads();
    void showDownloads();
    void showShortcuts();
    void showAbout();

    Store &m_store;
    Monitor &m_monitor;
    Downloads &m_downloads;
    RunCatalog &m_catalog;
    Clock &m_clock;
    Theme &m_theme;
    QSettings *m_settings;

    Actions *m_actions;
    FilterBar *m_filter;
    TroubleBar *m_troubles;
    Sidebar *m_sidebar;
    RunsPane *m_runs;
    RunPane *m_run;
    Panes *m_panes;
    WelcomePage *m_welcome;
    QStackedWidget *m_pages;
    StatusBar *m_status;
    CommandPalette *m_palette;
    RunActions *m_runActions;
    RunCommands *m_commands;
    Approvals *m_approvals;
    WorkflowStarter *m_starter = nullptr;
    Dispatcher *m_dispatcher = nullptr;

    std::optional<Error> m_storeFailure;
    std::optional<Error> m_signInFailure;
    std::optional<RunKey> m_shownRun;
    RepoName m_shownRepository;
    std::optional<RunKey> m_awaited; //!< Is to be shown as soon as it is known.
    QPointer<QObject> m_awaitedEnd;
    WindowContent m_content{WindowContent::Kind::Waiting, {}};
    bool m_signingIn = false;
    bool m_isDemo = false;
    bool m_wasSettled = false;
};

} // namespace Runlight
