// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/error.h"

#include <QCoreApplication>

namespace Runlight {

namespace {

struct KindText
{
    ErrorKind kind;
    const char *name;
    const char *advice;
};

// The advice strings are extracted for translation in the context "Error".
constexpr KindText texts[] = {
    {ErrorKind::WorkflowNotFound, "WorkflowNotFound",
     QT_TRANSLATE_NOOP("Error", "The workflow was deleted or renamed. Refresh the list of workflows.")},
    {ErrorKind::RunNotFound, "RunNotFound",
     QT_TRANSLATE_NOOP("Error", "The run was deleted, or this account cannot see it.")},
    {ErrorKind::JobNotFound, "JobNotFound", QT_TRANSLATE_NOOP("Error", "The job is gone. Refresh the run.")},
    {ErrorKind::ArtifactNotFound, "ArtifactNotFound",
     QT_TRANSLATE_NOOP("Error", "The artifact was deleted. Run the workflow again to make a new one.")},
    {ErrorKind::ArtifactExpired, "ArtifactExpired",
     QT_TRANSLATE_NOOP("Error", "The artifact has expired. Run the workflow again to make a new one.")},
    {ErrorKind::EnvironmentNotFound, "EnvironmentNotFound",
     QT_TRANSLATE_NOOP("Error", "The environment was deleted or renamed.")},
    {ErrorKind::CacheNotFound, "CacheNotFound", QT_TRANSLATE_NOOP("Error", "The cache entry is already gone.")},
    {ErrorKind::RepositoryNotFound, "RepositoryNotFound",
     QT_TRANSLATE_NOOP("Error", "Check the repository's name, and that this account can see it.")},
    {ErrorKind::AccessDenied, "AccessDenied",
     QT_TRANSLATE_NOOP("Error", "Give the token the missing permission, or ask an owner of the repository.")},
    {ErrorKind::Unauthorized, "Unauthorized",
     QT_TRANSLATE_NOOP("Error",
                       "The token is wrong, expired or revoked. Start Runlight with another one in GH_TOKEN.")},
    {ErrorKind::WorkflowDisabled, "WorkflowDisabled", QT_TRANSLATE_NOOP("Error", "Enable the workflow first.")},
    {ErrorKind::RunInProgress, "RunInProgress",
     QT_TRANSLATE_NOOP("Error", "Wait until the run has finished, then try again.")},
    {ErrorKind::RunNotCancellable, "RunNotCancellable", QT_TRANSLATE_NOOP("Error", "The run has already finished.")},
    {ErrorKind::InvalidInputs, "InvalidInputs", QT_TRANSLATE_NOOP("Error", "Correct the values and try again.")},
    {ErrorKind::InvalidRef, "InvalidRef", QT_TRANSLATE_NOOP("Error", "Choose a branch or tag that exists.")},
    {ErrorKind::RateLimited, "RateLimited",
     QT_TRANSLATE_NOOP("Error", "The hourly request limit is used up. Runlight goes on by itself when it resets.")},
    {ErrorKind::SecondaryRateLimit, "SecondaryRateLimit",
     QT_TRANSLATE_NOOP("Error", "GitHub asks for a pause. Runlight goes on by itself in a moment.")},
    {ErrorKind::ServiceUnavailable, "ServiceUnavailable",
     QT_TRANSLATE_NOOP("Error", "The server has a problem. Runlight tries again by itself.")},
    {ErrorKind::Timeout, "Timeout", QT_TRANSLATE_NOOP("Error", "The server did not answer in time. Try again.")},
    {ErrorKind::Cancelled, "Cancelled", QT_TRANSLATE_NOOP("Error", "The request was cancelled.")},
    {ErrorKind::Offline, "Offline",
     QT_TRANSLATE_NOOP("Error", "Check the network connection. Runlight goes on by itself when it is back.")},
    {ErrorKind::Tls, "Tls",
     QT_TRANSLATE_NOOP(
         "Error",
         "The connection is not secure, so nothing was sent. Check the server's certificate and the system clock.")},
    {ErrorKind::ParseError, "ParseError",
     QT_TRANSLATE_NOOP("Error",
                       "The server's answer could not be understood. Check that the address is a GitHub API.")},
    {ErrorKind::Transport, "Transport", QT_TRANSLATE_NOOP("Error", "The connection failed. Try again.")},
    {ErrorKind::InvalidWebhookSignature, "InvalidWebhookSignature",
     QT_TRANSLATE_NOOP("Error", "The event was not signed by GitHub and was ignored.")},
    {ErrorKind::WebhookReplayed, "WebhookReplayed",
     QT_TRANSLATE_NOOP("Error", "The event was received before and was ignored.")},
    {ErrorKind::Storage, "Storage",
     QT_TRANSLATE_NOOP("Error", "Runlight goes on in memory; what it sees from now on is kept until it ends.")},
    {ErrorKind::Archive, "Archive", QT_TRANSLATE_NOOP("Error", "The archive is damaged. Download it again.")},
    {ErrorKind::Keychain, "Keychain",
     QT_TRANSLATE_NOOP("Error", "Unlock the system's keychain, or use the token for this session only.")},
    {ErrorKind::FileUnreadable, "FileUnreadable",
     QT_TRANSLATE_NOOP("Error", "Check that the file exists and that you may read it.")},
    {ErrorKind::FileUnwritable, "FileUnwritable",
     QT_TRANSLATE_NOOP("Error", "Check that there is room, and that you may write there; then try again.")},
    {ErrorKind::FileTruncated, "FileTruncated",
     QT_TRANSLATE_NOOP("Error", "What is left of the file is shown. Open it again to see what it holds now.")},
    {ErrorKind::Internal, "Internal", QT_TRANSLATE_NOOP("Error", "This is a fault in Runlight. Please report it.")},
};

const KindText &textOf(ErrorKind kind)
{
    for (const KindText &text : texts) {
        if (text.kind == kind)
            return text;
    }
    return textOf(ErrorKind::Internal);
}

} // namespace

QString errorKindName(ErrorKind kind)
{
    return QString::fromLatin1(textOf(kind).name);
}

QString adviceFor(const Error &error)
{
    if (error.kind == ErrorKind::AccessDenied && !error.neededPermission.isEmpty())
        return QCoreApplication::translate("Error", "The token needs the permission “%1”.").arg(error.neededPermission);
    return QCoreApplication::translate("Error", textOf(error.kind).advice);
}

} // namespace Runlight
