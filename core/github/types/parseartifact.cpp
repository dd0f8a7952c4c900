// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/objectreader.h"
#include "core/github/types/parse.h"

namespace Runlight::Parse {

using namespace Qt::StringLiterals;

Expected<Artifact> artifact(const QJsonValue &json)
{
    ObjectReader in(json);
    Artifact artifact;
    artifact.id = in.requiredId<ArtifactId>("id"_L1);
    artifact.runId = in.object("workflow_run"_L1).id<RunId>("id"_L1);
    artifact.name = in.requiredText("name"_L1);
    artifact.sizeBytes = in.bigCount("size_in_bytes"_L1);
    artifact.digest = in.text("digest"_L1);
    artifact.expired = in.flag("expired"_L1);
    artifact.createdAt = in.time("created_at"_L1);
    artifact.expiresAt = in.time("expires_at"_L1);
    return in.result(std::move(artifact));
}

} // namespace Runlight::Parse
