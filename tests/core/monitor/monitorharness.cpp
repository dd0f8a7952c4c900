// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/monitor/monitorharness.h"

#include "tests/support/await.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QThreadPool>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

QString words(const Run &run)
{
    const QLatin1String conclusion = conclusionWord(run.state.conclusion);
    QString text = conclusion.isEmpty() ? statusWord(run.state.status) : conclusion;
    if (run.attempt > 1)
        text += QStringLiteral("#%1").arg(run.attempt);
    return text;
}

} // namespace

MonitorHarness::MonitorHarness(VirtualClock &clock_, FakeNetwork::Handler handler, const QString &file,
                               const QString &login, const MonitorSettings &settings, const QUrl &apiUrl)
    : clock(clock_)
    , account(Account::of(login, QStringLiteral("github.com"), apiUrl))
    , store(file, clock)
    , network(clock, std::move(handler))
    , circuits(clock)
    , cache(&store)
    , github({account.apiUrl, login.isEmpty() ? QByteArray() : QByteArray("token"), account.id.value}, network, clock,
             circuits, cache)
    , monitor(store, clock, settings)
{
    QObject::connect(&monitor, &Monitor::runsChanged, &monitor, [this](const QList<RunChange> &changes) {
        for (const RunChange &change : changes)
            m_changes.append(QStringLiteral("%1 %2 → %3")
                                 .arg(QString::number(change.after.id.value),
                                      change.before ? words(*change.before) : QStringLiteral("-"),
                                      words(change.after)));
    });
    monitor.addAccount(account, github);
}

MonitorHarness::MonitorHarness(VirtualClock &clock_, FakeGitHub &fake, const QString &file)
    : MonitorHarness(
        clock_, [&fake](const FakeRequest &request) { return fake.answer(request); }, file)
{ }

MonitorHarness::Logs::Logs(MonitorHarness &harness)
    : cache(folder.path(), harness.clock)
    , streamer(cache, harness.clock)
    , watched(harness.monitor, streamer, harness.clock)
{
    streamer.addAccount(harness.account, harness.github);
}

void MonitorHarness::keepLogs()
{
    logs = std::make_unique<Logs>(*this);
}

void MonitorHarness::watch(const QStringList &repositories)
{
    for (const QString &repository : repositories)
        monitor.watch(ref(repository));
    monitor.start();
    pass(100ms * (repositories.size() + 1));
}

void MonitorHarness::pass(Clock::Milliseconds duration)
{
    const Clock::Milliseconds end = clock.monotonic() + duration;
    settle();
    for (;;) {
        const Clock::Milliseconds next = clock.untilNextTimer();
        if (next < 0ms || clock.monotonic() + next > end)
            break;
        m_before();
        clock.advanceToNextTimer();
        m_after();
        settle();
    }
    clock.advance(end - clock.monotonic());
    settle();
}

void MonitorHarness::settle()
{
    for (;;) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        if (turn(QEventLoop::AllEvents))
            continue;
        if (QThreadPool::globalInstance()->activeThreadCount() > 0) {
            QThreadPool::globalInstance()->waitForDone();
            continue;
        }
        if (store.pendingCalls() == 0 && (!logs || logs->cache.pendingCalls() == 0) && network.answersDue() == 0)
            return;
        turn(QEventLoop::WaitForMoreEvents);
    }
}

bool MonitorHarness::turn(QEventLoop::ProcessEventsFlags flags)
{
    m_before();
    const bool any = QAbstractEventDispatcher::instance()->processEvents(flags);
    m_after();
    return any;
}

void MonitorHarness::onTurn(std::function<void()> before, std::function<void()> after)
{
    m_before = std::move(before);
    m_after = std::move(after);
}

std::optional<Run> MonitorHarness::stored(qint64 run)
{
    const auto details = tryAwait<RunDetails>(
        [&](QObject *context, Done<RunDetails> done) { store.runDetails(key(run), 0, context, std::move(done)); });
    return details && *details ? std::optional((*details)->run) : std::nullopt;
}

RunDetails MonitorHarness::details(qint64 run, int attempt)
{
    return await<RunDetails>([&](QObject *context, Done<RunDetails> done) {
        store.runDetails(key(run), attempt, context, std::move(done));
    });
}

} // namespace Runlight
