// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDirIterator>
#include <QFile>
#include <QStringList>

//! The folder of real logs, which lies beside the repository and is no part of it.
inline QString realLogsFolder()
{
    return qEnvironmentVariable("RUNLIGHT_TESTDATA");
}

constexpr const char *noRealLogs = "Real logs are read where RUNLIGHT_TESTDATA names a folder of them.";

//! The paths of real logs; empty where they are missing.
inline QStringList realLogs()
{
    QStringList paths;
    if (realLogsFolder().isEmpty())
        return paths;
    QDirIterator files(realLogsFolder(), {QStringLiteral("*.txt")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        paths.append(files.next());
    paths.sort();
    return paths;
}

//! The lines of \a path, without "\n".
inline QList<QByteArray> linesOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>();
}
