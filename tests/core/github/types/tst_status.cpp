// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/status.h"

#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

class TestStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsGoBothWays();
    void normalises_data();
    void normalises();
    void keepsWordsItDoesNotKnow();
    void hasNoConclusionBeforeTheEnd();
    void tellsFailures_data();
    void tellsFailures();
};

void TestStatus::wordsGoBothWays()
{
    for (const auto *word : {"queued", "waiting", "requested", "pending", "in_progress", "completed"}) {
        const QLatin1String text(word);
        QVERIFY2(statusFromWord(QString(text)) != Status::Unknown, word);
        QCOMPARE(statusWord(statusFromWord(QString(text))), text);
    }
    for (const auto *word : {"success", "neutral", "skipped", "cancelled", "failure", "timed_out", "action_required",
                             "startup_failure", "stale"}) {
        const QLatin1String text(word);
        QVERIFY2(conclusionFromWord(QString(text)) != Conclusion::Unknown, word);
        QCOMPARE(conclusionWord(conclusionFromWord(QString(text))), text);
    }
    QCOMPARE(statusFromWord(u"Queued"), Status::Unknown);
    QCOMPARE(statusFromWord(u""), Status::Unknown);
    QCOMPARE(conclusionFromWord(u""), Conclusion::None);
    QCOMPARE(conclusionFromWord(u"SUCCESS"), Conclusion::Unknown);
    QVERIFY(statusWord(Status::Unknown).isEmpty());
    QVERIFY(conclusionWord(Conclusion::None).isEmpty());
    QVERIFY(conclusionWord(Conclusion::Unknown).isEmpty());
}

void TestStatus::normalises_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("conclusion");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *status, const char *conclusion, const char *word) {
        QTest::addRow("%s/%s", status, conclusion)
            << QString::fromLatin1(status) << QString::fromLatin1(conclusion) << QString::fromLatin1(word);
    };
    for (const auto *status : {"queued", "waiting", "requested", "pending", "teleporting", ""})
        row(status, "", "QUEUED");
    row("in_progress", "", "RUNNING");
    for (const auto *conclusion : {"success", "neutral", "skipped", "", "quantum"})
        row("completed", conclusion, "SUCCEEDED");
    row("completed", "cancelled", "CANCELLED");
    for (const auto *conclusion : {"failure", "timed_out", "action_required", "startup_failure", "stale"})
        row("completed", conclusion, "FAILED");
}

void TestStatus::normalises()
{
    QFETCH(QString, status);
    QFETCH(QString, conclusion);
    QFETCH(QString, word);
    QCOMPARE(QString(normalisedWord(normalised(RunState::of(status, conclusion)))), word);
}

void TestStatus::keepsWordsItDoesNotKnow()
{
    const RunState state = RunState::of(u"teleporting", u"quantum");
    QCOMPARE(state.status, Status::Unknown);
    QCOMPARE(state.statusText, u"teleporting"_s);
    QCOMPARE(state.conclusion, Conclusion::Unknown);
    QCOMPARE(state.conclusionText, u"quantum"_s);
    QVERIFY(!state.isCompleted());
    QVERIFY(!state.isFailure());

    const RunState known = RunState::of(u"completed", u"success");
    QVERIFY(known.statusText.isEmpty());
    QVERIFY(known.conclusionText.isEmpty());
}

void TestStatus::hasNoConclusionBeforeTheEnd()
{
    QCOMPARE(RunState::of(u"in_progress", u"failure").conclusion, Conclusion::None);
    QCOMPARE(RunState::of(u"completed", u"").conclusion, Conclusion::None);
}

void TestStatus::tellsFailures_data()
{
    QTest::addColumn<QString>("conclusion");
    QTest::addColumn<bool>("failure");
    for (const auto *conclusion : {"failure", "timed_out", "startup_failure"})
        QTest::addRow("%s", conclusion) << QString::fromLatin1(conclusion) << true;
    for (const auto *conclusion : {"success", "neutral", "skipped", "cancelled", "action_required", "stale", "quantum"})
        QTest::addRow("%s", conclusion) << QString::fromLatin1(conclusion) << false;
}

void TestStatus::tellsFailures()
{
    QFETCH(QString, conclusion);
    QFETCH(bool, failure);
    QCOMPARE(RunState::of(u"completed", conclusion).isFailure(), failure);
    QVERIFY(!RunState::of(u"in_progress", conclusion).isFailure());
}

QTEST_APPLESS_MAIN(TestStatus)

#include "tst_status.moc"
