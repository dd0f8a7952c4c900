// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/artifacts/testresults.h"
#include "core/artifacts/transfer.h"
#include "core/base/expected.h"

#include <QWidget>

#include <atomic>
#include <memory>

class QLabel;
class QListView;
class QStackedWidget;
class QStringListModel;
class QTabBar;

namespace Runlight {

class FilesView;
class TestsView;
class Theme;

//! What came: the tests that an artifact's reports tell of, its files, and what of the archive was left out. Read from
//! the disk on workers.
class ContentsView final : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Tests, Files, LeftOut };

    explicit ContentsView(const Theme &theme, QWidget *parent = nullptr);
    ~ContentsView() override;

    //! Done, and still there. The same again changes nothing.
    void setTransfer(const Transfer &transfer);
    void clear();
    //! Everything that is shown has been read.
    bool isSettled() const { return m_reading == 0; }

Q_SIGNALS:
    //! Escape, where there is nothing in here to go back to.
    void left();
    void openingFailed(const QString &name, const Runlight::Error &error);

protected:
    bool event(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void read();
    void takeTests(const Expected<TestResults> &results);
    void showLeftOut(const Transfer &transfer);
    void turnTo(int tab);

    TransferId m_id;
    QDateTime m_endedAt; //!< A transfer that was done again has come again.
    Transfer m_transfer;
    std::shared_ptr<std::atomic_bool> m_isCancelled; //!< What is being read is of no interest any more.
    int m_reading = 0;
    bool m_hasTurned = false; //!< The user chose a tab.
    QTabBar *m_tabs;
    QLabel *m_name;
    QStackedWidget *m_stack;
    TestsView *m_tests;
    FilesView *m_files;
    QListView *m_leftOut;
    QStringListModel *m_leftOutLines;
};

} // namespace Runlight
