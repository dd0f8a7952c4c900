// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace Runlight {

namespace {

//! "02m": the lower of two units keeps its place so that columns of durations align.
QString twoDigits(qint64 number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Runlight::TimeText", text);
}

} // namespace

QString durationText(qint64 milliseconds)
{
    if (milliseconds < 0)
        return QStringLiteral("—");
    const qint64 seconds = milliseconds / 1000;
    if (seconds < 60)
        return tr(QT_TRANSLATE_NOOP("Runlight::TimeText", "%1s")).arg(seconds);
    const qint64 minutes = seconds / 60;
    if (minutes < 60)
        return tr(QT_TRANSLATE_NOOP("Runlight::TimeText", "%1m %2s")).arg(minutes).arg(twoDigits(seconds % 60));
    const qint64 hours = minutes / 60;
    return tr(QT_TRANSLATE_NOOP("Runlight::TimeText", "%1h %2m")).arg(hours).arg(twoDigits(minutes % 60));
}

QString relativeTimeText(const QDateTime &when, const QDateTime &now)
{
    if (!when.isValid())
        return {};
    const qint64 seconds = when.secsTo(now);
    // A server's clock a little ahead of ours is no news from the future.
    if (seconds < 60 && seconds > -60)
        return tr(QT_TRANSLATE_NOOP("Runlight::TimeText", "now"));
    constexpr qint64 hour = 3600;
    constexpr qint64 day = 24 * hour;
    if (seconds >= 60 && seconds < hour)
        return tr(QT_TRANSLATE_NOOP("Runlight::TimeText", "%1m ago")).arg(seconds / 60);
    if (seconds >= hour && seconds < day)
        return tr(QT_TRANSLATE_NOOP("Runlight::TimeText", "%1h ago")).arg(seconds / hour);
    if (seconds >= day && seconds < 7 * day)
        return tr(QT_TRANSLATE_NOOP("Runlight::TimeText", "%1d ago")).arg(seconds / day);
    return QLocale().toString(when.toLocalTime().date(), QLocale::ShortFormat);
}

QString exactTimeText(const QDateTime &when)
{
    return when.isValid() ? QLocale().toString(when.toLocalTime(), QLocale::LongFormat) : QString();
}

} // namespace Runlight
