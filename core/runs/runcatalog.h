// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/accounts/account.h"
#include "core/base/expected.h"
#include "core/github/types/deployment.h"
#include "core/runs/place.h"
#include "core/runs/runentry.h"
#include "core/runs/runrecord.h"

#include <QObject>

#include <memory>
#include <vector>

namespace Runlight {

class Clock;
class RunRecords;
class Store;
struct RunDetails;

//! How many runs stand in each place.
struct CatalogCounts
{
    int needsYou = 0;
    int failing = 0;
    int running = 0; //!< Not completed; those that wait for a review included.
    int waiting = 0; //!< Of the running ones: for a review.
    int mine = 0;
    int all = 0;

    //! The worst there is, to be drawn as a run's state is: failure, waiting, in progress, success. Unknown without
    //! runs.
    RunState worstState() const;

    friend bool operator==(const CatalogCounts &, const CatalogCounts &) = default;
};

struct RepositoryCounts
{
    RepositoryRef ref;
    CatalogCounts counts;
};

//! What one batch did. A run is in one of the lists only.
struct CatalogChange
{
    std::vector<RunIndex> added; //!< Newest first.
    std::vector<RunIndex> changed; //!< In no order; may hold runs that look the same as before.
    std::vector<RunIndex> removed; //!< In no order; still there to be asked, but not to be found.
};

//! Every run that Runlight knows, in memory: small enough for a hundred thousand, so that the lists filter without
//! asking the store. Loaded once, then kept current by RunChanges; each touches only its own workflow and branch. Lives
//! on the GUI thread.
class RunCatalog : public QObject
{
    Q_OBJECT

public:
    //! \a store and \a clock must outlive this.
    RunCatalog(Store &store, Clock &clock, QObject *parent = nullptr);
    ~RunCatalog() override;

    //! Reads all runs from the store, piece by piece, newest first. Call once.
    void load();
    //! True once load() has come to its end.
    bool isLoaded() const;
    //! Whose runs are "mine": those that a login of the same host caused or started again.
    void setAccounts(const QList<Account> &accounts);
    void apply(const QList<RunChange> &changes);
    //! Runs that the store has no more.
    void remove(const QList<RunKey> &runs);
    //! Of what the store knows, runs of other repositories leave, and load() brings them no more. What apply() is told
    //! of comes always: it is watched.
    void showOnly(const QList<RepositoryRef> &repositories);
    //! Reads again what the store knows of \a run's reviews and steps.
    void refreshDetails(const RunKey &run);

    //! Every run, newest first.
    const std::vector<RunIndex> &newestFirst() const;
    std::optional<RunIndex> find(const RunKey &key) const;
    RunEntry run(RunIndex index) const;
    bool isIn(RunIndex index, const Place &place) const;

    const CatalogCounts &counts() const;
    //! Of each repository that has a run, in the order in which they became known.
    QList<RepositoryCounts> repositories() const;
    CatalogCounts counts(const RepositoryRef &repository) const;

    //! The compact form, for what goes over all of them.
    const RunRecords &records() const;

Q_SIGNALS:
    void changed(const Runlight::CatalogChange &change);
    //! counts() or those of a repository have changed.
    void countsChanged();
    void loaded();
    //! Not all runs could be read; loaded() follows.
    void loadFailed(const Runlight::Error &error);

private:
    friend class RunEntry;
    struct Private;

    qint64 medianDurationMs(const RunRecord &record) const;
    QStringList waitingFor(RunIndex index) const;
    std::optional<RunStep> step(RunIndex index) const;

    void addChunk(const QList<Run> &runs, const QList<AccountId> &accounts);
    void endLoad(const Expected<QHash<RunKey, QList<PendingDeployment>>> &reviews);
    void takeReviews(RunIndex index, const QList<PendingDeployment> &deployments);
    void takeDetails(RunIndex index, const RunDetails &details);
    void commit();
    void judgeAgainLater();

    std::unique_ptr<Private> d;
};

} // namespace Runlight
