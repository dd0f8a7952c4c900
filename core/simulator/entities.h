// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/status.h"
#include "core/simulator/scenario.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <deque>

//! What the simulated GitHub consists of while it is played. Plain data, owned by World. Times are milliseconds since
//! the epoch, 0: not yet.
namespace Runlight::Sim {

using Moment = qint64;

struct User
{
    qint64 id = 0;
    QString login;
    QString name;
    QString type;
};

struct Step
{
    int number = 0;
    QString name;
    Status status = Status::Queued;
    Conclusion conclusion = Conclusion::None;
    Moment startedAt = 0;
    Moment completedAt = 0;
    qint64 duration = 0; //!< Milliseconds it will take.
    bool willFail = false;
};

struct Job
{
    qint64 id = 0;
    qint64 runId = 0;
    int attempt = 1;
    const Scenario::Job *plan = nullptr;
    QHash<QString, QString> matrix;
    QString name;
    QString label; //!< The runner asked for.
    Status status = Status::Queued;
    Conclusion conclusion = Conclusion::None;
    Moment createdAt = 0;
    Moment startedAt = 0;
    Moment completedAt = 0;
    qint64 runnerId = 0;
    QList<Step> steps;
    bool carriedOver = false; //!< Succeeded in an earlier attempt; was not run again.

    bool isCompleted() const { return status == Status::Completed; }
    bool isGood() const { return isCompleted() && conclusion == Conclusion::Success; }
};

struct Attempt
{
    int number = 1;
    const User *triggeredBy = nullptr;
    Status status = Status::Queued;
    Conclusion conclusion = Conclusion::None;
    Moment startedAt = 0;
    Moment updatedAt = 0;
    QList<qint64> jobs; //!< In the order they came to be.
    bool logsDeleted = false;

    bool isCompleted() const { return status == Status::Completed; }
};

struct Review
{
    const User *user = nullptr;
    QStringList environments;
    bool approved = false;
    QString comment;
};

struct Artifact
{
    qint64 id = 0;
    qint64 runId = 0;
    QString name;
    qint64 payload = 0; //!< Bytes of what is in the archive.
    Moment createdAt = 0;
    enum class Content { Binary, PassedTests, FailedTests };
    Content content = Content::Binary;
};

struct Workflow;
struct Repository;

struct Run
{
    qint64 id = 0;
    qint64 checkSuiteId = 0;
    Repository *repository = nullptr;
    Workflow *workflow = nullptr;
    int number = 0;
    QString title;
    QString event;
    QString branch;
    QString sha;
    QString headRepository; //!< A fork's OWNER/NAME; empty: the repository itself.
    const User *actor = nullptr;
    int pullRequest = 0;
    Moment createdAt = 0;
    QStringList fails; //!< "JOB / STEP" that fail whatever chance says.
    bool leftToChance = true; //!< Whether steps may fail by their odds.
    int rerunsToCome = 0;
    const User *reviewer = nullptr; //!< Approves its deployments by and by; null: whoever asks the API to.
    std::vector<Attempt> attempts;
    QList<Review> reviews;
    QStringList approvedEnvironments;
    bool deleted = false;

    Attempt &latest() { return attempts.back(); }
    const Attempt &latest() const { return attempts.back(); }
};

struct Workflow
{
    qint64 id = 0;
    const Scenario::Workflow *plan = nullptr;
    QString state;
    int nextNumber = 1;
    Moment createdAt = 0;
    Moment updatedAt = 0;

    QString path() const { return QStringLiteral(".github/workflows/") + plan->file; }
    bool startsOn(const QString &event) const { return plan->events.contains(event); }
};

struct Environment
{
    qint64 id = 0;
    const Scenario::Environment *plan = nullptr;
};

struct Cache
{
    qint64 id = 0;
    QString key;
    QString ref;
    qint64 size = 0;
    Moment createdAt = 0;
    Moment usedAt = 0;
};

//! A variable, or a secret, whose value is not kept.
struct Setting
{
    QString name;
    QString value;
    QString environment; //!< Empty: the repository's or the organization's.
    Moment createdAt = 0;
    Moment updatedAt = 0;
    QString visibility; //!< Of an organization's: "all", "private" or "selected".
};

struct Runner
{
    qint64 id = 0;
    QString name;
    QString os;
    QStringList labels;
    bool online = true;
};

struct Repository
{
    qint64 id = 0;
    const Scenario::Repository *plan = nullptr;
    const User *owner = nullptr;
    std::deque<Workflow> workflows;
    QList<Environment> environments;
    std::vector<Run *> runs; //!< Oldest first.
    std::vector<Artifact> artifacts; //!< Oldest first.
    QList<Cache> caches;
    QList<Setting> variables;
    QList<Setting> secrets;
    QList<Runner> runners;
    QStringList branches;
    Moment pushedAt = 0;
    qint64 revision = 0; //!< Grows with everything that an answer about it could show.

    QString fullName() const { return plan->name.fullName(); }
};

//! Settings that all of an organization's repositories share.
struct Organization
{
    QList<Setting> variables;
    QList<Setting> secrets;
    QList<Runner> runners;
};

} // namespace Runlight::Sim
