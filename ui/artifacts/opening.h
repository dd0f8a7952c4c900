// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"

#include <QString>

#include <functional>

class QObject;

namespace Runlight {

//! Whether something of this name may be started where it is opened: programs, scripts, what brings others to run
//! something, and folders that are programs on some systems. Of what came from the network such things are never
//! opened.
bool isProgramName(const QString &name);

//! Whether \a head, the first bytes of a file, are those of a program or a script.
bool isProgramHead(const QByteArray &head);

//! The file or folder \a path (relative, with '/') in \a place, with which programs it is opened left to the system;
//! empty: \a place itself. Fails with FileUnreadable where it is gone or really elsewhere, with AccessDenied where it
//! might be run. Blocking: for a worker.
Expected<QString> openablePath(const QString &place, const QString &path);

//! Opens it, if openablePath() allows. Looks on a worker; \a done is told what went wrong, unless \a context is gone.
void openFile(const QString &place, const QString &path, QObject *context,
              std::function<void(const Expected<void> &)> done);
//! Shows the folder that \a path in \a place is in. Same as above.
void showInFolder(const QString &place, const QString &path, QObject *context,
                  std::function<void(const Expected<void> &)> done);

} // namespace Runlight
