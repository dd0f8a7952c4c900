// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/dispatch.h"
#include "core/github/types/run.h"

#include <QDateTime>

#include <optional>

namespace Runlight {

//! How far the start of a workflow has come. Kept in the store by its word.
enum class DispatchState {
    Sending, //!< Written down; it may have been sent.
    Searching, //!< Sent, or perhaps sent; its run is being looked for.
    Started, //!< `run` is known.
    Ambiguous, //!< It is one of `candidates`, which cannot be told apart.
    NotFound, //!< GitHub took it, but no run appeared in time.
    Lost, //!< No answer came and no run appeared: it may not have arrived.
    Refused, //!< GitHub said no, with `message`: nothing was started.
};

//! The state's word in the store, for audit and logs: "started". Not for people.
QLatin1String dispatchStateWord(DispatchState state);
DispatchState dispatchStateFromWord(QStringView word); //!< Lost for a word we do not know.

//! One start of a workflow by hand: what was asked and what has come of it. Told apart by account, repository,
//! workflow and correlation.
struct DispatchRecord
{
    RepositoryRef ref;
    WorkflowId workflow;
    QString correlation;
    QString gitRef; //!< As sent.
    InputValues inputs; //!< GitHub does not give them back.
    DispatchState state = DispatchState::Sending;
    QDateTime askedAt; //!< UTC. When it was last written down to be sent.
    RunId run; //!< Started only.
    QList<RunId> candidates; //!< Ambiguous only.
    QString message; //!< Refused and Lost: GitHub's or the network's reason. Plain text.
    int httpStatus = 0; //!< Refused: of GitHub's answer.

    bool isOver() const { return state != DispatchState::Sending && state != DispatchState::Searching; }
    friend bool operator==(const DispatchRecord &, const DispatchRecord &) = default;
};

//! What came of writing a dispatch down.
struct DispatchClaim
{
    DispatchRecord record; //!< The one now in the store.
    bool isNew = false; //!< It is the one given; else it was there before.
};

} // namespace Runlight
