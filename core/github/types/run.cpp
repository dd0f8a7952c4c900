// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/run.h"

#include <algorithm>

namespace Runlight {

qint64 Run::durationMs(const QDateTime &now) const
{
    // A first attempt begins when the run is created; of a rerun's beginning that says nothing.
    const QDateTime begin = startedAt.isValid() || attempt > 1 ? startedAt : createdAt;
    const QDateTime end = state.isCompleted() ? updatedAt : now;
    if (!begin.isValid() || !end.isValid())
        return -1;
    // This machine's clock may be behind GitHub's.
    return std::max<qint64>(0, begin.msecsTo(end));
}

} // namespace Runlight
