// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/retrypolicy.h"

#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;
using Reached = WireFailure::Reached;

namespace {

bool worthwhile(Verb verb, ErrorKind kind, Reached reached)
{
    Error error;
    error.kind = kind;
    return RetryPolicy::isWorthwhile(verb, error, reached);
}

} // namespace

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAreRepeatedWhereItMayHelp()
    {
        QVERIFY(worthwhile(Verb::Get, ErrorKind::Offline, Reached::Nobody));
        QVERIFY(worthwhile(Verb::Get, ErrorKind::Timeout, Reached::Perhaps));
        QVERIFY(worthwhile(Verb::Get, ErrorKind::Transport, Reached::Perhaps));
        QVERIFY(worthwhile(Verb::Get, ErrorKind::ServiceUnavailable, Reached::Answered));
        QVERIFY(!worthwhile(Verb::Get, ErrorKind::Transport, Reached::Answered)); // Too large stays too large.
        QVERIFY(!worthwhile(Verb::Get, ErrorKind::RunNotFound, Reached::Answered));
        QVERIFY(!worthwhile(Verb::Get, ErrorKind::Unauthorized, Reached::Answered));
        QVERIFY(!worthwhile(Verb::Get, ErrorKind::Tls, Reached::Nobody));
    }

    void writesAreRepeatedOnlyWhenNobodySawThem()
    {
        for (Verb verb : {Verb::Post, Verb::Put, Verb::Patch, Verb::Delete}) {
            QVERIFY(worthwhile(verb, ErrorKind::Offline, Reached::Nobody));
            QVERIFY(!worthwhile(verb, ErrorKind::Offline, Reached::Perhaps));
            QVERIFY(!worthwhile(verb, ErrorKind::Timeout, Reached::Perhaps));
            QVERIFY(!worthwhile(verb, ErrorKind::ServiceUnavailable, Reached::Answered));
        }
    }

    void backsOffWithFullJitter()
    {
        QCOMPARE(RetryPolicy::backoff(1, 0.0), 0ms);
        QCOMPARE(RetryPolicy::backoff(1, 0.5), 500ms);
        QCOMPARE(RetryPolicy::backoff(2, 0.5), 1000ms);
        QCOMPARE(RetryPolicy::backoff(3, 0.5), 2000ms);
        QCOMPARE(RetryPolicy::backoff(6, 0.5), 15000ms);
        QCOMPARE(RetryPolicy::backoff(1000, 0.5), 15000ms);
    }
};

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
