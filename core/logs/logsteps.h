// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/logs/linenumber.h"
#include "core/logs/logtime.h"

#include <QDateTime>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace Runlight {

struct StepStart
{
    int stepNumber = 0;
    LineNumber firstLine;

    friend bool operator==(const StepStart &, const StepStart &) = default;
};

} // namespace Runlight
