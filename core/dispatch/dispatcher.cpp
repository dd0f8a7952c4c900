// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/dispatcher.h"

#include "core/base/clock.h"
#include "core/dispatch/dispatchwish.h"
#include "core/dispatch/eventsender.h"
#include "core/dispatch/formload.h"
#include "core/dispatch/refsearch.h"
#include "core/dispatch/repositoryload.h"
#include "core/dispatch/runwait.h"
#include "core/github/github.h"
#include "core/store/store.h"

#include <utility>

namespace Runlight {

namespace {

QString laneOf(const DispatchRecord &record)
{
    const QStringList parts{record.ref.account.value, record.ref.repository.fullName().toLower(),
                            QString::number(record.workflow.value), GitRef::shortName(record.gitRef)};
    return parts.join(QLatin1Char('\n'));
}

QString wishKey(const RepositoryRef &ref, WorkflowId workflow, const QString &correlation)
{
    const QStringList parts{ref.account.value, ref.repository.fullName().toLower(), QString::number(workflow.value),
                            correlation};
    return parts.join(QLatin1Char('\n'));
}

Error signedOutError()
{
    Error error;
    error.kind = ErrorKind::Unauthorized;
    error.message = Dispatcher::tr("This account is not signed in.");
    return error;
}

std::optional<RememberedInputs> remembered(const DispatchRecord &record)
{
    return RememberedInputs{record.workflow, record.gitRef, record.inputs, record.askedAt};
}

} // namespace

CommandRecord auditRecord(const DispatchDeed &deed)
{
    CommandRecord record;
    record.at = deed.askedAt;
    record.endedAt = deed.at;
    record.account = deed.ref.account;
    record.repository = deed.ref.repository;
    record.run = deed.run;
    record.action = QStringLiteral("dispatch_workflow");
    record.details = QStringLiteral("workflow %1, ref %2, correlation %3")
                         .arg(QString::number(deed.workflow.value), deed.gitRef, deed.correlation);
    if (deed.refusal)
        record.result = errorKindName(*deed.refusal);
    else if (deed.state == DispatchState::Started)
        record.result = QStringLiteral("done");
    else
        record.result = dispatchStateWord(deed.state);
    record.message = deed.message;
    return record;
}

//! All wishes on their way.
struct Dispatcher::Private
{
    struct Waiter
    {
        QPointer<QObject> context;
        Done<DispatchResult> done;
        bool hasJoined = false; //!< Asked for while another had asked before.
        QString gitRef;
        InputValues inputs;
    };

    struct Signer
    {
        GitHub *github = nullptr;
        QString login;
    };

    struct Underway
    {
        DispatchWish *wish = nullptr; //!< A child of the dispatcher.
        QString workflowName;
        QList<Waiter> waiters;
        bool maySendAgain = false;
        bool isTurn = false;
    };

    Underway &add(const DispatchRecord &record, const Signer &signer);
    void lineUp(const QString &key);
    void startNext(const QString &lane);
    void end(const QString &key, const std::optional<Error> &error);
    void tell(const Underway &ended, const std::optional<Error> &error) const;
    void report(const Underway &ended) const;

    Dispatcher &q;
    Store &store;
    Clock &clock;
    EventSender events;
    QHash<AccountId, Signer> accounts;
    QHash<QString, Underway> underway;
    //! Keys of wishes for the same workflow and branch, which take turns: while the run of one is looked for, that of
    //! another would be taken for it.
    QHash<QString, QStringList> lanes;
};

Dispatcher::Private::Underway &Dispatcher::Private::add(const DispatchRecord &record, const Signer &signer)
{
    const QString key = wishKey(record.ref, record.workflow, record.correlation);
    Underway &added = underway[key];
    added.wish = new DispatchWish({store, clock, *signer.github, signer.login}, record, &q);
    connect(added.wish, &DispatchWish::claimed, &q, [this, key] { lineUp(key); });
    connect(added.wish, &DispatchWish::failed, &q, [this, key](const Error &error) { end(key, error); });
    connect(added.wish, &DispatchWish::changed, &q, [this, wish = added.wish] { Q_EMIT q.changed(wish->record()); });
    connect(added.wish, &DispatchWish::ended, &q, [this, key, wish = added.wish] { end(key, wish->error()); });
    return added;
}

void Dispatcher::Private::lineUp(const QString &key)
{
    const QString lane = laneOf(underway[key].wish->record());
    lanes[lane].append(key);
    if (lanes[lane].size() == 1)
        startNext(lane);
}

void Dispatcher::Private::startNext(const QString &lane)
{
    const QStringList waiting = lanes.value(lane);
    if (waiting.isEmpty()) {
        lanes.remove(lane);
        return;
    }
    Underway &next = underway[waiting.first()];
    next.isTurn = true;
    // Whoever hears of it may ask for more, or end everything.
    const QPointer<DispatchWish> wish = next.wish;
    const bool maySendAgain = next.maySendAgain;
    Q_EMIT q.changed(wish->record());
    if (wish)
        wish->go(maySendAgain);
}

void Dispatcher::Private::end(const QString &key, const std::optional<Error> &error)
{
    const Underway ended = underway.take(key);
    if (!ended.wish)
        return;
    const QString lane = laneOf(ended.wish->record());
    ended.wish->disconnect(&q);
    ended.wish->deleteLater();
    const QPointer<Dispatcher> self(&q);
    report(ended);
    if (self)
        tell(ended, error);
    if (!self || !ended.isTurn)
        return;
    lanes[lane].removeAll(key);
    startNext(lane);
}

void Dispatcher::Private::tell(const Underway &ended, const std::optional<Error> &error) const
{
    const DispatchRecord record = ended.wish->record();
    const bool isRepeat = ended.wish->isRepeat();
    for (const Waiter &waiter : ended.waiters) {
        if (!waiter.context)
            continue;
        const bool differs =
            GitRef::shortName(waiter.gitRef) != GitRef::shortName(record.gitRef) || waiter.inputs != record.inputs;
        if (error)
            waiter.done(Unexpected(*error));
        else
            waiter.done(DispatchResult{record, isRepeat || waiter.hasJoined, differs});
    }
}

void Dispatcher::Private::report(const Underway &ended) const
{
    if (!ended.wish->hasNews())
        return;
    const DispatchRecord record = ended.wish->record();
    QList<RunId> runs = record.candidates;
    if (record.run.isValid())
        runs.append(record.run);
    DispatchDeed deed{record.askedAt, clock.now(),        record.ref,   record.workflow, ended.workflowName,
                      record.gitRef,  record.correlation, record.state, record.run,      {},
                      record.message};
    if (ended.wish->error())
        deed.refusal = ended.wish->error()->kind;
    const QPointer<Dispatcher> self(&q);
    for (const RunId run : std::as_const(runs)) {
        if (self)
            Q_EMIT self->lookAtRequested({record.ref.account, run}, record.ref.repository);
    }
    if (self)
        Q_EMIT self->performed(deed);
}

Dispatcher::Dispatcher(Store &store, Clock &clock, QObject *parent)
    : QObject(parent)
    , d(new Private{*this, store, clock, {store, clock}, {}, {}, {}})
{ }

Dispatcher::~Dispatcher() = default;

void Dispatcher::addAccount(const Account &account, GitHub &github)
{
    const Private::Signer signer{&github, account.login};
    d->accounts.insert(account.id, signer);
    d->events.addAccount(account, github);
    d->store.unfinishedDispatches(account.id, this, [this, signer](const Expected<QList<DispatchRecord>> &unfinished) {
        for (const DispatchRecord &record : unfinished.value_or(QList<DispatchRecord>())) {
            // Those of this session are under way.
            if (!d->underway.contains(wishKey(record.ref, record.workflow, record.correlation)))
                d->add(record, signer).wish->takeUp();
        }
    });
}

QString Dispatcher::makeCorrelation()
{
    constexpr double values = 65536;
    QString text = d->clock.now().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz-"));
    for (int i = 0; i < 4; ++i)
        text += QStringLiteral("%1").arg(uint(d->clock.random() * values), 4, 16, QLatin1Char('0'));
    return text;
}

void Dispatcher::loadForm(const RepositoryRef &ref, const QString &workflowPath, const QString &gitRef,
                          QObject *context, Done<LoadedForm> done)
{
    const Private::Signer signer = d->accounts.value(ref.account);
    if (signer.github) {
        (new FormLoad(*signer.github, ref.repository, context, std::move(done)))->start(workflowPath, gitRef);
        return;
    }
    QMetaObject::invokeMethod(
        context, [done = std::move(done)] { done(Unexpected(signedOutError())); }, Qt::QueuedConnection);
}

void Dispatcher::loadRepository(const RepositoryRef &ref, QObject *context, Done<StoredRepository> done)
{
    const Private::Signer signer = d->accounts.value(ref.account);
    if (!signer.github) {
        QMetaObject::invokeMethod(
            context, [done = std::move(done)] { done(Unexpected(signedOutError())); }, Qt::QueuedConnection);
        return;
    }
    const auto keep = [self = QPointer(this), ref, done = std::move(done)](const Expected<StoredRepository> &found) {
        if (self && found) {
            // A store that fails says so itself.
            self->d->store.saveRepositories(ref.account, {found->repository}, self, [](const Expected<bool> &) {});
            self->d->store.saveWorkflows(ref, found->workflows, self, [](const Expected<bool> &) {});
        }
        done(found);
    };
    (new RepositoryLoad(*signer.github, context, keep))->start(ref);
}

RefSearch *Dispatcher::searchRefs(const RepositoryRef &ref, const QString &defaultBranch, QObject *parent)
{
    const Private::Signer signer = d->accounts.value(ref.account);
    return signer.github ? new RefSearch(*signer.github, d->clock, ref.repository, defaultBranch, parent) : nullptr;
}

void Dispatcher::dispatch(const DispatchRequest &request, QObject *context, Done<DispatchResult> done)
{
    const Private::Signer signer = d->accounts.value(request.ref.account);
    std::optional<Error> objection =
        DispatchesService::objectionTo(WorkflowDispatch{request.workflow, request.gitRef, request.inputs});
    if (!signer.github)
        objection = signedOutError();
    if (objection) {
        QMetaObject::invokeMethod(
            context, [done = std::move(done), objection] { done(Unexpected(*objection)); }, Qt::QueuedConnection);
        return;
    }
    DispatchRecord record;
    record.ref = request.ref;
    record.workflow = request.workflow;
    record.correlation = request.correlation.isEmpty() ? makeCorrelation() : request.correlation;
    record.gitRef = request.gitRef;
    record.inputs = request.inputs;
    record.askedAt = d->clock.now();
    const QString key = wishKey(record.ref, record.workflow, record.correlation);
    const bool hasJoined = d->underway.contains(key);
    Private::Underway &wish = hasJoined ? d->underway[key] : d->add(record, signer);
    wish.waiters.append({context, std::move(done), hasJoined, request.gitRef, request.inputs});
    if (hasJoined)
        return;
    wish.workflowName = request.workflowName;
    wish.maySendAgain = true;
    wish.wish->claim();
}

void Dispatcher::stopSearching(const RepositoryRef &ref, WorkflowId workflow, const QString &correlation)
{
    const auto found = d->underway.constFind(wishKey(ref, workflow, correlation));
    if (found != d->underway.constEnd())
        found->wish->stop();
}

void Dispatcher::lastInputs(const RepositoryRef &ref, WorkflowId workflow, QObject *context,
                            Done<std::optional<RememberedInputs>> done)
{
    d->store.recentDispatches(
        ref, workflow, 1, context, [done = std::move(done)](const Expected<QList<DispatchRecord>> &records) {
            done(records.map([](const QList<DispatchRecord> &found) {
                return found.isEmpty() ? std::optional<RememberedInputs>() : remembered(found.first());
            }));
        });
}

void Dispatcher::inputsOf(const RunKey &run, QObject *context, Done<std::optional<RememberedInputs>> done)
{
    d->store.dispatchOf(run, context, [done = std::move(done)](const Expected<std::optional<DispatchRecord>> &record) {
        done(record.map([](const std::optional<DispatchRecord> &found) {
            return found ? remembered(*found) : std::optional<RememberedInputs>();
        }));
    });
}

EventSender &Dispatcher::events()
{
    return d->events;
}

RunWait *Dispatcher::waitFor(const RunKey &run, const RepoName &repository, std::chrono::milliseconds timeout)
{
    const Private::Signer signer = d->accounts.value(run.account);
    if (!signer.github)
        return nullptr;
    auto *wait = new RunWait(*signer.github, d->clock, run, repository, timeout, this);
    connect(wait, &RunWait::progressed, this, [this, run, repository] { Q_EMIT lookAtRequested(run, repository); });
    return wait;
}

} // namespace Runlight
