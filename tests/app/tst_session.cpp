// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session.h"
#include "tests/core/simulator/simulatorclient.h"
#include "tests/support/await.h"

#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

const QByteArray deployable = R"json(
    "workflows": [{"name": "Deploy", "file": "deploy.yml", "on": ["workflow_dispatch"],
                   "inputs": [{"name": "password"}],
                   "jobs": [{"id": "deploy", "steps": [["Deploy", 95]]}]}])json";

//! A session over a simulated GitHub on loopback.
struct Office
{
    Office()
        : server(deployable)
        , session({}, server.clock)
    { }

    bool open()
    {
        if (!server.simulator.listen())
            return false;
        session.start({{u"owner"_s, u"github.com"_s, server.simulator.baseUrl(), "owner-token", {ref().repository}}});
        return settle();
    }
    //! Until nothing is on its way that would come without time passing.
    bool settle()
    {
        return QTest::qWaitFor([this] { return session.pendingWork() == 0; }, 30'000);
    }
    bool pass(std::chrono::seconds seconds)
    {
        for (auto passed = std::chrono::seconds(0); passed < seconds; ++passed) {
            if (!settle())
                return false;
            server.clock.advance(std::chrono::seconds(1));
        }
        return settle();
    }

    RepositoryRef ref() const
    {
        const Account account = Account::of(u"owner"_s, u"github.com"_s, server.simulator.baseUrl());
        return {account.id, {u"acme"_s, u"api"_s}};
    }
    WorkflowId workflow()
    {
        return WorkflowId{server.get(SimulatorClient::repo(u"/actions/workflows/deploy.yml"_s))["id"].toInteger()};
    }
    DispatchRequest wish(const QString &gitRef, const QString &correlation)
    {
        return {ref(), workflow(), u"Deploy"_s, gitRef, {{u"password"_s, u"tops3cret"_s}}, correlation};
    }
    void dispatch(const DispatchRequest &request)
    {
        session.dispatcher().dispatch(request, &session, [](const Expected<DispatchResult> &) {});
    }
    QList<CommandRecord> audit()
    {
        return await<QList<CommandRecord>>(
            [this](QObject *context, auto done) { session.store().commands({}, context, std::move(done)); });
    }

    SimulatorClient server;
    Session session;
};

} // namespace

//! What only the parts together do.
class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDispatchLeavesOneRecord()
    {
        Office office;
        QVERIFY(office.open());
        const DispatchRequest wish = office.wish(u"main"_s, u"wish"_s);
        // The same again is no deed.
        for (int i = 0; i < 3; ++i)
            office.dispatch(wish);
        QVERIFY(office.pass(std::chrono::seconds(5)));
        office.dispatch(wish);
        QVERIFY(office.settle());
        const QList<CommandRecord> audit = office.audit();
        QCOMPARE(audit.size(), 1);
        const CommandRecord &record = audit.first();
        QCOMPARE(record.account, office.ref().account);
        QCOMPARE(record.repository, office.ref().repository);
        QCOMPARE(record.action, u"dispatch_workflow"_s);
        QCOMPARE(record.details, u"workflow %1, ref main, correlation wish"_s.arg(wish.workflow.value));
        QCOMPARE(record.result, u"done"_s);
        QCOMPARE(record.message, QString());
        QVERIFY(record.run.isValid());
        QVERIFY(record.at.isValid() && record.endedAt.isValid() && record.at <= record.endedAt);
        QVERIFY(!record.details.contains(u"tops3cret"_s));
    }

    void aRefusedDispatchIsRecordedWithGitHubsMessage()
    {
        Office office;
        QVERIFY(office.open());
        office.dispatch(office.wish(u"gone"_s, u"wish"_s));
        QVERIFY(office.pass(std::chrono::seconds(5)));
        const QList<CommandRecord> audit = office.audit();
        QCOMPARE(audit.size(), 1);
        QCOMPARE(audit.first().result, errorKindName(ErrorKind::InvalidRef));
        QCOMPARE(audit.first().message, u"No ref found for: gone"_s);
        QVERIFY(!audit.first().run.isValid());
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
