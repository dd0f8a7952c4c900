// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/answerheaders.h"
#include "core/github/transport/ratelimitstate.h"

#include <QTest>

using namespace Runlight;

namespace {

const QString core = QStringLiteral("core");
const QString search = QStringLiteral("search");
const QDateTime start(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);

AnswerHeaders limit(int remaining, const QDateTime &reset, const QByteArray &resource = "core",
                    const QByteArray &date = {})
{
    return AnswerHeaders({{"X-RateLimit-Limit", "5000"},
                          {"X-RateLimit-Remaining", QByteArray::number(remaining)},
                          {"X-RateLimit-Used", QByteArray::number(5000 - remaining)},
                          {"X-RateLimit-Reset", QByteArray::number(reset.toSecsSinceEpoch())},
                          {"X-RateLimit-Resource", resource},
                          {"Date", date}});
}

} // namespace

class TestRateLimitState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsNothingAtFirst()
    {
        const RateLimitState state;
        QVERIFY(!state.limit(core).isKnown());
        QVERIFY(!state.heldUntil(core, start).isValid());
        QVERIFY(state.spare(core, start) > 1'000'000);
    }

    void learnsEachResourceByItself()
    {
        RateLimitState state;
        QVERIFY(state.learn(limit(4999, start.addSecs(3600)), start));
        QVERIFY(state.learn(limit(0, start.addSecs(60), "search"), start));
        QCOMPARE(state.limit(core).limit, 5000);
        QCOMPARE(state.limit(core).remaining, 4999);
        QCOMPARE(state.limit(core).used, 1);
        QCOMPARE(state.limit(core).resetAt, start.addSecs(3600));
        QCOMPARE(state.spare(core, start), 4999);
        QVERIFY(!state.heldUntil(core, start).isValid());
        QCOMPARE(state.heldUntil(search, start), start.addSecs(60));
        QCOMPARE(state.spare(search, start), 0);
        QVERIFY(!state.heldUntil(search, start.addSecs(60)).isValid());
    }

    void tellsWhetherAnythingChanged()
    {
        RateLimitState state;
        QVERIFY(state.learn(limit(10, start.addSecs(60)), start));
        QVERIFY(!state.learn(limit(10, start.addSecs(60)), start));
        QVERIFY(!state.learn(AnswerHeaders(), start));
        QVERIFY(!state.learn(AnswerHeaders({{"x-ratelimit-limit", "many"}, {"x-ratelimit-remaining", "1"}}), start));
    }

    void ignoresLateAnswersButNotNewWindows()
    {
        RateLimitState state;
        state.learn(limit(10, start.addSecs(60)), start);
        QVERIFY(!state.learn(limit(12, start.addSecs(60)), start)); // Overtaken within the window.
        QVERIFY(!state.learn(limit(5000, start.addSecs(-3600)), start)); // Of the window before.
        QVERIFY(state.learn(limit(9, start.addSecs(61)), start)); // The same window, by another server.
        QCOMPARE(state.limit(core).resetAt, start.addSecs(60));
        QVERIFY(state.learn(limit(4990, start.addSecs(3660)), start));
        QCOMPARE(state.limit(core).remaining, 4990);
    }

    void startsAnewAfterTheReset()
    {
        RateLimitState state;
        state.learn(limit(0, start.addSecs(60)), start);
        const QDateTime later = start.addSecs(61);
        QVERIFY(state.spare(core, later) > 0);
        QVERIFY(state.learn(limit(4999, start.addSecs(3660)), later));
        QCOMPARE(state.limit(core).remaining, 4999);
    }

    void countsWithTheServersClock()
    {
        RateLimitState state;
        // The server believes it is three hours later, and resets in ten minutes.
        state.learn(limit(0, start.addSecs(3 * 3600 + 600), "core", "Thu, 01 Jan 2026 03:00:00 GMT"), start);
        QCOMPARE(state.heldUntil(core, start), start.addSecs(600));
    }

    void namesTheResourceOfAPath()
    {
        QCOMPARE(RateLimitState::resourceOf(QStringLiteral("/repos/o/r")), core);
        QCOMPARE(RateLimitState::resourceOf(QStringLiteral("/search/repositories")), search);
        QCOMPARE(RateLimitState::resourceOf(QStringLiteral("/search/code")), QStringLiteral("code_search"));
    }

    void seesAPrimaryLimit()
    {
        RateLimitState state;
        const AnswerHeaders headers = limit(0, start.addSecs(1200));
        state.learn(headers, start);
        const auto hit = state.refused(403, headers, QStringLiteral("API rate limit exceeded for user"), core, start);
        QVERIFY(hit);
        QCOMPARE(hit->kind, ErrorKind::RateLimited);
        QCOMPARE(hit->until, start.addSecs(1200));
        QCOMPARE(state.heldUntil(core, start), start.addSecs(1200));
        QVERIFY(!state.heldUntil(search, start).isValid());
    }

    void holdsWhatWasAskedWhateverGitHubCallsIt()
    {
        RateLimitState state;
        const AnswerHeaders headers = limit(0, start.addSecs(1200), "integration_manifest");
        state.learn(headers, start);
        QVERIFY(state.refused(429, headers, {}, core, start));
        QCOMPARE(state.heldUntil(core, start), start.addSecs(1200));
    }

    void obeysRetryAfter()
    {
        RateLimitState state;
        const auto hit =
            state.refused(429, AnswerHeaders(AnswerHeaders::Fields{{"Retry-After", "17"}}), {}, core, start);
        QVERIFY(hit);
        QCOMPARE(hit->kind, ErrorKind::SecondaryRateLimit);
        QCOMPARE(hit->until, start.addSecs(17));
        QCOMPARE(state.heldUntil(core, start), start.addSecs(17));
        QCOMPARE(state.heldUntil(search, start), start.addSecs(17));
        QCOMPARE(state.spare(core, start), 0);
    }

    void doublesTheSecondaryPause()
    {
        RateLimitState state;
        const QString words = QStringLiteral("You have exceeded a secondary rate limit. Please wait.");
        QDateTime now = start;
        for (int pause : {60, 120, 240}) {
            const auto hit = state.refused(403, limit(4000, start.addSecs(3600)), words, core, now);
            QVERIFY(hit);
            QCOMPARE(hit->kind, ErrorKind::SecondaryRateLimit);
            QCOMPARE(now.secsTo(hit->until), pause);
            // What was under way is refused for the same reason: no doubling, only the same pause from then on.
            QCOMPARE(state.refused(403, {}, words, core, now.addSecs(1))->until, hit->until.addSecs(1));
            now = state.heldUntil(core, now);
        }
        state.wentThrough();
        QCOMPARE(now.secsTo(state.refused(403, {}, words, core, now)->until), 60);
    }

    void leavesOtherRefusalsAlone()
    {
        RateLimitState state;
        QVERIFY(
            !state.refused(403, limit(100, start.addSecs(60)), QStringLiteral("Resource not accessible"), core, start));
        QVERIFY(!state.refused(404, limit(0, start.addSecs(60)), {}, core, start));
        QVERIFY(!state.refused(503, AnswerHeaders(AnswerHeaders::Fields{{"Retry-After", "5"}}), {}, core, start));
        QVERIFY(!state.heldUntil(core, start).isValid());
    }
};

QTEST_GUILESS_MAIN(TestRateLimitState)
#include "tst_ratelimitstate.moc"
