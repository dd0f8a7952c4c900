// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Prints for how long one turn of the GUI thread's event loop works at most while 200 repositories are watched, 50 of
// them with runs on their way, in the window of the program, a line a figure: "name value unit". One hour of virtual
// time, answers as large as GitHub's. Needs no display with QT_QPA_PLATFORM=offscreen.

#include "core/control/control.h"
#include "core/runs/runcatalog.h"
#include "tests/core/monitor/monitorharness.h"
#include "tests/support/idledownloads.h"
#include "tests/support/idlelogs.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace Runlight;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void print(const char *name, double value, const char *unit)
{
    std::printf("%s %.1f %s\n", name, value, unit);
    std::fflush(stdout);
}

QStringList repositories(int count)
{
    QStringList names;
    for (int i = 0; i < count; ++i)
        names.append(u"acme/repository-%1"_s.arg(i));
    return names;
}

//! What this thread has worked so far; waiting and being kept waiting do not count.
qint64 workedNs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

//! Notes how long the work of each turn of the event loop takes, the simulated network's apart.
class StallMeter
{
public:
    explicit StallMeter(FakeNetwork::Handler network)
        : m_network(std::move(network))
    { }

    FakeNetwork::Handler network()
    {
        return [this](const FakeRequest &request) {
            const qint64 begin = workedNs();
            FakeAnswer answer = m_network(request);
            m_away += workedNs() - begin;
            return answer;
        };
    }

    void begin()
    {
        m_away = 0;
        m_begin = workedNs();
    }
    void end() { m_stalls.append(double(workedNs() - m_begin - m_away) / 1e6); }

    double percentile(double share)
    {
        std::sort(m_stalls.begin(), m_stalls.end());
        return m_stalls.at(qsizetype(double(m_stalls.size() - 1) * share));
    }

private:
    FakeNetwork::Handler m_network;
    qint64 m_begin = 0;
    qint64 m_away = 0;
    QList<double> m_stalls;
};

//! Moves the runs of the first \a names on, a little out of step with each other.
void play(FakeGitHub &fake, const QStringList &names, QHash<QString, qint64> &runs, int second)
{
    for (int i = 0; i < names.size(); ++i) {
        const QString &name = names.at(i);
        switch ((second + 7 * i) % 180) {
        case 0:
            runs[name] = fake.addRun(name, u"queued"_s).id;
            break;
        case 20:
            if (runs.contains(name))
                fake.move(runs[name], u"in_progress"_s);
            break;
        case 170:
            if (runs.contains(name))
                fake.move(runs[name], u"completed"_s, i % 3 ? u"success"_s : u"failure"_s);
            break;
        default:
            break;
        }
    }
}

void measureStall()
{
    VirtualClock clock;
    FakeGitHub fake(clock);
    // A run as GitHub lists it has some 10 KB, most of it addresses.
    fake.setBallast(10'000);
    const QStringList names = repositories(200);
    for (const QString &name : names)
        for (int i = 30; i > 0; --i)
            fake.addOldRun(name, 1h * i);
    StallMeter meter([&fake](const FakeRequest &request) { return fake.answer(request); });
    MonitorHarness harness(clock, meter.network());
    RunCatalog catalog(harness.store, clock);
    QObject::connect(&harness.monitor, &Monitor::runsChanged, &catalog, &RunCatalog::apply);
    QObject::connect(&harness.monitor, &Monitor::runDetailsChanged, &catalog, &RunCatalog::refreshDetails);
    catalog.load();
    Theme theme(Theme::Scheme::Light);
    theme.install();
    IdleLogs logs;
    IdleDownloads downloads;
    Control control(harness.store, clock);
    MainWindow window(harness.store, harness.monitor, control, logs.streamer, downloads.downloads, catalog, clock,
                      theme);
    window.setPlace({Place::Kind::All, {}});
    window.show();
    harness.onTurn([&meter] { meter.begin(); }, [&meter] { meter.end(); });
    harness.watch(names);

    QHash<QString, qint64> runs;
    for (int second = 0; second < 3600; ++second) {
        play(fake, names.mid(0, 50), runs, second);
        harness.pass(1s);
    }
    print("longest_stall_200_repositories_50_active", meter.percentile(1), "ms");
    print("stall_99.9_percentile", meter.percentile(0.999), "ms");
    print("stall_median", meter.percentile(0.5), "ms");
    print("busy_hour_counted", double(harness.github.client.counts().counted), "requests");
    print("busy_hour_sent", double(harness.github.client.counts().sent), "requests");
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    measureStall();
    return 0;
}
