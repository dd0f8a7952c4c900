// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/objectreader.h"
#include "core/github/types/parse.h"

namespace Runlight::Parse {

using namespace Qt::StringLiterals;

namespace {

WorkflowState stateFromWord(const QString &word)
{
    if (word == "active"_L1)
        return WorkflowState::Active;
    if (word == "deleted"_L1)
        return WorkflowState::Deleted;
    if (word == "disabled_fork"_L1)
        return WorkflowState::DisabledFork;
    if (word == "disabled_inactivity"_L1)
        return WorkflowState::DisabledInactivity;
    if (word == "disabled_manually"_L1)
        return WorkflowState::DisabledManually;
    return WorkflowState::Unknown;
}

} // namespace

Expected<Workflow> workflow(const QJsonValue &json)
{
    ObjectReader in(json);
    Workflow workflow;
    workflow.id = in.requiredId<WorkflowId>("id"_L1);
    workflow.name = in.requiredText("name"_L1);
    workflow.path = in.text("path"_L1);
    workflow.stateText = in.text("state"_L1);
    workflow.state = stateFromWord(workflow.stateText);
    workflow.createdAt = in.time("created_at"_L1);
    workflow.updatedAt = in.time("updated_at"_L1);
    workflow.htmlUrl = in.webUrl("html_url"_L1);
    return in.result(std::move(workflow));
}

} // namespace Runlight::Parse
