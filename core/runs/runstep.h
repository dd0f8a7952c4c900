// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/job.h"

#include <optional>

namespace Runlight {

//! Where a running run has got to.
struct RunStep
{
    int number = 0; //!< From 1, without gaps.
    int count = 0;
    QString name;

    friend bool operator==(const RunStep &, const RunStep &) = default;
};

//! The step in progress of the first of \a jobs that is running; nothing where none is.
std::optional<RunStep> currentStep(const QList<Job> &jobs);

} // namespace Runlight
