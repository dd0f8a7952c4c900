// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDirIterator>
#include <QFile>
#include <QStringList>

//! The paths of real logs, which lie beside the repository and are no part of it; empty where they are missing.
inline QStringList realLogs()
{
    QStringList paths;
    QDirIterator files(QStringLiteral(RUNLIGHT_REAL_LOGS), {QStringLiteral("*.txt")}, QDir::Files,
                       QDirIterator::Subdirectories);
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
