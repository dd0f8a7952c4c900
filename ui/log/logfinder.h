// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/linenumber.h"

#include <QObject>

namespace Runlight {

class LogToolBar;
class LogView;

//! Finds what the bar says in the log that the view shows: marks it, counts it, goes from one to the next.
class LogFinder final : public QObject
{
    Q_OBJECT

public:
    LogFinder(LogView &view, LogToolBar &bar, QObject *parent);

    void goToNext();
    void goToPrevious();
};

} // namespace Runlight
