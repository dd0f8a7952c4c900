// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/control/controlbench.h"
#include "tests/support/await.h"

#include <QSignalSpy>
#include <QTest>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::optional<RunReport> reportOf(ControlBench &bench, qint64 run)
{
    return await<std::optional<RunReport>>(
        [&](QObject *context, auto done) { bench.store->runReport(bench.key(run), context, std::move(done)); });
}

} // namespace

//! What a run came to, written down once an attempt.
class TestRunReporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunThatEndsIsReported()
    {
        ControlBench bench(SimulatorClient::workflowOfTwoJobs());
        const qint64 run = bench.server.dispatch();
        bench.watch();
        QSignalSpy reported(bench.reporter.get(), &RunReporter::reported);
        QVERIFY(!reportOf(bench, run));
        bench.pass(5min);
        QCOMPARE(reported.size(), 1);
        const RunReport report = *reportOf(bench, run);
        QCOMPARE(report.run, bench.key(run));
        QCOMPARE(report.repository.fullName(), u"acme/api"_s);
        QCOMPARE(report.attempt, 1);
        QCOMPARE(report.state, RunState::of(u"completed", u"success"));
        QCOMPARE(report.totalJobs, 2);
        QCOMPARE(report.successfulJobs, 2);
        QCOMPARE(report.failedJobs, 0);
        QCOMPARE(report.skippedJobs, 0);
        QVERIFY(report.durationMs > 60'000);
        QVERIFY(report.completedAt.isValid());
        QCOMPARE(report.jobs.size(), 2);
        QCOMPARE(report.jobs.first().name, u"build"_s);
        QVERIFY(report.jobs.first().durationMs > 0);
        QCOMPARE(report.artifacts.size(), 1);
        QCOMPARE(report.artifacts.first().name, u"dist"_s);
        QVERIFY(report.logs.path().endsWith(u"/repos/acme/api/actions/runs/%1/attempts/1/logs"_s.arg(run)));
    }

    void aRerunReplacesIt()
    {
        ControlBench bench(SimulatorClient::workflowOfTwoJobs());
        const qint64 run = bench.server.dispatch();
        bench.watch();
        bench.pass(30s);
        bench.server.post(SimulatorClient::repo(u"/actions/runs/%1/cancel"_s.arg(run)));
        bench.pass(3min);
        const RunReport first = *reportOf(bench, run);
        QCOMPARE(first.state.conclusion, Conclusion::Cancelled);
        QCOMPARE(first.totalJobs, 2);
        QCOMPARE(first.skippedJobs, 1);
        QCOMPARE(first.successfulJobs + first.failedJobs, 0);
        bench.carryOut(bench.command(CommandKind::RerunAll, run));
        QCOMPARE(reportOf(bench, run), std::optional(first));
        bench.pass(10min);
        const RunReport second = *reportOf(bench, run);
        QCOMPARE(second.attempt, 2);
        QCOMPARE(second.successfulJobs, 2);
    }

    void historyIsNotAskedFor()
    {
        ControlBench bench;
        const qint64 run = bench.firstRun();
        bench.watch();
        bench.pass(1min);
        QVERIFY(!reportOf(bench, run));
        // Until somebody looks.
        bench.monitor->setFocusedRun(bench.key(run), *RepoName::parse(u"acme/api"_s));
        bench.pass(5s);
        const RunReport report = *reportOf(bench, run);
        QCOMPARE(report.failedJobs, 1);
        QCOMPARE(report.successfulJobs, 1);
        QCOMPARE(report.artifacts.size(), 1);
    }

    void aNetworkThatComesBack()
    {
        ControlBench bench(SimulatorClient::workflowOfTwoJobs());
        const qint64 run = bench.server.dispatch();
        bench.watch();
        int asked = 0;
        bench.fault = [&](const FakeRequest &request) -> std::optional<FakeAnswer> {
            if (!request.url.path().contains(u"/attempts/") || ++asked > 6)
                return std::nullopt;
            FakeAnswer answer;
            answer.error = QNetworkReply::RemoteHostClosedError;
            return answer;
        };
        bench.pass(20min);
        QVERIFY(asked > 6);
        QVERIFY(reportOf(bench, run));
    }

    void theStoreKeepsThemByRepository()
    {
        ControlBench bench(SimulatorClient::workflowOfTwoJobs());
        QList<qint64> runs{bench.server.dispatch()};
        bench.watch();
        bench.pass(5min);
        runs.prepend(bench.server.dispatch());
        bench.pass(10min);
        const auto reports = [&](const QString &repository, int limit) {
            QList<qint64> ids;
            const auto found = await<QList<RunReport>>([&](QObject *context, auto done) {
                bench.store->runReports({bench.account.id, *RepoName::parse(repository)}, limit, context,
                                        std::move(done));
            });
            for (const RunReport &report : found)
                ids.append(report.run.run.value);
            return ids;
        };
        QCOMPARE(reports(u"acme/api"_s, 10), runs);
        QCOMPARE(reports(u"ACME/Api"_s, 1), runs.mid(0, 1));
        QCOMPARE(reports(u"acme/other"_s, 10), QList<qint64>());
        bench.restart();
        QCOMPARE(reports(u"acme/api"_s, 10), runs);
        // A report of what the store does not know, or of an attempt that is past, is not kept.
        RunReport report = *reportOf(bench, runs.first());
        const auto save = [&] {
            return await<bool>(
                [&](QObject *context, auto done) { bench.store->saveRunReport(report, context, std::move(done)); });
        };
        QVERIFY(!save());
        report.run.run.value = 1;
        QVERIFY(!save());
    }
};

QTEST_GUILESS_MAIN(TestRunReporter)

#include "tst_runreporter.moc"
