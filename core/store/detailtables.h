// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/store.h"

namespace Runlight {

class Database;

// What hangs on a run, saved as whole lists: true where a list differs from the one known. Nothing is kept for a run
// that is not known. In the caller's transaction.

bool saveArtifacts(Database &database, const RunKey &run, const QList<Artifact> &artifacts);
bool saveAnnotations(Database &database, const RunKey &run, JobId job, const QList<Annotation> &annotations);
bool savePendingDeployments(Database &database, const RunKey &run, const QList<PendingDeployment> &deployments);

//! Store::runDetails(); RunNotFound where the run is not known.
Expected<RunDetails> findRunDetails(Database &database, const RunKey &run, int attempt);
//! Store::pendingDeployments()
QHash<RunKey, QList<PendingDeployment>> allPendingDeployments(Database &database);

} // namespace Runlight
