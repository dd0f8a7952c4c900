// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/simulator/api/routes.h"

#include "core/simulator/api/faults.h"
#include "core/simulator/api/router.h"
#include "core/simulator/blobs.h"
#include "core/simulator/world.h"

#include <algorithm>

namespace Runlight::Sim {

namespace {

// Newest first; with a run, that run's.
Answer listMatching(Call &call, const Run *run)
{
    const QString name = call.query("name");
    std::vector<const Artifact *> found;
    for (const Artifact &artifact : call.repository().artifacts) {
        const bool wanted = (!run || artifact.runId == run->id) && (name.isEmpty() || artifact.name == name);
        if (wanted && call.world().run(artifact.runId))
            found.push_back(&artifact);
    }
    if (call.query("direction") != QLatin1String("asc"))
        std::reverse(found.begin(), found.end());
    return call.list("artifacts", qsizetype(found.size()), [&](qsizetype i) {
        const Artifact &artifact = *found[std::size_t(i)];
        return call.represent().artifact(*call.world().run(artifact.runId), artifact, call.faults().expiredArtifacts());
    });
}

const Artifact *artifactOf(const Call &call)
{
    for (const Artifact &artifact : call.repository().artifacts) {
        if (artifact.id == call.number("artifact_id") && call.world().run(artifact.runId))
            return &artifact;
    }
    return nullptr;
}

Answer listArtifacts(Call &call)
{
    return listMatching(call, nullptr);
}

Answer listRunsArtifacts(Call &call)
{
    const Run *run = call.run();
    return run ? listMatching(call, run) : Answer::notFound();
}

Answer getArtifact(Call &call)
{
    const Artifact *artifact = artifactOf(call);
    if (!artifact)
        return Answer::notFound();
    return Answer::json(
        call.represent().artifact(*call.world().run(artifact->runId), *artifact, call.faults().expiredArtifacts()));
}

Answer downloadArtifact(Call &call)
{
    const Artifact *artifact = artifactOf(call);
    if (!artifact || call.parameter("archive_format") != QLatin1String("zip"))
        return Answer::notFound();
    if (call.faults().expiredArtifacts())
        return Answer::problem(410, QStringLiteral("Artifact has expired"));
    return Answer::redirect(call.blobs().urlOf(*artifact));
}

Answer deleteArtifact(Call &call)
{
    const qint64 id = call.number("artifact_id");
    const auto erased =
        std::erase_if(call.repository().artifacts, [id](const Artifact &artifact) { return artifact.id == id; });
    return erased ? Answer::nothing() : Answer::notFound();
}

} // namespace

void addArtifactRoutes(Router &router)
{
    router.add("GET", "/repos/{owner}/{repo}/actions/artifacts", listArtifacts);
    router.add("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", listRunsArtifacts);
    router.add("GET", "/repos/{owner}/{repo}/actions/artifacts/{artifact_id}", getArtifact);
    router.add("GET", "/repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}", downloadArtifact,
               "actions=read");
    router.add("DELETE", "/repos/{owner}/{repo}/actions/artifacts/{artifact_id}", deleteArtifact, "actions=write");
}

} // namespace Runlight::Sim
