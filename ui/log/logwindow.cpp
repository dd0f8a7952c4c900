// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logwindow.h"

#include "ui/log/logtoolbar.h"

#include <QAction>
#include <QDesktopServices>
#include <QFileInfo>
#include <QKeyEvent>
#include <QStatusBar>

#include <chrono>

namespace Runlight {

namespace {

constexpr QSize designSize(1280, 800);
constexpr int noteTime = 4'000; //!< ms
constexpr auto growthInterval = std::chrono::milliseconds(500);

} // namespace

LogWindow::LogWindow(std::unique_ptr<LogFile> file, const Theme &theme, QWidget *parent)
    : QMainWindow(parent)
    , m_viewer(new LogViewer(theme))
{
    const QString name = QFileInfo(file->path()).fileName();
    setWindowTitle(name);
    setCentralWidget(m_viewer);
    resize(designSize);
    statusBar()->setSizeGripEnabled(false);
    m_viewer->setSuggestedName(name);
    m_viewer->toolBar().setAllJobsVisible(false);
    m_viewer->view().setPlaceholder(tr("This log is empty."));

    auto *find = new QAction(tr("Find"), this);
    find->setShortcuts({QKeySequence(Qt::Key_Slash), QKeySequence(Qt::CTRL | Qt::Key_F)});
    connect(find, &QAction::triggered, m_viewer, &LogViewer::findInLog);
    auto *close = new QAction(tr("Close"), this);
    close->setShortcuts({QKeySequence(QKeySequence::Close), QKeySequence(Qt::CTRL | Qt::Key_Q)});
    connect(close, &QAction::triggered, this, &QWidget::close);
    addActions({find, close});
    // The keys of the lists, as in the main window.
    addMove(Qt::Key_J, Qt::Key_Down);
    addMove(Qt::Key_K, Qt::Key_Up);
    addMove(Qt::Key_G, Qt::Key_Home);
    addMove(QKeySequence(Qt::SHIFT | Qt::Key_G), Qt::Key_End);
    connect(m_viewer, &LogViewer::noteRaised, this,
            [this](const QString &note) { statusBar()->showMessage(note, noteTime); });
    connect(m_viewer, &LogViewer::openUrlRequested, this, [](const QUrl &url) { QDesktopServices::openUrl(url); });
    m_viewer->document().setFile(std::move(file));
    m_viewer->setFocus();
    // Whoever writes it does not tell; asking costs next to nothing.
    connect(&m_growth, &QTimer::timeout, &m_viewer->document(), &LogDocument::extend);
    m_growth.start(growthInterval);
}

void LogWindow::addMove(const QKeySequence &key, Qt::Key step)
{
    auto *action = new QAction(this);
    action->setShortcut(key);
    connect(action, &QAction::triggered, &m_viewer->view(), [this, step] {
        QKeyEvent press(QEvent::KeyPress, step, Qt::NoModifier);
        QCoreApplication::sendEvent(&m_viewer->view(), &press);
    });
    addAction(action);
}

} // namespace Runlight
