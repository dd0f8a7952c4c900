// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Prints what a list of 100 000 runs costs the GUI thread, a line a figure: "name value unit".

#include "core/base/clock.h"
#include "core/runs/runcatalog.h"
#include "core/store/store.h"
#include "tests/support/manyruns.h"
#include "ui/runs/runspane.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace Runlight;

namespace {

constexpr int runCount = 100'000;
constexpr int changedRuns = 1000;
constexpr int rounds = 15;

void print(const char *name, double value, const char *unit)
{
    std::printf("%s %.2f %s\n", name, value, unit);
    std::fflush(stdout);
}

//! The median of several rounds; \a prepare is not measured.
double medianMs(const std::function<void(int)> &prepare, const std::function<void()> &work)
{
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        prepare(round);
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[rounds / 2];
}

double residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

QList<RunChange> toChanges(const QList<Run> &runs)
{
    QList<RunChange> changes;
    for (const Run &run : runs)
        changes.append({0, manyRunsAccount(), {}, run, run.updatedAt});
    return changes;
}

//! Runs spread over the whole list, each of which turns from success to failure or back; some new ones with them.
QList<RunChange> someChanges(int round)
{
    QList<Run> runs;
    for (int i = 0; i < changedRuns; ++i) {
        const bool isNew = i % 20 == 0;
        Run run = manyRunsRun(isNew ? runCount + round * changedRuns + i : (i * 97 + round * 13) % runCount);
        const bool fails = (i + round) % 2 == 0;
        run.state = RunState::of(u"completed", fails ? QStringLiteral("failure") : QStringLiteral("success"));
        runs.append(run);
    }
    return toChanges(runs);
}

//! Lets the views do what they put off: layout and painting.
void settle()
{
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
}

void measureChanges(RunCatalog &catalog, RunsPane &pane, const char *name, const QString &filter)
{
    pane.setFilter(RunFilter::parse(filter));
    settle();
    QList<RunChange> changes;
    const double ms = medianMs([&changes](int round) { changes = someChanges(round); },
                               [&] {
                                   catalog.apply(changes);
                                   settle();
                               });
    print(name, ms, "ms");
}

void measureKeystroke(RunsPane &pane, const char *name, const QString &before, const QString &after)
{
    const double ms = medianMs(
        [&](int) {
            pane.setFilter(RunFilter::parse(before));
            settle();
        },
        [&] {
            pane.setFilter(RunFilter::parse(after));
            settle();
        });
    print(name, ms, "ms");
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    Theme theme(Theme::Scheme::Light);
    theme.install();
    SystemClock clock;
    Store store({}, clock);
    RunCatalog catalog(store, clock);
    RunsPane pane(catalog, clock, theme);
    pane.setPlace({Place::Kind::All, {}});
    pane.resize(450, 860);
    pane.show();
    settle();

    const double before = residentMegabytes();
    for (int first = 0; first < runCount; first += changedRuns)
        catalog.apply(toChanges(manyRuns(changedRuns, first)));
    settle();
    print("list_memory", (residentMegabytes() - before) * 1024 * 1024 / runCount, "B/run");

    measureChanges(catalog, pane, "list_apply_1000", {});
    measureChanges(catalog, pane, "list_apply_1000_filtered",
                   QStringLiteral("branch:main,develop status:failure,cancelled"));
    measureKeystroke(pane, "filter_keystroke_text", QStringLiteral("payme"), QStringLiteral("paymen"));
    measureKeystroke(pane, "filter_keystroke_everything", {}, QStringLiteral("e"));
    measureKeystroke(pane, "filter_keystroke_terms", QStringLiteral("status:failure branch:mai"),
                     QStringLiteral("status:failure branch:main"));
    measureKeystroke(pane, "filter_cleared", QStringLiteral("status:failure"), {});
    return 0;
}
