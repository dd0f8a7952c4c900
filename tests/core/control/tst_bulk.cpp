// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/control/controlbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! So many runs that have ended.
QByteArray manyRuns(int count)
{
    QByteArrayList runs;
    for (int i = 0; i < count; ++i)
        runs.append(R"({"workflow": "ci.yml", "at": "-)" + QByteArray::number(120 + i)
                    + R"(m", "title": "One", "actor": "owner", "fails": ["test / Run tests"]})");
    return SimulatorClient::workflowOfTwoJobs() + R"(, "runs": [)" + runs.join(',') + ']';
}

QList<qint64> runIds(ControlBench &bench)
{
    QList<qint64> ids;
    for (int page = 1; page < 20; ++page) {
        const QString path = u"/actions/runs?per_page=100&page=%1"_s.arg(page);
        const QJsonArray runs = bench.server.get(SimulatorClient::repo(path))["workflow_runs"].toArray();
        if (runs.isEmpty())
            break;
        for (const auto &run : runs)
            ids.append(run.toObject().value(u"id").toInteger());
    }
    return ids;
}

QList<Command> commands(ControlBench &bench, CommandKind kind)
{
    QList<Command> commands;
    for (const qint64 id : runIds(bench))
        commands.append(bench.command(kind, id));
    return commands;
}

} // namespace

//! Many commands with one progress.
class TestBulk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneThatFailsStopsNone()
    {
        ControlBench bench(manyRuns(5));
        bench.watch();
        QList<Command> all = commands(bench, CommandKind::DeleteRun);
        QCOMPARE(all.size(), 5);
        const QString refused = u"/%1"_s.arg(all.at(1).run.value);
        bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (request.verb != "DELETE" || !request.url.path().endsWith(refused))
                return std::nullopt;
            FakeAnswer answer;
            answer.status = 403;
            answer.body = R"({"message": "Could not delete the workflow run"})";
            return answer;
        };
        QSignalSpy changed(bench.control.get(), &Control::bulkChanged);
        const BulkId id = bench.control->startAll(all);
        QCOMPARE(bench.control->bulkStatus(id)->total(), 5);
        for (const Command &command : all)
            QCOMPARE(bench.control->requested(command.runKey()), std::optional(CommandKind::DeleteRun));
        bench.pass(10s);
        const BulkStatus status = *bench.control->bulkStatus(id);
        QVERIFY(status.isEnded());
        QCOMPARE(status.done, 4);
        QCOMPARE(status.failed, 1);
        QVERIFY(changed.size() >= 5);
        QCOMPARE(bench.control->status(status.commands.at(1))->error->message, u"Could not delete the workflow run"_s);
        QCOMPARE(bench.writes.size(), 5);
        QCOMPARE(runIds(bench), QList<qint64>{all.at(1).run.value});
        QCOMPARE(bench.records().size(), 5);
    }

    void whatIsUnderWayIsNotSentTwice()
    {
        ControlBench bench(manyRuns(3));
        bench.watch();
        const QList<Command> all = commands(bench, CommandKind::RerunFailed);
        const CommandId first = bench.control->start(all.first());
        const BulkId id = bench.control->startAll(all + all);
        QCOMPARE(bench.control->bulkStatus(id)->total(), 3);
        QVERIFY(bench.control->bulkStatus(id)->commands.contains(first));
        bench.pass(10s);
        QCOMPARE(bench.control->bulkStatus(id)->done, 3);
        QCOMPARE(bench.writes.size(), 3);
    }

    void nothingAtAll()
    {
        ControlBench bench;
        const BulkId id = bench.control->startAll({});
        QVERIFY(bench.control->bulkStatus(id)->isEnded());
        QVERIFY(!bench.control->bulkStatus(BulkId{77}));
    }

    void theRestIsGivenUp()
    {
        ControlBench bench(manyRuns(6));
        bench.watch();
        const BulkId id = bench.control->startAll(commands(bench, CommandKind::RerunAll));
        bench.pass(1500ms);
        bench.control->cancelBulk(id);
        bench.pass(10s);
        const BulkStatus status = *bench.control->bulkStatus(id);
        QVERIFY(status.isEnded());
        QCOMPARE(status.done, int(bench.writes.size()));
        QVERIFY(status.done >= 1);
        QVERIFY(status.failed >= 3);
        QCOMPARE(status.done + status.failed, 6);
        QCOMPARE(bench.control->status(status.commands.last())->error->kind, ErrorKind::Cancelled);
        QVERIFY(bench.control->underWay().isEmpty());
    }

    void theLimitsOnWritesAreKept()
    {
        ControlBench bench(manyRuns(150));
        bench.watch();
        QList<QDateTime> times;
        bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (request.verb != "GET")
                times.append(bench.clock.now());
            return std::nullopt;
        };
        const BulkId id = bench.control->startAll(commands(bench, CommandKind::DeleteRun));
        bench.pass(10min);
        QCOMPARE(bench.control->bulkStatus(id)->done, 150);
        QCOMPARE(times.size(), 150);
        for (qsizetype i = 1; i < times.size(); ++i)
            QVERIFY(times.at(i - 1).msecsTo(times.at(i)) >= 1000);
        for (qsizetype i = 80; i < times.size(); ++i)
            QVERIFY(times.at(i - 80).msecsTo(times.at(i)) >= 60'000);
    }

    void goesOnWhenALimitEnds()
    {
        ControlBench bench(manyRuns(4));
        bench.watch();
        int writes = 0;
        bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (request.verb == "GET" || ++writes != 2)
                return std::nullopt;
            FakeAnswer answer;
            answer.status = 403;
            answer.body = R"({"message": "You have exceeded a secondary rate limit."})";
            answer.headers = {{"Retry-After", "90"}};
            return answer;
        };
        const BulkId id = bench.control->startAll(commands(bench, CommandKind::DeleteRun));
        bench.pass(30s);
        QCOMPARE(bench.control->bulkStatus(id)->done, 1);
        QVERIFY(bench.control->bulkStatus(id)->pausedUntil.isValid());
        QCOMPARE(writes, 2);
        bench.pass(2min);
        QCOMPARE(bench.control->bulkStatus(id)->done, 4);
        QVERIFY(!bench.control->bulkStatus(id)->pausedUntil.isValid());
        QCOMPARE(writes, 5); // The one that was refused did nothing and was sent again.
    }

    void aLostAnswerHoldsUpNobody()
    {
        ControlBench bench(manyRuns(4));
        bench.watch();
        int writes = 0;
        bench.losesAnswer = [&](const FakeRequest &request) {
            return request.verb != "GET" && ++writes == 1;
        };
        const BulkId id = bench.control->startAll(commands(bench, CommandKind::RerunFailed));
        bench.pass(20s);
        QCOMPARE(bench.control->bulkStatus(id)->done, 4);
        QCOMPARE(bench.writes.size(), 4);
    }
};

QTEST_GUILESS_MAIN(TestBulk)

#include "tst_bulk.moc"
