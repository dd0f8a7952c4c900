// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/clock.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <limits>
#include <map>

namespace Runlight {

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

Clock::Milliseconds SystemClock::monotonic() const
{
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

double SystemClock::random()
{
    return QRandomGenerator::global()->generateDouble();
}

QObject *SystemClock::singleShot(Milliseconds delay, QObject *context, std::function<void()> callback)
{
    auto *timer = new QTimer(context);
    timer->setSingleShot(true);
    QObject::connect(timer, &QTimer::timeout, context, [timer, call = std::move(callback)] {
        timer->deleteLater();
        call();
    });
    // Qt counts in int; what is due in four weeks may as well be looked at before.
    timer->start(std::clamp(delay, Milliseconds::zero(), Milliseconds(std::numeric_limits<int>::max())));
    return timer;
}

struct VirtualClock::Private
{
    struct PendingTimer
    {
        QPointer<QObject> handle;
        std::function<void()> callback;
    };

    QDateTime wall;
    Milliseconds monotonic{0};
    QRandomGenerator generator;
    std::multimap<Milliseconds, PendingTimer> timers;

    void dropDead()
    {
        std::erase_if(timers, [](const auto &entry) { return entry.second.handle.isNull(); });
    }

    void moveTo(Milliseconds when)
    {
        wall = wall.addMSecs((when - monotonic).count());
        monotonic = when;
    }

    void fireFirst()
    {
        auto first = timers.begin();
        PendingTimer due = std::move(first->second);
        moveTo(std::max(first->first, monotonic));
        timers.erase(first);
        if (!due.handle)
            return;
        due.handle->deleteLater();
        due.callback();
    }
};

VirtualClock::VirtualClock(QDateTime start, quint32 seed)
    : d(std::make_unique<Private>())
{
    d->wall = start.toUTC();
    d->generator.seed(seed);
}

VirtualClock::~VirtualClock() = default;

QDateTime VirtualClock::now() const
{
    return d->wall;
}

Clock::Milliseconds VirtualClock::monotonic() const
{
    return d->monotonic;
}

double VirtualClock::random()
{
    return d->generator.generateDouble();
}

QObject *VirtualClock::singleShot(Milliseconds delay, QObject *context, std::function<void()> callback)
{
    auto *handle = new QObject(context);
    d->timers.emplace(d->monotonic + std::max(delay, Milliseconds::zero()), Private::PendingTimer{handle, std::move(callback)});
    return handle;
}

void VirtualClock::advance(Milliseconds duration)
{
    const Milliseconds end = d->monotonic + duration;
    while (!d->timers.empty() && d->timers.begin()->first <= end)
        d->fireFirst();
    d->moveTo(end);
}

bool VirtualClock::advanceToNextTimer()
{
    d->dropDead();
    if (d->timers.empty())
        return false;
    d->fireFirst();
    return true;
}

Clock::Milliseconds VirtualClock::untilNextTimer() const
{
    d->dropDead();
    return d->timers.empty() ? Milliseconds(-1) : d->timers.begin()->first - d->monotonic;
}

int VirtualClock::pendingTimers() const
{
    d->dropDead();
    return int(d->timers.size());
}

void VirtualClock::jumpWallClock(Milliseconds by)
{
    d->wall = d->wall.addMSecs(by.count());
}

} // namespace Runlight
