// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/redirect.h"

#include "core/github/transport/origin.h"

#include <QCoreApplication>

namespace Runlight {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::Redirect)
};

Unexpected refusal(ErrorKind kind, int status, const QString &message)
{
    Error error;
    error.kind = kind;
    error.httpStatus = status;
    error.message = message;
    return Unexpected(error);
}

// Plain http may only lead from this machine to this machine: a far server must not point us at our own ports.
bool isSafeStep(const QUrl &from, const QUrl &to)
{
    return isTrustworthy(to) && (to.scheme() == QLatin1String("https") || isLoopback(from));
}

} // namespace

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 307 || status == 308;
}

Expected<QUrl> redirectTarget(Verb verb, int status, const QUrl &from, const QByteArray &location, int hops)
{
    QUrl target = from.resolved(QUrl::fromEncoded(location, QUrl::StrictMode));
    target.setUserInfo({});
    if (location.isEmpty() || !target.isValid())
        return refusal(ErrorKind::Transport, status, Text::tr("The server redirects to nowhere."));
    if (hops >= maxRedirects)
        return refusal(ErrorKind::Transport, status, Text::tr("The server redirects too often."));
    if (!isSafeStep(from, target)) {
        return refusal(ErrorKind::Tls, status,
                       Text::tr("The server redirects to an address that is not secure, on %1.").arg(target.host()));
    }
    const bool repeatsAsItWas = status == 307 || status == 308;
    if (verb != Verb::Get && !(repeatsAsItWas && sameOrigin(from, target))) {
        return refusal(ErrorKind::Transport, status,
                       Text::tr("The server redirects a change to %1; it was not sent there.").arg(target.host()));
    }
    return target;
}

} // namespace Runlight
