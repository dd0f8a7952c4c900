// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/archive/bytequeue.h"

#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace Runlight;

class TestByteQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesWhatItGot();
    void waitsForBytes();
    void isBehindUntilHalfIsTaken();
    void tellsNothingWhereNobodyAsked();
    void anErrorComesAtOnce();
    void theEndStays();
    void deletingItEndsTheWaiting();
    void whatWasFinishedOutlivesIt();
    void withoutAReaderItTakesAll();
    void holdsBackWhoFillsIt();
};

void TestByteQueue::givesWhatItGot()
{
    ByteQueue queue;
    const auto source = queue.takeSource();
    queue.put("ab");
    queue.put({});
    queue.put("c");
    queue.finish();
    queue.put("after the end");
    QCOMPARE(*source->next(), "ab");
    QCOMPARE(*source->next(), "c");
    QCOMPARE(*source->next(), "");
    QCOMPARE(*source->next(), "");
}

void TestByteQueue::waitsForBytes()
{
    ByteQueue queue;
    QByteArray got;
    std::thread worker([&got, source = queue.takeSource()] {
        for (QByteArray piece = *source->next(); !piece.isEmpty(); piece = *source->next())
            got += piece;
    });
    for (int i = 0; i < 1000; ++i)
        queue.put(QByteArray::number(i % 10));
    queue.finish();
    worker.join();
    QCOMPARE(got, QByteArray("0123456789").repeated(100));
}

void TestByteQueue::isBehindUntilHalfIsTaken()
{
    ByteQueue queue(100);
    QSignalSpy caughtUp(&queue, &ByteQueue::caughtUp);
    const auto source = queue.takeSource();
    queue.put(QByteArray(40, 'a'));
    queue.put(QByteArray(30, 'a'));
    QVERIFY(!queue.isBehind());
    queue.put(QByteArray(30, 'a'));
    QVERIFY(queue.isBehind());
    QVERIFY(source->next());
    QCoreApplication::processEvents();
    QCOMPARE(caughtUp.size(), 0);
    QVERIFY(source->next());
    QCOMPARE(caughtUp.size(), 0); // Never from within another thread's call.
    QVERIFY(!queue.isBehind());
    QVERIFY(source->next());
    QCoreApplication::processEvents();
    QCOMPARE(caughtUp.size(), 1);
}

void TestByteQueue::tellsNothingWhereNobodyAsked()
{
    ByteQueue queue(10);
    QSignalSpy caughtUp(&queue, &ByteQueue::caughtUp);
    const auto source = queue.takeSource();
    queue.put(QByteArray(100, 'a'));
    QVERIFY(source->next());
    QCoreApplication::processEvents();
    QCOMPARE(caughtUp.size(), 0);
}

void TestByteQueue::anErrorComesAtOnce()
{
    ByteQueue queue(1);
    const auto source = queue.takeSource();
    queue.put("not got any more");
    const Error error{.kind = ErrorKind::Offline, .message = QStringLiteral("gone")};
    queue.fail(error);
    queue.finish();
    QCOMPARE(source->next().error(), error);
    QCOMPARE(source->next().error(), error);
    QVERIFY(!queue.isBehind());
}

void TestByteQueue::theEndStays()
{
    ByteQueue queue;
    const auto source = queue.takeSource();
    queue.finish();
    queue.fail({});
    QCOMPARE(*source->next(), "");
}

void TestByteQueue::deletingItEndsTheWaiting()
{
    auto queue = std::make_unique<ByteQueue>();
    Expected<QByteArray> got;
    std::thread worker([&got, source = queue->takeSource()] { got = source->next(); });
    queue.reset();
    worker.join();
    QVERIFY(!got);
    QCOMPARE(got.error().kind, ErrorKind::Cancelled);
}

void TestByteQueue::whatWasFinishedOutlivesIt()
{
    auto queue = std::make_unique<ByteQueue>(1);
    const auto source = queue->takeSource();
    queue->put("abc");
    QVERIFY(queue->isBehind());
    queue->finish();
    queue.reset();
    QCOMPARE(*source->next(), "abc");
    QCOMPARE(*source->next(), "");
}

void TestByteQueue::withoutAReaderItTakesAll()
{
    ByteQueue queue(10);
    QSignalSpy caughtUp(&queue, &ByteQueue::caughtUp);
    auto source = queue.takeSource();
    queue.put(QByteArray(100, 'a'));
    QVERIFY(queue.isBehind());
    source.reset();
    QCoreApplication::processEvents();
    QCOMPARE(caughtUp.size(), 1);
    queue.put(QByteArray(100, 'a'));
    QVERIFY(!queue.isBehind());
}

//! As a download does it: pauses while it is behind, goes on when it has caught up.
void TestByteQueue::holdsBackWhoFillsIt()
{
    ByteQueue queue(1000);
    qint64 put = 0;
    const auto fill = [&] {
        while (!queue.isBehind() && put < 100'000) {
            queue.put(QByteArray(100, 'a'));
            put += 100;
        }
        if (put == 100'000)
            queue.finish();
    };
    connect(&queue, &ByteQueue::caughtUp, this, fill);
    std::atomic<qint64> got = 0;
    std::atomic_bool isDone = false;
    std::thread worker([&, source = queue.takeSource()] {
        for (QByteArray piece = *source->next(); !piece.isEmpty(); piece = *source->next())
            got += piece.size();
        isDone = true;
    });
    fill();
    const bool done = QTest::qWaitFor([&] { return isDone.load(); }, 60'000);
    queue.finish();
    worker.join();
    QVERIFY(done);
    QCOMPARE(got.load(), 100'000);
}

QTEST_GUILESS_MAIN(TestByteQueue)

#include "tst_bytequeue.moc"
