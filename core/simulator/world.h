// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/simulator/artifactarchives.h"
#include "core/simulator/entities.h"
#include "core/simulator/timeline.h"

#include <deque>
#include <memory>
#include <optional>

class QRandomGenerator;

namespace Runlight::Sim {

//! Everything there is in the simulated GitHub, by its number and by its name. What happens in it is RunEngine's and
//! Activity's part.
class World
{
public:
    //! Empty of runs, standing at the beginning of the scenario's history before \a start.
    World(Scenario scenario, Moment start, double speed);
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    const Scenario &scenario() const { return m_scenario; }
    Timeline timeline;
    ArtifactArchives archives;

    const User *user(const QString &login); //!< Made up where the scenario names no such person.
    Organization &organization(const QString &login) { return m_organizations[login.toLower()]; }

    std::deque<Repository> &repositories() { return m_repositories; }
    Repository *repository(const QString &fullName) const;
    Run *run(qint64 id) const;
    Job *job(qint64 id) const;
    Workflow *workflow(Repository &repository, const QString &idOrFile) const;

    Run &addRun(Repository &repository, Workflow &workflow);
    Job &addJob(Run &run);
    void addArtifact(Run &run, const QString &name, qint64 payload, Artifact::Content content);

    //! Says that an answer about \a repository may have changed.
    void touch(Repository &repository) { ++repository.revision; }

    //! Chance of its own for one thing, so that what happens here does not depend on what happened elsewhere.
    QRandomGenerator chance(qint64 thing, const QString &purpose = {}) const;
    //! A commit hash, always the same for the same text.
    static QString hashOf(const QString &text);

    qint64 nextId() { return ++m_lastId; }

private:
    void addRepository(const Scenario::Repository &plan);

    Scenario m_scenario;
    QHash<QString, std::shared_ptr<User>> m_users; // By lower-case login.
    QHash<QString, Organization> m_organizations;
    std::deque<Repository> m_repositories;
    QHash<QString, Repository *> m_byName; // By lower-case full name.
    std::deque<Run> m_runs;
    std::deque<Job> m_jobs;
    QHash<qint64, Run *> m_runById;
    QHash<qint64, Job *> m_jobById;
    qint64 m_lastId = 1000;
    qint64 m_lastRunId = 19'800'000'000;
    qint64 m_lastJobId = 55'400'000'000;
    qint64 m_lastArtifactId = 4'100'000'000;
};

} // namespace Runlight::Sim
