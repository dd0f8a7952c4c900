// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>
#include <QUrl>

namespace Runlight {

//! Every way in which something Runlight does can fail. What each means to the user is said by adviceFor().
enum class ErrorKind {
    WorkflowNotFound,
    RunNotFound,
    JobNotFound,
    ArtifactNotFound,
    ArtifactExpired,
    EnvironmentNotFound,
    CacheNotFound,
    RepositoryNotFound,
    AccessDenied,
    Unauthorized,
    WorkflowDisabled,
    RunInProgress,
    RunNotCancellable,
    InvalidInputs,
    InvalidRef,
    RateLimited,
    SecondaryRateLimit,
    ServiceUnavailable,
    Timeout,
    Cancelled,
    Offline,
    Tls,
    ParseError,
    Transport,
    InvalidWebhookSignature,
    WebhookReplayed,
    Storage, //!< The database.
    Archive,
    Keychain,
    FileUnreadable,
    FileUnwritable, //!< Or its folder: full, read-only, gone.
    FileTruncated,
    Internal,
};

//! What went wrong, as a value. Text from the network is plain data: show it as plain text only.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    int httpStatus = 0; //!< 0 where no HTTP answer was had.
    QString message; //!< GitHub's own message, or ours where GitHub said nothing.
    bool isGitHubsMessage = false;
    QString field; //!< ParseError: the path of the offending field, such as "workflow_runs[3].id".
    QString neededPermission; //!< AccessDenied: what `x-accepted-github-permissions` asks for.
    QUrl documentationUrl;
    QString requestId; //!< `x-github-request-id`, for GitHub's support.
    QDateTime retryAt; //!< UTC. When trying again makes sense; invalid where unknown.
    bool outcomeUnknown = false; //!< Of a write: the server may have carried it out all the same.

    friend bool operator==(const Error &, const Error &) = default;
};

//! The kind's name as in the enum, for logs and tests. Not for people.
QString errorKindName(ErrorKind kind);

//! One translated sentence: what the user can do about it.
QString adviceFor(const Error &error);

} // namespace Runlight
