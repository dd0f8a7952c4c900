// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/artifacts/downloads.h"

#include "core/archive/stagingfolder.h"
#include "core/artifacts/transferrecord.h"
#include "core/artifacts/transfertask.h"
#include "core/artifacts/workercall.h"
#include "core/store/store.h"

#include <QFileInfo>
#include <QHash>
#include <QPointer>
#include <QSet>

#include <algorithm>
#include <map>
#include <utility>

namespace Runlight {

using namespace std::chrono_literals;
using State = Transfer::State;
using Presence = Transfer::Presence;

namespace {

// Figures that change more often cannot be read.
constexpr Clock::Milliseconds measureEvery = 250ms;
// Each transfer on its way, paused ones included, has a thread that waits for it most of the time.
constexpr int mostThreads = 1'000;

bool isThere(const QString &place, bool isFolder)
{
    const QFileInfo info(place);
    return isFolder ? info.isDir() : info.isFile();
}

} // namespace

struct Downloads::Private
{
    struct Entry
    {
        Transfer transfer;
        TransferTask *task = nullptr; //!< While it is on its way. A child of the downloads.
        bool waits = false; //!< Queued: for its turn to begin, or to go on.
    };
    using Entries = std::map<TransferId, Entry>;

    Private(Downloads *owner, Store &memory, Clock &time, const Limits &bounds)
        : q(owner)
        , store(memory)
        , clock(time)
        , limits(bounds)
    {
        pool.setMaxThreadCount(mostThreads);
    }

    TransferId newId();
    Entry *find(TransferId id);
    Entry *underWay(const AccountId &account, ArtifactId artifact);
    void persist(const Entry &entry);
    void tell(const Entry &entry);
    void await(Entry &entry);
    void pump();
    void run(Entry &entry, GitHub &github);
    void taskMoved(TransferId id);
    void drop(Entry &entry);
    void end(Entry &entry, State state);
    void forget(const QList<TransferId> &ids);
    void forgetOldest();
    void measure();
    void measureLater();
    void restore(const QList<StoredTransfer> &stored);
    void sweep(const QSet<QString> &folders);
    void setPresence(TransferId id, bool isThere);
    void lookFor(const QList<Transfer> &transfers, std::function<void(TransferId first)> done);

    Downloads *const q;
    Store &store;
    Clock &clock;
    const Limits limits;
    QHash<AccountId, GitHub *> accounts;
    Entries entries; //!< Oldest first.
    qint64 lastId = 0;
    int pending = 0; //!< Answers of the store and of workers.
    bool isPumping = false;
    QPointer<QObject> timer;
    QThreadPool pool;
};

// ---- What there is

//! Numbers go up over restarts too, for they are times, however the clock may have been set since.
TransferId Downloads::Private::newId()
{
    lastId = std::max(lastId + 1, clock.now().toMSecsSinceEpoch());
    return TransferId{lastId};
}

Downloads::Private::Entry *Downloads::Private::find(TransferId id)
{
    const auto found = entries.find(id);
    return found == entries.end() ? nullptr : &found->second;
}

Downloads::Private::Entry *Downloads::Private::underWay(const AccountId &account, ArtifactId artifact)
{
    for (auto &[id, entry] : entries) {
        const ArtifactRequest &request = entry.transfer.request;
        if (!entry.transfer.isOver() && request.artifact.id == artifact && request.repository.account == account)
            return &entry;
    }
    return nullptr;
}

void Downloads::Private::persist(const Entry &entry)
{
    ++pending;
    // A store that fails says so itself.
    store.saveTransfer(storedForm(entry.transfer), q, [this](const Expected<bool> &) { --pending; });
}

void Downloads::Private::tell(const Entry &entry)
{
    persist(entry);
    Q_EMIT q->changed(entry.transfer.id);
}

void Downloads::Private::forget(const QList<TransferId> &ids)
{
    if (ids.isEmpty())
        return;
    QList<qint64> numbers;
    for (const TransferId id : ids) {
        entries.erase(id);
        numbers.append(id.value);
    }
    ++pending;
    store.removeTransfers(numbers, q, [this](const Expected<bool> &) { --pending; });
    for (const TransferId id : ids)
        Q_EMIT q->removed(id);
}

void Downloads::Private::forgetOldest()
{
    QList<TransferId> over;
    for (const auto &[id, entry] : entries) {
        if (entry.transfer.isOver())
            over.append(id);
    }
    forget(over.first(std::max<qsizetype>(0, over.size() - limits.remembered)));
}

// ---- Who is on

void Downloads::Private::await(Entry &entry)
{
    entry.waits = true;
    entry.transfer.state = State::Queued;
    entry.transfer.error.reset();
    tell(entry);
    pump();
}

void Downloads::Private::pump()
{
    // What begins tells of it, and whoever hears that may begin something.
    if (std::exchange(isPumping, true))
        return;
    int running = 0;
    for (const auto &[id, entry] : entries)
        running += entry.task && (entry.task->state() == State::Downloading || entry.task->state() == State::Unpacking);
    QList<TransferId> next;
    for (const auto &[id, entry] : entries) {
        if (entry.waits && accounts.contains(entry.transfer.request.repository.account))
            next.append(id);
    }
    for (const TransferId id : next.first(std::clamp<qsizetype>(limits.atOnce - running, 0, next.size()))) {
        if (Entry *entry = find(id); entry && entry->waits)
            run(*entry, *accounts.value(entry->transfer.request.repository.account));
    }
    isPumping = false;
    measureLater();
}

void Downloads::Private::run(Entry &entry, GitHub &github)
{
    entry.waits = false;
    if (entry.task)
        return entry.task->resume();
    const ArtifactRequest &request = entry.transfer.request;
    const TransferOrder order{request.folder, request.artifact.name, request.artifact.digest, limits.archive,
                              limits.keptBytes};
    const TransferId id = entry.transfer.id;
    entry.task = new TransferTask(request, order, github, clock, pool, q);
    QObject::connect(entry.task, &TransferTask::moved, q, [this, id] { taskMoved(id); });
    QObject::connect(entry.task, &TransferTask::wantsToResume, q, [this, id] { q->resume(id); });
    taskMoved(id);
}

void Downloads::Private::taskMoved(TransferId id)
{
    Entry *entry = find(id);
    entry->task->describe(entry->transfer);
    const State state = entry->transfer.state;
    if (entry->transfer.isOver()) {
        entry->transfer.endedAt = clock.now();
        drop(*entry);
    }
    tell(*entry);
    if (state == State::Done || state == State::Failed || state == State::NeedsConfirmation)
        Q_EMIT q->wantsAttention(id);
    forgetOldest();
    pump();
}

void Downloads::Private::drop(Entry &entry)
{
    entry.waits = false;
    if (!entry.task)
        return;
    TransferTask *task = std::exchange(entry.task, nullptr);
    task->disconnect(q);
    task->abandon();
    task->deleteLater();
}

void Downloads::Private::end(Entry &entry, State state)
{
    drop(entry);
    entry.transfer.state = state;
    entry.transfer.endedAt = clock.now();
    entry.transfer.bytesPerSecond = 0;
    entry.transfer.timeLeft.reset();
    entry.transfer.error.reset();
    entry.transfer.question.clear();
}

void Downloads::Private::measureLater()
{
    const bool isNeeded = std::any_of(entries.begin(), entries.end(), [](const auto &each) {
        return each.second.task && each.second.transfer.isActive();
    });
    if (isNeeded && !timer)
        timer = clock.singleShot(measureEvery, q, [this] { measure(); });
}

void Downloads::Private::measure()
{
    QList<TransferId> news;
    for (auto &[id, entry] : entries) {
        if (!entry.task || entry.waits || !entry.task->measure())
            continue;
        entry.task->describe(entry.transfer);
        news.append(id);
    }
    timer.clear();
    measureLater();
    for (const TransferId id : std::as_const(news))
        Q_EMIT q->changed(id);
}

// ---- After a restart

void Downloads::Private::restore(const QList<StoredTransfer> &stored)
{
    QSet<QString> unfinished;
    for (const StoredTransfer &each : stored) {
        const Transfer transfer = restoredForm(each);
        if (find(transfer.id))
            continue;
        lastId = std::max(lastId, each.id);
        const Entry &entry = entries[transfer.id] = {transfer};
        if (transferStateName(transfer.state) != each.state) {
            unfinished.insert(each.folder);
            persist(entry);
        }
        Q_EMIT q->added(transfer.id);
    }
    sweep(unfinished);
    forgetOldest();
}

void Downloads::Private::sweep(const QSet<QString> &folders)
{
    if (folders.isEmpty())
        return;
    ++pending;
    const auto work = [folders] {
        for (const QString &folder : folders)
            StagingFolder::sweep(folder);
        return true;
    };
    callOnWorker<bool>(pool, q, work, [this](bool) { --pending; });
}

// ---- Downloads

Downloads::Downloads(Store &store, Clock &clock, const Limits &limits, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, store, clock, limits))
{ }

Downloads::Downloads(Store &store, Clock &clock, QObject *parent)
    : Downloads(store, clock, Limits(), parent)
{ }

Downloads::~Downloads()
{
    for (auto &[id, entry] : d->entries)
        d->drop(entry);
    d->pool.waitForDone();
}

void Downloads::addAccount(const Account &account, GitHub &github)
{
    d->accounts.insert(account.id, &github);
    d->pump();
}

void Downloads::load()
{
    ++d->pending;
    d->store.transfers(this, [this](const Expected<QList<StoredTransfer>> &stored) {
        --d->pending;
        d->restore(stored.value_or(QList<StoredTransfer>()));
    });
}

QList<Transfer> Downloads::transfers() const
{
    QList<Transfer> transfers;
    for (const auto &[id, entry] : d->entries)
        transfers.prepend(entry.transfer);
    return transfers;
}

std::optional<Transfer> Downloads::transfer(TransferId id) const
{
    const Private::Entry *entry = d->find(id);
    return entry ? std::optional(entry->transfer) : std::nullopt;
}

std::optional<Transfer> Downloads::latest(const AccountId &account, ArtifactId artifact) const
{
    for (auto each = d->entries.crbegin(); each != d->entries.crend(); ++each) {
        const ArtifactRequest &request = each->second.transfer.request;
        if (request.artifact.id == artifact && request.repository.account == account)
            return each->second.transfer;
    }
    return std::nullopt;
}

TransferId Downloads::start(const ArtifactRequest &request)
{
    if (const Private::Entry *known = d->underWay(request.repository.account, request.artifact.id)) {
        const TransferId id = known->transfer.id;
        resume(id);
        return id;
    }
    const TransferId id = d->newId();
    Private::Entry &entry = d->entries[id];
    entry.transfer.id = id;
    entry.transfer.request = request;
    entry.transfer.startedAt = d->clock.now();
    Q_EMIT added(id);
    if (Private::Entry *still = d->find(id))
        d->await(*still);
    return id;
}

void Downloads::pause(TransferId id)
{
    Private::Entry *entry = d->find(id);
    if (!entry)
        return;
    if (std::exchange(entry->waits, false)) {
        entry->transfer.state = State::Paused;
        d->tell(*entry);
    } else if (entry->transfer.state == State::Downloading) {
        entry->task->pause();
    }
}

void Downloads::resume(TransferId id)
{
    Private::Entry *entry = d->find(id);
    if (!entry)
        return;
    Transfer &transfer = entry->transfer;
    const bool isStillThere = transfer.state == State::Done && transfer.presence != Presence::Gone;
    if (transfer.state == State::Paused)
        return d->await(*entry);
    if (!transfer.isOver() || isStillThere)
        return;
    const Transfer former = std::exchange(transfer, Transfer());
    transfer.id = id;
    transfer.request = former.request;
    transfer.startedAt = d->clock.now();
    d->await(*entry);
}

void Downloads::confirm(TransferId id)
{
    Private::Entry *entry = d->find(id);
    if (entry && entry->transfer.state == State::NeedsConfirmation)
        entry->task->confirm();
}

void Downloads::cancel(TransferId id)
{
    Private::Entry *entry = d->find(id);
    if (!entry || entry->transfer.isOver())
        return;
    d->end(*entry, State::Cancelled);
    d->tell(*entry);
    d->forgetOldest();
    d->pump();
}

void Downloads::remove(TransferId id)
{
    cancel(id);
    if (d->find(id))
        d->forget({id});
}

void Downloads::removeOver()
{
    QList<TransferId> over;
    for (const auto &[id, entry] : d->entries) {
        if (entry.transfer.isOver())
            over.append(id);
    }
    d->forget(over);
}

// ---- What is still there

void Downloads::Private::setPresence(TransferId id, bool isThereStill)
{
    Entry *entry = find(id);
    const Presence presence = isThereStill ? Presence::There : Presence::Gone;
    if (!entry || entry->transfer.state != State::Done || entry->transfer.presence == presence)
        return;
    entry->transfer.presence = presence;
    Q_EMIT q->changed(id);
}

//! Looks up which of \a transfers are still there, and gives the first that is.
void Downloads::Private::lookFor(const QList<Transfer> &transfers, std::function<void(TransferId first)> done)
{
    using Found = QList<std::pair<TransferId, bool>>;
    const auto work = [transfers] {
        Found found;
        for (const Transfer &transfer : transfers)
            found.append({transfer.id, isThere(transfer.place, transfer.isFolder)});
        return found;
    };
    ++pending;
    // Not in our own pool, which is waited for: a disk far away may take its time.
    callOnWorker<Found>(*QThreadPool::globalInstance(), q, work, [this, done = std::move(done)](const Found &found) {
        --pending;
        TransferId first;
        for (const auto &[id, isThereStill] : found) {
            setPresence(id, isThereStill);
            first = isThereStill && !first.isValid() ? id : first;
        }
        done(first);
    });
}

void Downloads::look()
{
    QList<Transfer> done;
    for (const auto &[id, entry] : d->entries) {
        if (entry.transfer.state == State::Done)
            done.append(entry.transfer);
    }
    if (!done.isEmpty())
        d->lookFor(done, [](TransferId) {});
}

void Downloads::existing(const AccountId &account, ArtifactId artifact, QObject *context,
                         std::function<void(std::optional<Transfer>)> done)
{
    QList<Transfer> candidates;
    for (const Transfer &transfer : transfers()) {
        const ArtifactRequest &request = transfer.request;
        if (transfer.state == State::Done && request.artifact.id == artifact && request.repository.account == account)
            candidates.append(transfer);
    }
    d->lookFor(candidates, [this, guard = QPointer<QObject>(context), done = std::move(done)](TransferId found) {
        // As it stands by now, if it still does.
        if (guard)
            done(transfer(found));
    });
}

int Downloads::activeCount() const
{
    return int(std::count_if(d->entries.begin(), d->entries.end(),
                             [](const auto &each) { return each.second.transfer.isActive(); }));
}

int Downloads::pendingWork() const
{
    const auto tasks = std::count_if(d->entries.begin(), d->entries.end(),
                                     [](const auto &each) { return each.second.task != nullptr; });
    // Threads without a task are those that still tidy up.
    return d->pending + activeCount() + std::max(0, d->pool.activeThreadCount() - int(tasks));
}

} // namespace Runlight
