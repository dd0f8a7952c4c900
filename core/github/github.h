// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/services/actionsservice.h"
#include "core/github/services/dispatches.h"
#include "core/github/services/services.h"
#include "core/github/transport/apiclient.h"

namespace Runlight {

//! One account's GitHub: its client and the services over it.
class GitHub
{
public:
    GitHub(ApiClient::Config config, QNetworkAccessManager &network, Clock &clock, HostCircuits &circuits,
           ResponseCache &cache)
        : client(std::move(config), network, clock, circuits, cache)
    { }

    ApiClient client;
    RepositoriesService repositories{client};
    WorkflowsService workflows{client};
    RunsService runs{client};
    JobsService jobs{client};
    LogsService logs{client};
    ArtifactsService artifacts{client};
    AnnotationsService annotations{client};
    DeploymentsService deployments{client};
    ContentsService contents{client};
    RefsService refs{client};
    DispatchesService dispatches{client};
    ActionsService actions{client};
};

} // namespace Runlight
