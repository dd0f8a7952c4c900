// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/jobsview.h"

#include "ui/run/jobsdelegate.h"
#include "ui/run/jobsmodel.h"
#include "ui/run/timelineheader.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QFocusEvent>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QUrl>

namespace Runlight {

namespace {

constexpr int narrowest = 440; //!< px; below, the bars make way for the names.
constexpr double timelineShare = 0.47;

bool deservesOpening(const RunState &state)
{
    return state.isFailure() || state.status == Status::InProgress;
}

} // namespace

JobsView::JobsView(JobsModel &model, const Theme &theme, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
    , m_theme(theme)
    , m_delegate(new JobsDelegate(model, theme, this))
{
    setAccessibleName(tr("Jobs and steps"));
    setFrameShape(QFrame::NoFrame);
    setIndentation(0);
    setRootIsDecorated(false);
    setAllColumnsShowFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideRight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setHeader(new TimelineHeader(model, theme, this));
    setItemDelegate(m_delegate);
    setModel(&model);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    addRowActions();

    connect(&model, &JobsModel::axisChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &JobsView::updateGeometry);
    connect(&theme, &Theme::animationFrame, this, &JobsView::updateTurningGlyphs);
    const auto touched = [this](const QModelIndex &index) {
        m_decided.insert(m_model.jobOf(index).id);
        updateGeometry();
    };
    connect(this, &QTreeView::expanded, this, touched);
    connect(this, &QTreeView::collapsed, this, touched);
    // Enter on a job opens and closes it, on a step it goes to the step's log.
    connect(this, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (!m_model.isJob(index))
            openLogOf(index);
    });
}

void JobsView::startAfresh()
{
    m_decided.clear();
    collapseAll();
    m_decided.clear();
    openWhatMatters(0, m_model.rowCount() - 1);
    setCurrentIndex(m_model.firstFailure());
    scrollToTop();
    if (!currentIndex().isValid())
        return;
    // The failed step with the job that it belongs to, where both fit.
    scrollTo(currentIndex().parent(), PositionAtTop);
    scrollTo(currentIndex());
}

JobId JobsView::currentJob() const
{
    return currentIndex().isValid() ? m_model.jobOf(currentIndex()).id : JobId();
}

void JobsView::addRowAction(QAction &action)
{
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    addActions({separator, &action});
}

void JobsView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    Q_EMIT currentJobChanged(currentJob());
}

QSize JobsView::sizeHint() const
{
    return {QTreeView::sizeHint().width(), contentHeight()};
}

QSize JobsView::minimumSizeHint() const
{
    return {0, qMin(contentHeight(), header()->minimumHeight() + 4 * 8 * Theme::grid)};
}

void JobsView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    layoutColumns();
}

void JobsView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && m_model.isJob(index) && event->pos().x() < JobsDelegate::margin) {
        setExpanded(index.siblingAtColumn(JobsModel::Name), !isExpanded(index.siblingAtColumn(JobsModel::Name)));
        return;
    }
    QTreeView::mousePressEvent(event);
}

void JobsView::drawBranches(QPainter *, const QRect &, const QModelIndex &) const
{
    // The delegate draws the chevron.
}

void JobsView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QTreeView::drawRow(painter, option, index);
    QStyleOptionViewItem row = option;
    row.state.setFlag(QStyle::State_HasFocus, hasFocus());
    if (showsKeyboardFocus(row)
        && index.siblingAtColumn(JobsModel::Name) == currentIndex().siblingAtColumn(JobsModel::Name))
        m_theme.paintFocusRing(*painter, QRect(0, option.rect.top(), viewport()->width(), option.rect.height()), 0);
}

void JobsView::focusInEvent(QFocusEvent *event)
{
    QTreeView::focusInEvent(event);
    // Qt does not choose a row before the first step, which would pass the first by.
    if (event->reason() != Qt::MouseFocusReason)
        setCurrentIndex(currentIndex().isValid() ? currentIndex() : m_model.index(0, JobsModel::Name));
}

void JobsView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTreeView::rowsInserted(parent, start, end);
    if (parent.isValid())
        openWhatMatters(parent.row(), parent.row());
    else
        openWhatMatters(start, end);
    updateGeometry();
}

void JobsView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QTreeView::dataChanged(topLeft, bottomRight, roles);
    if (m_model.isJob(topLeft))
        openWhatMatters(topLeft.row(), bottomRight.row());
}

void JobsView::openLogOf(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT openLogRequested(m_model.jobOf(index).id, m_model.isJob(index) ? 0 : m_model.stepNumberOf(index));
}

void JobsView::addRowActions()
{
    auto *log = new QAction(tr("Open log"), this);
    connect(log, &QAction::triggered, this, [this] { openLogOf(currentIndex()); });
    auto *open = new QAction(tr("Open on GitHub"), this);
    connect(open, &QAction::triggered, this, [this] {
        const QUrl url = currentIndex().data(JobsModel::UrlRole).toUrl();
        if (!url.isEmpty())
            Q_EMIT openUrlRequested(url);
    });
    auto *copy = new QAction(tr("Copy name"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(currentIndex().data(JobsModel::CopyRole).toString()); });
    addActions({log, open, copy});
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void JobsView::openWhatMatters(int firstRow, int lastRow)
{
    for (int row = firstRow; row <= lastRow; ++row) {
        const QModelIndex index = m_model.index(row, JobsModel::Name);
        const Job &job = m_model.jobOf(index);
        if (deservesOpening(job.state) && !job.steps.isEmpty() && !m_decided.contains(job.id))
            expand(index);
    }
}

void JobsView::updateTurningGlyphs()
{
    const auto isTurning = [](const QModelIndex &index) {
        return index.data(JobsModel::GlyphRole).value<StatusGlyph>() == StatusGlyph::InProgress;
    };
    for (QModelIndex index = indexAt({0, 0}); index.isValid(); index = indexBelow(index)) {
        const QRect rect = visualRect(index);
        if (rect.top() > viewport()->height())
            break;
        if (isTurning(index))
            viewport()->update(rect);
    }
}

void JobsView::layoutColumns()
{
    const int width = viewport()->width();
    const bool showsTimeline = width >= narrowest;
    const int timeline = showsTimeline ? int(width * timelineShare) : JobsDelegate::margin - 2 * Theme::grid;
    // Where there is no axis, its header is but a little air.
    header()->setFixedHeight(showsTimeline ? header()->sizeHint().height() : 2 * Theme::grid);
    const int duration = m_delegate->durationWidth();
    header()->resizeSection(JobsModel::Name, qMax(0, width - duration - timeline));
    header()->resizeSection(JobsModel::Duration, duration);
    header()->resizeSection(JobsModel::Timeline, timeline);
}

int JobsView::contentHeight() const
{
    int height = header()->minimumHeight();
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex job = m_model.index(row, JobsModel::Name);
        height += m_delegate->sizeHint({}, job).height();
        const int steps = isExpanded(job) ? m_model.rowCount(job) : 0;
        if (steps > 0)
            height += steps * m_delegate->sizeHint({}, m_model.index(0, JobsModel::Name, job)).height();
    }
    return height;
}

} // namespace Runlight
