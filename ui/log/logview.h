// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/log/loglayout.h"
#include "ui/log/logpainter.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QUrl>

#include <optional>

namespace Runlight {

class LogScrollBar;

//! Shows a log of any size: lays out and paints what is on screen, nothing else. The keyboard's place is a row, and
//! what is selected is two positions.
class LogView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    //! Both must outlive this.
    LogView(LogDocument &document, const Theme &theme, QWidget *parent = nullptr);
    ~LogView() override;

    LogDocument &document() const { return m_document; }
    void setTimes(LogTimes times);
    LogTimes times() const { return m_layout.times(); }
    void setWrapped(bool wrapped);
    bool isWrapped() const { return m_layout.isWrapped(); }
    //! Steps that go on take as long as it is then. UTC.
    void setNow(const QDateTime &now);
    //! What is marked in each line; null for nothing.
    void setHighlighter(LogHighlighter highlighter);
    //! The lines behind which the scroll bar has a mark of the search. Asked while painting.
    void setMatchFinder(std::function<std::optional<LineNumber>(LineNumber)> nextAfter);
    //! There are more of them.
    void updateMarks();
    //! In the middle, while there are no rows.
    void setPlaceholder(const QString &text);

    //! The line that the keyboard is at, or the first below its heading.
    LineNumber currentLine() const;
    //! Unfolds \a line, goes to it, and shows it from its beginning, a third from the top where it was not on screen.
    void showLine(LineNumber line);
    //! As showLine(), but shows of \a line what the highlighter marks first, however far right or down that is. Whether
    //! there is any: it may stand in what is not shown of a very long line.
    bool showMatch(LineNumber line);
    //! Opens step \a index and shows it from its heading on.
    void showStep(int index);
    void scrollToStart();
    void scrollToEnd();
    bool isAtEnd();

    const LogSelection &selection() const { return m_state.selection; }
    void select(const LogSelection &selection);
    void selectAll();
    //! What can be clicked at \a point of the viewport: an address, or a place in a file; empty for nothing.
    struct Target
    {
        QUrl url;
        QString place;
    };
    Target targetAt(const QPoint &point);
    std::optional<LineNumber> lineAtPoint(const QPoint &point);
    //! The text of the rows on screen, a line each: what a screen reader is told.
    QString visibleText();
    //! Where in visibleText() the line begins that the keyboard is at; 0 where that is not on screen.
    int cursorInVisibleText();
    //! The rows on screen.
    std::vector<VisibleRow> visibleRows() { return m_layout.rowsFrom(m_place); }
    const LogLayout &logLayout() const { return m_layout; }

Q_SIGNALS:
    void currentLineChanged();
    //! The user did something in the view, which is not to be moved under the hands from now on.
    void touched();
    void selectionChanged();
    //! The user clicked on it.
    void targetActivated(const Runlight::LogView::Target &target);

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    QString spokenText(const LogRow &row);
    void takeRows();
    void updateScrollBars();
    void moveTo(const LogPlace &place);
    void scrollPixels(int pixels);
    void paintStickyHeading(LogPainter &painter);
    std::optional<int> stickyHeading();

    bool moveByKey(const QKeyEvent &event);
    bool foldByKey(int key);
    void goToRow(qint64 row, bool selecting);
    void moveColumn(int by, bool selecting);
    bool goToLine(LineNumber line);
    void showText(LineNumber line, const TextRange &range);
    bool isInSight(qint64 row);
    void ensureVisible(qint64 row);
    qint64 currentRow() const;
    LogPosition cursorFor(const LogRow &row) const;
    qint64 skipGap(qint64 row, int direction) const;

    std::optional<VisibleRow> rowAtPoint(const QPoint &point);
    LogPosition positionAt(const QPoint &point);
    bool toggleAt(const QPoint &point);
    void toggle(const LogRow &row);
    void setCurrent(const LogRow &row);
    void goTo(const LogRow &row);
    bool scrollTallRow(int key);
    void selectWordAt(const QPoint &point);
    void updateCursorShape(const QPoint &point);

    LogDocument &m_document;
    const Theme &m_theme;
    LogLayout m_layout;
    LogPaintState m_state;
    LogPlace m_place;
    std::optional<LogRow> m_top; //!< What stands there.
    bool m_isFiltered = false; //!< What m_place is a place in.
    QString m_placeholder;
    LogScrollBar *m_scrollBar;
    std::function<std::optional<LineNumber>(LineNumber)> m_nextMatch;
    bool m_isPlacing = false; //!< The scroll bar is told where we are, and does not tell us.
    bool m_isSelecting = false; //!< The mouse is down.
    QPoint m_pressedAt;
    bool m_hasTurning = false;
    int m_wheelRest = 0;
    QBasicTimer m_autoScroll; //!< While the mouse selects beyond the edge.
};

} // namespace Runlight
