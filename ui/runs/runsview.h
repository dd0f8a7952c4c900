// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QListView>

#include <optional>

class QPushButton;

namespace Runlight {

class Theme;

//! A list of rows of one height. QListView measures every row anew on each change (10 ms for 100 000 of them); here a
//! row's place is its number times the height. And rows do not move under the eye: what arrives above pushes nothing
//! while the list is scrolled or the pointer is over it, but is told by a button that leads up there.
class RunsView : public QListView
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    explicit RunsView(const Theme &theme, QWidget *parent = nullptr);

    //! The rows in sight, from first to last; last < first where there is none.
    struct Rows
    {
        int first = 0;
        int last = -1;
    };
    Rows visibleRows() const;
    //! Rows that arrived above while the list stood still.
    int newRowCount() const { return m_newRows; }
    //! Where no row is selected, selects the current one, or else the first.
    void selectAny();
    //! Makes \a index current without scrolling to it.
    void selectInPlace(const QModelIndex &index);

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void doItemsLayout() override;
    void reset() override;
    void keyboardSearch(const QString &search) override;
    //! No more than mostSelected, from the top on.
    void selectAll() override;

    static constexpr int mostSelected = 500; //!< Rows; what is done to more of them at once was not meant.
    //! Rows that are selected, from above to below.
    QList<int> selectedRows() const;

Q_SIGNALS:
    //! Other rows may be in sight than before.
    void visibleRowsChanged();

protected:
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    static std::optional<CursorAction> moveOf(const QKeyEvent &event);
    static bool extendsSelection(const QKeyEvent &event);
    void extendTo(const QModelIndex &index);
    int rowCount() const;
    void select(const QModelIndex &index);
    int anchorRow(int rows) const;
    void shiftBy(int rows);
    void userScrolled();
    void showNewRows(int count);
    void repaintTurningGlyphs();

    const Theme &m_theme;
    QPushButton *m_newRowsButton;
    int m_rowHeight = 1;
    int m_newRows = 0;
    QPersistentModelIndex m_anchor; //!< Where a selection of several rows began.
    bool m_followsTop = true; //!< The user is at the top, even where the pointer holds the rows for the moment.
    bool m_shifting = false;
};

} // namespace Runlight
