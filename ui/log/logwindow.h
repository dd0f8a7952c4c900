// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/log/logviewer.h"

#include <QMainWindow>
#include <QTimer>

namespace Runlight {

//! A window with the log of one file, wherever it is from.
class LogWindow final : public QMainWindow
{
    Q_OBJECT

public:
    //! \a theme must outlive this.
    LogWindow(std::unique_ptr<LogFile> file, const Theme &theme, QWidget *parent = nullptr);

    LogViewer &viewer() { return *m_viewer; }

private:
    void addMove(const QKeySequence &key, Qt::Key step);

    LogViewer *m_viewer;
    QTimer m_growth; //!< When to look whether the file has become longer.
};

} // namespace Runlight
