// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/reponame.h"
#include "ui/theme/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <variant>

namespace Runlight {

//! What the user asked for on the command line.
struct CommandLine
{
    bool demo = false;
    QList<RepoName> repositories;
    QUrl apiUrl{QStringLiteral("https://api.github.com")};
    QString dataDir; //!< Empty: the platform's own place.
    QString screenshotFile; //!< Empty: a window.
    QSize size{1280, 800}; //!< Of the screenshot, in logical pixels.
    Theme::Scheme scheme = Theme::Scheme::System;
    QString logFile; //!< Show this log instead of the window; empty for the window.
    QString selectedRun; //!< A run's id, or its number; empty for the first of the list.
};

//! What to print instead of starting, and the exit code.
struct CommandLineExit
{
    QString text;
    int code = 0;
};

//! \a arguments with the program's name first. Never exits by itself.
std::variant<CommandLine, CommandLineExit> parseCommandLine(const QStringList &arguments);

} // namespace Runlight
