// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/testresults.h"

#include <QWidget>

#include <memory>

class QKeyEvent;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSplitter;
class QTreeView;

namespace Runlight {

class TestsModel;
class Theme;

//! Whether \a event asks for the filter, as in the rest of the window.
bool isFindKey(const QKeyEvent &event);

//! "1 failed · 3 skipped · 408 passed"
QString countsText(const TestResults &results);

//! The tests of an artifact's reports: what failed first, why, and a filter.
class TestsView final : public QWidget
{
    Q_OBJECT

public:
    explicit TestsView(const Theme &theme, QWidget *parent = nullptr);
    ~TestsView() override;

    void setResults(const TestResults &results);
    //! Out of the filter box, which it clears, or out of a failure's text, to the tests. False where the focus is
    //! there.
    bool goBack();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter();
    QWidget *createTop();
    void search();
    void showShown(const QList<int> &shown);
    void showCurrent();
    void copyCurrent();
    void updateCounts();

    std::unique_ptr<TestsModel> m_model;
    QLineEdit *m_filter;
    QLabel *m_counts;
    QTreeView *m_table;
    QPlainTextEdit *m_text;
    QSplitter *m_splitter;
    quint64 m_question = 0; //!< Answers to an earlier one are of no interest any more.
};

} // namespace Runlight
