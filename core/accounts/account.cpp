// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/accounts/account.h"

namespace Runlight {

Account Account::of(const QString &login, const QString &host, const QUrl &apiUrl)
{
    const QString name = login.isEmpty() ? QStringLiteral("anonymous") : login;
    return {AccountId{name + QLatin1Char('@') + host}, login, host, apiUrl};
}

QString hostLabel(const QUrl &apiUrl)
{
    QString host = apiUrl.host();
    if (host == QLatin1String("api.github.com"))
        return QStringLiteral("github.com");
    if (const int port = apiUrl.port(-1); port != -1)
        host += QLatin1Char(':') + QString::number(port);
    return host;
}

} // namespace Runlight
