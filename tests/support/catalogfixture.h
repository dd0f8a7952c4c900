// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/runs/runcatalog.h"
#include "core/store/store.h"

namespace Runlight {

inline AccountId kim()
{
    return AccountId{QStringLiteral("kim@github.com")};
}

inline RepoName acmeApi()
{
    return {QStringLiteral("acme"), QStringLiteral("api")};
}

//! A run to be told of. Where a test does not say otherwise: CI on acme/api's main by lee, done in a minute,
//! successful.
struct RunSketch
{
    qint64 id = 1;
    int minute = 0; //!< When it began, counted from the fixture's start. Runs are numbered by it.
    QString conclusion = QStringLiteral("success"); //!< Empty: not completed.
    QString status = QStringLiteral("completed");
    QString title = QStringLiteral("Change");
    QString workflow = QStringLiteral("CI");
    QString branch = QStringLiteral("main");
    QString actor = QStringLiteral("lee");
    QString event = QStringLiteral("push");
    RepoName repository = acmeApi();
    QString headRepository = {}; //!< Empty: the repository itself.
    QString sha = QStringLiteral("4f2c1aa000000000000000000000000000000000");
    QList<int> pullRequests = {};
    int lastsSeconds = 60;
    int attempt = 1;
};

//! A catalog over an empty store, on a clock that stands at start().
struct CatalogFixture
{
    VirtualClock clock{start()};
    Store store{QString(), clock};
    RunCatalog catalog{store, clock};
    qint64 sequence = 0;

    static QDateTime start() { return QDateTime(QDate(2026, 3, 2), QTime(12, 0), Qt::UTC); }

    static Run run(const RunSketch &sketch)
    {
        Run run;
        run.id = RunId{sketch.id};
        run.repository = sketch.repository;
        run.workflowName = sketch.workflow;
        run.workflowId = WorkflowId{qint64(qHash(sketch.workflow) % 1000 + 1)};
        run.title = sketch.title;
        run.number = 800 + sketch.id;
        run.attempt = sketch.attempt;
        run.state = RunState::of(sketch.conclusion.isEmpty() && sketch.status == QLatin1String("completed")
                                     ? QStringLiteral("in_progress")
                                     : sketch.status,
                                 sketch.conclusion);
        run.event = sketch.event;
        run.headBranch = sketch.branch;
        run.headSha = sketch.sha;
        run.headRepository = sketch.headRepository.isEmpty() ? sketch.repository.fullName() : sketch.headRepository;
        run.actor.login = sketch.actor;
        run.triggeringActor.login = sketch.actor;
        run.pullRequests = sketch.pullRequests;
        run.createdAt = start().addSecs(sketch.minute * 60);
        run.startedAt = run.createdAt;
        run.updatedAt = run.createdAt.addSecs(sketch.lastsSeconds);
        return run;
    }

    //! Tells the catalog of all of \a runs at once, as the monitor does.
    void tell(const QList<Run> &runs, const AccountId &account = kim())
    {
        QList<RunChange> changes;
        for (const Run &one : runs)
            changes.append({++sequence, account, {}, one, clock.now()});
        catalog.apply(changes);
    }
    void tell(const RunSketch &sketch, const AccountId &account = kim()) { tell(QList{run(sketch)}, account); }

    RunKey key(qint64 id, const AccountId &account = kim()) const { return {account, RunId{id}}; }
    RunEntry entry(qint64 id) const { return catalog.run(catalog.find(key(id)).value()); }

    QList<qint64> ids(const std::vector<RunIndex> &runs) const
    {
        QList<qint64> all;
        for (const RunIndex index : runs)
            all.append(catalog.run(index).key().run.value);
        return all;
    }
    QList<qint64> idsIn(const Place &place) const
    {
        std::vector<RunIndex> in;
        for (const RunIndex index : catalog.newestFirst()) {
            if (catalog.isIn(index, place))
                in.push_back(index);
        }
        return ids(in);
    }
};

} // namespace Runlight
