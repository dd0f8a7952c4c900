// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/id.h"

#include <QDateTime>
#include <QString>

namespace Runlight {

struct Artifact
{
    ArtifactId id;
    RunId runId; //!< Invalid where GitHub did not say.
    QString name; //!< Not unique: several attempts may each upload one.
    qint64 sizeBytes = 0;
    QString digest; //!< "sha256:…" of the archive; empty before upload-artifact v4.
    bool expired = false;
    QDateTime createdAt; //!< UTC
    QDateTime expiresAt; //!< UTC

    friend bool operator==(const Artifact &, const Artifact &) = default;
};

} // namespace Runlight
