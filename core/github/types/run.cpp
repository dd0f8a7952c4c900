// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/run.h"

namespace Runlight {

qint64 Run::durationMs(const QDateTime &now) const
{
    const QDateTime begin = startedAt.isValid() ? startedAt : createdAt;
    // GitHub gives a run no end; `updated_at` of a completed one is where it ended.
    const QDateTime end = state.isCompleted() ? updatedAt : now;
    if (!begin.isValid() || !end.isValid() || end < begin)
        return -1;
    return begin.msecsTo(end);
}

} // namespace Runlight
