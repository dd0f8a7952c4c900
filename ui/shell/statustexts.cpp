// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/statustexts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace Runlight {

namespace {

struct StatusTexts
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::StatusTexts)
};

bool isLimited(const AccountStatus &account, const QDateTime &now)
{
    return account.limitedUntil.isValid() && account.limitedUntil > now;
}

//! When the last of the limits that hold an account back ends; invalid where none does.
QDateTime limitedUntil(const MonitorStatus &status, const QDateTime &now)
{
    QDateTime until;
    for (const AccountStatus &account : status.accounts) {
        if (isLimited(account, now) && (!until.isValid() || account.limitedUntil > until))
            until = account.limitedUntil;
    }
    return until;
}

//! The repositories whose last poll failed.
int failing(const MonitorStatus &status)
{
    return int(std::count_if(status.repositories.begin(), status.repositories.end(),
                             [](const RepositoryStatus &repository) { return repository.error.has_value(); }));
}

double shareLeft(const RateLimit &limit)
{
    return limit.limit > 0 ? double(limit.remaining) / limit.limit : 0;
}

const AccountStatus *scarcest(const QList<AccountStatus> &accounts)
{
    const AccountStatus *found = nullptr;
    for (const AccountStatus &account : accounts) {
        if (account.limit.isKnown() && (!found || shareLeft(account.limit) < shareLeft(found->limit)))
            found = &account;
    }
    return found;
}

QString ageText(const QDateTime &updatedAt, const QDateTime &now)
{
    return spanText(updatedAt.secsTo(now));
}

} // namespace

WatchHealth watchHealth(const MonitorStatus &status, const QDateTime &now)
{
    if (status.offline || status.accounts.isEmpty())
        return WatchHealth::Offline;
    return failing(status) > 0 || limitedUntil(status, now).isValid() ? WatchHealth::Impaired : WatchHealth::Good;
}

QString watchText(const MonitorStatus &status, const QDateTime &now)
{
    const bool updated = status.updatedAt.isValid();
    if (status.offline)
        return updated ? StatusTexts::tr("Offline · updated %1 ago").arg(ageText(status.updatedAt, now))
                       : StatusTexts::tr("Offline");
    if (status.repositories.isEmpty())
        return StatusTexts::tr("Watching no repository");
    if (const QDateTime until = limitedUntil(status, now); until.isValid())
        return updated ? StatusTexts::tr("Paused by the request limit until %1 · updated %2 ago")
                             .arg(clockText(until), ageText(status.updatedAt, now))
                       : StatusTexts::tr("Paused by the request limit until %1").arg(clockText(until));
    if (!updated)
        return StatusTexts::tr("Waiting for the first answer");
    if (const int count = failing(status); count > 0)
        return StatusTexts::tr("Updated %1 ago · %n repository(ies) could not be updated", nullptr, count)
            .arg(ageText(status.updatedAt, now));
    if (!status.nextPollAt.isValid() || status.nextPollAt <= now)
        return StatusTexts::tr("Updated %1 ago · asking now").arg(ageText(status.updatedAt, now));
    return StatusTexts::tr("Updated %1 ago · next in %2")
        .arg(ageText(status.updatedAt, now), spanText(now.secsTo(status.nextPollAt)));
}

QString budgetText(const MonitorStatus &status, const QDateTime &now)
{
    const AccountStatus *account = scarcest(status.accounts);
    if (!account)
        return {};
    const QLocale locale;
    const RateLimit &limit = account->limit;
    const QString remaining = locale.toString(limit.remaining);
    const QString total = locale.toString(limit.limit);
    if (!limit.resetAt.isValid() || limit.resetAt <= now)
        return StatusTexts::tr("API %1 of %2").arg(remaining, total);
    return StatusTexts::tr("API %1 of %2 · resets %3").arg(remaining, total, clockText(limit.resetAt));
}

QString budgetToolTip(const MonitorStatus &status, const QDateTime &now)
{
    const QLocale locale;
    QStringList lines;
    for (const AccountStatus &account : status.accounts) {
        const RateLimit &limit = account.limit;
        if (!limit.isKnown())
            lines += StatusTexts::tr("%1: nothing asked yet").arg(account.account.id.value);
        else if (limit.resetAt.isValid() && limit.resetAt > now)
            lines += StatusTexts::tr("%1: %2 of %3 requests left, resets at %4")
                         .arg(account.account.id.value, locale.toString(limit.remaining), locale.toString(limit.limit),
                              clockText(limit.resetAt));
        else
            lines += StatusTexts::tr("%1: %2 of %3 requests left")
                         .arg(account.account.id.value, locale.toString(limit.remaining), locale.toString(limit.limit));
    }
    return lines.join(QLatin1Char('\n'));
}

QString spanText(qint64 seconds)
{
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    seconds = std::max<qint64>(seconds, 0);
    if (seconds < minute)
        return StatusTexts::tr("%1 s").arg(seconds);
    if (seconds < hour)
        return StatusTexts::tr("%1 min").arg(seconds / minute);
    if (seconds < 2 * day)
        return StatusTexts::tr("%1 h").arg(seconds / hour);
    return StatusTexts::tr("%1 d").arg(seconds / day);
}

QString clockText(const QDateTime &utc)
{
    const QLocale locale;
    // Some locales' short format has seconds, which would only make noise.
    const QString format = locale.timeFormat(QLocale::ShortFormat).remove(QLatin1String(":ss"));
    return locale.toString(utc.toLocalTime().time(), format);
}

} // namespace Runlight
