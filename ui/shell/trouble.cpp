// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/trouble.h"

#include "ui/shell/statustexts.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace Runlight {

namespace {

struct TroubleTexts
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::TroubleTexts)
};

Trouble retryable(Trouble::Kind kind, const QString &title, const QString &detail)
{
    return {kind, title, detail, Mend::Retry, TroubleTexts::tr("Retry"), {}, {}};
}

Trouble offline(const Error &error, const QDateTime &updatedAt, const QDateTime &now)
{
    const QString detail = updatedAt.isValid()
        ? TroubleTexts::tr("What you see was current %1 ago.").arg(spanText(updatedAt.secsTo(now)))
        : wordsOf(error);
    return retryable(Trouble::Kind::Offline, TroubleTexts::tr("No connection"), detail);
}

Trouble untrusted(const Error &error, const QString &host)
{
    const QString title = host.isEmpty() ? TroubleTexts::tr("The connection is not secure")
                                         : TroubleTexts::tr("The connection to %1 is not secure").arg(host);
    return retryable(Trouble::Kind::Tls, title, wordsOf(error));
}

Trouble unauthorized(const Error &error, const Account &account)
{
    Trouble trouble =
        retryable(Trouble::Kind::Unauthorized,
                  account.host.isEmpty() ? TroubleTexts::tr("The token was not accepted")
                                         : TroubleTexts::tr("The token of %1 was not accepted").arg(account.id.value),
                  wordsOf(error));
    if (account.apiUrl.scheme() == QLatin1String("https")) {
        trouble.mend = Mend::OpenUrl;
        trouble.mendText = TroubleTexts::tr("Open token settings");
        trouble.url = QUrl(QStringLiteral("https://%1/settings/tokens").arg(account.host));
    }
    return trouble;
}

Trouble limited(const AccountStatus &status)
{
    const QString detail = status.error ? wordsOf(*status.error)
                                        : TroubleTexts::tr("Runlight goes on by itself. Until then you see what was "
                                                           "current before.");
    // Something is left of it: GitHub wants a pause for another reason.
    const bool isPause = status.limit.isKnown() && status.limit.remaining > 0;
    const QString title = isPause ? TroubleTexts::tr("GitHub asks %1 to pause until %2")
                                  : TroubleTexts::tr("The request limit of %1 is used up until %2");
    return {Trouble::Kind::Limited,
            title.arg(status.account.id.value, clockText(status.limitedUntil)),
            detail,
            Mend::None,
            {},
            {},
            {}};
}

Trouble storage(const Error &error, const QString &file)
{
    Trouble trouble{Trouble::Kind::Storage,
                    TroubleTexts::tr("What you see now is not kept"),
                    wordsOf(error),
                    Mend::None,
                    {},
                    {},
                    {}};
    if (!file.isEmpty()) {
        trouble.mend = Mend::OpenFolder;
        trouble.mendText = TroubleTexts::tr("Open folder");
        trouble.url = QUrl::fromLocalFile(QFileInfo(file).absolutePath());
    }
    return trouble;
}

Trouble ofRepository(const Error &error, const RepositoryRef &ref)
{
    const QString name = ref.repository.fullName();
    if (error.kind == ErrorKind::RepositoryNotFound || error.kind == ErrorKind::AccessDenied) {
        const QString title = error.kind == ErrorKind::RepositoryNotFound
            ? TroubleTexts::tr("%1 was not found").arg(name)
            : TroubleTexts::tr("%1 may not be read").arg(name);
        return {Trouble::Kind::Repository,
                title,
                wordsOf(error),
                Mend::StopWatching,
                TroubleTexts::tr("Stop watching"),
                {},
                ref};
    }
    return retryable(Trouble::Kind::Repository, TroubleTexts::tr("%1 could not be updated").arg(name), wordsOf(error));
}

//! Troubles of the whole account also come back as the error of each of its repositories: told once, above.
bool concernsAccount(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Offline:
    case ErrorKind::Tls:
    case ErrorKind::Unauthorized:
    case ErrorKind::RateLimited:
    case ErrorKind::SecondaryRateLimit:
    case ErrorKind::Cancelled:
        return true;
    default:
        return false;
    }
}

Error whyOffline(const MonitorStatus &status)
{
    for (const AccountStatus &account : status.accounts) {
        if (account.error && account.error->kind == ErrorKind::Offline)
            return *account.error;
    }
    Error unknown;
    unknown.kind = ErrorKind::Offline;
    return unknown;
}

void addAccount(QList<Trouble> &troubles, const AccountStatus &status, const QDateTime &now)
{
    const ErrorKind kind = status.error ? status.error->kind : ErrorKind::Offline;
    if (kind == ErrorKind::Tls)
        troubles += untrusted(*status.error, status.account.host);
    else if (kind == ErrorKind::Unauthorized)
        troubles += unauthorized(*status.error, status.account);
    if (status.limitedUntil.isValid() && status.limitedUntil > now)
        troubles += limited(status);
}

void addSignIn(QList<Trouble> &troubles, const Error &error, const QDateTime &now)
{
    if (error.kind == ErrorKind::Tls)
        troubles += untrusted(error, QString());
    else if (error.kind == ErrorKind::Unauthorized)
        troubles += unauthorized(error, Account());
    else if (error.kind == ErrorKind::Offline)
        troubles += offline(error, QDateTime(), now);
    else if (error.kind == ErrorKind::RateLimited && error.retryAt > now)
        troubles += {Trouble::Kind::Limited,
                     TroubleTexts::tr("Signing in waits for the request limit until %1").arg(clockText(error.retryAt)),
                     adviceFor(error),
                     Mend::None,
                     {},
                     {},
                     {}};
    else if (error.kind != ErrorKind::RateLimited)
        troubles += retryable(Trouble::Kind::Repository, TroubleTexts::tr("Signing in failed"), wordsOf(error));
}

} // namespace

QString wordsOf(const Error &error, const QString &advice)
{
    QString message = error.message.simplified();
    while (message.endsWith(QLatin1Char('.')))
        message.chop(1);
    if (message.isEmpty())
        return advice;
    const QString text = error.isGitHubsMessage
        ? TroubleTexts::tr("GitHub says “%1”. %2", "its message, then what to do")
        : TroubleTexts::tr("%1. %2", "what happened, then what to do");
    return text.arg(message, advice).trimmed();
}

QString wordsOf(const Error &error)
{
    return wordsOf(error, adviceFor(error));
}

QList<Trouble> troublesOf(const TroubleSources &sources, const QDateTime &now)
{
    QList<Trouble> troubles;
    const MonitorStatus &status = sources.status;
    if (status.offline)
        troubles += offline(whyOffline(status), status.updatedAt, now);
    for (const AccountStatus &account : status.accounts)
        addAccount(troubles, account, now);
    if (sources.signInFailure && !(status.offline && sources.signInFailure->kind == ErrorKind::Offline))
        addSignIn(troubles, *sources.signInFailure, now);
    if (sources.storeFailure)
        troubles += storage(*sources.storeFailure, sources.storeFile);
    for (const RepositoryStatus &repository : status.repositories) {
        if (repository.error && !concernsAccount(repository.error->kind))
            troubles += ofRepository(*repository.error, repository.ref);
    }
    std::stable_sort(troubles.begin(), troubles.end(),
                     [](const Trouble &a, const Trouble &b) { return a.kind < b.kind; });
    return troubles;
}

} // namespace Runlight
