// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"
#include "core/control/availability.h"
#include "core/control/command.h"
#include "core/store/commandrecords.h"

#include <QObject>

#include <memory>
#include <optional>

namespace Runlight {

class Clock;
class GitHub;
class ReviewInquiry;
class Store;

//! One command that was given, or one bulk. Unique while the program runs.
using CommandId = Id<struct CommandTag>;
using BulkId = Id<struct BulkTag>;

enum class CommandState {
    Requested, //!< Not answered yet.
    LookingUp, //!< The connection was lost after it was sent: GitHub is asked what has come of it.
    Done,
    Failed, //!< Also where it was cancelled: ErrorKind::Cancelled.
};

//! What a look at GitHub found after an answer was lost.
enum class CommandFinding {
    None, //!< There was an answer.
    CarriedOut,
    NotCarriedOut,
    Unclear, //!< Nobody could be asked, or it does not show (yet).
};

//! How one command fares.
struct CommandStatus
{
    CommandId id;
    Command command;
    CommandState state = CommandState::Requested;
    CommandFinding finding = CommandFinding::None;
    QDateTime startedAt; //!< UTC
    QDateTime endedAt; //!< UTC; invalid while it is under way.
    std::optional<Error> error; //!< Of a failed one; what to show in the inline bar.

    bool isEnded() const { return state == CommandState::Done || state == CommandState::Failed; }
};

//! One translated sentence: what can be done about a command that failed. Empty for any other. Unlike what is only
//! asked for, nothing that was to be done is tried again by itself.
QString adviceFor(const CommandStatus &status);

//! One progress for many commands.
struct BulkStatus
{
    BulkId id;
    QList<CommandId> commands; //!< In their order; each has a status of its own.
    int done = 0;
    int failed = 0; //!< Those that were cancelled included.
    QDateTime pausedUntil; //!< UTC. GitHub's limits on writes hold the rest back until then; invalid: they do not.

    int total() const { return int(commands.size()); }
    bool isEnded() const { return done + failed == total(); }
};

//! The one way to act on GitHub: turns commands into requests, sends each once, says what came of it, and keeps a
//! record of it in the store. Shows nothing and changes no run: whoever hears lookAtWanted() looks at the run, and what
//! is seen then is what is shown. Meanwhile requested() tells what was asked for. On the GUI thread; never waits.
class Control : public QObject
{
    Q_OBJECT

public:
    //! \a store and \a clock must outlive this.
    Control(Store &store, Clock &clock, QObject *parent = nullptr);
    ~Control() override;

    //! \a github must outlive this. Reruns that wait for a run of it are taken up again.
    void addAccount(const Account &account, GitHub &github);

    //! Gives \a command; returns at once. While the same is under way, or was done and does not show yet, that one is
    //! returned and nothing is sent. What cannot be sent at all (no such account, force-cancel too early) fails the
    //! same way as what GitHub refuses: by finished(), later.
    CommandId start(const Command &command);
    //! Gives up \a id: unsent, it is Failed with ErrorKind::Cancelled; sent, GitHub is asked what has come of it. Does
    //! nothing to one that has ended.
    void cancel(CommandId id);
    //! Empty for an id that is not known (any more): the last 10 000 that ended are kept.
    std::optional<CommandStatus> status(CommandId id) const;
    //! Those that have not ended, oldest first.
    QList<CommandStatus> underWay() const;

    //! Gives all of \a commands one after another, at GitHub's pace for writes. A failure of one stops none.
    BulkId startAll(const QList<Command> &commands);
    //! Gives up what of \a id has not been sent.
    void cancelBulk(BulkId id);
    std::optional<BulkStatus> bulkStatus(BulkId id) const;

    //! "Rerun failed when it finishes": kept in the store and done once when this attempt of \a run has completed, also
    //! after a restart. Asking twice is asking once.
    void rerunFailedWhenFinished(const RunKey &run, const RepoName &repository, int attempt, bool debugLogging = false);
    //! False where it is too late: it is being sent, or nothing was pending.
    bool cancelRerunWhenFinished(const RunKey &run);
    std::optional<PendingRerun> pendingRerun(const RunKey &run) const;
    QList<PendingRerun> pendingReruns() const;

    //! What was asked for of \a run and does not show yet: begins with start(), ends when the run shows it (or a minute
    //! has passed), or when the command fails.
    std::optional<CommandKind> requested(const RunKey &run) const;

    //! What availability() needs to know beside the run.
    CommandKnowledge knowledge(const RunKey &run, const RepoName &repository, int attempt) const;
    //! The pure function with what is known and the time now. Ask again on runsChanged, knowledgeChanged() and
    //! requestedChanged().
    Availability availability(CommandKind kind, const AccountId &account, const RunFacts &facts) const;
    Availability availability(CommandKind kind, const RepositoryRef &repository, const Workflow &workflow) const;

    //! What is known about what \a run wants to deploy. \a parent owns it, and must be gone before this and the
    //! account's GitHub are.
    ReviewInquiry *inquire(const RunKey &run, const RepoName &repository, QObject *parent) const;

    // Fed by the monitor.

    void runsChanged(const QList<Runlight::RunChange> &changes);
    void runsRemoved(const QList<Runlight::RunKey> &runs);
    //! Reviews, jobs or artifacts of \a run in the store have changed.
    void runDetailsChanged(const Runlight::RunKey &run);

Q_SIGNALS:
    //! status(\a id) has changed.
    void changed(Runlight::CommandId id);
    //! \a status has ended: exactly once a command, never before start() has returned.
    void finished(const Runlight::CommandStatus &status);
    //! bulkStatus(\a id) has changed.
    void bulkChanged(Runlight::BulkId id);
    //! requested(\a run) has changed.
    void requestedChanged(const Runlight::RunKey &run);
    void pendingRerunsChanged();
    //! knowledge() has changed in a way that no run shows: a permission was refused, a cancel may now be forced.
    void knowledgeChanged();
    //! The run should be looked at now: Monitor::lookAt().
    void lookAtWanted(const Runlight::RunKey &run, const Runlight::RepoName &repository);
    //! GitHub has deleted all logs of \a run, those of its attempts up to \a attempt; 0 where that is not known. With
    //! the run itself or without it.
    void logsDeleted(const Runlight::RunKey &run, const Runlight::RepoName &repository, int attempt);
    //! A workflow was enabled or disabled, and is so in the store where GitHub has said it: the list of workflows
    //! should be read again.
    void workflowChanged(const Runlight::RepositoryRef &repository, Runlight::WorkflowId workflow, bool enabled);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Runlight
