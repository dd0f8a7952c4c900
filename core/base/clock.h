// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace Runlight {

//! The only source of time, timers and chance in core, so that a test runs a day of polling in a second.
//! A clock and its timers belong to one thread.
class Clock
{
public:
    using Milliseconds = std::chrono::milliseconds;

    virtual ~Clock() = default;

    //! Wall time in UTC; may jump (suspend, the user setting the clock).
    virtual QDateTime now() const = 0;
    //! Milliseconds since an arbitrary start; never goes back.
    virtual Milliseconds monotonic() const = 0;
    //! Uniform in [0, 1): the jitter of backoff and polling.
    virtual double random() = 0;
    //! Calls \a callback once after \a delay unless \a context is gone by then or the returned object was
    //! deleted. The returned object is a child of \a context; it deletes itself after the call.
    virtual QObject *singleShot(Milliseconds delay, QObject *context, std::function<void()> callback) = 0;
};

//! The machine's own clock.
class SystemClock final : public Clock
{
public:
    QDateTime now() const override;
    Milliseconds monotonic() const override;
    double random() override;
    QObject *singleShot(Milliseconds delay, QObject *context, std::function<void()> callback) override;
};

//! A clock that stands still until it is told to move. For tests and simulated time.
class VirtualClock final : public Clock
{
public:
    //! Starts at \a start with a fixed \a seed, so that every test run is the same.
    explicit VirtualClock(QDateTime start = QDateTime::fromSecsSinceEpoch(1767225600, Qt::UTC), quint32 seed = 1);
    ~VirtualClock() override;

    QDateTime now() const override;
    Milliseconds monotonic() const override;
    double random() override;
    QObject *singleShot(Milliseconds delay, QObject *context, std::function<void()> callback) override;

    //! Moves on by \a duration, calling every timer that falls due, in order, at its own time.
    void advance(Milliseconds duration);
    //! Moves to the next timer, calls it and returns true; false where none is pending.
    bool advanceToNextTimer();
    //! Time until the next timer, or a negative value where none is pending.
    Milliseconds untilNextTimer() const;
    int pendingTimers() const;
    //! Moves the wall clock only, as a suspended machine or a changed time zone server does.
    void jumpWallClock(Milliseconds by);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Runlight
