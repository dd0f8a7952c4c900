// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/simulator/entities.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

namespace Runlight::Sim {

class World;

//! Things as GitHub's JSON shows them: the same members, links and words. Made for one request, as the links begin with
//! the address that the client used.
class Represent
{
public:
    //! \a api: the API's root without a slash at the end.
    Represent(World &world, QString api);

    static QJsonValue time(Moment moment); //!< ISO 8601 to the second, or null.

    QJsonObject user(const User &user) const;
    QJsonObject fullUser(const User &user, int publicRepositories) const; //!< Of GET /user.
    QJsonObject team(const QString &slug, const Repository &repository) const;

    QJsonObject minimalRepository(const Repository &repository) const;
    //! \a login: whose permissions it shows; empty: a stranger's.
    QJsonObject fullRepository(const Repository &repository, const QString &login) const;
    QJsonObject branch(const Repository &repository, const QString &name) const;
    QJsonObject tag(const Repository &repository, const QString &name) const;
    QJsonObject ref(const Repository &repository, const QString &fullName) const; //!< "refs/heads/main"

    QJsonObject workflow(const Repository &repository, const Workflow &workflow) const;
    QJsonObject run(const Run &run, const Attempt &attempt, bool withPullRequests) const;
    QJsonObject job(const Run &run, const Job &job) const;
    QJsonObject artifact(const Run &run, const Artifact &artifact, bool expired) const;

    QJsonObject checkRun(const Run &run, const Job &job) const;
    QJsonArray annotations(const Run &run, const Job &job) const;

    QJsonObject environment(const Repository &repository, const Environment &environment) const;
    QJsonObject pendingDeployment(const Run &run, const Environment &environment, bool mayApprove) const;
    QJsonObject deployment(const Run &run, const Environment &environment, const User &by, Moment at) const;
    QJsonObject deploymentStatus(const Run &run, const Environment &environment, const QString &state, Moment at) const;
    QJsonObject approval(const Run &run, const Review &review) const;
    //! \a run's commit with its \a parent's sha, as GET /commits has it.
    QJsonObject commit(const Run &run, const QString &parent) const;

    QJsonObject cache(const Cache &cache) const;
    QJsonObject variable(const Setting &setting) const;
    QJsonObject secret(const Setting &setting) const;
    QJsonObject runner(const Runner &runner) const;

    QString repositoryUrl(const Repository &repository) const;
    QString repositoryPage(const Repository &repository) const; //!< For browsers.
    QString runPage(const Run &run) const;

private:
    static QString nodeId(const char *kind, qint64 id);
    QJsonObject repositoryLinks(const QString &fullName) const;
    QJsonObject headRepository(const Run &run) const;
    QJsonArray pullRequests(const Run &run) const;
    QJsonArray reviewers(const Repository &repository, const Environment &environment) const;
    QJsonObject environmentLinks(const Repository &repository, const Environment &environment) const;

    World &m_world;
    QString m_api;
    mutable QHash<const Repository *, QJsonObject> m_minimal; // Shown twice in each run of a list.
};

//! GitHub's id of what \a run deploys to \a environment.
qint64 deploymentId(const Run &run, const Environment &environment);

//! What the annotations of \a job, where it failed, are: one list for all that show or count them.
QList<Scenario::Failure::Annotation> annotationsOf(const Run &run, const Job &job);

} // namespace Runlight::Sim
