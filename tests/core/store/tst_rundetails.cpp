// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/store/storefixture.h"

#include <QTest>

using namespace Runlight;

namespace {

const RunKey key{mona(), RunId{1}};

bool saveJobs(Store &store, const QList<Job> &jobs, int attempt = 1, const RunKey &run = key)
{
    return await<bool>(
        [&](QObject *context, auto done) { store.saveJobs(run, attempt, jobs, context, std::move(done)); });
}

bool saveAttempt(Store &store, const Run &attempt)
{
    return await<bool>(
        [&](QObject *context, auto done) { store.saveAttempt(mona(), attempt, context, std::move(done)); });
}

bool saveArtifacts(Store &store, const QList<Artifact> &artifacts, const RunKey &run = key)
{
    return await<bool>(
        [&](QObject *context, auto done) { store.saveArtifacts(run, artifacts, context, std::move(done)); });
}

bool saveAnnotations(Store &store, JobId job, const QList<Annotation> &annotations, const RunKey &run = key)
{
    return await<bool>(
        [&](QObject *context, auto done) { store.saveAnnotations(run, job, annotations, context, std::move(done)); });
}

bool savePending(Store &store, const QList<PendingDeployment> &pending, const RunKey &run = key)
{
    return await<bool>(
        [&](QObject *context, auto done) { store.savePendingDeployments(run, pending, context, std::move(done)); });
}

Run attemptOf(const Run &run, int attempt, int minuteNumber, const QString &status, const QString &conclusion = {})
{
    Run other = later(run, minuteNumber, status, conclusion);
    other.attempt = attempt;
    return other;
}

} // namespace

class TestRunDetails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysThatARunIsNotKnown();
    void keepsNothingOfARunThatIsNotKnown();
    void keepsJobsAndSteps();
    void aCompletedJobStaysCompleted();
    void jobsThatAreGoneGo();
    void jobsOfAttemptsAreApart();
    void aRerunKeepsTheAttemptBefore();
    void pastAttemptsNeverReplaceTheRun();
    void keepsArtifacts();
    void keepsAnnotationsOfTheJobsShown();
    void keepsPendingDeployments();
    void everythingGoesWithTheRun();
};

void TestRunDetails::saysThatARunIsNotKnown()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const auto answer =
        tryAwait<RunDetails>([&](QObject *context, auto done) { store->runDetails(key, 0, context, std::move(done)); });
    QVERIFY(answer && !answer->has_value());
    QCOMPARE(answer->error().kind, ErrorKind::RunNotFound);
    QVERIFY(!store->isInMemoryOnly());
}

void TestRunDetails::keepsNothingOfARunThatIsNotKnown()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QVERIFY(!saveJobs(*store, {makeJob(1)}));
    QVERIFY(!saveArtifacts(*store, {Artifact()}));
    QVERIFY(!saveAnnotations(*store, JobId{1}, {Annotation()}));
    QVERIFY(!savePending(*store, {PendingDeployment()}));
    QVERIFY(!saveAttempt(*store, makeRun(1)));
    save(*store, {makeRun(1)});
    QVERIFY(details(*store, key).jobs.isEmpty());
    QVERIFY(!store->isInMemoryOnly());
}

void TestRunDetails::keepsJobsAndSteps()
{
    StoreFixture fixture;
    Job odd = makeJob(11, QStringLiteral("meditating"));
    odd.steps.clear();
    odd.labels.clear();
    odd.startedAt = {};
    const QList<Job> jobs = {makeJob(12, QStringLiteral("in_progress")), odd};
    {
        const auto store = fixture.open();
        save(*store, {makeRun(1)});
        QVERIFY(saveJobs(*store, jobs));
    }
    const auto store = fixture.open();
    QVERIFY(!saveJobs(*store, jobs));
    const RunDetails found = details(*store, key);
    QCOMPARE(found.attempt, 1);
    QCOMPARE(found.jobs, jobs);
    QCOMPARE(found.jobs.last().state.statusText, QStringLiteral("meditating"));
}

void TestRunDetails::aCompletedJobStaysCompleted()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    save(*store, {makeRun(1)});
    const Job done = makeJob(11, QStringLiteral("completed"), QStringLiteral("success"));
    const Job other = makeJob(12, QStringLiteral("queued"));
    QVERIFY(saveJobs(*store, {done, other}));
    // A late answer: of one job it is older, of the other one it is news.
    Job otherRunning = makeJob(12, QStringLiteral("in_progress"));
    QVERIFY(saveJobs(*store, {makeJob(11, QStringLiteral("in_progress")), otherRunning}));
    QCOMPARE(details(*store, key).jobs, (QList<Job>{done, otherRunning}));
    QVERIFY(!saveJobs(*store, {makeJob(11, QStringLiteral("queued")), otherRunning}));
}

void TestRunDetails::jobsThatAreGoneGo()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    save(*store, {makeRun(1)});
    saveJobs(*store, {makeJob(11), makeJob(12), makeJob(13)});
    QVERIFY(saveJobs(*store, {makeJob(13), makeJob(11)}));
    QCOMPARE(details(*store, key).jobs, (QList<Job>{makeJob(13), makeJob(11)}));
    QVERIFY(saveJobs(*store, {}));
    QVERIFY(details(*store, key).jobs.isEmpty());
}

void TestRunDetails::jobsOfAttemptsAreApart()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Run first = makeRun(1, 0, QStringLiteral("completed"), QStringLiteral("failure"));
    save(*store, {first});
    saveJobs(*store, {makeJob(11, QStringLiteral("completed"), QStringLiteral("failure"))}, 1);
    save(*store, {attemptOf(first, 2, 5, QStringLiteral("queued"))});
    Job second = makeJob(21);
    second.attempt = 2;
    saveJobs(*store, {second}, 2);

    QCOMPARE(details(*store, key).attempt, 2);
    QCOMPARE(details(*store, key).jobs, QList<Job>{second});
    QCOMPARE(details(*store, key, 1).jobs.first().id, JobId{11});
    QVERIFY(details(*store, key, 3).jobs.isEmpty());
}

void TestRunDetails::aRerunKeepsTheAttemptBefore()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Run first = makeRun(1, 0, QStringLiteral("completed"), QStringLiteral("failure"));
    const Run second = attemptOf(first, 2, 5, QStringLiteral("completed"), QStringLiteral("cancelled"));
    const Run fourth = attemptOf(first, 4, 9, QStringLiteral("queued"));
    save(*store, {first});
    const QList<RunChange> changes = save(*store, {second, fourth});
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes.last().before, std::optional(second));
    QCOMPARE(changes.last().after, fourth);
    QVERIFY(save(*store, {second}).isEmpty());

    const RunDetails found = details(*store, key);
    QCOMPARE(found.run, fourth);
    QCOMPARE(found.attempts, (QList<Run>{first, second, fourth}));
    QCOMPARE(find(*store).totalCount, 1);
}

void TestRunDetails::pastAttemptsNeverReplaceTheRun()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Run third = attemptOf(makeRun(1), 3, 9, QStringLiteral("in_progress"));
    const Run first = attemptOf(third, 1, 2, QStringLiteral("completed"), QStringLiteral("failure"));
    save(*store, {third});
    QVERIFY(saveAttempt(*store, first));
    QVERIFY(!saveAttempt(*store, first));
    QVERIFY(!saveAttempt(*store, attemptOf(first, 1, 1, QStringLiteral("in_progress"))));
    QVERIFY(!saveAttempt(*store, attemptOf(third, 3, 20, QStringLiteral("completed"), QStringLiteral("success"))));
    QVERIFY(!saveAttempt(*store, attemptOf(third, 4, 20, QStringLiteral("queued"))));
    QCOMPARE(details(*store, key).run, third);
    QCOMPARE(details(*store, key).attempts, (QList<Run>{first, third}));
    QCOMPARE(unacknowledged(*store).size(), 1);
}

void TestRunDetails::keepsArtifacts()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    save(*store, {makeRun(1)});
    const Artifact log{
        ArtifactId{5}, RunId{1},   QStringLiteral("log"), 5'000'000'000, QStringLiteral("sha256:00ff"), true,
        minute(1),     minute(100)};
    const Artifact same{ArtifactId{6}, RunId{1}, QStringLiteral("log"), 1, {}, false, {}, {}};
    QVERIFY(saveArtifacts(*store, {log, same}));
    QVERIFY(!saveArtifacts(*store, {log, same}));
    QCOMPARE(details(*store, key).artifacts, (QList<Artifact>{log, same}));
    QVERIFY(saveArtifacts(*store, {same}));
    QCOMPARE(details(*store, key).artifacts, QList<Artifact>{same});
}

void TestRunDetails::keepsAnnotationsOfTheJobsShown()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    save(*store, {makeRun(1)});
    const Annotation failure{JobId{11}, AnnotationLevel::Failure, QStringLiteral("src/main.cpp"),        3,
                             4,         QStringLiteral("error"),  QStringLiteral("<b>no</b> such thing")};
    const Annotation notice{JobId{12}, AnnotationLevel::Notice, QStringLiteral(".github"), 0, 0, {}, {}};
    const Annotation odd{JobId{12}, AnnotationLevel::Unknown, {}, 0, 0, {}, {}};
    QVERIFY(saveAnnotations(*store, JobId{11}, {failure}));
    QVERIFY(!saveAnnotations(*store, JobId{11}, {failure}));
    QVERIFY(saveAnnotations(*store, JobId{12}, {notice, odd}));
    QVERIFY(saveAnnotations(*store, JobId{99}, {Annotation()}));

    QVERIFY(details(*store, key).annotations.isEmpty());
    saveJobs(*store, {makeJob(12), makeJob(11)});
    QCOMPARE(details(*store, key).annotations, (QList<Annotation>{notice, odd, failure}));
    QVERIFY(saveAnnotations(*store, JobId{12}, {}));
    QCOMPARE(details(*store, key).annotations, QList<Annotation>{failure});
}

void TestRunDetails::keepsPendingDeployments()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    save(*store, {makeRun(1), makeRun(2)});
    const PendingDeployment production{EnvironmentId{8},
                                       QStringLiteral("production"),
                                       30,
                                       minute(3),
                                       true,
                                       {QStringLiteral("octocat"), QStringLiteral("release-team")}};
    const PendingDeployment staging{EnvironmentId{9}, QStringLiteral("staging"), 0, {}, false, {}};
    QVERIFY(savePending(*store, {production, staging}));
    QVERIFY(!savePending(*store, {production, staging}));
    QCOMPARE(details(*store, key).pendingDeployments, (QList<PendingDeployment>{production, staging}));

    const auto all = [&] {
        return await<QHash<RunKey, QList<PendingDeployment>>>(
            [&](QObject *context, auto done) { store->pendingDeployments(context, std::move(done)); });
    };
    QCOMPARE(all().size(), 1);
    QCOMPARE(all().value(key), (QList<PendingDeployment>{production, staging}));
    QVERIFY(savePending(*store, {}));
    QVERIFY(all().isEmpty());
}

void TestRunDetails::everythingGoesWithTheRun()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    Run run = makeRun(1, 0, QStringLiteral("completed"), QStringLiteral("failure"));
    run.pullRequests = {5};
    save(*store, {run, attemptOf(run, 2, 5, QStringLiteral("queued"))});
    saveJobs(*store, {makeJob(11)}, 2);
    saveArtifacts(*store, {Artifact()});
    saveAnnotations(*store, JobId{11}, {Annotation()});
    savePending(*store, {PendingDeployment()});
    QVERIFY(await<bool>([&](QObject *context, auto done) { store->removeRun(key, context, std::move(done)); }));

    run.pullRequests.clear();
    save(*store, {run});
    const RunDetails found = details(*store, key);
    QCOMPARE(found.attempts, QList<Run>{run});
    QVERIFY(found.jobs.isEmpty() && found.artifacts.isEmpty() && found.pendingDeployments.isEmpty());
    saveJobs(*store, {makeJob(11)});
    QVERIFY(details(*store, key).annotations.isEmpty());
    RunQuery query;
    query.pullRequests = {5};
    QCOMPARE(find(*store, query).totalCount, 0);
}

QTEST_GUILESS_MAIN(TestRunDetails)
#include "tst_rundetails.moc"
