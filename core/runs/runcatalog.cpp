// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/runcatalog.h"

#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/runs/durationsamples.h"
#include "core/runs/runmatcher.h"
#include "core/runs/runrecords.h"
#include "core/store/store.h"

#include <QSet>

#include <algorithm>
#include <set>

namespace Runlight {

namespace {

using namespace std::chrono_literals;

// Failures grow old without anything happening.
constexpr auto judgingInterval = 1h;

enum class Age { Older, Newer };

QString hostOf(const AccountId &account)
{
    return account.value.section(QLatin1Char('@'), -1);
}

bool isSuccess(const RunRecord &record)
{
    return record.isCompleted() && record.conclusion() == Conclusion::Success;
}

bool computeNeedsYou(const RunRecord &record)
{
    if (record.isCompleted() && record.conclusion() == Conclusion::ActionRequired)
        return true;
    return record.reviewable || (record.failing && record.mine);
}

void addTo(CatalogCounts &counts, const RunRecord &record, int by)
{
    counts.all += by;
    counts.needsYou += record.needsYou ? by : 0;
    counts.failing += record.failing ? by : 0;
    counts.running += record.isCompleted() ? 0 : by;
    counts.waiting += record.status() == Status::Waiting ? by : 0;
    counts.mine += record.mine ? by : 0;
}

} // namespace

RunState CatalogCounts::worstState() const
{
    RunState state;
    if (failing > 0)
        state = {Status::Completed, Conclusion::Failure, {}, {}};
    else if (waiting > 0)
        state.status = Status::Waiting;
    else if (running > 0)
        state.status = Status::InProgress;
    else if (all > 0)
        state = {Status::Completed, Conclusion::Success, {}, {}};
    return state;
}

struct RunCatalog::Private
{
    //! What the store knows of an unfinished run beyond the run itself.
    struct Detail
    {
        QStringList waitingFor;
        std::optional<RunStep> step;
    };

    Store &store;
    Clock &clock;
    RunRecords records;
    std::vector<RunIndex> newestFirst;
    CatalogCounts total;
    std::vector<CatalogCounts> byRepository;
    QHash<QPair<quint32, qint64>, DurationSamples> durations;
    QHash<RunIndex, Detail> details;
    QHash<QString, std::set<std::string, std::less<>>> loginsByHost;
    std::optional<QSet<RepositoryRef>> shown; //!< Nothing: all.
    bool loaded = false;

    // The change in hand, until commit().
    CatalogChange change;
    std::vector<quint32> groups;

    void touch(RunIndex index);
    void insert(const AccountId &account, const Run &run, Age age);
    void update(RunIndex index, const Run &run);
    void remove(RunIndex index);
    void sample(const RunRecord &record, const Run &run, Age age);
    bool isMine(const RunRecord &record) const;
    void judge(quint32 group);
    void settle(RunIndex index);
    void count(const RunRecord &record, int by);
    DurationSamples &samplesOf(const RunRecord &record);
};

//! Whoever changes a run says so first: it leaves the counts until the change is settled.
void RunCatalog::Private::touch(RunIndex index)
{
    RunRecord &record = records[index];
    if (record.touched)
        return;
    record.touched = true;
    count(record, -1);
    change.changed.push_back(index);
}

void RunCatalog::Private::insert(const AccountId &account, const Run &run, Age age)
{
    const RunIndex index = records.add(account, run);
    RunRecord &record = records[index];
    record.touched = true;
    record.mine = isMine(record);
    sample(record, run, age);
    change.added.push_back(index);
    groups.push_back(record.group);
}

void RunCatalog::Private::update(RunIndex index, const Run &run)
{
    touch(index);
    RunRecord &record = records[index];
    const bool wasSuccess = isSuccess(record);
    const quint16 attempt = record.attempt;
    records.update(index, run);
    record.mine = isMine(record);
    if (!wasSuccess)
        sample(record, run, Age::Newer);
    if (record.isCompleted() || record.attempt != attempt)
        details.remove(index);
    if (record.status() != Status::Waiting)
        record.reviewable = false;
    groups.push_back(record.group);
}

void RunCatalog::Private::remove(RunIndex index)
{
    touch(index);
    records.remove(index);
    details.remove(index);
    change.removed.push_back(index);
    groups.push_back(records[index].group);
}

DurationSamples &RunCatalog::Private::samplesOf(const RunRecord &record)
{
    const RunGroupKey &key = records.groups().key(record.group);
    return durations[{key.repository, key.workflow}];
}

void RunCatalog::Private::sample(const RunRecord &record, const Run &run, Age age)
{
    const qint64 duration = isSuccess(record) ? run.durationMs({}) : -1;
    if (duration < 0)
        return;
    if (age == Age::Newer)
        samplesOf(record).addNewer(duration);
    else
        samplesOf(record).addOlder(duration);
}

bool RunCatalog::Private::isMine(const RunRecord &record) const
{
    const auto logins = loginsByHost.constFind(hostOf(records.repository(record.repository).ref.account));
    if (logins == loginsByHost.cend())
        return false;
    const StringTable &strings = records.strings();
    return logins->count(strings.folded(record.actor)) > 0 || logins->count(strings.folded(record.triggeringActor)) > 0;
}

void RunCatalog::Private::judge(quint32 group)
{
    const GroupVerdict before = records.groups().verdict(group);
    const GroupVerdict after = records.groups().judge(group, records.all(), clock.now().toMSecsSinceEpoch());
    if (before == after)
        return;
    const auto mark = [this](std::optional<RunIndex> run, bool failing, quint16 inARow) {
        if (!run)
            return;
        touch(*run);
        records[*run].failing = failing;
        records[*run].failuresInARow = inARow;
    };
    mark(before.failing, false, 0);
    mark(after.failing, true, after.failuresInARow);
}

void RunCatalog::Private::settle(RunIndex index)
{
    RunRecord &record = records[index];
    record.needsYou = computeNeedsYou(record);
    record.touched = false;
    count(record, 1);
}

void RunCatalog::Private::count(const RunRecord &record, int by)
{
    byRepository.resize(std::max<size_t>(byRepository.size(), record.repository + 1));
    addTo(total, record, by);
    addTo(byRepository[record.repository], record, by);
}

RunCatalog::RunCatalog(Store &store, Clock &clock, QObject *parent)
    : QObject(parent)
    , d(new Private{store, clock, {}, {}, {}, {}, {}, {}, {}, {}, false, {}, {}})
{
    judgeAgainLater();
}

RunCatalog::~RunCatalog() = default;

void RunCatalog::load()
{
    d->store.allRuns(
        this, [this](const QList<Run> &runs, const QList<AccountId> &accounts) { addChunk(runs, accounts); },
        [this](const Expected<bool> &result) {
            if (!result)
                Q_EMIT loadFailed(result.error());
            // Only now every run that waits for a review is here to be told so.
            d->store.pendingDeployments(this, [this](const auto &reviews) { endLoad(reviews); });
        });
}

bool RunCatalog::isLoaded() const
{
    return d->loaded;
}

void RunCatalog::addChunk(const QList<Run> &runs, const QList<AccountId> &accounts)
{
    for (qsizetype i = 0; i < runs.size(); ++i) {
        // What a change has told meanwhile is newer than what was read.
        const bool isShown = !d->shown || d->shown->contains({accounts[i], runs[i].repository});
        if (isShown && !d->records.find({accounts[i], runs[i].id}))
            d->insert(accounts[i], runs[i], Age::Older);
    }
    commit();
}

void RunCatalog::endLoad(const Expected<QHash<RunKey, QList<PendingDeployment>>> &reviews)
{
    if (!reviews)
        Q_EMIT loadFailed(reviews.error());
    const auto waiting = reviews.value_or(QHash<RunKey, QList<PendingDeployment>>());
    for (auto it = waiting.cbegin(); it != waiting.cend(); ++it) {
        if (const auto index = d->records.find(it.key()))
            takeReviews(*index, it.value());
    }
    commit();
    d->loaded = true;
    Q_EMIT loaded();
}

void RunCatalog::takeReviews(RunIndex index, const QList<PendingDeployment> &deployments)
{
    RunRecord &record = d->records[index];
    if (record.status() != Status::Waiting)
        return;
    d->touch(index);
    record.reviewable = false;
    QStringList &waitingFor = d->details[index].waitingFor;
    waitingFor.clear();
    for (const PendingDeployment &deployment : deployments) {
        record.reviewable = record.reviewable || deployment.currentUserCanApprove;
        waitingFor.append(deployment.environment);
    }
}

void RunCatalog::setAccounts(const QList<Account> &accounts)
{
    d->loginsByHost.clear();
    for (const Account &account : accounts) {
        if (!account.login.isEmpty())
            d->loginsByHost[hostOf(account.id)].insert(StringTable::fold(account.login));
    }
    for (RunIndex index = 0; index < d->records.count(); ++index) {
        const bool mine = d->isMine(d->records[index]);
        if (d->records[index].removed || mine == d->records[index].mine)
            continue;
        d->touch(index);
        d->records[index].mine = mine;
    }
    commit();
}

void RunCatalog::apply(const QList<RunChange> &changes)
{
    for (const RunChange &change : changes) {
        if (const auto index = d->records.find(change.key()))
            d->update(*index, change.after);
        else
            d->insert(change.account, change.after, Age::Newer);
    }
    commit();
}

void RunCatalog::remove(const QList<RunKey> &runs)
{
    for (const RunKey &run : runs) {
        if (const auto index = d->records.find(run))
            d->remove(*index);
    }
    commit();
}

void RunCatalog::showOnly(const QList<RepositoryRef> &repositories)
{
    d->shown = QSet<RepositoryRef>(repositories.begin(), repositories.end());
    for (RunIndex index = 0; index < d->records.count(); ++index) {
        const RunRecord &record = d->records[index];
        if (!record.removed && !d->shown->contains(d->records.repository(record.repository).ref))
            d->remove(index);
    }
    commit();
}

void RunCatalog::refreshDetails(const RunKey &run)
{
    const auto index = d->records.find(run);
    if (!index || d->records[*index].isCompleted())
        return;
    d->store.runDetails(run, 0, this, [this, index = *index](const Expected<RunDetails> &details) {
        if (details)
            takeDetails(index, *details);
        else
            qCWarning(lcStore, "The details of a run could not be read: %s", qUtf8Printable(details.error().message));
    });
}

void RunCatalog::takeDetails(RunIndex index, const RunDetails &details)
{
    const RunRecord &record = d->records[index];
    if (record.removed || record.isCompleted() || details.attempt != record.attempt)
        return; // overtaken by a change
    takeReviews(index, details.pendingDeployments);
    d->touch(index);
    d->details[index].step = currentStep(details.jobs);
    commit();
}

//! Ends the change in hand: judges what it touched, counts it again and tells of it.
void RunCatalog::commit()
{
    std::vector<quint32> groups = std::move(d->groups);
    d->groups.clear();
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    for (const quint32 group : groups)
        d->judge(group);
    CatalogChange change = std::move(d->change);
    d->change = {};
    if (change.added.empty() && change.changed.empty())
        return;
    if (!change.removed.empty()) {
        // They were touched as all that changes is, and are not counted again.
        const auto isRemoved = [this](RunIndex index) {
            return d->records[index].removed;
        };
        std::erase_if(change.changed, isRemoved);
        std::erase_if(d->newestFirst, isRemoved);
    }
    for (const RunIndex index : change.added)
        d->settle(index);
    for (const RunIndex index : change.changed)
        d->settle(index);
    d->records.merge(change.added, d->newestFirst);
    Q_EMIT changed(change);
    Q_EMIT countsChanged();
}

void RunCatalog::judgeAgainLater()
{
    d->clock.singleShot(judgingInterval, this, [this] {
        for (quint32 group = 0; group < d->records.groups().count(); ++group) {
            if (d->records.groups().verdict(group).failing)
                d->judge(group);
        }
        commit();
        judgeAgainLater();
    });
}

const std::vector<RunIndex> &RunCatalog::newestFirst() const
{
    return d->newestFirst;
}

std::optional<RunIndex> RunCatalog::find(const RunKey &key) const
{
    return d->records.find(key);
}

RunEntry RunCatalog::run(RunIndex index) const
{
    return {*this, index};
}

bool RunCatalog::isIn(RunIndex index, const Place &place) const
{
    return RunMatcher(d->records, place, {}).matches(index);
}

const CatalogCounts &RunCatalog::counts() const
{
    return d->total;
}

QList<RepositoryCounts> RunCatalog::repositories() const
{
    QList<RepositoryCounts> all;
    for (quint32 i = 0; i < quint32(d->byRepository.size()); ++i)
        all.append({d->records.repository(i).ref, d->byRepository[i]});
    return all;
}

CatalogCounts RunCatalog::counts(const RepositoryRef &repository) const
{
    const auto index = d->records.findRepository(repository);
    return index && *index < d->byRepository.size() ? d->byRepository[*index] : CatalogCounts{};
}

const RunRecords &RunCatalog::records() const
{
    return d->records;
}

qint64 RunCatalog::medianDurationMs(const RunRecord &record) const
{
    const RunGroupKey &key = d->records.groups().key(record.group);
    return d->durations.value({key.repository, key.workflow}).median();
}

QStringList RunCatalog::waitingFor(RunIndex index) const
{
    return d->details.value(index).waitingFor;
}

std::optional<RunStep> RunCatalog::step(RunIndex index) const
{
    return d->details.value(index).step;
}

} // namespace Runlight
