// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/control.h"
#include "core/store/store.h"
#include "ui/theme/inlinebar.h"

namespace Runlight {

// What is said of commands, in words. Text from the network is in it: plain text only.

//! "cancel requested": until the run shows it. Empty for what no run shows.
QString requestedText(CommandKind kind);
//! "The run was not cancelled."
QString failureText(CommandKind kind);
//! "not cancelled": in a row.
QString failureNote(CommandKind kind);
//! "The logs were deleted"; empty for what the run itself shows.
QString successText(CommandKind kind);

//! The click that mends a refusal.
enum class CommandMend {
    None,
    TryAgain,
    WhenFinished, //!< Rerun the failed jobs when the run has finished.
    OpenTokens, //!< The page of the account's host where tokens are given their permissions.
};

CommandMend mendOf(const CommandStatus &status);
//! Why \a status failed, in GitHub's words where there are any, with the button that mends it.
InlineBar::Notice refusalNotice(const CommandStatus &status);

//! Whether \a kind is asked for twice, as something is lost by it or begun for somebody else.
bool isAskedFirst(CommandKind kind, bool many);
//! The question, naming what will be lost. \a name: "acme/api #812".
InlineBar::Notice questionAbout(CommandKind kind, const QString &name, const RunDetails &details);
//! As above, of several; \a left: how many of those that were selected it is not possible for.
InlineBar::Notice questionAboutMany(CommandKind kind, const QStringList &names, int left);

//! How many commands fare, and what became of each that failed. \a failures: one line each.
InlineBar::Notice bulkNotice(CommandKind kind, const BulkStatus &status, const QStringList &failures);

} // namespace Runlight
