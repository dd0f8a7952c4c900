// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the keyboard and the mouse do in the viewer.

#include "ui/log/logview.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace Runlight {

namespace {

constexpr int autoScrollInterval = 30; //!< ms

bool isBetween(int column, qsizetype start, qsizetype length)
{
    return column >= start && column < start + length;
}

} // namespace

LineNumber LogView::currentLine() const
{
    if (!m_state.current)
        return {-1};
    if (m_state.current->kind == LogRow::Kind::Step)
        return m_document.firstLineOf(m_state.current->step).value_or(LineNumber{0});
    return m_state.current->line;
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (!moveByKey(*event) && !foldByKey(event->key()))
        QAbstractScrollArea::keyPressEvent(event);
    else
        Q_EMIT touched();
}

bool LogView::moveByKey(const QKeyEvent &event)
{
    const qint64 count = m_document.rows().count();
    if (count == 0)
        return false;
    const bool selecting = event.modifiers() & Qt::ShiftModifier;
    const bool wholeLog = event.modifiers() & Qt::ControlModifier;
    const qint64 page = std::max(1, viewport()->height() / m_layout.lineHeight() - 2);
    if (!selecting && scrollTallRow(event.key()))
        return true;
    switch (event.key()) {
    case Qt::Key_Down:
        goToRow(skipGap(currentRow() + 1, 1), selecting);
        return true;
    case Qt::Key_Up:
        goToRow(skipGap(currentRow() - 1, -1), selecting);
        return true;
    case Qt::Key_PageDown:
        goToRow(skipGap(currentRow() + page, 1), selecting);
        return true;
    case Qt::Key_PageUp:
        goToRow(skipGap(currentRow() - page, -1), selecting);
        return true;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (wholeLog || !selecting)
            goToRow(event.key() == Qt::Key_Home ? 0 : count - 1, selecting);
        else
            moveColumn(event.key() == Qt::Key_Home ? std::numeric_limits<int>::min() : std::numeric_limits<int>::max(),
                       selecting);
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (!selecting)
            return false;
        moveColumn(event.key() == Qt::Key_Left ? -1 : 1, selecting);
        return true;
    default:
        return false;
    }
}

//! A wrapped line may be taller than the view: the keys go through it before they leave it.
bool LogView::scrollTallRow(int key)
{
    const bool isDown = key == Qt::Key_Down || key == Qt::Key_PageDown || key == Qt::Key_End;
    const bool isUp = key == Qt::Key_Up || key == Qt::Key_PageUp || key == Qt::Key_Home;
    if (!isDown && !isUp)
        return false;
    const qint64 row = currentRow();
    const int height = viewport()->height();
    const int top = stickyHeading() ? m_layout.headingHeight() : 0;
    for (const VisibleRow &shown : visibleRows()) {
        const int rest = isDown ? shown.top + shown.height - height : top - shown.top;
        if (shown.row != row || shown.height <= height - top || rest <= 0)
            continue;
        const bool isLine = key == Qt::Key_Down || key == Qt::Key_Up;
        const bool isWhole = key == Qt::Key_Home || key == Qt::Key_End;
        const int step = isLine ? 3 * m_layout.lineHeight() : isWhole ? rest : height - 2 * m_layout.lineHeight();
        scrollPixels(isDown ? std::min(step, rest) : -std::min(step, rest));
        return true;
    }
    return false;
}

//! Left closes and Right opens, as in every tree; Enter and Space turn round.
bool LogView::foldByKey(int key)
{
    if (!m_state.current)
        return false;
    const LogRow row = *m_state.current;
    const bool isStep = row.kind == LogRow::Kind::Step;
    const bool isGroup = row.kind == LogRow::Kind::Line && m_document.kindsOf(row.line).testFlag(MarkKind::Group);
    const bool isOpen = isStep ? m_document.folds().isStepOpen(row.step) : isGroup && m_document.isGroupOpen(row.line);
    // What Right has scrolled away comes back first.
    if (key == Qt::Key_Left && !isOpen && horizontalScrollBar()->value() > 0)
        return false;
    if (key == Qt::Key_Left && !isOpen) {
        // To what this line is folded into.
        const std::optional<qint64> heading = m_document.rows().headingAbove(currentRow());
        const std::optional<LineRange> group =
            m_document.file() && !isStep ? m_document.file()->groupAt(row.line) : std::nullopt;
        if (group && group->first < row.line)
            goToRow(m_document.rows().rowAtOrAbove(group->first), false);
        else if (heading && !isStep)
            goToRow(*heading, false);
        return true;
    }
    const bool turns = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space
        || (key == Qt::Key_Left && isOpen) || (key == Qt::Key_Right && !isOpen);
    if (!turns || (!isStep && !isGroup))
        return false;
    toggle(row);
    return true;
}

qint64 LogView::skipGap(qint64 row, int direction) const
{
    const qint64 count = m_document.rows().count();
    while (row >= 0 && row < count && m_document.rows().at(row).kind == LogRow::Kind::Gap)
        row += direction;
    return row;
}

void LogView::goToRow(qint64 row, bool selecting)
{
    const qint64 count = m_document.rows().count();
    row = skipGap(std::clamp<qint64>(row, 0, count - 1), 1);
    if (row >= count)
        return;
    const LogRow what = m_document.rows().at(row);
    setCurrent(what);
    LogSelection selection = m_state.selection;
    selection.cursor = cursorFor(what);
    if (!selecting)
        selection.anchor = selection.cursor;
    select(selection);
    ensureVisible(row);
}

//! A selection by whole lines, as far as the keyboard's rows go: what it begins with is in it.
LogPosition LogView::cursorFor(const LogRow &row) const
{
    return {row.line, 0};
}

void LogView::moveColumn(int by, bool selecting)
{
    LogSelection selection = m_state.selection;
    const int length = int(m_layout.shownLine(selection.cursor.line).text.size());
    const int column = std::min(selection.cursor.column, length);
    selection.cursor.column =
        by < 0 ? std::max(0, by < -length ? 0 : column + by) : std::min(length, by > length ? length : column + by);
    if (!selecting)
        selection.anchor = selection.cursor;
    select(selection);
    showText(selection.cursor.line, {std::clamp(selection.cursor.column, 0, std::max(0, length - 1)), 1});
}

void LogView::ensureVisible(qint64 row)
{
    const std::vector<VisibleRow> visible = visibleRows();
    const int top = stickyHeading() ? m_layout.headingHeight() : 0;
    for (const VisibleRow &shown : visible) {
        if (shown.row != row)
            continue;
        if (shown.top < top)
            moveTo(m_layout.placeFor(row, top));
        else if (shown.top + shown.height > viewport()->height())
            moveTo(m_layout.placeFor(row, std::max(top, viewport()->height() - shown.height)));
        return;
    }
    const bool isAbove = row < m_place.row;
    moveTo(m_layout.placeFor(row, isAbove ? m_layout.headingHeight() : viewport()->height() - m_layout.heightOf(row)));
}

qint64 LogView::currentRow() const
{
    if (!m_state.current)
        return m_place.row;
    const LogRows &rows = m_document.rows();
    if (m_state.current->kind == LogRow::Kind::Step)
        return rows.rowOfStep(m_state.current->step).value_or(0);
    return rows.rowAtOrAbove(m_state.current->line);
}

void LogView::setCurrent(const LogRow &row)
{
    m_state.current = row;
    viewport()->update();
    if (QAccessible::isActive()) {
        QAccessibleTextCursorEvent moved(this, cursorInVisibleText());
        QAccessible::updateAccessibility(&moved);
    }
    Q_EMIT currentLineChanged();
}

//! As setCurrent(), and what is selected next begins there.
void LogView::goTo(const LogRow &row)
{
    setCurrent(row);
    select({{row.line, 0}, {row.line, 0}});
}

void LogView::toggle(const LogRow &row)
{
    if (row.kind == LogRow::Kind::Step)
        m_document.setStepOpen(row.step, !m_document.folds().isStepOpen(row.step));
    else
        m_document.setGroupOpen(row.line, !m_document.isGroupOpen(row.line));
    setCurrent(row);
}

std::optional<VisibleRow> LogView::rowAtPoint(const QPoint &point)
{
    if (const std::optional<int> step = stickyHeading(); step && point.y() < m_layout.headingHeight()) {
        const qint64 row = m_document.rows().rowOfStep(*step).value_or(0);
        return VisibleRow{row, m_document.rows().at(row), 0, m_layout.headingHeight()};
    }
    for (const VisibleRow &row : visibleRows()) {
        if (point.y() >= row.top && point.y() < row.top + row.height)
            return row;
    }
    return std::nullopt;
}

std::optional<LineNumber> LogView::lineAtPoint(const QPoint &point)
{
    const std::optional<VisibleRow> row = rowAtPoint(point);
    return row && row->what.kind == LogRow::Kind::Line ? std::optional(row->what.line) : std::nullopt;
}

//! Nearest to \a point, which may be anywhere.
LogPosition LogView::positionAt(const QPoint &point)
{
    const std::vector<VisibleRow> visible = visibleRows();
    if (visible.empty())
        return {};
    auto row = std::find_if(visible.begin(), visible.end(),
                            [&](const VisibleRow &shown) { return point.y() < shown.top + shown.height; });
    if (row == visible.end())
        row = std::prev(visible.end());
    if (row->what.kind != LogRow::Kind::Line)
        return {row->what.line, 0};
    const QPointF inside(point.x() - m_layout.textLeft() + m_state.scrolled, point.y() - row->top);
    return {row->what.line, m_layout.shownLine(row->what.line).columnAt(inside)};
}

LogView::Target LogView::targetAt(const QPoint &point)
{
    const std::optional<VisibleRow> row = rowAtPoint(point);
    if (!row || row->what.kind != LogRow::Kind::Line || point.x() < m_layout.textLeft())
        return {};
    const ShownLine &shown = m_layout.shownLine(row->what.line);
    const QPointF inside(point.x() - m_layout.textLeft() + m_state.scrolled, point.y() - row->top);
    const int column = shown.columnAt(inside - QPointF(m_layout.lineHeight() / 4.0, 0));
    if (inside.x() > shown.positionOf(int(shown.text.size())).x() + m_layout.lineHeight() && shown.rows == 1)
        return {};
    for (const TextLink &link : shown.links) {
        const QUrl url(shown.text.sliced(link.start, link.length));
        // "https://github.com@evil.example" leads elsewhere than it seems.
        if (isBetween(column, link.start, link.length) && url.isValid() && url.userInfo().isEmpty())
            return {url, {}};
    }
    for (const SourcePlace &place : shown.places) {
        if (isBetween(column, place.start, place.length)) {
            const QString name = QStringLiteral("%1:%2").arg(place.file).arg(place.line);
            return {{}, place.column > 0 ? QStringLiteral("%1:%2").arg(name).arg(place.column) : name};
        }
    }
    return {};
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        QAbstractScrollArea::mousePressEvent(event);
        return;
    }
    m_pressedAt = event->pos();
    Q_EMIT touched();
    if (toggleAt(event->pos()))
        return;
    m_isSelecting = true;
    LogSelection selection = m_state.selection;
    selection.cursor = positionAt(event->pos());
    if (!(event->modifiers() & Qt::ShiftModifier))
        selection.anchor = selection.cursor;
    if (const std::optional<VisibleRow> row = rowAtPoint(event->pos()))
        setCurrent(row->what);
    select(selection);
}

//! Headings everywhere, groups in front of their text.
bool LogView::toggleAt(const QPoint &point)
{
    const std::optional<VisibleRow> row = rowAtPoint(point);
    if (!row)
        return false;
    const bool isHeading = row->what.kind == LogRow::Kind::Step;
    const bool isFold = row->what.kind == LogRow::Kind::Line && point.x() < m_layout.textLeft()
        && m_document.kindsOf(row->what.line).testFlag(MarkKind::Group);
    if (!isHeading && !isFold)
        return false;
    toggle(row->what);
    if (isHeading)
        ensureVisible(m_document.rows().rowOfStep(row->what.step).value_or(0));
    return true;
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_isSelecting) {
        updateCursorShape(event->pos());
        return;
    }
    LogSelection selection = m_state.selection;
    selection.cursor = positionAt(event->pos());
    select(selection);
    const bool isOutside = event->pos().y() < 0 || event->pos().y() >= viewport()->height();
    if (isOutside && !m_autoScroll.isActive())
        m_autoScroll.start(autoScrollInterval, this);
    else if (!isOutside)
        m_autoScroll.stop();
}

void LogView::mouseReleaseEvent(QMouseEvent *event)
{
    m_autoScroll.stop();
    if (!m_isSelecting || event->button() != Qt::LeftButton)
        return;
    m_isSelecting = false;
    const bool isClick = (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance();
    if (!isClick || !m_state.selection.isEmpty() || event->modifiers() != Qt::NoModifier)
        return;
    const Target target = targetAt(event->pos());
    if (!target.url.isEmpty() || !target.place.isEmpty())
        Q_EMIT targetActivated(target);
}

void LogView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !toggleAt(event->pos()))
        selectWordAt(event->pos());
}

void LogView::selectWordAt(const QPoint &point)
{
    const LogPosition at = positionAt(point);
    const QString text = m_layout.shownLine(at.line).text;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(std::min(at.column, int(text.size())));
    if (!finder.isAtBoundary())
        finder.toPreviousBoundary();
    const auto start = int(finder.position());
    const auto end = int(finder.toNextBoundary());
    select({{at.line, start}, {at.line, end < 0 ? int(text.size()) : end}});
}

void LogView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_autoScroll.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    const int beyond = mouse.y() < 0 ? mouse.y() : std::max(0, mouse.y() - viewport()->height() + 1);
    scrollPixels(beyond);
    LogSelection selection = m_state.selection;
    selection.cursor = positionAt(mouse);
    select(selection);
}

void LogView::updateCursorShape(const QPoint &point)
{
    const std::optional<VisibleRow> row = rowAtPoint(point);
    const Target target = targetAt(point);
    const bool isText = row && row->what.kind == LogRow::Kind::Line && point.x() >= m_layout.textLeft();
    const bool isLink =
        !target.url.isEmpty() || !target.place.isEmpty() || (row && row->what.kind == LogRow::Kind::Step);
    viewport()->setCursor(isLink ? Qt::PointingHandCursor : isText ? Qt::IBeamCursor : Qt::ArrowCursor);
}

} // namespace Runlight
