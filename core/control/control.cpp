// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/control.h"

#include "core/base/clock.h"
#include "core/control/bulkrunner.h"
#include "core/control/commandjob.h"
#include "core/control/commandrequest.h"
#include "core/control/pendingreruns.h"
#include "core/control/requestedmarks.h"
#include "core/control/reviewinquiry.h"
#include "core/github/github.h"
#include "core/store/store.h"

#include <algorithm>
#include <map>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype keptStatuses = 10'000;
// Whoever owns the token or the repository may have mended it by then.
constexpr Clock::Milliseconds refusalHolds = 10min;

Error controlError(ErrorKind kind, const QString &message)
{
    Error error;
    error.kind = kind;
    error.message = message;
    return error;
}

//! Whether \a error says that the token, and not the run, is why.
bool isOfToken(const Error &error)
{
    return error.kind == ErrorKind::AccessDenied
        && (error.message.contains(QLatin1String("not accessible by"), Qt::CaseInsensitive)
            || error.message.contains(QLatin1String("must have"), Qt::CaseInsensitive));
}

} // namespace

QString adviceFor(const CommandStatus &status)
{
    if (!status.error)
        return {};
    // The message says it.
    if (status.finding != CommandFinding::None)
        return {};
    switch (status.error->kind) {
    case ErrorKind::RateLimited:
    case ErrorKind::SecondaryRateLimit:
        return Control::tr("Nothing was done: GitHub takes no more requests for now. Try again later.");
    case ErrorKind::ServiceUnavailable:
        return Control::tr("The server has a problem. Try again in a moment.");
    case ErrorKind::Offline:
        return Control::tr("Nothing was done: GitHub cannot be reached. Try again when the network is back.");
    case ErrorKind::InvalidInputs:
    case ErrorKind::Cancelled:
        return {};
    default:
        return adviceFor(*status.error);
    }
}

struct Control::Private
{
    struct Known
    {
        Account account;
        GitHub *github = nullptr;
    };
    //! How cancelling a run's attempt went.
    struct Cancelling
    {
        int attempt = 0;
        QDateTime acceptedAt; //!< UTC
        bool isStuck = false;
    };
    struct Refusal
    {
        QString permission;
        QDateTime until; //!< UTC
    };

    Private(Control &control, Store &theStore, Clock &theClock);

    void connectParts();
    CommandJob *make(const Command &command, int attempt = 0);
    CommandJob *makeChecked(const Command &command);
    std::optional<Error> objectionTo(const Command &command) const;
    void begin(CommandJob &job);
    void ended(CommandJob &job);
    void learn(const CommandStatus &status, int attempt);
    void learnCancel(const CommandStatus &status, int attempt);
    void tellWhatToLookAt(const CommandStatus &status);
    void readWorkflow(const Command &command);
    void keep(const CommandStatus &status);
    CommandJob *job(CommandId id) const;
    CommandStatus statusOf(CommandId id) const;
    void startPending(const PendingRerun &rerun, bool isSent);
    int attemptOf(CommandId id) const;

    Control &q;
    Store &store;
    Clock &clock;
    QHash<AccountId, Known> accounts;
    std::map<CommandId, CommandJob *> jobs; //!< Children of q; those that have not ended.
    QHash<CommandId, CommandStatus> endedOnes;
    QList<CommandId> endedInOrder;
    QSet<CommandId> ofPendingReruns;
    qint64 lastId = 0;
    QHash<RunKey, Cancelling> cancellings;
    QHash<RepositoryRef, QList<Refusal>> refusals;
    RequestedMarks marks;
    BulkRunner bulks;
    PendingReruns pending;
};

Control::Private::Private(Control &control, Store &theStore, Clock &theClock)
    : q(control)
    , store(theStore)
    , clock(theClock)
    , marks(theClock)
    , bulks(theClock)
    , pending(theStore, theClock)
{ }

void Control::Private::connectParts()
{
    connect(&marks, &RequestedMarks::changed, &q, &Control::requestedChanged);
    connect(&bulks, &BulkRunner::changed, &q, &Control::bulkChanged);
    connect(&bulks, &BulkRunner::beginWanted, &q, [this](CommandId id) {
        CommandJob *waiting = job(id);
        if (waiting && !waiting->isBegun())
            begin(*waiting);
    });
    connect(&pending, &PendingReruns::changed, &q, &Control::pendingRerunsChanged);
    connect(&pending, &PendingReruns::lookAtWanted, &q, &Control::lookAtWanted);
    connect(&pending, &PendingReruns::sendWanted, &q,
            [this](const PendingRerun &rerun) { startPending(rerun, false); });
    connect(&pending, &PendingReruns::recoverWanted, &q,
            [this](const PendingRerun &rerun) { startPending(rerun, true); });
}

CommandJob *Control::Private::job(CommandId id) const
{
    const auto found = jobs.find(id);
    return found == jobs.end() ? nullptr : found->second;
}

CommandStatus Control::Private::statusOf(CommandId id) const
{
    const CommandJob *active = job(id);
    return active ? active->status() : endedOnes.value(id);
}

int Control::Private::attemptOf(CommandId id) const
{
    const CommandJob *active = job(id);
    return active ? active->attempt() : 0;
}

CommandJob *Control::Private::make(const Command &command, int attempt)
{
    CommandStatus status;
    status.id = CommandId{++lastId};
    status.command = command;
    status.startedAt = clock.now();
    auto *made = new CommandJob(status, attempt, accounts.value(command.account).github, store, clock, &q);
    jobs.emplace(status.id, made);
    connect(made, &CommandJob::changed, &q, [this, made] {
        bulks.commandChanged(made->status(), made->pausedUntil());
        Q_EMIT q.changed(made->status().id);
    });
    connect(made, &CommandJob::ended, &q, [this, made] { ended(*made); });
    return made;
}

//! A command that is to be sent, or that ends before it is.
CommandJob *Control::Private::makeChecked(const Command &command)
{
    const std::optional<Error> objection = objectionTo(command);
    CommandJob *made = make(command);
    if (objection)
        made->refuse(*objection);
    else
        marks.add(made->status().id, command);
    return made;
}

//! Why \a command is not even sent.
std::optional<Error> Control::Private::objectionTo(const Command &command) const
{
    const auto known = accounts.constFind(command.account);
    if (known == accounts.cend())
        return controlError(ErrorKind::Unauthorized, tr("This account is not signed in."));
    const bool hasTarget = isOfWorkflow(command.kind) ? command.workflow.isValid()
        : command.kind == CommandKind::RerunJob       ? command.job.isValid() && command.run.isValid()
                                                      : command.run.isValid();
    if (!hasTarget)
        return controlError(ErrorKind::InvalidInputs, tr("It is not said what to do this to."));
    if (command.kind == CommandKind::ReviewDeployments && command.environments.isEmpty())
        return controlError(ErrorKind::InvalidInputs, tr("Choose at least one environment."));
    if (isRerun(command.kind) && marks.hasRerun(command.runKey()))
        return controlError(ErrorKind::RunInProgress, tr("A rerun of this run has been requested already."));
    if (command.kind == CommandKind::ForceCancel) {
        const Cancelling cancelling = cancellings.value(command.runKey());
        const bool isIgnored =
            cancelling.acceptedAt.isValid() && cancelling.acceptedAt.secsTo(clock.now()) >= forceCancelPause.count();
        if (!isIgnored && !cancelling.isStuck)
            return controlError(ErrorKind::InvalidInputs,
                                tr("Cancel the run first, and give it a minute. It can be forced where that does not "
                                   "help."));
    }
    return std::nullopt;
}

void Control::Private::begin(CommandJob &job)
{
    bulks.begun(job.status().command);
    job.begin();
}

void Control::Private::ended(CommandJob &job)
{
    const CommandStatus status = job.status();
    const int attempt = job.attempt();
    jobs.erase(status.id);
    job.deleteLater();
    keep(status);
    learn(status, attempt);
    marks.ended(status, attempt);
    bulks.commandEnded(status);
    tellWhatToLookAt(status);
    const CommandKind kind = status.command.kind;
    if (status.state == CommandState::Done && (kind == CommandKind::DeleteLogs || kind == CommandKind::DeleteRun))
        Q_EMIT q.logsDeleted(status.command.runKey(), status.command.repository, attempt);
    Q_EMIT q.changed(status.id);
    const bool goesOn = ofPendingReruns.remove(status.id) && pending.ended(status);
    if (!goesOn)
        Q_EMIT q.finished(status);
}

void Control::Private::keep(const CommandStatus &status)
{
    endedOnes.insert(status.id, status);
    endedInOrder.append(status.id);
    while (endedInOrder.size() > keptStatuses)
        endedOnes.remove(endedInOrder.takeFirst());
}

void Control::Private::learn(const CommandStatus &status, int attempt)
{
    const RepositoryRef ref{status.command.account, status.command.repository};
    const QString permission = permissionOf(status.command.kind);
    const bool isRefused = status.error && isOfToken(*status.error);
    const bool isAllowed = status.state == CommandState::Done && status.finding == CommandFinding::None;
    if (isRefused || isAllowed) {
        QList<Refusal> &known = refusals[ref];
        const auto removed = known.removeIf([&](const Refusal &refusal) { return refusal.permission == permission; });
        if (isRefused) {
            known.append({permission, clock.now().addMSecs(refusalHolds.count())});
            clock.singleShot(refusalHolds, &q, [this] { Q_EMIT q.knowledgeChanged(); });
        }
        if (isRefused || removed > 0)
            Q_EMIT q.knowledgeChanged();
    }
    learnCancel(status, attempt);
}

void Control::Private::learnCancel(const CommandStatus &status, int attempt)
{
    const CommandKind kind = status.command.kind;
    if (kind != CommandKind::Cancel && kind != CommandKind::ForceCancel)
        return;
    Cancelling cancelling = cancellings.value(status.command.runKey());
    if (cancelling.attempt != attempt)
        cancelling = {attempt, {}, false};
    if (status.state == CommandState::Done && kind == CommandKind::Cancel && !cancelling.acceptedAt.isValid()) {
        cancelling.acceptedAt = clock.now();
        clock.singleShot(forceCancelPause, &q, [this] { Q_EMIT q.knowledgeChanged(); });
    }
    cancelling.isStuck = cancelling.isStuck || (status.error && status.error->httpStatus == 500);
    if (!cancelling.acceptedAt.isValid() && !cancelling.isStuck)
        return;
    cancellings.insert(status.command.runKey(), cancelling);
    Q_EMIT q.knowledgeChanged();
}

void Control::Private::tellWhatToLookAt(const CommandStatus &status)
{
    const Command &command = status.command;
    if (isOfWorkflow(command.kind)) {
        if (status.state == CommandState::Done)
            readWorkflow(command);
        return;
    }
    const bool wasAnswered = !status.error || status.error->httpStatus != 0;
    if (command.run.isValid() && (wasAnswered || status.finding != CommandFinding::None))
        Q_EMIT q.lookAtWanted(command.runKey(), command.repository);
}

void Control::Private::readWorkflow(const Command &command)
{
    const RepositoryRef ref{command.account, command.repository};
    accounts.value(command.account)
        .github->workflows.get(command.repository, command.workflow, {&q, Priority::Foreground},
                               [this, ref, command](const Expected<Workflow> &workflow) {
                                   const auto tell = [this, ref, command](const Expected<bool> &) {
                                       Q_EMIT q.workflowChanged(ref, command.workflow,
                                                                command.kind == CommandKind::EnableWorkflow);
                                   };
                                   workflow ? store.updateWorkflow(ref, *workflow, &q, tell) : tell(false);
                               });
}

void Control::Private::startPending(const PendingRerun &rerun, bool isSent)
{
    Command command;
    command.kind = CommandKind::RerunFailed;
    command.account = rerun.run.account;
    command.repository = rerun.repository;
    command.run = rerun.run.run;
    command.debugLogging = rerun.debugLogging;
    CommandJob *made = make(command, rerun.attempt);
    marks.add(made->status().id, command);
    ofPendingReruns.insert(made->status().id);
    made->waitForLimits();
    if (isSent)
        made->recover();
    else
        begin(*made);
}

Control::Control(Store &store, Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, store, clock))
{
    store.endInterruptedCommands();
    d->connectParts();
}

Control::~Control()
{
    // They tell of their end to what goes before them.
    for (const auto &[id, job] : std::exchange(d->jobs, {}))
        delete job;
}

void Control::addAccount(const Account &account, GitHub &github)
{
    d->accounts.insert(account.id, {account, &github});
    d->pending.addAccount(account.id);
    Q_EMIT knowledgeChanged();
}

CommandId Control::start(const Command &command)
{
    if (const std::optional<CommandId> same = d->marks.same(command))
        return *same;
    CommandJob *made = d->makeChecked(command);
    const CommandId id = made->status().id;
    if (!made->isBegun())
        d->begin(*made);
    return id;
}

void Control::cancel(CommandId id)
{
    if (CommandJob *job = d->job(id))
        job->cancel();
}

std::optional<CommandStatus> Control::status(CommandId id) const
{
    const CommandStatus status = d->statusOf(id);
    return status.id.isValid() ? std::optional(status) : std::nullopt;
}

QList<CommandStatus> Control::underWay() const
{
    QList<CommandStatus> all;
    for (const auto &[id, job] : d->jobs)
        all.append(job->status());
    return all;
}

BulkId Control::startAll(const QList<Command> &commands)
{
    QList<CommandStatus> statuses;
    for (const Command &command : commands) {
        const std::optional<CommandId> same = d->marks.same(command);
        if (same) {
            const CommandStatus known = d->statusOf(*same);
            const bool isTwice = std::any_of(statuses.begin(), statuses.end(),
                                             [&known](const CommandStatus &status) { return status.id == known.id; });
            if (!isTwice)
                statuses.append(known);
            continue;
        }
        CommandJob *made = d->makeChecked(command);
        made->waitForLimits();
        statuses.append(made->status());
    }
    return d->bulks.add(statuses);
}

void Control::cancelBulk(BulkId id)
{
    const QList<CommandId> unbegun = d->bulks.takeUnbegun(id);
    for (const CommandId command : unbegun)
        cancel(command);
}

std::optional<BulkStatus> Control::bulkStatus(BulkId id) const
{
    return d->bulks.status(id);
}

void Control::rerunFailedWhenFinished(const RunKey &run, const RepoName &repository, int attempt, bool debugLogging)
{
    d->pending.add({run, repository, attempt, debugLogging, d->clock.now(), false});
}

bool Control::cancelRerunWhenFinished(const RunKey &run)
{
    return d->pending.cancel(run);
}

std::optional<PendingRerun> Control::pendingRerun(const RunKey &run) const
{
    return d->pending.of(run);
}

QList<PendingRerun> Control::pendingReruns() const
{
    return d->pending.all();
}

std::optional<CommandKind> Control::requested(const RunKey &run) const
{
    return d->marks.of(run);
}

CommandKnowledge Control::knowledge(const RunKey &run, const RepoName &repository, int attempt) const
{
    CommandKnowledge knowledge;
    const Private::Known known = d->accounts.value(run.account);
    knowledge.isSignedIn = known.github && !known.account.login.isEmpty();
    if (known.github)
        knowledge.tokenScopes = known.github->client.tokenScopes();
    const QList<Private::Refusal> refusals = d->refusals.value({run.account, repository});
    for (const Private::Refusal &refusal : refusals) {
        if (refusal.until > d->clock.now())
            knowledge.refusedPermissions.append(refusal.permission);
    }
    knowledge.requested = requested(run);
    knowledge.isRerunPending = d->pending.of(run).has_value();
    const Private::Cancelling cancelling = d->cancellings.value(run);
    if (cancelling.attempt == attempt || cancelling.attempt == 0) {
        knowledge.cancelAcceptedAt = cancelling.acceptedAt;
        knowledge.isCancelStuck = cancelling.isStuck;
    }
    return knowledge;
}

Availability Control::availability(CommandKind kind, const AccountId &account, const RunFacts &facts) const
{
    const Run &run = facts.run;
    return Runlight::availability(kind, facts, knowledge({account, run.id}, run.repository, run.attempt),
                                  d->clock.now());
}

Availability Control::availability(CommandKind kind, const RepositoryRef &repository, const Workflow &workflow) const
{
    CommandKnowledge known = knowledge({repository.account, RunId{}}, repository.repository, 0);
    known.requested.reset();
    return Runlight::availability(kind, workflow, known);
}

ReviewInquiry *Control::inquire(const RunKey &run, const RepoName &repository, QObject *parent) const
{
    return new ReviewInquiry(d->accounts.value(run.account).github, repository, run.run, parent);
}

void Control::runsChanged(const QList<RunChange> &changes)
{
    for (const RunChange &change : changes) {
        d->marks.seen(change, [this](CommandId id) { return d->attemptOf(id); });
        d->pending.seen(change.key(), change.after);
        if (change.after.state.isCompleted())
            d->cancellings.remove(change.key());
    }
}

void Control::runsRemoved(const QList<RunKey> &runs)
{
    for (const RunKey &run : runs) {
        d->marks.removed(run);
        d->pending.removed(run);
        d->cancellings.remove(run);
    }
}

void Control::runDetailsChanged(const RunKey &run)
{
    if (!d->marks.hasReview(run))
        return;
    d->store.runDetails(run, 0, this, [this, run](const Expected<RunDetails> &details) {
        if (details)
            d->marks.deploymentsSeen(run, details->pendingDeployments);
    });
}

} // namespace Runlight
