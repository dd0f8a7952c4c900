// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/runlookup.h"

#include "core/github/github.h"
#include "core/monitor/accountwatcher.h"
#include "core/monitor/changefeed.h"
#include "core/monitor/watchcontext.h"

namespace Runlight {

void lookUpRun(AccountWatcher &account, WatchContext &context, const RepoName &repository, RunId run, Caller caller,
               Done<Run> done)
{
    const auto store = [&account, &context, caller, done = std::move(done)](const Expected<Run> &answer) {
        account.answered(answer ? std::nullopt : std::optional(answer.error()));
        if (!answer)
            return done(answer);
        context.feed.save(account.id(), {*answer}, caller.context, [answer, done](const Expected<bool> &saved) {
            saved ? done(answer) : done(Unexpected(saved.error()));
        });
    };
    account.github().runs.get(repository, run, caller, store);
}

} // namespace Runlight
