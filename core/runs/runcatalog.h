// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/deployment.h"
#include "core/github/types/run.h"

#include <QObject>

#include <memory>

namespace Runlight {

//! Why a run stands in "Needs you" or "Failing".
struct Attention
{
    bool failing = false; //!< The newest completed run of its workflow and branch, and it failed.
    bool needsYou = false; //!< May be approved by me, or a fork's run awaiting approval, or failing and triggered by me.
    int failuresInARow = 0; //!< Of its workflow and branch, this run included; 0 unless failing.
};

struct CatalogCounts
{
    int needsYou = 0;
    int failing = 0;
    int running = 0; //!< Not completed.
    int mine = 0;
    int all = 0;
};

} // namespace Runlight
