// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/mainwindow.h"

#include "core/base/clock.h"
#include "core/control/control.h"
#include "core/dispatch/dispatcher.h"
#include "core/runs/filtertokens.h"
#include "core/runs/runcatalog.h"
#include "core/store/store.h"
#include "ui/approvals/approvals.h"
#include "ui/artifacts/artifactspane.h"
#include "ui/artifacts/downloadsview.h"
#include "ui/dispatch/noticebar.h"
#include "ui/dispatch/workflowstarter.h"
#include "ui/log/logpane.h"
#include "ui/log/logviewer.h"
#include "ui/run/runpane.h"
#include "ui/run/runview.h"
#include "ui/runs/filterbar.h"
#include "ui/runs/runspane.h"
#include "ui/shell/actions.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/keyboard.h"
#include "ui/shell/links.h"
#include "ui/shell/panes.h"
#include "ui/shell/runactions.h"
#include "ui/shell/runcommands.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/statusbar.h"
#include "ui/shell/ticker.h"
#include "ui/shell/topbar.h"
#include "ui/shell/troublebar.h"
#include "ui/shell/welcomepage.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDesktopServices>
#include <QListView>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <iterator>
#include <utility>

namespace Runlight {

namespace {

const QSize designSize(1280, 800);
constexpr int paletteRuns = 1'000; //!< Who looks for an older run filters.
constexpr auto awaitingTime = std::chrono::seconds(60);
const auto geometryKey = QLatin1String("window/geometry");
const auto themeKey = QLatin1String("window/theme");

//! As the settings keep it.
QString wordOf(Theme::Scheme scheme)
{
    switch (scheme) {
    case Theme::Scheme::Light:
        return QStringLiteral("light");
    case Theme::Scheme::Dark:
        return QStringLiteral("dark");
    case Theme::Scheme::System:
        break;
    }
    return QStringLiteral("system");
}

} // namespace

MainWindow::MainWindow(Store &store, Monitor &monitor, Control &control, LogStreamer &logs, Downloads &downloads,
                       RunCatalog &catalog, Clock &clock, Theme &theme, QSettings *settings, QWidget *parent)
    : QMainWindow(parent)
    , m_store(store)
    , m_monitor(monitor)
    , m_downloads(downloads)
    , m_catalog(catalog)
    , m_clock(clock)
    , m_theme(theme)
    , m_settings(settings)
    , m_actions(new Actions(*this))
    , m_filter(new FilterBar(catalog, theme))
    , m_troubles(new TroubleBar(clock, theme))
    , m_sidebar(new Sidebar(catalog, theme))
    , m_runs(new RunsPane(catalog, clock, theme))
    , m_run(new RunPane(store, monitor, logs, downloads, clock, theme))
    , m_panes(new Panes(*m_sidebar, *m_runs, *m_run, theme))
    , m_welcome(new WelcomePage(theme))
    , m_pages(new QStackedWidget)
    , m_status(new StatusBar(downloads, clock, theme))
    , m_palette(new CommandPalette(theme, *this))
    , m_runActions(new RunActions(control, catalog, *this))
    , m_commands(new RunCommands(control, *m_runActions, *m_runs, m_run->view(), this))
    , m_approvals(new Approvals(store, monitor, control, clock, theme, *this))
{
    layOut();
    connectParts();
    connectActions();
    connectLog();
    connectRunActions();
    connectDownloads();
    connectSources();
    restore();
    m_runs->setPlace(m_sidebar->place());
    updateStatus();
    updateTitle();
}

MainWindow::~MainWindow() = default;

//! In the order of the layout, which is that of the Tab key too.
void MainWindow::layOut()
{
    auto *central = new QWidget;
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new TopBar(*m_filter, *m_actions, m_theme));
    column->addWidget(m_troubles);
    m_pages->addWidget(m_panes);
    m_pages->addWidget(m_welcome);
    column->addWidget(m_pages, 1);
    column->addWidget(m_status);
    setCentralWidget(central);
    resize(designSize);
}

void MainWindow::connectParts()
{
    connect(m_sidebar, &Sidebar::placeChanged, m_runs, &RunsPane::setPlace);
    connect(m_filter, &FilterBar::filterChanged, m_runs, &RunsPane::setFilter);
    connect(m_filter, &FilterBar::accepted, m_runs, &RunsPane::enterList);
    connect(m_runs, &RunsPane::currentRunChanged, this, &MainWindow::showRun);
    connect(m_runs, &RunsPane::visibleRepositoriesChanged, &m_monitor, &Monitor::setVisibleRepositories);
    connect(m_runs, &RunsPane::clearFilterRequested, m_filter, &FilterBar::clear);
    connect(m_runs, &RunsPane::activated, m_actions->open, &QAction::trigger);
    connect(m_run, &RunPane::loaded, this, &MainWindow::updateSettled);
    connect(m_run, &RunPane::pageUrlChanged, this, &MainWindow::updateRunPage);
    connect(m_run, &RunPane::openUrlRequested, this, &MainWindow::openRunPage);
    connect(m_troubles, &TroubleBar::retryRequested, m_actions->refresh, &QAction::trigger);
    connect(m_troubles, &TroubleBar::stopWatchingRequested, &m_monitor, &Monitor::unwatch);
    connect(m_troubles, &TroubleBar::openRequested, this, [](const QUrl &url) { QDesktopServices::openUrl(url); });
    connect(m_welcome, &WelcomePage::demoRequested, this, &MainWindow::demoRequested);
    auto *ticker = new Ticker(m_clock, *this);
    connect(ticker, &Ticker::ticked, m_status, &StatusBar::refresh);
    connect(ticker, &Ticker::ticked, m_troubles, &TroubleBar::refresh);
}

void MainWindow::connectActions()
{
    connect(m_actions->filter, &QAction::triggered, this, &MainWindow::find);
    const std::pair<QAction *, Qt::Key> moves[] = {{m_actions->next, Qt::Key_Down},
                                                   {m_actions->previous, Qt::Key_Up},
                                                   {m_actions->first, Qt::Key_Home},
                                                   {m_actions->last, Qt::Key_End}};
    for (const auto &[action, key] : moves)
        connect(action, &QAction::triggered, this,
                [this, step = key] { moveInList(*this, m_runs->findChild<QAbstractItemView *>(), step); });
    connect(m_actions->open, &QAction::triggered, m_run, [this] { focusInto(*m_run); });
    connect(m_actions->back, &QAction::triggered, m_runs, [this] { focusInto(*m_runs); });
    m_actions->addOpenTo(*m_runs->findChild<QAbstractItemView *>()); // not to the bar above it
    m_actions->addBackTo(*m_run);
    m_actions->addBackTo(*m_filter);
    for (int i = 0; i < Actions::placeCount; ++i)
        connect(m_actions->places[i], &QAction::triggered, this, [this, i] { setPlace({Place::Kind(i), {}}); });
    connect(m_actions->openOnGitHub, &QAction::triggered, this, [this] { openRunPage(m_run->pageUrl()); });
    connect(m_actions->palette, &QAction::triggered, this, &MainWindow::openPalette);
    connect(m_palette, &CommandPalette::chosen, this, &MainWindow::goTo);
    connect(m_actions->refresh, &QAction::triggered, &m_monitor, &Monitor::refresh);
    connect(m_actions->refresh, &QAction::triggered, this, &MainWindow::retryRequested);
    connect(m_actions->shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(m_actions->about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions, &Actions::themeChosen, this, &MainWindow::chooseTheme);
}

//! The keys of the log work wherever the user is, and lead there.
void MainWindow::connectLog()
{
    RunView &run = m_run->view();
    LogViewer &viewer = run.log().viewer();
    m_actions->addLog(viewer);
    connect(m_actions->log, &QAction::triggered, &run, &RunView::openLog);
    for (QAction *action : {viewer.nextError, viewer.previousError, viewer.follow})
        connect(action, &QAction::triggered, &run, &RunView::turnToLog);
    connect(m_run, &RunPane::noteRaised, m_status, &StatusBar::setNote);
    // It stands in a log, so nobody vouches for where it leads; the user has seen the address.
    connect(m_run, &RunPane::openLogLinkRequested, this, [](const QUrl &url) { QDesktopServices::openUrl(url); });
}

void MainWindow::connectRunActions()
{
    m_actions->addRuns(*m_runActions);
    m_run->view().setActions(m_runActions->headerActions(), *m_runActions->rerunJob);
    m_runs->setRowActions(m_runActions->rowActions());
    connect(m_runs, &RunsPane::selectedRunsChanged, this, &MainWindow::updateSubject);
    connect(&m_run->view(), &RunView::shownChanged, this,
            [this] { m_runActions->setShown(m_run->view().details(), m_run->view().currentJob()); });
    connect(&m_monitor, &Monitor::repositoriesChanged, this, &MainWindow::readWorkflows);
    m_run->view().setReviewActions(*m_runActions->approve, *m_runActions->reject);
    connect(m_commands, &RunCommands::reviewRequested, this, &MainWindow::openReview);
    connect(m_approvals, &Approvals::openUrlRequested, this,
            [this](const QUrl &url, const AccountId &account) { openPage(url, hostOf(account)); });
    connect(m_commands, &RunCommands::downloadRequested, &m_run->view(), &RunView::downloadArtifacts);
    connect(m_commands, &RunCommands::openUrlRequested, this, &MainWindow::openPage);
    readWorkflows();
}

void MainWindow::openReview(const RunKey &run, bool approve)
{
    using Intent = ReviewSheet::Intent;
    if (const auto index = m_catalog.find(run))
        m_approvals->open(run, m_catalog.run(*index).repository().repository,
                          approve ? Intent::Approve : Intent::Reject);
}

//! What the actions are about: the runs that are selected.
void MainWindow::updateSubject()
{
    m_commands->setShown(m_shownRun);
    m_runActions->setRuns(m_runs->selectedRuns(), m_shownRun);
}

void MainWindow::readWorkflows()
{
    // A store that fails says so itself.
    m_store.repositories(this, [this](const Expected<QList<StoredRepository>> &stored) {
        m_runActions->setWorkflows(stored.value_or(QList<StoredRepository>()));
    });
}

void MainWindow::connectDownloads()
{
    RunView &run = m_run->view();
    run.artifacts().setSettings(m_settings);
    connect(m_actions->downloads, &QAction::triggered, this, &MainWindow::showDownloads);
    connect(m_status, &StatusBar::downloadsRequested, m_actions->downloads, &QAction::trigger);
}

//! In the log where the user reads one, among the runs otherwise.
void MainWindow::find()
{
    LogPane &log = m_run->view().log();
    if (log.isAncestorOf(QApplication::focusWidget()))
        log.viewer().findInLog();
    else
        m_filter->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::openPalette()
{
    const MonitorStatus status = m_monitor.status();
    PaletteItems items = actionItems(m_actions->sections());
    for (PaletteItems more : {repositoryItems(status, m_catalog), runItems(m_catalog, paletteRuns)})
        std::move(more.begin(), more.end(), std::back_inserter(items));
    m_palette->open(std::move(items));
    // A store that fails says so itself.
    m_store.repositories(m_palette, [this, status](const Expected<QList<StoredRepository>> &stored) {
        m_palette->addItems(workflowItems(stored.value_or(QList<StoredRepository>()), status, m_catalog));
    });
}

void MainWindow::goTo(const PaletteItem &item)
{
    switch (item.kind) {
    case PaletteItem::Kind::Action:
        return; // has done what it does
    case PaletteItem::Kind::Run:
        selectRun(item.run);
        break;
    case PaletteItem::Kind::Repository:
    case PaletteItem::Kind::Workflow:
        m_filter->setText(item.workflow.isEmpty() ? QString()
                                                  : RunFilter::keyWord(FilterKey::Workflow) + QLatin1Char(':')
                                  + quotedFilterValue(item.workflow));
        setPlace(Place::of(item.repository));
        break;
    }
    m_runs->enterList();
}

void MainWindow::connectSources()
{
    connect(&m_monitor, &Monitor::statusChanged, this, &MainWindow::updateStatus);
    connect(&m_catalog, &RunCatalog::loaded, this, &MainWindow::updateContent);
    connect(&m_catalog, &RunCatalog::countsChanged, this, &MainWindow::updateContent);
    connect(&m_catalog, &RunCatalog::countsChanged, this, &MainWindow::updateTitle);
    const auto storeFailed = [this](const Error &error) {
        m_storeFailure = error;
        updateStatus();
    };
    connect(&m_store, &Store::failed, this, storeFailed);
    connect(&m_catalog, &RunCatalog::loadFailed, this, storeFailed);
}

void MainWindow::restore()
{
    // The scheme that the command line asks for is for this time, and wins.
    if (m_settings && m_theme.scheme() == Theme::Scheme::System) {
        const QString kept = m_settings->value(themeKey).toString();
        for (const Theme::Scheme scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
            if (kept == wordOf(scheme))
                m_theme.setScheme(scheme);
        }
    }
    m_actions->setTheme(m_theme.scheme());
    if (!m_settings)
        return;
    restoreGeometry(m_settings->value(geometryKey).toByteArray());
    m_panes->restore(*m_settings);
}

void MainWindow::setSignIn(bool signingIn, const std::optional<Error> &failure)
{
    m_signingIn = signingIn;
    m_signInFailure = failure;
    updateStatus();
}

void MainWindow::setDispatcher(Dispatcher &dispatcher)
{
    m_dispatcher = &dispatcher;
    m_starter = new WorkflowStarter(m_store, dispatcher, m_clock, m_theme, *this);
    auto *column = static_cast<QVBoxLayout *>(centralWidget()->layout());
    column->insertWidget(column->indexOf(m_pages), &m_starter->bar());
    connect(m_starter, &WorkflowStarter::runStarted, this, &MainWindow::awaitRun);
    connect(m_starter, &WorkflowStarter::runRequested, this, &MainWindow::awaitRun);
    connect(m_starter, &WorkflowStarter::openUrlRequested, this,
            [this](const QUrl &url, const AccountId &account) { openPage(url, hostOf(account)); });
    connect(m_actions->runWorkflow, &QAction::triggered, this, &MainWindow::startWorkflow);
    connect(m_actions->sendEvent, &QAction::triggered, this,
            [this] { m_starter->openEvent(startSubject().repository); });
    connect(m_actions->runAgain, &QAction::triggered, this, [this] {
        if (m_shownRun)
            m_starter->openAgain(*m_shownRun, m_shownRepository);
    });
    connect(&m_catalog, &RunCatalog::changed, this, &MainWindow::showAwaited);
    m_actions->runWorkflow->setEnabled(true);
    m_actions->sendEvent->setEnabled(true);
    updateRunAgain();
}

void MainWindow::startWorkflow()
{
    m_starter->open(startSubject());
}

//! What the user looks at.
DispatchSubject MainWindow::startSubject() const
{
    DispatchSubject subject;
    const Place place = m_sidebar->place();
    const auto shown = m_shownRun ? m_catalog.find(*m_shownRun) : std::nullopt;
    if (shown) {
        subject.repository = m_catalog.run(*shown).repository();
        subject.workflowName = m_catalog.run(*shown).workflow();
    } else if (place.kind == Place::Kind::Repository) {
        subject.repository = place.repository;
    }
    return subject;
}

void MainWindow::updateRunAgain()
{
    m_actions->setRunAgain(false);
    if (!m_dispatcher || !m_shownRun)
        return;
    m_dispatcher->inputsOf(*m_shownRun, this,
                           [this, run = *m_shownRun](const Expected<std::optional<RememberedInputs>> &found) {
                               if (m_shownRun == run)
                                   m_actions->setRunAgain(found && *found);
                           });
}

//! GitHub lists a run a moment after it has begun.
void MainWindow::awaitRun(const RunKey &run, const RepoName &repository)
{
    m_awaited = run;
    delete m_awaitedEnd;
    // Later than that the user looks at something else.
    m_awaitedEnd = m_clock.singleShot(awaitingTime, this, [this] { m_awaited.reset(); });
    m_monitor.lookAt(run, repository);
    showAwaited();
}

void MainWindow::showAwaited()
{
    if (!m_awaited || !selectRun(*m_awaited))
        return;
    m_awaited.reset();
    delete m_awaitedEnd;
    m_runs->enterList();
}

void MainWindow::markAsDemo()
{
    m_isDemo = true;
    m_status->setNote(tr("Demo: a simulated GitHub"));
    updateTitle();
}

bool MainWindow::isSettled() const
{
    return m_catalog.isLoaded() && !m_signingIn && hasEveryAnswer(m_monitor.status())
        && (!m_shownRun || m_run->isLoaded());
}

bool MainWindow::selectRun(const QString &idOrNumber)
{
    bool isNumber = false;
    const qint64 wanted = idOrNumber.toLongLong(&isNumber);
    if (!isNumber)
        return false;
    std::optional<RunKey> found;
    for (const RunIndex index : m_catalog.newestFirst()) {
        const RunEntry run = m_catalog.run(index);
        if (run.key().run.value == wanted) {
            found = run.key();
            break;
        }
        if (!found && run.number() == wanted)
            found = run.key();
    }
    return found && selectRun(*found);
}

bool MainWindow::selectRun(const RunKey &run)
{
    const auto index = m_catalog.find(run);
    if (!index)
        return false;
    m_filter->clear();
    if (!m_catalog.isIn(*index, m_sidebar->place()))
        setPlace({Place::Kind::All, {}});
    return m_runs->selectRun(run);
}

void MainWindow::setPlace(const Place &place)
{
    m_sidebar->setPlace(place);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        tellVisibility();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_settings) {
        m_settings->setValue(geometryKey, saveGeometry());
        m_panes->save(*m_settings);
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    tellVisibility();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    tellVisibility();
}

void MainWindow::tellVisibility()
{
    m_monitor.setWindowVisible(isVisible() && !isMinimized());
}

void MainWindow::updateStatus()
{
    const MonitorStatus status = m_monitor.status();
    m_status->setStatus(status);
    m_sidebar->setStatus(status);
    m_troubles->setSources({status, m_storeFailure, m_store.file(), m_signInFailure});
    m_panes->setStale(status.offline);
    updateContent();
}

void MainWindow::updateContent()
{
    const WindowContent content =
        contentOf({m_monitor.status(), m_catalog.isLoaded(), m_catalog.counts().all > 0, m_signingIn});
    if (content != m_content)
        showContent(content);
    updateSettled();
}

void MainWindow::showContent(const WindowContent &content)
{
    const bool isNew = content.kind != m_content.kind;
    m_content = content;
    const bool welcome = content.kind == WindowContent::Kind::Welcome;
    m_pages->setCurrentWidget(welcome ? static_cast<QWidget *>(m_welcome) : m_panes);
    m_panes->setWaitingFor(content.waitingFor);
    m_filter->setEnabled(!welcome);
    // What had the focus is hidden now; the keys go where the user looks.
    if (isNew && welcome)
        m_welcome->setFocus();
    else if (isNew && content.kind == WindowContent::Kind::Runs)
        m_runs->setFocus();
}

void MainWindow::updateTitle()
{
    const int count = m_catalog.counts().needsYou;
    const QString name = m_isDemo ? tr("Runlight demo") : tr("Runlight");
    setWindowTitle(count == 0 ? name : tr("%n need you — %1", "window title", count).arg(name));
}

void MainWindow::updateSettled()
{
    const bool isNow = isSettled();
    if (isNow && !std::exchange(m_wasSettled, isNow))
        Q_EMIT settled();
    m_wasSettled = isNow;
}

void MainWindow::showRun(const std::optional<RunKey> &run, const RepoName &repository)
{
    m_shownRun = run;
    m_shownRepository = repository;
    m_run->showRun(run, repository);
    updateSubject();
    updateRunPage();
    updateRunAgain();
    updateSettled();
}

void MainWindow::updateRunPage()
{
    using Page = Actions::RunPage;
    if (!m_shownRun)
        m_actions->setRunPage(Page::None);
    else
        m_actions->setRunPage(isOpenable(m_run->pageUrl(), hostOf(m_shownRun->account)) ? Page::OnGitHub
                                                                                        : Page::Elsewhere);
}

void MainWindow::openRunPage(const QUrl &url)
{
    if (m_shownRun)
        openPage(url, hostOf(m_shownRun->account));
}

void MainWindow::openPage(const QUrl &url, const QString &host)
{
    // The page would be somebody else's, or none.
    if (m_isDemo)
        m_status->setNote(tr("Demo: a simulated GitHub, with no pages to open"));
    else
        openInBrowser(url, host);
}

void MainWindow::chooseTheme(Theme::Scheme scheme)
{
    m_theme.setScheme(scheme);
    if (m_settings)
        m_settings->setValue(themeKey, wordOf(scheme));
}

void MainWindow::showDownloads()
{
    auto *view = findChild<DownloadsView *>();
    if (!view)
        view = new DownloadsView(m_downloads, m_clock, m_theme, this);
    view->show();
    view->raise();
    view->activateWindow();
}

void MainWindow::showShortcuts()
{
    auto *sheet = findChild<ShortcutSheet *>();
    if (!sheet)
        sheet = new ShortcutSheet(m_actions->sections(), m_theme, this);
    sheet->show();
    sheet->raise();
    sheet->activateWindow();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Runlight"),
                                tr("Runlight %1").arg(QStringLiteral(RUNLIGHT_VERSION)), QMessageBox::Close, this);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("A dashboard for GitHub Actions. Free software under the GNU General Public License, "
                               "version 3 or later."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->setContentsMargins(4 * Theme::grid, 3 * Theme::grid, 4 * Theme::grid, 2 * Theme::grid);
    box->show();
}

} // namespace Runlight
