// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/objectreader.h"
#include "core/github/types/parse.h"

namespace Runlight::Parse {

using namespace Qt::StringLiterals;

Expected<Workflow> workflow(const QJsonValue &json)
{
    ObjectReader in(json);
    Workflow workflow;
    workflow.id = in.requiredId<WorkflowId>("id"_L1);
    workflow.name = in.requiredText("name"_L1);
    workflow.path = in.text("path"_L1);
    workflow.stateText = in.text("state"_L1);
    workflow.state = workflowStateFromWord(workflow.stateText);
    workflow.createdAt = in.time("created_at"_L1);
    workflow.updatedAt = in.time("updated_at"_L1);
    workflow.htmlUrl = in.webUrl("html_url"_L1);
    return in.result(std::move(workflow));
}

} // namespace Runlight::Parse
