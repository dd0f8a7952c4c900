// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logview.h"

#include "ui/log/logaccessible.h"
#include "ui/log/logscrollbar.h"
#include "ui/theme/plaintext.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace Runlight {

namespace {

constexpr int wheelLines = 3;
constexpr int wheelNotch = 120; //!< Eighths of a degree, as Qt counts them.

} // namespace

LogView::LogView(LogDocument &document, const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_document(document)
    , m_theme(theme)
    , m_layout(document, theme)
    , m_scrollBar(new LogScrollBar(theme))
{
    installLogAccessibility();
    setAccessibleName(tr("Log"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBar(m_scrollBar);
    viewport()->setMouseTracking(true);
    connect(&document, &LogDocument::rowsChanged, this, &LogView::takeRows);
    connect(&document, &LogDocument::reset, this, [this] {
        m_layout.forgetLines();
        m_state.selection = {};
        m_state.current.reset();
        m_place = {};
        m_top.reset();
        m_isFiltered = false;
        horizontalScrollBar()->setValue(0);
    });
    connect(&theme, &Theme::changed, this, [this] {
        m_layout.forgetLines();
        viewport()->update();
    });
    connect(&theme, &Theme::animationFrame, this, [this] {
        if (m_hasTurning)
            viewport()->update();
    });
}

LogView::~LogView() = default;

void LogView::setTimes(LogTimes times)
{
    m_layout.setTimes(times);
    updateScrollBars();
    viewport()->update();
}

void LogView::setWrapped(bool wrapped)
{
    m_layout.setWrapped(wrapped);
    horizontalScrollBar()->setValue(0);
    m_state.scrolled = 0;
    moveTo({m_place.row, 0});
}

void LogView::setNow(const QDateTime &now)
{
    m_state.now = now;
    if (m_hasTurning)
        viewport()->update();
}

void LogView::setHighlighter(LogHighlighter highlighter)
{
    m_state.highlight = std::move(highlighter);
    viewport()->update();
}

void LogView::setMatchFinder(std::function<std::optional<LineNumber>(LineNumber)> nextAfter)
{
    m_nextMatch = std::move(nextAfter);
    updateMarks();
}

void LogView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

void LogView::showLine(LineNumber line)
{
    if (goToLine(line))
        horizontalScrollBar()->setValue(0);
}

bool LogView::showMatch(LineNumber line)
{
    if (!goToLine(line))
        return false;
    std::vector<TextRange> matches;
    if (m_state.highlight)
        matches = m_state.highlight(m_layout.shownLine(line).text);
    showText(line, matches.empty() ? TextRange{0, 1} : matches.front());
    return !matches.empty();
}

bool LogView::goToLine(LineNumber line)
{
    m_document.reveal(line);
    const qint64 row = m_document.rows().rowAtOrAbove(line);
    if (row >= m_document.rows().count())
        return false;
    goTo(m_document.rows().at(row));
    if (!isInSight(row))
        moveTo(m_layout.placeFor(row, viewport()->height() / 3));
    return true;
}

//! Of a line that is on screen: brings \a range of its text into sight, from the line's beginning where that fits.
void LogView::showText(LineNumber line, const TextRange &range)
{
    const std::vector<QRectF> boxes = m_layout.shownLine(line).boxesOf(range);
    const std::optional<qint64> row = m_document.rows().rowOf(line);
    if (boxes.empty() || !row)
        return;
    const QRect box = boxes.front().toAlignedRect();
    updateScrollBars(); // Only now is it certain how wide the line is.
    QScrollBar *bar = horizontalScrollBar();
    const int room = m_layout.visibleTextWidth();
    if (box.left() < bar->value() || box.right() >= bar->value() + room)
        bar->setValue(box.right() < room ? 0 : box.left() - room / 3);
    const int top = stickyHeading() ? m_layout.headingHeight() : 0;
    for (const VisibleRow &shown : visibleRows()) {
        const int boxTop = shown.top + box.top();
        if (shown.row == *row && (boxTop < top || boxTop + box.height() > viewport()->height()))
            return moveTo(m_layout.placeFor(*row, viewport()->height() / 3 - box.top()));
    }
}

void LogView::showStep(int index)
{
    m_document.setStepOpen(index, true);
    const std::optional<qint64> row = m_document.rows().rowOfStep(index);
    if (!row)
        return;
    goTo(m_document.rows().at(*row));
    moveTo(m_layout.placeFor(*row, 0));
}

//! All of it, from under the heading at the top to the end of the view.
bool LogView::isInSight(qint64 row)
{
    const std::vector<VisibleRow> visible = visibleRows();
    const int top = stickyHeading() ? m_layout.headingHeight() : 0;
    return std::any_of(visible.begin(), visible.end(), [&](const VisibleRow &shown) {
        return shown.row == row && shown.top >= top && shown.top + shown.height <= m_layout.viewportHeight();
    });
}

void LogView::scrollToStart()
{
    moveTo({});
}

void LogView::scrollToEnd()
{
    moveTo(m_layout.end());
}

bool LogView::isAtEnd()
{
    return m_place == m_layout.end();
}

void LogView::select(const LogSelection &selection)
{
    m_state.selection = selection;
    viewport()->update();
    Q_EMIT selectionChanged();
}

void LogView::selectAll()
{
    if (m_document.lineCount() == 0)
        return;
    const LineNumber last{m_document.lineCount() - 1};
    select({{{0}, 0}, {last, int(m_layout.shownLine(last).text.size())}});
}

QString LogView::visibleText()
{
    QStringList texts;
    for (const VisibleRow &row : visibleRows())
        texts.append(spokenText(row.what));
    return texts.join(u'\n');
}

int LogView::cursorInVisibleText()
{
    int at = 0;
    for (const VisibleRow &row : visibleRows()) {
        if (row.row == currentRow())
            return at;
        at += int(spokenText(row.what).size()) + 1;
    }
    return 0;
}

//! What is seen by colour is said in words.
QString LogView::spokenText(const LogRow &row)
{
    if (row.kind == LogRow::Kind::Gap)
        return tr("Lines left out");
    if (row.kind == LogRow::Kind::Step) {
        const LogStepHeading &heading = m_document.steps().at(row.step);
        return tr("Step %1: %2", "name and state").arg(heading.name, heading.state);
    }
    const ShownLine &line = m_layout.shownLine(row.line);
    switch (line.kind) {
    case LogLineKind::Error:
        return tr("Error: %1").arg(line.text);
    case LogLineKind::Warning:
        return tr("Warning: %1").arg(line.text);
    case LogLineKind::Notice:
        return tr("Notice: %1").arg(line.text);
    case LogLineKind::Group:
        return m_document.isGroupOpen(row.line) ? tr("Open group: %1").arg(line.text)
                                                : tr("Closed group: %1").arg(line.text);
    default:
        return line.text;
    }
}

bool LogView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const Target target = targetAt(help->pos());
        const QString text = target.url.isEmpty()
            ? (target.place.isEmpty() ? QString() : tr("Copy %1").arg(target.place))
            : tr("Open %1").arg(target.url.toDisplayString());
        QToolTip::showText(help->globalPos(), plainToolTip(text), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void LogView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    if (m_document.rows().count() == 0) {
        painter.setPen(m_theme.color(ColorRole::MutedText));
        painter.setFont(m_theme.font(FontRole::Body));
        const QRect box =
            viewport()->rect().adjusted(6 * Theme::grid, 6 * Theme::grid, -6 * Theme::grid, -6 * Theme::grid);
        painter.drawText(box, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                         m_document.isFiltered() ? tr("No line has what is looked for.") : m_placeholder);
        return;
    }
    const int widest = m_layout.textWidth();
    m_state.scrolled = horizontalScrollBar()->value();
    m_state.showsCurrent = hasFocus();
    LogPainter rows(painter, m_document, m_layout, m_theme, m_state, viewport()->width());
    for (const VisibleRow &row : visibleRows())
        rows.paint(row);
    paintStickyHeading(rows);
    m_hasTurning = rows.hasTurning();
    // How wide lines are is known once they are painted.
    if (m_layout.textWidth() != widest)
        QMetaObject::invokeMethod(this, &LogView::updateScrollBars, Qt::QueuedConnection);
}

void LogView::paintStickyHeading(LogPainter &painter)
{
    if (const std::optional<int> step = stickyHeading())
        painter.paintHeading(*step, 0);
}

//! The heading of what is at the top, where it is scrolled away.
std::optional<int> LogView::stickyHeading()
{
    const LogRows &rows = m_document.rows();
    if (m_place.row >= rows.count())
        return std::nullopt;
    const std::optional<qint64> heading = rows.headingAbove(m_place.row);
    if (!heading || (*heading == m_place.row && m_place.offset == 0))
        return std::nullopt;
    const int step = rows.at(*heading).step;
    return m_document.folds().isStepOpen(step) ? std::optional(step) : std::nullopt;
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    const qint64 current = m_state.current ? currentRow() : -1;
    const bool wasInSight = isInSight(current);
    m_layout.setViewport(viewport()->size());
    moveTo(m_layout.moved(m_place, 0));
    // A view that becomes smaller does not lose what the user is at.
    if (wasInSight)
        ensureVisible(current);
}

void LogView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ShiftModifier
        || std::abs(event->angleDelta().x()) > std::abs(event->angleDelta().y())) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    int pixels = -event->pixelDelta().y();
    if (pixels == 0) {
        m_wheelRest -= event->angleDelta().y() * wheelLines * m_layout.lineHeight();
        pixels = m_wheelRest / wheelNotch;
        m_wheelRest -= pixels * wheelNotch;
    }
    scrollPixels(pixels);
    Q_EMIT touched();
    event->accept();
}

void LogView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (!m_state.current && m_document.rows().count() > 0)
        setCurrent(m_document.rows().at(std::min(m_place.row, m_document.rows().count() - 1)));
    viewport()->update();
}

void LogView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void LogView::scrollContentsBy(int, int dy)
{
    if (dy != 0 && !m_isPlacing) {
        m_place = m_layout.moved({verticalScrollBar()->value(), 0}, 0);
        Q_EMIT touched();
    }
    viewport()->update();
}

void LogView::takeRows()
{
    m_layout.updateColumns();
    const bool wasFiltered = std::exchange(m_isFiltered, m_document.isFiltered());
    // What is at the top stays there where it can: rows above it may have come or gone. The start stays the start.
    const LogRows &rows = m_document.rows();
    if (!m_top || m_place == LogPlace())
        m_place = {};
    else if (m_top->kind == LogRow::Kind::Step)
        m_place.row = rows.rowOfStep(m_top->step).value_or(rows.rowAtOrAbove(m_top->line));
    else
        m_place.row = rows.rowAtOrAbove(m_top->line);
    moveTo(m_place);
    // Whoever filters, or no longer does, goes on from where he is.
    if (wasFiltered != m_isFiltered && m_state.current && rows.count() > 0)
        ensureVisible(currentRow());
    updateMarks();
}

void LogView::updateScrollBars()
{
    const QScopedValueRollback placing(m_isPlacing, true);
    const LogPlace end = m_layout.end();
    verticalScrollBar()->setRange(0, int(end.row + (end.offset > 0 ? 1 : 0)));
    verticalScrollBar()->setPageStep(std::max(1, viewport()->height() / m_layout.lineHeight()));
    verticalScrollBar()->setValue(int(m_place == end ? verticalScrollBar()->maximum() : m_place.row));
    const int room = m_layout.visibleTextWidth();
    horizontalScrollBar()->setRange(0, m_layout.isWrapped() ? 0 : std::max(0, m_layout.textWidth() - room));
    horizontalScrollBar()->setPageStep(room);
    horizontalScrollBar()->setSingleStep(4 * m_layout.lineHeight());
}

void LogView::updateMarks()
{
    std::vector<LogScrollBar::Finder> finders;
    if (const LogFile *file = m_document.file()) {
        for (const auto &[kind, glyph] : {std::pair(MarkKind::Warning, StatusGlyph::ActionRequired),
                                          std::pair(MarkKind::Error, StatusGlyph::Failure)}) {
            finders.push_back({glyph, [file, kind = kind](LineNumber line) -> std::optional<LineNumber> {
                                   const std::optional<LogMark> mark = file->marks().nextAfter(line, kind);
                                   return mark ? std::optional(mark->line) : std::nullopt;
                               }});
        }
    }
    if (m_nextMatch)
        finders.push_back({std::nullopt, m_nextMatch});
    m_scrollBar->setMarks(m_document.rows(), std::move(finders));
}

void LogView::moveTo(const LogPlace &place)
{
    m_place = m_layout.moved(place, 0);
    if (m_place.row < m_document.rows().count())
        m_top = m_document.rows().at(m_place.row);
    updateScrollBars();
    viewport()->update();
}

void LogView::scrollPixels(int pixels)
{
    moveTo(m_layout.moved(m_place, pixels));
}

} // namespace Runlight
