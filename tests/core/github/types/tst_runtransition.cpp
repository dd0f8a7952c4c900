// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/runtransition.h"

#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;

namespace {

//! "in_progress", "completed/success": as the rows below write states.
Run runOf(const QString &words, int attempt, int second)
{
    Run run;
    run.id = RunId{42};
    run.attempt = attempt;
    run.state = RunState::of(words.section(u'/', 0, 0), words.section(u'/', 1));
    if (second >= 0)
        run.updatedAt = QDateTime::fromSecsSinceEpoch(1'700'000'000 + second, Qt::UTC);
    return run;
}

constexpr const char *unfinished[] = {"requested", "queued", "pending", "waiting", "in_progress", "teleporting"};
constexpr const char *conclusions[] = {"success", "neutral",   "skipped",         "cancelled",       "failure",
                                       "stale",   "timed_out", "startup_failure", "action_required", "quantum"};

} // namespace

class TestRunTransition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tells_data();
    void tells();
    void sameRunIsSame();
    void detailsAreAnUpdate();
    void lateDetailsAreLate();
    void unfinishedStatesGoBackAndForth();
    void everyUnfinishedStateMayComplete();
    void nothingReopensButAnApproval();
    void greaterAttemptWins();
    void otherRunIsImpossible();

private:
    void addRow(const char *name, const char *known, int second, const char *seen, int seenSecond,
                RunTransition expected);
};

void TestRunTransition::addRow(const char *name, const char *known, int second, const char *seen, int seenSecond,
                               RunTransition expected)
{
    QTest::newRow(name) << QString::fromLatin1(known) << second << QString::fromLatin1(seen) << seenSecond
                        << int(expected);
}

void TestRunTransition::tells_data()
{
    QTest::addColumn<QString>("known");
    QTest::addColumn<int>("knownSecond");
    QTest::addColumn<QString>("seen");
    QTest::addColumn<int>("seenSecond");
    QTest::addColumn<int>("expected");
    using enum RunTransition;

    addRow("begins", "queued", 0, "in_progress", 1, Step);
    addRow("missed steps", "requested", 0, "completed/success", 60, Step);
    addRow("late start", "in_progress", 5, "queued", 1, Late);
    addRow("late after the end", "completed/success", 60, "in_progress", 30, Late);
    addRow("waits for a review", "in_progress", 10, "waiting", 20, Step);
    addRow("goes on after it", "waiting", 20, "in_progress", 30, Step);

    // Within one second of GitHub's clock.
    addRow("forward at once", "queued", 5, "in_progress", 5, Step);
    addRow("backward at once", "in_progress", 5, "queued", 5, Late);
    addRow("waits at once", "in_progress", 5, "waiting", 5, Step);
    addRow("completes at once", "in_progress", 5, "completed/failure", 5, Step);
    addRow("completed stays", "completed/failure", 5, "in_progress", 5, Late);
    addRow("two ends at once", "completed/failure", 5, "completed/success", 5, Late);
    addRow("concludes at once", "completed", 5, "completed/success", 5, Step);

    addRow("reopens", "completed/success", 5, "in_progress", 9, Impossible);
    addRow("loses its conclusion", "completed/success", 5, "completed", 9, Impossible);
    addRow("conclusion corrected", "completed/failure", 5, "completed/cancelled", 9, Step);
    addRow("approved", "completed/action_required", 5, "queued", 9, Step);
    addRow("late before approval", "completed/action_required", 5, "queued", 5, Late);
    addRow("approved and over", "completed/action_required", 5, "completed/success", 90, Step);

    addRow("no time known", "queued", -1, "in_progress", 5, Step);
    addRow("no time seen", "in_progress", 5, "queued", -1, Late);
    addRow("no times, reopens", "completed/success", -1, "in_progress", -1, Late);
}

void TestRunTransition::tells()
{
    QFETCH(QString, known);
    QFETCH(int, knownSecond);
    QFETCH(QString, seen);
    QFETCH(int, seenSecond);
    QFETCH(int, expected);
    QCOMPARE(int(transition(runOf(known, 1, knownSecond), runOf(seen, 1, seenSecond))), expected);
}

void TestRunTransition::sameRunIsSame()
{
    const Run run = runOf(u"in_progress"_s, 1, 5);
    QCOMPARE(transition(run, run), RunTransition::Same);
}

void TestRunTransition::detailsAreAnUpdate()
{
    const Run known = runOf(u"in_progress"_s, 1, 5);
    Run seen = known;
    seen.title = u"Another title"_s;
    QCOMPARE(transition(known, seen), RunTransition::Update);
    seen = known;
    seen.updatedAt = known.updatedAt.addSecs(1);
    QCOMPARE(transition(known, seen), RunTransition::Update);
}

void TestRunTransition::lateDetailsAreLate()
{
    const Run known = runOf(u"completed/success"_s, 1, 5);
    Run seen = known;
    seen.title = u"An older title"_s;
    seen.updatedAt = known.updatedAt.addSecs(-1);
    QCOMPARE(transition(known, seen), RunTransition::Late);
}

void TestRunTransition::unfinishedStatesGoBackAndForth()
{
    for (const auto *from : unfinished) {
        for (const auto *to : unfinished) {
            const Run known = runOf(QString::fromLatin1(from), 1, 5);
            const Run seen = runOf(QString::fromLatin1(to), 1, 6);
            const auto expected = qstrcmp(from, to) == 0 ? RunTransition::Update : RunTransition::Step;
            QVERIFY2(transition(known, seen) == expected,
                     qPrintable(u"%1 to %2"_s.arg(QLatin1String(from), QLatin1String(to))));
        }
    }
}

void TestRunTransition::everyUnfinishedStateMayComplete()
{
    for (const auto *from : unfinished) {
        for (const auto *conclusion : conclusions) {
            const Run known = runOf(QString::fromLatin1(from), 1, 5);
            const Run seen = runOf(u"completed/"_s + QLatin1String(conclusion), 1, 5);
            QCOMPARE(transition(known, seen), RunTransition::Step);
        }
    }
}

void TestRunTransition::nothingReopensButAnApproval()
{
    for (const auto *conclusion : conclusions) {
        for (const auto *to : unfinished) {
            const Run known = runOf(u"completed/"_s + QLatin1String(conclusion), 1, 5);
            const Run seen = runOf(QString::fromLatin1(to), 1, 6);
            const bool approval = qstrcmp(conclusion, "action_required") == 0;
            QCOMPARE(transition(known, seen), approval ? RunTransition::Step : RunTransition::Impossible);
        }
    }
}

void TestRunTransition::greaterAttemptWins()
{
    const Run known = runOf(u"completed/failure"_s, 2, 50);
    QCOMPARE(transition(known, runOf(u"queued"_s, 3, 10)), RunTransition::Rerun);
    QCOMPARE(transition(known, runOf(u"completed/failure"_s, 4, 50)), RunTransition::Rerun);
    QCOMPARE(transition(known, runOf(u"completed/success"_s, 1, 90)), RunTransition::Late);
}

void TestRunTransition::otherRunIsImpossible()
{
    const Run known = runOf(u"queued"_s, 1, 5);
    Run seen = runOf(u"in_progress"_s, 2, 6);
    seen.id = RunId{43};
    QCOMPARE(transition(known, seen), RunTransition::Impossible);
}

QTEST_APPLESS_MAIN(TestRunTransition)

#include "tst_runtransition.moc"
