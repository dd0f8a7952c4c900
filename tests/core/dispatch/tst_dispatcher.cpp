// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/runwait.h"
#include "tests/core/dispatch/dispatchbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = DispatchState;

namespace {

const QByteArray repository = R"json(
    "tags": ["v1"], "branches": ["release/2.0"], "environments": [{"name": "staging"}, {"name": "production"}],
    "workflows": [
        {"name": "Deploy", "file": "deploy.yml", "on": ["workflow_dispatch"],
         "inputs": [{"name": "version", "required": true},
                    {"name": "where", "type": "choice", "options": ["here", "there"]},
                    {"name": "target", "type": "environment"}],
         "jobs": [{"id": "deploy", "steps": [["Deploy", 95]]}]},
        {"name": "Other", "file": "other.yml", "on": ["workflow_dispatch", "push"],
         "jobs": [{"id": "j", "steps": [["Wait", 3000]]}]}])json";

const InputValues goodInputs{{u"version"_s, u"1.0"_s}, {u"where"_s, u"there"_s}};

bool isPost(const FakeRequest &request)
{
    return request.verb == "POST";
}

//! What was told of a wish, in the order it came.
struct Told
{
    QList<Expected<DispatchResult>> results;

    Done<DispatchResult> done()
    {
        return [this](Expected<DispatchResult> result) {
            results.append(std::move(result));
        };
    }
    const DispatchResult &last() const { return *results.last(); }
    State state() const { return last().record.state; }
};

} // namespace

//! Each wish starts one run, whatever happens on the way.
class TestDispatcher : public QObject
{
    Q_OBJECT

    std::unique_ptr<DispatchBench> m_bench;
    QObject m_context;

    DispatchRequest request(const QString &correlation = u"wish"_s) const
    {
        return {m_bench->ref, m_bench->workflow("deploy.yml"), u"Deploy"_s, u"main"_s, goodInputs, correlation};
    }

    Told ask(const DispatchRequest &request, Clock::Milliseconds patience = 80s)
    {
        Told told;
        m_bench->dispatcher->dispatch(request, &m_context, told.done());
        m_bench->pass(patience);
        return told;
    }

    void setFault(const char *fault) { QVERIFY(m_bench->server.simulator.addFault(QLatin1String(fault))); }
    qint64 postByHand(const char *file = "deploy.yml", const QString &ref = u"main"_s)
    {
        const QString path = u"/actions/workflows/%1/dispatches"_s.arg(QLatin1String(file));
        QJsonObject body{{u"ref"_s, ref}};
        if (QLatin1String(file) == QLatin1String("deploy.yml"))
            body.insert(u"inputs"_s, QJsonObject{{u"version"_s, u"1"_s}});
        if (m_bench->server.post(SimulatorClient::repo(path), body).status() != 204)
            return 0;
        const QJsonValue runs = m_bench->server.get(SimulatorClient::repo(u"/actions/runs"_s))["workflow_runs"];
        return runs.toArray().first()[QLatin1String("id")].toInteger();
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<DispatchBench>(repository); }
    void cleanup() { m_bench.reset(); }

    void aServerThatTellsIsBelieved();
    void theSameWishIsSentOnce();
    void aWishIsSentAgainAfterADay();
    void aRepeatThatDiffersSaysSo();
    void doubleClicksSendOnce();
    void wishesWithoutCorrelationAreTwo();
    void anOldServersRunIsLookedFor();
    void aServerThatRefusesToBeAskedIsAskedOnce_data();
    void aServerThatRefusesToBeAskedIsAskedOnce();
    void refusalsShowGitHubsReason_data();
    void refusalsShowGitHubsReason();
    void whatCannotBeSentIsNot();
    void aRefusedWishMayBeCorrected();
    void aLimitIsARefusal();
    void aLostAnswerIsLookedUp_data();
    void aLostAnswerIsLookedUp();
    void aRequestThatNeverArrivedIsLost();
    void aLostWishIsLookedForBeforeItIsSentAgain();
    void aLostWishIsNotSentWhileNothingCanBeSeen();
    void restartAfterSendingFindsTheRun();
    void restartBeforeSendingSendsNothing();
    void restartWhileSearchingGoesOn();
    void twoCandidatesAreBothOffered();
    void aSecondCandidateThatComesLaterIsSeen();
    void runsOfOthersAreNone();
    void ownWishesDoNotTakeEachOthersRun();
    void noRunIsNotFound();
    void theSearchCanBeStopped();
    void theServersClockCounts_data();
    void theServersClockCounts();
    void inputsAreRemembered();
    void deedsAreReported();
    void deedsBecomeRecords();
    void withoutAnAccountNothingIsSent();
    void waitsForARun();
    void waitingEnds_data();
    void waitingEnds();
    void waitingOutlastsTrouble();
    void loadsForms();
    void saysWhyThereIsNoForm_data();
    void saysWhyThereIsNoForm();
};

void TestDispatcher::aServerThatTellsIsBelieved()
{
    QSignalSpy looked(m_bench->dispatcher.get(), &Dispatcher::lookAtRequested);
    const Told told = ask(request(), 0s);
    QCOMPARE(told.results.size(), 1);
    QCOMPARE(told.state(), State::Started);
    QVERIFY(!told.last().isRepeat);
    const QJsonObject run = m_bench->server.run(told.last().record.run.value);
    QCOMPARE(run.value(u"event"_s).toString(), u"workflow_dispatch"_s);
    QCOMPARE(m_bench->posts(), 1);
    QCOMPARE(m_bench->looks(), 0);
    QCOMPARE(looked.size(), 1);
    QCOMPARE(looked.first().at(0).value<RunKey>(), (RunKey{m_bench->account.id, told.last().record.run}));
}

void TestDispatcher::theSameWishIsSentOnce()
{
    const Told first = ask(request());
    m_bench->pass(23h);
    const Told second = ask(request());
    QVERIFY(second.last().isRepeat && !second.last().differs);
    QCOMPARE(second.last().record, first.last().record);
    m_bench->restart();
    const Told third = ask(request());
    QVERIFY(third.last().isRepeat);
    QCOMPARE(third.last().record.run, first.last().record.run);
    QCOMPARE(m_bench->posts(), 1);
    // The same correlation for another workflow is another wish.
    DispatchRequest other = request();
    other.workflow = m_bench->workflow("other.yml");
    other.inputs.clear();
    QVERIFY(!ask(other).last().isRepeat);
    QCOMPARE(m_bench->posts(), 2);
}

void TestDispatcher::aWishIsSentAgainAfterADay()
{
    const Told first = ask(request(), 0s);
    m_bench->pass(24h);
    const Told second = ask(request(), 0s);
    QVERIFY(!second.last().isRepeat);
    QVERIFY(second.last().record.run != first.last().record.run);
    QCOMPARE(m_bench->posts(), 2);
}

void TestDispatcher::aRepeatThatDiffersSaysSo()
{
    ask(request());
    DispatchRequest other = request();
    other.inputs.insert(u"version"_s, u"2.0"_s);
    const Told told = ask(other);
    QVERIFY(told.last().isRepeat && told.last().differs);
    QCOMPARE(told.last().record.inputs, goodInputs);
    DispatchRequest spelled = request();
    spelled.gitRef = u"refs/heads/main"_s;
    QVERIFY(!ask(spelled).last().differs);
    QCOMPARE(m_bench->posts(), 1);
}

void TestDispatcher::doubleClicksSendOnce()
{
    Told told;
    for (int i = 0; i < 5; ++i)
        m_bench->dispatcher->dispatch(request(), &m_context, told.done());
    m_bench->pass(80s);
    QCOMPARE(told.results.size(), 5);
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(told.results.at(i)->isRepeat, i > 0);
        QCOMPARE(told.results.at(i)->record.run, told.last().record.run);
    }
    QCOMPARE(m_bench->posts(), 1);
    QCOMPARE(m_bench->runs(), 1);
}

void TestDispatcher::wishesWithoutCorrelationAreTwo()
{
    const Told first = ask(request(QString()));
    const Told second = ask(request(QString()));
    QVERIFY(!first.last().record.correlation.isEmpty());
    QVERIFY(first.last().record.correlation != second.last().record.correlation);
    QCOMPARE(m_bench->posts(), 2);
    QSet<QString> made;
    for (int i = 0; i < 1000; ++i)
        made.insert(m_bench->dispatcher->makeCorrelation());
    QCOMPARE(made.size(), 1000);
}

void TestDispatcher::anOldServersRunIsLookedFor()
{
    setFault("old-server");
    QSignalSpy changed(m_bench->dispatcher.get(), &Dispatcher::changed);
    const Told told = ask(request(), 10s);
    QCOMPARE(told.results.size(), 1);
    QCOMPARE(told.state(), State::Started);
    QVERIFY(!m_bench->server.run(told.last().record.run.value).isEmpty());
    QCOMPARE(m_bench->posts(), 1);
    QCOMPARE(m_bench->looks(), 2); // Once to see it, once to see that it is alone.
    QList<State> states;
    for (const QVariantList &arguments : std::as_const(changed))
        states.append(arguments.first().value<DispatchRecord>().state);
    QCOMPARE(states, (QList{State::Sending, State::Searching, State::Started}));
}

void TestDispatcher::aServerThatRefusesToBeAskedIsAskedOnce_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("400") << QByteArray("old-server=400");
    QTest::newRow("422") << QByteArray("old-server=422");
}

void TestDispatcher::aServerThatRefusesToBeAskedIsAskedOnce()
{
    QFETCH(QByteArray, fault);
    setFault(fault.constData());
    QCOMPARE(ask(request()).state(), State::Started);
    QCOMPARE(m_bench->posts(), 2);
    QCOMPARE(m_bench->runs(), 1);
    QCOMPARE(ask(request(u"another"_s)).state(), State::Started);
    QCOMPARE(m_bench->posts(), 3);
    QCOMPARE(m_bench->runs(), 2);
}

void TestDispatcher::refusalsShowGitHubsReason_data()
{
    QTest::addColumn<QString>("ref");
    QTest::addColumn<InputValues>("inputs");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("message");
    QTest::newRow("missing input") << u"main"_s << InputValues() << ErrorKind::InvalidInputs
                                   << u"Required input 'version' not provided"_s;
    QTest::newRow("no such input") << u"main"_s << InputValues{{u"version"_s, u"1"_s}, {u"speed"_s, u"9"_s}}
                                   << ErrorKind::InvalidInputs << u"Unexpected inputs provided: [\"speed\"]"_s;
    QTest::newRow("no such ref") << u"gone"_s << goodInputs << ErrorKind::InvalidRef << u"No ref found for: gone"_s;
}

void TestDispatcher::refusalsShowGitHubsReason()
{
    QFETCH(QString, ref);
    QFETCH(InputValues, inputs);
    DispatchRequest wrong = request();
    wrong.gitRef = ref;
    wrong.inputs = inputs;
    const Told told = ask(wrong, 0s);
    QCOMPARE(told.results.size(), 1);
    const Error error = told.results.first().error();
    QTEST(error.kind, "kind");
    QTEST(error.message, "message");
    QVERIFY(error.isGitHubsMessage);
    QCOMPARE(m_bench->posts(), 1);
    QCOMPARE(m_bench->runs(), 0);
}

void TestDispatcher::whatCannotBeSentIsNot()
{
    DispatchRequest wrong = request();
    wrong.gitRef.clear();
    QCOMPARE(ask(wrong, 0s).results.first().error().kind, ErrorKind::InvalidRef);
    wrong = request();
    wrong.inputs.insert(u"version"_s, QString(70'000, u'x'));
    QCOMPARE(ask(wrong, 0s).results.first().error().kind, ErrorKind::InvalidInputs);
    QCOMPARE(m_bench->requests, 0);
}

void TestDispatcher::aRefusedWishMayBeCorrected()
{
    DispatchRequest wrong = request();
    wrong.inputs.clear();
    QVERIFY(!ask(wrong).results.first());
    const Told told = ask(request());
    QCOMPARE(told.state(), State::Started);
    QVERIFY(!told.last().isRepeat);
    QCOMPARE(told.last().record.inputs, goodInputs);
    QCOMPARE(m_bench->posts(), 2);
    QCOMPARE(m_bench->runs(), 1);
}

void TestDispatcher::aLimitIsARefusal()
{
    setFault("path=/dispatches");
    setFault("secondary-limit=90");
    const Told told = ask(request(), 1s);
    QCOMPARE(told.results.size(), 1);
    QCOMPARE(told.results.first().error().kind, ErrorKind::SecondaryRateLimit);
    QVERIFY(told.results.first().error().retryAt > m_bench->server.clock.now());
    QCOMPARE(m_bench->posts(), 1);
}

void TestDispatcher::aLostAnswerIsLookedUp_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("dropped") << QByteArray("drop");
    QTest::newRow("cut") << QByteArray("truncate");
    QTest::newRow("silent") << QByteArray("silent");
}

void TestDispatcher::aLostAnswerIsLookedUp()
{
    QFETCH(QByteArray, fault);
    setFault("path=/dispatches");
    setFault(fault.constData());
    const Told told = ask(request(), 5min);
    QCOMPARE(told.results.size(), 1);
    QCOMPARE(told.state(), State::Started);
    QCOMPARE(m_bench->posts(), 1);
    QCOMPARE(m_bench->runs(), 1);
    QVERIFY(!m_bench->server.run(told.last().record.run.value).isEmpty());
}

void TestDispatcher::aRequestThatNeverArrivedIsLost()
{
    m_bench->fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (isPost(request))
            return FakeAnswer{.error = QNetworkReply::RemoteHostClosedError};
        return {};
    };
    const Told early = ask(request(), 55s);
    QVERIFY(early.results.isEmpty());
    QSignalSpy performed(m_bench->dispatcher.get(), &Dispatcher::performed);
    m_bench->pass(30s);
    QCOMPARE(performed.size(), 1);
    const auto deed = performed.first().first().value<DispatchDeed>();
    QCOMPARE(deed.state, State::Lost);
    QVERIFY(!deed.message.isEmpty());
    QCOMPARE(m_bench->posts(), 0);
    QVERIFY(m_bench->looks() >= 4);
    QVERIFY2(m_bench->looks() <= 8, qPrintable(QString::number(m_bench->looks())));
}

void TestDispatcher::aLostWishIsLookedForBeforeItIsSentAgain()
{
    m_bench->fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (isPost(request))
            return FakeAnswer{.error = QNetworkReply::RemoteHostClosedError};
        return {};
    };
    QCOMPARE(ask(request()).state(), State::Lost);
    m_bench->fault = {};
    const int looks = m_bench->looks();
    const Told told = ask(request(), 5s);
    QCOMPARE(told.state(), State::Started);
    QVERIFY(!told.last().isRepeat);
    QCOMPARE(m_bench->looks(), looks + 1);
    QCOMPARE(m_bench->posts(), 1);
    QVERIFY(ask(request(), 5s).last().isRepeat);
    QCOMPARE(m_bench->posts(), 1);
}

void TestDispatcher::aLostWishIsNotSentWhileNothingCanBeSeen()
{
    // It did arrive; only nothing is seen of it.
    setFault("path=/dispatches");
    setFault("drop");
    m_bench->fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (!isPost(request))
            return FakeAnswer{.error = QNetworkReply::HostNotFoundError};
        return {};
    };
    QCOMPARE(ask(request()).state(), State::Lost);
    QCOMPARE(ask(request(), 3min).state(), State::Lost);
    QCOMPARE(m_bench->posts(), 1);
    m_bench->fault = {};
    const Told told = ask(request(), 3min);
    QCOMPARE(told.state(), State::Started);
    QVERIFY(told.last().isRepeat);
    QCOMPARE(m_bench->posts(), 1);
    QCOMPARE(m_bench->runs(), 1);
}

void TestDispatcher::restartAfterSendingFindsTheRun()
{
    setFault("path=/dispatches");
    setFault("silent");
    const Told lost = ask(request(), 1s);
    QVERIFY(lost.results.isEmpty());
    QCOMPARE(m_bench->posts(), 1);
    m_bench->restart();
    QSignalSpy performed(m_bench->dispatcher.get(), &Dispatcher::performed);
    m_bench->pass(80s);
    QCOMPARE(performed.size(), 1);
    QCOMPARE(performed.first().first().value<DispatchDeed>().state, State::Started);
    const Told told = ask(request());
    QCOMPARE(told.state(), State::Started);
    QVERIFY(told.last().isRepeat);
    QCOMPARE(m_bench->posts(), 1);
    QCOMPARE(m_bench->runs(), 1);
}

void TestDispatcher::restartBeforeSendingSendsNothing()
{
    m_bench->fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (isPost(request))
            return FakeAnswer{.hangs = true};
        return {};
    };
    ask(request(), 1s);
    m_bench->fault = {};
    m_bench->restart();
    m_bench->settle();
    // While it is being looked for, the same wish waits for what comes of that.
    const Told told = ask(request(), 2s);
    QVERIFY(told.results.isEmpty());
    QSignalSpy performed(m_bench->dispatcher.get(), &Dispatcher::performed);
    m_bench->pass(80s);
    QCOMPARE(performed.size(), 1);
    QCOMPARE(performed.first().first().value<DispatchDeed>().state, State::Lost);
    QCOMPARE(m_bench->posts(), 0);
    QCOMPARE(ask(request()).state(), State::Started);
    QCOMPARE(m_bench->posts(), 1);
}

void TestDispatcher::restartWhileSearchingGoesOn()
{
    setFault("old-server");
    bool isHidden = true;
    m_bench->fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (isHidden && !isPost(request))
            return FakeAnswer{.body = R"({"total_count": 0, "workflow_runs": []})"};
        return {};
    };
    ask(request(), 10s);
    m_bench->restart();
    m_bench->pass(5s);
    isHidden = false;
    m_bench->pass(60s);
    const Told told = ask(request());
    QCOMPARE(told.state(), State::Started);
    QVERIFY(told.last().isRepeat);
    QCOMPARE(m_bench->posts(), 1);
    // Taken and not found, it is not sent again however often it is asked for.
    isHidden = true;
    QCOMPARE(ask(request(u"second"_s)).state(), State::NotFound);
    m_bench->restart();
    QCOMPARE(ask(request(u"second"_s)).state(), State::NotFound);
    QCOMPARE(m_bench->posts(), 2);
    isHidden = false;
    QCOMPARE(ask(request(u"second"_s)).state(), State::Started);
    QCOMPARE(m_bench->posts(), 2);
}

void TestDispatcher::twoCandidatesAreBothOffered()
{
    setFault("old-server");
    Told told;
    m_bench->dispatcher->dispatch(request(), &m_context, told.done());
    m_bench->settle();
    const RunId other{postByHand()};
    m_bench->pass(80s);
    QCOMPARE(told.results.size(), 1);
    QCOMPARE(told.state(), State::Ambiguous);
    QVERIFY(!told.last().record.run.isValid());
    QCOMPARE(told.last().record.candidates.size(), 2);
    QVERIFY(told.last().record.candidates.contains(other));
    // So it stays, also after a restart.
    m_bench->restart();
    const Told again = ask(request());
    QVERIFY(again.last().isRepeat);
    QCOMPARE(again.last().record, told.last().record);
    QCOMPARE(m_bench->posts(), 2);
}

void TestDispatcher::aSecondCandidateThatComesLaterIsSeen()
{
    setFault("old-server");
    Told told;
    m_bench->dispatcher->dispatch(request(), &m_context, told.done());
    m_bench->pass(1500ms);
    QCOMPARE(m_bench->looks(), 1);
    QVERIFY(told.results.isEmpty());
    postByHand();
    m_bench->pass(80s);
    QCOMPARE(told.state(), State::Ambiguous);
}

void TestDispatcher::runsOfOthersAreNone()
{
    setFault("old-server");
    postByHand(); // Before.
    m_bench->pass(10s);
    Told told;
    m_bench->dispatcher->dispatch(request(), &m_context, told.done());
    m_bench->settle();
    QVERIFY(postByHand("other.yml") != 0);
    QVERIFY(postByHand("deploy.yml", u"release/2.0"_s) != 0);
    QVERIFY(postByHand("deploy.yml", u"v1"_s) != 0);
    m_bench->pass(80s);
    QCOMPARE(told.state(), State::Started);
    const QJsonObject run = m_bench->server.run(told.last().record.run.value);
    QCOMPARE(run.value(u"head_branch"_s).toString(), u"main"_s);
    QCOMPARE(run.value(u"workflow_id"_s).toInteger(), request().workflow.value);
}

void TestDispatcher::ownWishesDoNotTakeEachOthersRun()
{
    setFault("old-server");
    Told told;
    for (const auto &wish : {u"a"_s, u"b"_s, u"c"_s})
        m_bench->dispatcher->dispatch(request(wish), &m_context, told.done());
    m_bench->pass(60s);
    QCOMPARE(told.results.size(), 3);
    QSet<qint64> runs;
    for (const auto &result : std::as_const(told.results)) {
        QCOMPARE(result->record.state, State::Started);
        runs.insert(result->record.run.value);
    }
    QCOMPARE(runs.size(), 3);
    QCOMPARE(m_bench->posts(), 3);
}

void TestDispatcher::noRunIsNotFound()
{
    setFault("old-server");
    m_bench->fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (!isPost(request))
            return FakeAnswer{.body = R"({"total_count": 0, "workflow_runs": []})"};
        return {};
    };
    QVERIFY(ask(request(), 55s).results.isEmpty());
    m_bench->pass(10s);
    const int requests = m_bench->requests;
    QVERIFY2(requests <= 9, qPrintable(QString::number(requests)));
    QCOMPARE(ask(request(), 5s).state(), State::NotFound);
    QCOMPARE(m_bench->posts(), 1);
    QCOMPARE(m_bench->requests, requests + 1);
}

void TestDispatcher::theSearchCanBeStopped()
{
    setFault("old-server");
    m_bench->fault = [](const FakeRequest &request) -> std::optional<FakeAnswer> {
        if (!isPost(request))
            return FakeAnswer{.hangs = true};
        return {};
    };
    Told told;
    m_bench->dispatcher->dispatch(request(), &m_context, told.done());
    m_bench->pass(5s);
    m_bench->dispatcher->stopSearching(m_bench->ref, request().workflow, u"nothing"_s);
    QVERIFY(told.results.isEmpty());
    m_bench->dispatcher->stopSearching(m_bench->ref, request().workflow, u"wish"_s);
    m_bench->settle();
    QCOMPARE(told.results.size(), 1);
    QCOMPARE(told.state(), State::NotFound);
}

void TestDispatcher::theServersClockCounts_data()
{
    QTest::addColumn<int>("minutes");
    QTest::newRow("ours is behind") << -90;
    QTest::newRow("ours is ahead") << 90;
}

void TestDispatcher::theServersClockCounts()
{
    QFETCH(int, minutes);
    setFault("old-server");
    postByHand();
    m_bench->pass(10s);
    m_bench->server.clock.jumpWallClock(std::chrono::minutes(minutes));
    const Told told = ask(request());
    QCOMPARE(told.state(), State::Started);
    QCOMPARE(m_bench->runs(), 2);
}

void TestDispatcher::inputsAreRemembered()
{
    using Remembered = std::optional<RememberedInputs>;
    const auto last = [this](const char *file) {
        Remembered found;
        m_bench->dispatcher->lastInputs(m_bench->ref, m_bench->workflow(file), &m_context,
                                        [&found](const Expected<Remembered> &result) { found = result.value(); });
        m_bench->settle();
        return found;
    };
    const auto ofRun = [this](RunId run) {
        Remembered found;
        m_bench->dispatcher->inputsOf({m_bench->account.id, run}, &m_context,
                                      [&found](const Expected<Remembered> &result) { found = result.value(); });
        m_bench->settle();
        return found;
    };
    QVERIFY(!last("deploy.yml"));
    const RunId first = ask(request(u"a"_s)).last().record.run;
    DispatchRequest other = request(u"b"_s);
    other.gitRef = u"refs/tags/v1"_s;
    other.inputs = {{u"version"_s, u"„2“\n\0x"_s}};
    const RunId second = ask(other).last().record.run;
    m_bench->restart();
    QCOMPARE(last("deploy.yml")->inputs, other.inputs);
    QCOMPARE(last("deploy.yml")->gitRef, other.gitRef);
    QVERIFY(!last("other.yml"));
    QCOMPARE(ofRun(first)->inputs, goodInputs);
    QCOMPARE(ofRun(first)->workflow, request().workflow);
    QCOMPARE(ofRun(second)->inputs, other.inputs);
    QVERIFY(!ofRun(RunId{1}));
}

void TestDispatcher::deedsAreReported()
{
    QSignalSpy performed(m_bench->dispatcher.get(), &Dispatcher::performed);
    ask(request());
    ask(request());
    DispatchRequest wrong = request(u"wrong"_s);
    wrong.gitRef = u"gone"_s;
    ask(wrong);
    QCOMPARE(performed.size(), 2);
    const auto done = performed.at(0).first().value<DispatchDeed>();
    QCOMPARE(done.state, State::Started);
    QCOMPARE(done.ref, m_bench->ref);
    QCOMPARE(done.workflowName, u"Deploy"_s);
    QCOMPARE(done.correlation, u"wish"_s);
    QVERIFY(done.run.isValid());
    const auto refused = performed.at(1).first().value<DispatchDeed>();
    QCOMPARE(refused.state, State::Refused);
    QCOMPARE(refused.message, u"No ref found for: gone"_s);
    QCOMPARE(refused.refusal, ErrorKind::InvalidRef);
}

void TestDispatcher::deedsBecomeRecords()
{
    DispatchDeed deed;
    deed.askedAt = QDateTime({2026, 3, 1}, {12, 0}, Qt::UTC);
    deed.at = deed.askedAt.addSecs(70);
    deed.ref = m_bench->ref;
    deed.workflow = WorkflowId{7};
    deed.gitRef = u"main"_s;
    deed.correlation = u"wish"_s;
    deed.message = u"The connection broke"_s;
    const std::pair<State, QString> results[] = {{State::Started, u"done"_s},
                                                 {State::Ambiguous, u"ambiguous"_s},
                                                 {State::NotFound, u"not_found"_s},
                                                 {State::Lost, u"lost"_s},
                                                 {State::Refused, u"AccessDenied"_s}};
    for (const auto &[state, result] : results) {
        deed.state = state;
        deed.refusal = state == State::Refused ? std::optional(ErrorKind::AccessDenied) : std::nullopt;
        const CommandRecord record = auditRecord(deed);
        QCOMPARE(record.result, result);
        QCOMPARE(record.at, deed.askedAt);
        QCOMPARE(record.endedAt, deed.at);
        QCOMPARE(record.details, u"workflow 7, ref main, correlation wish"_s);
        QCOMPARE(record.message, deed.message);
    }
}

void TestDispatcher::withoutAnAccountNothingIsSent()
{
    DispatchRequest stranger = request();
    stranger.ref.account = AccountId{u"nobody@github.com"_s};
    const Told told = ask(stranger, 0s);
    QCOMPARE(told.results.first().error().kind, ErrorKind::Unauthorized);
    QCOMPARE(m_bench->requests, 0);
    QCOMPARE(m_bench->dispatcher->waitFor({stranger.ref.account, RunId{1}}, stranger.ref.repository, 1s), nullptr);
    QCOMPARE(m_bench->dispatcher->searchRefs(stranger.ref, u"main"_s, &m_context), nullptr);
}

void TestDispatcher::waitsForARun()
{
    const RunId run = ask(request(), 0s).last().record.run;
    RunWait *wait = m_bench->dispatcher->waitFor({m_bench->account.id, run}, m_bench->ref.repository, 1h);
    std::optional<Expected<FinishedRun>> end;
    QStringList seen;
    connect(wait, &RunWait::progressed, this,
            [&](const Run &progressed) { seen.append(statusWord(progressed.state.status)); });
    connect(wait, &RunWait::finished, this, [&](const Expected<FinishedRun> &result) { end = result; });
    m_bench->pass(30s);
    QVERIFY(!end);
    m_bench->pass(10min);
    QVERIFY(end && end->has_value());
    QCOMPARE((*end)->run.id, run);
    QCOMPARE((*end)->run.state.conclusion, Conclusion::Success);
    QCOMPARE((*end)->durationMs, (*end)->run.durationMs(m_bench->server.clock.now()));
    QVERIFY2((*end)->durationMs > 30'000, qPrintable(QString::number((*end)->durationMs)));
    QCOMPARE(seen.last(), u"completed"_s);
    const int asked = m_bench->served("GET", "/actions/runs/{run_id}");
    QVERIFY2(asked > 10 && asked < 70, qPrintable(QString::number(asked)));
}

void TestDispatcher::waitingEnds_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("time-out") << u"timeout"_s << ErrorKind::Timeout;
    QTest::newRow("cancelled") << u"cancel"_s << ErrorKind::Cancelled;
    QTest::newRow("deleted") << u"delete"_s << ErrorKind::RunNotFound;
}

void TestDispatcher::waitingEnds()
{
    QFETCH(QString, how);
    DispatchRequest slow = request();
    slow.workflow = m_bench->workflow("other.yml");
    slow.inputs.clear();
    const RunId run = ask(slow, 0s).last().record.run;
    const QPointer<RunWait> wait =
        m_bench->dispatcher->waitFor({m_bench->account.id, run}, m_bench->ref.repository, 5min);
    QList<Expected<FinishedRun>> ends;
    connect(wait, &RunWait::finished, this, [&](const Expected<FinishedRun> &result) { ends.append(result); });
    m_bench->pass(10s);
    if (how == u"cancel"_s)
        wait->cancel();
    if (how == u"delete"_s) {
        const QString path = u"/actions/runs/%1"_s.arg(run.value);
        m_bench->server.post(SimulatorClient::repo(path + u"/cancel"_s));
        m_bench->server.pass(60s);
        m_bench->fault = [](const FakeRequest &) {
            return std::optional(FakeAnswer{.status = 404, .body = R"({"message": "Not Found"})"});
        };
    }
    m_bench->pass(6min);
    QCOMPARE(ends.size(), 1);
    QVERIFY(!ends.first());
    QTEST(ends.first().error().kind, "kind");
    QVERIFY(!wait);
    const int requests = m_bench->requests;
    m_bench->pass(5min);
    QCOMPARE(m_bench->requests, requests);
}

void TestDispatcher::waitingOutlastsTrouble()
{
    const RunId run = ask(request(), 0s).last().record.run;
    RunWait *wait = m_bench->dispatcher->waitFor({m_bench->account.id, run}, m_bench->ref.repository, 2h);
    std::optional<Expected<FinishedRun>> end;
    connect(wait, &RunWait::finished, this, [&](const Expected<FinishedRun> &result) { end = result; });
    m_bench->pass(5s);
    m_bench->fault = [](const FakeRequest &) {
        return std::optional(FakeAnswer{.error = QNetworkReply::HostNotFoundError});
    };
    m_bench->pass(10min);
    QVERIFY(!end);
    m_bench->fault = {};
    m_bench->pass(10min);
    QVERIFY(end && end->has_value());
    QCOMPARE((*end)->run.state.conclusion, Conclusion::Success);
}

void TestDispatcher::loadsForms()
{
    QList<Expected<LoadedForm>> loaded;
    const auto load = [&](const QString &file, const QString &ref) {
        m_bench->dispatcher->loadForm(m_bench->ref, u".github/workflows/"_s + file, ref, &m_context,
                                      [&](const Expected<LoadedForm> &form) { loaded.append(form); });
        m_bench->settle();
    };
    load(u"deploy.yml"_s, u"refs/tags/v1"_s);
    QCOMPARE(loaded.size(), 1);
    QVERIFY(loaded.last() && loaded.last()->form);
    QCOMPARE(loaded.last()->form->workflowName, u"Deploy"_s);
    QCOMPARE(loaded.last()->form->inputs.size(), 3);
    QCOMPARE(loaded.last()->environments, (QStringList{u"staging"_s, u"production"_s}));
    QVERIFY(!loaded.last()->environmentsError);
    load(u"other.yml"_s, QString());
    QVERIFY(loaded.last()->form->canBeDispatched);
    QVERIFY(loaded.last()->environments.isEmpty());
    // Without the environments the form is there all the same.
    setFault("path=/environments");
    setFault("status=403");
    load(u"deploy.yml"_s, u"main"_s);
    QCOMPARE(loaded.size(), 3);
    QCOMPARE(loaded.last()->form->inputs.size(), 3);
    QCOMPARE(loaded.last()->environmentsError->kind, ErrorKind::AccessDenied);
}

void TestDispatcher::saysWhyThereIsNoForm_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("ref");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("no such file") << u".github/workflows/none.yml"_s << u"main"_s << ErrorKind::WorkflowNotFound;
    QTest::newRow("no such ref") << u".github/workflows/deploy.yml"_s << u"gone"_s << ErrorKind::InvalidRef;
    QTest::newRow("a folder") << u".github/workflows"_s << u"main"_s << ErrorKind::ParseError;
    QTest::newRow("leads elsewhere") << u"../../../user"_s << u"main"_s << ErrorKind::WorkflowNotFound;
}

void TestDispatcher::saysWhyThereIsNoForm()
{
    QFETCH(QString, path);
    QFETCH(QString, ref);
    QList<Expected<LoadedForm>> loaded;
    m_bench->dispatcher->loadForm(m_bench->ref, path, ref, &m_context,
                                  [&](const Expected<LoadedForm> &form) { loaded.append(form); });
    m_bench->settle();
    QCOMPARE(loaded.size(), 1);
    QVERIFY(!loaded.first());
    QTEST(loaded.first().error().kind, "kind");
    QVERIFY(!loaded.first().error().message.isEmpty());
}

QTEST_GUILESS_MAIN(TestDispatcher)

#include "tst_dispatcher.moc"
