// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Prints how long a store of 100 000 runs takes, a line a figure: "name value unit".

#include "core/base/clock.h"
#include "core/store/store.h"
#include "tests/support/await.h"
#include "tests/support/manyruns.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>

using namespace Runlight;

namespace {

constexpr int runCount = 100'000;

void print(const char *name, double value, const char *unit)
{
    std::printf("%s %.1f %s\n", name, value, unit);
    std::fflush(stdout);
}

double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

//! Resident memory; 0 where the system does not say.
double residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    }
    return 0;
}

RunPage firstPage(Store &store, const RunQuery &query = {})
{
    return await<RunPage>([&](QObject *context, auto done) { store.runs(query, context, std::move(done)); });
}

void measureQuery(Store &store, const char *name, const RunQuery &query)
{
    QElapsedTimer timer;
    timer.start();
    const RunPage page = firstPage(store, query);
    print(name, milliseconds(timer), "ms");
    if (page.runs.isEmpty())
        qFatal("%s found nothing", name);
}

void measureQueries(Store &store)
{
    RunQuery failed;
    failed.conclusions = {Conclusion::Failure};
    measureQuery(store, "store_query_conclusion", failed);
    RunQuery repository;
    repository.repositories = {{manyRunsAccount(), manyRunsRun(0).repository}};
    repository.branches = {QStringLiteral("main")};
    measureQuery(store, "store_query_repository_branch", repository);
    RunQuery text;
    text.text = QStringLiteral("importer (#1234");
    measureQuery(store, "store_query_text", text);
}

void measureReading(Store &store)
{
    int count = 0;
    const double before = residentMegabytes();
    QElapsedTimer timer;
    timer.start();
    double first = 0;
    await<bool>([&](QObject *context, auto done) {
        store.allRuns(
            context,
            [&](const QList<Run> &runs, const QList<AccountId> &) {
                if (count == 0)
                    first = milliseconds(timer);
                count += int(runs.size());
            },
            std::move(done));
    });
    print("store_stream_first_chunk", first, "ms");
    print("store_stream_all", milliseconds(timer), "ms");
    print("store_stream_memory", residentMegabytes() - before, "MB");
    if (count != runCount)
        qFatal("%d of %d runs", count, runCount);
}

void measureSaving(Store &store)
{
    QList<Run> runs = manyRuns(1000, runCount - 1000);
    for (Run &run : runs) {
        run.title += QLatin1Char('!');
        run.updatedAt = run.updatedAt.addSecs(1);
    }
    QElapsedTimer timer;
    timer.start();
    const auto changes = await<QList<RunChange>>(
        [&](QObject *context, auto done) { store.saveRuns(manyRunsAccount(), runs, context, std::move(done)); });
    print("store_save_1000_changed", milliseconds(timer), "ms");
    if (changes.size() != runs.size())
        qFatal("%d of 1000 changes", int(changes.size()));
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("runlight.db"));
    SystemClock clock;
    QElapsedTimer timer;
    timer.start();
    {
        Store store(file, clock);
        fillStore(store, runCount);
    }
    print("store_fill_100000", milliseconds(timer), "ms");
    print("store_file", double(QFileInfo(file).size()) / (1024 * 1024), "MB");

    timer.start();
    Store store(file, clock);
    const RunPage page = firstPage(store);
    print("store_open_and_first_page", milliseconds(timer), "ms");
    if (page.runs.size() != 200 || page.totalCount != runCount)
        qFatal("The first page has %d of %d runs", int(page.runs.size()), page.totalCount);
    measureQueries(store);
    measureReading(store);
    measureSaving(store);
    return 0;
}
