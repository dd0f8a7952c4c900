// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"
#include "core/github/types/artifact.h"
#include "core/github/types/run.h"

#include <QStringList>

#include <optional>

namespace Runlight {

//! What is remembered of the download of an artifact; core/artifacts knows what it means.
struct StoredTransfer
{
    qint64 id = 0; //!< Its maker's number.
    RepositoryRef repository;
    RunId run;
    Artifact artifact;
    QString folder;
    QString state; //!< transferStateName()
    QString place;
    bool isFolder = true;
    bool isVerified = false;
    qint64 totalBytes = -1;
    qint64 unpackedBytes = 0;
    std::optional<Error> error; //!< Its kind, status, message and needed permission are kept.
    QStringList leftOut; //!< Names and reasons, in turn.
    int leftOutCount = 0;
    int renamedCount = 0;
    QDateTime startedAt; //!< UTC, as is the next.
    QDateTime endedAt;

    friend bool operator==(const StoredTransfer &, const StoredTransfer &) = default;
};

} // namespace Runlight
