// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/availability.h"

#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using When = Availability::When;

namespace {

const QDateTime now(QDate(2026, 3, 10), QTime(12, 0), Qt::UTC);

const QList<CommandKind> ofRuns{CommandKind::RerunAll,   CommandKind::RerunFailed, CommandKind::RerunJob,
                                CommandKind::Cancel,     CommandKind::ForceCancel, CommandKind::DeleteRun,
                                CommandKind::DeleteLogs, CommandKind::ApproveRun,  CommandKind::ReviewDeployments};

Run runIn(QStringView status, QStringView conclusion = {})
{
    Run run;
    run.id = RunId{7};
    run.createdAt = now.addDays(-1);
    run.state = RunState::of(status, conclusion);
    return run;
}

QList<Job> jobs(const QStringList &conclusions)
{
    QList<Job> jobs;
    for (const QString &conclusion : conclusions) {
        Job job;
        job.state = conclusion.isEmpty() ? RunState::of(u"in_progress", {}) : RunState::of(u"completed", conclusion);
        jobs.append(job);
    }
    return jobs;
}

} // namespace

//! What can be done, and why not.
class TestAvailability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFailedRun()
    {
        const RunFacts facts{runIn(u"completed", u"failure"), jobs({u"success"_s, u"failure"_s}), {}};
        for (const CommandKind kind : {CommandKind::RerunAll, CommandKind::RerunFailed, CommandKind::RerunJob,
                                       CommandKind::DeleteRun, CommandKind::DeleteLogs})
            QVERIFY2(availability(kind, facts, {}, now).isNow(), commandWord(kind).data());
        for (const CommandKind kind :
             {CommandKind::Cancel, CommandKind::ForceCancel, CommandKind::ApproveRun, CommandKind::ReviewDeployments}) {
            const Availability answer = availability(kind, facts, {}, now);
            QCOMPARE(answer.when, When::No);
            QVERIFY2(answer.reason.endsWith(u'.'), commandWord(kind).data());
        }
    }

    void aSuccessfulRunHasNothingFailed()
    {
        const Run run = runIn(u"completed", u"success");
        QVERIFY(!availability(CommandKind::RerunFailed, {run, {}, {}}, {}, now).isNow());
        QVERIFY(!availability(CommandKind::RerunFailed, {run, jobs({u"success"_s}), {}}, {}, now).isNow());
        QVERIFY(availability(CommandKind::RerunAll, {run, {}, {}}, {}, now).isNow());
        // A job that may fail does not fail its run, but can be rerun.
        QVERIFY(availability(CommandKind::RerunFailed, {run, jobs({u"failure"_s}), {}}, {}, now).isNow());
    }

    void aRunThatGoesOn()
    {
        const RunFacts facts{runIn(u"in_progress"), jobs({QString(), u"failure"_s}), {}};
        QVERIFY(availability(CommandKind::Cancel, facts, {}, now).isNow());
        QCOMPARE(availability(CommandKind::RerunFailed, facts, {}, now).when, When::WhenFinished);
        for (const CommandKind kind : {CommandKind::RerunAll, CommandKind::RerunJob, CommandKind::DeleteRun,
                                       CommandKind::DeleteLogs, CommandKind::ForceCancel})
            QCOMPARE(availability(kind, facts, {}, now).when, When::No);
        CommandKnowledge asked;
        asked.isRerunPending = true;
        QCOMPARE(availability(CommandKind::RerunFailed, facts, asked, now).when, When::No);
        const RunFacts noFailure{runIn(u"in_progress"), jobs({QString(), u"success"_s}), {}};
        QCOMPARE(availability(CommandKind::RerunFailed, noFailure, {}, now).when, When::No);
    }

    void oldAndOftenRerunRuns()
    {
        RunFacts facts{runIn(u"completed", u"failure"), {}, {}};
        facts.run.createdAt = now.addDays(-rerunDays);
        QVERIFY(availability(CommandKind::RerunAll, facts, {}, now).isNow());
        facts.run.createdAt = now.addDays(-rerunDays).addSecs(-1);
        const Availability old = availability(CommandKind::RerunAll, facts, {}, now);
        QVERIFY2(old.reason.contains(u"30"), qPrintable(old.reason));
        facts.run.createdAt = now;
        facts.run.attempt = mostReruns;
        QVERIFY(availability(CommandKind::RerunFailed, facts, {}, now).isNow());
        facts.run.attempt = mostReruns + 1;
        const Availability often = availability(CommandKind::RerunFailed, facts, {}, now);
        QVERIFY2(often.reason.contains(u"50"), qPrintable(often.reason));
    }

    void forceCancelNeedsAnIgnoredCancel()
    {
        const RunFacts facts{runIn(u"in_progress"), {}, {}};
        CommandKnowledge knowledge;
        QCOMPARE(availability(CommandKind::ForceCancel, facts, knowledge, now).when, When::No);
        knowledge.cancelAcceptedAt = now.addSecs(-59);
        const Availability soon = availability(CommandKind::ForceCancel, facts, knowledge, now);
        QCOMPARE(soon.when, When::No);
        QVERIFY2(soon.reason.contains(u'1'), qPrintable(soon.reason));
        knowledge.cancelAcceptedAt = now.addSecs(-60);
        QVERIFY(availability(CommandKind::ForceCancel, facts, knowledge, now).isNow());
        knowledge.cancelAcceptedAt = {};
        knowledge.isCancelStuck = true;
        QVERIFY(availability(CommandKind::ForceCancel, facts, knowledge, now).isNow());
        QVERIFY(
            !availability(CommandKind::ForceCancel, {runIn(u"completed", u"success"), {}, {}}, knowledge, now).isNow());
    }

    void whoMayNotWrite()
    {
        const RunFacts facts{runIn(u"completed", u"failure"), {}, {}};
        CommandKnowledge anonymous;
        anonymous.isSignedIn = false;
        CommandKnowledge refused;
        refused.refusedPermissions = {u"actions=write"_s, u"deployments=write"_s};
        CommandKnowledge noScope;
        noScope.tokenScopes = QStringList{u"read:org"_s};
        for (const CommandKnowledge &knowledge : {anonymous, refused, noScope})
            for (const CommandKind kind : ofRuns)
                QCOMPARE(availability(kind, facts, knowledge, now).when, When::No);
        QVERIFY(availability(CommandKind::RerunAll, facts, refused, now).reason.contains(u"actions=write"));
        QVERIFY(
            availability(CommandKind::ReviewDeployments, facts, refused, now).reason.contains(u"deployments=write"));
        QVERIFY(availability(CommandKind::RerunAll, facts, noScope, now).reason.contains(u"repo"));
        CommandKnowledge publicOnly;
        publicOnly.tokenScopes = QStringList{u"public_repo"_s};
        QVERIFY(availability(CommandKind::RerunAll, facts, publicOnly, now).isNow());
    }

    void whatHasBeenRequested()
    {
        const RunFacts facts{runIn(u"completed", u"failure"), {}, {}};
        CommandKnowledge knowledge;
        knowledge.requested = CommandKind::RerunFailed;
        QVERIFY(!availability(CommandKind::RerunFailed, facts, knowledge, now).isNow());
        QVERIFY(!availability(CommandKind::RerunAll, facts, knowledge, now).isNow());
        QVERIFY(availability(CommandKind::DeleteLogs, facts, knowledge, now).isNow());
        knowledge.requested = CommandKind::DeleteRun;
        QVERIFY(!availability(CommandKind::DeleteLogs, facts, knowledge, now).isNow());
        // A cancel that was asked for is what force-cancel is for.
        knowledge.requested = CommandKind::Cancel;
        knowledge.cancelAcceptedAt = now.addSecs(-61);
        QVERIFY(availability(CommandKind::ForceCancel, {runIn(u"in_progress"), {}, {}}, knowledge, now).isNow());
    }

    void approvals()
    {
        const RunFacts fork{runIn(u"completed", u"action_required"), {}, {}};
        QVERIFY(availability(CommandKind::ApproveRun, fork, {}, now).isNow());
        QVERIFY(!availability(CommandKind::RerunAll, fork, {}, now).isNow());
        RunFacts waiting{runIn(u"waiting"), {}, {}};
        QVERIFY(availability(CommandKind::ReviewDeployments, waiting, {}, now).isNow());
        PendingDeployment mine;
        mine.currentUserCanApprove = true;
        waiting.pendingDeployments = QList<PendingDeployment>{PendingDeployment(), mine};
        QVERIFY(availability(CommandKind::ReviewDeployments, waiting, {}, now).isNow());
        waiting.pendingDeployments = QList<PendingDeployment>{PendingDeployment()};
        QVERIFY(!availability(CommandKind::ReviewDeployments, waiting, {}, now).isNow());
        waiting.pendingDeployments = QList<PendingDeployment>();
        QVERIFY(!availability(CommandKind::ReviewDeployments, waiting, {}, now).isNow());
    }

    void workflows()
    {
        Workflow workflow;
        workflow.state = WorkflowState::Active;
        QVERIFY(availability(CommandKind::DisableWorkflow, workflow, {}).isNow());
        QVERIFY(!availability(CommandKind::EnableWorkflow, workflow, {}).isNow());
        workflow.state = WorkflowState::DisabledInactivity;
        QVERIFY(!availability(CommandKind::DisableWorkflow, workflow, {}).isNow());
        QVERIFY(availability(CommandKind::EnableWorkflow, workflow, {}).isNow());
        workflow.state = WorkflowState::Deleted;
        QVERIFY(!availability(CommandKind::EnableWorkflow, workflow, {}).isNow());
        QVERIFY(!availability(CommandKind::DisableWorkflow, workflow, {}).isNow());
    }
};

QTEST_GUILESS_MAIN(TestAvailability)

#include "tst_availability.moc"
