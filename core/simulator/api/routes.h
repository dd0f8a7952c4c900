// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Runlight::Sim {

class Router;

// GitHub's areas, a file each. An endpoint that none of them adds is answered with 501.

void addRepositoryRoutes(Router &router); //!< Users, repositories, search, branches, tags.
void addContentRoutes(Router &router); //!< The workflow files themselves.
void addWorkflowRoutes(Router &router);
void addDispatchRoutes(Router &router);
void addRunRoutes(Router &router);
void addRunActionRoutes(Router &router); //!< Rerun, cancel, approve, delete.
void addJobRoutes(Router &router);
void addLogRoutes(Router &router);
void addArtifactRoutes(Router &router);
void addComparisonRoutes(Router &router);
void addDeploymentRecordRoutes(Router &router);
void addDeploymentRoutes(Router &router);
void addCheckRoutes(Router &router);
void addCacheRoutes(Router &router);
void addVariableRoutes(Router &router);
void addSecretRoutes(Router &router);
void addRunnerRoutes(Router &router);
void addGraphQlRoutes(Router &router);

} // namespace Runlight::Sim
