// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/types/reponame.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace Runlight {

//! One sign-in that the simulator knows. Its token is a plain word, good nowhere else.
struct SimulatedAccount
{
    QString login;
    QString host; //!< As shown to people. One server plays all hosts: the token says which is meant.
    QString token;
    QStringList teams; //!< "ORG/SLUG" of the teams it is a member of.
};

//! What a world is made of, written compactly: repositories, workflows, how long their steps take and how often they
//! fail. The world grows the history from it. Times are relative to the start of the play.
struct Scenario
{
    using Seconds = std::chrono::seconds;

    struct Person
    {
        QString login;
        QString name;
        QString type; //!< "User", "Bot" or "Organization".
    };

    struct Step
    {
        QString name;
        Seconds duration{1};
        double failureOdds = 0;
    };

    //! What the log and the annotations of a failed step say.
    struct Failure
    {
        struct Annotation
        {
            QString path;
            int line = 1;
            QString level; //!< "failure", "warning" or "notice".
            QString title;
            QString message;
        };

        QString step; //!< The name of the step; holds in every job of the workflow.
        QStringList log;
        QList<Annotation> annotations;
    };

    struct Artifact
    {
        QString name; //!< With the matrix's {values}.
        qint64 size = 0; //!< Bytes of what is in it, at least.
        bool isTestReport = false; //!< JUnit's, with what belongs to it; uploaded by a job that fails as well.
    };

    struct Job
    {
        QString id;
        QString name; //!< With the matrix's {values}.
        QList<QHash<QString, QString>> matrix; //!< Empty: one job.
        QStringList needs; //!< Ids of jobs before this one.
        QString runsOn; //!< With the matrix's {values}.
        QString environment; //!< The environment deployed to, if any.
        QStringList branches; //!< The branches it runs on, else it is skipped; empty: all.
        QList<Step> steps; //!< Without "Set up job" and "Complete job", which every job has.
        QList<Artifact> artifacts; //!< Uploaded by a job that succeeds; test reports always.
    };

    struct Input
    {
        QString name;
        bool required = false;
        QString type; //!< "string", "boolean", "choice", …
        QString fallback;
        QStringList options; //!< Of a choice.
        QString description;
    };

    struct Workflow
    {
        QString name;
        QString file; //!< In .github/workflows.
        QStringList events;
        QString state; //!< "active" or one of GitHub's words for disabled.
        Seconds every{0}; //!< A schedule's period; 0: none.
        Seconds lastScheduled{0}; //!< When the schedule ran last, relative to the start.
        std::optional<Seconds> brokenSince; //!< From then on, relative to the start, `brokenAt` fails in every run.
        QString brokenAt; //!< "JOB / STEP" by their full names.
        int firstNumber = 1; //!< The number of its oldest run.
        QList<Input> inputs; //!< Of a workflow_dispatch.
        QList<Job> jobs;
        QList<Failure> failures;
    };

    //! A run that is told by name, beside those that chance makes.
    struct Run
    {
        QString workflow; //!< Its file.
        Seconds at{0}; //!< Negative: before the start.
        QString title;
        QString branch;
        QString event;
        QString actor;
        QString headRepository; //!< A fork's OWNER/NAME; empty: the repository itself.
        int pullRequest = 0;
        int attempts = 1; //!< Above 1: it fails and is rerun that many times.
        QStringList fails; //!< "JOB / STEP" by their full names.
        std::optional<Seconds> cancelAfter;
        bool needsApproval = false; //!< A fork's pull request that nobody approved yet.
        QString reviewer; //!< Approves each deployment a minute after it began to wait; empty: nobody does.
        bool startupFailure = false;
    };

    struct Environment
    {
        QString name;
        QStringList reviewers; //!< Logins, or "@SLUG" for teams of the owner. Empty: nobody is asked.
        int waitMinutes = 0;
    };

    struct PullRequest
    {
        int number = 0;
        QString branch;
        QString title;
        QString author;
    };

    //! How pushes happen by themselves: one in two to the default branch, the others to open pull requests.
    struct Activity
    {
        double pushesPerDay = 0; //!< While the history is made.
        Seconds until{0}; //!< Not after this, so that the last hours can be told by name. Negative or 0.
        Seconds pushEvery{0}; //!< From the start of the play on; 0: never.
        QStringList titles; //!< Of commits on the default branch.
        QStringList actors; //!< Who pushes there.
    };

    struct Cache
    {
        QString key;
        QString ref;
        qint64 size = 0;
    };

    struct Variable
    {
        QString name;
        QString value;
        QString environment; //!< Empty: the repository's.
    };

    struct Runner
    {
        QString name;
        QString os;
        QStringList labels;
        bool online = true;
    };

    struct Repository
    {
        RepoName name;
        QString host;
        QString description;
        QString defaultBranch;
        bool isPrivate = false;
        QStringList access; //!< Logins that may see and change it; a public one is seen by everyone.
        QStringList tags;
        QStringList branches; //!< Beside the default branch and those of runs and pull requests.
        QList<Workflow> workflows;
        QList<Environment> environments;
        QList<Run> runs;
        Activity activity;
        QList<PullRequest> pullRequests;
        QList<Cache> caches;
        QList<Variable> variables;
        QList<Variable> secrets; //!< Names only.
        QList<Runner> runners;
    };

    quint32 seed = 1;
    Seconds history{0}; //!< How far the past reaches back.
    QList<Person> people;
    QList<SimulatedAccount> accounts;
    QList<Repository> repositories;

    //! Reads \a json; an error names the path of what is wrong with it in `field`.
    static Expected<Scenario> parse(const QByteArray &json);
    //! The one that comes with Runlight: what the demo shows.
    static Expected<Scenario> builtIn();

    //! \a text with each {key} of \a row replaced by its value.
    static QString filledIn(QString text, const QHash<QString, QString> &row);
};

} // namespace Runlight
