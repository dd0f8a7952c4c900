// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/simulator/entities.h"

#include <QByteArray>

//! What steps wrote, in the form of GitHub's logs: a byte order mark, lines stamped to 100 ns, groups, commands in
//! colour, `##[error]`. The same job always has the same log.
namespace Runlight::Sim {

QByteArray jobLog(const Run &run, const Job &job);

//! All logs of \a jobs, laid out as in the archive of a run.
QByteArray runLogZip(const Run &run, const QList<Job *> &jobs);

} // namespace Runlight::Sim
