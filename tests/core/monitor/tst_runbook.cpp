// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/runbook.h"

#include <QtTest>

using namespace Runlight;
using namespace std::chrono_literals;

namespace {

Run runOf(qint64 id, Status status)
{
    Run run;
    run.id = RunId{id};
    run.state.status = status;
    run.createdAt = QDateTime::fromSecsSinceEpoch(1'700'000'000 + id, Qt::UTC);
    return run;
}

} // namespace

class TestRunBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unfinishedRunsAreFollowedUntilTheyComplete();
    void waitingIsNotRunning();
    void vanishedRunIsAskedForOnce();
    void olderRunsThatLeaveTheListAreNotMissed();
    void unfinishedRunBelowTheListIsAskedForNowAndThen();
    void manyLookupsTakeTurns();
    void emptyListMeansAllAreGone();
    void endsAreToldOnce();
    void thePastIsNoEnd();
};

void TestRunBook::unfinishedRunsAreFollowedUntilTheyComplete()
{
    RunBook book;
    QVERIFY(book.isEmpty());
    book.listed({runOf(2, Status::InProgress), runOf(1, Status::Completed)}, true);
    QVERIFY(book.hasRunning());
    QCOMPARE(book.unfinished().keys(), QList<RunId>{RunId{2}});
    book.listed({runOf(2, Status::Completed), runOf(1, Status::Completed)}, true);
    QVERIFY(!book.hasRunning());
    QVERIFY(book.takeLookups(0s).isEmpty());
}

void TestRunBook::waitingIsNotRunning()
{
    RunBook book;
    book.remember({runOf(1, Status::Waiting)});
    QVERIFY(!book.hasRunning());
    QVERIFY(book.hasWaiting());
    book.remember({runOf(2, Status::Unknown)});
    QVERIFY(book.hasRunning());
}

void TestRunBook::vanishedRunIsAskedForOnce()
{
    RunBook book;
    book.listed({runOf(3, Status::Completed), runOf(2, Status::Completed), runOf(1, Status::Completed)}, false);
    book.listed({runOf(3, Status::Completed), runOf(1, Status::Completed)}, false);
    QCOMPARE(book.takeLookups(0s), QList<RunId>{RunId{2}});
    QVERIFY(book.takeLookups(1s).isEmpty());
    book.forget(RunId{2});
    QVERIFY(book.takeLookups(1h).isEmpty());
}

void TestRunBook::olderRunsThatLeaveTheListAreNotMissed()
{
    RunBook book;
    book.listed({runOf(2, Status::Completed), runOf(1, Status::Completed)}, false);
    book.listed({runOf(3, Status::Completed), runOf(2, Status::Completed)}, false);
    QVERIFY(book.takeLookups(0s).isEmpty());
}

void TestRunBook::unfinishedRunBelowTheListIsAskedForNowAndThen()
{
    RunBook book;
    book.remember({runOf(1, Status::Waiting)});
    book.listed({runOf(9, Status::Completed), runOf(8, Status::Completed)}, false);
    QCOMPARE(book.takeLookups(0s), QList<RunId>{RunId{1}});
    QVERIFY(book.takeLookups(29s).isEmpty());
    QCOMPARE(book.takeLookups(30s), QList<RunId>{RunId{1}});
    book.seen(runOf(1, Status::Completed));
    QVERIFY(book.takeLookups(1h).isEmpty());
}

void TestRunBook::manyLookupsTakeTurns()
{
    RunBook book;
    for (qint64 id = 1; id <= 12; ++id)
        book.remember({runOf(id, Status::Queued)});
    book.listed({runOf(99, Status::Completed)}, false);
    QSet<RunId> asked;
    for (auto now = 0s; now < 15s; now += 5s) {
        const QList<RunId> lookups = book.takeLookups(now);
        QVERIFY(lookups.size() <= 5);
        asked += QSet<RunId>(lookups.begin(), lookups.end());
    }
    QCOMPARE(asked.size(), 12);
}

void TestRunBook::emptyListMeansAllAreGone()
{
    RunBook book;
    book.remember({runOf(1, Status::Completed), runOf(2, Status::InProgress)});
    book.listed({}, true);
    const QList<RunId> lookups = book.takeLookups(0s);
    QCOMPARE(QSet<RunId>(lookups.begin(), lookups.end()), (QSet<RunId>{RunId{1}, RunId{2}}));
}

void TestRunBook::endsAreToldOnce()
{
    RunBook book;
    book.listed({runOf(2, Status::InProgress), runOf(1, Status::Completed)}, true);
    QVERIFY(book.takeEnded().isEmpty());
    // One that was unfinished, and one that began and ended since.
    book.listed({runOf(3, Status::Completed), runOf(2, Status::Completed), runOf(1, Status::Completed)}, true);
    const QList<Run> ended = book.takeEnded();
    QCOMPARE(ended.size(), 2);
    QCOMPARE(ended.first().id, RunId{3});
    QCOMPARE(ended.last().id, RunId{2});
    QVERIFY(book.takeEnded().isEmpty());
    book.listed({runOf(3, Status::Completed), runOf(2, Status::Completed), runOf(1, Status::Completed)}, true);
    QVERIFY(book.takeEnded().isEmpty());
    // A rerun that ended as quickly; and one that is asked for by itself.
    Run again = runOf(2, Status::Completed);
    again.attempt = 2;
    book.listed({runOf(3, Status::Completed), again, runOf(1, Status::InProgress)}, true);
    QCOMPARE(book.takeEnded(), QList<Run>{again});
    book.seen(runOf(1, Status::Completed));
    QCOMPARE(book.takeEnded().size(), 1);
}

void TestRunBook::thePastIsNoEnd()
{
    RunBook book;
    book.remember({runOf(5, Status::Completed)});
    // What ended while Runlight did not run.
    book.listed({runOf(6, Status::Completed), runOf(5, Status::Completed)}, false);
    QVERIFY(book.takeEnded().isEmpty());
    // An older run comes into the list where a newer one has left it.
    book.listed({runOf(6, Status::Completed), runOf(4, Status::Completed)}, false);
    QVERIFY(book.takeEnded().isEmpty());
    // The first run of a repository that had none.
    RunBook empty;
    empty.listed({}, true);
    empty.listed({runOf(1, Status::Completed)}, true);
    QCOMPARE(empty.takeEnded().size(), 1);
}

QTEST_GUILESS_MAIN(TestRunBook)
#include "tst_runbook.moc"
