// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/runrecord.h"

namespace Runlight {

namespace {

constexpr qsizetype keptDigits = 16;

int hexDigit(QChar c)
{
    const char16_t u = c.toLower().unicode();
    if (u >= u'0' && u <= u'9')
        return u - u'0';
    return u >= u'a' && u <= u'f' ? u - u'a' + 10 : -1;
}

} // namespace

ShaPrefix ShaPrefix::of(QStringView text)
{
    ShaPrefix prefix;
    const qsizetype digits = qMin(text.size(), keptDigits);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int digit = hexDigit(text[i]);
        if (digit < 0)
            return {};
        if (i < digits)
            prefix.bits = prefix.bits << 4 | quint64(digit);
    }
    if (digits == 0)
        return {};
    const int missing = 4 * int(keptDigits - digits);
    prefix.bits <<= missing;
    prefix.mask = ~quint64(0) << missing;
    return prefix;
}

qint64 toRecordTime(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : RunRecord::noTime;
}

QDateTime fromRecordTime(qint64 time)
{
    return time == RunRecord::noTime ? QDateTime() : QDateTime::fromMSecsSinceEpoch(time, Qt::UTC);
}

} // namespace Runlight
