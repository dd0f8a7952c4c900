// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/approvals/approvaltexts.h"

#include <QTest>
#include <QTranslator>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon = QDateTime::fromString(u"2026-01-01T12:00:00Z"_s, Qt::ISODate);

PendingDeployment waiting(const QStringList &reviewers, bool mayApprove = true, int minutes = 0)
{
    PendingDeployment deployment;
    deployment.environmentId = EnvironmentId{7};
    deployment.environment = u"production"_s;
    deployment.reviewers = reviewers;
    deployment.currentUserCanApprove = mayApprove;
    deployment.waitTimerMinutes = minutes;
    deployment.waitTimerStartedAt = minutes > 0 ? noon : QDateTime();
    return deployment;
}

LastDeployment last(int ahead, int behind)
{
    return {LastDeployment::Knowledge::Known, u"4f2c1aa0000"_s, noon.addDays(-2), CommitComparison{ahead, behind, {}}};
}

} // namespace

//! What the sheet says.
class TestApprovalTexts : public QObject
{
    Q_OBJECT

    QTranslator m_words; //!< English plurals.

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_words.load(u":/translations/runlight_en.qm"_s));
        QCoreApplication::installTranslator(&m_words);
    }

    void whoMayReview_data()
    {
        QTest::addColumn<QStringList>("reviewers");
        QTest::addColumn<bool>("mayApprove");
        QTest::addColumn<QString>("text");
        QTest::newRow("alone") << QStringList{u"kim"_s} << true << u"You · no wait timer"_s;
        QTest::newRow("with a team") << QStringList{u"kim"_s, u"ops"_s} << true << u"You or ops · no wait timer"_s;
        QTest::newRow("through a team") << QStringList{u"ops"_s} << true << u"You, or anyone of ops · no wait timer"_s;
        QTest::newRow("others") << QStringList{u"lee"_s} << false << u"Only lee · no wait timer"_s;
        QTest::newRow("nobody") << QStringList() << false << u"Needs no review · no wait timer"_s;
    }

    void whoMayReview()
    {
        QFETCH(QStringList, reviewers);
        QFETCH(bool, mayApprove);
        QFETCH(QString, text);
        QCOMPARE(reviewersText(waiting(reviewers, mayApprove), u"kim"_s, noon), text);
    }

    void timers()
    {
        const PendingDeployment deployment = waiting({u"kim"_s}, true, 30);
        QVERIFY(isTimerRunning(deployment, noon));
        QCOMPARE(timerText(deployment, noon), u"wait timer: 30 min left"_s);
        QCOMPARE(timerText(deployment, noon.addSecs(18 * 60 + 1)), u"wait timer: 12 min left"_s);
        QCOMPARE(timerText(deployment, noon.addSecs(30 * 60 - 5)), u"wait timer: 5 s left"_s);
        QVERIFY(!isTimerRunning(deployment, noon.addSecs(30 * 60)));
        QCOMPARE(timerText(deployment, noon.addSecs(30 * 60)), u"wait timer is over"_s);
        PendingDeployment unstarted = deployment;
        unstarted.waitTimerStartedAt = {};
        QCOMPARE(timerText(unstarted, noon), u"wait timer of 30 minutes"_s);
    }

    void lastDeployments_data()
    {
        QTest::addColumn<LastDeployment>("known");
        QTest::addColumn<QString>("text");
        using Knowledge = LastDeployment::Knowledge;
        QTest::newRow("asking") << LastDeployment() << u"Looking for the last deployment…"_s;
        QTest::newRow("unknown") << LastDeployment{Knowledge::Unknown, {}, {}, {}} << u"Last deployment: not known"_s;
        QTest::newRow("never") << LastDeployment{Knowledge::Never, {}, {}, {}} << u"Nothing was deployed here before"_s;
        QTest::newRow("not compared") << LastDeployment{Knowledge::Known, u"4f2c1aa0000"_s, noon.addDays(-2), {}}
                                      << u"Last deployment: 4f2c1aa, 2d ago"_s;
        QTest::newRow("ahead") << last(6, 0) << u"6 commits since the last deployment, 2d ago"_s;
        QTest::newRow("one") << last(1, 0) << u"1 commit since the last deployment, 2d ago"_s;
        QTest::newRow("same") << last(0, 0) << u"The same commit as the last deployment, 2d ago"_s;
        QTest::newRow("back") << last(0, 3) << u"0 commits since the last deployment, 2d ago · takes back 3 commits"_s;
    }

    void lastDeployments()
    {
        QFETCH(LastDeployment, known);
        QFETCH(QString, text);
        QCOMPARE(lastDeploymentText(known, noon), text);
    }

    void history()
    {
        DeploymentReview review;
        review.state = u"approved"_s;
        review.user.login = u"kim"_s;
        review.environments = {u"staging"_s};
        QCOMPARE(historyText(review), u"kim approved staging"_s);
        review.comment = u"Go"_s;
        QCOMPARE(historyText(review), u"kim approved staging: “Go”"_s);
        review.state = u"rejected"_s;
        review.user = {};
        QCOMPARE(historyText(review), u"Somebody rejected staging: “Go”"_s);
    }

    void whatWasReviewedMeanwhileNamesTheReviewer()
    {
        DeploymentReview review;
        review.state = u"approved"_s;
        review.user.login = u"lee"_s;
        review.environments = {u"production"_s};
        const auto some = reviewedMeanwhile({u"production"_s}, true, {review});
        QCOMPARE(some.headline, u"production does not wait any more"_s);
        QCOMPARE(some.detail, u"lee approved production"_s);
        const auto none = reviewedMeanwhile({u"production"_s}, false, {});
        QCOMPARE(none.headline, u"Nothing of this run waits for a review any more"_s);
        QVERIFY(none.detail.isEmpty());
    }

    void refusalsNameWhatTheTokenLacks()
    {
        Error error;
        error.kind = ErrorKind::AccessDenied;
        error.httpStatus = 403;
        error.message = u"Resource not accessible by personal access token"_s;
        error.isGitHubsMessage = true;
        error.neededPermission = u"deployments=write"_s;
        const auto notice = refusedNotice(CommandKind::ReviewDeployments, true, error);
        QCOMPARE(notice.kind, InlineBar::Kind::Error);
        QCOMPARE(notice.headline, u"The deployment was not approved"_s);
        QVERIFY(notice.detail.contains(u"GitHub says “Resource not accessible by personal access token”"_s));
        QVERIFY2(notice.detail.contains(u"deployments=write"_s), qPrintable(notice.detail));
        QCOMPARE(refusedNotice(CommandKind::ReviewDeployments, false, error).headline,
                 u"The deployment was not rejected"_s);
        QCOMPARE(refusedNotice(CommandKind::ApproveRun, true, error).headline, u"The run was not approved"_s);
    }
};

QTEST_MAIN(TestApprovalTexts)
#include "tst_approvaltexts.moc"
