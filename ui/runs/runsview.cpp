// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/runsview.h"

#include "ui/runs/rundelegate.h"
#include "ui/runs/runsmodel.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace Runlight {

namespace {

bool isEnter(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace

RunsView::RunsView(const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_theme(theme)
    , m_newRowsButton(new QPushButton(this))
{
    setItemDelegate(new RunDelegate(theme, this));
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    m_newRowsButton->setIcon(theme.icon(QStringLiteral("chevron-up"), ColorRole::Accent));
    m_newRowsButton->setFocusPolicy(Qt::NoFocus);
    m_newRowsButton->hide();
    connect(m_newRowsButton, &QPushButton::clicked, this, &RunsView::scrollToTop);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RunsView::userScrolled);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&theme, &Theme::animationFrame, this, &RunsView::repaintTurningGlyphs);
}

int RunsView::rowCount() const
{
    return model() ? model()->rowCount() : 0;
}

RunsView::Rows RunsView::visibleRows() const
{
    const int last = (verticalOffset() + viewport()->height() - 1) / m_rowHeight;
    return {verticalOffset() / m_rowHeight, qMin(last, rowCount() - 1)};
}

int RunsView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QRect RunsView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    return {0, index.row() * m_rowHeight - verticalOffset(), viewport()->width(), m_rowHeight};
}

QModelIndex RunsView::indexAt(const QPoint &point) const
{
    const int row = (point.y() + verticalOffset()) / m_rowHeight;
    return point.y() >= 0 && row < rowCount() ? model()->index(row, 0) : QModelIndex();
}

void RunsView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = index.row() * m_rowHeight;
    const int spare = viewport()->height() - m_rowHeight;
    int offset = verticalOffset();
    switch (hint) {
    case EnsureVisible:
        offset = qBound(top - spare, offset, top);
        break;
    case PositionAtTop:
        offset = top;
        break;
    case PositionAtBottom:
        offset = top - spare;
        break;
    case PositionAtCenter:
        offset = top - spare / 2;
        break;
    }
    verticalScrollBar()->setValue(offset);
}

void RunsView::doItemsLayout()
{
    m_rowHeight = qMax(1, itemDelegate()->sizeHint(QStyleOptionViewItem(), QModelIndex()).height());
    QAbstractItemView::doItemsLayout(); // QListView's own would measure every row
}

void RunsView::updateGeometries()
{
    const int height = viewport()->height();
    verticalScrollBar()->setSingleStep(m_rowHeight / 2);
    verticalScrollBar()->setPageStep(height);
    verticalScrollBar()->setRange(0, qMax(0, rowCount() * m_rowHeight - height));
    QAbstractItemView::updateGeometries();
    Q_EMIT visibleRowsChanged();
}

void RunsView::reset()
{
    QListView::reset();
    m_followsTop = true;
    showNewRows(0);
    doItemsLayout();
}

//! A letter is a key of the window, never the beginning of a title.
void RunsView::keyboardSearch(const QString &) { }

QModelIndex RunsView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int page = qMax(1, viewport()->height() / m_rowHeight - 1);
    const QModelIndex current = currentIndex();
    int row = current.row();
    // Where the chosen row has gone, the next one is current, but not chosen: that one is the next.
    const bool isNext = current.isValid() && !selectionModel()->isSelected(current);
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row -= 1;
        break;
    case MoveDown:
    case MoveNext:
        row += isNext ? 0 : 1;
        break;
    case MovePageUp:
        row -= page;
        break;
    case MovePageDown:
        row += page;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rowCount() - 1;
        break;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return rowCount() > 0 ? model()->index(qBound(0, row, rowCount() - 1), 0) : QModelIndex();
}

//! \a rect may reach beyond what is in sight: from the row where the selection began.
void RunsView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    if (rowCount() == 0)
        return;
    const auto rowAt = [this](int y) {
        return qBound(0, (y + verticalOffset()) / m_rowHeight, rowCount() - 1);
    };
    const QRect box = rect.normalized();
    if (box.top() + verticalOffset() >= rowCount() * m_rowHeight) {
        if (command.testFlag(QItemSelectionModel::Clear))
            return; // a click beneath the rows: what was chosen stays so
    }
    const int first = rowAt(box.top());
    const int last = qMin(rowAt(box.bottom()), first + mostSelected - 1);
    selectionModel()->select(QItemSelection(model()->index(first, 0), model()->index(last, 0)), command);
}

QList<int> RunsView::selectedRows() const
{
    QList<int> rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && rows.size() < mostSelected; ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

void RunsView::selectAll()
{
    if (rowCount() == 0)
        return;
    const int last = qMin(rowCount(), mostSelected) - 1;
    selectionModel()->select(QItemSelection(model()->index(0, 0), model()->index(last, 0)),
                             QItemSelectionModel::ClearAndSelect);
}

QRegion RunsView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection)
        region += visualRect(range.topLeft()) | visualRect(range.bottomRight());
    return region & viewport()->rect();
}

void RunsView::selectAny()
{
    if (rowCount() > 0 && !selectionModel()->hasSelection())
        select(currentIndex().isValid() ? currentIndex() : model()->index(0, 0));
}

//! Also where \a index is current already: that alone does not choose its run.
void RunsView::select(const QModelIndex &index)
{
    m_anchor = index;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    scrollTo(index, EnsureVisible);
}

//! Selects from where the selection began to \a index.
void RunsView::extendTo(const QModelIndex &index)
{
    if (!m_anchor.isValid() || !selectionModel()->isSelected(m_anchor))
        m_anchor = currentIndex().isValid() ? currentIndex() : index;
    const int first = qMin(m_anchor.row(), index.row());
    const int last = qMin(qMax(m_anchor.row(), index.row()), first + mostSelected - 1);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    selectionModel()->select(QItemSelection(model()->index(first, 0), model()->index(last, 0)),
                             QItemSelectionModel::ClearAndSelect);
    scrollTo(index, EnsureVisible);
}

void RunsView::selectInPlace(const QModelIndex &index)
{
    setAutoScroll(false);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    setAutoScroll(true);
}

//! Which of the \a rows there are on the screen must not move: the one under the pointer, or else the first in sight.
//! -1: none, the list follows its top.
int RunsView::anchorRow(int rows) const
{
    if (viewport()->underMouse()) {
        const QModelIndex index = indexAt(viewport()->mapFromGlobal(QCursor::pos()));
        if (index.isValid() && index.row() < rows)
            return index.row();
    }
    return m_followsTop ? -1 : verticalOffset() / m_rowHeight;
}

//! Moves the view along with its rows, so that they stand still on the screen.
void RunsView::shiftBy(int rows)
{
    const QScopedValueRollback shifting(m_shifting, true);
    verticalScrollBar()->setValue(verticalOffset() + rows * m_rowHeight);
}

void RunsView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    // The model has the rows already; on the screen all is where it was.
    const int count = end - start + 1;
    const int anchor = anchorRow(rowCount() - count);
    QAbstractItemView::rowsInserted(parent, start, end);
    updateGeometries();
    if (start > anchor)
        return;
    shiftBy(count);
    if (verticalOffset() > 0)
        showNewRows(m_newRows + count);
}

void RunsView::rowsAboutToBeRemoved(const QModelIndex &, int start, int end)
{
    // Qt would go back a row from one that goes, and the next step would lead where the user came from.
    const int current = currentIndex().row();
    if (current >= start && current <= end && end + 1 < rowCount()) {
        setAutoScroll(false);
        selectionModel()->setCurrentIndex(model()->index(end + 1, 0), QItemSelectionModel::NoUpdate);
        setAutoScroll(true);
    }
    // Not QAbstractItemView's: it would choose another run for the user.
    const int anchor = anchorRow(rowCount());
    if (start < anchor)
        shiftBy(start - qMin(end + 1, anchor));
    scheduleDelayedItemsLayout();
}

void RunsView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles); // QListView's own would lay out all rows
}

void RunsView::userScrolled()
{
    if (m_shifting)
        return;
    m_followsTop = verticalOffset() == 0;
    if (m_followsTop)
        showNewRows(0);
}

void RunsView::scrollContentsBy(int, int)
{
    viewport()->update();
    Q_EMIT visibleRowsChanged();
}

void RunsView::leaveEvent(QEvent *event)
{
    QListView::leaveEvent(event);
    // The pointer held the rows, not the user's place in them.
    if (m_followsTop)
        scrollToTop();
}

void RunsView::showNewRows(int count)
{
    m_newRows = count;
    m_newRowsButton->setVisible(count > 0);
    if (count == 0)
        return;
    m_newRowsButton->setText(tr("%n new run(s)", nullptr, count));
    m_newRowsButton->adjustSize();
    m_newRowsButton->move((viewport()->width() - m_newRowsButton->width()) / 2, 2 * Theme::grid);
}

void RunsView::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    showNewRows(m_newRows);
}

std::optional<RunsView::CursorAction> RunsView::moveOf(const QKeyEvent &event)
{
    Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::ShiftModifier && event.key() == Qt::Key_G)
        return MoveEnd;
    if (extendsSelection(event))
        modifiers &= ~Qt::ShiftModifier;
    if (modifiers != Qt::NoModifier)
        return {};
    switch (event.key()) {
    case Qt::Key_J:
    case Qt::Key_Down:
        return MoveDown;
    case Qt::Key_K:
    case Qt::Key_Up:
        return MoveUp;
    case Qt::Key_G:
    case Qt::Key_Home:
        return MoveHome;
    case Qt::Key_End:
        return MoveEnd;
    case Qt::Key_PageUp:
        return MovePageUp;
    case Qt::Key_PageDown:
        return MovePageDown;
    default:
        return {};
    }
}

//! Shift with a key that is no letter: Shift+G is a move of its own.
bool RunsView::extendsSelection(const QKeyEvent &event)
{
    return event.modifiers().testFlag(Qt::ShiftModifier) && (event.key() < Qt::Key_A || event.key() > Qt::Key_Z);
}

void RunsView::keyPressEvent(QKeyEvent *event)
{
    if (const auto action = moveOf(*event); action && rowCount() > 0) {
        const QModelIndex index = moveCursor(*action, Qt::NoModifier);
        extendsSelection(*event) ? extendTo(index) : select(index);
        return;
    }
    if (isEnter(*event))
        selectAny();
    QListView::keyPressEvent(event);
}

bool RunsView::event(QEvent *event)
{
    // Enter opens the run that is chosen; where none is, it must first reach the list.
    if (event->type() == QEvent::ShortcutOverride && isEnter(*static_cast<QKeyEvent *>(event))
        && !selectionModel()->hasSelection())
        event->accept();
    return QListView::event(event);
}

void RunsView::focusInEvent(QFocusEvent *event)
{
    // Not QAbstractItemView's: it would make the first row current, but not choose it, and a step would pass it by.
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void RunsView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const bool focused = hasFocus();
    // The focus is on the chosen row; where none is, on the list.
    option.state.setFlag(QStyle::State_HasFocus, focused);
    const bool ringsList = showsKeyboardFocus(option) && !selectionModel()->hasSelection();
    const Rows rows = visibleRows();
    for (int row = rows.first; row <= rows.last; ++row) {
        const QModelIndex index = model()->index(row, 0);
        option.rect = visualRect(index);
        if (!event->rect().intersects(option.rect))
            continue;
        const bool selected = selectionModel()->isSelected(index);
        option.state.setFlag(QStyle::State_Selected, selected);
        option.state.setFlag(QStyle::State_HasFocus, focused && selected && index == currentIndex());
        itemDelegate()->paint(&painter, option, index);
    }
    if (ringsList)
        m_theme.paintFocusRing(painter, viewport()->rect(), 0);
}

void RunsView::repaintTurningGlyphs()
{
    const Rows rows = visibleRows();
    for (int row = rows.first; row <= rows.last; ++row) {
        const QModelIndex index = model()->index(row, 0);
        if (glyphFor(index.data(StateRole).value<RunState>()) == StatusGlyph::InProgress)
            viewport()->update(RunDelegate::glyphRect(visualRect(index)));
    }
}

} // namespace Runlight
