// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/errormapping.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>

namespace Runlight {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::ErrorMapping)
};

// A server's words are shown in a line or two; what is longer is no message.
constexpr qsizetype longestMessage = 500;

// The `errors` of a 422 are texts or objects; only those with words of their own say more than the message does.
QStringList details(const QJsonArray &errors)
{
    QStringList words;
    for (const QJsonValue error : errors) {
        const QString detail = error.isString() ? error.toString() : error.toObject().value(u"message").toString();
        if (!detail.isEmpty())
            words.append(detail);
    }
    return words;
}

QString messageOf(const QJsonObject &body, const WireAnswer &answer)
{
    QStringList words(body.value(u"message").toString());
    if (words.first().isEmpty()) {
        words.first() = answer.reason.isEmpty()
            ? Text::tr("The server answered with status %1.").arg(answer.status)
            : Text::tr("The server answered with status %1 (%2).").arg(answer.status).arg(answer.reason);
    }
    const QJsonValue errors = body.value(u"errors");
    words += errors.isString() ? QStringList(errors.toString()) : details(errors.toArray());
    return words.join(QLatin1Char('\n')).left(longestMessage);
}

QUrl documentationOf(const QJsonObject &body)
{
    const QUrl url(body.value(u"documentation_url").toString(), QUrl::StrictMode);
    return url.scheme() == QLatin1String("https") ? url : QUrl();
}

ErrorKind missingThing(const QString &path)
{
    static const QRegularExpression inRepository(QStringLiteral("^/(?:repos/[^/]+/[^/]+|repositories/\\d+)(?=/|$)"));
    const QRegularExpressionMatch match = inRepository.match(path);
    if (!match.hasMatch())
        return ErrorKind::Transport;
    struct Thing
    {
        QRegularExpression path;
        ErrorKind kind;
    };
    static const std::array things = {
        Thing{QRegularExpression(QStringLiteral("^/actions/runs/\\d+")), ErrorKind::RunNotFound},
        Thing{QRegularExpression(QStringLiteral("^/(actions/jobs|check-runs)/\\d+")), ErrorKind::JobNotFound},
        Thing{QRegularExpression(QStringLiteral("^/actions/workflows/[^/]+")), ErrorKind::WorkflowNotFound},
        Thing{QRegularExpression(QStringLiteral("^/contents/\\.github/workflows/")), ErrorKind::WorkflowNotFound},
        Thing{QRegularExpression(QStringLiteral("^/actions/artifacts/\\d+")), ErrorKind::ArtifactNotFound},
        Thing{QRegularExpression(QStringLiteral("^/environments/[^/]+")), ErrorKind::EnvironmentNotFound},
        Thing{QRegularExpression(QStringLiteral("^/actions/caches/\\d+")), ErrorKind::CacheNotFound},
    };
    const QString rest = path.mid(match.capturedLength());
    for (const Thing &thing : things) {
        if (thing.path.match(rest).hasMatch())
            return thing.kind;
    }
    return ErrorKind::RepositoryNotFound;
}

ErrorKind goneThing(const QString &path)
{
    const ErrorKind missing = missingThing(path);
    return missing == ErrorKind::ArtifactNotFound ? ErrorKind::ArtifactExpired : missing;
}

bool says(const QString &message, const char *words)
{
    return message.contains(QLatin1String(words), Qt::CaseInsensitive);
}

// GitHub tells these apart by its message only.
ErrorKind refusalKind(int status, const QString &message)
{
    if (says(message, "disabled workflow") || says(message, "workflow is disabled"))
        return ErrorKind::WorkflowDisabled;
    if (says(message, "already running") || says(message, "is in progress"))
        return ErrorKind::RunInProgress;
    // 403 as well, yet no permission would help.
    if (says(message, "cannot be retried") || says(message, "unable to retry") || says(message, "not from a fork"))
        return ErrorKind::InvalidInputs;
    if (status == 422 && (says(message, "no ref found") || says(message, "invalid ref")))
        return ErrorKind::InvalidRef;
    return status == 403 ? ErrorKind::AccessDenied : ErrorKind::InvalidInputs;
}

ErrorKind conflictKind(Verb verb, const QString &path)
{
    if (verb == Verb::Post
        && (path.endsWith(QLatin1String("/cancel")) || path.endsWith(QLatin1String("/force-cancel"))))
        return ErrorKind::RunNotCancellable;
    return missingThing(path) == ErrorKind::RunNotFound ? ErrorKind::RunInProgress : ErrorKind::InvalidInputs;
}

ErrorKind kindOf(int status, Verb verb, const QString &path, const QString &message)
{
    switch (status) {
    case 400:
    case 403:
    case 422:
        return refusalKind(status, message);
    case 401:
        return ErrorKind::Unauthorized;
    case 404:
        return says(message, "no commit found for the ref") ? ErrorKind::InvalidRef : missingThing(path);
    case 409:
        return conflictKind(verb, path);
    case 410:
        return goneThing(path);
    case 413:
    case 414:
        return ErrorKind::InvalidInputs;
    case 451:
        return ErrorKind::AccessDenied;
    case 500:
    case 502:
    case 503:
    case 504:
        return ErrorKind::ServiceUnavailable;
    default:
        return ErrorKind::Transport;
    }
}

} // namespace

Error errorFromAnswer(const WireAnswer &answer, Verb verb, const QString &path, const QDateTime &now)
{
    const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
    Error error;
    error.httpStatus = answer.status;
    error.message = messageOf(body, answer);
    error.isGitHubsMessage = !body.value(u"message").toString().isEmpty();
    error.kind = kindOf(answer.status, verb, path, error.message);
    error.documentationUrl = documentationOf(body);
    error.requestId = QString::fromUtf8(answer.headers.value("x-github-request-id"));
    if (error.kind == ErrorKind::AccessDenied)
        error.neededPermission = QString::fromUtf8(answer.headers.value("x-accepted-github-permissions"));
    if (const auto wait = answer.headers.retryAfter(now))
        error.retryAt = now.addSecs(wait->count());
    return error;
}

namespace {

ErrorKind networkKind(QNetworkReply::NetworkError code)
{
    switch (code) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError: // "Network unreachable" is among these.
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
        return ErrorKind::Offline;
    case QNetworkReply::SslHandshakeFailedError:
        return ErrorKind::Tls;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return ErrorKind::Timeout;
    default:
        return ErrorKind::Transport;
    }
}

// Only what fails before a connection stands is certain not to have been seen.
bool neverSeen(QNetworkReply::NetworkError code)
{
    switch (code) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
        return true;
    default:
        return false;
    }
}

} // namespace

WireFailure failureFromNetwork(QNetworkReply::NetworkError code, const QString &text)
{
    WireFailure failure;
    failure.error.kind = networkKind(code);
    failure.error.message = text;
    if (code == QNetworkReply::RemoteHostClosedError || code == QNetworkReply::ContentReSendError)
        failure.error.message = Text::tr("The server closed the connection before its answer was complete.");
    if (neverSeen(code))
        failure.reached = WireFailure::Reached::Nobody;
    return failure;
}

} // namespace Runlight
