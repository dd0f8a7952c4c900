// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/reviewinquiry.h"
#include "tests/core/control/controlbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

using Knowledge = LastDeployment::Knowledge;

//! Production was deployed to twice; since then once in vain. Two environments were never.
const QByteArray releases = R"(
    "workflows": [{"name": "Deploy", "file": "deploy.yml", "on": ["workflow_dispatch"], "jobs": [
        {"id": "a", "environment": "staging", "steps": [["Deploy", 10]]},
        {"id": "b", "environment": "production", "steps": [["Deploy", 10]]}]},
        {"name": "Else", "file": "else.yml", "on": ["workflow_dispatch"], "jobs": [
        {"id": "c", "environment": "lab", "steps": [["Deploy", 10]]}]}],
    "environments": [{"name": "staging"}, {"name": "production", "reviewers": ["owner"]},
        {"name": "lab", "reviewers": ["owner"]}],
    "runs": [
        {"workflow": "deploy.yml", "at": "-9h", "title": "One", "actor": "owner", "event": "workflow_dispatch", "reviewer": "guest"},
        {"workflow": "deploy.yml", "at": "-6h", "title": "Two", "actor": "owner", "event": "workflow_dispatch", "reviewer": "guest"},
        {"workflow": "deploy.yml", "at": "-2h", "title": "Stopped", "actor": "owner", "event": "workflow_dispatch",
            "cancelAfter": "5m"},
        {"workflow": "else.yml", "at": "-2m", "title": "Lab", "actor": "owner", "event": "workflow_dispatch"},
        {"workflow": "deploy.yml", "at": "-1m", "title": "Three", "actor": "owner", "event": "workflow_dispatch"}])";

} // namespace

//! What is found out about a run before one decides about its deployments.
class TestReviewInquiry : public QObject
{
    Q_OBJECT

    struct Asking
    {
        explicit Asking(const QByteArray &repository = releases)
            : bench(repository)
        {
            bench.watch();
            run = bench.firstRun();
            headSha = bench.facts(run).run.headSha;
            inquiry = bench.control->inquire(bench.key(run), *RepoName::parse(u"acme/api"_s), &parent);
        }
        void ask(const QStringList &environments)
        {
            inquiry->askHistory();
            inquiry->askDeployments(headSha, environments);
            bench.settle();
        }

        ControlBench bench;
        QObject parent;
        ReviewInquiry *inquiry = nullptr;
        qint64 run = 0;
        QString headSha;
    };

private Q_SLOTS:
    void findsTheLastGoodDeployment()
    {
        Asking asking;
        QCOMPARE(asking.inquiry->last(u"production"_s).knowledge, Knowledge::Asking);
        asking.ask({u"production"_s, u"lab"_s, u"moon"_s});
        const LastDeployment last = asking.inquiry->last(u"production"_s);
        QCOMPARE(last.knowledge, Knowledge::Known);
        QVERIFY(last.at.isValid());
        QVERIFY(last.since);
        QCOMPARE(last.since->ahead, 3); // Stopped, Lab, Three
        QCOMPARE(last.since->behind, 0);
        QVERIFY(last.since->htmlUrl.path().endsWith(u"/compare/%1...%2"_s.arg(last.sha, asking.headSha)));
        QCOMPARE(asking.inquiry->last(u"lab"_s).knowledge, Knowledge::Never); // it only waits
        QCOMPARE(asking.inquiry->last(u"moon"_s).knowledge, Knowledge::Never);
        QVERIFY(asking.inquiry->history());
        QVERIFY(asking.inquiry->history()->isEmpty());
        QVERIFY(asking.bench.writes.isEmpty());
    }

    void asksOfEachEnvironmentOnce()
    {
        Asking asking;
        int asked = 0;
        asking.bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            asked += request.url.path().endsWith(u"/deployments"_s) ? 1 : 0;
            return std::nullopt;
        };
        asking.ask({u"production"_s});
        asking.ask({u"production"_s, u"staging"_s});
        QCOMPARE(asked, 2);
    }

    void isBounded()
    {
        Asking asking;
        QStringList many;
        for (int i = 0; i < 50; ++i)
            many += u"environment %1"_s.arg(i);
        asking.ask(many);
        QCOMPARE(asking.inquiry->last(many.first()).knowledge, Knowledge::Never);
        QCOMPARE(asking.inquiry->last(many.last()).knowledge, Knowledge::Unknown);
    }

    void whatFailsIsNotKnown_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<Knowledge>("knowledge");
        QTest::newRow("deployments") << u"/deployments"_s << Knowledge::Unknown;
        QTest::newRow("statuses") << u"/statuses"_s << Knowledge::Unknown;
        QTest::newRow("compare") << u"/compare/"_s << Knowledge::Known;
    }

    void whatFailsIsNotKnown()
    {
        QFETCH(QString, path);
        QFETCH(Knowledge, knowledge);
        Asking asking;
        asking.bench.fault = [path](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!request.url.path().contains(path))
                return std::nullopt;
            FakeAnswer nonsense;
            nonsense.body = R"({"ahead_by": "many"})";
            return nonsense;
        };
        asking.ask({u"production"_s, u"lab"_s});
        QCOMPARE(asking.inquiry->last(u"production"_s).knowledge, knowledge);
        QVERIFY(!asking.inquiry->last(u"production"_s).since);
    }

    void withoutAnAccountNothingIsKnown()
    {
        Asking asking;
        asking.bench.restart(false);
        QObject parent;
        ReviewInquiry *inquiry =
            asking.bench.control->inquire(asking.bench.key(asking.run), *RepoName::parse(u"acme/api"_s), &parent);
        inquiry->askHistory();
        inquiry->askDeployments(asking.headSha, {u"production"_s});
        asking.bench.settle();
        QCOMPARE(inquiry->last(u"production"_s).knowledge, Knowledge::Unknown);
        QVERIFY(!inquiry->history());
        QVERIFY(!inquiry->isAskingHistory());
    }

    void nothingComesOnceItIsGone()
    {
        Asking asking;
        QSignalSpy changed(asking.inquiry, &ReviewInquiry::changed);
        asking.inquiry->askHistory();
        asking.inquiry->askDeployments(asking.headSha, {u"production"_s});
        delete asking.inquiry;
        asking.bench.settle();
        QCOMPARE(changed.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestReviewInquiry)
#include "tst_reviewinquiry.moc"
