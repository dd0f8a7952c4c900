// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Prints what watching costs, a line a figure: "name value unit". Requests are counted as GitHub counts them: all but
// those answered "not modified". Time is virtual, the network a function.

#include "core/monitor/monitor.h"
#include "core/simulator/simulator.h"
#include "tests/core/monitor/monitorharness.h"
#include "tests/support/simulatednetwork.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void print(const QByteArray &name, double value, const char *unit)
{
    std::printf("%s %.1f %s\n", name.constData(), value, unit);
    std::fflush(stdout);
}

QStringList repositories(int count)
{
    QStringList names;
    for (int i = 0; i < count; ++i)
        names.append(u"acme/repository-%1"_s.arg(i));
    return names;
}

// ---- One run of ten minutes, on the simulator

Scenario tenMinuteScenario()
{
    QFile file(u":/tests/bench/tenminutes.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The scenario is missing");
    const Expected<Scenario> scenario = Scenario::parse(file.readAll());
    if (!scenario)
        qFatal("%s: %s", qPrintable(scenario.error().field), qPrintable(scenario.error().message));
    return *scenario;
}

enum class Look { Opened, Listed };

//! The run's logs as its pane has them fetched.
void followLogs(MonitorHarness &harness, const RunKey &key)
{
    harness.store.runDetails(key, 0, &harness.monitor, [&harness, key](const Expected<RunDetails> &details) {
        if (details)
            harness.logs->streamer.follow(key, details->run.repository, details->attempt, details->jobs);
    });
}

//! Counted requests until the run is seen to be completed, with all its jobs and steps, and until its logs are there;
//! how many of them were for logs; and how long it took. It is the account's own: all its logs are fetched.
void watchTenMinuteRun(Look look, const char *name)
{
    VirtualClock clock;
    Simulator simulator(tenMinuteScenario(), clock);
    int logRequests = 0;
    const auto answer = [&logRequests, network = simulatedNetwork(simulator)](const FakeRequest &request) {
        logRequests += request.url.path().endsWith("/logs"_L1) ? 1 : 0;
        return network(request);
    };
    MonitorHarness harness(clock, answer, {}, u"octocat"_s, {}, simulator.baseUrl());
    harness.keepLogs();
    harness.monitor.setVisibleRepositories({harness.ref(u"acme/app"_s)});
    harness.watch({u"acme/app"_s});

    std::optional<Run> run;
    QObject::connect(&harness.monitor, &Monitor::runsChanged, &harness.monitor,
                     [&](const QList<RunChange> &changes) { run = changes.last().after; });
    for (int second = 0; !run; ++second) {
        if (second == 600)
            qFatal("The run did not appear within ten minutes");
        harness.pass(1s);
    }
    const qint64 before = harness.github.client.counts().counted;
    const RunKey key = harness.key(run->id.value);
    if (look == Look::Opened) {
        QObject::connect(&harness.monitor, &Monitor::runDetailsChanged, &harness.monitor,
                         [&] { followLogs(harness, key); });
        harness.monitor.setFocusedRun(key, run->repository);
    }
    while (!run->state.isCompleted())
        harness.pass(1s);
    harness.pass(look == Look::Opened ? 5s : 1min);
    const QByteArray figure(name);
    print(figure, double(harness.github.client.counts().counted - before) - logRequests, "requests");
    print(figure + "_logs", logRequests, "requests");
    print(figure + "_lasted", double(run->createdAt.secsTo(run->updatedAt)), "s");
}

// ---- Two hundred quiet repositories

void watchQuietRepositories()
{
    VirtualClock clock;
    FakeGitHub fake(clock);
    const QStringList names = repositories(200);
    for (const QString &name : names)
        fake.addOldRun(name, 48h);
    MonitorHarness harness(clock, fake);
    harness.watch(names);
    harness.pass(1h - 20s);
    print("quiet_200_repositories_first_hour", fake.counted(), "requests");
    fake.forgetRequests();
    harness.pass(1h);
    print("quiet_200_repositories_later_hour", fake.counted(), "requests");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    watchTenMinuteRun(Look::Opened, "ten_minute_run");
    watchTenMinuteRun(Look::Listed, "ten_minute_run_unopened");
    watchQuietRepositories();
    return 0;
}
