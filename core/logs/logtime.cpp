// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/logs/logtime.h"

#include <QTimeZone>

#include <chrono>

namespace Runlight {

namespace {

constexpr QByteArrayView secondsPattern = "0000-00-00T00:00:00";
constexpr qsizetype mostDecimals = 9;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool looksLikeSeconds(QByteArrayView line)
{
    if (line.size() < secondsPattern.size())
        return false;
    for (qsizetype i = 0; i < secondsPattern.size(); ++i) {
        if (secondsPattern[i] == '0' ? !isDigit(line[i]) : line[i] != secondsPattern[i])
            return false;
    }
    return true;
}

int number(QByteArrayView digits)
{
    int value = 0;
    for (const char c : digits)
        value = value * 10 + (c - '0');
    return value;
}

//! Seconds since 1970 of what looks like seconds; nothing where there is no such day or hour.
std::optional<qint64> readSeconds(QByteArrayView line)
{
    using namespace std::chrono;
    const year_month_day date{year(number(line.first(4))), month(unsigned(number(line.sliced(5, 2)))),
                              day(unsigned(number(line.sliced(8, 2))))};
    const int hour = number(line.sliced(11, 2));
    const int minute = number(line.sliced(14, 2));
    const int second = number(line.sliced(17, 2));
    if (!date.ok() || hour > 23 || minute > 59 || second > 60)
        return {};
    const qint64 days = sys_days(date).time_since_epoch().count();
    return ((days * 24 + hour) * 60 + minute) * 60 + second;
}

} // namespace

QDateTime LogTime::toDateTime() const
{
    constexpr qint64 ticksPerMs = ticksPerSecond / 1000;
    const qint64 ms = ticks / ticksPerMs - (ticks % ticksPerMs < 0 ? 1 : 0);
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

std::optional<LogStamp> readLogStamp(QByteArrayView line)
{
    if (!looksLikeSeconds(line))
        return {};
    qsizetype at = secondsPattern.size();
    qint64 fraction = 0;
    qint64 unit = LogTime::ticksPerSecond;
    if (at < line.size() && line[at] == '.') {
        const qsizetype decimals = ++at;
        for (; at < line.size() && isDigit(line[at]) && at - decimals < mostDecimals; ++at) {
            unit /= 10;
            fraction += unit * (line[at] - '0'); // Nothing beyond the seventh.
        }
    }
    if (at == line.size() || line[at] != 'Z')
        return {};
    ++at;
    const bool ends = at == line.size() || line[at] == ' ' || line.sliced(at).startsWith("\xef\xbb\xbf");
    const std::optional<qint64> seconds = ends ? readSeconds(line) : std::nullopt;
    if (!seconds)
        return {};
    return LogStamp{{*seconds * LogTime::ticksPerSecond + fraction}, at};
}

} // namespace Runlight
