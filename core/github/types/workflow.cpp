// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/types/workflow.h"

namespace Runlight {

using namespace Qt::StringLiterals;

WorkflowState workflowStateFromWord(QStringView word)
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

} // namespace Runlight
