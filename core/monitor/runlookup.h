// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/services/caller.h"
#include "core/github/types/run.h"

namespace Runlight {

class AccountWatcher;
struct WatchContext;

//! Fetches one run by its id and sends it the way all runs go; \a done follows once it is stored.
void lookUpRun(AccountWatcher &account, WatchContext &context, const RepoName &repository, RunId run, Caller caller,
               Done<Run> done);

} // namespace Runlight
