// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/run/samplerun.h"
#include "ui/run/jobsmodel.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace Runlight;

class TestJobsModel : public QObject
{
    Q_OBJECT

    static QString text(const QModelIndex &index, JobsModel::Column column = JobsModel::Name)
    {
        return index.siblingAtColumn(column).data().toString();
    }

    static void load(JobsModel &model, const RunDetails &details, int now = 310)
    {
        model.setJobs(details.jobs, details.run.startedAt, sampleTime(now));
    }

private Q_SLOTS:
    void showsJobsAndSteps()
    {
        JobsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        load(model, failedRun());
        QCOMPARE(model.rowCount(), 3);
        const QModelIndex build = model.index(1, JobsModel::Name);
        QCOMPARE(text(build), QStringLiteral("build"));
        QCOMPARE(text(build, JobsModel::Duration), QStringLiteral("2m 41s"));
        QCOMPARE(model.rowCount(build), 3);
        const QModelIndex step = model.index(1, JobsModel::Name, build);
        QCOMPARE(text(step), QStringLiteral("Run tests"));
        QCOMPARE(step.data(JobsModel::GlyphRole).value<StatusGlyph>(), StatusGlyph::Failure);
        QCOMPARE(step.parent(), build);
        QCOMPARE(step.data(JobsModel::UrlRole).toUrl().fragment(), QStringLiteral("step:2:1"));
        QVERIFY(!model.hasChildren(model.index(2, JobsModel::Name)));
    }

    void whatTookNoTimeHasADash()
    {
        JobsModel model;
        load(model, failedRun());
        QCOMPARE(text(model.index(2, 0), JobsModel::Duration), QStringLiteral("—"));
        load(model, runningRun());
        QCOMPARE(text(model.index(2, 0), JobsModel::Duration), QStringLiteral("—"));
        QVERIFY(!model.index(2, JobsModel::Timeline).data(JobsModel::BarRole).isValid());
    }

    void barsLieOnOneAxis()
    {
        JobsModel model;
        load(model, failedRun());
        const Bar bar = model.index(1, JobsModel::Timeline).data(JobsModel::BarRole).value<Bar>();
        QCOMPARE(bar.fromMs, 31'000);
        QCOMPARE(bar.toMs, 192'000);
        QCOMPARE(model.axis().lengthMs, 192'000);
    }

    //! What an earlier attempt did lies before this one's axis: a bar would stand where nothing happened.
    void carriedOverJobsHaveNoBar()
    {
        RunDetails details = failedRun();
        details.attempts.clear();
        details.run.startedAt = sampleTime(31);
        JobsModel model;
        load(model, details);
        const QModelIndex lint = model.index(0, JobsModel::Timeline);
        QVERIFY(!lint.data(JobsModel::BarRole).isValid());
        QCOMPARE(lint.data().toString(), QStringLiteral("from an earlier attempt"));
        QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().endsWith(lint.data().toString()));
        QVERIFY(!model.index(0, JobsModel::Timeline, model.index(0, 0)).data(JobsModel::BarRole).isValid());
        const QModelIndex build = model.index(1, JobsModel::Timeline);
        QCOMPARE(build.data(JobsModel::BarRole).value<Bar>().fromMs, 0);
        QVERIFY(build.data().toString().isEmpty());
        // Before anything of this attempt has begun, the earlier one is all there is to see.
        details.run.startedAt = sampleTime(400);
        load(model, details);
        QVERIFY(lint.data(JobsModel::BarRole).isValid());
    }

    void runningJobsGrow()
    {
        JobsModel model;
        load(model, runningRun(), 100);
        const QModelIndex build = model.index(1, JobsModel::Name);
        QCOMPARE(text(build, JobsModel::Duration), QStringLiteral("1m 09s"));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy axis(&model, &JobsModel::axisChanged);
        model.setNow(sampleTime(160));
        QCOMPARE(text(build, JobsModel::Duration), QStringLiteral("2m 09s"));
        QCOMPARE(axis.count(), 1);
        QCOMPARE(changed.count(), 2); // the job and its running step, nothing that has ended or not begun
    }

    void nothingTicksInACompletedRun()
    {
        JobsModel model;
        load(model, failedRun());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy axis(&model, &JobsModel::axisChanged);
        model.setNow(sampleTime(4000));
        QCOMPARE(changed.count(), 0);
        QCOMPARE(axis.count(), 0);
    }

    void updatesByRow()
    {
        JobsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RunDetails details = runningRun();
        load(model, details);
        const QPersistentModelIndex step = model.index(1, JobsModel::Name, model.index(1, JobsModel::Name));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        details.jobs[1].steps[1].state = RunState::of(u"completed", u"success");
        details.jobs[1].steps[1].completedAt = sampleTime(300);
        details.jobs[1].steps.append(sampleStep(9, QStringLiteral("Complete job"), RunState::of(u"queued", u"")));
        details.jobs.prepend(sampleJob(10, QStringLiteral("changes"), RunState::of(u"completed", u"success"), 0, 2));
        load(model, details);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(inserted.count(), 2);
        QCOMPARE(removed.count(), 0);
        QVERIFY(step.isValid());
        QCOMPARE(step.data().toString(), QStringLiteral("Build"));
        QCOMPARE(step.parent().row(), 2);
        QCOMPARE(step.data(JobsModel::GlyphRole).value<StatusGlyph>(), StatusGlyph::Success);
    }

    void theSameAgainChangesNothing()
    {
        JobsModel model;
        load(model, failedRun());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        load(model, failedRun());
        QCOMPARE(changed.count(), 0);
    }

    void followsOrderAndRemoval()
    {
        JobsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RunDetails details = failedRun();
        load(model, details);
        const QPersistentModelIndex step = model.index(1, JobsModel::Name, model.index(1, JobsModel::Name));
        std::swap(details.jobs[0], details.jobs[1]);
        std::swap(details.jobs[0].steps[0], details.jobs[0].steps[1]);
        load(model, details);
        QCOMPARE(text(model.index(0, 0)), QStringLiteral("build"));
        QCOMPARE(text(model.index(1, 0)), QStringLiteral("lint"));
        QCOMPARE(step.row(), 0);
        QCOMPARE(step.parent().row(), 0);
        details.jobs.removeFirst();
        load(model, details);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!step.isValid());
        load(model, runningRun());
        QCOMPARE(model.rowCount(), 3);
        model.setJobs({}, {}, sampleTime(0));
        QCOMPARE(model.rowCount(), 0);
    }

    // GitHub never gave one id twice, but a broken server may.
    void doublesDoNotBreakIt()
    {
        JobsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RunDetails details = failedRun();
        details.jobs.append(details.jobs.first());
        load(model, details);
        QCOMPARE(model.rowCount(), 4);
        load(model, failedRun());
        QCOMPARE(model.rowCount(), 3);
    }

    void findsTheFirstFailure()
    {
        JobsModel model;
        load(model, failedRun());
        QCOMPARE(model.firstFailure().data().toString(), QStringLiteral("Run tests"));
        RunDetails details = failedRun();
        details.jobs[1].steps.clear();
        load(model, details);
        QCOMPARE(model.firstFailure().data().toString(), QStringLiteral("build"));
        load(model, runningRun());
        QVERIFY(!model.firstFailure().isValid());
    }

    void speaksInSentences()
    {
        JobsModel model;
        load(model, failedRun());
        const QModelIndex build = model.index(1, JobsModel::Name);
        QCOMPARE(build.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Job build, failed, 2m 41s"));
        const QModelIndex skipped = model.index(2, JobsModel::Name, build);
        QCOMPARE(skipped.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Step Upload coverage, skipped"));
    }
};

QTEST_MAIN(TestJobsModel)
#include "tst_jobsmodel.moc"
