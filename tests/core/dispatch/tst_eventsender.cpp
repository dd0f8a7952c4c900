// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/eventsender.h"
#include "tests/core/dispatch/dispatchbench.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray listening = R"json(
    "workflows": [{"name": "Deploy", "file": "deploy.yml", "on": ["repository_dispatch"],
                   "jobs": [{"id": "deploy", "steps": [["Deploy", 95]]}]}])json";

using Results = QList<Expected<EventResult>>;

std::optional<FakeAnswer> loseAnswers(const FakeRequest &request)
{
    if (request.verb == "POST")
        return FakeAnswer{.error = QNetworkReply::RemoteHostClosedError};
    return {};
}

} // namespace

//! Each event is sent once, whatever happens on the way.
class TestEventSender : public QObject
{
    Q_OBJECT

    std::unique_ptr<DispatchBench> m_bench;
    QList<CommandRecord> m_audit;
    int m_sent = 0; //!< POSTs, whatever became of them.

    EventRequest wish(const QString &type = u"deploy"_s, const QJsonObject &payload = {{u"to"_s, u"staging"_s}}) const
    {
        return {m_bench->ref, {type, payload}};
    }
    void listen()
    {
        connect(&m_bench->dispatcher->events(), &EventSender::performed, this,
                [this](const CommandRecord &record) { m_audit.append(record); });
    }
    void setFault(std::function<std::optional<FakeAnswer>(const FakeRequest &)> fault)
    {
        m_bench->fault = [this, fault = std::move(fault)](const FakeRequest &request) -> std::optional<FakeAnswer> {
            m_sent += request.verb == "POST" ? 1 : 0;
            return fault ? fault(request) : std::nullopt;
        };
    }
    //! What \a request, made \a times in a row, is told.
    Results ask(const EventRequest &request, int times = 1)
    {
        auto results = std::make_shared<Results>();
        for (int i = 0; i < times; ++i)
            m_bench->dispatcher->events().send(
                request, this, [results](const Expected<EventResult> &result) { results->append(result); });
        m_bench->pass(2min);
        return *results;
    }

private Q_SLOTS:
    void init()
    {
        m_audit.clear();
        m_sent = 0;
        m_bench = std::make_unique<DispatchBench>(listening);
        setFault({});
        listen();
    }
    void cleanup() { m_bench.reset(); }

    void theSameIsSentOnce()
    {
        const Results first = ask(wish(), 3);
        QCOMPARE(first.size(), 3);
        for (const auto &result : first)
            QCOMPARE(result->record.state, EventState::Sent);
        QVERIFY(!first.first()->isRepeat);
        QVERIFY(first.last()->isRepeat);
        QCOMPARE(m_sent, 1);
        QCOMPARE(m_bench->runs(), 1);
        // Also after a restart, and however the payload was laid out.
        m_bench->restart();
        listen();
        const Results later = ask(wish(u"deploy"_s, *parsePayload(u" {\n \"to\" : \"staging\" } "_s)));
        QVERIFY(later.first()->isRepeat);
        QCOMPARE(later.first()->record.askedAt, first.first()->record.askedAt);
        QCOMPARE(m_sent, 1);
        // Another one is another one, and who has seen it may send it again.
        QVERIFY(!ask(wish(u"deploy"_s, {}))[0]->isRepeat);
        EventRequest again = wish();
        again.again = true;
        QVERIFY(!ask(again)[0]->isRepeat);
        QCOMPARE(m_sent, 3);
        QCOMPARE(m_bench->runs(), 3);
        QCOMPARE(m_audit.size(), 3);
        QCOMPARE(m_audit.first().action, u"repository_event"_s);
        QCOMPARE(m_audit.first().result, u"done"_s);
        QVERIFY(!m_audit.first().details.contains(u"staging"_s));
        QVERIFY(m_audit.first().endedAt >= m_audit.first().at);
    }

    void aDayLaterItIsAnotherWish()
    {
        ask(wish());
        m_bench->server.clock.advance(24h);
        QVERIFY(!ask(wish())[0]->isRepeat);
        QCOMPARE(m_sent, 2);
    }

    void aLostAnswerIsUnclearAndNotSentAgain()
    {
        setFault(loseAnswers);
        const Results lost = ask(wish());
        QCOMPARE(lost.first()->record.state, EventState::Lost);
        QVERIFY(!lost.first()->isRepeat);
        QVERIFY(!lost.first()->record.message.isEmpty());
        QCOMPARE(m_audit.size(), 1);
        QCOMPARE(m_audit.first().result, u"lost"_s);
        const int sent = m_sent;
        QCOMPARE(sent, 1);
        setFault({});
        const Results again = ask(wish());
        QCOMPARE(again.first()->record.state, EventState::Lost);
        QVERIFY(again.first()->isRepeat);
        QCOMPARE(m_sent, sent);
        EventRequest seen = wish();
        seen.again = true;
        QCOMPARE(ask(seen)[0]->record.state, EventState::Sent);
        QCOMPARE(m_sent, sent + 1);
    }

    void theProgramsEndLeavesItUnclear()
    {
        setFault([](const FakeRequest &request) -> std::optional<FakeAnswer> {
            return request.verb == "POST" ? std::optional(FakeAnswer{.hangs = true}) : std::nullopt;
        });
        m_bench->dispatcher->events().send(wish(), this, [](const Expected<EventResult> &) {});
        m_bench->settle();
        QCOMPARE(m_sent, 1);
        setFault({});
        m_bench->restart();
        listen();
        m_bench->settle();
        QCOMPARE(m_audit.size(), 1);
        QCOMPARE(m_audit.first().result, u"lost"_s);
        const Results again = ask(wish());
        QCOMPARE(again.first()->record.state, EventState::Lost);
        QVERIFY(again.first()->isRepeat);
        QCOMPARE(m_sent, 1);
        m_bench->restart();
        listen();
        m_bench->settle();
        QCOMPARE(m_audit.size(), 1);
    }

    void aRefusalNamesTheMissingPermission()
    {
        setFault([](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (request.verb != "POST")
                return {};
            return FakeAnswer{.status = 403,
                              .body = R"({"message": "Resource not accessible by personal access token"})"};
        });
        const Results refused = ask(wish());
        QVERIFY(!refused.first());
        QCOMPARE(refused.first().error().kind, ErrorKind::AccessDenied);
        QCOMPARE(refused.first().error().neededPermission, u"contents=write"_s);
        QVERIFY(adviceFor(refused.first().error()).contains(u"contents=write"_s));
        QCOMPARE(m_audit.size(), 1);
        QCOMPARE(m_audit.first().result, u"AccessDenied"_s);
        QCOMPARE(m_audit.first().message, u"Resource not accessible by personal access token"_s);
        // Nothing has happened: it may be sent again.
        setFault({});
        QVERIFY(!ask(wish())[0]->isRepeat);
    }

    void whatGitHubWouldRefuseIsNotSent()
    {
        EventRequest stranger = wish();
        stranger.ref.account = AccountId{u"nobody@github.com"_s};
        QCOMPARE(ask(stranger)[0].error().kind, ErrorKind::Unauthorized);
        QCOMPARE(ask(wish(QString()))[0].error().kind, ErrorKind::InvalidInputs);
        QCOMPARE(ask(wish(QString(101, u'x')))[0].error().kind, ErrorKind::InvalidInputs);
        QCOMPARE(m_sent, 0);
        QVERIFY(m_audit.isEmpty());
        QVERIFY(ask(wish(QString(100, u'x')))[0]);
    }

    void payloadsAreChecked_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("complaint");
        QTest::newRow("blank") << u" \n"_s << QString();
        QTest::newRow("empty") << u"{}"_s << QString();
        QTest::newRow("nested") << uR"({"a": {"b": [1, true, null, "ü"]}})"_s << QString();
        QTest::newRow("list") << u"[1]"_s << u"object"_s;
        QTest::newRow("cut") << u"{\"a\": 1"_s << u"no JSON, line 1, column"_s;
        QTest::newRow("comma") << u"{\n  \"ü\": 1,\n}"_s << u"line 3, column"_s;
        QJsonObject members;
        for (int i = 0; i < 10; ++i)
            members.insert(QString::number(i), i);
        QTest::newRow("ten") << QString::fromUtf8(QJsonDocument(members).toJson()) << QString();
        members.insert(u"more"_s, 1);
        QTest::newRow("eleven") << QString::fromUtf8(QJsonDocument(members).toJson()) << u"10"_s;
        QTest::newRow("largest") << u"{\"a\":\"%1\"}"_s.arg(QString(65'527, u'x')) << QString();
        QTest::newRow("too large") << u"{\"a\":\"%1\"}"_s.arg(QString(65'528, u'x')) << u"64 KB"_s;
        QTest::newRow("pasted") << QString(2'000'000, u' ') << u"64 KB"_s;
        QTest::newRow("deep") << QString(100'000, u'[') << u"no JSON"_s;
    }

    void payloadsAreChecked()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, complaint);
        const Expected<QJsonObject> payload = parsePayload(text);
        QCOMPARE(payload.has_value(), complaint.isEmpty());
        if (!payload)
            QVERIFY2(payload.error().message.contains(complaint), qPrintable(payload.error().message));
    }
};

QTEST_GUILESS_MAIN(TestEventSender)
#include "tst_eventsender.moc"
