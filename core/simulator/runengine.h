// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/simulator/entities.h"

#include <optional>

namespace Runlight::Sim {

class World;

//! What a new run is about.
struct NewRun
{
    Repository *repository = nullptr;
    Workflow *workflow = nullptr;
    QString title;
    QString event;
    QString branch;
    QString sha;
    QString headRepository;
    const User *actor = nullptr;
    int pullRequest = 0;
    QStringList fails;
    bool leftToChance = true;
    int rerunsToCome = 0;
    std::optional<Scenario::Seconds> cancelAfter;
    bool needsApproval = false;
    const User *reviewer = nullptr; //!< Approves its deployments by and by.
    bool startupFailure = false;
};

//! Plays runs: creates their jobs as what they need is done, moves steps on, concludes. And what people do to runs.
class RunEngine
{
public:
    explicit RunEngine(World &world);

    Run &start(const NewRun &newRun);

    // The commands below expect a state in which GitHub allows them; the routes check that.

    void rerunAll(Run &run, const User *by);
    void rerunFailed(Run &run, const User *by);
    void rerunJob(Run &run, const Job &job, const User *by); //!< And the jobs that need it.
    void cancel(Run &run); //!< Takes a moment, as runners have to be told.
    void forceCancel(Run &run);
    void approve(Run &run, const User *by); //!< Lets a fork's run begin.
    void review(Run &run, const Review &review); //!< Of deployments that wait.

    //! The jobs of \a attempt, in the order they came to be.
    QList<Job *> jobs(const Attempt &attempt) const;
    //! The names of the environments whose deployments wait for a review or a timer.
    QStringList waitingEnvironments(const Run &run) const;

private:
    struct Planned
    {
        const Scenario::Job *plan;
        QHash<QString, QString> matrix;
        QString name;
    };

    static QList<Planned> plannedJobs(const Run &run);
    void beginAttempt(Run &run, const User *by, const QStringList &again);
    void carryOver(Run &run, const Job &job);
    void advance(Run &run);
    bool createReadyJobs(Run &run);
    bool create(Run &run, const Planned &planned);
    void queueWhenReleased(Job &job);
    void startJob(Job &job);
    void startStep(Job &job, int index);
    void endStep(Job &job, int index);
    void endJob(Job &job, Conclusion conclusion);
    void cancelJob(Job &job);
    void updateStatus(Run &run);
    void conclude(Run &run, Conclusion conclusion);
    void changed(Run &run);
    QList<Step> stepsOf(const Job &job, const Run &run) const;

    World &m_world;
};

} // namespace Runlight::Sim
