// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"

namespace Runlight {

class Store;

//! Whose runs manyRuns() are.
AccountId manyRunsAccount();

//! Run number \a index of an imagined organisation of 40 repositories: believable texts, five minutes after the one
//! before, the last few of the first 100 000 unfinished. The same every time.
Run manyRunsRun(int index);

//! \a count such runs from number \a first on, oldest first.
QList<Run> manyRuns(int count, int first = 0);

//! Writes \a count such runs to \a store, their changes acknowledged; returns when that is done.
void fillStore(Store &store, int count);

} // namespace Runlight
