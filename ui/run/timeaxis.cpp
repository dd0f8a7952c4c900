// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/timeaxis.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Runlight {

TimeAxis TimeAxis::of(const QList<Job> &jobs, const QDateTime &attemptStartedAt, const QDateTime &now)
{
    QDateTime first;
    QDateTime last;
    const auto take = [&](const Job &job) {
        if (!first.isValid() || job.startedAt < first)
            first = job.startedAt;
        const QDateTime end = job.completedAt.isValid() ? job.completedAt : now;
        if (!last.isValid() || end > last)
            last = end;
    };
    const auto begun = [](const Job &job) {
        return job.startedAt.isValid();
    };
    for (const Job &job : jobs) {
        if (begun(job) && (!attemptStartedAt.isValid() || job.startedAt >= attemptStartedAt))
            take(job);
    }
    if (!first.isValid()) {
        for (const Job &job : jobs) {
            if (begun(job))
                take(job);
        }
    }
    return first.isValid() ? TimeAxis{first, std::max<qint64>(first.msecsTo(last), 1000)} : TimeAxis{};
}

qint64 TimeAxis::offset(const QDateTime &when) const
{
    return std::clamp<qint64>(start.msecsTo(when), 0, lengthMs);
}

QList<qint64> TimeAxis::ticks(int most) const
{
    if (lengthMs <= 0 || most < 1)
        return {};
    constexpr qint64 second = 1000;
    constexpr qint64 minute = 60 * second;
    constexpr qint64 hour = 60 * minute;
    constexpr std::array<qint64, 19> steps = {second,      2 * second,  5 * second, 10 * second, 15 * second,
                                              30 * second, minute,      2 * minute, 5 * minute,  10 * minute,
                                              15 * minute, 30 * minute, hour,       2 * hour,    3 * hour,
                                              6 * hour,    12 * hour,   24 * hour,  48 * hour};
    const auto fits = [&](qint64 step) {
        return lengthMs / step + 1 <= most;
    };
    const auto found = std::find_if(steps.begin(), steps.end(), fits);
    const qint64 step = found == steps.end() ? lengthMs + 1 : *found;
    QList<qint64> result;
    for (qint64 at = 0; at <= lengthMs; at += step)
        result.append(at);
    return result;
}

QString tickText(qint64 offsetMs)
{
    const auto tr = [](const char *text) {
        return QCoreApplication::translate("Runlight::TimeAxis", text);
    };
    const qint64 seconds = offsetMs / 1000;
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    if (minutes == 0)
        return tr(QT_TRANSLATE_NOOP("Runlight::TimeAxis", "%1s")).arg(seconds);
    if (seconds % 60 != 0)
        return durationText(offsetMs);
    if (hours == 0)
        return tr(QT_TRANSLATE_NOOP("Runlight::TimeAxis", "%1m")).arg(minutes);
    if (minutes % 60 == 0)
        return tr(QT_TRANSLATE_NOOP("Runlight::TimeAxis", "%1h")).arg(hours);
    return tr(QT_TRANSLATE_NOOP("Runlight::TimeAxis", "%1h %2m")).arg(hours).arg(minutes % 60);
}

} // namespace Runlight
