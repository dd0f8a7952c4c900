// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/runstep.h"

namespace Runlight {

std::optional<RunStep> currentStep(const QList<Job> &jobs)
{
    for (const Job &job : jobs) {
        if (job.state.status != Status::InProgress)
            continue;
        for (qsizetype i = 0; i < job.steps.size(); ++i) {
            if (!job.steps[i].state.isCompleted())
                return RunStep{int(i) + 1, int(job.steps.size()), job.steps[i].name};
        }
    }
    return {};
}

} // namespace Runlight
