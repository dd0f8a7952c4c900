// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/run/samplerun.h"
#include "ui/run/runtexts.h"

#include <QTest>

using namespace Runlight;

class TestRunTexts : public QObject
{
    Q_OBJECT

    static PendingDeployment deployment(const QString &environment, bool mine, const QStringList &reviewers = {})
    {
        PendingDeployment result;
        result.environment = environment;
        result.currentUserCanApprove = mine;
        result.reviewers = reviewers;
        return result;
    }

private Q_SLOTS:
    void outcomes()
    {
        QCOMPARE(outcomeText(failedRun().run, sampleTime(312)), QStringLiteral("failed 2m ago"));
        QCOMPARE(outcomeText(runningRun().run, sampleTime(312)), QStringLiteral("started 5m ago"));
    }

    void causes()
    {
        Run run = failedRun().run;
        QCOMPARE(causeText(run), QStringLiteral("push by kim"));
        run.event = QStringLiteral("schedule");
        QCOMPARE(causeText(run), QStringLiteral("schedule"));
        run.event = QStringLiteral("push");
        run.actor = {};
        QCOMPARE(causeText(run), QStringLiteral("push"));
    }

    void branchesOfForksNameTheirOwner()
    {
        Run run = failedRun().run;
        QCOMPARE(branchText(run), QStringLiteral("main"));
        run.headRepository = QStringLiteral("lee/api");
        QCOMPARE(branchText(run), QStringLiteral("lee:main"));
        run.headRepository = QStringLiteral("ACME/API");
        QCOMPARE(branchText(run), QStringLiteral("main"));
        run.headRepository = QStringLiteral("no repository at all");
        QCOMPARE(branchText(run), QStringLiteral("main"));
    }

    void reviewsOfMineComeFirst()
    {
        const ReviewNotice notice =
            reviewNotice({deployment(QStringLiteral("staging"), false, {QStringLiteral("platform-team")}),
                          deployment(QStringLiteral("production"), true)},
                         sampleTime(0));
        QCOMPARE(notice.headline, QStringLiteral("production is waiting for your review"));
        QCOMPARE(notice.detail, QStringLiteral("staging is waiting for review by platform-team"));
    }

    void manyReviewsStayShort()
    {
        QList<PendingDeployment> many;
        for (int i = 1; i <= 8; ++i)
            many += deployment(QStringLiteral("eu-%1").arg(i), true);
        for (int i = 1; i <= 8; ++i)
            many += deployment(QStringLiteral("us-%1").arg(i), false, {QStringLiteral("lee")});
        const ReviewNotice notice = reviewNotice(many, sampleTime(0));
        QVERIFY2(notice.headline.contains(QStringLiteral("eu-1, eu-2, eu-3")), qPrintable(notice.headline));
        QVERIFY(!notice.headline.contains(QStringLiteral("eu-4")));
        QVERIFY(notice.headline.endsWith(QStringLiteral("are waiting for your review")));
        QCOMPARE(notice.detail.split(QLatin1Char('\n')).size(), 4);
    }

    void waitTimersAreTold()
    {
        PendingDeployment timed = deployment(QStringLiteral("production"), false);
        timed.waitTimerMinutes = 30;
        timed.waitTimerStartedAt = sampleTime(0);
        const ReviewNotice notice = reviewNotice({timed}, sampleTime(61));
        QCOMPARE(notice.headline, QStringLiteral("production is waiting for its timer"));
        QCOMPARE(notice.detail, QStringLiteral("Wait timer of production: 29 min left"));
        QVERIFY(waitTimerText(timed, sampleTime(1800)).isEmpty());
        timed.waitTimerStartedAt = {};
        QVERIFY(waitTimerText(timed, sampleTime(0)).isEmpty());
    }

    void nothingPendingIsNoNotice() { QVERIFY(reviewNotice({}, sampleTime(0)).headline.isEmpty()); }

    void placeholdersInNamesStayThemselves()
    {
        const ReviewNotice notice =
            reviewNotice({deployment(QStringLiteral("%2"), false, {QStringLiteral("%1")})}, sampleTime(0));
        QCOMPARE(notice.headline, QStringLiteral("%2 is waiting for review by %1"));
    }
};

QTEST_MAIN(TestRunTexts)
#include "tst_runtexts.moc"
