// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/log/logtexts.h"

#include "ui/log/logdocument.h"
#include "ui/theme/theme.h"

namespace Runlight {

namespace {

QString minutesAndSeconds(qint64 seconds)
{
    const QString tail = QStringLiteral("%1").arg(seconds % 60, 2, 10, QLatin1Char('0'));
    const qint64 minutes = seconds / 60;
    if (minutes < 60)
        return QStringLiteral("%1:%2").arg(minutes).arg(tail);
    return QStringLiteral("%1:%2:%3").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0')).arg(tail);
}

} // namespace

QString clockText(LogTime time)
{
    return time.toDateTime().toLocalTime().toString(QStringLiteral("HH:mm:ss"));
}

QString elapsedText(LogTime time, std::optional<LogTime> start)
{
    if (!start)
        return {};
    // Lines of one step may be stamped a little before its first.
    return minutesAndSeconds(std::max<qint64>(0, time.ticks - start->ticks) / LogTime::ticksPerSecond);
}

QString deltaText(LogTime time, std::optional<LogTime> before)
{
    if (!before)
        return {};
    const qint64 ticks = std::max<qint64>(0, time.ticks - before->ticks);
    const qint64 tenths = ticks / (LogTime::ticksPerSecond / 10);
    if (tenths < 600)
        return QStringLiteral("+%1.%2s").arg(tenths / 10).arg(tenths % 10);
    return QLatin1Char('+') + minutesAndSeconds(tenths / 10);
}

QString stepDurationText(const LogStepHeading &heading, const QDateTime &now)
{
    if (!heading.startedAt.isValid() || heading.glyph == StatusGlyph::Skipped)
        return durationText(-1);
    const QDateTime end = heading.completedAt.isValid() ? heading.completedAt : now;
    return durationText(std::max<qint64>(0, heading.startedAt.msecsTo(end)));
}

} // namespace Runlight
