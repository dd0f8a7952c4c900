// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/runspane.h"

#include "ui/runs/emptyruns.h"
#include "ui/runs/placetexts.h"
#include "ui/runs/runsview.h"
#include "ui/theme/inlinebar.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QStackedWidget>

namespace Runlight {

namespace {

using namespace std::chrono_literals;

constexpr int headerHeight = 9 * Theme::grid;
constexpr int headerMargin = 4 * Theme::grid;
// Scrolling through a hundred repositories is not looking at them.
constexpr auto visibleDelay = 300ms;
// A running run's duration counts seconds; all other times are told in minutes at most.
constexpr auto runningInterval = 1s;
constexpr auto quietInterval = 20s;

QLabel *makeMutedLabel()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

RunsPane::RunsPane(RunCatalog &catalog, Clock &clock, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_model(catalog, clock)
    , m_count(makeMutedLabel())
    , m_pages(new QStackedWidget)
    , m_view(new RunsView(theme))
    , m_notice(new InlineBar(theme))
    , m_noticeArea(new QWidget)
    , m_empty(new EmptyRuns(theme))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    auto *line = new QWidget;
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    column->addWidget(line);
    auto *notice = new QVBoxLayout(m_noticeArea);
    notice->setContentsMargins(2 * Theme::grid, 2 * Theme::grid, 2 * Theme::grid, 2 * Theme::grid);
    notice->addWidget(m_notice);
    m_noticeArea->hide();
    m_notice->installEventFilter(this);
    column->addWidget(m_noticeArea);
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);
    column->addWidget(m_pages, 1);

    setFocusProxy(m_view);
    setAccessibleName(tr("Runs"));
    m_view->setAccessibleName(tr("Runs"));
    m_view->setModel(&m_model);
    m_visibleTimer.setSingleShot(true);
    m_visibleTimer.setInterval(visibleDelay);
    m_timesTimer.start(quietInterval);
    connectParts(theme);
    updateTexts();
}

QWidget *RunsPane::makeHeader()
{
    auto *header = new QWidget;
    header->setFixedHeight(headerHeight);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(headerMargin, 0, headerMargin, 0);
    auto *order = makeMutedLabel();
    order->setText(tr("Newest first"));
    m_count->setMinimumWidth(1);
    row->addWidget(m_count, 1);
    row->addWidget(order);
    return header;
}

void RunsPane::connectParts(Theme &theme)
{
    connect(&m_model, &RunsModel::updated, this, &RunsPane::modelUpdated);
    connect(&m_catalog, &RunCatalog::loaded, this, &RunsPane::modelUpdated);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPane::selectionChanged);
    connect(m_view, &QAbstractItemView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT activated(index.data(RunKeyRole).value<RunKey>()); });
    connect(m_view, &RunsView::visibleRowsChanged, &m_visibleTimer, qOverload<>(&QTimer::start));
    connect(&m_visibleTimer, &QTimer::timeout, this, &RunsPane::tellVisibleRepositories);
    connect(&m_timesTimer, &QTimer::timeout, this, &RunsPane::refreshTimes);
    connect(m_empty, &EmptyRuns::clearFilterRequested, this, &RunsPane::clearFilterRequested);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RunsPane::setPlace(const Place &place)
{
    if (place == m_model.place())
        return;
    m_model.setPlace(place);
    if (m_current && m_model.rowOf(*m_current) < 0)
        selectFirst();
}

void RunsPane::setFilter(const RunFilter &filter)
{
    m_model.setFilter(filter);
}

bool RunsPane::selectRun(const RunKey &run)
{
    const int row = m_model.rowOf(run);
    if (row < 0)
        return false;
    m_view->setCurrentIndex(m_model.index(row));
    m_view->scrollTo(m_model.index(row), QAbstractItemView::EnsureVisible);
    return true;
}

void RunsPane::enterList()
{
    if (m_model.rowCount() == 0)
        return;
    m_view->setFocus(Qt::ShortcutFocusReason);
    m_view->selectAny();
}

void RunsPane::modelUpdated()
{
    updateTexts();
    keepSelection();
    m_timesTimer.setInterval(m_catalog.counts().running > 0 ? runningInterval : quietInterval);
    m_visibleTimer.start();
}

void RunsPane::updateTexts()
{
    const bool filtered = !m_model.filter().isEmpty();
    const int rows = m_model.rowCount();
    // Before anything is hidden: what is hidden loses it.
    const QWidget *focused = window()->focusWidget();
    const bool hadFocus = m_pages->currentWidget() == focused || m_pages->currentWidget()->isAncestorOf(focused);
    m_count->setText(filtered ? tr("%Ln match(es)", nullptr, rows) : placeCountText(m_model.place(), rows));
    if (filtered)
        m_empty->setText({tr("No run matches the filter"), {}}, true);
    else if (m_catalog.isLoaded())
        m_empty->setText(emptyPlaceText(m_model.place()), false);
    else
        m_empty->setText({{}, tr("Loading…")}, false);
    m_pages->setCurrentWidget(rows > 0 ? static_cast<QWidget *>(m_view) : m_empty);
    setFocusProxy(m_pages->currentWidget());
    if (hadFocus)
        setFocus(); // what it was in may be hidden now: it would go to another part of the window
}

QList<RunKey> RunsPane::selectedRuns() const
{
    QList<RunKey> runs;
    for (const int row : m_view->selectedRows())
        runs.append(m_model.keyOf(row));
    if (runs.isEmpty() && m_current)
        runs.append(*m_current);
    return runs;
}

void RunsPane::setRowActions(const QList<QAction *> &actions)
{
    for (QAction *action : actions) {
        if (!action) {
            action = new QAction(this);
            action->setSeparator(true);
        }
        m_view->addAction(action);
    }
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

//! The bar shows and hides itself; its place goes with it.
bool RunsPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_notice && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent))
        m_noticeArea->setVisible(event->type() == QEvent::ShowToParent);
    return QWidget::eventFilter(watched, event);
}

//! The current run's row is selected whenever it is in the list; a list shown for the first time begins with its first.
void RunsPane::keepSelection()
{
    if (!m_current) {
        if (m_catalog.isLoaded())
            selectFirst();
        return;
    }
    const int row = m_model.rowOf(*m_current);
    const QModelIndex index = row < 0 ? QModelIndex() : m_model.index(row);
    if (index.isValid() && !m_view->selectionModel()->isSelected(index))
        m_view->selectInPlace(index);
}

void RunsPane::selectFirst()
{
    if (m_model.rowCount() > 0)
        m_view->selectInPlace(m_model.index(0));
    else
        setCurrent({});
}

void RunsPane::selectionChanged()
{
    const QList<int> selected = m_view->selectedRows();
    if (selected.isEmpty())
        return;
    const int current = m_view->currentIndex().row();
    setCurrent(m_model.keyOf(selected.contains(current) ? current : selected.first()));
    Q_EMIT selectedRunsChanged();
}

void RunsPane::setCurrent(const std::optional<RunKey> &run)
{
    if (run == m_current)
        return;
    m_current = run;
    const auto index = run ? m_catalog.find(*run) : std::nullopt;
    Q_EMIT currentRunChanged(run, index ? m_catalog.run(*index).repository().repository : RepoName());
}

void RunsPane::tellVisibleRepositories()
{
    QList<RepositoryRef> visible;
    const RunsView::Rows rows = m_view->visibleRows();
    for (int row = rows.first; row <= rows.last; ++row) {
        const auto ref = m_model.index(row).data(RepositoryRole).value<RepositoryRef>();
        if (!visible.contains(ref))
            visible.append(ref);
    }
    if (visible == m_visible)
        return;
    m_visible = visible;
    Q_EMIT visibleRepositoriesChanged(visible);
}

void RunsPane::refreshTimes()
{
    m_view->viewport()->update();
}

} // namespace Runlight
