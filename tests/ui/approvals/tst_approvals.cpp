// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/control/controlbench.h"
#include "ui/approvals/approvals.h"
#include "ui/approvals/environmentlist.h"
#include "ui/approvals/environmentrow.h"
#include "ui/approvals/historyview.h"
#include "ui/approvals/textlink.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! Waits for two environments that owner may review, one that only guest may, and one with a timer.
const QByteArray fourEnvironments = R"(
    "workflows": [{"name": "Deploy", "file": "deploy.yml", "on": ["workflow_dispatch"], "jobs": [
        {"id": "a", "environment": "staging", "steps": [["Deploy", 10]]},
        {"id": "b", "environment": "production", "steps": [["Deploy", 10]]},
        {"id": "c", "environment": "vault", "steps": [["Deploy", 10]]},
        {"id": "d", "environment": "slow", "steps": [["Deploy", 10]]}]}],
    "environments": [{"name": "vault", "reviewers": ["guest"]}, {"name": "staging", "reviewers": ["owner"]},
        {"name": "production", "reviewers": ["owner", "@release"]},
        {"name": "slow", "reviewers": ["owner"], "waitMinutes": 30}],
    "runs": [{"workflow": "deploy.yml", "at": "-1m", "title": "Release 2.4.0", "actor": "owner",
        "event": "workflow_dispatch"}])";

//! Two releases that were deployed before, and one that waits.
const QByteArray afterTwoReleases = R"(
    "workflows": [{"name": "Deploy", "file": "deploy.yml", "on": ["workflow_dispatch"], "jobs": [
        {"id": "b", "environment": "production", "steps": [["Deploy", 10]]}]}],
    "environments": [{"name": "production", "reviewers": ["owner"]}],
    "runs": [
        {"workflow": "deploy.yml", "at": "-9h", "title": "One", "actor": "owner", "event": "workflow_dispatch", "reviewer": "guest"},
        {"workflow": "deploy.yml", "at": "-6h", "title": "Two", "actor": "owner", "event": "workflow_dispatch", "reviewer": "guest"},
        {"workflow": "deploy.yml", "at": "-2h", "title": "Stopped", "actor": "owner", "event": "workflow_dispatch", "cancelAfter": "5m"},
        {"workflow": "deploy.yml", "at": "-1m", "title": "Three", "actor": "owner", "event": "workflow_dispatch"}])";

const QByteArray onlyGuestReviews = R"(
    "workflows": [{"name": "Deploy", "file": "deploy.yml", "on": ["workflow_dispatch"], "jobs": [
        {"id": "a", "environment": "vault", "steps": [["Deploy", 10]]}]}],
    "environments": [{"name": "vault", "reviewers": ["guest"]}],
    "runs": [{"workflow": "deploy.yml", "at": "-1m", "title": "Release", "actor": "owner",
        "event": "workflow_dispatch"}])";

const QByteArray forksRunToApprove =
    SimulatorClient::workflowOfTwoJobs() + R"(, "runs": [{"workflow": "ci.yml", "at": "-1m",
    "title": "Help", "actor": "stranger", "event": "pull_request", "branch": "help",
    "headRepository": "stranger/api", "needsApproval": true}])";

//! With names that do not end, and a title that does not either.
QByteArray manyEnvironments(int count)
{
    QJsonArray jobs;
    QJsonArray environments;
    for (int i = 0; i < count; ++i) {
        const QString name = u"a-very-long-name-of-an-environment-%1%2"_s.arg(QString(200, u'x')).arg(i);
        jobs.append(QJsonObject{{u"id"_s, u"j%1"_s.arg(i)},
                                {u"environment"_s, name},
                                {u"steps"_s, QJsonArray{QJsonArray{u"Deploy"_s, 10}}}});
        environments.append(QJsonObject{{u"name"_s, name}, {u"reviewers"_s, QJsonArray{u"owner"_s}}});
    }
    const QJsonObject workflow{{u"name"_s, u"Deploy"_s},
                               {u"file"_s, u"deploy.yml"_s},
                               {u"on"_s, QJsonArray{u"workflow_dispatch"_s}},
                               {u"jobs"_s, jobs}};
    const QJsonObject run{{u"workflow"_s, u"deploy.yml"_s},
                          {u"at"_s, u"-1m"_s},
                          {u"title"_s, QString(500, u'W')},
                          {u"actor"_s, u"owner"_s},
                          {u"event"_s, u"workflow_dispatch"_s}};
    const QByteArray json = QJsonDocument(QJsonObject{{u"workflows"_s, QJsonArray{workflow}},
                                                      {u"environments"_s, environments},
                                                      {u"runs"_s, QJsonArray{run}}})
                                .toJson(QJsonDocument::Compact);
    return json.mid(1, json.size() - 2);
}

struct Desk
{
    explicit Desk(Theme &theme, const QByteArray &repository = fourEnvironments,
                  const QByteArray &token = "owner-token")
        : bench(repository, token)
        , approvals(*bench.store, *bench.monitor, *bench.control, bench.clock, theme, window)
    {
        bench.watch();
        run = bench.firstRun();
        bench.monitor->setFocusedRun(bench.key(run), name(), 0);
        bench.settle();
        window.show();
    }

    static RepoName name() { return *RepoName::parse(u"acme/api"_s); }
    ReviewSheet *sheet() const
    {
        for (auto *each : window.findChildren<ReviewSheet *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    void open(ReviewSheet::Intent intent = ReviewSheet::Intent::Approve)
    {
        approvals.open(bench.key(run), name(), intent);
        bench.settle();
    }
    EnvironmentRow *row(const QString &environment) const
    {
        for (auto *each : sheet()->findChildren<EnvironmentRow *>()) {
            if (each->deployment().environment == environment)
                return each;
        }
        return nullptr;
    }
    QCheckBox *box(const QString &environment) const { return row(environment)->findChild<QCheckBox *>(); }
    QPushButton *button(const QString &text) const
    {
        for (auto *each : sheet()->findChildren<QPushButton *>()) {
            if (each->isVisible() && each->text() == text)
                return each;
        }
        return nullptr;
    }
    InlineBar *bar() const { return sheet()->findChild<InlineBar *>(); }
    QPlainTextEdit *comment() const { return sheet()->findChild<QPlainTextEdit *>(); }
    void ctrlEnter() const { QTest::keyClick(sheet(), Qt::Key_Return, Qt::ControlModifier); }
    bool shows(const QString &part) const
    {
        for (const auto *label : sheet()->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(part))
                return true;
        }
        return false;
    }
    //! In a browser, say.
    void reviewElsewhere(const QStringList &environments)
    {
        const SimulatorAnswer pending =
            bench.server.get(SimulatorClient::repo(u"/actions/runs/%1/pending_deployments"_s.arg(run)));
        QJsonArray ids;
        for (const QJsonValue &each : pending.array) {
            const QJsonObject environment = each[u"environment"].toObject();
            if (environments.contains(environment[u"name"].toString()))
                ids.append(environment[u"id"]);
        }
        const int status =
            bench.server
                .post(SimulatorClient::repo(u"/actions/runs/%1/pending_deployments"_s.arg(run)),
                      {{u"environment_ids"_s, ids}, {u"state"_s, u"approved"_s}, {u"comment"_s, u"Mine"_s}})
                .status();
        QCOMPARE(status, 200);
    }

    ControlBench bench;
    QWidget window;
    Approvals approvals;
    qint64 run = 0;
};

FakeAnswer refusedWith(int status, const QByteArray &message)
{
    FakeAnswer answer;
    answer.status = status;
    answer.body = R"({"message": ")" + message + R"("})";
    answer.headers = {{"x-accepted-github-permissions", "deployments=write"}};
    return answer;
}

bool isReview(const FakeRequest &request)
{
    return request.verb == "POST" && request.url.path().endsWith(u"/pending_deployments"_s);
}

} // namespace

//! The sheet over a simulated GitHub: every state of it, and that nothing is sent twice.
class TestApprovals : public QObject
{
    Q_OBJECT

    Theme m_theme{Theme::Scheme::Light};
    QTranslator m_words; //!< English plurals.

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_words.load(u":/translations/runlight_en.qm"_s));
        QCoreApplication::installTranslator(&m_words);
        m_theme.install();
    }

    void showsWhatWaitsAndWhoMayDecide()
    {
        Desk desk(m_theme);
        desk.open();
        QVERIFY(desk.sheet());
        // Those the user may review first; in GitHub's order otherwise.
        QCOMPARE(desk.sheet()->environments(), (QStringList{u"staging"_s, u"production"_s, u"slow"_s, u"vault"_s}));
        QVERIFY(desk.box(u"staging"_s)->isChecked());
        QVERIFY(desk.box(u"production"_s)->isChecked());
        QVERIFY(!desk.box(u"slow"_s)->isChecked()); // its timer runs
        QVERIFY(desk.box(u"slow"_s)->isEnabled());
        QVERIFY(!desk.box(u"vault"_s)->isEnabled());
        QVERIFY(!desk.box(u"vault"_s)->isChecked());
        QVERIFY(desk.box(u"vault"_s)->toolTip().contains(u"You are not a reviewer of vault."_s));
        QVERIFY(desk.shows(u"Only guest · no wait timer"_s));
        QVERIFY(desk.shows(u"You or release · no wait timer"_s));
        QVERIFY(desk.shows(u"acme/api #1 · Release 2.4.0"_s));
        QVERIFY(desk.shows(u"Nothing was deployed here before"_s));
        QVERIFY(!desk.bar()->isVisible());
        QVERIFY(desk.comment()->hasFocus() || !desk.sheet()->isActiveWindow());
    }

    void timersRunOn()
    {
        Desk desk(m_theme);
        desk.open();
        QVERIFY(desk.shows(u"wait timer: 29 min left"_s));
        desk.bench.pass(10min);
        QVERIFY(desk.shows(u"wait timer: 19 min left"_s));
        desk.bench.pass(20min);
        QVERIFY(desk.shows(u"wait timer is over"_s));
        QVERIFY(!desk.box(u"slow"_s)->isChecked()); // what was not chosen is not chosen by itself
    }

    void approvesSeveralAtOnceWithAComment()
    {
        Desk desk(m_theme);
        QList<QByteArray> bodies;
        desk.bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (isReview(request))
                bodies.append(request.body);
            return std::nullopt;
        };
        desk.open();
        QTest::keyClicks(desk.comment(), u"Looks good"_s);
        desk.ctrlEnter();
        // At once, and pressed again is pressed once.
        QVERIFY(desk.shows(u"Approval requested…"_s));
        QVERIFY(!desk.button(u"Approve and deploy"_s)->isEnabled());
        QVERIFY(!desk.button(u"Reject"_s)->isEnabled());
        QVERIFY(!desk.box(u"staging"_s)->isEnabled());
        QVERIFY(desk.comment()->isReadOnly());
        desk.ctrlEnter();
        QTest::mouseClick(desk.button(u"Approve and deploy"_s), Qt::LeftButton);
        QTest::mouseClick(desk.button(u"Reject"_s), Qt::LeftButton);
        desk.bench.settle();
        QVERIFY(!desk.sheet());
        QCOMPARE(bodies.size(), 1);
        const QJsonObject sent = QJsonDocument::fromJson(bodies.first()).object();
        QCOMPARE(sent[u"state"].toString(), u"approved"_s);
        QCOMPARE(sent[u"comment"].toString(), u"Looks good"_s);
        QCOMPARE(sent[u"environment_ids"].toArray().size(), 2);
        QCOMPARE(desk.bench.writes.size(), 1);
        QCOMPARE(desk.bench.facts(desk.run).pendingDeployments->size(), 2);
    }

    void rejectsWithOneButton()
    {
        Desk desk(m_theme);
        desk.open(ReviewSheet::Intent::Reject);
        QVERIFY(desk.shows(u"rejects"_s));
        desk.box(u"staging"_s)->click();
        QTest::mouseClick(desk.button(u"Reject"_s), Qt::LeftButton);
        QVERIFY(desk.shows(u"Rejection requested…"_s));
        desk.bench.settle();
        QVERIFY(!desk.sheet());
        const SimulatorAnswer approvals =
            desk.bench.server.get(SimulatorClient::repo(u"/actions/runs/%1/approvals"_s.arg(desk.run)));
        QCOMPARE(approvals.array.size(), 1);
        QCOMPARE(approvals.array.at(0)[u"state"].toString(), u"rejected"_s);
    }

    void ctrlEnterDoesWhatTheSheetWasOpenedFor()
    {
        Desk desk(m_theme);
        desk.open(ReviewSheet::Intent::Reject);
        desk.ctrlEnter();
        desk.bench.settle();
        const SimulatorAnswer approvals =
            desk.bench.server.get(SimulatorClient::repo(u"/actions/runs/%1/approvals"_s.arg(desk.run)));
        QCOMPARE(approvals.array.at(0)[u"state"].toString(), u"rejected"_s);
    }

    void enterAloneDecidesNothing()
    {
        Desk desk(m_theme);
        desk.open();
        QTest::keyClick(desk.comment(), Qt::Key_Return);
        QTest::keyClick(desk.box(u"staging"_s), Qt::Key_Space);
        QVERIFY(!desk.box(u"staging"_s)->isChecked());
        QTest::keyClick(desk.sheet(), Qt::Key_Return);
        desk.bench.settle();
        QVERIFY(desk.sheet());
        QVERIFY(desk.bench.writes.isEmpty());
    }

    void nothingChosenNothingSent()
    {
        Desk desk(m_theme);
        desk.open();
        desk.box(u"staging"_s)->click();
        desk.box(u"production"_s)->click();
        QVERIFY(!desk.button(u"Approve and deploy"_s)->isEnabled());
        QVERIFY(desk.shows(u"Choose at least one environment."_s));
        desk.ctrlEnter();
        desk.bench.settle();
        QVERIFY(desk.bench.writes.isEmpty());
    }

    void aRefusalKeepsTheSheetAndTheComment()
    {
        Desk desk(m_theme);
        desk.open();
        desk.bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            return isReview(request) ? std::optional(refusedWith(422, "Environment is protected")) : std::nullopt;
        };
        desk.comment()->setPlainText(u"Go"_s);
        desk.ctrlEnter();
        desk.bench.settle();
        QVERIFY(desk.sheet());
        QVERIFY(desk.bar()->isVisible());
        QCOMPARE(desk.bar()->headline(), u"The deployment was not approved"_s);
        QVERIFY2(desk.bar()->detail().contains(u"GitHub says “Environment is protected”"_s),
                 qPrintable(desk.bar()->detail()));
        QCOMPARE(desk.comment()->toPlainText(), u"Go"_s);
        QVERIFY(desk.box(u"staging"_s)->isChecked());
        // And the same again, when it is mended.
        desk.bench.fault = {};
        desk.ctrlEnter();
        QVERIFY(!desk.bar()->isVisible());
        desk.bench.pass(2s); // a pause between writes
        QVERIFY(!desk.sheet());
    }

    void aMissingPermissionIsNamed()
    {
        Desk desk(m_theme);
        desk.open();
        desk.bench.fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
            return isReview(request)
                ? std::optional(refusedWith(403, "Resource not accessible by personal access token"))
                : std::nullopt;
        };
        desk.ctrlEnter();
        desk.bench.settle();
        QVERIFY2(desk.bar()->detail().contains(u"deployments=write"_s), qPrintable(desk.bar()->detail()));
        QVERIFY(!desk.button(u"Approve and deploy"_s)->isEnabled());
        QVERIFY(desk.button(u"Approve and deploy"_s)->toolTip().contains(u"deployments=write"_s));
        desk.ctrlEnter();
        desk.bench.settle();
        QCOMPARE(desk.bench.writes.size(), 1);
    }

    void aLostAnswerIsLookedUp()
    {
        Desk desk(m_theme);
        desk.open();
        desk.bench.losesAnswer = isReview;
        desk.ctrlEnter();
        desk.bench.pass(2min);
        QVERIFY(!desk.sheet()); // it had arrived
        QCOMPARE(desk.bench.writes.size(), 1);
    }

    void whoMayNotReviewIsToldWhy()
    {
        Desk desk(m_theme, onlyGuestReviews);
        desk.open();
        QVERIFY(desk.bar()->isVisible());
        QCOMPARE(desk.bar()->headline(), u"You cannot decide about this"_s);
        QCOMPARE(desk.bar()->detail(), u"You are not among the reviewers of what this run waits for."_s);
        for (const QString &name : {u"Approve and deploy"_s, u"Reject"_s}) {
            QVERIFY(!desk.button(name)->isEnabled());
            QVERIFY(desk.button(name)->toolTip().contains(u"You are not among the reviewers"_s));
        }
        desk.ctrlEnter();
        desk.bench.settle();
        QVERIFY(desk.bench.writes.isEmpty());
    }

    void whatOthersReviewIsTold()
    {
        Desk desk(m_theme);
        desk.open();
        desk.comment()->setPlainText(u"Kept"_s);
        desk.reviewElsewhere({u"staging"_s});
        desk.bench.pass(1min);
        QCOMPARE(desk.sheet()->environments(), (QStringList{u"production"_s, u"slow"_s, u"vault"_s}));
        QVERIFY(desk.bar()->isVisible());
        QCOMPARE(desk.bar()->headline(), u"staging does not wait any more"_s);
        QCOMPARE(desk.bar()->detail(), u"owner approved staging: “Mine”"_s);
        QVERIFY(desk.shows(u"owner approved staging: “Mine”"_s));
        QCOMPARE(desk.comment()->toPlainText(), u"Kept"_s);
        QVERIFY(desk.button(u"Approve and deploy"_s)->isEnabled());
    }

    void whenAllWasReviewedElsewhereNothingIsLeftToDo()
    {
        Desk desk(m_theme, afterTwoReleases);
        desk.open();
        desk.reviewElsewhere({u"production"_s});
        desk.bench.pass(1min);
        QVERIFY(desk.bar()->isVisible());
        QCOMPARE(desk.bar()->headline(), u"Nothing of this run waits for a review any more"_s);
        QVERIFY(!desk.button(u"Approve and deploy"_s)->isEnabled());
        desk.ctrlEnter();
        desk.bench.settle();
        QVERIFY(desk.bench.writes.isEmpty());
        desk.button(u"Close"_s)->click();
        QVERIFY(!desk.sheet());
    }

    void aRunThatIsGoneIsTold()
    {
        Desk desk(m_theme);
        desk.open();
        Q_EMIT desk.bench.monitor->runsRemoved({desk.bench.key(desk.run)});
        QVERIFY(desk.bar()->isVisible());
        QCOMPARE(desk.bar()->headline(), u"This run is gone"_s);
        QVERIFY(!desk.button(u"Approve and deploy"_s)->isEnabled());
    }

    void whatWasWrittenStaysUntilItIsSent()
    {
        Desk desk(m_theme);
        desk.open();
        QTest::keyClicks(desk.comment(), u"Half a thought"_s);
        QTest::keyClick(desk.sheet(), Qt::Key_Escape);
        desk.bench.settle();
        QVERIFY(!desk.sheet());
        desk.open();
        QCOMPARE(desk.comment()->toPlainText(), u"Half a thought"_s);
        desk.ctrlEnter();
        QTest::keyClick(desk.sheet(), Qt::Key_Escape); // does not wait for the answer
        desk.bench.settle();
        desk.open();
        QVERIFY(desk.comment()->toPlainText().isEmpty());
        QCOMPARE(desk.sheet()->environments(), (QStringList{u"slow"_s, u"vault"_s}));
    }

    void asASecondSheetTheFirstOneComesUp()
    {
        Desk desk(m_theme);
        desk.open();
        ReviewSheet *first = desk.sheet();
        desk.comment()->setPlainText(u"Mine"_s);
        desk.open();
        QCOMPARE(desk.sheet(), first);
        QCOMPARE(desk.comment()->toPlainText(), u"Mine"_s);
    }

    void saysSinceWhatWasDeployedLast()
    {
        Desk desk(m_theme, afterTwoReleases);
        desk.open();
        // "Stopped" never was: the commit is counted, the deployment is not.
        QVERIFY(desk.shows(u"2 commits since the last deployment, 5h ago"_s));
        auto *compare = desk.row(u"production"_s)->findChild<TextLink *>();
        QVERIFY(compare->isVisible());
        QSignalSpy opened(&desk.approvals, &Approvals::openUrlRequested);
        compare->click();
        QCOMPARE(opened.size(), 1);
        QVERIFY(opened.first().first().toUrl().path().contains(u"/acme/api/compare/"_s));
        QCOMPARE(opened.first().at(1).value<AccountId>(), desk.bench.account.id);
    }

    void whatGitHubDoesNotSayIsNotKnown_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::newRow("deployments") << u"/deployments"_s << u"Last deployment: not known"_s;
        QTest::newRow("statuses") << u"/statuses"_s << u"Last deployment: not known"_s;
        QTest::newRow("compare") << u"/compare/"_s << u"Last deployment: "_s;
        QTest::newRow("history") << u"/approvals"_s << u"Reviews so far: not known"_s;
    }

    void whatGitHubDoesNotSayIsNotKnown()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        Desk desk(m_theme, afterTwoReleases);
        desk.bench.fault = [path](const FakeRequest &request) -> std::optional<FakeAnswer> {
            const bool isHit = request.url.path().contains(path) && !request.url.path().contains(u"/actions/runs/"_s);
            const bool isHistory = path == u"/approvals"_s && request.url.path().endsWith(path);
            return isHit || isHistory ? std::optional(refusedWith(403, "Resource not accessible")) : std::nullopt;
        };
        desk.open();
        QVERIFY(desk.shows(text));
        QVERIFY(!desk.bar()->isVisible());
        desk.ctrlEnter();
        desk.bench.settle();
        QVERIFY(!desk.sheet());
        QCOMPARE(desk.bench.writes.size(), 1);
    }

    void approvesAForksRun()
    {
        Desk desk(m_theme, forksRunToApprove);
        desk.open();
        QCOMPARE(desk.sheet()->windowTitle(), u"Approve a run from a fork"_s);
        QVERIFY(desk.shows(u"stranger has written in stranger/api"_s));
        QVERIFY(!desk.button(u"Reject"_s)); // GitHub knows no such thing
        QVERIFY(!desk.comment()->isVisible());
        desk.ctrlEnter();
        QVERIFY(desk.shows(u"Approval requested…"_s));
        desk.ctrlEnter();
        desk.bench.settle();
        QVERIFY(!desk.sheet());
        QCOMPARE(desk.bench.writes.size(), 1);
        QVERIFY(desk.bench.writes.first().endsWith(u"/approve"_s));
        QVERIFY(desk.bench.facts(desk.run).run.state.conclusion != Conclusion::ActionRequired);
    }

    void aForksRunThatSomebodyElseApprovedIsTold()
    {
        Desk desk(m_theme, forksRunToApprove);
        desk.open();
        QCOMPARE(desk.bench.server.post(SimulatorClient::repo(u"/actions/runs/%1/approve"_s.arg(desk.run))).status(),
                 201);
        desk.bench.monitor->lookAt(desk.bench.key(desk.run), Desk::name());
        desk.bench.settle();
        QCOMPARE(desk.bar()->headline(), u"This run was approved meanwhile"_s);
        QVERIFY(!desk.button(u"Approve and run"_s)->isEnabled());
        QVERIFY(desk.bench.writes.isEmpty());
    }

    void manyEnvironmentsWithLongNamesFit()
    {
        Desk desk(m_theme, manyEnvironments(30));
        desk.open();
        QCOMPARE(desk.sheet()->environments().size(), 30);
        QVERIFY2(desk.sheet()->width() <= 560, qPrintable(QString::number(desk.sheet()->width())));
        QVERIFY2(desk.sheet()->height() <= 560, qPrintable(QString::number(desk.sheet()->height())));
        // Several are seen at once.
        QVERIFY(desk.sheet()->findChild<EnvironmentList *>()->height()
                >= 3 * desk.sheet()->findChild<EnvironmentRow *>()->height());
        desk.ctrlEnter();
        desk.bench.settle();
        QVERIFY(!desk.sheet());
        QCOMPARE(desk.bench.writes.size(), 1);
    }
};

QTEST_MAIN(TestApprovals)
#include "tst_approvals.moc"
