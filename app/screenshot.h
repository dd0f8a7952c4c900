// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

namespace Runlight {

class Clock;
class LogWindow;
class MainWindow;
class RunCatalog;

//! Waits until \a window has loaded what it shows (all runs, where nothing needs the user and no run was named), saves
//! its picture as \a file, and ends the program: exit code 0, or 1 with a message on stderr where it was not loaded
//! within a minute or the file could not be written.
void takeScreenshot(MainWindow &window, const RunCatalog &catalog, Clock &clock, const QString &file,
                    const QString &selectedRun);

//! The same of a window with a log, once all of the log is known.
void takeScreenshot(LogWindow &window, Clock &clock, const QString &file);

} // namespace Runlight
