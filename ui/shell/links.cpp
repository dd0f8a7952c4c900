// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/links.h"

#include "core/base/logging.h"

#include <QDesktopServices>
#include <QHostAddress>

namespace Runlight {

namespace {

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

} // namespace

bool isOpenable(const QUrl &url, const QString &host)
{
    if (!url.isValid() || !url.userInfo().isEmpty() || url.host().isEmpty())
        return false;
    const bool safe =
        url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isLoopback(url.host()));
    return safe && hostLabel(url).compare(host, Qt::CaseInsensitive) == 0;
}

QString hostOf(const AccountId &account)
{
    return account.value.mid(account.value.lastIndexOf(QLatin1Char('@')) + 1);
}

void openInBrowser(const QUrl &url, const QString &host)
{
    if (isOpenable(url, host))
        QDesktopServices::openUrl(url);
    else
        qCWarning(lcUi) << "Not opened, as it is no page of" << host << ":" << url.scheme() << url.host();
}

} // namespace Runlight
